import Foundation

/// One way to damage a file.
struct Mutation {
  /// In Dutch, as the table prints it.
  let name: String
  /// Damages the grid; nil where the layout has nothing to damage so.
  let apply: @Sendable (Grid, FileKind) -> [UInt8]?
  /// Whether the file comes under another name.
  var fileName: (@Sendable (String) -> String)?

  init(
    _ name: String, fileName: (@Sendable (String) -> String)? = nil,
    _ apply: @escaping @Sendable (Grid, FileKind) -> [UInt8]?
  ) {
    self.name = name
    self.apply = apply
    self.fileName = fileName
  }

  /// A damage to the cells.
  static func cells(
    _ name: String, _ body: @escaping @Sendable (inout Grid, FileKind) -> Bool
  ) -> Mutation {
    Mutation(name) { grid, kind in
      var grid = grid
      return body(&grid, kind) ? grid.bytes : nil
    }
  }
}

/// Where the things stand that mutations damage.
enum FileKind: String, CaseIterable {
  case leerlingen = "A"
  case cijfers = "C"
  case examens = "D"
  case bestuur = "B"
  case profielen = "profielen"

  /// All columns of numbers.
  func numbers(_ grid: Grid) -> [Int] {
    switch self {
    case .leerlingen: grid.columns("VERBLIJFSJAAR", " - ")
    case .cijfers:
      grid.columns("EXAMENKANDIDATEN") + grid.columns("GES") + grid.columns("GEZ")
        + grid.columns("CIJFER")
    case .examens: grid.columns("SCHOOLJAAR")
    case .bestuur: grid.columns("AANTAL")
    case .profielen: grid.columns("leerlingen")
    }
  }

  /// The column that tells most of the facts.
  func main(_ grid: Grid) -> Int {
    switch self {
    case .leerlingen: grid.column("4 - MAN")
    case .cijfers: grid.column("GESLAAGDEN")
    case .examens: grid.column("EXAMENKANDIDATEN", "2021-2022 - TOTAAL")
    case .bestuur: grid.column("AANTAL LEERLINGEN")
    case .profielen: grid.column("leerlingen")
    }
  }

  /// The columns that say what a row is about, beside its location.
  func subject(_ grid: Grid) -> [Int] {
    switch self {
    case .leerlingen:
      grid.columns("VMBO SECTOR") + grid.columns("AFDELING") + grid.columns("ELEMENTCODE")
        + grid.columns("OPLEIDING") + grid.columns("ONDERWIJSTYPE")
    case .cijfers:
      grid.columns("LEERWEG") + grid.columns("SECTOR") + grid.columns("AFDELING")
        + grid.columns("ONDERWIJSTYPE")
    case .examens:
      grid.columns("INSPECTIECODE") + grid.columns("OPLEIDINGSNAAM") + grid.columns("ONDERWIJSTYPE")
    case .bestuur: []
    case .profielen: grid.columns("profiel") + grid.columns("peildatum")
    }
  }

  /// Whether a row is of BB, KB or GL, which divide pupils by profile.
  func isProfile(_ row: [String]) -> Bool {
    switch self {
    case .bestuur, .profielen: true
    default:
      row.contains { field in
        ["BL", "KL", "GL"].contains(field)
          || ["VMBO B", "VMBO K", "VMBO G"].contains { field.hasPrefix($0) }
      }
    }
  }

  func place(_ grid: Grid) -> [Int] {
    grid.headers.indices.filter { column in
      let header = grid.headers[column]
      return header.hasPrefix("INSTELLINGSNAAM") || header.hasPrefix("PLAATS")
        || header.hasPrefix("GEMEENTENA") || header.hasPrefix("PROVINCIE") || header == "school"
    }
  }

  func code(_ grid: Grid) -> [Int] {
    grid.headers.indices.filter { column in
      let header = grid.headers[column]
      return header.hasPrefix("BRIN") || header == "INSTELLINGSCODE"
        || header.hasPrefix("VESTIGINGS") || header == "vestiging"
    }
  }
}

extension Grid {
  /// The two locations with the most pupils, of different institutions, with their rows.
  func twoLargest(_ kind: FileKind) -> (left: [Int], right: [Int])? {
    let column = kind.main(self)
    let codes = codes
    var sums: [String: Int] = [:]
    for (row, code) in codes.enumerated() where kind.isProfile(rows[row]) {
      sums[code, default: 0] += Int(rows[row][column]) ?? 0
    }
    let order = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    guard let first = order.first,
      let second = order.first(where: { $0.prefix(4) != first.prefix(4) })
    else { return nil }
    return (
      codes.indices.filter { codes[$0] == first }, codes.indices.filter { codes[$0] == second }
    )
  }

  /// Exchanges the numbers of two locations where both have a row on the same subject, and moves the
  /// code of rows that only one has.
  mutating func swapBlocks(_ kind: FileKind) -> Bool {
    guard let (left, right) = twoLargest(kind) else { return false }
    let subject = kind.subject(self)
    let of = Dictionary(
      right.map { row in (subject.map { rows[row][$0] }, row) }, uniquingKeysWith: { a, _ in a })
    let pairs = left.compactMap { row in of[subject.map { rows[row][$0] }].map { (row, $0) } }
    swapRows(pairs.map(\.0), pairs.map(\.1), columns: kind.numbers(self))
    return !pairs.isEmpty
  }
}
