import Foundation
import Ingest
import Records
import TestSupport
import Testing

@Suite struct DuoPoTests {
  private static let school =
    "BRIN_NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM_VESTIGING;POSTCODE_VESTIGING;PLAATSNAAM;"
    + "GEMEENTENUMMER;GEMEENTENAAM;PROVINCIE;SOORT_PO;DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;"
  private static let schoolRow =
    "00AO;00;VSO ZMOK De Bolster;7383BH;VOORST GEM VOORST;285;Voorst;Gelderland;Vso;"
    + "Protestants-Christelijk;20137;"

  private static func values(_ file: WholeFile) -> [Observation.Value] {
    file.rows.flatMap(\.observations).map(\.value)
  }

  @Test func `school advice under its new and its older names`() throws {
    let new = "VSO;PRO;VMBO_B;VMBO_B_K;VMBO_K;VMBO_K_GT;VMBO_GT;VMBO_GT_HAVO;HAVO;HAVO_VWO;VWO;"
    let old = new.replacing("VMBO_B;", with: "VMBO_BL;").replacing("VMBO_B_K", with: "VMBO_BL_KL")
      .replacing("VMBO_K;", with: "VMBO_KL;").replacing("VMBO_K_GT", with: "VMBO_KL_GT")
    let row = "20181001;20190725;" + Self.schoolRow + "<5;11;5;<5;0;0;1;2;3;4;5;0"
    for (names, last) in [
      ("PRIKDATUM;", "ADVIES_NIET_MOGELIJK"),
      ("PRIKDATUM_ADVIEZEN;", "ADVIES_NIET_MOGELIJK;TOTAAL_ADVIES"),
      ("PEILDATUM_ADVIEZEN;", "ADVIES_NIET_MOGELIJK"),
    ] {
      let hasTotal = last.hasSuffix("TOTAAL_ADVIES")
      let file = try WholeFile(
        "04-schooladviezen-2018-2019.csv",
        table(
          "PEILDATUM_LEERLINGEN;" + names + Self.school + (hasTotal ? old : new) + last,
          row + (hasTotal ? ";40" : "")))
      #expect(file.header.layout == "duo-schooladviezen")
      #expect(file.header.provisional == .peildatum(2018))
      let read = file.rows[0].observations
      #expect(read.count == (hasTotal ? 13 : 12))
      #expect(read[0].value == .count(.suppressed(1...4)))
      #expect(read[1].value == .count(.exact(11)))
      #expect(
        read.prefix(12).map { $0.dimensions.last?.value } == [
          "VSO", "PRO", "VMBO_B", "VMBO_B_K", "VMBO_K", "VMBO_K_GT", "VMBO_GT", "VMBO_GT_HAVO",
          "HAVO", "HAVO_VWO", "VWO", "ADVIES_NIET_MOGELIJK",
        ])
      #expect(read[0].dimensions.first == Observation.Dimension("soort po", "Vso"))
      #expect(read.allSatisfy { $0.place == Place(.vestiging, "00AO00") })
    }
  }

  @Test func `mean distance is kept in kilometres`() throws {
    let file = try WholeFile(
      "gemiddelde-afstand-2019-2020.csv",
      table(
        "PEILDATUM;" + Self.school + "GEMIDDELDE_AFSTAND;AANTAL_LEERLINGEN",
        "20191001;" + Self.schoolRow + "9562,58992805755;139"))
    #expect(file.header.layout == "duo-afstand")
    let read = file.rows[0].observations
    #expect(read.map(\.unit) == [.kilometer, .aantal])
    #expect(read.map(\.value) == [.number(9.56258992805755), .count(.exact(139))])
    #expect(read[0].period == .peildatum(2019))
  }

  @Test func `a day that is not 1 October is no peildatum`() {
    #expect(throws: IngestError.self) {
      try WholeFile(
        "gemiddelde-afstand-2019-2020.csv",
        table(
          "PEILDATUM;" + Self.school + "GEMIDDELDE_AFSTAND;AANTAL_LEERLINGEN",
          "20190801;" + Self.schoolRow + "9562,5;139"))
    }
  }

  @Test func `the long forms withhold by -1`() throws {
    let start = "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,PEILJAAR,"
    for (header, row, layout, split) in [
      ("ADVIES,AANTAL_LEERLINGEN", "3,-1", "duo-adviezen-lang", "3"),
      (
        "POSTCODE4_DEELNEMER,AANTAL_LEERLINGEN", "3811,-1", "duo-leerlingen-po-postcode-lang",
        "3811"
      ),
      ("LEEFTIJD,AANTAL_LEERLINGEN", "9,-1", "duo-leerlingen-po-leeftijd-lang", "9"),
      ("GESLACHT,AANTAL_LEERLINGEN", "V,-1", "duo-leerlingen-po-geslacht-lang", "V"),
    ] {
      let file = try WholeFile(
        "x.csv",
        table(start + header, "00AO,0,Bo,2023,\(row)", "00AO,1,Bo,2024,\(row.dropLast(2))4"))
      #expect(file.header.layout == layout)
      #expect(file.header.provisional == .peildatum(2024))
      #expect(Self.values(file) == [.count(.suppressed(1...4)), .count(.exact(4))])
      let read = file.rows[0].observations[0]
      #expect(read.place.code == "00AO00")
      #expect(read.dimensions.map(\.value) == ["Bo", split])
    }
    let scores = try WholeFile(
      "brin6_eindscores.csv",
      table(
        start + "LEERJAAR,DOORSTROOMTOETS_PO,GEMIDDELDE_UITSLAG,AANTAL_LEERLINGEN,"
          + "AANTAL_ONTHEFFINGEN", "00AO,0,Bo,2023,8,IEP,81.5,-1,0", "00AP,0,Bo,2023,8,IEP,,0,0"))
    #expect(
      Self.values(scores) == [
        .number(81.5), .count(.suppressed(1...4)), .count(.exact(0)), .count(.exact(0)),
        .count(.exact(0)),
      ])
  }
}

/// Numbers from Reference/count_layouts.py.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent"))
struct DuoPoFileTests {
  /// The sum of the exact counts, and how many there are.
  private func sum(_ observations: some Sequence<Observation>) -> Int {
    observations.reduce(0) { sum, observation in
      guard case .count(.exact(let number)) = observation.value else { return .min }
      return sum + number
    }
  }

  @Test func `end scores of 2018-2019`() throws {
    let file = try WholeFile(
      path: SharedData.folder + "/gemiddelde-eindscores-bo-sbo-2018-2019.csv")
    #expect(file.header.layout == "duo-eindscores")
    #expect(file.header.rows == 6579)
    #expect(file.findings == [])
    let read = file.rows.flatMap(\.observations)
    #expect(read.allSatisfy { $0.period == .schooljaar(2018) })
    #expect(sum(read.filter { $0.measure == "leerlingen" }) == 179_742)
    #expect(sum(read.filter { $0.measure == "ontheffingen eindtoets" }) == 4304)
    for (test, taken, schools, total) in [
      ("CET", 85_594, 2970, 1_591_346.84548), ("IEP", 51_808, 2009, 164_768.18453),
      ("ROUTE8", 25_932, 1016, 202_058.900068), ("DIA", 5512, 218, 78_163.080085),
      ("AMN", 2683, 116, 46_715.590222),
    ] {
      let own = read.filter { $0.dimensions.last == Observation.Dimension("toets", test) }
      #expect(sum(own.filter { $0.measure == "eindtoetsen" }) == taken)
      let scores = own.filter { $0.measure == "eindscore" }
      #expect(scores.count == schools)
      #expect(scores.allSatisfy { $0.unit == .score })
      expectClose(
        scores.reduce(0) { $0 + ($1.value.bounds?.lowerBound ?? .nan) }, total, absolute: 1e-5)
    }
  }

  @Test(arguments: [
    ("Almere", 1497, 21_283, 153, 26), ("Amersfoort", 1196, 17_079, 173, 14),
    ("Baarn", 62, 2065, 25, 0), ("Barneveld", 422, 7031, 127, 2), ("Bunschoten", 32, 2089, 9, 1),
    ("Dronten", 138, 3771, 50, 6), ("Eemnes", 38, 763, 23, 1), ("Lelystad", 611, 8555, 145, 8),
    ("Leusden", 117, 2603, 39, 0), ("Nijkerk", 151, 4192, 42, 0), ("Scherpenzeel", 26, 1145, 12, 0),
    ("Soest", 248, 3919, 100, 4), ("Utrechtse Heuvelrug", 336, 4341, 149, 0),
    ("Woudenberg", 31, 1287, 17, 3), ("Zeewolde", 88, 2110, 31, 4),
  ])
  func `primary pupils by postcode`(
    gemeente: String, rows: Int, pupils: Int, postcodes: Int, abroad: Int
  ) throws {
    let file = try WholeFile(path: SharedData.folder + "/po-postcode-2017/\(gemeente).csv")
    #expect(file.header.layout == "duo-leerlingen-po-postcode")
    #expect(file.header.rows == rows)
    #expect(file.findings == [])
    let read = file.rows.flatMap(\.observations)
    #expect(read.count == 24 * rows)
    #expect(read.allSatisfy { $0.period == .peildatum(2017) && $0.measure == "leerlingen" })
    let totals = read.filter { $0.dimensions.last?.value == "totaal" }
    #expect(sum(totals) == pupils)
    #expect(sum(read) == 2 * pupils)
    let ofPostcode = Dictionary(grouping: totals) { $0.dimensions[0].value }
    #expect(ofPostcode.count == postcodes)
    #expect(totals[0].dimensions[0].name == "postcode leerling")
    #expect(sum(totals.filter { $0.dimensions[0].value.utf8.count < 4 }) == abroad)
  }

  @Test func `the excerpt of school advice 2024-2025`() throws {
    let file = try WholeFile(
      path: SharedData.folder + "/04-leerlingen-bo-sbo-schooladviezen-2024-2025.EXCERPT.csv")
    #expect(file.header.layout == "duo-schooladviezen")
    #expect(file.header.provisional == .peildatum(2024))
    let read = file.rows.flatMap(\.observations)
    #expect(read.count == 24)
    #expect(read.count { $0.value == .count(.suppressed(1...4)) } == 6)
    #expect(read[0].place == Place(.vestiging, "00UI00"))
    #expect(file.rows[1].fields[4] == "BS \"De Maasparel\"")
  }
}
