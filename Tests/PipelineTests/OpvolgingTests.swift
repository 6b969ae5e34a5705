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
    #expect(try applied(part, counted: ["00AA00"]).codes == [[], []])
    #expect(try applied([overgang("00AA00", "00BB01")], counted: []).codes == [[], []])
  }

  @Test func `pupils that came to the region and count nowhere are told`() throws {
    let split = try applied(
      [overgang("00AA00", "00BB01"), overgang("00AA00", "00XX00")], counted: ["00AA00"])
    #expect(split.findings.map(\.rule) == ["opvolging-onbeslist"])
    #expect(split.findings[0].text.nl.contains("over in 00BB01, 00XX00"))
    // The institution is known, the location is not.
    let institution = try applied([overgang("00AA", "00BB")], counted: ["00AA00"])
    #expect(institution.findings.map(\.value) == ["00AA00"])
    #expect(institution.findings.map(\.rule) == ["opvolging-onbeslist"])
    #expect(institution.codes == [[], []])
    let part = try applied([overgang("00AA00", "00BB01", complete: false)], counted: ["00AA00"])
    #expect(part.findings.map(\.rule) == ["opvolging-deels"])
    #expect(part.codes == [[], []])
    // What went elsewhere, or has no counts, is nobody's business here.
    #expect(try applied([overgang("00AA", "00XX")], counted: ["00AA00"]).findings.isEmpty)
    #expect(try applied([overgang("00AA", "00BB")], counted: []).findings.isEmpty)
  }

  @Test func `a location that ended with its institution counts at its record's, with a warning`()
    throws
  {
    let (codes, findings) = try applied(
      [overgang("00AA", "00BB"), overgang("00AA00", "00BB01", complete: false)],
      counted: ["00AA00"])
    #expect(codes == [["00AA00"], []])
    #expect(findings.map(\.rule) == ["opvolging-toegepast"])
    #expect(findings[0].level == .waarschuwing)
    #expect(findings[0].text.nl.contains("een deel kan elders in 00BB zitten"))
  }

  @Test func `a move between two locations that are listed apart is said to do nothing`() throws {
    let (codes, findings) = try applied([overgang("00CC00", "00BB01")], counted: ["00CC00"])
    #expect(codes == [[], []])
    #expect(findings.map(\.rule) == ["opvolging-niet-toegepast"])
    #expect(findings[0].level == .opmerking)
    let scratch = try ScratchFolder()
    try scratch.write(
      "van;naar;datum;soort;volledig;bron\n00CC00;00BB01;2023-08-01;verhuizing;ja;brief\n",
      to: "v.csv")
    let own = try Opvolging(own: scratch.path("v.csv")).applied(to: region, counted: nil)
    #expect(own.findings.map(\.level) == [.waarschuwing])
    #expect(own.findings[0].text.nl.contains("C en B tellen elk voor zich"))
    // Under ook: of the other it is already where the row puts it.
    var joined = region
    joined.vestigingen = [
      Region.Vestiging(
        code: try #require(VestigingCode("00BB01")), name: "B",
        alsoKnownAs: [try #require(VestigingCode("00CC00"))])
    ]
    #expect(
      try Opvolging(own: scratch.path("v.csv")).applied(to: joined, counted: nil).findings.isEmpty)
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
