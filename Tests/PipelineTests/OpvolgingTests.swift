import Crosswalks
import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Codes that ended, followed to the location that took their pupils over.
@Suite struct OpvolgingTests {
  let region: Region

  init() throws {
    region = Region(
      id: "noord", name: "Noord", document: "", years: 2025...2029,
      vestigingen: [
        Region.Vestiging(code: try #require(VestigingCode("00BB01")), name: "B"),
        Region.Vestiging(code: try #require(VestigingCode("00CC00")), name: "C"),
      ], gemeenten: [], arbeidsmarktregios: [])
  }

  private func overgang(
    _ from: String, _ to: String, _ day: String = "2022-08-01", complete: Bool = true
  ) -> Overgang {
    Overgang(
      van: from, naar: to, functie: "D", datum: day, soort: "Fusie", volledig: complete,
      source: SourceCell(file: String(repeating: "a", count: 64), row: 2, column: "NR_ADMIN_VAN"))
  }

  private func applied(
    _ moves: [Overgang], counted: [String]?
  ) throws -> (codes: [[String]], findings: [Finding]) {
    let (result, findings) = try Opvolging(moves).applied(
      to: region, counted: counted.map { Set($0.compactMap { VestigingCode($0) }) })
    return (result.vestigingen.map { $0.alsoKnownAs.map(\.text) }, findings)
  }

  @Test func `a code that went over completely counts at its successor, and that is said`() throws {
    let (codes, findings) = try applied([overgang("00AA00", "00BB01")], counted: ["00AA00"])
    #expect(codes == [["00AA00"], []])
    #expect(findings.map(\.rule) == ["opvolging-toegepast"])
    #expect(findings[0].text.nl.contains("2022-08-01"))
  }

  @Test func `a chain is followed to its end`() throws {
    let moves = [overgang("00AA00", "00AB00", "2020-08-01"), overgang("00AB00", "00CC00")]
    #expect(try applied(moves, counted: nil).codes == [[], ["00AA00", "00AB00"]])
  }

  @Test func `a split, a part, and a code without counts are not followed`() throws {
    let split = [overgang("00AA00", "00BB01"), overgang("00AA00", "00CC00")]
    #expect(try applied(split, counted: ["00AA00"]).codes == [[], []])
    let part = [overgang("00AA00", "00BB01", complete: false)]
    #expect(try applied(part, counted: ["00AA00"]).findings.isEmpty)
    #expect(try applied([overgang("00AA00", "00BB01")], counted: []).codes == [[], []])
  }

  @Test func `an own file of successions is read, and a wrong row is refused`() throws {
    let scratch = try ScratchFolder()
    let head = "van;naar;datum;soort;volledig;bron\n"
    try scratch.write(head + "00AA00;00BB01;2023-08-01;verhuizing;ja;brief\n", to: "v.csv")
    let own = try Opvolging(own: scratch.path("v.csv"))
    #expect(own.applied(to: region, counted: nil).region.vestigingen[0].alsoKnownAs.count == 1)
    try scratch.write(head + "00AA00;00BB01;ooit;verhuizing;ja;brief\n", to: "v.csv")
    let error = #expect(throws: PipelineError.self) {
      _ = try Opvolging(own: scratch.path("v.csv"))
    }
    #expect(error?.message.nl.contains("ooit") == true, "\(error as Any)")
  }
}
