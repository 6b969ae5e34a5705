import Forecasting
import Goals
public import Records

/// What one assumption does to the chance of one goal, all others as they are.
public struct Sensitivity: Hashable, Sendable {
  /// One end of what is assumed.
  public struct End: Hashable, Sendable {
    /// In words, such as "−10 %".
    public let value: Phrase
    /// The chance of the goal there.
    public let chance: ClosedRange<Double>
  }

  /// What is assumed otherwise.
  public let assumption: Phrase
  /// Which goal.
  public let goal: Goal
  /// The chance as it is.
  public let chance: ClosedRange<Double>
  /// The unfavourable end, or the only one.
  public let low: End
  /// The other end; nil where there is one only: a location closes or it does not.
  public let high: End?

  /// By how much the chance moves between the two ends, or from how it is to the only one.
  public var span: Double {
    let other = high?.chance ?? chance
    return abs(Self.middle(other) - Self.middle(low.chance))
  }

  private static func middle(_ range: ClosedRange<Double>) -> Double {
    (range.lowerBound + range.upperBound) / 2
  }
}

extension ScenarioLens {
  /// An assumption and its other values.
  private struct Variation {
    let name: Phrase
    let low: (value: Phrase, changes: [Scenario.Change])
    var high: (value: Phrase, changes: [Scenario.Change])?

    /// Whether the chance of a goal can depend on it. Doorstroom and numbers of pupils are forecast apart:
    /// only what is counted moves both, as the leavers of a profile may be an estimate.
    func concerns(_ goal: Goal) -> Bool {
      let isDoorstroom = goal.indicator == "doorstroom-technisch-mbo"
      return low.changes.contains { change in
        switch change {
        case .doorstroom(let group, _, _): isDoorstroom && goal.profielen == [group]
        case .weight: true
        // Whoever closes a profile has it on offer no longer: that is no news.
        case .closing: goal.kind != .onOffer && !isDoorstroom
        default: !isDoorstroom
        }
      }
    }
  }

  /// Every assumption by itself: intake a tenth lower and higher; the passage from leerjaar 3 to 4 at
  /// the ends of its 95 % interval; doorstroom five points lower and higher in the year of its goal;
  /// each location closed; the newest year of each kind of file left out. The largest span first;
  /// assumptions that move nothing are left out.
  func sensitivity(base: Projecting.Outcome) throws(PipelineError) -> [Sensitivity] {
    var rows: [Sensitivity] = []
    for variation in variations() {
      let low = try judge(scenario(variation.low.changes))
      var high: Judge?
      if let other = variation.high { high = try judge(scenario(other.changes)) }
      for verdict in base.verdicts where verdict.isAhead {
        guard variation.concerns(verdict.goal), let chance = verdict.probability,
          let lowest = low.chance(of: verdict.goal)
        else { continue }
        var end: Sensitivity.End?
        if let other = variation.high, let highest = high?.chance(of: verdict.goal) {
          end = Sensitivity.End(value: other.value, chance: highest)
        }
        rows.append(
          Sensitivity(
            assumption: variation.name, goal: verdict.goal, chance: chance,
            low: .init(value: variation.low.value, chance: lowest), high: end))
      }
    }
    // Sorting by the span alone would leave rows of equal span in no order that is told.
    return rows.enumerated().filter { $0.element.span > 0.0005 }.sorted {
      ($1.element.span, $0.offset) < ($0.element.span, $1.offset)
    }.map(\.element)
  }

  private func variations() -> [Variation] {
    guard let base, let first = firstYear, let years = allYears else { return [] }
    let part = Scenario.Part()
    func percent(_ factor: Double) -> Phrase {
      let points = (100 * (factor - 1)).rounded()
      return (points > 0 ? Phrase("+") : Phrase("")) + .number(points)
        + Phrase(nl: " %", en: "%")
    }
    var result = [
      Variation(
        name: Phrase(nl: "instroom in leerjaar 3", en: "intake of leerjaar 3"),
        low: (percent(0.9), [.intake(part, years: years, factor: 0.9, isYearly: false)]),
        high: (percent(1.1), [.intake(part, years: years, factor: 1.1, isYearly: false)]))
    ]
    let ratio = base.progression
    func passage(_ value: Double) -> (value: Phrase, changes: [Scenario.Change]) {
      (
        .number(100 * value, decimals: 1) + Phrase(nl: " %", en: "%"),
        [.passage(.leerjaar3, years: years, factor: value / ratio.value)]
      )
    }
    result.append(
      Variation(
        name: Phrase(nl: "doorgang leerjaar 3 naar 4", en: "passage from leerjaar 3 to 4"),
        low: passage(ratio.interval95.lowerBound), high: passage(ratio.interval95.upperBound)))
    for goal in goals where goal.indicator == "doorstroom-technisch-mbo" {
      guard let group = goal.profielen.first, goal.profielen.count == 1,
        let stated = DoorstroomForecast(group: group, data: data, techniek: base)?.figure,
        stated.period.year < goal.deadline
      else { continue }
      func course(_ points: Double) -> (value: Phrase, changes: [Scenario.Change]) {
        let value = min(max(stated.value + points, 1), 99)
        return (
          .number(value, decimals: value == value.rounded() ? 0 : 1) + Phrase(nl: " %", en: "%"),
          [.doorstroom(group, year: goal.deadline, percent: value)]
        )
      }
      result.append(
        Variation(
          name: Phrase(
            nl: "doorstroom \(group.name) in \(goal.deadline)",
            en: "doorstroom \(group.name) in \(goal.deadline)"), low: course(-5),
          high: course(5)))
    }
    let places = data.region.vestigingen.filter { place in
      base.series.contains { $0.vestiging.code == place.code }
    }
    if places.count > 1 {
      for place in places {
        result.append(
          Variation(
            name: Phrase(
              nl: "\(place.name) stopt met techniek", en: "\(place.name) ends techniek"),
            low: (
              Phrase(nl: "in \(first), iedereen weg", en: "in \(first), all leave"),
              [.closing(.init(vestiging: place.code), year: first, to: nil, share: 1)]
            )))
      }
    }
    for (evidence, year) in base.newestCounts {
      result.append(
        Variation(
          name: Phrase(
            nl: "telling \(evidence.rawValue) \(year)", en: "count \(evidence.rawValue) \(year)"),
          low: (
            Phrase(nl: "weggelaten", en: "left out"), [.weight(evidence, year: year, weight: 0)]
          )))
    }
    return result
  }
}

extension Projecting.Outcome {
  /// The chance of a goal; nil where it is not judged by one.
  func chance(of goal: Goal) -> ClosedRange<Double>? {
    verdicts.first { $0.goal == goal }?.probability
  }
}

extension Verdict {
  /// Whether it is about a year to come, and has a chance.
  var isAhead: Bool {
    probability != nil && [.opKoers, .risico, .buitenBereik].contains(outcome)
  }
}
