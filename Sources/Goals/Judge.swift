public import Forecasting
public import Records

/// Turns goals, observations and forecasts into verdicts.
///
/// A goal whose deadline the data have passed gets *gehaald* or *niet gehaald* only when the 95 %
/// interval of the underlying value lies wholly on one side of the target; otherwise it is *niet te
/// zeggen*. A goal with a deadline to come gets *op koers* when the chance that it is met is at least
/// ``onCourse``, *buiten bereik* when it is below ``outOfReach``, and *risico* in between.
public struct Judge: Sendable {
  /// From this chance on, a goal to come is *op koers*.
  public static let onCourse = 0.75
  /// Below this chance, a goal to come is *buiten bereik*.
  public static let outOfReach = 0.10

  let data: RegionData
  /// The forecast of the technical profiles; nil where nothing can be forecast.
  public let techniek: TechniekForecast?
  let scenario: Scenario?

  /// - Parameters:
  ///   - data: What the files say about the region.
  ///   - techniek: The forecast of its technical profiles; nil where nothing can be forecast.
  ///   - scenario: What the doorstroom is assumed to do; that of `techniek`, if it has one.
  public init(data: RegionData, techniek: TechniekForecast?, scenario: Scenario? = nil) {
    self.data = data
    self.techniek = techniek
    self.scenario = scenario ?? techniek?.scenario
  }

  /// One verdict a goal: judged goals first, monitored ones last, each in the order given.
  public func verdicts(on goals: [Goal]) -> [Verdict] {
    let all = goals.map(verdict(on:))
    return all.filter { $0.outcome != .gemonitord } + all.filter { $0.outcome == .gemonitord }
  }

  /// The verdict on one goal.
  public func verdict(on goal: Goal) -> Verdict {
    if case .monitored(let target, let unit) = goal.kind {
      return monitored(goal, target: target, unit: unit)
    }
    if let missing = goal.missingData { return cannotBeTold(goal, because: missing) }
    switch (goal.indicator, goal.kind) {
    case ("leerlingen-techniek", .keep(let target)):
      return pupils(goal, target: target, everyYear: true)
    case ("leerlingen-techniek", .level(let target)):
      return pupils(goal, target: target, everyYear: false)
    case ("aanbod-profielen", .onOffer):
      return onOffer(goal)
    case (DoorstroomForecast.indicator, .keep(let target)),
      (DoorstroomForecast.regionalIndicator, .keep(let target)):
      return doorstroom(goal, target: target, everyYear: true)
    case (DoorstroomForecast.indicator, .level(let target)),
      (DoorstroomForecast.regionalIndicator, .level(let target)):
      return doorstroom(goal, target: target, everyYear: false)
    case ("keuze-techniek", .growth(let percent)):
      return change(goal, factor: 1 + percent / 100)
    case ("keuze-techniek", .multiple(let factor)):
      return change(goal, factor: factor)
    default:
      return cannotBeTold(
        goal,
        because: Phrase(
          nl: "voor dit soort doel op indicator “\(goal.indicator)” bestaat nog geen rekenregel",
          en: "there is no rule yet for this kind of goal on indicator “\(goal.indicator)”"))
    }
  }

  /// The chance of a goal to come: that of its verdict, without the rest of it.
  ///
  /// For searches that ask it many times. Nil for a goal that ``verdict(on:)`` gives no chance.
  public func chance(of goal: Goal) -> ClosedRange<Double>? {
    let (target, everyYear): (Double, Bool)
    switch goal.kind {
    case .keep(let value): (target, everyYear) = (value, true)
    case .level(let value): (target, everyYear) = (value, false)
    default: return verdict(on: goal).probability
    }
    guard
      [DoorstroomForecast.indicator, DoorstroomForecast.regionalIndicator]
        .contains(goal.indicator), goal.missingData == nil,
      let group = goal.profielen.first, goal.profielen.count == 1,
      let forecast = DoorstroomForecast(
        group: group, indicator: goal.indicator, data: data, techniek: techniek,
        scenario: scenario),
      due(goal, target: target, everyYear: everyYear, forecast: forecast) == nil
    else { return verdict(on: goal).probability }
    return probability(
      forecast, target: target,
      years: askedYears(goal, after: forecast.figure.period.year, everyYear: everyYear))
  }

  /// The outcome of a goal to come, by its chance; where bounds on the chance leave room, only what
  /// holds at both ends is said.
  static func outcome(probability: ClosedRange<Double>) -> Verdict.Outcome {
    if probability.lowerBound >= onCourse { return .opKoers }
    return probability.upperBound < outOfReach ? .buitenBereik : .risico
  }

  /// The outcome of a goal whose deadline has passed, by the interval of the underlying value.
  static func outcome(interval: ClosedRange<Double>, target: Double) -> Verdict.Outcome {
    if interval.lowerBound >= target { return .gehaald }
    return interval.upperBound < target ? .nietGehaald : .nietTeZeggen
  }

  // MARK: Goals that no file decides

  private func monitored(_ goal: Goal, target: Double?, unit: Figure.Unit?) -> Verdict {
    let aim =
      target.map { value in
        let decimals = value == value.rounded() ? 0 : 1
        let number = Phrase.number(value, decimals: decimals)
        let suffix = unit.map { $0 == .aantal ? "" : " (\($0.rawValue))" } ?? ""
        return Phrase(nl: "Streefwaarde ", en: "Target ") + number
          + Phrase(
            nl: "\(suffix), uiterlijk \(goal.deadline). ", en: "\(suffix), by \(goal.deadline). ")
      } ?? Phrase("")
    let reason =
      goal.missingData
      ?? Phrase(
        nl: "Dit telt het programma zelf; er is geen open bestand.",
        en: "The programme counts this itself; there is no open file.")
    return Verdict(goal: goal, outcome: .gemonitord, target: target, sentence: aim + reason)
  }

  func cannotBeTold(_ goal: Goal, because missing: Phrase) -> Verdict {
    let (notes, sources) = nearestEvidence(for: goal)
    return Verdict(
      goal: goal, outcome: .nietTeZeggen,
      sentence: Phrase(nl: "Niet te zeggen: ", en: "Cannot be told: ") + missing.endingWithStop,
      notes: notes, sources: sources)
  }
}

extension Phrase {
  /// The text with one full stop at its end.
  var endingWithStop: Phrase {
    func stopped(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
    return Phrase(nl: stopped(nl), en: stopped(en))
  }
}
