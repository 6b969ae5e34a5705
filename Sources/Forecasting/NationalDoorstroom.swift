public import Records

/// Published national percentages of vmbo leavers found in technical mbo, by profile: what has been reached
/// before.
///
/// The sources give rounded percentages of entrants of 2021 without denominators. Source: vmbo-bwi.nl,
/// news items 2430 and 2439, after DUO.
public enum NationalDoorstroom {
  /// The year of entry into mbo.
  public static let year = 2021
  /// As printed with the figures.
  public static let source = "vmbo-bwi.nl, nieuws 2430 en 2439"

  /// The percentage of a group; nil where none was published.
  public static func percent(_ group: Profiel) -> Double? {
    switch group {
    case .bwi: 74
    case .mt: 79
    case .pie: 82
    case .dp: 29
    case Profiel(Leerweg.tl.rawValue): 26
    default: nil
    }
  }
}
