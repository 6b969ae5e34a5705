import Models
import Records

/// A scenario, translated to what the cohort model can be told for each year ahead.
struct ScenarioSteps {
  /// For the model.
  var adjustments: CohortAdjustments {
    CohortAdjustments(added: opened.count, steps: steps)
  }
  /// The series that it opens, which stand after the fitted ones.
  let opened: [TechniekForecast.Series]

  private let fitted: [TechniekForecast.Series]
  private let base: Int
  private var steps: [CohortAdjustments.Step]

  /// - Parameters:
  ///   - scenario: What is assumed.
  ///   - fitted: The series of the model.
  ///   - data: For the locations and the stated percentages.
  ///   - base: The last year of the fit.
  ///   - horizon: The number of years ahead.
  /// - Throws: ``ForecastError/scenario(_:)``.
  init(
    _ scenario: Scenario, fitted: [TechniekForecast.Series], data: RegionData, base: Int,
    horizon: Int
  ) throws(ForecastError) {
    self.fitted = fitted
    self.base = base
    opened = try Self.opened(by: scenario, fitted: fitted, region: data.region)
    steps = Array(
      repeating: CohortAdjustments.Step(series: fitted.count + opened.count), count: horizon)
    for change in scenario.changes { try apply(change, data) }
  }

  /// The series that a scenario opens, in its order.
  private static func opened(
    by scenario: Scenario, fitted: [TechniekForecast.Series], region: Region
  ) throws(ForecastError) -> [TechniekForecast.Series] {
    var opened: [TechniekForecast.Series] = []
    for case .opening(let code, let profiel, _, _) in scenario.changes {
      guard fitted.contains(where: { $0.profiel != nil }) else {
        throw .scenario(.notByProfile(profiel))
      }
      guard let vestiging = region.vestiging(code) else {
        throw .scenario(.noSeries(.init(vestiging: code, profiel: profiel)))
      }
      let series = TechniekForecast.Series(vestiging: vestiging, profiel: profiel)
      guard !(fitted + opened).contains(series) else {
        throw .scenario(.alreadyOpen(vestiging.code, profiel))
      }
      opened.append(series)
    }
    return opened
  }

  private mutating func apply(
    _ change: Scenario.Change, _ data: RegionData
  ) throws(ForecastError) {
    switch change {
    case .intake(let part, let years, let factor, let isYearly):
      let members = try members(part)
      var power = 1.0
      for h in try horizons(years) {
        power *= isYearly || power == 1 ? factor : 1
        for s in members { steps[h].factors[s] *= power }
      }
    case .intakeNumber(let part, let years, let pupils):
      let members = try members(part)
      for h in try horizons(years) {
        for s in members { steps[h].numbers[s] = pupils }
      }
    case .passage(let passage, let years, let factor):
      for h in try horizons(years) {
        switch passage {
        case .leerjaar3: steps[h].second *= factor
        case .leerjaar4: steps[h].leaving *= factor
        }
      }
    case .closing(let part, let year, let successor, let share):
      let ahead = try horizons(year...max(year, 2100))
      for s in try members(part) {
        var moves: [CohortAdjustments.Move] = []
        if let successor {
          moves.append(.init(from: s, to: try place(of: s, at: successor), share: share))
        }
        let away = successor == nil ? 1 : 1 - share
        if away > 0 { moves.append(.init(from: s, to: nil, share: away)) }
        steps[ahead.lowerBound].pupilMoves += moves
        for h in ahead { steps[h].intakeMoves += moves }
      }
    case .opening(let code, let profiel, let year, let pupils):
      let ahead = try horizons(year...max(year, 2100))
      if let s = series.firstIndex(where: { $0.vestiging.code == code && $0.profiel == profiel }) {
        for h in ahead { steps[h].numbers[s] = pupils }
      }
    case .share(let from, let to, let years, let share):
      let ahead = try horizons(years)
      for s in try members(from) {
        let move = CohortAdjustments.Move(from: s, to: try place(of: s, at: to), share: share)
        for h in ahead { steps[h].intakeMoves.append(move) }
      }
    case .doorstroom(let group, let year, _):
      let stated = data.figures.filter {
        $0.indicator == "doorstroom-technisch-mbo" && $0.area == group.name
          && $0.period.year < year
      }
      guard !stated.isEmpty else { throw .scenario(.noDoorstroom(group, year: year)) }
    case .weight: break  // Weighs counts: the fit has done it.
    }
  }

  private var series: [TechniekForecast.Series] { fitted + opened }

  /// The series of a part, opened ones included.
  private func members(_ part: Scenario.Part) throws(ForecastError) -> [Int] {
    if let profiel = part.profiel, !fitted.contains(where: { $0.profiel != nil }) {
      throw .scenario(.notByProfile(profiel))
    }
    let members = series.indices.filter { s in
      (part.vestiging == nil || series[s].vestiging.code == part.vestiging)
        && (part.profiel == nil || series[s].profiel == part.profiel)
    }
    guard !members.isEmpty else { throw .scenario(.noSeries(part)) }
    return members
  }

  /// The series of the same profile at another location.
  private func place(of s: Int, at code: VestigingCode) throws(ForecastError) -> Int {
    guard
      let place = series.firstIndex(where: {
        $0.vestiging.code == code && $0.profiel == series[s].profiel
      })
    else { throw .scenario(.noSuccessor(series[s].profiel, code)) }
    return place
  }

  /// The places of the years that are ahead.
  private func horizons(_ years: ClosedRange<Int>) throws(ForecastError) -> Range<Int> {
    let first = base + 1
    guard years.lowerBound >= first else {
      throw .scenario(.notAhead(year: years.lowerBound, first: first))
    }
    let start = min(years.lowerBound - first, steps.count)
    return start..<max(start, min(years.upperBound - first + 1, steps.count))
  }
}

extension Scenario {
  /// The counts of one year in one kind of file.
  struct Count: Hashable, Comparable {
    let evidence: Evidence
    let year: Int

    static func < (first: Self, second: Self) -> Bool {
      (first.year, first.evidence.rawValue) < (second.year, second.evidence.rawValue)
    }
  }

  /// The counts that it weighs, with their weights.
  var weights: [Count: Double] {
    var weights: [Count: Double] = [:]
    for case .weight(let evidence, let year, let weight) in changes {
      weights[Count(evidence: evidence, year: year)] = weight
    }
    return weights
  }

  /// Whether the model must be fitted again.
  var weighsCounts: Bool { !weights.isEmpty }

  /// Where it says that the doorstroom of a group goes; nil where it says nothing.
  func course(of group: Profiel) -> (year: Int, percent: Double)? {
    for case .doorstroom(group, let year, let percent) in changes { return (year, percent) }
    return nil
  }
}
