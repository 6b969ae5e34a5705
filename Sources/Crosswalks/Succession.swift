public import Records

/// One institution or location, or a part of it, that went over into another on a day.
public struct Succession: Hashable, Sendable {
  /// What kind of move it was.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Two became one (DUO `F`).
    case fusie
    /// It passed into other hands (DUO `V`).
    case overdracht
    /// It was divided (DUO `S`).
    case splitsing
    /// The pupils went to another address or code; in the hand-kept table only.
    case verhuizing
    /// Any other, such as DUO's *verzelfstandiging* (`D`).
    case overig
  }

  /// The code that it had: four characters for an institution, six for a location.
  public let from: String
  /// The code that it has after it, four or six characters.
  public let to: String
  /// The first day under the new code.
  public let date: Day
  /// What kind of move it was.
  public let kind: Kind
  /// Whether all of it went over (DUO's `IND_VOLLEDIG`). After a move that is not complete the old code
  /// goes on, with fewer pupils.
  public let isComplete: Bool
  /// Where it was found.
  public let source: String

  /// A move; nil when a code has not four or six letters and digits. Small letters become capitals.
  public init?(
    from: some StringProtocol, to: some StringProtocol, date: Day, kind: Kind, isComplete: Bool,
    source: String
  ) {
    guard let old = Self.code(from), let new = Self.code(to) else { return nil }
    self.from = old
    self.to = new
    self.date = date
    self.kind = kind
    self.isComplete = isComplete
    self.source = source
  }

  /// A row of DUO's file of overgangen as a move; nil for boards and the like (only institutions `U`
  /// and locations `D` are moves of pupils), for a row that leads nowhere, and for one without a day.
  public init?(_ overgang: Overgang) {
    guard ["U", "D"].contains(overgang.functie), let date = Day(overgang.datum) else { return nil }
    self.init(
      from: overgang.van, to: overgang.naar, date: date,
      kind: Kind(rawValue: overgang.soort.lowercased()) ?? .overig, isComplete: overgang.volledig,
      source: "DUO OVERGANGEN, rij \(overgang.source.row)")
  }

  /// The moves of a hand-kept table: columns `van;naar;datum;soort;volledig;bron`, comments with `#`.
  ///
  /// - Parameters:
  ///   - text: The table. `datum` is `2024-08-01` or `1-8-2024`, `soort` a case of ``Kind``,
  ///     `volledig` `ja` or `nee`; `bron` must say something.
  ///   - name: The table's name, for refusals.
  /// - Throws: ``CrosswalkError/wrongHeader(table:found:expected:)`` and the like, with the row.
  public static func read(_ text: String, name: String) throws(CrosswalkError) -> [Succession] {
    var moves: [Succession] = []
    for row in try Table(
      text, name: name, header: ["van", "naar", "datum", "soort", "volledig", "bron"]
    ).rows {
      let from = try row.value("van", code)
      let to = try row.value("naar", code)
      let date = try row.value("datum") { Day($0) }
      let kind = try row.value("soort") { Kind(rawValue: $0) }
      let isComplete = try row.value("volledig") { ["ja": true, "nee": false][$0] }
      let source = try row.value("bron") { $0.contains { $0 != " " } ? $0 : nil }
      if let move = Succession(
        from: from, to: to, date: date, kind: kind, isComplete: isComplete, source: source)
      {
        moves.append(move)
      }
    }
    return moves
  }

  /// The built-in hand-kept table: moves that matter for the regions, also without DUO's file.
  public static let handKept: [Succession] = Tables.load("vestigingen") {
    () throws(CrosswalkError) in
    try read(Tables.vestigingen, name: "vestigingen")
  }

  /// The line of a hand-kept table that says this.
  public var line: String {
    let quoted =
      source.contains(where: { $0 == ";" || $0 == "\"" })
      ? "\""
        + source.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\"" : source
    return "\(from);\(to);\(date);\(kind.rawValue);\(isComplete ? "ja" : "nee");\(quoted)"
  }

  static func code(_ text: some StringProtocol) -> String? {
    let code = String(text).filter { $0 != " " }.uppercased()
    guard code.utf8.count == 4 || code.utf8.count == 6,
      code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) })
    else { return nil }
    return code
  }
}
