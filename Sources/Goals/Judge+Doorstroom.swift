import Forecasting
import Records

extension Judge {
  /// "Raise the doorstroom of M&T from 72 to 80 %", or keep it at 83 % every year.
  func doorstroom(_ goal: Goal, target: Double, everyYear: Bool) -> Verdict {
    guard goal.profielen.count == 1 else { return manyProfiles(goal) }
    guard let group = goal.profielen.first,
      let forecast = DoorstroomForecast(
        group: group, indicator: goal.indicator, data: data, techniek: techniek,
        scenario: scenario)
    else { return nothingObserved(goal) }
    let figure = forecast.figure
    let year = figure.period.year
    let value = figure.value
    if let due = due(goal, target: target, everyYear: everyYear, forecast: forecast) {
      return past(goal, target: target, measured: due, forecast: forecast)
    }
    let interval = forecast.interval95
    let latest = Verdict.Latest(
      period: figure.period, value: value...value, isProvisional: false)
    let opening = self.opening(forecast)
    let basis = self.basis(forecast.leavers)
    let sources = [figure.source] + forecast.leavers.sources + earlierSources(forecast)
    let first = max(data.region.years.lowerBound, year + 1)
    let asked = askedYears(goal, after: year, everyYear: everyYear)
    let probability = self.probability(forecast, target: target, years: asked)
    let now = forecast.probabilityNow(atLeast: target)
    let outlook = forecast.outlook(year: goal.deadline)
    let needed = max(0, target - value) / Double(goal.deadline - year)
    let moment =
      asked.count > 1
      ? Phrase(
        nl: "in elk jaar van \(first) tot en met \(goal.deadline)",
        en: "in every year from \(first) to \(goal.deadline)")
      : Phrase(nl: "in \(goal.deadline)", en: "in \(goal.deadline)")
    let sentence =
      opening
      + sentenceEnd(
        forecast, target: target, moment: moment, probability: probability, now: now,
        needed: needed)
    return Verdict(
      goal: goal, outcome: Self.outcome(probability: probability), probability: probability,
      latest: latest, target: target, interval95: interval,
      outlook: Verdict.Outlook95(
        year: goal.deadline, median: outlook.median, interval: outlook.interval95),
      smallestDetectableDifference: forecast.smallestDetectableDifference,
      neededPerYear: needed, sentence: sentence,
      notes: [
        basis, wandering(forecast),
        Phrase(
          nl: "Alles gaat over het onderliggende percentage; één meting van zo'n kleine groep "
            + "schommelt meer.",
          en: "All of this is about the underlying percentage; one measurement of so small a group "
            + "scatters more."), detectable(forecast),
      ] + omissions(forecast), sources: sources)
  }

  /// How the percentage is taken to develop.
  private func wandering(_ forecast: DoorstroomForecast) -> Phrase {
    let points = Phrase.number(forecast.driftInPoints, decimals: 1)
    let verdict = Phrase(
      nl: " Het oordeel hangt van die aanname af waar beide kansen aan weerszijden van 10 of 75 % "
        + "liggen.",
      en: " The verdict depends on it where the two chances lie on either side of 10 or 75%.")
    guard let drift = forecast.drift, let range = forecast.driftInterval95InPoints else {
      return Phrase(
        nl:
          "Het plan geeft één jaar; hoe het percentage zich ontwikkelt is niet te zien. Aanname: "
          + "het onderliggende percentage schommelt per jaar zonder richting ongeveer ",
        en:
          "The plan gives one year; how the percentage develops cannot be seen. Assumption: the "
          + "underlying percentage wanders without direction by about ")
        + points
        + Phrase(nl: " punt (standaardafwijking ", en: " points a year (standard deviation ")
        + .number(DoorstroomForecast.assumedDrift, decimals: 1)
        + Phrase(nl: " op de logitschaal).", en: " on the logit scale).") + verdict
    }
    let years = forecast.measurements.map(\.figure.period.year)
    let groups = drift.groups.map(\.name).joined(separator: ", ")
    return Phrase(
      nl:
        "Berekend uit \(years.count) jaar (\(years.map(String.init).joined(separator: ", "))). Het "
        + "onderliggende percentage schommelt per jaar zonder richting naar schatting ",
      en:
        "From \(years.count) years (\(years.map(String.init).joined(separator: ", "))). The underlying "
        + "percentage wanders without direction by an estimated ")
      + points + Phrase(nl: " punt (95 %: ", en: " points a year (95%: ")
      + .interval(range, decimals: 1)
      + Phrase(
        nl:
          "), geleerd uit \(groups). Dat alle groepen even sterk schommelen en dat er geen richting "
          + "in zit, is een aanname.",
        en: "), learned from \(groups). That all groups wander alike, and without direction, is an "
          + "assumption.") + verdict
  }

  /// Stated percentages that the forecast does not use.
  private func omissions(_ forecast: DoorstroomForecast) -> [Phrase] {
    forecast.leftOut.map { figure in
      let same = figure.name == forecast.figure.name
      let reason =
        same
        ? Phrase(
          nl: "geen noemer, of een tweede opgave voor dat jaar",
          en: "no denominator, or a second statement for that year")
        : Phrase(
          nl: "andere definitie (“\(figure.name)” in plaats van “\(forecast.figure.name)”)",
          en: "another definition (“\(figure.name)” instead of “\(forecast.figure.name)”)")
      return Phrase(nl: "Niet gebruikt: ", en: "Not used: ") + .number(figure.value, decimals: 1)
        + Phrase(nl: " % in \(figure.period.year), ", en: "% in \(figure.period.year), ") + reason
        + Phrase(".")
    }
  }

  /// The measurement that decides a goal without any forecast: that of the deadline, or the first after it;
  /// for a goal of every year also the first in which the percentage was too low for certain.
  func due(
    _ goal: Goal, target: Double, everyYear: Bool, forecast: DoorstroomForecast
  ) -> DoorstroomForecast.Measurement? {
    let asked = forecast.measurements.filter { $0.figure.period.year <= goal.deadline }
    if everyYear,
      let missed = asked.first(where: {
        $0.figure.period.year >= data.region.years.lowerBound
          && forecast.interval95(of: $0).upperBound < target
      })
    {
      return missed
    }
    return forecast.measurements.first { $0.figure.period.year >= goal.deadline }
  }

  /// The verdict of a year that was measured.
  private func past(
    _ goal: Goal, target: Double, measured: DoorstroomForecast.Measurement,
    forecast: DoorstroomForecast
  ) -> Verdict {
    let isNewest = measured.figure == forecast.figure
    let interval = isNewest ? forecast.interval95 : forecast.interval95(of: measured)
    let value = measured.figure.value
    return Verdict(
      goal: goal, outcome: Self.outcome(interval: interval, target: target),
      latest: Verdict.Latest(
        period: measured.figure.period, value: value...value, isProvisional: false),
      target: target, interval95: interval,
      smallestDetectableDifference: forecast.smallestDetectableDifference,
      sentence: opening(
        measured, interval: interval, isOnly: forecast.measurements.count == 1,
        weighsYears: isNewest && forecast.measurements.count > 1)
        + Phrase(nl: "Het doel is ", en: "The goal is ") + .number(target)
        + Phrase(nl: " %.", en: "%."),
      notes: [basis(measured.leavers)] + omissions(forecast),
      sources: [measured.figure.source] + measured.leavers.sources)
  }

  private func basis(_ leavers: DoorstroomForecast.Leavers) -> Phrase {
    Phrase(nl: "Noemer: ", en: "Denominator: ") + leavers.basis + Phrase(".")
  }

  /// The cells of the years before the newest.
  private func earlierSources(_ forecast: DoorstroomForecast) -> [SourceCell] {
    forecast.measurements.dropLast().flatMap { [$0.figure.source] + $0.leavers.sources }
  }

  /// The years in which a percentage must hold, after the stated one.
  func askedYears(_ goal: Goal, after year: Int, everyYear: Bool) -> [Int] {
    let first = max(data.region.years.lowerBound, year + 1)
    return everyYear && first < goal.deadline ? Array(first...goal.deadline) : [goal.deadline]
  }

  /// The chance that a percentage is reached in all of these years.
  func probability(
    _ forecast: DoorstroomForecast, target: Double, years: [Int]
  ) -> ClosedRange<Double> {
    years.count > 1
      ? forecast.probability(atLeast: target, everyYearOf: years)
      : forecast.probability(atLeast: target, year: years[0])
  }

  /// The stated percentage with its denominator and margin.
  private func opening(_ forecast: DoorstroomForecast) -> Phrase {
    opening(
      .init(figure: forecast.figure, leavers: forecast.leavers), interval: forecast.interval95,
      isOnly: forecast.measurements.count == 1, weighsYears: forecast.measurements.count > 1)
  }

  private func opening(
    _ measured: DoorstroomForecast.Measurement, interval: ClosedRange<Double>, isOnly: Bool,
    weighsYears: Bool
  ) -> Phrase {
    let year = measured.figure.period.year
    let about =
      measured.leavers.isOfSameYear
      ? Phrase("")
      : Phrase(nl: ", geteld in een ander jaar", en: ", counted in another year")
    // A plan states one year; what goes on for years is the region's own count.
    let source =
      isOnly
      ? Phrase(nl: "volgens het plan ", en: "according to the plan, ")
      : Phrase(nl: "volgens de opgave ", en: "as stated, ")
    return Phrase(nl: "In \(year) ", en: "In \(year), ") + source
      + .number(measured.figure.value) + Phrase(nl: " % van ", en: "% of ")
      + .interval(measured.leavers.number)
      + Phrase(nl: " leerlingen", en: " pupils") + about
      + Phrase(nl: " (marge ", en: " (margin ") + .interval(interval)
      + (weighsYears
        ? Phrase(nl: " %, eerdere jaren meegewogen). ", en: "%, earlier years weighed in). ")
        : Phrase(nl: " %). ", en: "%). "))
  }

  private func sentenceEnd(
    _ forecast: DoorstroomForecast, target: Double, moment: Phrase,
    probability: ClosedRange<Double>, now: ClosedRange<Double>, needed: Double
  ) -> Phrase {
    let drift = Phrase.number(forecast.driftInPoints, decimals: 1)
    let known =
      forecast.drift == nil
      ? Phrase(nl: "aanname", en: "assumed") : Phrase(nl: "geschat", en: "estimated")
    let goal = Phrase.number(target)
    let head = Phrase(
      nl: "Kans op een onderliggend percentage van minstens \(goal.nl) % \(moment.nl): ",
      en: "Chance of an underlying percentage of at least \(goal.en)% \(moment.en): ")
    let tail = Phrase(
      nl: " als het schommelt zonder richting (\(known.nl) \(drift.nl) punt per jaar), ",
      en: " if it wanders without direction (\(known.en) \(drift.en) points a year), ")
    let last = Phrase(nl: " als het gelijk blijft", en: " if it stays the same")
    let step =
      needed > 0
      ? Phrase(nl: "; nodig is ", en: "; it takes ") + .number(needed, decimals: 1)
        + Phrase(nl: " punt per jaar erbij.", en: " points more a year.") : Phrase(".")
    return head + .chance(probability) + tail + .chance(now) + last + step
  }

  private func detectable(_ forecast: DoorstroomForecast) -> Phrase {
    guard let points = forecast.smallestDetectableDifference else {
      return Phrase(
        nl: "Met deze aantallen is geen enkele stijging met 80 % zekerheid te zien.",
        en: "With these numbers no rise at all can be shown with 80% certainty.")
    }
    return Phrase(
      nl: "Met deze aantallen is bij een volgende meting pas een stijging van ",
      en: "With these numbers, the next measurement shows only a rise of ")
      + .number(points)
      + Phrase(
        nl: " punten of meer met 80 % zekerheid te zien.",
        en: " points or more with 80% certainty.")
  }
}
