import Foundation
import Ingest
import Records
import Store
import TestSupport
import Testing

@testable import Pipeline

/// Loose files in one store: which counts, since when, and how one is taken out.
@Suite struct IntakeTests {
  let scratch: ScratchFolder
  var storePath: String { scratch.path("s.sqlite") }

  init() throws { scratch = try ScratchFolder() }

  private static let header = "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"

  private func file(_ name: String, _ count: Int) throws -> String {
    try scratch.write(Self.header + "noord;00AA00;A;BWI;2023;\(count);a\n", to: name)
  }

  private func sum() throws -> String {
    try Query(storePath: storePath)
      .markdown("SELECT sum(aantal) AS som FROM leerlingen").split(separator: "\n").last
      .map(String.init) ?? ""
  }

  @Test func `two of DUO's files that share years count each year once, and the view says so`()
    throws
  {
    func sample(_ year: Int) throws -> String {
      try LayoutGuide.writeSample(
        of: "duo-examenkandidaten", seed: 1, rows: 40, years: (year - 4)...year,
        to: scratch.path("uit"))
    }
    let results = try Ingestion(storePath: storePath).add([try sample(2023), try sample(2024)])
    let doubts = results.flatMap(\.findings).filter { $0.rule == "periode-in-twee-bestanden" }
    #expect(doubts.count == 1 && doubts[0].level < .ernstig)
    let found = try Query(storePath: storePath).markdown(
      "SELECT count(*) AS n FROM bevindingen WHERE regel = 'periode-in-twee-bestanden'")
    #expect(found.contains("| 1 |"), "\(found)")
    let years = try Query(storePath: storePath).markdown(
      """
      SELECT count(*) AS n FROM (SELECT DISTINCT jaar, vestiging, bestand FROM examenkandidaten)
      GROUP BY jaar, vestiging HAVING count(*) > 1
      """)
    #expect(years.split(separator: "\n").count == 2, "\(years)")
    #expect(try Query(storePath: storePath).integrityFaults() == [])
  }

  @Test func `a copy is said in the view, until the name holds something else`() throws {
    let ingestion = Ingestion(storePath: storePath)
    _ = try ingestion.add([try file("a.csv", 3)])
    _ = try ingestion.add([try file("b.csv", 3)])
    let count = "SELECT bestand, niveau FROM bevindingen WHERE regel = 'zelfde-bestand'"
    #expect(try Query(storePath: storePath).markdown(count).contains("| b.csv   | ernstig |"))
    _ = try ingestion.add([try file("b.csv", 4)])
    #expect(try Query(storePath: storePath).markdown(count).split(separator: "\n").count == 2)
  }

  @Test func `a file that is taken out no longer counts, and is known as it was before`() throws {
    let first = Ingestion(storePath: storePath, date: "2024-01-01")
    _ = try first.add([try file("a.csv", 3), try file("b.csv", 4)])
    #expect(try sum() == "|   4 |")
    #expect(
      throws: PipelineError.noLooseFile(name: "c.csv", known: ["a.csv", "b.csv"])
    ) { try first.withdraw(["b.csv", "c.csv"]) }
    #expect(try sum() == "|   4 |")
    let lines = try Ingestion(storePath: storePath, date: "2024-03-01").withdraw(["b.csv"])
    #expect(lines.map(\.nl).first?.contains("telt niet meer mee vanaf 2024-03-01") == true)
    #expect(try sum() == "|   3 |")
    let store = try Store(path: storePath)
    let day = try #require(Store.Day("2024-02-29"))
    #expect(try store.facts(asOf: day, counting: .once).map(\.count) == [.exact(4)])
    #expect(try store.integrityCheck() == [])
  }

  @Test func `a day that is told of a file that counts already is answered`() throws {
    let path = try file("a.csv", 3)
    let undated = Ingestion(storePath: storePath)
    #expect(try undated.add([path])[0].remark == nil)
    let again = try Ingestion(storePath: storePath, date: "2024-05-01").add([path])[0]
    #expect(again.outcome == .unchanged)
    #expect(again.remark?.nl.contains("vanaf het begin") == true)
    #expect(again.summary.nl.contains("dus ook op 2024-05-01"))
    let other = Ingestion(storePath: scratch.path("t.sqlite"), date: "2024-05-01")
    _ = try other.add([path])
    #expect(try other.add([path])[0].remark == nil)
    let later = Ingestion(storePath: scratch.path("t.sqlite"), date: "2024-06-01")
    #expect(
      try later.add([path])[0].remark?.nl == "geldt al vanaf 2024-05-01, dus ook op 2024-06-01")
    let earlier = Ingestion(storePath: scratch.path("t.sqlite"), date: "2024-04-01")
    #expect(try earlier.add([path])[0].remark?.nl.contains("al bekend op 2024-04-01") == true)
  }

  @Test func `what an older program read is read again when it is at hand, and said when not`()
    throws
  {
    let paths = [try file("a.csv", 3), try file("b.csv", 4)]
    var old = Intake(storePath: storePath)
    old.reading = ReadingVersion.current - 1
    _ = try old.add(try paths.map { path throws(PipelineError) in try Intake.Source(path: path) })
    let ingestion = Ingestion(storePath: storePath)
    #expect(try ingestion.outdated()?.nl.hasSuffix("a.csv, b.csv") == true)
    let results = try ingestion.add([paths[0]])
    #expect(results.map(\.outcome) == [.readAgain])
    #expect(results[0].summary.nl.contains("opnieuw gelezen"))
    #expect(try ingestion.outdated()?.nl.hasSuffix(": b.csv") == true)
    _ = try ingestion.add([paths[1]])
    #expect(try ingestion.outdated() == nil)
    #expect(try sum() == "|   4 |")
    #expect(try Query(storePath: storePath).integrityFaults() == [])
  }
}
