import Records

/// UWV's spanningsindicator, as a region writes it down from UWV's dashboard.
extension Layout {
  static let regioSpanning = Layout(
    id: "regio-arbeidsmarkt-spanning",
    title: Phrase(
      nl: "Spanningsindicator arbeidsmarkt (UWV), eigen indeling",
      en: "Labour-market tension (UWV), the package's own layout"),
    description: Phrase(
      nl: "Per arbeidsmarktregio (of Nederland), beroepsgroep en kwartaal: openstaande vacatures, "
        + "personen met minder dan een half jaar WW, hun verhouding (de spanning) en de typering "
        + "van UWV, voor zover bekend; minstens een getal. `bron` noemt blad of pagina.",
      en: "By labour-market region (or the country), occupation group and quarter: open vacancies, "
        + "people with less than half a year of WW, their ratio (the tension) and UWV's class, as "
        + "far as known; at least one number. `bron` names sheet or page."),
    origin: "Our own layout, not a download: UWV shows the indicator in a dashboard (93 occupation "
      + "groups, 35 regions), and the form of a file of it could not be established.",
    columns: [
      Column(
        "arbeidsmarktregio", ["arbeidsmarktregio"], .required,
        sample: .oneOf(["Nederland", "Amersfoort", "Flevoland"])),
      Column(
        "beroepsgroep", ["beroepsgroep"], .required,
        sample: .oneOf([
          "Elektriciens en elektronicamonteurs", "Loodgieters en pijpfitters",
          "Machinemonteurs", "Timmerlieden",
        ])),
      Column("jaar", ["jaar"], .year, sample: .year),
      Column("kwartaal", ["kwartaal"], .required, sample: .oneOf(["1", "2", "3", "4"])),
      Column("vacatures", ["vacatures"], .count, sample: .count(around: 300)),
      Column("ww", ["ww korter dan een half jaar"], .count, sample: .count(around: 80)),
      Column("spanning", ["spanning"], .decimal),
      Column("typering", ["typering"]),
      Column("bron", ["bron"], .required, sample: .constant("verzonnen")),
    ],
    suppression: [.lessThanFive], key: ["arbeidsmarktregio", "beroepsgroep", "jaar", "kwartaal"],
    period: .none, isProvisional: false,
    form: Form(fileName: "spanningsindicator-@.csv"),
    interpreter: { Spanning($0).interpret })
}

/// Makes observations of a row, and compares what it says twice.
struct Spanning: Sendable {
  private let regio: Int
  private let beroepsgroep: Int
  private let jaar: Int
  private let kwartaal: Int
  private let vacatures: Int
  private let ww: Int
  private let spanning: Int
  private let typering: Int

  init(_ binding: Binding) {
    regio = binding.required("arbeidsmarktregio")
    beroepsgroep = binding.required("beroepsgroep")
    jaar = binding.required("jaar")
    kwartaal = binding.required("kwartaal")
    vacatures = binding.required("vacatures")
    ww = binding.required("ww")
    spanning = binding.required("spanning")
    typering = binding.required("typering")
  }

  func interpret(
    _ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]
  ) throws(IngestError) {
    guard let quarter = Int(cells.fields[kwartaal]), (1...4).contains(quarter) else {
      throw cells.bad(kwartaal, oneOf: ["1", "2", "3", "4"])
    }
    let table = ArbeidsmarktKlassen.spanningsindicator
    let name = cells.fields[typering].lowercased()
    if !name.isEmpty, !table.names.contains(name) { throw cells.bad(typering, oneOf: table.names) }
    let ratio = cells.fields[spanning].isEmpty ? nil : try cells.number(spanning)
    if let ratio, ratio < 0 {
      throw cells.bad(spanning, Phrase(nl: "een getal vanaf 0", en: "a number from 0"))
    }
    let place = Layout.arbeidsmarktregio(cells.fields[regio])
    let period = Period.kwartaal(try cells.year(jaar), quarter)
    let group = [Observation.Dimension("beroepsgroep", cells.fields[beroepsgroep])]
    func add(
      _ measure: String, _ unit: Figure.Unit, _ slot: Int, _ value: Observation.Value,
      _ dimensions: [Observation.Dimension]
    ) {
      row.observations.append(
        Observation(
          measure: measure, unit: unit, place: place, period: period, dimensions: dimensions,
          value: value, source: cells.source(slot)))
    }
    for (measure, slot) in [("openstaande vacatures", vacatures), ("personen kort in de ww", ww)]
    where cells.counts[slot].bounds != nil {
      add(measure, .aantal, slot, .count(cells.counts[slot]), group)
    }
    if let ratio {
      let split = name.isEmpty ? group : group + [Observation.Dimension("typering", name)]
      add("spanningsindicator", .verhouding, spanning, .number(ratio), split)
    }
    if row.observations.isEmpty {
      throw cells.bad(
        spanning,
        Phrase(
          nl: "een getal in vacatures, ww of spanning", en: "a number in vacatures, ww or spanning")
      )
    }
    compare(cells, ratio, name, &findings)
  }

  /// Reports a ratio that its parts do not give, and a class that the ratio cannot have.
  private func compare(
    _ cells: Cells, _ ratio: Double?, _ name: String, _ findings: inout [Finding]
  ) {
    guard let ratio else { return }
    let decimals =
      cells.fields[spanning].split(whereSeparator: { $0 == "," || $0 == "." })
      .dropFirst().first?.count ?? 0
    var half = 0.5
    for _ in 0..<decimals { half /= 10 }
    if let open = cells.counts[vacatures].bounds, let people = cells.counts[ww].bounds,
      people.lowerBound > 0
    {
      let low = Double(open.lowerBound) / Double(people.upperBound)
      let high = Double(open.upperBound) / Double(people.lowerBound)
      if ratio + half < low || ratio - half > high {
        findings.append(
          cells.finding(
            "spanning-klopt-niet", .ernstig, spanning,
            text: Phrase(
              nl: "de spanning is niet vacatures gedeeld door ww",
              en: "the tension is not vacancies over WW"),
            remedy: Phrase(
              nl: "kijk of de rij uit een tabel en een kwartaal komt",
              en: "see whether the row comes from one table and one quarter")))
      }
    }
    let possible = ArbeidsmarktKlassen.spanningsindicator.names(of: ratio, decimals: decimals)
    if !name.isEmpty, !possible.contains(name) {
      findings.append(
        cells.finding(
          "typering-klopt-niet", .waarschuwing, typering,
          text: Phrase(
            nl: "bij deze spanning hoort: \(possible.joined(separator: " of "))",
            en: "this tension is: \(possible.joined(separator: " or "))"),
          remedy: Phrase(
            nl:
              "kijk of getal en typering bij elkaar horen, en of UWV zijn grenzen heeft veranderd",
            en: "see whether number and class belong together, and whether UWV moved its limits")))
    }
  }
}
