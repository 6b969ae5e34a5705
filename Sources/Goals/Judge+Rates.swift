import Forecasting
import Records

extension Judge {
  /// "Raise the doorstroom of M&T from 72 to 80 %".
  func doorstroom(_ goal: Goal, target: Double) -> Verdict {
    guard let group = goal.profielen.first, goal.profielen.count == 1,
      let forecast = DoorstroomForecast(group: group, data: data, techniek: techniek)
    else { return nothingObserved(goal) }
    let figure = forecast.figure
    let year = figure.period.year
    let value = figure.value
    let interval = forecast.interval95
    let latest = Verdict.Latest(
      period: figure.period, value: value...value, isProvisional: false)
    let years = goal.deadline - year
    let detectable = forecast.smallestDetectableDifference
    let opening =
      Phrase(
        nl: "De doorstroom was in \(year) volgens het plan ",
        en: "According to the plan the doorstroom was ")
      + .number(value)
      + Phrase(nl: " %, van ongeveer ", en: "% in \(year), of about ")
      + .number(forecast.leavers.number)
      + Phrase(
        nl: " leerlingen: een marge van ", en: " pupils: a margin of ") + .interval(interval)
      + Phrase(nl: " %. ", en: "%. ")
    let basis =
      Phrase(
        nl: "Noemer: ", en: "Denominator: ") + forecast.leavers.basis + Phrase(".")
    guard years > 0 else {
      return Verdict(
        goal: goal, outcome: Self.outcome(interval: interval, target: target), latest: latest,
        target: target, interval95: interval, smallestDetectableDifference: detectable,
        sentence: opening + Phrase(nl: "Het doel is ", en: "The goal is ") + .number(target)
          + Phrase(nl: " %.", en: "%."), notes: [basis],
        sources: [figure.source] + forecast.leavers.sources)
    }
    let probability = forecast.probability(atLeast: target, year: goal.deadline)
    let now = forecast.probabilityNow(atLeast: target)
    let outlook = forecast.outlook(year: goal.deadline)
    let needed = max(0, target - value) / Double(years)
    let sentence =
      opening
      + Phrase(
        nl: "Verandert er niets, dan is de kans op ten minste ",
        en: "If nothing changes, the chance of at least ") + .number(target)
      + Phrase(nl: " % in \(goal.deadline) ", en: "% in \(goal.deadline) is ")
      + .chance(probability...probability)
      + (needed > 0
        ? Phrase(nl: "; nodig is ", en: "; it takes ") + .number(needed, decimals: 1)
          + Phrase(nl: " punt erbij per jaar.", en: " points more a year.")
        : Phrase("."))
    return Verdict(
      goal: goal, outcome: Self.outcome(probability: probability),
      probability: probability...probability, latest: latest, target: target,
      interval95: interval,
      outlook: Verdict.Outlook95(
        year: goal.deadline, median: outlook.median, interval: outlook.interval95),
      smallestDetectableDifference: detectable, neededPerYear: needed, sentence: sentence,
      notes: [
        basis,
        Phrase(
          nl:
            "Het plan geeft één jaar; hoe het percentage zich ontwikkelt is niet te zien. Aanname: "
            + "het kan per jaar zonder richting ongeveer 2 punten afwijken (standaardafwijking ",
          en: "The plan gives one year; how the percentage develops cannot be seen. Assumption: it "
            + "may wander about 2 points a year without direction (standard deviation ")
          + .number(DoorstroomForecast.assumedDrift, decimals: 1)
          + Phrase(nl: " op de logitschaal). ", en: " on the logit scale). ")
          + Phrase(
            nl: "Zonder die aanname is de kans dat het onderliggende percentage al op de "
              + "streefwaarde ligt ",
            en: "Without it, the chance that the underlying percentage is at the target already is "
          )
          + .chance(now...now) + Phrase("."),
        detectable.map { points in
          Phrase(
            nl: "Met deze aantallen is bij een volgende meting pas een stijging van ",
            en: "With these numbers, the next measurement shows only a rise of ")
            + .number(points)
            + Phrase(
              nl: " punten of meer met 80 % zekerheid te zien.",
              en: " points or more with 80% certainty.")
        }
          ?? Phrase(
            nl: "Met deze aantallen is geen enkele stijging met 80 % zekerheid te zien.",
            en: "With these numbers no rise at all can be shown with 80% certainty."),
      ], sources: [figure.source] + forecast.leavers.sources)
  }

  /// "25 % more pupils choose a technical profile than in 2019".
  func change(_ goal: Goal, factor: Double) -> Verdict {
    guard let peiljaar = goal.peiljaar else { return nothingObserved(goal) }
    // Leerjaar 4 of a peiljaar sits its exam in the next calendar year.
    let before = data.exams(year: peiljaar + 1)
    let after = data.exams(year: goal.deadline + 1)
    guard let first = before.count.bounds, let second = after.count.bounds,
      let change = CountChange(before: before, after: after)
    else { return nothingObserved(goal) }
    let interval = change.interval95
    let probability = change.probability(ratioAtLeast: factor)
    let value = Double(second.lowerBound)...Double(second.upperBound)
    let start = Double(first.lowerBound)...Double(first.upperBound)
    // Pupils come whole: 1.25 × 81 asks for 102.
    let needed = (factor * start.lowerBound).rounded(.up)...(factor * start.upperBound).rounded(.up)
    let outcome = Self.outcome(interval: interval, target: factor)
    func growth(_ ratio: ClosedRange<Double>) -> Phrase {
      .interval(100 * (ratio.lowerBound - 1)...100 * (ratio.upperBound - 1))
    }
    let sentence =
      Phrase(
        nl: "Leerjaar 4 van \(goal.deadline) (examen \(goal.deadline + 1)) telde ",
        en: "Leerjaar 4 of \(goal.deadline) (exam \(goal.deadline + 1)) counted ")
      + .interval(value)
      + Phrase(nl: " leerlingen in techniek, tegen ", en: " pupils in techniek, against ")
      + .interval(start) + Phrase(nl: " in \(peiljaar): ", en: " in \(peiljaar): ")
      + growth(change.observedRatio)
      + Phrase(nl: " % (marge ", en: "% (margin ") + growth(interval)
      + Phrase(nl: " %), waar ", en: "%), where ") + .number(100 * (factor - 1))
      + Phrase(
        nl: " % meer was beloofd: ", en: "% more was promised: ") + Phrase.interval(needed)
      + Phrase(nl: " leerlingen.", en: " pupils.")
      + (outcome == .nietTeZeggen
        ? Phrase(
          nl: " Zo'n verschil kan bij deze aantallen toeval zijn.",
          en: " With these numbers such a difference can be chance.") : Phrase(""))
    let span = Double(goal.deadline - peiljaar)
    return Verdict(
      goal: goal, outcome: outcome, probability: probability,
      latest: Verdict.Latest(
        period: after.period, value: value, isProvisional: after.isProvisional),
      target: needed.upperBound, interval95: nil,
      smallestDetectableDifference: start.lowerBound * (change.smallestDetectableRatio - 1),
      neededPerYear: (needed.lowerBound - start.lowerBound) / span,
      changePerYear: (value.lowerBound - start.lowerBound) / span, sentence: sentence,
      notes: [
        Phrase(
          nl: "Gemeten aan examenkandidaten techniek (BB, KB, GL): DUO geeft het profiel van "
            + "leerjaar 3 alleen in het leerlingenbestand, en daarvan is alleen 2019 voorhanden. "
            + "D&P telt DUO bij economie: een technologische keuze binnen D&P is hier niet te zien.",
          en:
            "Measured by exam candidates techniek (BB, KB, GL): DUO gives the profile of leerjaar "
            + "3 only in the pupil file, of which only 2019 is at hand. DUO counts D&P under "
            + "economie: a technological choice within D&P cannot be seen here."),
        Phrase(
          nl: "De kleinste groei die met deze aantallen met 80 % zekerheid te zien is: ",
          en: "The smallest growth that these numbers show with 80% certainty: ")
          + .number(100 * (change.smallestDetectableRatio - 1)) + Phrase(nl: " %.", en: "%."),
      ], sources: before.sources + after.sources)
  }

  /// What the files do show, beside a goal that they cannot decide.
  func nearestEvidence(for goal: Goal) -> (notes: [Phrase], sources: [SourceCell]) {
    guard let peiljaar = goal.peiljaar,
      ["instroom-vmbo", "doorstroom-technisch-mbo-aantal"].contains(goal.indicator)
    else { return ([], []) }
    if goal.indicator == "instroom-vmbo" {
      let before = data.vocationalExams(year: peiljaar + 1)
      let after = data.vocationalExams(year: goal.deadline + 1)
      guard let first = before.count.bounds, let second = after.count.bounds else {
        return ([], [])
      }
      return (
        [
          Phrase(
            nl:
              "Wat de bestanden wel laten zien: examenkandidaten BB, KB en GL op deze vestigingen "
              + "in \(peiljaar + 1) en \(goal.deadline + 1): ",
            en: "What the files do show: exam candidates BB, KB and GL at these locations in "
              + "\(peiljaar + 1) and \(goal.deadline + 1): ")
            + bounds(first) + Phrase(nl: " en ", en: " and ") + bounds(second)
            + Phrase(
              nl: ". Dat zijn kinderen die in \(peiljaar - 3) en \(goal.deadline - 3) instroomden, "
                + "dus van vóór of aan het begin van het programma.",
              en: ". Those entered in \(peiljaar - 3) and \(goal.deadline - 3), before or at the "
                + "start of the programme.")
        ], before.sources + after.sources
      )
    }
    let before = data.exams(.geslaagden, year: peiljaar)
    let after = data.exams(.geslaagden, year: goal.deadline)
    guard let first = before.count.bounds, let second = after.count.bounds else { return ([], []) }
    return (
      [
        Phrase(
          nl: "Wat de bestanden wel laten zien: geslaagden in techniek (BB, KB, GL) in \(peiljaar) "
            + "en \(goal.deadline): ",
          en: "What the files do show: passed in techniek (BB, KB, GL) in \(peiljaar) and "
            + "\(goal.deadline): ")
          + bounds(first) + Phrase(nl: " en ", en: " and ") + bounds(second)
          + Phrase(
            nl: ". Bij dat aantal is een verdubbeling alleen mogelijk als het aandeel dat doorgaat "
              + "in techniek ook ongeveer verdubbelt, of als er veel leerlingen uit andere "
              + "profielen bijkomen.",
            en:
              ". With such numbers, doubling takes about a doubled share that goes on in techniek, "
              + "or many pupils from other profiles.")
      ], before.sources + after.sources
    )
  }

  private func bounds(_ range: ClosedRange<Int>) -> Phrase {
    .interval(Double(range.lowerBound)...Double(range.upperBound))
  }
}
