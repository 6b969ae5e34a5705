import Ingest
import Records
import Testing

@Suite struct IngestErrorTests {
  private static let all: [IngestError] = [
    .unreadable(path: "f.csv", reason: "r"), .empty(file: "f.csv"),
    .changed(file: "f.csv"),
    .notText(file: "f.csv", row: 7, column: "k", byte: 0x8F),
    .damagedText(file: "f.csv", row: 7, column: "k", found: "v"),
    .otherDelimiter(file: "f.csv", row: 7, found: ";", expected: ","),
    .totalRow(file: "f.csv", row: 7, column: "k", found: "v"),
    .notCSV(file: "f.csv", kind: "PDF"),
    .wideText(file: "f.csv"), .tooLong(file: "f.csv", row: 7, limit: 9),
    .noDelimiter(file: "f.csv", header: "h"),
    .unknownHeader(file: "f.csv", nearest: "n", missing: ["m"], unexpected: ["u"]),
    .duplicateColumn(file: "f.csv", column: "k"), .noYear(file: "f.csv"),
    .wrongFieldCount(file: "f.csv", row: 7, found: 3, expected: 4),
    .unclosedQuote(file: "f.csv", row: 7), .textAfterQuote(file: "f.csv", row: 7),
    .badValue(file: "f.csv", row: 7, column: "k", found: "v", expected: Phrase("e")),
    .twoDecimalMarks(file: "f.csv", row: 7, column: "k", found: "v"),
    .unknownIndicator(file: "f.csv", line: 7, found: "v", nearest: "n"),
    .unknownVestiging(file: "f.csv", row: 7, found: "v", nearest: "n"),
    .unknownRegion(file: "f.csv", line: 7, found: "v", expected: ["e"]),
    .badYAML(file: "f.csv", line: 7, reason: Phrase("r")),
    .unknownKey(file: "f.csv", line: 7, found: "v", nearest: "n"),
    .missingKey(file: "f.csv", line: 7, key: "k"), .duplicateID(file: "f.csv", line: 7, id: "v"),
    .wrongLayout(file: "f.csv", found: "v", expected: ["e"]),
    .samePeriodTwice(file: "f.csv", other: "g.csv", period: "p"),
  ]

  @Test(arguments: all)
  func `each message begins with the file, has two sentences, in two languages`(
    error: IngestError
  ) {
    let message = error.message
    for text in [message.nl, message.en] {
      #expect(text.hasPrefix("f.csv"))
      #expect(text.hasSuffix(".") || text.hasSuffix("?"))
      #expect(text.count > 30)
    }
    #expect(message.nl != message.en)
  }

  @Test(arguments: [
    ("no such file", "bestaat niet"), ("permission denied", "mag dit bestand niet lezen"),
    ("a folder", "een map, geen bestand"), ("too many open files", "te veel bestanden"),
    ("a pipe or device; save it as a file first", "pijp of apparaat"),
    ("not a readable file", "niet te lezen"),
  ])
  func `why a file cannot be opened is said in Dutch`(reason: String, words: String) {
    let message = IngestError.unreadable(path: "map/f.csv", reason: reason).message
    #expect(message.nl.hasPrefix("map/f.csv: ") && message.nl.contains(words), "\(message.nl)")
    #expect(!message.nl.contains(reason))
  }

  @Test(
    arguments: [
      (Array("PK\u{3}\u{4}....xl/workbook.xml".utf8), "Excel-werkmap"),
      (
        Array("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8),
        "LibreOffice"
      ),
      (Array("PK\u{3}\u{4}leerlingen.csv".utf8), "Pak het uit"),
      ([0x1F, 0x8B, 8, 0], "Pak het uit"), ([0xD0, 0xCF, 0x11, 0xE0], "Excel-werkmap"),
      (Array("%PDF-1.7".utf8), "PDF"), (Array("<!DOCTYPE html><html>\n".utf8), "webpagina"),
      (Array("<?xml version='1.0'?>\n".utf8), "XML"), (Array("{\"a\": 1}\n".utf8), "JSON"),
      (Array("PAR1\n".utf8), "Parquet"),
    ] as [([UInt8], String)])
  func `a file of another form is named, with the way to a CSV`(bytes: [UInt8], words: String)
    throws
  {
    let profile = try withFile("x.csv", bytes) { try FileProfile(path: $0) }
    let message = try #require(profile.refusal?.message)
    #expect(message.nl.contains(words), "\(message.nl)")
    #expect(message.nl.hasPrefix("x.csv"))
  }

  @Test(arguments: [
    ("a: b: c\n", "dubbelepunt"), ("a: [1, 2\nb: 3\n", "komma"), ("a:\n\tb: 1\n", "tab"),
    ("a: \"x\n", "aanhalingsteken"), ("a: 1\n b: 2\n", "inspringen"),
  ])
  func `what is wrong with YAML is said in Dutch`(text: String, words: String) throws {
    let error = #expect(throws: IngestError.self) {
      try withFile("f.yaml", text) { try RegionFile.read(path: $0) }
    }
    guard case .badYAML(_, _, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.nl.contains(words) && reason.nl != reason.en, "\(reason)")
  }

  @Test func `row, column and value are named`() {
    let error = IngestError.badValue(
      file: "f.csv", row: 7, column: "lj 3", found: "x",
      expected: Phrase(nl: "een getal", en: "a number"))
    #expect(
      error.message.nl
        == "f.csv, rij 7, kolom “lj 3”: gevonden “x”, verwacht een getal. "
        + "Verbeter de cel of haal het bestand opnieuw op.")
  }

  @Test func `a long list of columns is cut`() {
    let names = (1...30).map { "k\($0)" }
    let error = IngestError.unknownHeader(
      file: "f.csv", nearest: "n", missing: names, unexpected: [])
    #expect(error.message.en.contains("“k8” (+ 22)"))
    #expect(!error.message.en.contains("k9"))
    #expect(!error.message.en.contains("unknown:"))
  }
}
