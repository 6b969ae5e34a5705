import Ingest
import Records
import Reports
import TestSupport
import Testing

@testable import Pipeline

/// The program's own samples, seen by the program's own checks.
@Suite struct SampleChecksTests {
  /// What the checks say of a sample for a reason that is no mistake of it.
  private static let reasons: [String: Set<String>] = [
    // A sample has some twenty schools, and national files more than a thousand. Its years are drawn
    // apart from each other, so that sexes and schools come and go, and one school is called
    // Zilvergaarde™ so that byte 0x99 is in the file.
    "duo-leerlingen": ["bestand-onvolledig", "verminkte-tekens"],
    "duo-examenkandidaten": [
      "bestand-onvolledig", "verminkte-tekens", "jaren-in-andere-volgorde",
    ],
    "duo-geslaagden": ["bestand-onvolledig"],
    "duo-tabel-leerlingen": ["geslacht-verwisseld"],
    "duo-tabel-examens": ["geslacht-verwisseld", "vestigingen-massaal-verdwenen"],
  ]

  @Test(arguments: recognisedLayouts.map(\.id))
  func `a sample is clean, or there is a reason`(id: String) throws {
    let scratch = try ScratchFolder()
    let path = try LayoutGuide.writeSample(
      of: id, seed: 1, rows: 200, years: 2023...2024, to: scratch.path("v"))
    let report = try QualityCheck.report(on: [path], title: Phrase("voorbeeld"))
    let doubts = Set(report.findings.filter { $0.level != .opmerking }.map(\.rule))
    #expect(doubts.subtracting(Self.reasons[id] ?? []) == [], "\(id)")
  }
}
