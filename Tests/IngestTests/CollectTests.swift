import Records
import Testing

@testable import Ingest

@Suite struct CollectTests {
  /// The names of schools and how often one pass began, beside the names of an opened file's batches.
  private func names(
    _ path: String, chunk: Int, _ begun: inout Int
  ) throws -> (once: [String], opened: [String], encoding: TextEncoding) {
    @Sendable func names(_ batch: FactBatch) -> [String] {
      let school = batch.textColumns.firstIndex(of: "school") ?? 0
      return (0..<batch.rows).map { batch.text(school, code: batch.code(school, $0)) }
    }
    var count = 0
    let once = try SourceReader.collect(path: path, workers: 2, chunk: chunk) {
      count += 1
      return [String]()
    } each: {
      names($0)
    } add: { (all, part) throws(Never) in
      all += part
    }
    begun = count
    let reader = try SourceReader(path: path)
    var opened: [String] = []
    let findings = try reader.batches { opened += names($0) }
    #expect(once.findings == findings)
    #expect(once.reader.rows == reader.rows)
    return (once.result, opened, once.reader.source.encoding)
  }

  /// A file whose schools have these names, as bytes.
  private func file(_ names: [[UInt8]]) -> [UInt8] {
    var bytes = Array(Duo.leerlingenHeader.utf8)
    for (number, name) in names.enumerated() {
      let row = Duo.leerlingen(element: "\(number)", "1;0;0;0").split(
        separator: "Het Element", maxSplits: 1)
      bytes += [0x0A] + Array(row[0].utf8) + name + Array(row[1].utf8)
    }
    return bytes
  }

  private let plain = Array("De School".utf8)
  private let latin = Array("Caf".utf8) + [0xE9]
  private let utf8 = Array("Café".utf8)

  @Test(arguments: [200, 1 << 19])
  func `what is ASCII for long is read in one pass, whatever comes last`(chunk: Int) throws {
    for (last, encoding) in [(latin, TextEncoding.windows1252), (utf8, .utf8), (plain, .utf8)] {
      let bytes = file(Array(repeating: plain, count: 60) + [last])
      try withFile("leerlingen-2019.csv", bytes) { path in
        var begun = 0
        let found = try names(path, chunk: chunk, &begun)
        #expect(found.once == found.opened)
        #expect(found.once.last == (last == plain ? "De School" : "Café"))
        #expect(found.encoding == encoding)
        #expect(begun == 1)
      }
    }
  }

  @Test(arguments: [200, 1 << 19])
  func `a text that is UTF-8 by chance is read as the whole file says`(chunk: Int) throws {
    // Ã¼ in windows-1252 is ü in UTF-8; the rows behind it say which.
    let chance = Array("B".utf8) + [0xC3, 0xBC] + Array("rger".utf8)
    let bytes = file([chance] + Array(repeating: latin, count: 60))
    try withFile("leerlingen-2019.csv", bytes) { path in
      var begun = 0
      let found = try names(path, chunk: chunk, &begun)
      #expect(found.once == found.opened)
      #expect(found.once.first == "BÃ¼rger")
      #expect(found.encoding == .windows1252)
      #expect(begun == 2)
    }
  }

  @Test func `what opening refuses is refused, though rows were handed over before`() throws {
    let utf16: [UInt8] = file([plain]).flatMap { byte -> [UInt8] in [byte, 0] }
    let damaged = file(Array(repeating: utf8, count: 60) + [latin])
    let control = file(Array(repeating: plain, count: 60) + [[0x61, 0, 0x62]])
    let noLetter = file(Array(repeating: latin, count: 60) + [[0x61, 0x81, 0x62]])
    let unknown = Array("a;b\n1;2\n".utf8)
    for bytes in [utf16, damaged, control, noLetter, unknown, []] as [[UInt8]] {
      try withFile("leerlingen-2019.csv", bytes) { path in
        var expected: IngestError?
        do throws(IngestError) { _ = try SourceReader(path: path) } catch { expected = error }
        let wanted = try #require(expected)
        #expect(throws: ReadFailure<Never>.ingest(wanted)) {
          try SourceReader.collect(path: path, workers: 2, chunk: 300) {
            0
          } each: {
            $0.rows
          } add: { (all, rows) throws(Never) in
            all += rows
          }
        }
      }
    }
  }

  @Test func `two decimal marks are refused, blank rows and provisional periods are found`() throws
  {
    let head = "regio;groep;jaar;percentage;noemer;bron\n"
    let rows = (0..<40).map { "a\($0);PIE;2023;9\($0 % 10),5;10;b\n" }.joined()
    for (more, isGood) in [("x;PIE;2024;90.5;10;b\n", false), (";;;;;\nx;PIE;2024;90;1;b\n", true)]
    {
      try withFile("d.csv", head + rows + more) { path in
        let expected = Readings(rowsOf: path)
        for chunk in [64, 1 << 19] {
          let found = Readings(onePassOf: path, workers: 2, chunk: chunk)
          #expect(found.error == expected.error)
          #expect((found.error == nil) == isGood)
          if isGood { #expect(found.findings.contains { $0.rule == "lege-rij" }) }
        }
      }
    }
  }

  @Test func `what the closure throws comes back, unless the file is refused`() throws {
    struct Stop: Error, Equatable {}
    for (last, isRefused) in [(plain, false), ([0x00] as [UInt8], true)] {
      try withFile("leerlingen-2019.csv", file([plain, last])) { path in
        do throws(ReadFailure<Stop>) {
          _ = try SourceReader.collect(path: path) {
            0
          } each: {
            $0.rows
          } add: { (_, _) throws(Stop) in
            throw Stop()
          }
          Issue.record("nothing was thrown")
        } catch {
          #expect((error == .body(Stop())) == !isRefused)
        }
      }
    }
  }
}
