import Testing

@testable import Ingest

@Suite struct BindingTests {
  private let own = ["regio", "groep", "jaar", "percentage", "noemer", "bron"]

  @Test func `case, blanks, underscores, dashes and a byte order mark do not matter`() {
    for header in ["BRIN NUMMER", "BRIN_NUMMER", "brinnummer ", "\u{FEFF}Brin\u{A0}Nummer"] {
      #expect(HeaderMatch.normalised(header) == "BRINNUMMER")
    }
    #expect(HeaderMatch.normalised("LEERJAAR 3 – MAN") == "LEERJAAR3-MAN")
  }

  @Test func `columns are found in any order and handed out in the layout's`() {
    let match = HeaderMatch(own.reversed(), .regioDoorstroom)
    #expect(match.fits)
    #expect(match.slots.map(\.name) == own)
    #expect(match.slots.map(\.index) == [5, 4, 3, 2, 1, 0])
  }

  @Test func `a header that is missing, misspelt or twice is told`() {
    let misspelt = HeaderMatch(
      ["regio", "groep", "jaar", "procentage", "noemer", "bron"], .regioDoorstroom)
    #expect(!misspelt.fits)
    #expect(misspelt.missing == ["percentage"])
    #expect(misspelt.unexpected == ["procentage"])
    #expect(HeaderMatch(own + ["Regio"], .regioDoorstroom).duplicate == "Regio")
  }

  @Test func `years come from the headers, and a year must be whole`() {
    var headers = Duo.examensHeader.split(separator: ";").map(String.init)
    let match = HeaderMatch(headers, .duoExamenkandidaten)
    #expect(match.fits)
    #expect(Binding(slots: match.slots).years == [2024])
    #expect(match.slots.last?.name == "slaagpercentage totaal 2024")

    headers.removeAll { $0 == "GESLAAGDEN SCHOOLJAAR 2023-2024 - VROUW" }
    let lacking = HeaderMatch(headers, .duoExamenkandidaten)
    #expect(lacking.missing == ["GESLAAGDEN SCHOOLJAAR 2023-2024 - VROUW"])
  }

  @Test func `two years that do not follow each other are no school year`() {
    let headers = Duo.examensHeader.split(separator: ";").map { header in
      header == "EXAMENKANDIDATEN SCHOOLJAAR 2023-2024 - MAN"
        ? "EXAMENKANDIDATEN SCHOOLJAAR 2023-2025 - MAN" : String(header)
    }
    let match = HeaderMatch(headers, .duoExamenkandidaten)
    #expect(match.unexpected == ["EXAMENKANDIDATEN SCHOOLJAAR 2023-2025 - MAN"])
    #expect(match.missing == ["EXAMENKANDIDATEN SCHOOLJAAR 2023-2024 - MAN"])
  }
}
