/// Municipality names as exam files write them: in capitals, with a province where another
/// municipality has the same name (`NIJKERK GLD`).
enum Gemeente {
  /// Whether a name in a file is one of these municipalities. A province behind the name is passed
  /// over, unless the region file writes it too.
  static func matches(_ name: String, anyOf gemeenten: [String]) -> Bool {
    let found = name.uppercased()
    return gemeenten.contains { gemeente in
      let wanted = gemeente.uppercased()
      if found == wanted { return true }
      guard found.hasPrefix(wanted + " ") else { return false }
      return provinces.contains(String(found.dropFirst(wanted.count + 1)))
    }
  }

  private static let provinces: Set<String> = [
    "GN", "GR", "FR", "DR", "OV", "FL", "GLD", "GD", "UT", "UTR", "NH", "ZH", "ZLD", "ZL", "NB",
    "LB", "L",
  ]
}
