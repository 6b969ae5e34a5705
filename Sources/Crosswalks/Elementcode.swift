public import Records

/// A mark on a programme of the vmbo, which is not a leerweg of its own.
public enum Mark: String, Hashable, Sendable, CaseIterable {
  /// Leerwegondersteunend onderwijs.
  case lwoo
  /// Leerwerktraject.
  case lwt
  /// Entree, within the basisberoepsgerichte leerweg.
  case entree
  /// Vakmanschapsroute, to an mbo diploma of level 2 or 3.
  case vakmanschapsroute
  /// Beroepsroute, to an mbo diploma of level 4.
  case beroepsroute
}

/// What one of DUO's *elementcodes* stands for, such as `6065`: LWOO KB Bouwen, wonen en interieur.
///
/// The table holds the codes of the vmbo from leerjaar 3 on, and the general first year of the maritime
/// schools. Bridge years, vavo, havo, vwo and praktijkonderwijs have neither leerweg nor profile and
/// are not in it. Source: DUO's pupil file of 2019; see the table's `bron` for the few codes that
/// follow from the pattern alone.
public struct Elementcode: Hashable, Sendable {
  /// Four digits.
  public let code: String
  /// Nil where the programme has none yet.
  public let leerweg: Leerweg?
  /// Nil for the theoretische leerweg. A route (`Vakmanschapsroute Techniek`) has its own name.
  public let profiel: Profiel?
  /// The sector of the pupil file, in which D&P is intersectoraal. Nil in leerjaar 3 without a choice.
  public let sector: Sector?
  /// In the order of ``Mark``.
  public let marks: [Mark]

  /// What the code stands for; a lost leading zero (`470`) is given back. Nil for an unknown code.
  public init?(_ text: String) {
    let digits = text.filter { $0 != " " }
    guard (3...4).contains(digits.count),
      let found = Self.known[(digits.count == 3 ? "0" : "") + digits]
    else { return nil }
    self = found
  }

  /// All codes of the table, by code.
  public static var all: [Elementcode] { known.values.sorted { $0.code < $1.code } }

  private init(
    code: String, leerweg: Leerweg?, profiel: Profiel?, sector: Sector?, marks: [Mark]
  ) {
    self.code = code
    self.leerweg = leerweg
    self.profiel = profiel
    self.sector = sector
    self.marks = marks
  }

  private static let known: [String: Elementcode] = Tables.load("elementcodes") {
    () throws(CrosswalkError) in
    try read(Tables.elementcodes)
  }

  static func read(_ text: String) throws(CrosswalkError) -> [String: Elementcode] {
    var codes: [String: Elementcode] = [:]
    for row in try Table(
      text, name: "elementcodes",
      header: ["code", "leerweg", "profiel", "sector", "merken", "bron"]
    ).rows {
      let code = try row.value("code") { $0.utf8.count == 4 && codes[$0] == nil ? $0 : nil }
      codes[code] = Elementcode(
        code: code, leerweg: try row.optional("leerweg") { Leerweg(rawValue: $0) },
        profiel: try row.optional("profiel") { Profiel($0) },
        sector: try row.optional("sector") { Sector(rawValue: $0) },
        marks: try row.value("merken", Mark.list))
    }
    return codes
  }
}

extension Mark {
  /// The marks of a cell, in the order of the cases; nil if one is unknown.
  static func list(_ cell: String) -> [Mark]? {
    let names = cell.split(separator: " ").map(String.init)
    guard names.allSatisfy({ Mark(rawValue: $0) != nil }) else { return nil }
    return allCases.filter { names.contains($0.rawValue) }
  }
}
