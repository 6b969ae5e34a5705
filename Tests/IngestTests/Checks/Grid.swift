import Foundation

/// A CSV file as cells, to be damaged and written again.
struct Grid {
  enum Encoding { case windows1252, utf8, twiceUTF8, macRoman, utf16 }

  var name: String
  var headers: [String]
  var rows: [[String]]
  var isQuoted: Bool
  var encoding: Encoding

  init(name: String, text: String, encoding: Encoding) {
    self.name = name
    self.encoding = encoding
    isQuoted = text.hasPrefix("\"")
    var lines = text.split { $0.isNewline }.map { line in
      line.split(separator: ";", omittingEmptySubsequences: false).map { field in
        field.count >= 2 && field.first == "\""
          ? String(field.dropFirst().dropLast()) : String(field)
      }
    }
    headers = lines.removeFirst()
    rows = lines
  }

  /// The columns whose header holds all of these words.
  func columns(_ words: String...) -> [Int] {
    headers.indices.filter { place in words.allSatisfy { headers[place].contains($0) } }
  }

  func column(_ words: String...) -> Int {
    headers.indices.first { place in words.allSatisfy { headers[place].contains($0) } } ?? 0
  }

  /// Location codes of six characters, one a row.
  var codes: [String] {
    let (brin, vestiging) = (
      headers.firstIndex { $0.hasPrefix("BRIN") || $0 == "INSTELLINGSCODE" },
      headers.firstIndex { $0.hasPrefix("VESTIGING") || $0 == "vestiging" } ?? 0
    )
    return rows.map { row in
      row[vestiging].count == 6 || brin == nil ? row[vestiging] : row[brin ?? 0] + row[vestiging]
    }
  }

  var text: String {
    ([headers] + rows).map { row in
      row.map { isQuoted ? "\"\($0)\"" : $0 }.joined(separator: ";") + "\n"
    }.joined()
  }

  var bytes: [UInt8] {
    switch encoding {
    case .utf8: Array(text.utf8)
    case .windows1252: Self.encoded(text, .windowsCP1252)
    case .macRoman:
      text.unicodeScalars.flatMap { Self.macRoman[$0].map { [$0] } ?? Array(String($0).utf8) }
    case .utf16: Self.encoded(text, .utf16)
    case .twiceUTF8:
      Array((String(bytes: Array(text.utf8), encoding: .windowsCP1252) ?? text).utf8)
    }
  }

  /// The letters of Dutch names in Mac Roman.
  private static let macRoman: [Unicode.Scalar: UInt8] = [
    "á": 0x87, "à": 0x88, "ä": 0x8A, "é": 0x8E, "ë": 0x91, "ï": 0x95, "ö": 0x9A, "û": 0x9E,
    "ü": 0x9F,
    "è": 0x8F, "ê": 0x90, "â": 0x89, "ó": 0x97,
  ]

  private static func encoded(_ text: String, _ encoding: String.Encoding) -> [UInt8] {
    Array(text.data(using: encoding) ?? Data())
  }

  /// Rows of the locations whose institution this accepts.
  func excerpt(_ isWanted: (String) -> Bool) -> Grid {
    var grid = self
    let codes = codes
    grid.rows = rows.indices.filter { isWanted(String(codes[$0].prefix(4))) }.map { rows[$0] }
    return grid
  }

  mutating func swapColumns(_ left: Int, _ right: Int) {
    for row in rows.indices { rows[row].swapAt(left, right) }
  }

  mutating func shiftDown(_ columns: [Int]) {
    for row in rows.indices.dropFirst().reversed() {
      for column in columns { rows[row][column] = rows[row - 1][column] }
    }
  }

  /// The column of numbers of the key columns' rows of one location, exchanged with another's.
  mutating func swapRows(_ left: [Int], _ right: [Int], columns: [Int]) {
    for (one, other) in zip(left, right) {
      for column in columns {
        (rows[one][column], rows[other][column]) = (rows[other][column], rows[one][column])
      }
    }
  }
}
