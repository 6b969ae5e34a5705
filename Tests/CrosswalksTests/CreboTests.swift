import Testing

@testable import Crosswalks

@Suite struct CreboTests {
  @Test func `a code is a kwalificatie with its dossier, its domain and whether that is technical`()
    throws
  {
    let metselaar = try #require(Crebo("25103"))
    #expect(metselaar.kind == .kwalificatie && metselaar.name == "Metselaar")
    #expect(metselaar.niveau == 2 && metselaar.dossier == "23052")
    #expect(metselaar.domein == "Bouw en infra" && metselaar.hoofdgroep == .technisch)
    #expect(metselaar.source == "BWBR0036352 bijlage 1")
    let dossier = try #require(Crebo(" 23052"))
    #expect(dossier.kind == .dossier && dossier.niveau == nil && dossier.domein == "Bouw en infra")
    #expect(Crebo("79020")?.kind == .domein)
    #expect(Crebo("79020")?.hoofdgroep == .technisch)
    #expect(Crebo("25193")?.hoofdgroep == .naarKeuze)
    #expect(Crebo("25180")?.hoofdgroep == .nietTechnisch)
  }

  @Test(arguments: ["25604", "90412", "23019", "2510", "251030", "", "Metselaar"])
  func `of a code that is not in the list nothing is said`(code: String) {
    #expect(Crebo(code) == nil)
  }

  @Test func `entree belongs to no field`() throws {
    let assistent = try #require(Crebo("25253"))
    #expect(assistent.name == "Assistent installatie- en constructietechniek")
    #expect(assistent.niveau == 1 && assistent.domein == nil && assistent.hoofdgroep == nil)
  }

  @Test func `the table is whole`() {
    let all = Crebo.all
    #expect(Crebo.Kind.allCases.map { kind in all.count { $0.kind == kind } } == [17, 172, 470])
    #expect(all == all.sorted { $0.code < $1.code })
    for crebo in all where crebo.kind == .kwalificatie {
      #expect(crebo.niveau != nil && crebo.dossier != nil, "\(crebo.code)")
      #expect(crebo.code.hasPrefix("25") && Crebo(crebo.dossier ?? "")?.domein == crebo.domein)
    }
    for crebo in all where crebo.kind == .dossier {
      #expect(
        all.contains { $0.kind == .kwalificatie && $0.dossier == crebo.code }, "\(crebo.code)")
    }
    // Every domain's name is one that the table of hoofdgroepen decides on.
    for crebo in all where crebo.domein != nil { #expect(crebo.hoofdgroep != nil, "\(crebo.code)") }
  }

  /// Bijlage 4 of the same regulation, the four-year programmes of niveau 4, lists code, name and
  /// domain a second time.
  @Test(arguments: [
    ("Bouw en infra", [25104, 25105, 25106, 25107, 25108]),
    ("Afbouw, hout en onderhoud", [25012, 25013, 25019, 25036]),
    ("Techniek en procesindustrie", [25297, 25345, 25301, 25303, 25323, 25324]),
    (
      "Ambacht, laboratorium en gezondheidstechniek",
      [
        25045, 25046, 25049, 25050, 25051, 25052, 25070, 25071, 25055, 25058, 25074, 25065, 25066,
        25077,
      ]
    ),
    ("Media en vormgeving", [25194, 25195, 25201, 25212, 25215]),
    ("Informatie en communicatietechnologie", [25188]),
    ("Mobiliteit en voertuigen", [25237, 25248, 25247, 25249]),
    ("Transport, scheepvaart en logistiek", [25363, 25394, 25379, 25374]),
    ("Handel en ondernemerschap", [25158, 25164]),
    ("Veiligheid en sport", [25411, 25412, 25413, 25414]), ("Horeca en bakkerij", [25184]),
    ("Toerisme en recreatie", [25357]), ("Zorg en welzijn", [25474, 25477, 25478, 25479, 25480]),
    ("Voedsel, natuur en leefomgeving", [25439, 25447, 25458, 25459, 25469]),
  ]) func `the regulation's second list agrees`(domein: String, codes: [Int]) {
    for code in codes {
      #expect(Crebo(String(code))?.domein == domein, "\(code)")
      #expect(Crebo(String(code))?.niveau == 4, "\(code)")
    }
  }

  @Test func `a wrong row is refused`() {
    let header = "crebo;soort;naam;niveau;dossier;domein;bron\n"
    for row in [
      "2510;dossier;x;;;;x", "23052;dossier;x;;;79000;x", "23052;iets;x;;;;x",
      "25103;kwalificatie;x;2;23052;;x", "25103;kwalificatie;x;5;;;x", "79000;domein;;;;;x",
    ] {
      #expect(throws: CrosswalkError.self, "\(row)") { try Crebo.read(header + row + "\n") }
    }
  }
}
