import Crosswalks
import Records
import Testing

@Suite struct DayTests {
  @Test func `a day is read as our tables and as DUO write it`() {
    #expect(Day("2024-08-01") == Day(year: 2024, month: 8, day: 1))
    #expect(Day("1-8-2024") == Day(year: 2024, month: 8, day: 1))
    #expect(Day("31-12-1999")?.description == "1999-12-31")
    #expect(Day("29-2-2024")?.description == "2024-02-29")
  }

  @Test(arguments: [
    "", "2024", "2024-8-1", "1-8-24", "32-1-2024", "29-2-2023", "29-2-1900", "0-1-2024",
    "1-13-2024",
    "2024-00-10", "a-b-cdef", "1-8-2024-", "-1-8-2024", "+1-8-2024", "01/08/2024", "1--2024",
  ])
  func `a text that is no day is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `days are ordered by date`() {
    let days = ["2023-12-31", "2024-01-02", "2024-02-01"].map(day)
    #expect(days.shuffled().sorted() == days)
  }

  @Test func `an exam year lies on the first of October before the exam`() {
    #expect(Day(of: .examenjaar(2024)) == day("2023-10-01"))
    #expect(Day(of: .peildatum(2019)) == day("2019-10-01"))
    #expect(Day(of: .schooljaar(2022)) == day("2022-10-01"))
    #expect(Day(of: .jaar(2022)) == day("2022-01-01"))
    #expect(Day(of: .kwartaal(2022, 4)) == day("2022-10-01"))
    #expect(Day(of: .maand(2022, 12)) == day("2022-12-01"))
    #expect(Day(of: .maand(2022, 13)) == nil)
  }
}
