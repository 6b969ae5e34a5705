import Forecasting
import Goals
public import Records

/// What a goal would take, and whether anybody has had it.
public struct Need: Hashable, Sendable {
  /// What is moved until the chance is right.
  public enum Lever: Hashable, Sendable {
    /// The intake of leerjaar 3, as a multiple of what is expected, from this year on.
    case intake(from: Int)
    /// The doorstroom in the year of the goal, in percent, reached in a straight line.
    case doorstroom(Profiel)
  }

  /// Which goal.
  public let goal: Goal
  /// What is moved.
  public let lever: Lever
  /// The value of the lever as it is.
  public let now: Double
  /// The value from which the goal is as likely met as not; nil where twice the intake, or 99 %, does not
  /// suffice.
  public let even: Double?
  /// The value from which the goal is *op koers* (`Judge.onCourse`); nil likewise.
  public let onCourse: Double?
  /// The highest value that is on record, in words with its source; nil where there is none.
  public let precedent: Phrase?
}

extension ScenarioLens {
  /// For each goal to come, what it takes: by bisection on the lever, every other assumption as it is
  /// and the random numbers the same, to a thousandth of the intake or a twentieth of a point.
  func needs(base outcome: Projecting.Outcome) throws(PipelineError) -> [Need] {
    var needs: [Need] = []
    for verdict in outcome.verdicts where verdict.isAhead {
      let goal = verdict.goal
      switch goal.indicator {
      case "leerlingen-techniek":
        guard let years = allYears else { continue }
        let part = Scenario.Part(profiel: goal.profielen.count == 1 ? goal.profielen[0] : nil)
        func value(_ chance: Double) throws(PipelineError) -> Double? {
          try lowest(in: 0.5...2, tolerance: 0.001, goal: goal, chance: chance) { factor in
            [.intake(part, years: years, factor: factor, isYearly: false)]
          }
        }
        needs.append(
          Need(
            goal: goal, lever: .intake(from: years.lowerBound), now: 1, even: try value(0.5),
            onCourse: try value(Judge.onCourse), precedent: precedent(part)))
      case "doorstroom-technisch-mbo":
        guard let group = goal.profielen.first,
          let stated = DoorstroomForecast(group: group, data: data, techniek: base)?.figure
        else { continue }
        func value(_ chance: Double) throws(PipelineError) -> Double? {
          try lowest(in: 1...99, tolerance: 0.05, goal: goal, chance: chance) { percent in
            [.doorstroom(group, year: goal.deadline, percent: percent)]
          }
        }
        needs.append(
          Need(
            goal: goal, lever: .doorstroom(group), now: stated.value, even: try value(0.5),
            onCourse: try value(Judge.onCourse), precedent: precedent(group)))
      default: continue
      }
    }
    return needs
  }

  /// The lowest value of a lever with at least this chance at both ends of it; nil where even the
  /// highest value has less.
  private func lowest(
    in range: ClosedRange<Double>, tolerance: Double, goal: Goal, chance: Double,
    changes: (Double) -> [Scenario.Change]
  ) throws(PipelineError) -> Double? {
    func reaches(_ value: Double) throws(PipelineError) -> Bool {
      let judge = try judge(scenario(changes(value)))
      return (judge.chance(of: goal)?.lowerBound ?? 0) >= chance
    }
    var (low, high) = (range.lowerBound, range.upperBound)
    guard try reaches(high) else { return nil }
    if try reaches(low) { return low }
    while high - low > tolerance {
      let middle = (low + high) / 2
      if try reaches(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The largest number of pupils that the region has counted.
  private func precedent(_ part: Scenario.Part) -> Phrase? {
    guard let base else { return nil }
    let counted = base.observed(part.profiel.map { .profiel($0) } ?? .all).compactMap { observed in
      observed.count.exactValue.map { (observed.period.year, $0) }
    }
    guard let most = counted.max(by: { $0.1 < $1.1 }) else { return nil }
    let steps = zip(counted, counted.dropFirst()).filter { $1.0 == $0.0 + 1 && $0.1 > 0 }
      .map { ($1.0, Double($1.1) / Double($0.1) - 1) }
    let largest = steps.max { $0.1 < $1.1 }
    return Phrase(
      nl: "hoogste stand hier: \(most.1) leerlingen (\(most.0))",
      en: "highest count here: \(most.1) pupils (\(most.0))")
      + (largest.map { year, growth in
        Phrase(nl: "; grootste groei in een jaar ", en: "; largest growth in a year ")
          + .number(100 * growth, decimals: 1) + Phrase(nl: " % (\(year))", en: "% (\(year))")
      } ?? Phrase(""))
  }

  /// The highest percentage of a group that a plan or the national publication states.
  private func precedent(_ group: Profiel) -> Phrase? {
    let here = data.figures.filter {
      $0.indicator == "doorstroom-technisch-mbo" && $0.area == group.name
    }.max { $0.value < $1.value }
    var parts: [Phrase] = []
    if let here {
      parts.append(
        Phrase(nl: "hoogste hier: ", en: "highest here: ") + .number(here.value)
          + Phrase(nl: " % (\(here.period.year))", en: "% (\(here.period.year))"))
    }
    if let national = NationalDoorstroom.percent(group) {
      parts.append(
        Phrase(nl: "landelijk ", en: "nationally ") + .number(national)
          + Phrase(
            nl: " % (\(NationalDoorstroom.year), \(NationalDoorstroom.source))",
            en: "% (\(NationalDoorstroom.year), \(NationalDoorstroom.source))"))
    }
    guard let first = parts.first else { return nil }
    return parts.dropFirst().reduce(first) { $0 + Phrase("; ") + $1 }
  }
}
