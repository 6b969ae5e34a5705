import Foundation
import Pipeline
import Records
import TestSupport
import Testing

@Suite struct InputFilesTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test func `of a folder the CSV files are taken, and other tables are named`() throws {
    for name in ["b.csv", "a.CSV", "c.xlsx", "d.zip", "e.md", ".f.csv", "g.kolommen.yaml"] {
      try scratch.write("x", to: "map/\(name)")
    }
    let input = try InputFiles([scratch.path("map/")])
    #expect(input.paths == ["a.CSV", "b.csv"].map { scratch.path("map/" + $0) })
    #expect(input.passedOver == ["c.xlsx", "d.zip"].map { scratch.path("map/" + $0) })
    #expect(input.passedOverText?.nl.contains("c.xlsx, d.zip") == true)
  }

  @Test func `a file that is named twice is there once`() throws {
    let path = try scratch.write("x", to: "map/a.csv")
    let input = try InputFiles([path, scratch.path("map"), scratch.path("map/../map/a.csv")])
    #expect(input.paths == [path])
    #expect(input.passedOverText == nil)
  }

  @Test func `a folder without CSV says what it has instead`() throws {
    try scratch.write("x", to: "map/blad.xlsx")
    let error = #expect(throws: PipelineError.self) { try InputFiles([scratch.path("map")]) }
    #expect(error == .noFiles(paths: [scratch.path("map")], others: ["blad.xlsx"]))
    #expect(error?.message.nl.contains("wel blad.xlsx. Bewaar werkbladen") == true)
  }

  @Test func `a path without a file stays, for whoever opens it to refuse`() throws {
    #expect(try InputFiles(["/no/such.csv"]).paths == ["/no/such.csv"])
  }
}
