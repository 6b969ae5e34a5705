import Records
import Testing

@testable import Crosswalks

@Suite struct ProfielenTests {
  @Test func `the ten profiles are known by full name, code and short name`() {
    let names = [
      "Bouwen, wonen en interieur", "Produceren, installeren en energie",
      "Mobiliteit en transport", "Media, vormgeving en ICT", "Maritiem en Techniek",
      "Dienstverlening en producten", "Zorg en welzijn", "Economie en ondernemen",
      "Horeca, bakkerij en recreatie", "Groen",
    ]
    let codes = ["BWI", "PIE", "MTR", "MVI", "MTE", "DP", "ZWE", "EO", "HBR", "G"]
    #expect(names.map { Profielen.profiel(afdeling: $0) } == Profiel.all)
    #expect(codes.map { Profielen.profiel(afdeling: $0) } == Profiel.all)
    #expect(Profiel.all.map { Profielen.profiel(afdeling: $0.name) } == Profiel.all)
    #expect(Profielen.profiel(afdeling: "  MEDIA,  VORMGEVING en ict ") == .mvi)
  }

  /// Regeling profielen vmbo (BWBR0038191), artikel X, tabel 1, as far as it could be read.
  @Test(arguments: [
    ("Bouwtechniek", Profiel.bwi), ("Metaaltechniek", .pie), ("Electrotechniek", .pie),
    ("Elektrotechniek", .pie), ("Voertuigentechniek", .mt), ("Installatietechniek", .pie),
    ("Grafimedia", .mvi), ("Transport en logistiek", .mt), ("Kust-, Rijn- en binnenvaart", .mat),
  ])
  func `an older afdeling is the profile that its licence became`(name: String, profiel: Profiel) {
    #expect(Profielen.profiel(afdeling: name) == profiel)
  }

  @Test(arguments: [
    "Technologie Orientatie", "Techniek Breed -ISP", "Instalektro -ISP", "ICT -route", "BP",
    "Vakmanschapsroute Techniek", "Sport, Dienstverlening en Veiligheid", "Verzorging",
  ])
  func `what no table maps stays under its own name`(name: String) {
    #expect(Profielen.profiel(afdeling: name) == nil)
    #expect(Profielen.profielOrOwnName(afdeling: name) == Profiel(name))
    #expect(Profielen.profielOrOwnName(afdeling: name)?.isKnown == false)
  }

  @Test(arguments: ["", " ", "N.v.t.", "n.v.t."])
  func `nothing is no profile`(name: String) {
    #expect(Profielen.profiel(afdeling: name) == nil)
    #expect(Profielen.profielOrOwnName(afdeling: name) == nil)
  }

  @Test func `a name that stands twice and a profile that does not exist are refused`() {
    let header = "afdeling;profiel;bron\n"
    #expect(
      throws: CrosswalkError.badCell(
        table: "afdelingen", row: 3, column: "afdeling", value: "groen")
    ) { try Profielen.read(header + "Groen;Groen;x\ngroen;BWI;x\n") }
    #expect(
      throws: CrosswalkError.badCell(table: "afdelingen", row: 2, column: "profiel", value: "XYZ")
    ) { try Profielen.read(header + "Groen;XYZ;x\n") }
  }

  /// 11,694 rows; the pupils are counted in the exam candidates of vmbo BL, KL and GL.
  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `in the marks file of 2019 twenty old departments stay unmapped`() throws {
    var unmapped: [String: Int] = [:]
    var mapped = 0
    for row in try SharedData.rows(SharedData.cijfers)
    where ["BL", "KL", "GL"].contains(row["LEERWEG VMBO"] ?? "") {
      let afdeling = row["AFDELING"] ?? ""
      let candidates = Int(row["EXAMENKANDIDATEN"] ?? "") ?? 0
      if Profielen.profiel(afdeling: afdeling) == nil {
        unmapped[afdeling, default: 0] += candidates
      } else {
        mapped += candidates
      }
    }
    let names = unmapped.keys.sorted()
    #expect(
      names == [
        "Bouwbreed -ISP", "Consumptief", "Consumptief Breed -ISP", "Dienstverlening & Commercie",
        "Grafische Techniek", "Handel en Administratie -ISP", "Handel en Verkoop", "ICT -route",
        "Instalektro -ISP", "Landbouw Breed -ISP", "Landbouw en Natuurlijke Omgeving",
        "Metalectro -ISP", "Sport, Dienstverlening en Veiligheid", "Techniek & Commercie",
        "Techniek & Dienstverlening", "Techniek Breed -ISP", "Technologie Orientatie",
        "Uiterlijke Verzorging", "Verzorging", "Zorg en Welzijn -ISP",
      ])
    let share = Double(unmapped.values.reduce(0, +)) / Double(mapped)
    #expect(share < 0.03, "\(unmapped.values.reduce(0, +)) of \(mapped)")
  }
}
