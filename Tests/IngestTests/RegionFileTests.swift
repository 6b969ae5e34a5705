import Ingest
import Records
import Testing

@Suite struct RegionFileTests {
  static let text = """
    regio: t-is-for-tech
    naam: T is for Tech
    document: Plan 2025–2029
    jaren: [2025, 2029]
    vestigingen:
      - {code: 03WO01, naam: Een school}
      - code: 17BI07
        naam: Vakcollege Maarsbergen
        ook: [07KP00]
    gemeenten: [Amersfoort, Nijkerk]
    arbeidsmarktregios: [Amersfoort, FoodValley]
    """

  private func read(_ text: String) throws -> Region {
    try withFile("regio.yaml", text) { try RegionFile.read(path: $0) }
  }

  private func refusal(_ old: String, _ new: String) throws -> IngestError {
    #expect(Self.text.contains(old))
    return try #require(throws: IngestError.self) { try read(Self.text.replacing(old, with: new)) }
  }

  @Test func `a region file is a region`() throws {
    let region = try read(Self.text)
    #expect(region.id == "t-is-for-tech")
    #expect(region.name == "T is for Tech")
    #expect(region.document == "Plan 2025–2029")
    #expect(region.years == 2025...2029)
    #expect(region.vestigingen.map(\.code.text) == ["03WO01", "17BI07"])
    #expect(region.vestigingen[1].alsoKnownAs.map(\.text) == ["07KP00"])
    #expect(region.gemeenten == ["Amersfoort", "Nijkerk"])
    #expect(region.arbeidsmarktregios == ["Amersfoort", "FoodValley"])
  }

  @Test func `a code that YAML could take for a number stays a code`() throws {
    #expect(
      try read(Self.text.replacing("03WO01", with: "01E100")).vestigingen[0].code.text == "01E100")
  }

  @Test func `an unknown key is refused with its line and the nearest`() throws {
    #expect(
      try refusal("gemeenten:", "gemeentes:")
        == .unknownKey(file: "regio.yaml", line: 10, found: "gemeentes", nearest: "gemeenten"))
    #expect(
      try refusal("ook:", "oook:")
        == .unknownKey(file: "regio.yaml", line: 9, found: "oook", nearest: "ook"))
  }

  @Test func `a missing or empty key is named`() throws {
    #expect(
      try refusal("naam: T is for Tech\n", "")
        == .missingKey(file: "regio.yaml", line: 1, key: "naam"))
    #expect(
      try refusal("document: Plan 2025–2029", "document:")
        == .missingKey(file: "regio.yaml", line: 1, key: "document"))
  }

  @Test func `a malformed or double code is refused with its line`() throws {
    guard case .badYAML("regio.yaml", 6, _) = try refusal("03WO01", "03WO1") else {
      Issue.record("malformed code")
      return
    }
    #expect(
      try refusal("07KP00", "03WO01") == .duplicateID(file: "regio.yaml", line: 7, id: "03WO01"))
  }

  @Test func `years in the wrong order, a key twice, or no YAML at all`() throws {
    guard case .badYAML("regio.yaml", 4, _) = try refusal("[2025, 2029]", "[2029, 2025]") else {
      Issue.record("years")
      return
    }
    guard case .badYAML("regio.yaml", _, let twice) = try refusal("document:", "naam:") else {
      Issue.record("key twice")
      return
    }
    #expect(twice.nl.contains("naam"))
    guard case .badYAML("regio.yaml", _, _) = try refusal("[Amersfoort, Nijkerk]", "[Amersfoort")
    else {
      Issue.record("no YAML")
      return
    }
  }

  @Test func `lists in a hundred thousand lists are refused, not followed`() throws {
    let deep = "regio: " + String(repeating: "[", count: 100_000)
    let error = try #require(throws: IngestError.self) { try read(deep) }
    guard case .badYAML("regio.yaml", 1, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `a year that is none is not passed over`() throws {
    guard case .badYAML("regio.yaml", 4, _) = try refusal("[2025, 2029]", "[2025, x, 2029]") else {
      Issue.record("years")
      return
    }
  }

  @Test func `a malformed other code is refused on its own line`() throws {
    guard case .badYAML("regio.yaml", 9, _) = try refusal("[07KP00]", "[07KP]") else {
      Issue.record("other code")
      return
    }
  }
}
