import Testing

@testable import Store

@Suite struct DayTests {
  @Test(arguments: ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2023-11-30"])
  func `a day of the calendar is one`(text: String) throws {
    #expect(try #require(Store.Day(text)).text == text)
  }

  @Test(arguments: [
    "", "2024", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-01-00",
    "2024-1-1", "01-01-2024", "2024-01-01 ", "0000-01-01", "2024/01/01", "２０２４-01-01",
  ]) func `anything else is not`(text: String) {
    #expect(Store.Day(text) == nil)
  }
}
