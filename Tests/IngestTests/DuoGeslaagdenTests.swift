import Foundation
import Ingest
import Records
import TestSupport
import Testing

@Suite struct DuoGeslaagdenTests {
  private static func read(_ rows: String...) throws -> WholeFile {
    try WholeFile(
      DuoFiles.geslaagdenName,
      ([DuoFiles.geslaagdenHeader] + rows).joined(separator: "\r\n"))
  }

  @Test func `a vmbo row gives three facts and three marks`() throws {
    let file = try Self.read(DuoFiles.geslaagden("30;28;2;6,6;7,4;7,0"))
    #expect(file.header.layout == "duo-geslaagden")
    #expect(file.header.provisional == .examenjaar(2019))
    #expect(file.facts.map(\.measure) == [.examenkandidaten, .geslaagden, .gezakten])
    #expect(file.facts.map(\.count) == [.exact(30), .exact(28), .exact(2)])
    for fact in file.facts {
      #expect(fact.vestiging == vestiging("00ML09"))
      #expect(fact.period == .examenjaar(2019))
      #expect(fact.leerweg == .bb && fact.profiel == .bwi && fact.sector == .techniek)
      #expect(fact.geslacht == .totaal && !fact.lwt && fact.leerjaar == nil)
    }
    let marks = file.rows[0].observations
    #expect(
      marks.map(\.measure) == [
        "cijfer schoolexamen", "cijfer centraal examen", "cijfer cijferlijst",
      ])
    #expect(marks.map(\.value) == [.number(6.6), .number(7.4), .number(7)])
    #expect(marks.allSatisfy { $0.unit == .cijfer && $0.place == Place(.vestiging, "00ML09") })
    #expect(marks[0].dimensions.map(\.value) == ["VMBO", "BL", "Techniek", "BWI"])
    #expect(marks[1].source.column == "GEMIDDELD CIJFER CENTRAAL EXAMEN")
  }

  @Test func `the header of 2024-2025 with withheld counts is the same layout`() throws {
    let header = DuoFiles.geslaagdenHeader
      .replacing("BRIN NUMMER", with: "INSTELLINGSCODE")
      .replacing("VESTIGINGSNUMMER", with: "VESTIGINGSCODE")
    let quoted = header.split(separator: ";").map { "\"\($0)\"" }.joined(separator: ";")
    let row =
      "\"00ML\";\"00ML09\";\"Meerscholen - Het Element\";\"AMERSFOORT\";\"Utrecht\";\"VMBO\";"
      + "\"BL\";\"Techniek\";\"MTR\";\"<5\";\"<5\";\"0\";\"6,4\";\"6,2\";\"6,7\""
    let file = try WholeFile(
      "geslaagden,-gezakten-en-cijfers-2024-2025.csv", quoted + "\r\n" + row + "\r\n")
    #expect(file.facts.map(\.count) == [.suppressed(1...4), .suppressed(1...4), .exact(0)])
    #expect(file.facts[0].profiel == .mt)
    #expect(file.facts[0].period == .examenjaar(2025))
    #expect(file.findings == [])
  }

  @Test(arguments: [
    ("BWI", Profiel.bwi), ("PIE", .pie), ("MTR", .mt), ("MVI", .mvi), ("MTE", .mat), ("EO", .eo),
    ("HBR", .hbr), ("ZWE", .zw), ("DP", .dp), ("G", .groen),
    ("BP", Profiel("BP")), ("Technologie Orientatie", Profiel("Technologie Orientatie")),
    ("Bouwbreed -ISP", Profiel("Bouwbreed -ISP")),
  ])
  func `a code is its profile; what does not map stays under its own name`(
    code: String, profiel: Profiel
  ) throws {
    let file = try Self.read(DuoFiles.geslaagden(type: "VMBO;KL;Techniek;\(code)"))
    #expect(file.facts[0].profiel == profiel)
  }

  @Test func `TL has no profile, havo has marks and no facts, another type is reported`() throws {
    let file = try Self.read(
      DuoFiles.geslaagden(type: "VMBO;TL;Techniek;"), DuoFiles.geslaagden(type: "VMBO;TL;;"),
      DuoFiles.geslaagden(type: "HAVO;;;Cultuur en Maatschappij"),
      DuoFiles.geslaagden(type: "LYCEUM;;;x"))
    #expect(file.rows.map(\.facts.count) == [3, 3, 0, 0])
    #expect(file.rows.map(\.observations.count) == [3, 3, 3, 3])
    #expect(file.rows[0].facts[0].leerweg == .tl && file.rows[0].facts[0].profiel == nil)
    #expect(file.rows[0].facts[0].sector == .techniek && file.rows[1].facts[0].sector == nil)
    #expect(
      file.rows[2].observations[0].dimensions.map(\.name) == ["onderwijstype", "afdeling"])
    #expect(file.findings.map(\.rule) == ["onderwijstype-onbekend"])
    #expect(file.findings[0].row == 5)
  }

  @Test func `passed and failed that are not the candidates are grave`() throws {
    let file = try Self.read(
      DuoFiles.geslaagden("30;28;3;6,6;7,4;7,0"),
      DuoFiles.geslaagden(type: "VMBO;KL;Techniek;BWI", "9;<5;<5;6,6;7,4;7,0"),
      DuoFiles.geslaagden(type: "VMBO;GL;Techniek;BWI", "8;<5;<5;6,6;7,4;7,0"))
    #expect(file.findings.map(\.rule) == ["totaal-klopt-niet", "totaal-klopt-niet"])
    #expect(file.findings.map(\.row) == [2, 3])
  }

  @Test func `a copy whose decimal commas a spreadsheet split is refused`() throws {
    let damaged = table(
      DuoFiles.geslaagdenHeader.replacing(";", with: ","),
      DuoFiles.geslaagden().replacing(";", with: ","))
    #expect(
      throws: IngestError.wrongFieldCount(
        file: DuoFiles.geslaagdenName, row: 2, found: 18, expected: 15)
    ) { try WholeFile(DuoFiles.geslaagdenName, damaged) }

    let padded = table(
      DuoFiles.geslaagdenHeader + ";;;",
      DuoFiles.geslaagden("4;4;0;6;6;7;4;7;0"))
    let error = try #require(throws: IngestError.self) {
      try WholeFile(DuoFiles.geslaagdenName, padded)
    }
    #expect(
      error
        == .unknownHeader(
          file: DuoFiles.geslaagdenName, nearest: "duo-geslaagden", missing: [],
          unexpected: ["", "", ""]))
    #expect(error.message.nl.contains("een spreadsheet een decimale komma splitst"))
  }

  @Test(arguments: [
    ("VMBO;XL;Techniek;BWI", "4;4;0;6,6;7,4;7,0", "LEERWEG VMBO"),
    ("VMBO;BL;Toerisme;BWI", "4;4;0;6,6;7,4;7,0", "VMBO SECTOR"),
    ("VMBO;BL;Techniek;BWI", "4;vier;0;6,6;7,4;7,0", "GESLAAGDEN"),
    ("VMBO;BL;Techniek;BWI", "4;4;0;goed;7,4;7,0", "GEMIDDELD CIJFER SCHOOLEXAMEN"),
    ("VMBO;BL;Techniek;BWI", "4;-1;0;6,6;7,4;7,0", "GESLAAGDEN"),
  ])
  func `a cell that its column cannot hold is refused`(
    type: String, cells: String, column: String
  ) throws {
    let error = try #require(throws: IngestError.self) {
      try Self.read(DuoFiles.geslaagden(type: type, cells))
    }
    guard case .badValue(_, 2, column, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `the year is in the file's name`() {
    #expect(throws: IngestError.noYear(file: "cijfers.csv")) {
      try WholeFile("cijfers.csv", table(DuoFiles.geslaagdenHeader, DuoFiles.geslaagden()))
    }
  }
}

/// The national files of exam year 2019 against Reference/count_layouts.py, and against each other.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent"))
struct DuoGeslaagdenFileTests {
  private struct Key: Hashable {
    let leerweg: Leerweg
    let sector: Sector
  }

  @Test func `the file of 2018-2019, and its reconciliation with the exam file`() throws {
    let file = try WholeFile(path: SharedData.folder + "/" + DuoFiles.geslaagdenName)
    #expect(file.header.rows == 11_694)
    #expect(file.findings == [])
    #expect(file.facts.count == 3 * 5903)
    func sum(_ facts: some Sequence<Fact>) -> Int {
      facts.reduce(0) { $0 + ($1.count.exactValue ?? .min) }
    }
    let of = Dictionary(grouping: file.facts, by: \.measure).mapValues { sum($0) }
    #expect(of == [.examenkandidaten: 103_255, .geslaagden: 97_610, .gezakten: 5645])
    let marks = Dictionary(grouping: file.rows.flatMap(\.observations), by: \.measure)
    for (measure, total) in [
      ("cijfer schoolexamen", 75_810.6), ("cijfer centraal examen", 75_347.4),
      ("cijfer cijferlijst", 77_328.9),
    ] {
      let values = (marks[measure] ?? []).compactMap { $0.value.bounds?.lowerBound }
      #expect(values.count == 11_694)
      expectClose(values.reduce(0, +), total, absolute: 1e-6)
    }
    let candidates = file.facts.filter { $0.measure == .examenkandidaten }
    let ofProfiel = Dictionary(grouping: candidates) { $0.profiel }.mapValues { sum($0) }
    #expect(ofProfiel.count == 37)
    for (profiel, number) in [
      (Profiel?.none, 49_242), (.bwi, 2916), (.pie, 4988), (.mt, 1574), (.mvi, 1435), (.mat, 273),
      (.dp, 12_827), (.zw, 12_354), (.eo, 7035), (.hbr, 2469), (.groen, 7853),
      (Profiel("Technologie Orientatie"), 33), (Profiel("Metaaltechniek"), 9),
    ] {
      #expect(ofProfiel[profiel] == number)
    }
    let here = Dictionary(grouping: candidates) {
      Key(leerweg: $0.leerweg ?? .tl, sector: $0.sector ?? .onverdeeld)
    }.mapValues { sum($0) }
    try reconcile(here, with: exams())
  }

  /// Candidates of exam year 2019 in the exam file, by leerweg and sector, LWT apart.
  private func exams() throws -> (all: [Key: Int], lwt: [Key: Int]) {
    var (all, lwt): ([Key: Int], [Key: Int]) = ([:], [:])
    _ = try SourceReader(path: SharedData.examens2019).read { row in
      for fact in row.facts
      where fact.period == .examenjaar(2019) && fact.geslacht == .totaal
        && fact.measure == .examenkandidaten
      {
        let key = Key(leerweg: fact.leerweg ?? .tl, sector: fact.sector ?? .onverdeeld)
        all[key, default: 0] += fact.count.exactValue ?? .min
        if fact.lwt { lwt[key, default: 0] += fact.count.exactValue ?? .min }
      }
    }
    return (all, lwt)
  }

  /// BL of one file is B and LWT of the other; D&P is `intersectoraal` in one and economie in the
  /// other (series break 1 of ../shared/data/README.md D).
  private func reconcile(_ here: [Key: Int], with exams: (all: [Key: Int], lwt: [Key: Int])) {
    for (key, number) in here where key.sector != .economie && key.sector != .intersectoraal {
      #expect(exams.all[key] == number, "\(key)")
    }
    func pair(_ leerweg: Leerweg, _ sector: Sector) -> (Int?, Int?) {
      (
        here[Key(leerweg: leerweg, sector: sector)],
        exams.all[Key(leerweg: leerweg, sector: sector)]
      )
    }
    #expect(pair(.bb, .techniek) == (4255, 4255))
    #expect(exams.lwt[Key(leerweg: .bb, sector: .techniek)] == 176)
    #expect(pair(.kb, .techniek) == (6039, 6039))
    #expect(pair(.gl, .techniek) == (935, 935))
    for (leerweg, economie, intersectoraal, elsewhere, rest) in [
      (Leerweg.bb, 3066, 3510, 6352 + 211, 13), (.kb, 5778, 6367, 12_087, 58),
      (.gl, 708, 3033, 3729, 12),
    ] {
      #expect(pair(leerweg, .economie) == (economie, elsewhere))
      #expect(pair(leerweg, .intersectoraal) == (intersectoraal, rest))
      #expect(economie + intersectoraal == elsewhere + rest)
    }
  }
}
