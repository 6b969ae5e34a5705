import Testing

@testable import Crosswalks

@Suite struct HoofdgroepTests {
  @Test func `six hoofdgroepen are technical, two by choice, eight not, and entree is not told`() {
    #expect(Hoofdgroep(named: "Bouw en infra") == .technisch)
    #expect(Hoofdgroep(named: "AFBOUW, HOUT EN ONDERHOUD") == .technisch)
    #expect(Hoofdgroep(named: "Media en vormgeving") == .naarKeuze)
    #expect(Hoofdgroep(named: "Transport, scheepvaart en logistiek") == .naarKeuze)
    #expect(Hoofdgroep(named: "Zorg en welzijn") == .nietTechnisch)
    for name in ["", "Entree", "Bouw & infra", "Techniek"] {
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
