/// Fields, rows and chunks of one file, in its encoding and with its quoting.
struct SampleWriter {
  private let file: NationalFile
  private let delimiter: UInt8
  private let quotesAll: Bool
  private(set) var buffer: [UInt8] = []
  private(set) var truth: Truth
  private var names: Set<String> = []

  init(_ file: NationalFile, columns: [String]) {
    self.file = file
    delimiter = file.delimiter.rawValue
    quotesAll = file.quoting == .all
    truth = Truth(columns: columns)
    buffer.reserveCapacity(Self.chunk + 100_000)
  }

  /// A chunk is handed over when it has at least so many bytes.
  static let chunk = 1 << 18

  /// The bytes of a field with its delimiter behind it; computed once for text that returns.
  func field(_ text: String) -> [UInt8] { encoded(text) + [delimiter] }

  private func encoded(_ text: String) -> [UInt8] {
    let bytes = file.encoding.bytes(text)
    let quote = UInt8(ascii: "\"")
    let needsQuotes = bytes.contains { $0 == delimiter || $0 == quote || $0 < 0x20 }
    switch file.quoting {
    case .never:
      precondition(!needsQuotes || bytes.allSatisfy { $0 != delimiter }, "\(text) needs quotes")
      return bytes
    case .needed where !needsQuotes: return bytes
    case .needed, .all:
      return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
  }

  /// A location's name as this file can hold it: without the delimiter and quotes where nothing
  /// is quoted.
  func printable(_ name: String) -> String {
    guard file.quoting == .never else { return name }
    let mark = Character(Unicode.Scalar(delimiter))
    return name.filter { $0 != mark && $0 != "\"" }
  }

  /// Notes that a row holds so many characters of text.
  mutating func count(characters: Int) { truth.characters += characters }

  /// Notes the name of a location that has rows.
  mutating func count(name: String) {
    guard names.insert(name).inserted else { return }
    truth.names += 1
    truth.namesChecksum += Int(CRC32.of(name.utf8))
  }

  mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  /// A number in the column of counts with this index, withheld where the file withholds it.
  @inline(__always)
  mutating func append(count: Int, column: Int) {
    if quotesAll { buffer.append(UInt8(ascii: "\"")) }
    if file.suppression == .lessThanFive, count > 0, count < 5 {
      truth.columns[column].suppressed += 1
      buffer.append(UInt8(ascii: "<"))
      buffer.append(UInt8(ascii: "5"))
    } else {
      truth.columns[column].exact += count
      append(digits: count)
    }
    if quotesAll { buffer.append(UInt8(ascii: "\"")) }
    buffer.append(delimiter)
  }

  /// A share as the generation prints it: `83,3%`, `100,0%` and `,0%`, or `83.3`, `100` and `0`.
  mutating func append(share part: Int, of whole: Int) {
    let perMille = whole == 0 ? 0 : (2_000 * part + whole) / (2 * whole)
    if quotesAll { buffer.append(UInt8(ascii: "\"")) }
    switch file.generation {
    case .old:
      if perMille >= 10 { append(digits: perMille / 10) }
      buffer.append(UInt8(ascii: ","))
      append(digits: perMille % 10)
      buffer.append(UInt8(ascii: "%"))
    case .new:
      append(digits: perMille / 10)
      if perMille % 10 > 0 {
        buffer.append(UInt8(ascii: "."))
        append(digits: perMille % 10)
      }
    }
    if quotesAll { buffer.append(UInt8(ascii: "\"")) }
    buffer.append(delimiter)
  }

  private mutating func append(digits number: Int) {
    if number < 10 { return buffer.append(UInt8(0x30 + number)) }
    append(digits: number / 10)
    buffer.append(UInt8(0x30 + number % 10))
  }

  /// Ends a row: the line end takes the place of the last delimiter.
  mutating func endRow(isHeader: Bool = false) {
    buffer.removeLast()
    if file.lineEnd == .crlf { buffer.append(0x0D) }
    buffer.append(0x0A)
    if !isHeader { truth.rows += 1 }
  }

  /// The bytes so far, which then count as written.
  mutating func take() -> [UInt8] {
    let taken = buffer
    truth.bytes += taken.count
    buffer.removeAll(keepingCapacity: true)
    return taken
  }
}

extension [String] {
  /// Unicode characters of all texts.
  var characters: Int { reduce(0) { $0 + $1.unicodeScalars.count } }
}

extension NationalFile.Encoding {
  /// The bytes of a text that this encoding can hold.
  func bytes(_ text: String) -> [UInt8] {
    switch self {
    case .utf8: Array(text.utf8)
    case .windows1252:
      text.unicodeScalars.map { scalar in
        if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
          return UInt8(scalar.value)
        }
        guard let index = Self.high.firstIndex(of: scalar) else {
          preconditionFailure("windows-1252 has no \(scalar)")
        }
        return UInt8(0x80 + index)
      }
    }
  }

  /// 0x80–0x9F by the WHATWG table (as Unicode's CP1252.TXT; the five holes are themselves).
  private static let high: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
}
