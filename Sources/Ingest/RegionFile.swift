public import Records

/// Reads a region file (YAML): the programme, its locations and its municipalities.
///
/// ```yaml
/// regio: t-is-for-tech
/// naam: T is for Tech
/// document: Plan 2025–2029
/// jaren: [2025, 2029]
/// vestigingen:
///   - {code: 03WO01, naam: Een school, ook: [07KP00]}
/// gemeenten: [Amersfoort]
/// arbeidsmarktregios: [Amersfoort]
/// ```
public enum RegionFile {
  /// The region that the file at `path` describes.
  ///
  /// - Throws: An unknown or missing key, a malformed code, or one code at two locations, with the
  ///   line.
  public static func read(path: String) throws(IngestError) -> Region {
    let map = try YAMLMap(
      path: path,
      keys: [
        "regio", "naam", "document", "jaren", "vestigingen", "gemeenten", "arbeidsmarktregios",
      ])
    return Region(
      id: try id(map), name: try map.text("naam"), document: try map.text("document"),
      years: try years(map), vestigingen: try vestigingen(map),
      gemeenten: try map.texts("gemeenten"),
      arbeidsmarktregios: map.has("arbeidsmarktregios") ? try map.texts("arbeidsmarktregios") : [])
  }

  /// A key for file names and the store: small letters, digits and hyphens.
  private static func id(_ map: YAMLMap) throws(IngestError) -> String {
    let id = try map.text("regio")
    let isKey = id.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isKey else {
      throw map.refused(
        "regio", nl: "alleen kleine letters, cijfers en koppeltekens",
        en: "small letters, digits and hyphens only")
    }
    return id
  }

  private static func years(_ map: YAMLMap) throws(IngestError) -> ClosedRange<Int> {
    let texts = try map.texts("jaren")
    let years = texts.compactMap(Int.init)
    guard texts.count == 2, years.count == 2, years[0] <= years[1],
      years.allSatisfy((1900...2100).contains)
    else {
      throw map.refused(
        "jaren", nl: "eerste en laatste jaar, zoals [2025, 2029]",
        en: "first and last year, such as [2025, 2029]")
    }
    return years[0]...years[1]
  }

  private static func vestigingen(_ map: YAMLMap) throws(IngestError) -> [Region.Vestiging] {
    var seen: Set<VestigingCode> = []
    return try map.maps("vestigingen", keys: ["code", "naam", "ook"]).map {
      (entry) throws(IngestError) in
      let other = entry.has("ook") ? try entry.texts("ook") : []
      let own = try entry.text("code")
      let codes = try ([own] + other).map { (text) throws(IngestError) in
        guard let code = VestigingCode(text) else {
          throw entry.refused(
            text == own ? "code" : "ook", nl: "“\(text)” heeft geen zes tekens, zoals 03WO01",
            en: "“\(text)” is not six characters, such as 03WO01")
        }
        guard seen.insert(code).inserted else {
          throw .duplicateID(file: entry.file, line: entry.line, id: code.text)
        }
        return code
      }
      return Region.Vestiging(
        code: codes[0], name: try entry.text("naam"), alsoKnownAs: Array(codes.dropFirst()))
    }
  }
}
