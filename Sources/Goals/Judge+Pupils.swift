import Forecasting
import Records

extension Judge {
  /// "Keep 613 pupils in a technical profile": chance from the simulated futures.
  func pupils(_ goal: Goal, target: Double, everyYear: Bool) -> Verdict {
    guard let part = self.part(of: goal) else { return manyProfiles(goal) }
    // Exam candidates are other pupils than those of leerjaar 3 and 4: they do not decide this goal.
    guard let techniek, techniek.subject == .stock,
      let latest = techniek.observed(part).last(where: { $0.count.bounds != nil }),
      let bounds = latest.count.bounds
    else {
      return nothingObserved(goal)
    }
    let value = Double(bounds.lowerBound)...Double(bounds.upperBound)
    let known = Verdict.Latest(
      period: latest.period, value: value, isProvisional: latest.isProvisional)
    let asked =
      everyYear
      ? data.region.years.lowerBound...max(data.region.years.lowerBound, goal.deadline)
      : goal.deadline...goal.deadline
    let counted = techniek.observed(part).filter {
      asked.contains($0.period.year) && $0.count.bounds != nil
    }
    let isMissed = counted.contains { Double($0.count.bounds?.upperBound ?? 0) < target }
    guard !isMissed, goal.deadline > latest.period.year else {
      return past(goal, target: target, counted: counted)
    }
    guard techniek.years.contains(goal.deadline) else {
      return cannotBeTold(
        goal,
        because: Phrase(
          nl: "de deadline \(goal.deadline) ligt verder dan de verwachting reikt "
            + "(\(techniek.options.lastYear))",
          en: "the deadline \(goal.deadline) lies beyond the reach of the outlook "
            + "(\(techniek.options.lastYear))"))
    }
    let ahead = techniek.years.filter { asked.contains($0) }
    let programme = ahead.isEmpty ? [goal.deadline] : ahead
    let inDeadline = techniek.probability(part, atLeast: target, everyYearOf: [goal.deadline])
    let everyProgrammeYear = techniek.probability(part, atLeast: target, everyYearOf: programme)
    let probability = everyYear ? everyProgrammeYear : inDeadline
    let outlook = techniek.outlook(part, year: goal.deadline)
    let first = programme.first ?? goal.deadline
    let years = goal.deadline - latest.period.year
    let series = techniek.observed(part).compactMap { observed in
      observed.count.exactValue.map { (observed.period.year, $0) }
    }
    let sentence =
      Phrase(
        nl: "Op 1 oktober \(latest.period.year) waren het ",
        en: "On 1 October \(latest.period.year) there were ")
      + .interval(value)
      + Phrase(
        nl: " leerlingen; voor \(goal.deadline) verwachten we er ",
        en: " pupils; for \(goal.deadline) we expect ")
      + .number(outlook.median) + Phrase(nl: " (95 %: ", en: " (95%: ")
      + .interval(outlook.interval95)
      + Phrase(
        nl: "). De kans op minstens ", en: "). The chance of at least ")
      + .number(target)
      + (everyYear
        ? Phrase(
          nl: " in elk jaar van \(first) tot en met \(goal.deadline) is ",
          en: " in every year from \(first) to \(goal.deadline) is ")
        : Phrase(nl: " in \(goal.deadline) is ", en: " in \(goal.deadline) is "))
      + .chance(probability...probability) + Phrase(".")
    return Verdict(
      goal: goal, outcome: Self.outcome(probability: probability...probability),
      probability: probability...probability, latest: known, target: target,
      outlook: Verdict.Outlook95(
        year: goal.deadline, median: outlook.median, interval: outlook.interval95),
      smallestDetectableDifference: CountChange(before: latest, after: latest).map {
        value.lowerBound * ($0.smallestDetectableRatio - 1)
      },
      neededPerYear: years > 0 ? max(0, target - value.lowerBound) / Double(years) : nil,
      changePerYear: changePerYear(series), sentence: sentence,
      notes: [
        Phrase(nl: "In \(goal.deadline) alleen: kans ", en: "In \(goal.deadline) alone: chance ")
          + .chance(inDeadline...inDeadline)
          + Phrase(
            nl: "; in elk jaar vanaf \(first): kans ", en: "; in every year from \(first): chance ")
          + .chance(everyProgrammeYear...everyProgrammeYear) + Phrase("."),
        Phrase(
          nl: "Het cohortmodel volgt leerlingen van leerjaar 3 naar 4 naar het examen, per profiel "
            + "en vestiging; wat de scholen gemeen hebben wordt gedeeld, en de groei dooft uit "
            + "(elk jaar blijft ",
          en: "The cohort model follows pupils from leerjaar 3 to 4 to the exam, by profile and "
            + "location; what schools have in common is shared, and growth dies out (each year ")
          + .number(techniek.options.damping * 100)
          + Phrase(nl: " % ervan over).", en: "% of it is left)."),
      ] + data.movesIntoTheRegion, sources: latest.sources)
  }

  /// "Every profile stays on offer at each location".
  func onOffer(_ goal: Goal) -> Verdict {
    guard let techniek, techniek.subject == .stock,
      let year = techniek.observed(.all).last?.period.year
    else { return nothingObserved(goal) }
    guard goal.profielen.isEmpty else { return manyProfiles(goal) }
    let programme = techniek.years.filter { $0 <= goal.deadline }
    guard programme.last == goal.deadline else {
      return cannotBeTold(
        goal,
        because: Phrase(
          nl: "de deadline \(goal.deadline) ligt niet in de jaren van de verwachting",
          en: "the deadline \(goal.deadline) does not lie in the years of the outlook"))
    }
    let pairs = techniek.series.compactMap { one in one.profiel.map { (one.vestiging, $0) } }
    guard !pairs.isEmpty else { return nothingObserved(goal) }
    let now = pairs.map { vestiging, profiel in
      (vestiging, profiel, techniek.observed(.one(vestiging.code, profiel)).last)
    }
    let open = now.count { ($0.2?.count.bounds?.lowerBound ?? 0) > 0 }
    let enough = techniek.probabilityOnOffer(everyYearOf: programme)
    let places = Set(pairs.map(\.0.code)).count
    let stays = TechniekForecast.nationalDisappearance.staying(
      places: places, years: goal.deadline - year)
    let probability = min(enough, enough * stays)...enough
    let weakest = pairs.map { vestiging, profiel in
      (
        vestiging, profiel,
        techniek.probability(.one(vestiging.code, profiel), atLeast: 1, everyYearOf: programme)
      )
    }.min { $0.2 < $1.2 }
    let sentence =
      Phrase(
        nl: "In \(year) hadden \(open) van de \(pairs.count) combinaties van vestiging en profiel "
          + "leerlingen. Kans dat alle ze elk jaar tot en met \(goal.deadline) houden: ",
        en:
          "In \(year), \(open) of the \(pairs.count) pairs of location and profile had pupils. Chance "
          + "that all keep some every year up to \(goal.deadline): ")
      + .chance(enough...enough)
      + Phrase(
        nl: " als geen school besluit te stoppen, ", en: " if no school decides to stop, ")
      + .chance(probability.lowerBound...probability.lowerBound)
      + Phrase(
        nl: " als vestigingen verdwijnen zoals landelijk.",
        en: " if locations vanish as they do nationally.")
      + (weakest.map { vestiging, profiel, _ in
        Phrase(
          nl: " Kwetsbaarst: \(profiel) op \(vestiging.name).",
          en: " Most fragile: \(profiel) at \(vestiging.name).")
      } ?? Phrase(""))
    let national = TechniekForecast.nationalDisappearance
    return Verdict(
      goal: goal, outcome: Self.outcome(probability: probability), probability: probability,
      latest: Verdict.Latest(
        period: .peildatum(year), value: Double(open)...Double(open), isProvisional: false),
      target: Double(pairs.count), sentence: sentence,
      notes: [
        Phrase(
          nl: "Gemeten aan leerlingen: een profiel dat op papier bestaat maar leeg is, telt als "
            + "verdwenen. Het plan zegt “per vestiging en leerweg”; Figuur 2 geeft geen leerweg, dus "
            + "die is hier niet te toetsen.",
          en:
            "Measured by pupils: a profile that exists on paper but is empty counts as gone. The plan "
            + "says “per vestiging en leerweg”; Figuur 2 gives no leerweg, so that cannot be tested."
        ),
        Phrase(
          nl:
            "Landelijk had van \(national.locations) vestigingen met examenkandidaten techniek in "
            + "2019 er \(national.vanished) in een van de \(national.years) jaren daarna geen enkele "
            + "(DUO; verhuizingen meegeteld, dus dit is de ongunstigste grens).",
          en:
            "Nationally, of \(national.locations) locations with exam candidates techniek in 2019, "
            + "\(national.vanished) had none in one of the \(national.years) years after (DUO; moves "
            + "included, so this is the least favourable bound)."),
      ], sources: now.flatMap { $0.2?.sources ?? [] })
  }

  /// The mean yearly change over a series of exact counts.
  func changePerYear(_ series: [(year: Int, count: Int)]) -> Double? {
    guard let first = series.first, let last = series.last, last.year > first.year else {
      return nil
    }
    return Double(last.count - first.count) / Double(last.year - first.year)
  }

  /// A goal that the counted years decide: its deadline has passed, or a year in which it had to hold
  /// did not reach it.
  private func past(_ goal: Goal, target: Double, counted: [Observed]) -> Verdict {
    func range(_ observed: Observed) -> ClosedRange<Double>? {
      observed.count.bounds.map { Double($0.lowerBound)...Double($0.upperBound) }
    }
    // The year that is furthest from the target decides.
    guard
      let weakest = counted.min(by: {
        (range($0)?.lowerBound ?? 0) < (range($1)?.lowerBound ?? 0)
      }), let value = range(weakest)
    else { return nothingObserved(goal) }
    let year = weakest.period.year
    return Verdict(
      goal: goal, outcome: Self.outcome(interval: value, target: target),
      latest: Verdict.Latest(
        period: weakest.period, value: value, isProvisional: weakest.isProvisional),
      target: target,
      sentence: Phrase(
        nl: "Op 1 oktober \(year) waren het ", en: "On 1 October \(year) there were ")
        + .interval(value)
        + Phrase(
          nl: " leerlingen; het doel was minstens ", en: " pupils; the goal was at least ")
        + .number(target) + Phrase("."),
      sources: counted.flatMap(\.sources))
  }

  /// The series that a goal is about: all, or those of its one profile; nil for several.
  private func part(of goal: Goal) -> TechniekForecast.Part? {
    switch goal.profielen.count {
    case 0: .all
    case 1: goal.profielen.first.map { .profiel($0) }
    default: Set(goal.profielen) == Set(Profiel.techniek) ? .all : nil
    }
  }

  /// A goal on several profiles at once, for which there is no rule.
  func manyProfiles(_ goal: Goal) -> Verdict {
    cannotBeTold(
      goal,
      because: Phrase(
        nl:
          "voor dit soort doel op deze keuze van profielen is er nog geen rekenregel; maak er een "
          + "doel per profiel van",
        en:
          "there is no rule yet for this kind of goal on this choice of profiles; make it a goal for "
          + "each profile"))
  }

  /// No file holds what the goal is about.
  func nothingObserved(_ goal: Goal) -> Verdict {
    let source = Indicator.find(goal.indicator)?.source ?? Phrase(goal.indicator)
    return Verdict(
      goal: goal, outcome: .nietTeZeggen,
      sentence: Phrase(
        nl: "Niet te zeggen: geen van de ingelezen bestanden bevat dit. Nodig: ",
        en: "Cannot be told: none of the files read holds this. Needed: ") + source.endingWithStop)
  }
}
