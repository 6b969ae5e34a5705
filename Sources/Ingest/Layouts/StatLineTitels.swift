import Records

/// The export of the StatLine page, with titles for keys and the unit behind each topic.
extension Layout {
  static let cbsStatLineTitels = Layout(
    id: "cbs-statline-titels",
    title: Phrase(nl: "CBS StatLine, export met titels", en: "CBS StatLine, export with titles"),
    description: Phrase(
      nl: "Een tabel van StatLine als ‘CSV met statistische symbolen’ of ‘CSV zonder statistische "
        + "symbolen’: titels in de uitsplitsingen, een kolom per onderwerp met de eenheid erachter, "
        + "zoals Vacatures (x 1 000). Een onderwerp in een eenheid die de indeling niet kent levert "
        + "geen waarneming en een bevinding.",
      en:
        "A table of StatLine as ‘CSV with’ or ‘without statistical symbols’: titles in the splits, "
        + "one column a topic with its unit behind it, such as Vacatures (x 1 000). A topic in a "
        + "unit that the layout does not know gives no observation and a finding."),
    origin: "CBS, opendata.cbs.nl/statline, Download. Stored: `;`, one header line, titles and "
      + "`Personen met rijbewijs (aantal)` as public code that reads such files names them; the "
      + "forms of the periods are those of the StatLine page. Inferred: `*` behind a provisional "
      + "period, decimal comma. No bytes seen here.",
    columns: [
      Column("periode", ["Perioden"], .required, sample: .yearAs("@")),
      Column(
        "regio", ["Regio's", "Regio’s", "Regio", "Regiokenmerken"], isRequired: false,
        sample: .oneOf(["Nederland", "Almere", "Amersfoort", "Baarn", "Soest", "Utrecht", "Zeist"])),
      Column("Geslacht", ["Geslacht"], isRequired: false, sample: .oneOf(["Mannen", "Vrouwen"])),
      Column(
        "Studenten (aantal)", ["Studenten (aantal)"], isRequired: false,
        sample: .count(around: 900)),
      Column(
        "Aandeel (%)", ["Aandeel (%)"], isRequired: false, sample: .decimal(5...60, decimals: 1)),
    ],
    suppression: [.statLine], key: ["periode", "regio", "Geslacht"], period: .none,
    isProvisional: false, isOpen: true,
    form: Form(fileName: "Studenten__regio_0101@_120000.csv", quoting: .all),
    interpreter: { StatLineTitels($0).interpret })
}

/// Makes observations of a row with titles.
struct StatLineTitels: Sendable {
  private struct Measure {
    let slot: Int
    let name: String
    let unit: Figure.Unit
    let scale: Double
  }

  private let periode: Int
  private let regio: Int?
  private let splits: [Int]
  private let measures: [Measure]
  /// Topics whose unit is not in the table.
  private let unread: [Int]

  init(_ binding: Binding) {
    periode = binding.required("periode")
    regio = binding.slot("regio")
    var splits: [Int] = []
    var measures: [Measure] = []
    var unread: [Int] = []
    for (index, slot) in binding.slots.enumerated() where index != periode && index != regio {
      guard let topic = Self.topic(slot.header) else {
        splits.append(index)
        continue
      }
      if let (unit, scale) = Self.units[topic.unit] {
        measures.append(Measure(slot: index, name: topic.name, unit: unit, scale: scale))
      } else {
        unread.append(index)
      }
    }
    self.splits = splits
    self.measures = measures
    self.unread = unread
  }

  /// Units as StatLine writes them, with what one of them is in ours.
  private static let units: [String: (Figure.Unit, Double)] = [
    "aantal": (.aantal, 1), "x 1 000": (.aantal, 1000), "x 1000": (.aantal, 1000),
    "1 000": (.aantal, 1000), "%": (.procent, 1), "euro": (.euro, 1), "uren": (.uren, 1),
    "km": (.kilometer, 1),
  ]

  /// The topic and its unit in a header such as `Vacatures/Openstaand (x 1 000)`.
  static func topic(_ header: String) -> (name: String, unit: String)? {
    guard header.hasSuffix(")"), let open = header.lastIndex(of: "("), open > header.startIndex
    else { return nil }
    let name = header[..<open].split(separator: " ").joined(separator: " ")
    let unit = header[open...].dropFirst().dropLast().split(separator: " ").joined(separator: " ")
    return name.isEmpty ? nil : (name, unit.lowercased())
  }

  func interpret(
    _ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]
  ) throws(IngestError) {
    if measures.isEmpty && unread.isEmpty {
      throw .unknownHeader(
        file: cells.file, nearest: cells.layout, missing: ["… (aantal)"], unexpected: [])
    }
    report(cells, &findings)
    guard let period = Self.period(cells.fields[periode]) else {
      throw cells.bad(
        periode,
        Phrase(
          nl: "een periode van StatLine, zoals 2022, 2022/'23 of 2021 1e kwartaal",
          en: "a period of StatLine, such as 2022, 2022/'23 or 2021 1e kwartaal"))
    }
    let area = regio.map { cells.fields[$0] } ?? ""
    let place =
      area.isEmpty || area == "Nederland" ? Place.nederland : Place(.gebied, area)
    let dimensions = splits.filter { !cells.fields[$0].isEmpty }.map {
      Observation.Dimension(cells.slots[$0].name, cells.fields[$0])
    }
    for measure in measures {
      guard let value = try value(cells, measure) else { continue }
      row.observations.append(
        Observation(
          measure: measure.name, unit: measure.unit, place: place, period: period,
          dimensions: dimensions, value: value, source: cells.source(measure.slot)))
    }
  }

  /// Nil for a cell that cannot exist, which StatLine leaves blank.
  private func value(_ cells: Cells, _ measure: Measure) throws(IngestError) -> Observation.Value? {
    let text = cells.fields[measure.slot]
    switch text {
    case "": return nil
    case ".": return .count(.missing)
    case "x", "X": return .secret
    default: break
    }
    if measure.unit == .aantal, measure.scale == 1, let count = Int(text), count >= 0 {
      return .count(.exact(count))
    }
    let point = text.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ".")
    let isNumber = point.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
    guard isNumber, let number = Double(point), !CellValue.looksLikeThousands(text) else {
      throw cells.bad(
        measure.slot,
        Phrase(
          nl: "een getal zonder punten tussen duizendtallen, `.`, `x` of niets",
          en: "a number without marks between thousands, `.`, `x` or nothing"))
    }
    return .number(measure.scale == 1 ? number : (number * measure.scale).rounded())
  }

  /// Says once a file which topics are not read.
  private func report(_ cells: Cells, _ findings: inout [Finding]) {
    let rule = "eenheid-onbekend"
    guard !unread.isEmpty, !findings.contains(where: { $0.rule == rule }) else { return }
    for slot in unread {
      findings.append(
        Finding(
          rule: rule, level: .waarschuwing, file: cells.file, column: cells.slots[slot].header,
          text: Phrase(
            nl: "onbekende eenheid; de kolom levert geen waarnemingen",
            en: "unknown unit; the column gives no observations"),
          remedy: Phrase(
            nl: "kies in StatLine een onderwerp in aantallen, duizendtallen, procenten of euro’s, "
              + "of vraag om uitbreiding van de indeling",
            en: "choose a topic in numbers, thousands, percent or euro in StatLine, or ask for an "
              + "extension of the layout")))
    }
  }

  private static let months = [
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
  ]

  /// The period that a title names: `2022`, `2022/'23`, `2021 1e kwartaal`, `2021 maart`, also with
  /// `*` behind it; nil for any other text.
  static func period(_ title: String) -> Period? {
    var text = Substring(title)
    while text.last == "*" || text.last == " " { text = text.dropLast() }
    guard text.utf8.count >= 4, let year = Int(text.prefix(4)), (1900...2100).contains(year) else {
      return nil
    }
    let rest = text.dropFirst(4)
    if rest.isEmpty { return .jaar(year) }
    if rest.first == "/" {
      let last = rest.dropFirst().drop { $0 == "'" || $0 == "’" }
      let isNext =
        last.count == 2 ? Int(last) == (year + 1) % 100 : last.count == 4 && Int(last) == year + 1
      return isNext ? .schooljaar(year) : nil
    }
    guard rest.first == " " else { return nil }
    let words = rest.split(separator: " ")
    if words.count == 2, words[1] == "kwartaal", let first = words[0].first,
      let quarter = first.wholeNumberValue, (1...4).contains(quarter), words[0].dropFirst() == "e"
    {
      return .kwartaal(year, quarter)
    }
    guard words.count == 1, let month = months.firstIndex(of: String(words[0])) else { return nil }
    return .maand(year, month + 1)
  }
}
