import Records
import Testing

@Suite struct ProfielTests {
  @Test func `profiles sort in printing order, unknown names behind them by name`() {
    let mixed = ["Vakmanschapsroute Techniek", "Groen", "PIE", "Beroepsroute Techniek", "BWI"]
    #expect(
      mixed.map { Profiel($0) }.sorted().map(\.name)
        == ["BWI", "PIE", "Groen", "Beroepsroute Techniek", "Vakmanschapsroute Techniek"])
  }

  @Test func `five of ten profiles are technical, three of them hard`() {
    #expect(Profiel.all.count == 10)
    #expect(Profiel.all.filter(\.isTechniek) == [.bwi, .pie, .mt, .mvi, .mat])
    #expect(Profiel.hardeTechniek == [.bwi, .pie, .mt])
    #expect(!Profiel("Vakmanschapsroute Techniek").isKnown)
    #expect(!Profiel.dp.isTechniek)
  }
}
