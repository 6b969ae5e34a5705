public import Forecasting
import Records

extension InflowText {
  /// One row a year, part and profile, for CSV.
  ///
  /// - Parameter inflow: What is printed.
  public static func table(_ inflow: Inflow) -> Table {
    func column(_ key: String, _ nl: String, _ en: String, _ kind: Table.Column.Kind)
      -> Table.Column
    {
      Table.Column(key: key, title: Phrase(nl: nl, en: en), kind: kind)
    }
    return Table(
      id: "instroom", title: Phrase(nl: "Instroom in leerjaar 3", en: "Inflow into leerjaar 3"),
      caption: basis(inflow),
      columns: [
        column("regio", "regio", "region", .text),
        column("vestiging", "vestiging", "location", .text),
        column("naam", "naam", "name", .text), column("peildatum", "peildatum", "peildatum", .year),
        column("kinderen", "kinderen", "children", .number(decimals: 0)),
        column("index", "index", "index", .number(decimals: 1)),
        column("instroom", "instroom", "inflow", .number(decimals: 1)),
        column("laag80", "80 %, onder", "80%, low", .number(decimals: 0)),
        column("hoog80", "80 %, boven", "80%, high", .number(decimals: 0)),
        column("laag95", "95 %, onder", "95%, low", .number(decimals: 0)),
        column("hoog95", "95 %, boven", "95%, high", .number(decimals: 0)),
        column("profiel", "profiel", "profile", .text),
        column("aandeel", "aandeel in de regio", "share of the region", .percent(decimals: 1)),
        column("aandeel_laag80", "aandeel, 80 %, onder", "share, 80%, low", .percent(decimals: 1)),
        column("aandeel_hoog80", "aandeel, 80 %, boven", "share, 80%, high", .percent(decimals: 1)),
        column("bron", "bron", "source", .text),
        column("kinderen_bron", "bron van de kinderen", "source of the children", .text),
      ],
      rows: wholes(inflow) + byProfile(inflow),
      source: source(inflow))
  }

  /// All profiles together.
  private static func wholes(_ inflow: Inflow) -> [Table.Row] {
    let shares = inflow.marketShares
    let source = source(inflow)
    return inflow.rows.map { row in
      let share = shares.first { $0.vestiging == row.vestiging && $0.period == row.period }
      var cells = place(inflow, row.vestiging)
      cells += [.number(Double(row.period.year)), .number(row.children), .number(row.index)]
      cells.append(.number(row.mean))
      cells += numbers(row.outlook)
      cells.append(.text(Phrase(nl: "alle", en: "all")))
      if let share {
        cells += [.number(share.median), .number(share.interval80.lowerBound)]
        cells.append(.number(share.interval80.upperBound))
      } else {
        cells += [whole, whole, whole]
      }
      cells += [.text(source), .text(origin(inflow, row.period.year))]
      return Table.Row(cells)
    }
  }

  private static func byProfile(_ inflow: Inflow) -> [Table.Row] {
    inflow.profileRows.map { row in
      var cells = place(inflow, row.vestiging)
      cells += [.number(Double(row.period.year)), children, children, .number(row.mean)]
      cells += numbers(row.outlook)
      cells += [.text(name(row.profiel)), children, children, children]
      cells.append(.text(profileSource(inflow, row.vestiging)))
      cells.append(.text(origin(inflow, row.period.year)))
      return Table.Row(cells)
    }
  }

  private static func origin(_ inflow: Inflow, _ year: Int) -> Phrase {
    switch inflow.origin(year) {
    case .counted: Phrase(nl: "telling", en: "count")
    case .between: Phrase(nl: "tussen telling en prognose", en: "between count and forecast")
    case .expected: Phrase(nl: "prognose po", en: "po forecast")
    }
  }

  private static let whole = Table.Cell.empty(
    Phrase(nl: "alle vestigingen samen", en: "all locations together"))
  private static let children = Table.Cell.empty(
    Phrase(nl: "niet per profiel", en: "not by profile"))

  private static func place(_ inflow: Inflow, _ vestiging: Region.Vestiging?) -> [Table.Cell] {
    [
      .text(Phrase(inflow.region.id)), .text(Phrase(vestiging?.code.text ?? "alle")),
      .text(
        vestiging.map { Phrase($0.name) }
          ?? Phrase(nl: "alle vestigingen", en: "all locations")),
    ]
  }

  private static func numbers(_ outlook: Outlook) -> [Table.Cell] {
    [
      .number(outlook.interval80.lowerBound), .number(outlook.interval80.upperBound),
      .number(outlook.interval95.lowerBound), .number(outlook.interval95.upperBound),
    ]
  }

  /// The data sets that the totals come from.
  private static func source(_ inflow: Inflow) -> Phrase {
    var source = Phrase(
      nl: "DUO, leerlingen po naar postcode en leeftijd, leerlingen vo, examenkandidaten",
      en: "DUO, pupils po by postcode and age, pupils vo, exam candidates")
    if inflow.advice != nil {
      source = source + Phrase(nl: ", schooladviezen", en: ", school advice")
    }
    if inflow.calibration != nil {
      source = source + Phrase(nl: ", prognose vo", en: ", vo forecast")
    }
    return source
  }

  /// What the profiles of a location, or of all, were counted in.
  private static func profileSource(
    _ inflow: Inflow, _ vestiging: Region.Vestiging?
  ) -> Phrase {
    let counts = zip(inflow.vestigingen, inflow.profiles.counts).filter {
      vestiging == nil || $0.0 == vestiging
    }.map(\.1)
    var names: [Phrase] = []
    for count in counts {
      let name = count.map(name) ?? Phrase(nl: "niet geteld", en: "not counted")
      if !names.contains(name) { names.append(name) }
    }
    return names.dropFirst().reduce(names.first ?? Phrase("")) { $0 + Phrase("; ") + $1 }
  }
}
