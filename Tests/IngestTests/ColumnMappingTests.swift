import Ingest
import Records
import Testing

@Suite struct ColumnMappingTests {
  private static func mapping(_ yaml: String) throws -> ColumnMapping {
    try withFile("kolommen.yaml", yaml) { try ColumnMapping.read(path: $0) }
  }

  /// The pupil file as a school's administration might export it.
  private static let export =
    Duo.leerlingenHeader
    .replacing("BRIN NUMMER", with: "Schoolcode").replacing("AFDELING", with: "Profielnaam")
    + ";Opmerking\n" + Duo.leerlingen("1;2;3;4") + ";zie mail\n"

  private static let yaml = """
    indeling: duo-leerlingen
    periode: 2023
    kolommen:
      Schoolcode: INSTELLINGSCODE
      profielnaam: afdeling
      Opmerking:
    """

  private static func read(_ yaml: String, _ name: String, _ text: String) throws -> SourceReader {
    let mapping = try mapping(yaml)
    return try withFile(name, text) { try SourceReader(path: $0, mapping: mapping) }
  }

  @Test func `a file with other headers and no year is read by its mapping`() throws {
    #expect(throws: IngestError.self) { try WholeFile("leerlingen.csv", Self.export) }
    let mapping = try Self.mapping(Self.yaml)
    try withFile("leerlingen.csv", Self.export) { path in
      let reader = try SourceReader(path: path, mapping: mapping)
      #expect(reader.layout.id == "duo-leerlingen")
      #expect(reader.header.provisional == .peildatum(2023))
      #expect(!reader.fieldNames.contains("Opmerking"))
      var facts: [Fact] = []
      _ = try reader.read { facts += $0.facts }
      #expect(facts.map(\.count) == [1, 2, 3, 4].map { .exact($0) })
      #expect(facts.allSatisfy { $0.profiel == .bwi && $0.period == .peildatum(2023) })
      // A cell keeps the header that its file has.
      #expect(facts[0].source.column == "LEER- OF VERBLIJFSJAAR 3 - MAN")
    }
  }

  @Test func `the mapping's period goes before the file's name`() throws {
    let reader = try Self.read(Self.yaml, "leerlingen-2019.csv", Self.export)
    #expect(reader.header.provisional == .peildatum(2023))
    let silent = Self.yaml.replacing("periode: 2023\n", with: "")
    let named = try Self.read(silent, "leerlingen-2019.csv", Self.export)
    #expect(named.header.provisional == .peildatum(2019))
    #expect(throws: IngestError.noYear(file: "leerlingen.csv")) {
      try Self.read(silent, "leerlingen.csv", Self.export)
    }
  }

  @Test func `a period is refused where the file says its own`() throws {
    let text = Duo.examensHeader + "\n" + Duo.examens("1;1;100;0;0;0;1;1;100") + "\n"
    #expect {
      try Self.read("periode: 2023", "examens.csv", text)
    } throws: { error in
      guard case .badYAML("kolommen.yaml", 1, let reason) = error as? IngestError else {
        return false
      }
      return reason.en.contains("duo-examenkandidaten")
    }
  }

  @Test(arguments: [
    ("indeling: duo-leerling", 1, "duo-leerling", "duo-leerlingen"),
    ("kolommen: {}\nindeling: duo-geslaagd", 2, "duo-geslaagd", "duo-geslaagden"),
  ])
  func `an unknown layout is told with the nearest`(
    yaml: String, line: Int, found: String, nearest: String
  ) {
    #expect(
      throws: IngestError.unknownLayout(
        file: "kolommen.yaml", line: line, found: found, nearest: nearest)
    ) { try Self.mapping(yaml) }
  }

  @Test func `an unknown column is told with its line and the nearest of the layout`() {
    #expect(
      throws: IngestError.unknownColumn(
        file: "kolommen.yaml", line: 4, found: "BRINNUMER", nearest: "BRIN NUMMER")
    ) {
      try Self.mapping(
        "indeling: duo-leerlingen\nkolommen:\n  Sector: VMBO_SECTOR\n  Code: BRINNUMER\n")
    }
    // A column of another layout is none of this one.
    #expect(throws: IngestError.self) {
      try Self.mapping("indeling: duo-leerlingen\nkolommen: {x: GEZAKTEN}")
    }
    #expect(throws: Never.self) { try Self.mapping("kolommen: {x: GEZAKTEN}") }
  }

  @Test func `one header twice is refused, in any writing`() {
    #expect(
      throws: IngestError.duplicateID(file: "kolommen.yaml", line: 3, id: "school_code")
    ) {
      try Self.mapping("kolommen:\n  School code: AFDELING\n  school_code: GEZAKTEN\n")
    }
  }

  @Test(arguments: [
    "periode: twintig", "indeling: duo-leerlingen\nperiode: 20191201", "kolom: {}", "kolommen: [a]",
    "indeling: duo-leerlingen\nperiode: 2019-2021", "periode:\n",
  ])
  func `a mapping that says nothing sound is refused`(yaml: String) {
    #expect(throws: IngestError.self) { try Self.mapping(yaml) }
  }

  @Test func `a repeated column is mapped with its year`() throws {
    let text =
      Duo.examensHeader.replacing(
        "GESLAAGDEN SCHOOLJAAR 2023-2024 - VROUW", with: "geslaagde meisjes") + "\n"
      + Duo.examens("1;1;100;3;2;66;4;3;75") + "\n"
    let reader = try Self.read(
      "kolommen: {Geslaagde meisjes: GESLAAGDEN SCHOOLJAAR 2023-2024 - VROUW}", "e.csv", text)
    #expect(reader.layout.id == "duo-examenkandidaten")
    #expect(reader.fieldNames.contains("geslaagden vrouw 2024"))
  }
}
