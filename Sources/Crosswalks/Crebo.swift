/// What one of the codes of the Centraal Register Beroepsopleidingen stands for, such as `25103`:
/// Metselaar, niveau 2, of the kwalificatiedossier Metselen, in the domain Bouw en infra.
///
/// The table holds the law's own list: *Regeling vaststelling kwalificatiedossiers 2015* (BWBR0036352),
/// bijlage 1, of the kwalificaties that schools may give since 1 August 2015. DUO's mbo files call
/// such a code *erkende opleidingscode*, that of a dossier *beroepsopleiding code*. Kwalificaties that
/// were made or renewed after 2015 have codes that are not in it (from 25504 on), and so have those from
/// before it (`9…`): of them nothing is said.
public struct Crebo: Hashable, Sendable {
  /// What a code names.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// One of the sixteen opleidingsdomeinen, of which one has two codes; a student may be enrolled in
    /// one at first.
    case domein
    /// A group of kwalificaties with one description.
    case dossier
    /// What a diploma is for.
    case kwalificatie
  }

  /// Five digits.
  public let code: String
  /// What the code names.
  public let kind: Kind
  /// As the law writes it.
  public let name: String
  /// 1 to 4; nil for a domain or a dossier.
  public let niveau: Int?
  /// The code of the dossier that it belongs to, or is; nil for a domain.
  public let dossier: String?
  /// The name of the opleidingsdomein; nil for Entree, which is in none.
  public let domein: String?
  /// Where it was found.
  public let source: String

  /// Whether its domain is technical, by the table of hoofdgroepen, whose names are those of the domains.
  /// Nil for Entree.
  public var hoofdgroep: Hoofdgroep? { domein.flatMap { Hoofdgroep(named: $0) } }

  /// What the code stands for; blanks around it are passed over. Nil for a code that is not in the list.
  public init?(_ text: String) {
    guard let found = Self.known[text.filter { $0 != " " }] else { return nil }
    self = found
  }

  /// All codes of the table, by code.
  public static var all: [Crebo] { known.values.sorted { $0.code < $1.code } }

  private init(
    code: String, kind: Kind, name: String, niveau: Int?, dossier: String?, domein: String?,
    source: String
  ) {
    self.code = code
    self.kind = kind
    self.name = name
    self.niveau = niveau
    self.dossier = dossier
    self.domein = domein
    self.source = source
  }

  private static let known: [String: Crebo] = Tables.load("crebos") { () throws(CrosswalkError) in
    try read(Tables.crebos)
  }

  /// A dossier names its domain by code, a kwalificatie its dossier; both stand above it in the table.
  static func read(_ text: String) throws(CrosswalkError) -> [String: Crebo] {
    var codes: [String: Crebo] = [:]
    for row in try Table(
      text, name: "crebos",
      header: ["crebo", "soort", "naam", "niveau", "dossier", "domein", "bron"]
    ).rows {
      let known = codes
      let code = try row.value("crebo") { text in
        text.utf8.count == 5 && Int(text) != nil && known[text] == nil ? text : nil
      }
      let kind = try row.value("soort") { Kind(rawValue: $0) }
      let dossier = try row.optional("dossier") { known[$0]?.kind == .dossier ? $0 : nil }
      let domain = try row.optional("domein") { known[$0]?.kind == .domein ? known[$0] : nil }
      let name = try row.value("naam") { $0.isEmpty ? nil : $0 }
      let (above, domein): (String?, String?) =
        switch kind {
        case .domein: (nil, name)
        case .dossier: (code, domain?.name)
        case .kwalificatie: (dossier, dossier.flatMap { known[$0]?.domein })
        }
      codes[code] = Crebo(
        code: code, kind: kind, name: name,
        niveau: try row.optional("niveau") { text in
          Int(text).flatMap { (1...4).contains($0) ? $0 : nil }
        }, dossier: above, domein: domein, source: row["bron"])
    }
    return codes
  }
}
