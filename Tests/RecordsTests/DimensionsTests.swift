import Records
import Testing

@Suite struct DimensionsTests {
  @Test func `periods sort by year first`() {
    let periods: [Period] = [.jaar(2020), .peildatum(2019), .examenjaar(2020), .examenjaar(2019)]
    #expect(
      periods.sorted() == [.examenjaar(2019), .peildatum(2019), .examenjaar(2020), .jaar(2020)])
  }

  @Test func `months of a year sort by number, whatever other kinds stand between`() {
    let periods: [Period] = [.maand(2020, 10), .maand(2020, 2), .kwartaal(2020, 4), .jaar(2020)]
    #expect(
      periods.sorted() == [.jaar(2020), .kwartaal(2020, 4), .maand(2020, 2), .maand(2020, 10)])
  }

  @Test(arguments: [
    Period.peildatum(2019), .examenjaar(2024), .jaar(2023), .schooljaar(2022), .kwartaal(2023, 4),
    .maand(2023, 12),
  ])
  func `a period survives being stored as kind and year`(period: Period) {
    #expect(Period(kind: period.kind, year: period.year) == period)
  }

  @Test func `an unknown kind of period is none`() {
    for kind in ["eeuw", "kwartaal", "kwartaal 5", "kwartaal 0", "maand 13", "maand 01", "maand x"]
    {
      #expect(Period(kind: kind, year: 2019) == nil, "\(kind)")
    }
  }
}
