import Testing

@testable import Ingest

@Suite struct FileNameTests {
  @Test(arguments: [
    ("01.-leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv", 2019),
    ("leerlingen-2018-kopie-2019.csv", 2019),
    ("leerlingen-2014-2015.csv", 2014),
    ("leerlingen_2021_(2).csv", 2021),
  ])
  func `the year of 1 October is the last in the name`(name: String, year: Int) {
    #expect(FileName.peildatum(name) == year)
  }

  @Test(arguments: ["leerlingen.csv", "leerlingen-20191001.csv", "leerlingen-1234.csv", ""])
  func `a name without a year has none`(name: String) {
    #expect(FileName.peildatum(name) == nil)
  }
}
