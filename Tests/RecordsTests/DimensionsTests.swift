import Records
import Testing

@Suite struct DimensionsTests {
  @Test func `periods sort by year first`() {
    let periods: [Period] = [.jaar(2020), .peildatum(2019), .examenjaar(2020), .examenjaar(2019)]
    #expect(
      periods.sorted() == [.examenjaar(2019), .peildatum(2019), .examenjaar(2020), .jaar(2020)])
  }

  @Test(arguments: [Period.peildatum(2019), .examenjaar(2024), .jaar(2023)])
  func `a period survives being stored as kind and year`(period: Period) {
    #expect(Period(kind: period.kind, year: period.year) == period)
  }

  @Test func `an unknown kind of period is none`() {
    #expect(Period(kind: "schooljaar", year: 2019) == nil)
  }
}
