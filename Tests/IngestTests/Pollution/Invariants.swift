import Foundation
import Ingest
import Records

/// What must hold of every file, whatever its bytes. The fuzz targets of `Fuzzing/` ask this of
/// millions of inputs, and the tests of the inputs that were kept.
enum Invariants {
  /// Something that must never be.
  struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// What became of a file, when all is well.
  enum Outcome: Equatable {
    case read(rows: Int)
    case refused(IngestError)
  }

  // MARK: - CSV files

  /// Reads a file twice, in chunks and batches, and once more by ``ReferenceTable``, and compares.
  @discardableResult
  static func checkReader(path: String, bytes: [UInt8]) throws -> Outcome {
    let first = try Reading(path: path)
    try require(try Reading(path: path) == first, "two readings of one file differ")
    try checkChunks(path: path, bytes: bytes, rows: first)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if let error = first.error {
      try checkMessage(error, name: name, path: path)
      return .refused(error)
    }
    try checkFindings(first.findings, name: name, lines: lines(bytes))
    guard let header = first.header else { throw Broken("read, but without a header") }
    try require(header.bytes == bytes.count, "header says \(header.bytes) bytes")
    try require(header.rows == first.rows.count, "header says \(header.rows) rows")
    try checkRows(first)
    try checkAgainstReference(first, bytes)
    return .read(rows: first.rows.count)
  }

  private static func checkRows(_ reading: Reading) throws {
    var before = 1
    for row in reading.rows {
      try require(row.row > before, "row \(row.row) after row \(before)")
      before = row.row
      try require(row.fields.count == reading.names.count, "\(row.fields.count) fields")
      for fact in row.facts {
        try require(fact.source.row == row.row, "a fact of row \(fact.source.row)")
        try require(fact.count != .notApplicable, "a fact of nothing")
        if let bounds = fact.count.bounds { try require(bounds.lowerBound >= 0, "below 0") }
      }
      for figure in row.figures { try require(figure.value.isFinite, "not finite") }
      for observation in row.observations {
        try require(observation.source.row == row.row, "a value of row \(observation.source.row)")
        if case .number(let number) = observation.value {
          try require(number.isFinite, "not finite")
        }
      }
    }
  }

  /// The cells must be those that the plain reading has, under one of the delimiters, and the counts
  /// those that stand in them.
  private static func checkAgainstReference(_ reading: Reading, _ bytes: [UInt8]) throws {
    var difference = "no plain reading"
    for delimiter in [";", ",", "\t", "|"] as [Unicode.Scalar] {
      guard let table = ReferenceTable(bytes, delimiter: delimiter) else { continue }
      guard let found = self.difference(reading, table) else { return }
      if table.rows.first?.cells.count ?? 0 > 1 { difference = "under \(delimiter) \(found)" }
    }
    throw Broken(difference)
  }

  private static func difference(_ reading: Reading, _ table: ReferenceTable) -> String? {
    guard let header = table.rows.first?.cells, header.count >= reading.names.count else {
      return "the header is narrower than the fields read"
    }
    guard table.rows.count == reading.rows.count + 1 else {
      return "\(table.rows.count - 1) rows, read \(reading.rows.count)"
    }
    for (row, plain) in zip(reading.rows, table.rows.dropFirst()) {
      guard row.row == plain.line else { return "line \(plain.line), read row \(row.row)" }
      guard row.text == plain.text else { return "row \(row.row): “\(plain.text)”" }
      guard plain.cells.count == header.count else { return "row \(row.row): count of cells" }
      guard isPart(row.fields, of: plain.cells) else {
        return "row \(row.row): \(plain.cells), read \(row.fields)"
      }
      let counts =
        row.facts.map { ($0.source.column, $0.count) }
        + row.observations.compactMap { observation in
          if case .count(let count) = observation.value {
            (observation.source.column, count)
          } else {
            nil
          }
        }
      for (column, count) in counts {
        let cells = zip(header, plain.cells).filter { $0.0 == column }.map(\.1)
        if !cells.contains(where: { Self.cell($0, canBe: count) }) {
          return "row \(row.row), \(column): \(cells), read \(count)"
        }
      }
    }
    return nil
  }

  private static func isPart(_ fields: [String], of cells: [String]) -> Bool {
    var left: [String: Int] = [:]
    for cell in cells { left[cell, default: 0] += 1 }
    for field in fields {
      guard let count = left[field], count > 0 else { return false }
      left[field] = count - 1
    }
    return true
  }

  /// Whether a cell of this text may be read as that count.
  static func cell(_ text: String, canBe count: Count) -> Bool {
    switch count {
    case .exact(let number):
      // Fractional forecasts and other numbers are not counts; a count is digits only.
      text.utf8.allSatisfy { (0x30...0x39).contains($0) } && Int(text) == number
    case .suppressed(let bounds):
      switch text {
      case "-1", "4", "<5", "< 5": bounds == 1...4
      default: text.hasPrefix("<") || text.contains("..")
      }
    case .missing: ["", ".", "-"].contains(text)
    case .notApplicable: false
    }
  }

  // MARK: - YAML files

  /// Reads a YAML file twice as a region and as goals.
  static func checkYAML(path: String, region: Region) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let regions = try twice { () throws(IngestError) in try RegionFile.read(path: path) }
    let goals = try twice { () throws(IngestError) in
      try GoalFile.read(path: path, region: region)
    }
    switch regions {
    case .failure(let error): try checkMessage(error, name: name, path: path)
    case .success(let region):
      try require(!region.id.isEmpty && !region.name.isEmpty, "a region without a name")
      let codes = region.vestigingen.flatMap { [$0.code] + $0.alsoKnownAs }
      try require(!codes.isEmpty && Set(codes).count == codes.count, "codes \(codes)")
      try require((1900...2100).contains(region.years.lowerBound), "years \(region.years)")
    }
    switch goals {
    case .failure(let error): try checkMessage(error, name: name, path: path)
    case .success(let goals):
      try require(!goals.isEmpty && Set(goals.map(\.id)).count == goals.count, "goals")
      for goal in goals {
        try require(Indicator.find(goal.indicator) != nil, "indicator \(goal.indicator)")
        try require((1900...2100).contains(goal.deadline), "deadline \(goal.deadline)")
      }
    }
  }

  private static func twice<Value: Equatable>(
    _ read: () throws(IngestError) -> Value
  ) throws -> Result<Value, IngestError> {
    let (first, second) = (Result(catching: read), Result(catching: read))
    try require(first == second, "two readings of one file differ: \(first), \(second)")
    return first
  }

  // MARK: - Parts

  private static func require(
    _ condition: @autoclosure () throws -> Bool, _ text: @autoclosure () -> String
  ) throws {
    if try !condition() { throw Broken(text()) }
  }

  private static func checkMessage(_ error: IngestError, name: String, path: String) throws {
    let message = error.message
    for text in [message.nl, message.en] {
      try require(text.contains(name) || text.contains(path), "no file in “\(text)”")
    }
  }

  private static func checkFindings(_ findings: [Finding], name: String, lines: Int) throws {
    for finding in findings {
      try require(finding.file == name, "a finding of \(finding.file)")
      try require(!finding.text.nl.isEmpty && !finding.remedy.nl.isEmpty, "an empty finding")
      if let row = finding.row { try require((1...lines).contains(row), "a finding at \(row)") }
    }
  }

  private static func lines(_ bytes: [UInt8]) -> Int {
    bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
  }
}

/// All that a reader gives of a file.
struct Reading: Equatable {
  var header: SourceFile?
  var names: [String] = []
  var rows: [SourceRow] = []
  var findings: [Finding] = []
  var error: IngestError?

  /// - Throws: Nothing but what a reader must not throw.
  init(path: String, regions: [Region] = []) throws {
    do {
      let reader = try SourceReader(path: path, regions: regions)
      header = reader.header
      names = reader.fieldNames
      var rows: [SourceRow] = []
      defer { self.rows = rows }
      findings = try reader.read { rows.append($0) }
    } catch let refusal as IngestError {
      error = refusal
    } catch let failure as ReadFailure<Never> {
      guard case .ingest(let refusal) = failure else { throw failure }
      error = refusal
    }
  }
}
