/// A vmbo profile, by its short name as DUO and the plans write it.
///
/// An older *afdeling* or a special route that no table maps stays visible under its own name:
/// such a value has ``isKnown`` false.
public struct Profiel: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// The short name, such as `M&T`.
  public let name: String

  /// The profile of this short name; any other text is kept as it is.
  public init(_ name: String) { self.name = name }

  /// Bouwen, wonen en interieur.
  public static let bwi = Profiel("BWI")
  /// Produceren, installeren en energie.
  public static let pie = Profiel("PIE")
  /// Mobiliteit en transport.
  public static let mt = Profiel("M&T")
  /// Media, vormgeving en ICT.
  public static let mvi = Profiel("MVI")
  /// Maritiem en techniek.
  public static let mat = Profiel("MaT")
  /// Dienstverlening en producten.
  public static let dp = Profiel("D&P")
  /// Zorg en welzijn.
  public static let zw = Profiel("Z&W")
  /// Economie en ondernemen.
  public static let eo = Profiel("E&O")
  /// Horeca, bakkerij en recreatie.
  public static let hbr = Profiel("HBR")
  /// Groen.
  public static let groen = Profiel("Groen")

  /// The ten profiles of the vmbo, in the order in which they are printed.
  public static let all: [Profiel] = [bwi, pie, mt, mvi, mat, dp, zw, eo, hbr, groen]
  /// *Harde techniek*: BWI, PIE and M&T.
  public static let hardeTechniek: [Profiel] = [bwi, pie, mt]
  /// *Techniek*: harde techniek with MVI and MaT.
  public static let techniek: [Profiel] = hardeTechniek + [mvi, mat]

  /// Whether this is one of the ten profiles.
  public var isKnown: Bool { Self.all.contains(self) }
  /// Whether this profile belongs to *techniek*.
  public var isTechniek: Bool { Self.techniek.contains(self) }

  /// The short name.
  public var description: String { name }

  /// The printing order of ``all``; unknown names come after, by name.
  public static func < (left: Self, right: Self) -> Bool {
    let (l, r) = (all.firstIndex(of: left) ?? all.count, all.firstIndex(of: right) ?? all.count)
    return (l, left.name) < (r, right.name)
  }
}
