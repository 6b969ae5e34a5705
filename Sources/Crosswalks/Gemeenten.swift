/// Every gemeente from 2014 on, its regions, and what became of it.
///
/// ```swift
/// Gemeenten.known.gemeente(named: "BERGEN NH")?.code          // "0373"
/// Gemeenten.known.present(of: "0140").map(\.name)             // Littenseradiel: three gemeenten
/// ```
///
/// Source: DUO's addresses of 2020-21, Landelijke Tabel 33 (RvIG), CBS, UWV, VNG; each row says which.
/// The table knows the herindelingen of 1 January 2015 to 1 January 2023; none since has been found
/// (Wijdemeren is to join Hilversum on 1 January 2027).
public struct Gemeenten: Sendable {
  /// By code.
  public let all: [Gemeente]
  /// By date and codes.
  public let herindelingen: [Herindeling]

  private let byCode: [String: Gemeente]
  private let byName: [String: Gemeente]

  /// The built-in tables.
  public static let known: Gemeenten = Tables.load("gemeenten") { () throws(CrosswalkError) in
    try Gemeenten(
      gemeenten: Tables.gemeenten, herindelingen: Tables.herindelingen, gebieden: Tables.gebieden)
  }

  init(gemeenten: String, herindelingen: String, gebieden: String) throws(CrosswalkError) {
    var areas: [String: [String: Gebied]] = [:]
    for row in try Table(
      gebieden, name: "gebieden", header: ["soort", "code", "naam", "bron"]
    ).rows {
      areas[row["soort"], default: [:]][row["code"]] = Gebied(code: row["code"], name: row["naam"])
    }
    var found: [Gemeente] = []
    for row in try Table(
      gemeenten, name: "gemeenten",
      header: [
        "code", "naam", "ook", "provincie", "rmc", "corop", "rpa", "arbeidsmarktregio", "van",
        "tot",
        "bron",
      ]
    ).rows {
      found.append(
        Gemeente(
          code: try row.value("code", Self.code),
          name: try row.value("naam") { $0.isEmpty ? nil : $0 },
          otherNames: row.list("ook", separator: "|"), province: row["provincie"],
          rmc: try row.optional("rmc") { areas["rmc"]?[$0] },
          corop: try row.optional("corop") { areas["corop"]?[$0] },
          rpa: try row.optional("rpa") { areas["rpa"]?[$0] },
          arbeidsmarktregio: try row.optional("arbeidsmarktregio") { $0 },
          from: try row.optional("van") { Day($0) }, until: try row.optional("tot") { Day($0) },
          source: row["bron"]))
    }
    all = found.sorted { $0.code < $1.code }
    byCode = Dictionary(all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    byName = Dictionary(
      all.flatMap { gemeente in
        ([gemeente.name] + gemeente.otherNames).map { (Names.folded($0), gemeente) }
      }, uniquingKeysWith: { first, _ in first })
    var moves: [Herindeling] = []
    for row in try Table(
      herindelingen, name: "herindelingen", header: ["van", "naar", "datum", "bron"]
    ).rows {
      let codes = byCode
      moves.append(
        Herindeling(
          from: try row.value("van") { codes[$0] == nil ? nil : $0 },
          to: try row.value("naar") { codes[$0] == nil ? nil : $0 },
          date: try row.value("datum") { Day($0) }, source: row["bron"]))
    }
    self.herindelingen = moves.sorted { ($0.date, $0.from, $0.to) < ($1.date, $1.from, $1.to) }
  }

  /// The gemeente of a code, with or without its leading zeros or CBS's `GM`; nil for any other text.
  public func gemeente(code: String) -> Gemeente? { Self.code(code).flatMap { byCode[$0] } }

  /// The gemeente of a name, however a file writes it: capitals, accents, points and brackets are
  /// passed over, and so is a province behind the name (`NIJKERK GLD`). Nil for any other name.
  public func gemeente(named name: String) -> Gemeente? {
    let wanted = Names.folded(name)
    if let found = byName[wanted] { return found }
    guard let blank = wanted.lastIndex(of: " "),
      Self.provinces.contains(String(wanted[wanted.index(after: blank)...]))
    else { return nil }
    return byName[String(wanted[..<blank])]
  }

  /// The gemeenten that existed on a day, by code.
  public func existing(on day: Day) -> [Gemeente] { all.filter { $0.exists(on: day) } }

  /// The gemeenten that now have the territory of a gemeente, by code: itself where it exists, one
  /// where it went over as a whole, more than one where it was divided. Empty for an unknown code.
  ///
  /// Where it was divided there is no telling from the gemeente alone which part a school lies in.
  public func present(of code: String) -> [Gemeente] {
    guard let gemeente = gemeente(code: code) else { return [] }
    if gemeente.until == nil { return [gemeente] }
    var seen: Set<String> = [gemeente.code]
    var open = [gemeente.code]
    var ends: Set<String> = []
    while let next = open.popLast() {
      for move in herindelingen where move.from == next && seen.insert(move.to).inserted {
        if byCode[move.to]?.until == nil { ends.insert(move.to) } else { open.append(move.to) }
      }
    }
    return all.filter { ends.contains($0.code) }
  }

  /// The gemeenten that exist in an RMC-regio, by code; `regio` is its code, such as `16`.
  public func existing(inRMC regio: String) -> [Gemeente] {
    all.filter { $0.until == nil && $0.rmc?.code == regio }
  }

  /// The gemeenten that exist in an arbeidsmarktregio, by code; `name` in any known spelling.
  public func existing(inArbeidsmarktregio name: String) -> [Gemeente] {
    guard let regio = Arbeidsmarktregio.named(name) else { return [] }
    return all.filter { $0.until == nil && $0.arbeidsmarktregio == regio.name }
  }

  /// The name that needs the fewest letters changed, for a name that no gemeente has.
  public func nearest(to name: String) -> Gemeente {
    let wanted = Names.folded(name)
    func rank(_ gemeente: Gemeente) -> (Int, Int, String) {
      let names = ([gemeente.name] + gemeente.otherNames).map(Names.folded)
      let distance = names.map { Names.distance($0, wanted) }.min() ?? .max
      return (distance, gemeente.until == nil ? 0 : 1, gemeente.code)
    }
    guard let nearest = all.map({ (rank($0), $0) }).min(by: { $0.0 < $1.0 }) else {
      preconditionFailure("the table of gemeenten is empty")
    }
    return nearest.1
  }

  private static func code(_ text: String) -> String? {
    var digits = text.filter { $0 != " " }
    if digits.uppercased().hasPrefix("GM") { digits.removeFirst(2) }
    guard (1...4).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
      return nil
    }
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static let provinces: Set<String> = [
    "gn", "gr", "fr", "dr", "ov", "fl", "gld", "gd", "ut", "utr", "nh", "zh", "zld", "zl", "nb",
    "lb",
    "l",
  ]
}
