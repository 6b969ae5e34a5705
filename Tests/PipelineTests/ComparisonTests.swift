import Foundation
import Pipeline
import Records
import Store
import TestSupport
import Testing

/// Two editions of a file, compared cell by cell.
@Suite struct ComparisonTests {
  let scratch: ScratchFolder
  let comparison: Comparison

  init() throws {
    scratch = try ScratchFolder()
    comparison = Comparison(storePath: scratch.path("store.sqlite"))
  }

  private static let header = "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
  private static let old =
    header + "noord;00AA00;A;BWI;2023;12;a\nnoord;00AA00;A;PIE;2023;<5;a\n"
    + "noord;00AA00;A;M&T;2023;9;a\nnoord;00AA00;A;MVI;2023;7;a\n"
  /// In another order: PIE opened, BWI changed, M&T withheld, MVI gone, MaT new.
  private static let new =
    header + "noord;00AA00;A;MaT;2023;6;a\nnoord;00AA00;A;PIE;2023;3;a\n"
    + "noord;00AA00;A;M&T;2023;<5;a\nnoord;00AA00;A;BWI;2023;13;a\n"

  @Test func `loose files are compared by what they count, not by place, and get into no store`()
    throws
  {
    try scratch.write(Self.old, to: "oud/profielen.csv")
    try scratch.write(Self.new, to: "nieuw/profielen.csv")
    let result = try comparison.files(
      scratch.path("oud/profielen.csv"), scratch.path("nieuw/profielen.csv"))
    let found = Dictionary(
      uniqueKeysWithValues: result.lines.map { ($0.about, "\($0.kind) \($0.old)→\($0.new)") })
    #expect(
      found == [
        "leerlingen, peildatum 2023, BWI": "changed 12→13",
        "leerlingen, peildatum 2023, PIE": "opened <5→3",
        // Nine cannot be fewer than five: the number was not withheld, it changed.
        "leerlingen, peildatum 2023, M&T": "changed 9→<5",
        "leerlingen, peildatum 2023, MVI": "removed 7→",
        "leerlingen, peildatum 2023, MaT": "added →6",
      ])
    let bwi = try #require(result.lines.first { $0.about.hasSuffix("BWI") })
    #expect(bwi.oldCell == "2 / leerlingen" && bwi.newCell == "5 / leerlingen")
    let csv = result.csv(language: .nl)
    #expect(csv.split(separator: "\n").count == 6)
    #expect(csv.contains("gewijzigd;00AA00;\"leerlingen") == false)
    for language in [Language.nl, .en] {
      let text = result.summary(language: language, lines: 2)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
      #expect(text.contains("--csv"))
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("store.sqlite")))
  }

  @Test func `a file in another order of rows differs in nothing`() throws {
    let lines = Self.old.split(separator: "\n").map(String.init)
    try scratch.write(Self.old, to: "oud.csv")
    try scratch.write(
      ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n", to: "nieuw.csv")
    let result = try comparison.files(scratch.path("oud.csv"), scratch.path("nieuw.csv"))
    #expect(result.lines.isEmpty)
    #expect(result.summary(language: .nl).contains("Geen enkel getal verschilt."))
  }

  @Test func `the store compares the edition that counts with the one before`() throws {
    let ingestion = Ingestion(storePath: scratch.path("store.sqlite"))
    try scratch.write(Self.old, to: "profielen.csv")
    _ = try ingestion.add([scratch.path("profielen.csv")])
    #expect(throws: PipelineError.noEditions(name: "profielen.csv", known: [])) {
      try comparison.editions(of: "profielen.csv")
    }
    try scratch.write(Self.new, to: "profielen.csv")
    _ = try ingestion.add([scratch.path("profielen.csv")])
    #expect(try comparison.editions(of: "profielen.csv").lines.count == 5)
    #expect(throws: PipelineError.noEditions(name: "iets.csv", known: ["profielen.csv"])) {
      try comparison.editions(of: "iets.csv")
    }
  }

  @Test func `what changes in rows that give no count is said too`() throws {
    let path = try LayoutGuide.writeSample(
      of: "duo-examenkandidaten", seed: 1, rows: 40, years: 2020...2024, to: scratch.path("oud"))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var lines = text.split(whereSeparator: \.isNewline).map(String.init)
    try #require(lines.count > 1 && lines[1].contains(";"))
    // A school gets another name: no count differs, and every row of it does.
    let fields = lines[1].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    let name = try #require(fields.indices.first { fields[$0].contains(" ") })
    var changed = fields
    changed[name] = "Anders"
    lines[1] = changed.joined(separator: ";")
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "nieuw.csv")
    let result = try comparison.files(path, scratch.path("nieuw.csv"))
    #expect(result.lines.map(\.isNumber) == [false])
    #expect(result.lines.first?.new == "Anders")
    let summary = result.summary(language: .nl)
    #expect(summary.contains("Geen enkel getal verschilt."))
    #expect(summary.contains("Rijen en cellen zonder telling: gewijzigd 1"), "\(summary)")
    #expect(result.tally.allSatisfy { $0.count == 0 })
  }

  @Test func `files of two layouts are not compared`() throws {
    try scratch.write(Self.old, to: "oud.csv")
    try scratch.write(
      "regio;groep;jaar;percentage;noemer;bron\nnoord;BWI;2023;83;;a\n", to: "nieuw.csv")
    let error = #expect(throws: PipelineError.self) {
      try comparison.files(scratch.path("oud.csv"), scratch.path("nieuw.csv"))
    }
    #expect(
      error == .store(.notComparable(from: "regio-profielen", to: "regio-doorstroom")))
  }
}
