import Models
import Records

extension StandData {
  /// What does not add up, what is missing and what had to be assumed: first of the whole file, then in the
  /// order of the vestigingen.
  func findings() -> [Finding] {
    var findings = assumptions()
    findings += likeNames(names, file: file, column: "toestand")
    for vestiging in vestigingen {
      findings += missing(vestiging)
      for year in vestiging.years { findings += balance(vestiging, year) }
    }
    return findings
  }

  private func assumptions() -> [Finding] {
    var findings: [Finding] = []
    if isImplied {
      findings.append(
        finding(
          "wegen-uit-namen", .opmerking, nil, nil,
          Phrase(
            nl: "zonder kolom naar kan een leerling blijven zitten, een leerjaar verder gaan of "
              + "vertrekken (“\(Self.leaving)”)",
            en: "without a column naar a pupil can repeat the year, go on to the next leerjaar or "
              + "leave (“\(Self.leaving)”)"),
          Phrase(
            nl: "noem in de kolom naar andere wegen, als die er zijn",
            en: "name other ways in the column naar, if there are any")))
    }
    let assumed = space.states.indices.filter { !space.isExit($0) && entries[$0] == .assumedNone }
    if !assumed.isEmpty {
      let list = assumed.map { space.states[$0].name }.joined(separator: ", ")
      findings.append(
        finding(
          "instroom-onbekend", .waarschuwing, nil, nil,
          Phrase(
            nl: "nergens staat de instroom in \(list); er is gerekend met niemand",
            en: "no row tells the inflow into \(list); it is taken to be nobody"),
          Phrase(
            nl: "vul de kolom instroom in, met 0 waar niemand van buiten kwam",
            en: "fill in the column instroom, with 0 where nobody came from outside")))
    }
    let isEntered =
      entries.contains(.remainder)
      || vestigingen.contains { v in
        v.inflow.values.contains { $0.values.contains { $0.upperBound > 0 } }
      }
    if !isEntered {
      findings.append(
        StroomFindings.nobodyEnters(
          file: file,
          remedy: Phrase(nl: "controleer de kolom instroom", en: "check the column instroom")))
    }
    for s in space.states.indices {
      let counts = vestigingen.flatMap { v in v.years.compactMap { v.stock(s, $0) } }
      guard !counts.isEmpty else { continue }
      let name = space.states[s].name
      if counts.allSatisfy({ $0.count > 1 }) {
        findings.append(
          finding(
            "alles-achtergehouden", .ernstig, nil, name,
            Phrase(
              nl: "van \(name) is geen enkele stand precies bekend; de kansen zijn zeer onzeker",
              en: "not one stock of \(name) is known exactly; its rates are very uncertain"),
            Phrase(nl: "tel vestigingen samen", en: "add up locations")))
      } else if counts.allSatisfy({ $0.upperBound == 0 }), space.isExit(s) {
        findings.append(
          finding(
            "geen-leerlingen", .opmerking, nil, name,
            Phrase(
              nl: "in de uitgang \(name) kwam nooit iemand aan",
              en: "nobody ever arrived in the exit \(name)"),
            Phrase(nl: "controleer de aantallen", en: "check the numbers")))
      } else if counts.allSatisfy({ $0.upperBound == 0 }) {
        findings.append(
          finding(
            "geen-leerlingen", .waarschuwing, nil, name,
            Phrase(
              nl: "in \(name) is nooit iemand geteld; over die kansen is niets bekend",
              en: "nobody was ever counted in \(name); nothing is known of its rates"),
            Phrase(nl: "voeg jaren toe, of laat de toestand weg", en: "add years, or omit it")))
      }
    }
    return findings
  }

  private func missing(_ vestiging: Vestiging) -> [Finding] {
    var findings: [Finding] = []
    let (own, newest) = (vestiging.years, years.upperBound)
    if !isProjected(vestiging) {
      let absent = space.states.indices.filter {
        !space.isExit($0) && vestiging.stock($0, newest) == nil
      }.map { space.states[$0].name }
      let which = own.contains(newest) ? absent.joined(separator: ", ") : "\(newest)"
      findings.append(
        finding(
          "laatste-jaar-ontbreekt", .ernstig, nil, which,
          Phrase(
            nl: "\(vestiging.name), peildatum \(newest): \(own.contains(newest) ? which : "alles") "
              + "ontbreekt; zij telt in de verwachting niet mee",
            en: "\(vestiging.name), peildatum \(newest): "
              + "\(own.contains(newest) ? which : "everything") is missing; the projection leaves "
              + "the location out"),
          Phrase(
            nl: "voeg de rijen toe (0 als er niemand was), of laat een gesloten vestiging zo",
            en: "add the rows (0 where there was nobody), or leave a closed location as it is")))
    }
    guard let first = own.first else { return findings }
    if let gap = StroomFindings.gaps(file: file, vestiging: vestiging.name, years: Set(own)) {
      findings.append(gap)
    }
    for s in space.states.indices {
      let counted = own.filter { vestiging.stock(s, $0) != nil }
      let absent = own.filter { year in
        // An exit has no arrivals to count on the first peildatum.
        vestiging.stock(s, year) == nil && !(space.isExit(s) && year == first)
          && !(year == newest && !space.isExit(s))
      }
      guard !counted.isEmpty, !absent.isEmpty else { continue }
      let list = absent.map(String.init).joined(separator: ", ")
      findings.append(
        finding(
          "toestand-ontbreekt", .waarschuwing, nil, list,
          Phrase(
            nl: "\(vestiging.name): \(space.states[s].name) ontbreekt op peildatum \(list); wat "
              + "daarvan afhangt is niet gebruikt",
            en: "\(vestiging.name): \(space.states[s].name) is missing on peildatum \(list); what "
              + "depends on it was not used"),
          Phrase(
            nl: "voeg de rijen toe, met 0 als er niemand was",
            en: "add the rows, with 0 where there was nobody")))
    }
    if own.count == 1 {
      findings.append(
        finding(
          "een-jaar", .opmerking, nil, vestiging.name,
          Phrase(
            nl: "\(vestiging.name) heeft één peildatum: zij zegt niets over de kansen, en haar "
              + "instroom is zo onzeker als één getal maakt",
            en:
              "\(vestiging.name) has one peildatum: it tells nothing of the rates, and its inflow "
              + "is as uncertain as one number makes it"),
          Phrase(nl: "voeg eerdere jaren toe", en: "add earlier years")))
    }
    return findings
  }

  /// Whether those who are counted can have come from those of the year before, and went somewhere.
  private func balance(_ vestiging: Vestiging, _ year: Int) -> [Finding] {
    guard vestiging.stocks[year - 1] != nil else { return [] }
    func entered(_ s: Int) -> Bounds? {
      if space.isExit(s) { return 0...0 }
      switch entries[s] {
      case .told: return vestiging.inflow[year]?[s]
      case .remainder: return nil
      case .assumedNone: return 0...0
      }
    }
    var findings: [Finding] = []
    for s in space.states.indices {
      guard let now = vestiging.stocks[year]?[s], let entered = entered(s) else { continue }
      let sources = space.transitions.filter { $0.to == s }.map {
        vestiging.stock($0.from, year - 1)
      }
      let known = sources.compactMap { $0 }
      guard known.count == sources.count else { continue }
      let most = known.reduce(entered, +).upperBound
      guard now.count.lowerBound > most else { continue }
      findings.append(tooMany(vestiging, year, space.states[s].name, now.count, most, now.row))
    }
    guard findings.isEmpty else { return findings }
    let now = space.states.indices.map { vestiging.stock($0, year) }
    let inflow = space.states.indices.map { entered($0) }
    let before = space.states.indices.map { s in
      space.isExit(s) ? 0...0 : vestiging.stock(s, year - 1)
    }
    let counted = now.indices.filter { now[$0] != nil }
    let from = before.compactMap { $0 }
    let entering = counted.compactMap { inflow[$0] }
    guard from.count == before.count, entering.count == counted.count else { return [] }
    let there = counted.compactMap { now[$0] }.reduce(0...0, +)
    let came = (from + entering).reduce(0...0, +)
    let row = vestiging.stocks[year]?.values.map(\.row).min()
    if there.lowerBound > came.upperBound {
      return [tooMany(vestiging, year, nil, there, came.upperBound, row)]
    }
    if counted.count == space.states.count, there.upperBound < came.lowerBound {
      let lost = came.lowerBound - there.upperBound
      return [
        finding(
          "leerlingen-verdwenen", .waarschuwing, row, StroomData.text(there),
          Phrase(
            nl:
              "\(vestiging.name), peildatum \(year): \(lost) leerlingen zijn nergens meer geteld, "
              + "ook in geen uitgang",
            en:
              "\(vestiging.name), peildatum \(year): \(lost) pupils are counted nowhere any more, "
              + "in no exit either"),
          Phrase(
            nl: "noem in de kolom naar een uitgang voor wie weg is",
            en: "name an exit in the column naar for those who are gone"))
      ]
    }
    return []
  }

  private func tooMany(
    _ vestiging: Vestiging, _ year: Int, _ state: String?, _ now: Bounds, _ most: Int, _ row: Int?
  ) -> Finding {
    let (count, name) = (StroomData.text(now), vestiging.name)
    return finding(
      "stand-meer-dan-bron", .ernstig, row, count,
      Phrase(
        nl: "\(name), peildatum \(year): \(state.map { "in \($0) staan" } ?? "er zijn samen") "
          + "\(count) leerlingen, maar er kunnen er hooguit \(most) vandaan gekomen zijn",
        en: "\(name), peildatum \(year): \(state.map { "\($0) has" } ?? "there are") \(count) "
          + "pupils\(state == nil ? " together" : ""), but at most \(most) can have come there"),
      Phrase(
        nl: "vul de instroom van \(year) in, of verbeter de rijen",
        en: "fill in the inflow of \(year), or correct the rows"))
  }

  func finding(
    _ rule: String, _ level: Finding.Level, _ row: Int?, _ value: String?, _ text: Phrase,
    _ remedy: Phrase
  ) -> Finding {
    Finding(
      rule: rule, level: level, file: file, row: row, column: row == nil ? nil : "aantal",
      value: value, text: text, remedy: remedy)
  }
}
