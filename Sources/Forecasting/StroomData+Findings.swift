import Models
import Records

extension StroomData {
  /// What does not add up, in the order of the vestigingen: pupils who appear or vanish between two years,
  /// years that are missing, nobody who enters.
  func findings() -> [Finding] {
    var findings: [Finding] = []
    let entering = vestigingen.contains { v in
      v.inflow.values.contains { $0.values.contains { $0.upperBound > 0 } }
    }
    if !entering {
      findings.append(
        StroomFindings.nobodyEnters(
          file: file,
          remedy: Phrase(
            nl: "voeg rijen toe met “instroom” onder van",
            en: "add rows with “instroom” under van")))
    }
    findings += likeNames(names, file: file, column: "van")
    for vestiging in vestigingen {
      findings += missingYears(vestiging)
      if entering,
        !vestiging.inflow.values.contains(where: { $0.values.contains { $0.upperBound > 0 } })
      {
        findings.append(
          finding(
            "geen-instroom", .waarschuwing, nil, vestiging.name,
            Phrase(
              nl: "bij \(vestiging.name) stroomt niemand in",
              en: "nobody enters \(vestiging.name)"),
            Phrase(
              nl: "voeg de instroom toe, als die er was", en: "add the inflow, if there was any")))
      }
      for peildatum in (years.lowerBound + 1)...(years.upperBound + 1) {
        for s in space.states.indices where !space.isExit(s) {
          if let found = balance(vestiging, s, peildatum) { findings.append(found) }
        }
      }
    }
    return findings
  }

  /// Whether those who leave a state, or are counted in it, are those who arrived.
  private func balance(_ vestiging: Vestiging, _ s: Int, _ peildatum: Int) -> Finding? {
    guard let arrived = vestiging.arrivals(s, peildatum: peildatum) else { return nil }
    let total = vestiging.totals[peildatum]?[s]
    let row = vestiging.flows[peildatum]?[s]
    if total == nil, !vestiging.years.contains(peildatum) { return nil }
    let leaving = total?.count ?? (row?.counts.values.reduce(0...0, +) ?? 0...0)
    let state = space.states[s].name
    let (low, high) = (Self.text(leaving), Self.text(arrived))
    if leaving.lowerBound > arrived.upperBound {
      return finding(
        "stroom-meer-dan-stand", .ernstig, total?.row ?? row?.row, low,
        Phrase(
          nl: "\(vestiging.name), peildatum \(peildatum): uit \(state) vertrekken (of blijven) "
            + "\(low) leerlingen, maar er kwamen er \(high) aan",
          en: "\(vestiging.name), peildatum \(peildatum): \(low) pupils leave \(state) (or stay), "
            + "but \(high) arrived there"),
        Phrase(
          nl: "voeg de ontbrekende (zij-)instroom van \(peildatum - 1) toe of verbeter de rijen",
          en: "add the inflow of \(peildatum - 1) that is missing, or correct the rows"))
    }
    if leaving.upperBound < arrived.lowerBound {
      return finding(
        "stroom-minder-dan-stand", .waarschuwing, total?.row ?? row?.row, low,
        Phrase(
          nl: "\(vestiging.name), peildatum \(peildatum): in \(state) kwamen \(high) leerlingen "
            + "aan, maar van \(low) staat er waar zij bleven",
          en: "\(vestiging.name), peildatum \(peildatum): \(high) pupils arrived in \(state), but "
            + "of \(low) the rows tell where they went"),
        Phrase(
          nl: "voeg de ontbrekende stromen uit \(state) toe; wie weg is hoort in een uitgang",
          en: "add the flows out of \(state) that are missing; who is gone belongs in an exit"))
    }
    return nil
  }

  private func missingYears(_ vestiging: Vestiging) -> [Finding] {
    var findings: [Finding] = []
    let own = vestiging.years
    if !own.contains(years.upperBound) {
      findings.append(
        finding(
          "laatste-jaar-ontbreekt", .ernstig, nil, vestiging.name,
          Phrase(
            nl: "\(vestiging.name) heeft geen rijen van \(years.upperBound); haar laatste stand is "
              + "onbekend, en zij telt in de verwachting niet mee",
            en: "\(vestiging.name) has no rows of \(years.upperBound); its newest stock is not "
              + "known, and the projection leaves it out"),
          Phrase(
            nl: "voeg dat jaar toe, of laat een gesloten vestiging zo",
            en: "add that year, or leave a closed location as it is")))
    }
    if let gap = StroomFindings.gaps(file: file, vestiging: vestiging.name, years: own) {
      findings.append(gap)
    }
    if own.count == 1 {
      findings.append(
        finding(
          "een-jaar", .opmerking, nil, vestiging.name,
          Phrase(
            nl: "\(vestiging.name) heeft één jaar: hoe kansen en instroom van jaar tot jaar "
              + "verschillen is onbekend",
            en: "\(vestiging.name) has one year: how rates and inflow differ from year to year is "
              + "not known"),
          Phrase(nl: "voeg eerdere jaren toe", en: "add earlier years")))
    }
    return findings
  }

  func finding(
    _ rule: String, _ level: Finding.Level, _ row: Int?, _ value: String?, _ text: Phrase,
    _ remedy: Phrase
  ) -> Finding {
    Finding(
      rule: rule, level: level, file: file, row: row, column: row == nil ? nil : "leerlingen",
      value: value, text: text, remedy: remedy)
  }

  static func text(_ range: Bounds) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
  }
}
