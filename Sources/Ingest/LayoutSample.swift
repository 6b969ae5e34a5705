/// A synthetic file in a layout, with what was written into it.
public struct LayoutSample: Hashable, Sendable {
  /// As the source names its files.
  public let fileName: String
  /// Header and rows, lines ending in CRLF.
  public let text: String
  /// How many data rows it holds.
  public let rows: Int
  /// How many counts are withheld.
  public let suppressed: Int
  /// The sum of the counts that are not.
  public let sum: Int
}

extension Layout {
  /// Whether its columns say what a synthetic file has in them.
  public var hasSample: Bool { columns.contains { $0.sample != nil } }

  /// A file in this layout with fictitious schools and numbers, always the same for the same
  /// arguments.
  ///
  /// Schools have institution codes from `90AA` on, which DUO has not given out. Counts lie around
  /// what each column says, one in six of them below seven; those of 1 to 4 are withheld where the
  /// layout does so. What belongs together agrees: a school has one place, a total is the sum of its
  /// parts, a crebo has its own name. A row whose key was written before is left out, so that there can
  /// be fewer rows than asked for. Columns that not every file has are there where the layout says
  /// what is in them.
  ///
  /// - Parameters:
  ///   - seed: Another seed, another file.
  ///   - rows: At most this many data rows.
  ///   - years: The years in columns that repeat, in cells and in the file's name (there the last).
  public func sample(seed: UInt64, rows: Int, years: ClosedRange<Int>) -> LayoutSample {
    var maker = SampleMaker(self, seed: seed, years: Array(years))
    return maker.make(rows: rows)
  }
}

/// Writes the rows of one synthetic file.
private struct SampleMaker {
  private typealias Sample = Layout.Column.Sample

  private struct Field {
    let header: String
    let name: String
    let sample: Sample?
  }

  /// What the columns of a row share.
  private struct Row {
    let school: Int
    let location: Int
    let year: Int
    /// The place in the lists of a length.
    var places: [Int: Int] = [:]
    /// Numbers that were drawn, in units of their last decimal, by column.
    var numbers: [String: Int] = [:]
  }

  private let layout: Layout
  private let years: [Int]
  private let fields: [Field]
  private let samples: [String: Sample]
  private var state: UInt64
  private var suppressed = 0
  private var sum = 0

  init(_ layout: Layout, seed: UInt64, years: [Int]) {
    self.layout = layout
    self.years = years
    state = seed
    let written = layout.columns.filter { $0.isRequired || $0.sample != nil }
    let single = written.filter { !$0.isRepeated }.map {
      Field(header: $0.aliases[0], name: $0.name, sample: $0.sample)
    }
    let again = years.flatMap { year in
      written.filter(\.isRepeated).map {
        Field(
          header: $0.aliases[0].fillingHeader(year), name: $0.name.fillingYear(String(year)),
          sample: $0.sample)
      }
    }
    fields = single + again
    samples = Dictionary(
      fields.compactMap { field in field.sample.map { (field.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func make(rows: Int) -> LayoutSample {
    var text = line(fields.map(\.header))
    var keys: Set<[String]> = []
    var written = 0
    for _ in 0..<rows {
      let (before, sumBefore) = (suppressed, sum)
      let cells = cells()
      let key = layout.key.map { name in
        fields.firstIndex { $0.name == name }.map { cells[$0] } ?? ""
      }
      if !key.isEmpty, !keys.insert(key).inserted {
        (suppressed, sum) = (before, sumBefore)
        continue
      }
      text += line(cells)
      written += 1
    }
    let year = years.last ?? 0
    return LayoutSample(
      fileName: layout.form.fileName.fillingYear(
        String(year), schoolYear: "\(year - 1)-\(year)"),
      text: text, rows: written, suppressed: suppressed, sum: sum)
  }

  private mutating func cells() -> [String] {
    var row = Row(school: draw(400), location: draw(3), year: years[draw(years.count)])
    return fields.map { cell($0, &row) }
  }

  private mutating func cell(_ field: Field, _ row: inout Row) -> String {
    let (school, location) = (row.school, row.location)
    switch field.sample {
    case nil: return ""
    case .constant(let text): return text
    case .oneOf(let texts): return texts[draw(texts.count)]
    case .oneOfSchool(let texts): return texts[school % texts.count]
    case .together(let texts):
      let place = row.places[texts.count] ?? draw(texts.count)
      row.places[texts.count] = place
      return texts[place]
    case .until(let last, let first, let second): return row.year <= last ? first : second
    case .count, .sum, .part: return count(number(field.name, &row))
    case .decimal(_, let decimals), .mean(_, let decimals):
      return decimal(number(field.name, &row), decimals)
    case .share(let part, let whole):
      let (part, whole) = (number(part, &row), number(whole, &row))
      return whole == 0 ? "" : decimal((part * 1000 + whole / 2) / whole, 1)
    case .brin: return Self.brin(school)
    case .location: return "0\(location)"
    case .locationNumber: return "\(location)"
    case .vestiging: return "\(Self.brin(school))0\(location)"
    case .otherVestiging: return "\(Self.brin((school + 1) % 400))0\(location)"
    case .schoolName: return schoolName(school)
    case .bestuur: return String(90_000 + school % 97)
    case .postcode:
      return "\(9000 + school * 7 % 1000)\(Self.letters[school % 24])\(Self.letters[location])"
    case .place(let text): return Self.places[school % Self.places.count][text] ?? ""
    case .year: return String(row.year)
    case .yearAs(let template):
      return template.fillingYear(
        String(row.year), schoolYear: "\(row.year)-\(row.year + 1)")
    }
  }

  /// The number of a column, in units of its last decimal: drawn at first, the same ever after.
  private mutating func number(_ name: String, _ row: inout Row) -> Int {
    if let known = row.numbers[name] { return known }
    let number: Int
    switch samples[name] {
    case .count(let middle): number = draw(6) == 0 ? draw(7) : draw(2 * middle + 1)
    case .sum(let names):
      var total = 0
      for name in names { total += self.number(name, &row) }
      number = total
    case .part(let whole, let least):
      let all = self.number(whole, &row)
      let few = Int((Double(all) * least).rounded(.up))
      number = few + draw(all - few + 1)
    case .decimal(let range, let decimals):
      let scale = Double(Self.scale(decimals))
      let low = Int((range.lowerBound * scale).rounded(.up))
      let high = Int((range.upperBound * scale).rounded(.down))
      number = low + draw(max(1, high - low + 1))
    case .mean(let names, _):
      var total = 0
      for name in names { total += self.number(name, &row) }
      number = (total + names.count / 2) / names.count
    default: preconditionFailure("\(layout.id): column \(name) has no number to draw")
    }
    row.numbers[name] = number
    return number
  }

  /// A count as the layout prints it, which is booked.
  private mutating func count(_ number: Int) -> String {
    if (1...4).contains(number), let sign = withheldSign {
      suppressed += 1
      return sign
    }
    sum += number
    return String(number)
  }

  /// How the layout writes a count of 1 to 4; nil where it prints it.
  private var withheldSign: String? {
    if layout.suppression.contains(.lessThanFive) { return "<5" }
    if layout.suppression.contains(.minusOne) { return "-1" }
    if layout.suppression.contains(.four) { return "4" }
    if layout.suppression.contains(.statLine) { return "x" }
    return nil
  }

  private func decimal(_ number: Int, _ decimals: Int) -> String {
    let scale = UInt(Self.scale(decimals))
    let digits = String(number.magnitude % scale)
    let whole = (number < 0 ? "-" : "") + String(number.magnitude / scale)
    guard decimals > 0 else { return whole }
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return "\(whole)\(layout.form.decimalMark)\(zeros)\(digits)"
  }

  private static func scale(_ decimals: Int) -> Int {
    (0..<decimals).reduce(1) { scale, _ in scale * 10 }
  }

  private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")

  private static func brin(_ school: Int) -> String {
    "9\(school % 10)\(letters[school / 10 % 24])\(letters[school / 3 % 24])"
  }

  /// Real places, so that codes of gemeenten and regions are.
  private static let places: [[Layout.Column.PlaceText: String]] = [
    ("AMERSFOORT", "Amersfoort", "0307", "Utrecht", "16", "Eem en Vallei"),
    ("ALMERE", "Almere", "0034", "Flevoland", "18", "Flevoland"),
    ("NIJKERK GLD", "Nijkerk", "0267", "Gelderland", "16", "Eem en Vallei"),
    ("'S-GRAVENHAGE", "'s-Gravenhage", "0518", "Zuid-Holland", "27", "Haaglanden/Westland"),
    ("LEMMER", "De Fryske Marren", "1940", "Fryslân", "6", "Zuid-West Friesland"),
  ].map { plaats, gemeente, code, provincie, rmc, rmcNaam in
    [
      .plaats: plaats, .gemeente: gemeente, .gemeenteInCapitals: gemeente.uppercased(),
      .gemeentenummer: code,
      .paddedGemeentenummer: code.first == "0" ? " " + code.dropFirst() : code,
      .provincie: provincie, .rmc: rmc, .rmcNaam: rmcNaam,
    ]
  }

  /// Names with the marks that readers stumble over: letters beyond ASCII, delimiters, quotation
  /// marks.
  private func schoolName(_ school: Int) -> String {
    switch school % 5 {
    case 0: "Vakcollege ’t Veld \(school)"
    case 1: "Scholengemeenschap De Beek, vestiging \(school)"
    case 2: "Coöperatieve school Reünie \(school)"
    case 3: "School \"De Brug\" \(school)"
    default: "Lyceum Techniek; Zorg \(school)"
    }
  }

  private func line(_ texts: [String]) -> String {
    texts.map(quoted).joined(separator: String(layout.form.delimiter)) + "\r\n"
  }

  private func quoted(_ text: String) -> String {
    let needs = text.contains { $0 == layout.form.delimiter || $0 == "\"" || $0.isNewline }
    guard needs || layout.form.quoting == .all else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// A whole number below `limit`, by SplitMix64 (Steele, Lea and Flood 2014,
  /// doi:10.1145/2714064.2660195); its bias is below 2⁻⁴⁰ here.
  private mutating func draw(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((bits ^ (bits >> 31)) % UInt64(limit))
  }
}
