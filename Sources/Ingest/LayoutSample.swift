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
  /// layout does so. A row whose key was written before is left out, so that there can be fewer rows
  /// than asked for.
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
  private let layout: Layout
  private let years: [Int]
  private let columns: [(column: Layout.Column, header: String, name: String)]
  private var state: UInt64
  private var suppressed = 0
  private var sum = 0

  init(_ layout: Layout, seed: UInt64, years: [Int]) {
    self.layout = layout
    self.years = years
    state = seed
    let single = layout.columns.filter { !$0.isRepeated }.map { ($0, $0.aliases[0], $0.name) }
    let again = years.flatMap { year in
      layout.columns.filter(\.isRepeated).map {
        ($0, $0.aliases[0].fillingHeader(year), $0.name.fillingYear(String(year)))
      }
    }
    columns = single + again
  }

  mutating func make(rows: Int) -> LayoutSample {
    var text = line(columns.map(\.header))
    var keys: Set<[String]> = []
    var written = 0
    for _ in 0..<rows {
      let (before, sumBefore) = (suppressed, sum)
      let cells = row()
      let key = layout.key.map { name in
        columns.firstIndex { $0.name == name }.map { cells[$0] } ?? ""
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

  private mutating func row() -> [String] {
    let school = draw(400)
    let location = draw(3)
    let year = years[draw(years.count)]
    return columns.map { cell($0.column, school: school, location: location, year: year) }
  }

  private mutating func cell(
    _ column: Layout.Column, school: Int, location: Int, year: Int
  ) -> String {
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    let brin = "9\(school % 10)\(letters[school / 10 % 24])\(letters[school / 3 % 24])"
    switch column.sample {
    case nil: return ""
    case .constant(let text): return text
    case .oneOf(let texts): return texts[draw(texts.count)]
    case .count(let middle): return count(around: middle)
    case .decimal(let range, let decimals): return decimal(in: range, decimals)
    case .brin: return brin
    case .location: return "0\(location)"
    case .locationNumber: return "\(location)"
    case .vestiging: return "\(brin)0\(location)"
    case .schoolName: return schoolName(school)
    case .bestuur: return String(90_000 + school % 97)
    case .postcode:
      return "\(9000 + school * 7 % 1000)\(letters[school % 24])\(letters[location])"
    case .year: return String(year)
    case .yearAs(let template):
      return template.fillingYear(String(year), schoolYear: "\(year)-\(year + 1)")
    }
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

  private mutating func count(around middle: Int) -> String {
    let number = draw(6) == 0 ? draw(7) : draw(2 * middle + 1)
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

  private mutating func decimal(in range: ClosedRange<Double>, _ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let low = Int((range.lowerBound * Double(scale)).rounded(.up))
    let high = Int((range.upperBound * Double(scale)).rounded(.down))
    let number = low + draw(max(1, high - low + 1))
    let digits = String(number.magnitude % UInt(scale))
    let whole = (number < 0 ? "-" : "") + String(number.magnitude / UInt(scale))
    guard decimals > 0 else { return whole }
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return "\(whole)\(layout.form.decimalMark)\(zeros)\(digits)"
  }

  private func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: String(layout.form.delimiter)) + "\r\n"
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
