public import Records

/// Why a scenario cannot be projected for a region.
public enum ScenarioError: Error, Hashable, Sendable {
  /// It begins in a year that is not ahead: the first that is, is given.
  case notAhead(year: Int, first: Int)
  /// The region has no series for this part.
  case noSeries(Scenario.Part)
  /// Pupils of this profile would go to a location that does not have it.
  case noSuccessor(Profiel?, VestigingCode)
  /// The profile that it opens is there already.
  case alreadyOpen(VestigingCode, Profiel)
  /// Locations of this region are projected as a whole, not by profile.
  case notByProfile(Profiel)
  /// It gives a weight to counts that are not there.
  case notCounted(Scenario.Evidence, year: Int)
  /// The region states no percentage of doorstroom for this group before that year.
  case noDoorstroom(Profiel, year: Int)

  /// One sentence: what is the matter and what to do.
  public var message: Phrase {
    switch self {
    case .notAhead(let year, let first):
      Phrase(
        nl: "Het scenario begint in \(year), maar het eerste jaar dat wordt vooruitberekend is "
          + "\(first). Zet het jaar op \(first) of later.",
        en: "The scenario begins in \(year), but the first year that is projected is \(first). "
          + "Set the year to \(first) or later.")
    case .noSeries(let part):
      Phrase(nl: "Het scenario noemt ", en: "The scenario names ") + Self.name(part)
        + Phrase(
          nl: ", maar de bestanden hebben daar geen leerlingen van. Gebruik soort opening voor wat "
            + "er nog niet is.",
          en: ", but the files have no pupils of it. Use soort opening for what is not there yet.")
    case .noSuccessor(let profiel, let code):
      Phrase(
        nl:
          "Het scenario stuurt leerlingen \(profiel?.name ?? "techniek") naar \(code), die dat niet "
          + "heeft. Voeg een opening toe, of laat naar weg.",
        en:
          "The scenario sends pupils \(profiel?.name ?? "techniek") to \(code), which does not have "
          + "that. Add an opening, or leave naar out.")
    case .alreadyOpen(let code, let profiel):
      Phrase(
        nl: "Het scenario opent \(profiel) op \(code), maar dat is er al. Gebruik soort instroom.",
        en: "The scenario opens \(profiel) at \(code), but it is there. Use soort instroom.")
    case .notByProfile(let profiel):
      Phrase(
        nl: "Het scenario noemt \(profiel), maar de vestigingen van deze regio worden als geheel "
          + "vooruitberekend: er is geen opgave per profiel. Laat profiel weg.",
        en: "The scenario names \(profiel), but the locations of this region are projected as a "
          + "whole: there is no statement by profile. Leave profiel out.")
    case .notCounted(let evidence, let year):
      Phrase(
        nl: "Het scenario weegt \(evidence.rawValue) van \(year), maar daarvan is niets geteld.",
        en: "The scenario weighs \(evidence.rawValue) of \(year), but none of that is counted.")
    case .noDoorstroom(let group, let year):
      Phrase(
        nl:
          "Het scenario geeft doorstroom \(group) in \(year), maar de regio noemt geen percentage "
          + "van een eerder jaar om bij te beginnen.",
        en:
          "The scenario gives doorstroom \(group) in \(year), but the region states no percentage "
          + "of an earlier year to begin with.")
    }
  }

  private static func name(_ part: Scenario.Part) -> Phrase {
    let profiel = part.profiel?.name ?? "techniek"
    guard let code = part.vestiging else { return Phrase(profiel) }
    return Phrase(nl: "\(profiel) op \(code)", en: "\(profiel) at \(code)")
  }
}
