import Records
import Testing

@testable import Ingest

@Suite struct OnceAFileTests {
  @Test(arguments: [1, 2])
  func `a thousand unknown texts are a hundred findings and one that says so`(
    workers: Int
  ) throws {
    let rows = (0..<1000).map { number in
      Duo.leerlingen(afdeling: "Iets anders \(number / 2 % 400)", element: "\(number)", "0;1;0;0")
    }
    let text = ([Duo.leerlingenHeader] + rows).joined(separator: "\n")
    try withFile("leerlingen-2019.csv", text) { path in
      let reader = try SourceReader(path: path, workers: workers, chunk: 5_000)
      let findings = try reader.read(workers: workers) { _ in }
      #expect(findings.map(\.row) == (0...100).map { 2 * $0 + 2 })
      #expect(findings.last?.text.nl.hasPrefix("meer dan 100") == true)
      #expect(findings.allSatisfy { $0.rule == "afdeling-onbekend" })
      #expect(try reader.batches(workers: workers, chunk: 5_000) { _ in } == findings)
    }
  }
}
