import Forecasting
import Records

extension Judge {
  /// "25 % more pupils choose a technical profile than in 2019".
  func change(_ goal: Goal, factor: Double) -> Verdict {
    guard goal.profielen.isEmpty else { return manyProfiles(goal) }
    guard let peiljaar = goal.peiljaar, peiljaar < goal.deadline else {
      return cannotBeTold(
        goal,
        because: Phrase(
          nl: "het doel noemt geen peiljaar vóór de deadline",
          en: "the goal names no peiljaar before its deadline"))
    }
    // Leerjaar 4 of a peiljaar sits its exam in the next calendar year.
    let before = data.exams(year: peiljaar + 1)
    let after = data.exams(year: goal.deadline + 1)
    guard let first = before.count.bounds, let second = after.count.bounds,
      let change = CountChange(before: before, after: after)
    else {
      let missing = before.count.bounds == nil ? peiljaar + 1 : goal.deadline + 1
      return cannotBeTold(
        goal,
        because: Phrase(
          nl:
            "de bestanden tellen dit niet. Nodig: DUO, examenkandidaten met examenjaar \(missing), en "
            + "in het peiljaar minstens één leerling",
          en:
            "the files do not count this. Needed: DUO, exam candidates with exam year \(missing), and "
            + "at least one pupil in the peiljaar"))
    }
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
          nl: " Het verschil met die belofte kan bij deze aantallen toeval zijn.",
          en: " With these numbers the difference from that promise can be chance.") : Phrase(""))
    let span = Double(goal.deadline - peiljaar)
    return Verdict(
      goal: goal, outcome: outcome, probability: probability,
      latest: Verdict.Latest(
        period: after.period, value: value, isProvisional: after.isProvisional),
      target: needed.upperBound, interval95: nil,
      smallestDetectableDifference: start.lowerBound * (change.smallestDetectableRatio - 1),
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
            nl: ". Voor een verdubbeling van het aantal moet het aandeel dat in techniek doorgaat ",
            en: ". To double their number, the share that goes on in techniek must become ")
          + .interval(
            2 * Double(first.lowerBound) / Double(max(1, second.upperBound))...2
              * Double(first.upperBound) / Double(max(1, second.lowerBound)), decimals: 1)
          + Phrase(
            nl: " keer zo groot worden, of moeten er leerlingen uit andere profielen bijkomen.",
            en: " times as large, or pupils from other profiles must come in.")
      ], before.sources + after.sources
    )
  }

  private func bounds(_ range: ClosedRange<Int>) -> Phrase {
    .interval(Double(range.lowerBound)...Double(range.upperBound))
  }
}
