import Ingest
import Testing

@Suite struct ArbeidsmarktKlassenTests {
  @Test(
    arguments: [
      (0.1, ["zeer ruim"]), (0.25, ["zeer ruim", "ruim"]), (0.5, ["ruim"]), (1.0, ["gemiddeld"]),
      (1.5, ["gemiddeld", "krap"]), (2.0, ["krap"]), (4.0, ["krap", "zeer krap"]),
      (9.0, ["zeer krap"]),
    ] as [(Double, [String])])
  func `tension on a boundary may be either class`(value: Double, names: [String]) {
    #expect(ArbeidsmarktKlassen.spanningsindicator.names(of: value...value) == names)
  }

  @Test(arguments: [
    (0.85, "zeer goed"), (0.86, "goed"), (1.0, "goed"), (1.01, "redelijk"), (1.05, "redelijk"),
    (1.1, "matig"), (1.15, "matig"), (1.16, "slecht"),
  ])
  func `an ITA on a boundary is in the class below it`(value: Double, name: String) {
    #expect(ArbeidsmarktKlassen.ita.names(of: value...value) == [name])
  }

  @Test func `a range that straddles boundaries names all classes it can be`() {
    #expect(ArbeidsmarktKlassen.ita.names(of: 0.8...1.02) == ["zeer goed", "goed", "redelijk"])
    #expect(ArbeidsmarktKlassen.spanningsindicator.names(of: 0...100).count == 5)
  }

  @Test func `a printed value has the width of its last place`() {
    // 1.5 printed with one decimal is 1.45 to 1.55; with two, 1.52 is 1.515 to 1.525.
    #expect(
      ArbeidsmarktKlassen.spanningsindicator.names(of: 1.5, decimals: 1) == ["gemiddeld", "krap"])
    #expect(ArbeidsmarktKlassen.spanningsindicator.names(of: 1.52, decimals: 2) == ["krap"])
    #expect(
      ArbeidsmarktKlassen.ita.names(of: 1, decimals: 0) == [
        "zeer goed", "goed", "redelijk", "matig", "slecht",
      ])
  }

  @Test func `each table has its boundaries rising, one fewer than its names, and a source`() {
    for table in ArbeidsmarktKlassen.all {
      #expect(table.boundaries.count == table.names.count - 1)
      #expect(table.boundaries == table.boundaries.sorted())
      #expect(Set(table.names).count == table.names.count)
      #expect(!table.source.isEmpty && !table.edition.isEmpty)
    }
  }
}
