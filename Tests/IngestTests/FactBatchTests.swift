import Records
import Testing

@testable import Ingest

/// A file read by rows and by batches: they must agree in everything.
struct Readings: Equatable {
  var facts: [Fact] = []
  var findings: [Finding] = []
  var error: IngestError?
  var rows = 0
}

extension Readings {
  init(rowsOf path: String, workers: Int = 1, chunk: Int = SourceReader.chunk) {
    do throws(IngestError) {
      let reader = try SourceReader(path: path, workers: workers, chunk: chunk)
      do {
        findings = try reader.read(workers: workers) { row in
          rows += 1
          facts += row.facts
        }
      } catch { self.error = error.cause }
    } catch { self.error = error }
  }

  init(batchesOf path: String, workers: Int, chunk: Int) {
    do throws(IngestError) {
      let reader = try SourceReader(path: path, workers: workers, chunk: chunk)
      do {
        findings = try reader.batches(workers: workers, chunk: chunk) { batch in
          rows += batch.rows
          do { try batch.forEachFact { facts.append($0) } } catch { Issue.record("\(error)") }
        }
      } catch { self.error = error.cause }
    } catch { self.error = error }
  }
}

extension Readings {
  /// What one pass collects; every batch is read on a thread of its own.
  init(onePassOf path: String, workers: Int, chunk: Int) {
    do {
      let once = try SourceReader.collect(path: path, workers: workers, chunk: chunk) {
        Readings()
      } each: { batch in
        var part = Readings(facts: [], rows: batch.rows)
        do { try batch.forEachFact { part.facts.append($0) } } catch { Issue.record("\(error)") }
        return part
      } add: { (all, part) throws(Never) in
        all.rows += part.rows
        all.facts += part.facts
      }
      self = once.result
      findings = once.findings
      // The reader that comes of it is as good as one that was opened.
      let opened = try SourceReader(path: path)
      #expect(once.reader.header == opened.header)
      #expect(once.reader.fieldNames == opened.fieldNames)
      #expect(once.reader.source.encoding == opened.source.encoding)
      var (rows, again) = (0, [Finding]())
      again = try once.reader.read(workers: workers) { _ in rows += 1 }
      #expect(rows == self.rows)
      #expect(again == findings)
    } catch let error as ReadFailure<Never> {
      self.error = error.cause
    } catch {
      Issue.record("\(error)")
    }
  }
}

extension ReadFailure where Failure == Never {
  /// The only thing that can go wrong when the closure cannot throw.
  var cause: IngestError {
    switch self {
    case .ingest(let error): error
    }
  }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct FactBatchTests {
  private func compare(_ path: String, chunks: [Int]) -> Readings {
    let expected = Readings(rowsOf: path)
    for chunk in chunks {
      for workers in [1, 2] {
        let found = Readings(batchesOf: path, workers: workers, chunk: chunk)
        // Whole values are millions of characters: compare first, print little.
        #expect(found.error == expected.error, "\(workers) workers, chunks of \(chunk)")
        let isSame = found.facts == expected.facts && found.findings == expected.findings
        #expect(isSame, "\(workers) workers, chunks of \(chunk)")
        #expect(found.rows == expected.rows)
        let once = Readings(onePassOf: path, workers: workers, chunk: chunk)
        #expect(once.error == expected.error, "once, \(workers) workers, chunks of \(chunk)")
        let isSameOnce =
          expected.error != nil
          || (once.facts == expected.facts && once.findings == expected.findings
            && once.rows == expected.rows)
        #expect(isSameOnce, "once, \(workers) workers, chunks of \(chunk)")
        let rows = Readings(rowsOf: path, workers: workers, chunk: chunk)
        #expect(rows.error == expected.error, "rows, \(workers) workers, chunks of \(chunk)")
        let isSameByRows = rows.facts == expected.facts && rows.findings == expected.findings
        #expect(isSameByRows, "rows, \(workers) workers, chunks of \(chunk)")
        #expect(rows.rows == expected.rows)
      }
    }
    return expected
  }

  @Test(
    .enabled(if: SharedData.isPresent, "../shared/data is absent"),
    arguments: [SharedData.leerlingen, SharedData.examens2019, SharedData.examens2024])
  func `DUO's files give the same facts and findings by batch as by row`(path: String) {
    let found = compare(path, chunks: [100_003])
    #expect(found.error == nil)
    #expect(found.facts.count > 50_000)
  }

  /// Rows with all that quotation marks can do, under one line end.
  private func rows(_ count: Int, end: String, seed: UInt64, isBroken: Bool = false) -> String {
    var random = Seeded(state: seed)
    let names = [
      "Het Element", "\"Het;Element\"", "\"Het\(end)Element\"", "\"Het \"\"Element\"\"\"",
      "Het \"Element\"", "  \"Het Element\"\t", "\"\(end)\(end)\"", "", "\"\"",
    ]
    let types = ["VMBO KL lj 3-4", "VMBO TL lj 3-4", "Brugjaar 1-2", "HAVO lj 4-5", "VMBO 9"]
    let counts = ["0", "7", "12", "<5", "", "n.v.t.", " 3 ", "\"4\"", "123456789"]
    let wrong = ["x", "<6", "1.200", "1234567890", "5;5", "\"5\"5", "-1"]
    var text = Duo.leerlingenHeader + end
    var again = ""
    for number in 0..<count {
      if number % 7 == 3 { text += "  \(end)" }
      if number % 9 == 4 {
        text += String(repeating: [";", " ;", "\"\";"][number % 3], count: 21) + end
      }
      if number == 30 {
        text += again + end
        continue
      }
      let type = types[Int(random.next() % 40) % (number > 3 ? 5 : 4)]
      var cells = [
        "0\(random.next() % 4)AB", "0\(random.next() % 3)",
        names[Int(random.next() % UInt64(names.count))], "AMERSFOORT", "Utrecht", type,
        type.hasPrefix("VMBO K") ? "Techniek" : "N.v.t.", "Bouwen, wonen en interieur",
        "60\(random.next() % 90 + 10)", "x",
      ]
      for _ in 0..<12 { cells.append(counts[Int(random.next() % UInt64(counts.count))]) }
      if isBroken, random.next() % 30 == 0 {
        cells[10 + Int(random.next() % 12)] = wrong[Int(random.next() % UInt64(wrong.count))]
      }
      if number == 5 { again = cells.joined(separator: ";") }
      text += cells.joined(separator: ";") + (number == count - 1 && seed % 2 == 0 ? "" : end)
    }
    return text
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `chunks of any size and two workers change nothing`(end: String) throws {
    for seed in 0..<2 as Range<UInt64> {
      try withFile("leerlingen-2019.csv", rows(40, end: end, seed: seed)) { path in
        let found = compare(path, chunks: [1, 2, 7, 63, 64, 65, 200, 1000, 1 << 20])
        #expect(found.error == nil)
        #expect(found.rows == 40)
        #expect(found.findings.contains { $0.rule == "dubbele-sleutel" })
        #expect(found.findings.contains { $0.rule == "leerjaar-buiten-onderwijstype" })
        #expect(found.findings.contains { $0.rule == "lege-rij" })
      }
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `the first error of the file is the one that is thrown`(end: String) throws {
    var errors: Set<String> = []
    for seed in 0..<25 as Range<UInt64> {
      try withFile("leerlingen-2019.csv", rows(30, end: end, seed: seed, isBroken: true)) { path in
        let found = compare(path, chunks: [50, 333, 1 << 20])
        errors.insert(found.error.map { String("\($0)".prefix { $0 != "(" }) } ?? "none")
      }
    }
    #expect(errors.isSuperset(of: ["badValue", "wrongFieldCount", "textAfterQuote", "none"]))
  }

  @Test func `any byte put anywhere changes both readings alike`() throws {
    let text = Array(rows(12, end: "\r\n", seed: 1).utf8)
    var random = Seeded(state: 7)
    for _ in 0..<150 {
      var damaged = text
      for _ in 0...(random.next() % 3) {
        let at = Int(random.next() % UInt64(text.count))
        damaged[at] =
          [0x22, 0x22, 0x0A, 0x0D, 0x3B, 0x20, 0xEB, 0xC3, 0x00][
            Int(random.next() % 9)]
      }
      try withFile("leerlingen-2019.csv", damaged) { path in
        _ = compare(path, chunks: [97, 1 << 20])
      }
    }
  }

  @Test func `columns hold texts by code, packed counts and row numbers`() throws {
    let text =
      [Duo.leerlingenHeader, Duo.leerlingen("2;<5;0;"), "", Duo.leerlingen("2;1;12;n.v.t.")]
      .joined(separator: "\n")
    try withFile("leerlingen-2019.csv", text) { path in
      var batches: [FactBatch] = []
      _ = try SourceReader(path: path).batches { batches.append($0) }
      let batch = try #require(batches.first)
      #expect(batches.count == 1)
      #expect(batch.rows == 2)
      #expect([batch.rowNumber(0), batch.rowNumber(1)] == [2, 4])
      let school = try #require(batch.textColumns.firstIndex(of: "school"))
      #expect(batch.code(school, 0) == 0)
      #expect(batch.code(school, 1) == 0)
      #expect(batch.codes(school) == 1)
      #expect(batch.text(school, code: 0) == "Het Element")
      let man = try #require(batch.countColumns.firstIndex(of: "leerjaar 3 man"))
      #expect(
        (0..<4).map { batch.count(man + $0, 0).value }
          == [.exact(2), .suppressed(1...4), .exact(0), .missing])
      #expect(batch.count(man + 3, 1).value == .notApplicable)
      #expect(batch.vestigingen == [vestiging("00ML09")])
      #expect(batch.plans.count == 1)
      let sum = batch.sum()
      #expect(sum.cells == 7)
      #expect(sum.exact == 17)
      #expect(sum.low == 18)
      #expect(sum.high == 21)
      #expect(sum.suppressed == 1)
      #expect(sum.missing == 1)
    }
  }

  @Test func `a batch that is kept stays as it was`() throws {
    let text =
      Duo.leerlingenHeader + "\n"
      + (1...3000).map { number in
        Duo.leerlingen(element: "\(number)", "\(number);0;0;0")
      }.joined(separator: "\n")
    try withFile("leerlingen-2019.csv", text) { path in
      var kept: [FactBatch] = []
      _ = try SourceReader(path: path).batches(workers: 2, chunk: 4096) { kept.append($0) }
      #expect(kept.count > 20)
      let column = try #require(kept[0].countColumns.firstIndex(of: "leerjaar 3 man"))
      let numbers = kept.flatMap { batch in
        (0..<batch.rows).map { batch.count(column, $0).value.exactValue ?? -1 }
      }
      #expect(numbers == Array(1...3000))
    }
  }

  @Test func `what the closure throws ends the reading and comes back`() throws {
    struct Stop: Error, Equatable {}
    try withFile("leerlingen-2019.csv", rows(200, end: "\n", seed: 3)) { path in
      let reader = try SourceReader(path: path)
      var calls = 0
      #expect(throws: ReadFailure<Stop>.body(Stop())) {
        try reader.batches(workers: 2, chunk: 500) { (_) throws(Stop) in
          calls += 1
          if calls == 3 { throw Stop() }
        }
      }
      #expect(calls == 3)
    }
  }

  @Test func `a layout without plans gives typed columns and no facts`() throws {
    let text = "regio;groep;jaar;percentage;noemer;bron\na;PIE;2023;90,5;10;b\na;BWI;2023;;<5;b\n"
    try withFile("d.csv", text) { path in
      var batches: [FactBatch] = []
      _ = try SourceReader(path: path).batches { batches.append($0) }
      let batch = try #require(batches.first)
      #expect(batch.plans.isEmpty)
      #expect(batch.sum() == CountSum())
      #expect(batch.numberColumns == ["percentage"])
      #expect(batch.number(0, 0) == 90.5)
      #expect(batch.number(0, 1) == nil)
      #expect(batch.count(0, 1).value == .suppressed(1...4))
    }
  }
}
