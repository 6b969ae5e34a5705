import Testing

@testable import Crosswalks

@Suite struct HoofdgroepTests {
  @Test func `six hoofdgroepen are technical, two by choice, others not in the table`() {
    #expect(Hoofdgroep(named: "Bouw en infra") == .technisch)
    #expect(Hoofdgroep(named: "AFBOUW, HOUT EN ONDERHOUD") == .technisch)
    #expect(Hoofdgroep(named: "Media en vormgeving") == .naarKeuze)
    #expect(Hoofdgroep(named: "Transport, scheepvaart en logistiek") == .naarKeuze)
    for name in ["", "Zorg en welzijn", "Bouw & infra", "Techniek"] {
      #expect(Hoofdgroep(named: name) == nil)
    }
  }

  @Test func `a word that says neither yes nor by choice is refused`() {
    #expect(
      throws: CrosswalkError.badCell(
        table: "hoofdgroepen", row: 2, column: "technisch", value: "misschien")
    ) { try Hoofdgroep.read("hoofdgroep;technisch;bron\nX;misschien;y\n") }
  }
}
