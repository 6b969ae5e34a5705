import Forecasting
import Goals
import Records

extension Composer {
  /// Which profiles and keuzevakken are on offer, as the plan lists them.
  var offer: Report.Chapter? {
    var tables: [Table] = []
    if let profiles = offers(
      .profiel, id: "aanbod-profielen",
      title: Phrase(nl: "Profielen op de scholen", en: "Profiles at the schools"),
      source: Phrase(nl: "plan, Figuur 4", en: "plan, Figuur 4"))
    {
      tables.append(profiles)
    }
    if let electives = electives() { tables.append(electives) }
    guard !tables.isEmpty else { return nil }
    return Report.Chapter(
      id: "aanbod", title: Phrase(nl: "Aanbod", en: "Offer"), blocks: tables.map { .table($0) })
  }

  private func offers(
    _ kind: Offer.Kind, id: String, title: Phrase, source: Phrase
  ) -> Table? {
    let chosen = data.offers.filter { $0.kind == kind }
    guard !chosen.isEmpty else { return nil }
    var schools: [String] = []
    for offer in chosen where !schools.contains(offer.school) { schools.append(offer.school) }
    let groups = Set(chosen.map(\.group)).sorted()
    let rows = schools.map { school in
      Table.Row(
        [.text(Phrase(school))]
          + groups.map { group in
            .text(
              Phrase(
                chosen.filter { $0.school == school && $0.group == group }.map(\.name)
                  .joined(separator: ", ")))
          })
    }
    return Table(
      id: id, title: title,
      caption: Phrase(
        nl: "Zoals het plan het opschrijft; “…” in het plan betekent dat de lijst niet af is.",
        en: "As the plan writes it; “…” in the plan means that the list goes on."),
      columns: [.init(key: "school", title: Phrase(nl: "School", en: "School"), kind: .text)]
        + groups.map {
          .init(key: $0.replacingSlashes, title: Phrase($0.isEmpty ? "–" : $0), kind: .text)
        }, rows: rows, source: source)
  }

  /// How many keuzevakken each school offers, by profile.
  private func electives() -> Table? {
    let chosen = data.offers.filter { $0.kind == .keuzevak }
    guard !chosen.isEmpty else { return nil }
    var schools: [String] = []
    for offer in chosen where !schools.contains(offer.school) { schools.append(offer.school) }
    var groups: [String] = []
    for offer in chosen where !groups.contains(offer.group) { groups.append(offer.group) }
    func count(_ school: String?, _ group: String?) -> Table.Cell {
      .number(
        Double(
          chosen.count {
            (school == nil || $0.school == school) && (group == nil || $0.group == group)
          }))
    }
    let together = Phrase(nl: "Samen", en: "Together")
    var rows = schools.map { school in
      Table.Row(
        [.text(Phrase(school))] + groups.map { count(school, $0) } + [count(school, nil)])
    }
    rows.append(
      Table.Row(
        [.text(together)] + groups.map { count(nil, $0) } + [count(nil, nil)], isTotal: true))
    return Table(
      id: "keuzevakken",
      title: Phrase(nl: "Keuzevakken per school", en: "Keuzevakken by school"),
      caption: Phrase(
        nl:
          "Aantal keuzevakken dat een school aanbiedt, per profiel; eenzelfde keuzevak telt op elke "
          + "school.",
        en: "Number of keuzevakken a school offers, by profile; the same keuzevak counts at each "
          + "school."),
      columns: [.init(key: "school", title: Phrase(nl: "School", en: "School"), kind: .text)]
        + groups.map {
          .init(key: $0.replacingSlashes, title: Phrase($0), kind: .number(decimals: 0))
        } + [.init(key: "samen", title: together, kind: .number(decimals: 0))],
      rows: rows, source: Phrase(nl: "plan, Figuur 3", en: "plan, Figuur 3"))
  }

  /// The plan's labour-market figures by arbeidsmarktregio and level.
  var labourMarket: Report.Chapter? {
    let chosen = data.figures.filter { $0.indicator == "arbeidsmarkt" }
    guard !chosen.isEmpty else { return nil }
    var areas: [String] = []
    for area in data.region.arbeidsmarktregios + chosen.map(\.area)
    where !areas.contains(area) && chosen.contains(where: { $0.area == area }) {
      areas.append(area)
    }
    let shares = labourTable(
      chosen.filter { $0.unit == .procent }, areas: areas, id: "arbeidsmarkt-aandelen",
      title: Phrase(nl: "Techniek op de arbeidsmarkt", en: "Technology in the labour market"),
      unit: Phrase(nl: "Procenten", en: "Percent"))
    let numbers = labourTable(
      chosen.filter { $0.unit != .procent }, areas: areas, id: "arbeidsmarkt-aantallen",
      title: Phrase(nl: "Openstaande vacatures", en: "Open vacancies"),
      unit: Phrase(nl: "Aantallen", en: "Numbers"))
    return Report.Chapter(
      id: "arbeidsmarkt", title: Phrase(nl: "Arbeidsmarkt", en: "Labour market"),
      blocks: [
        .paragraph(
          Phrase(
            nl:
              "Ongeveer 1 op de 5 werkt in een technisch beroep, en meer dan de helft van hen buiten "
              + "de technische sectoren: vraag naar technici is dus breder dan bouw, ICT en metaal. "
              + "Het plan noemt bij deze cijfers geen meetjaar en geen marge; ze zijn hier "
              + "overgenomen, niet nagerekend.",
            en:
              "About 1 in 5 works in a technical occupation, and more than half of them outside the "
              + "technical sectors: demand is wider than construction, ICT and metal. The plan "
              + "gives no year of measurement and no margin; the figures are copied here, not "
              + "recomputed."))
      ] + [shares, numbers].compactMap { $0.map { .table($0) } })
  }

  private func labourTable(
    _ figures: [Figure], areas: [String], id: String, title: Phrase, unit: Phrase
  ) -> Table? {
    struct Key: Hashable {
      let name: String
      let category: String
      let section: String
    }
    guard !figures.isEmpty else { return nil }
    var keys: [Key] = []
    for figure in figures {
      let key = Key(name: figure.name, category: figure.category, section: figure.section)
      if !keys.contains(key) { keys.append(key) }
    }
    let columns = areas.filter { area in figures.contains { $0.area == area } }
    let rows = keys.map { key in
      Table.Row(
        [.text(Phrase(key.name)), .text(Phrase(key.category))]
          + columns.map { area in
            let found = figures.first {
              $0.area == area && $0.name == key.name && $0.category == key.category
                && $0.section == key.section
            }
            return found.map(cell) ?? .empty(Phrase(nl: "niet vermeld", en: "not given"))
          } + [.text(Phrase(key.section))])
    }
    return Table(
      id: id, title: title,
      caption: unit
        + Phrase(
          nl: " per arbeidsmarktregio, zoals het plan ze noemt; “>” en “±” staan er als het plan "
            + "alleen een grens of een schatting geeft.",
          en: " by labour-market region, as the plan gives them; “>” and “±” where the plan gives "
            + "only a bound or an estimate."),
      columns: [
        .init(key: "maat", title: Phrase(nl: "Maat", en: "Measure"), kind: .text),
        .init(
          key: "uitsplitsing", title: Phrase(nl: "Niveau of sector", en: "Level or sector"),
          kind: .text),
      ]
        + columns.map {
          .init(
            key: $0.replacingSlashes, title: Phrase($0), kind: .number(decimals: 0))
        } + [.init(key: "vindplaats", title: Phrase(nl: "Vindplaats", en: "Section"), kind: .text)],
      rows: rows,
      source: Phrase(
        nl: "plan, §4.4–4.5 (Facts & Figures arbeidsmarktregio)",
        en: "plan, §4.4–4.5 (Facts & Figures arbeidsmarktregio)"))
  }

  /// A figure as a cell; a bound or an estimate keeps its sign.
  private func cell(_ figure: Figure) -> Table.Cell {
    let decimals = figure.value == figure.value.rounded() ? 0 : 1
    let sign =
      switch figure.relation {
      case .gelijk: ""
      case .ongeveer: "± "
      case .meerDan: "> "
      case .minderDan: "< "
      case .tenminste: "≥ "
      case .hoogstens: "≤ "
      }
    if sign.isEmpty { return .number(figure.value) }
    return .text(Phrase(sign) + .number(figure.value, decimals: decimals))
  }

  /// The programme's own tallies.
  var programme: Report.Chapter? {
    let chosen = data.figures.filter { $0.indicator == "programma" }
    guard !chosen.isEmpty else { return nil }
    let table = Table(
      id: "programma",
      title: Phrase(nl: "Tellingen uit het plan", en: "Tallies from the plan"),
      caption: Phrase(
        nl: "Wat het programma over zichzelf opgeeft; overgenomen, niet nagerekend.",
        en: "What the programme states about itself; copied, not recomputed."),
      columns: [
        .init(key: "maat", title: Phrase(nl: "Wat", en: "What"), kind: .text),
        .init(key: "gebied", title: Phrase(nl: "Waar", en: "Where"), kind: .text),
        .init(key: "uitsplitsing", title: Phrase(nl: "Uitsplitsing", en: "Split"), kind: .text),
        .init(key: "jaar", title: Phrase(nl: "Jaar", en: "Year"), kind: .year),
        // Tallies of many kinds: each number has the decimals that it needs.
        .init(key: "waarde", title: Phrase(nl: "Waarde", en: "Value"), kind: .text),
        .init(key: "eenheid", title: Phrase(nl: "Eenheid", en: "Unit"), kind: .text),
        .init(key: "vindplaats", title: Phrase(nl: "Vindplaats", en: "Section"), kind: .text),
      ],
      rows: chosen.map { figure in
        Table.Row([
          .text(Phrase(figure.name)), .text(Phrase(figure.area)), .text(Phrase(figure.category)),
          .number(Double(figure.period.year)), cell(figure),
          .text(Phrase(figure.unit.rawValue)), .text(Phrase(figure.section)),
        ])
      }, source: Phrase(data.region.document))
    return Report.Chapter(
      id: "programma",
      title: Phrase(nl: "Het programma in getallen", en: "The programme in numbers"),
      blocks: [.table(table)])
  }

  /// What is doubtful in the data.
  func quality(findings: [Finding]) -> Report.Chapter? {
    Report.Chapter(
      id: "gegevenskwaliteit", title: Phrase(nl: "Gegevenskwaliteit", en: "Data quality"),
      blocks: findings.isEmpty
        ? [
          .paragraph(
            Phrase(
              nl: "In de ingelezen bestanden is niets gevonden dat twijfel geeft.",
              en: "Nothing doubtful was found in the files read."))
        ] : [.findings(findings)])
  }
}
