public import Records

/// What an *inspectiecode* of the exam files stands for, such as 38: VMBO K - techniek.
///
/// Source: both of DUO's files of exam candidates, 2014-2019 and 2019-2024. The codes 26–29
/// (intersectoraal) stand in the older file only; 46 is VMBO T without a split by sector.
public struct Inspectiecode: Hashable, Sendable {
  /// Two digits.
  public let code: String
  /// The leerweg; a leerwerktraject is BB.
  public let leerweg: Leerweg
  /// The sector; from exam year 2018 D&P is under economie.
  public let sector: Sector
  /// Whether it is a leerwerktraject.
  public let lwt: Bool

  /// What the code stands for; blanks around it are ignored. Nil for an unknown code, and for havo, vwo.
  public init?(_ text: String) {
    guard let found = Self.known[text.filter { $0 != " " }] else { return nil }
    self = found
  }

  /// All codes of the table, by code.
  public static var all: [Inspectiecode] { known.values.sorted { $0.code < $1.code } }

  private init(code: String, leerweg: Leerweg, sector: Sector, lwt: Bool) {
    self.code = code
    self.leerweg = leerweg
    self.sector = sector
    self.lwt = lwt
  }

  private static let known: [String: Inspectiecode] = Tables.load("inspectiecodes") {
    () throws(CrosswalkError) in
    try read(Tables.inspectiecodes)
  }

  static func read(_ text: String) throws(CrosswalkError) -> [String: Inspectiecode] {
    var codes: [String: Inspectiecode] = [:]
    for row in try Table(
      text, name: "inspectiecodes", header: ["code", "leerweg", "sector", "merken", "bron"]
    ).rows {
      let code = try row.value("code") { $0.utf8.count == 2 && codes[$0] == nil ? $0 : nil }
      codes[code] = Inspectiecode(
        code: code, leerweg: try row.value("leerweg") { Leerweg(rawValue: $0) },
        sector: try row.value("sector") { Sector(rawValue: $0) },
        lwt: try row.value("merken", Mark.list).contains(.lwt))
    }
    return codes
  }
}
