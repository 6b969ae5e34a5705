import Ingest
import Records

/// A CSV file in one of the layouts, made of choices: each byte of an input decides one thing. So
/// libFuzzer gets past the header, where random bytes rarely come.
enum LayoutFile {
  static func bytes(choices: [UInt8]) -> [UInt8] {
    var choices = Choices(bytes: choices)
    let layout = choices.one(of: recognisedLayouts)
    let delimiter = choices.one(of: [";", ";", ",", "\t"])
    let end = choices.one(of: ["\n", "\r\n", "\r"])
    let quotes = choices.next() % 3
    let isLatin = choices.next() % 4 == 0
    let years = choices.next() % 3 + 1

    var columns: [(header: String, column: Layout.Column)] = []
    for column in layout.columns where column.isRequired || choices.next() % 2 == 0 {
      let alias = choices.one(of: column.aliases)
      for year in 0..<(column.name.contains(where: { "#@".contains($0) }) ? years : 1) {
        let first = 2015 + year
        let header = alias.split(separator: "#", omittingEmptySubsequences: false)
          .joined(separator: "\(first)-\(first + 1)")
          .split(separator: "@", omittingEmptySubsequences: false).joined(separator: "\(first)")
        columns.append((header, column))
      }
    }
    if choices.next() % 2 == 0, !columns.isEmpty {
      columns.swapAt(choices.next() % columns.count, choices.next() % columns.count)
    }
    var text = choices.next() % 8 == 0 ? "\u{FEFF}" : ""
    text += columns.map { written($0.header, quotes, delimiter) }.joined(separator: delimiter)
    while !choices.isAtEnd {
      text += end
      let cells = columns.map { written(choices.cell($0.column), quotes, delimiter) }
      text += cells.joined(separator: delimiter)
    }
    text += end
    guard isLatin else { return Array(text.utf8) }
    return text.unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : 0x80 }
  }

  private static func written(_ cell: String, _ quotes: Int, _ delimiter: String) -> String {
    let needs = cell.contains { "\"\n\r".contains($0) } || cell.contains(delimiter)
    // The third way writes cells as they are, whatever that makes of the file.
    guard quotes == 1 || (quotes == 0 && needs) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

private struct Choices {
  let bytes: [UInt8]
  var at = 0

  var isAtEnd: Bool { at >= bytes.count }

  mutating func next() -> Int {
    guard at < bytes.count else { return 0 }
    at += 1
    return Int(bytes[at - 1])
  }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[next() % elements.count]
  }

  /// Mostly what the column may hold, else a word of another column or the bytes that follow.
  mutating func cell(_ column: Layout.Column) -> String {
    let kind = next()
    switch kind {
    case 0..<40: return "\(next())"
    case 40..<60: return Self.counts[next() % Self.counts.count]
    case 60..<80: return Self.oddities[next() % Self.oddities.count]
    case 80..<100:
      let length = min(next() % 16, bytes.count - at)
      let raw = bytes[at..<(at + length)]
      at += length
      return String(decoding: raw, as: UTF8.self)
    case 100..<130: return Self.words[next() % Self.words.count]
    default: return usual(column)
    }
  }

  private mutating func usual(_ column: Layout.Column) -> String {
    switch column.kind {
    case .count: return "\(next() % 200)"
    case .decimal: return "\(next() % 100),\(next() % 10)"
    case .year: return "\(2015 + next() % 11)"
    case .text, .required: break
    }
    if case .oneOf(let values) = column.sample, !values.isEmpty { return one(of: values) }
    let name = column.name
    if name.hasPrefix("vestiging") || name.contains("code") {
      return one(of: ["01FP00", "00ML09", "07KP00", "00"])
    }
    if name.hasPrefix("brin") || name.hasPrefix("instelling") {
      return one(of: ["01FP", "00ML", "07KP"])
    }
    return one(of: Self.words)
  }

  private static let counts = ["", "0", "4", "<5", "-1", "n.v.t.", "3..12", " 7 ", "007", "."]
  private static let oddities = [
    "\"", "\"\"", "1.200", "1,2", "-0", "99999999999999999999", "1e9", "NaN", "٣", "<2021", "x",
    "a\nb", "a\r\nb", "\u{0}", "\u{FEFF}", "\u{A0}", "é€", "4,", ",0%", "100,0%", "5..3", "=1+1",
  ]
  private static let words = [
    "VMBO", "HAVO", "VMBO KL lj 3-4", "Brugjaar 1-2", "VMBO K - techniek", "VMBO T", "Techniek",
    "Economie", "N.v.t.", "Bouwen, wonen en interieur", "BWI", "PIE", "M&T", "TL", "BB", "ja",
    "nee",
    "man", "vrouw", "totaal", "techniek", "procent", "aantal", "gelijk", "leerlingen-techniek",
    "doorstroom-technisch-mbo", "keuzevak", "profiel", "2023", "2022SJ00", "2019-2020", "20191001",
    "01FP00", "0307", "NL", "GM0307", "Amersfoort", "een school", "",
  ]
}
