/// Whether a *hoofdgroep* of the mbo counts as technical.
public enum Hoofdgroep: String, Hashable, Sendable, CaseIterable {
  /// Technical by its name.
  case technisch = "ja"
  /// Technical or not by the choice of the definition: Media en vormgeving; Transport, scheepvaart en
  /// logistiek. A percentage of doorstroom must say which.
  case naarKeuze = "naar keuze"
  /// Not technical by its name.
  case nietTechnisch = "nee"

  /// Whether the hoofdgroep, or the opleidingsdomein, of this name is technical. Nil for a name that the
  /// table does not have; also for *Entree*, which belongs to no field.
  public init?(named name: String) {
    guard let found = Self.known[Names.folded(name)] else { return nil }
    self = found
  }

  private static let known: [String: Hoofdgroep] = Tables.load("hoofdgroepen") {
    () throws(CrosswalkError) in
    try read(Tables.hoofdgroepen)
  }

  static func read(_ text: String) throws(CrosswalkError) -> [String: Hoofdgroep] {
    var groups: [String: Hoofdgroep] = [:]
    for row in try Table(
      text, name: "hoofdgroepen", header: ["hoofdgroep", "technisch", "bron"]
    ).rows {
      groups[Names.folded(row["hoofdgroep"])] = try row.value("technisch") {
        Hoofdgroep(rawValue: $0)
      }
    }
    return groups
  }
}
