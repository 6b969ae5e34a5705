/// A small sound file in one of the layouts: 84 lines, as in the source file of the Pollock
/// benchmark, to be polluted in one place at a time.
struct CleanFile: Sendable {
  /// What a column's cells decide.
  enum Role: Sendable {
    /// Code of a school or location: two forms only.
    case code
    /// A word that decides what a fact is about.
    case category
    case year
    case count
    /// Kept, never computed with.
    case percentage
    /// A name or remark that is in no fact.
    case text
    /// Likewise, and may not be blank.
    case requiredText
  }

  let id: String
  let fileName: String
  var header: [String]
  var rows: [[String]]
  let roles: [Role]
  /// Whether every cell stands in quotation marks.
  let isQuoted: Bool
  let lineEnd: String
  var delimiter = ";"

  /// The header and the rows.
  var table: [[String]] { [header] + rows }

  func cell(_ text: String) -> String {
    let needsQuotes =
      isQuoted || text.contains { "\"\n\r".contains($0) } || text.contains(delimiter)
    return needsQuotes ? Self.quoted(text) : text
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: delimiter) }

  var lines: [String] { table.map(line) }

  var text: String { joined(lines) }

  /// Lines, each with its end.
  func joined(_ lines: [String]) -> String { lines.map { $0 + lineEnd }.joined() }

  /// The text with one line (counted from 1) changed.
  func changing(line: Int, _ change: (String) -> String) -> String {
    var lines = lines
    lines[line - 1] = change(lines[line - 1])
    return joined(lines)
  }

  /// The text with one cell of one line written otherwise, quotation marks and all.
  func changing(line: Int, column: Int, _ change: (String) -> String) -> String {
    var cells = table[line - 1].map(cell)
    cells[column] = change(cells[column])
    let changed = cells.joined(separator: delimiter)
    return changing(line: line) { _ in changed }
  }
}

extension CleanFile {
  static let all = [profielen, leerlingen, examens]

  /// The package's own layout: seven columns, unquoted, LF.
  static let profielen = CleanFile(
    id: "regio-profielen", fileName: "profielen.csv",
    header: ["regio", "vestiging", "school", "profiel", "peildatum", "leerlingen", "bron"],
    rows: (0..<83).map { number in
      let school = number / 10
      return [
        "a", "0\(school)AB0\(school % 3)", schools[school % schools.count],
        profiles[number % 10], "2023", number % 11 == 5 ? "<5" : "\(10 + number)",
        "opgave, mei",
      ]
    },
    roles: [.requiredText, .code, .text, .category, .year, .count, .requiredText], isQuoted: false,
    lineEnd: "\n")

  /// DUO, pupils per vestiging (A): 22 columns, unquoted, CRLF.
  static let leerlingen = CleanFile(
    id: "duo-leerlingen", fileName: "leerlingen-2019.csv",
    header: [
      "BRIN NUMMER", "VESTIGINGSNUMMER", "INSTELLINGSNAAM VESTIGING", "PLAATSNAAM VESTIGING",
      "PROVINCIE VESTIGING", "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR", "VMBO SECTOR",
      "AFDELING", "ELEMENTCODE", "OPLEIDINGSNAAM",
    ]
      + (1...6).flatMap { year in
        ["MAN", "VROUW"].map { "LEER- OF VERBLIJFSJAAR \(year) - \($0)" }
      },
    rows: (0..<83).map { number in
      let (school, kind) = (number / 6, number % 6)
      let (type, sector, afdeling, element) = [
        ("VMBO BL lj 3-4", "Techniek", "Bouwen, wonen en interieur", "6011"),
        ("VMBO KL lj 3-4", "Techniek", "Produceren, installeren en energie", "6121"),
        ("VMBO GL lj 3-4", "Economie", "Economie en Ondernemen", "6431"),
        ("VMBO TL lj 3-4", "Techniek", "N.v.t.", "0470"),
        ("Brugjaar 1-2", "N.v.t.", "N.v.t.", "0011"),
        ("HAVO lj 4-5", "N.v.t.", "Natuur en Techniek", "0173"),
      ][kind]
      let counts = (0..<12).map { column -> String in
        let isOwn =
          switch kind {
          case 4: column < 4
          case 5: (6..<10).contains(column)
          default: (4..<8).contains(column)
          }
        return isOwn
          ? ((number + column) % 7 == 0 ? "<5" : "\(5 + (number * 7 + column) % 40)") : "0"
      }
      return [
        "\(10 + school)AB", "0\(school % 10)", schools[school % schools.count], "AMERSFOORT",
        "Utrecht", type, sector, afdeling, element, "opleiding \(kind)",
      ] + counts
    },
    roles: [.code, .code, .text, .text, .text, .category, .category, .category, .text, .text]
      + Array(repeating: .count, count: 12),
    isQuoted: false, lineEnd: "\r\n")

  /// DUO, exam candidates (D), one year: 16 columns, every cell quoted, CRLF.
  static let examens = CleanFile(
    id: "duo-examenkandidaten", fileName: "examens.csv",
    header: [
      "INSTELLINGSCODE", "VESTIGINGSCODE", "INSTELLINGSNAAM VESTIGING", "GEMEENTENAAM",
      "ONDERWIJSTYPE VO", "INSPECTIECODE", "OPLEIDINGSNAAM",
    ]
      + ["MAN", "VROUW", "TOTAAL"].flatMap { sex in
        ["EXAMENKANDIDATEN", "GESLAAGDEN", "SLAAGPERC"].map {
          "\($0) SCHOOLJAAR 2023-2024 - \(sex)"
        }
      },
    rows: (0..<83).map { number in
      let (school, kind) = (number / 5, number % 5)
      let (type, name) = [
        ("VMBO", "VMBO B - techniek"), ("VMBO", "VMBO K - economie"),
        ("VMBO", "VMBO LWT - zorg & welzijn"), ("VMBO", "VMBO T - techniek"),
        ("HAVO", "HAVO - N&T"),
      ][kind]
      let (men, women) = (20 + number % 30, 10 + number % 20)
      return [
        "\(10 + school)AB", "\(10 + school)AB00", schools[school % schools.count], "AMERSFOORT",
        type, "\(30 + kind)", name, "\(men)", "\(men - 3)", "90.\(number % 9)", "\(women)",
        "\(women - 2)", "87.5", "\(men + women)", "\(men + women - 5)", "89.1",
      ]
    },
    roles: [.code, .code, .text, .text, .category, .text, .category]
      + Array(repeating: [.count, .count, .percentage], count: 3).flatMap(\.self),
    isQuoted: true, lineEnd: "\r\n")

  /// One name in plain letters, one with letters above ASCII, one with the marks of CSV.
  private static let schools = [
    "Het Element", "Collège Oost, Zoë", "De \"Brug\"", "’t Hooghe Landt – École",
  ]

  private static let profiles = [
    "BWI", "PIE", "M&T", "MVI", "MaT", "D&P", "Z&W", "E&O", "HBR", "Groen",
  ]
}
