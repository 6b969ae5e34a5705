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
