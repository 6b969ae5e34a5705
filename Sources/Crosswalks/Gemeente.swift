/// A municipality as it was from one day to another.
public struct Gemeente: Hashable, Sendable {
  /// CBS's code, four digits, such as `0307`.
  public let code: String
  /// The official name.
  public let name: String
  /// Names that files use and that are not the official one but for capitals, accents and points.
  public let otherNames: [String]
  /// The province, at its end for a gemeente that has ended.
  public let province: String
  /// The RMC-regio in which its territory lies, in DUO's division of 2020-21; nil where an ended
  /// gemeente was divided over more than one.
  public let rmc: Gebied?
  /// The COROP-gebied, as ``rmc``.
  public let corop: Gebied?
  /// The RPA-gebied, as ``rmc``.
  public let rpa: Gebied?
  /// The arbeidsmarktregio, by the name in ``Arbeidsmarktregio/all``: the division of 2020, or of 2015
  /// for a gemeente that had ended by then. Later changes are not in the table. Nil where unknown.
  public let arbeidsmarktregio: String?
  /// The first day; nil for one that existed on 1 January 2014.
  public let from: Day?
  /// The first day on which it was no more; nil for one that exists.
  public let until: Day?
  /// Where the facts were found.
  public let source: String

  /// Whether it existed on this day. The table begins on 1 January 2014: asked about an earlier day,
  /// it answers for that one.
  public func exists(on day: Day) -> Bool {
    (from.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true)
  }
}

/// A region of some division, such as RMC-regio 16 *Eem en Vallei*.
public struct Gebied: Hashable, Sendable {
  /// Two digits, as DUO writes them.
  public let code: String
  /// The name as DUO writes it.
  public let name: String
}

/// The whole or a part of a gemeente that went over into another.
public struct Herindeling: Hashable, Sendable {
  /// The code of the gemeente that ended.
  public let from: String
  /// The code of a gemeente that its territory went to.
  public let to: String
  /// The first day of the new state.
  public let date: Day
  /// Where it was found.
  public let source: String
}

/// One of the 35 regions of UWV and gemeenten.
public struct Arbeidsmarktregio: Hashable, Sendable {
  /// CBS's code, such as `AM14`.
  public let code: String
  /// DUO's name in its mbo-prognose where it is known, else UWV's or VNG's.
  public let name: String
  /// Other spellings and older names.
  public let otherNames: [String]

  /// All 35, by code.
  public static let all: [Arbeidsmarktregio] = Tables.load("arbeidsmarktregios") {
    () throws(CrosswalkError) in
    try read(Tables.arbeidsmarktregios)
  }

  /// The region of a name in any known spelling, such as `Food Valley`; nil for any other.
  public static func named(_ name: String) -> Arbeidsmarktregio? {
    let wanted = Names.folded(name)
    return all.first { ([$0.name] + $0.otherNames).map(Names.folded).contains(wanted) }
  }

  static func read(_ text: String) throws(CrosswalkError) -> [Arbeidsmarktregio] {
    try Table(text, name: "arbeidsmarktregios", header: ["code", "naam", "ook", "bron"]).rows.map {
      Arbeidsmarktregio(
        code: $0["code"], name: $0["naam"], otherNames: $0.list("ook", separator: "|"))
    }
  }
}
