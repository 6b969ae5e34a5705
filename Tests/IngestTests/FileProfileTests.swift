import Foundation
import Ingest
import Records
import Testing

@Suite struct FileProfileTests {
  private func profile(
    _ name: String, _ text: some Sequence<UInt8>, rows: Int = 5
  ) throws -> FileProfile {
    try withFile(name, text) { path in try FileProfile(path: path, rows: rows) }
  }

  @Test func `a file that can be read tells its layout, periods and what its columns hold`() throws
  {
    let rows = [
      Duo.leerlingen("2;<5;0;"), Duo.leerlingen(element: "6065", "12;<5;0;7"),
      Duo.leerlingen(code: "01FP;00", element: "6065", "3;4;5;n.v.t."),
    ]
    let text = ([Duo.leerlingenHeader] + rows).joined(separator: "\r\n") + "\r\n"
    let found = try profile("leerlingen-2019.csv", text.utf8, rows: 2)
    #expect(found.name == "leerlingen-2019.csv")
    #expect(found.bytes == text.utf8.count)
    #expect(found.encoding == .ascii)
    #expect(found.highBytes == 0)
    #expect(!found.hasByteOrderMark)
    #expect(found.delimiter == ";")
    #expect(found.quoting == .none)
    #expect(found.lineEnd == .crlf)
    #expect(found.rows == 3)
    #expect(found.layout == "duo-leerlingen")
    #expect(found.nearest == nil)
    #expect(found.periods == [.peildatum(2019)])
    #expect(found.provisional == .peildatum(2019))
    #expect(found.refusal == nil)
    #expect(found.findings == [])
    #expect(found.firstRows.map { $0[1] } == ["09", "09"])
    #expect(found.columns.count == 22)

    let brin = found.columns[0]
    #expect(brin.header == "BRIN NUMMER")
    #expect(brin.name == "brin")
    #expect(brin.kind == .text)
    #expect(brin.distinct == 2)
    #expect(brin.longest == "00ML")
    let man = found.columns[14]
    #expect(man.name == "leerjaar 3 man")
    #expect(man.kind == .count)
    #expect([man.minimum, man.maximum] == [2, 12])
    let vrouw = found.columns[15]
    #expect(vrouw.suppressed == 2)
    #expect([vrouw.minimum, vrouw.maximum] == [4, 4])
    #expect(found.columns[16].zero == 2)
    #expect(found.columns[17].blank == 1)
  }

  @Test func `a header that no layout has is profiled from its text alone`() throws {
    let text =
      Array("\u{FEFF}\"woord\",\"getal\"\n\"a, b\",\"1,5\"\n\"ë\",\"-2\"\n\"\",\"0\"\n".utf8)
    let found = try profile("x.csv", text)
    #expect(found.encoding == .utf8)
    #expect(found.hasByteOrderMark)
    #expect(found.highBytes == 2)
    #expect(found.delimiter == ",")
    #expect(found.quoting == .all)
    #expect(found.lineEnd == .lf)
    #expect(found.rows == 3)
    #expect(found.layout == nil)
    #expect(found.nearest?.unexpected == ["woord", "getal"])
    #expect(found.firstRows == [["a, b", "1,5"], ["ë", "-2"], ["", "0"]])
    #expect(found.columns.map(\.kind) == [.text, .decimal])
    #expect(found.columns[0].blank == 1)
    #expect(found.columns[0].name == nil)
    #expect(found.columns[1].minimum == -2)
    #expect(found.columns[1].maximum == 1.5)
    #expect(found.columns[1].zero == 1)
    guard case .unknownHeader = found.refusal else {
      Issue.record("\(String(describing: found.refusal))")
      return
    }
  }

  @Test(arguments: ["\t", "|"])
  func `a delimiter that is not read is named all the same`(delimiter: String) throws {
    let text = ["a", "b", "c"].joined(separator: delimiter) + "\r1\(delimiter)2\(delimiter)3\r"
    let found = try profile("x.csv", text.utf8)
    #expect(found.delimiter == Character(delimiter))
    #expect(found.lineEnd == .cr)
    #expect(found.rows == 1)
    #expect(found.columns.map(\.header) == ["a", "b", "c"])
    guard case .noDelimiter = found.refusal else {
      Issue.record("\(String(describing: found.refusal))")
      return
    }
  }

  @Test func `a refused row is named, the rows before it are told about`() throws {
    let text = [Duo.leerlingenHeader, Duo.leerlingen("1;2;3;4"), "a;b", Duo.leerlingen("1;2;3;4")]
      .joined(separator: "\n")
    let found = try profile("leerlingen-2019.csv", text.utf8)
    #expect(
      found.refusal
        == .wrongFieldCount(file: "leerlingen-2019.csv", row: 3, found: 2, expected: 22))
    #expect(found.rows == 1)
    #expect(found.columns[0].longest == "00ML")
    let cell = try profile(
      "leerlingen-2019.csv", (Duo.leerlingenHeader + "\n" + Duo.leerlingen("1;x;3;4")).utf8)
    guard case .badValue(_, 2, _, "x", _) = cell.refusal else {
      Issue.record("\(String(describing: cell.refusal))")
      return
    }
    #expect(cell.layout == "duo-leerlingen")
  }

  @Test func `what is no text, or empty, has a refusal and no columns`() throws {
    #expect(try profile("x.csv", []).refusal == .empty(file: "x.csv"))
    #expect(
      try profile("x.csv", [0x50, 0x4B, 3, 4, 0]).refusal
        == .notCSV(file: "x.csv", kind: "zip"))
    let binary = try profile("x.csv", Array("a;b\n".utf8) + [0])
    #expect(binary.refusal == .notText(file: "x.csv", row: 2, column: "a", byte: 0))
    #expect(binary.encoding == nil)
    #expect(binary.columns.isEmpty)
    #expect(throws: IngestError.unreadable(path: "/no/such.csv", reason: "no such file")) {
      try FileProfile(path: "/no/such.csv")
    }
  }

  @Test func `mixed line ends are said, and different texts are counted to a limit`() throws {
    let rows = (0..<FileProfile.most + 10).map { "\($0);a" }.joined(separator: "\n")
    let found = try profile("x.csv", ("a;b\r\n" + rows).utf8)
    #expect(found.lineEnd == .mixed)
    #expect(found.columns.map(\.distinct) == [FileProfile.most, 1])
    #expect(found.columns.map(\.isMore) == [true, false])
    #expect(found.rows == FileProfile.most + 10)
  }

  @Test(
    .enabled(if: SharedData.isPresent, "../shared/data is absent"),
    arguments: [SharedData.examens2019, SharedData.examens2024])
  func `DUO's exam files agree with an independent count`(path: String) throws {
    let found = try FileProfile(path: path)
    #expect(found.refusal == nil)
    // grep -o '<5' | wc -l, and the first and last school years of the header.
    let isNew = path == SharedData.examens2024
    #expect(found.columns.reduce(0) { $0 + $1.suppressed } == (isNew ? 99_220 : 0))
    #expect(found.periods == (isNew ? 2020...2024 : 2015...2019).map { .examenjaar($0) })
    #expect(found.encoding == (isNew ? .utf8 : .windows1252))
    #expect(found.quoting == (isNew ? .all : .some))
    #expect(found.rows == (isNew ? 12_782 : 13_986))
    #expect(found.findings.count == (isNew ? 60 : 0))
  }
}
