import Foundation

/// Measures our reader and store beside polars, DuckDB, pandas and sqlite3, in one run, on the files
/// that `Generate` wrote, and prints a table in Markdown.
///
///     Benchmarks/.build/release/Compare FOLDER [--repeats 5] [10MB] [500MB] [fifteen] [ten]
///
/// Each measurement is a whole process, so the start of Python and the import of a library count: that
/// is what an analyst waits for. Runs take turns, so that a slow minute of the machine falls on all.
/// Every answer is compared with the truth that was written with the file; who answers otherwise is
/// shown as such.
@main
struct Compare {
  struct Contender {
    let name: String
    let program: String
    let arguments: [String]
    var runs: [Measured] = []
  }

  static let home = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var repeats = 5
    if let at = arguments.firstIndex(of: "--repeats"), at + 1 < arguments.count {
      repeats = Int(arguments[at + 1]) ?? repeats
      arguments.removeSubrange(at...at + 1)
    }
    guard let folder = arguments.first else {
      print("usage: Compare FOLDER [--repeats N] [10MB] [500MB] [fifteen] [ten]")
      exit(64)
    }
    let sets =
      arguments.count > 1 ? Array(arguments.dropFirst()) : ["10MB", "500MB", "fifteen", "ten"]
    for set in sets {
      let place = URL(fileURLWithPath: folder).appendingPathComponent(set)
      let files = try FileManager.default.contentsOfDirectory(atPath: place.path)
        .filter { $0.hasSuffix(".csv") }.sorted().map { place.appendingPathComponent($0).path }
      let bytes = try files.reduce(0) { try $0 + warm($1) }
      if set == "ten" {
        ingest(files, bytes: bytes, repeats: repeats)
      } else {
        try read(set, files, bytes: bytes, repeats: repeats)
      }
    }
  }

  /// Reads a file once, so that it is in the page cache, and gives its length. In pieces: what this
  /// program holds when it starts another is counted in the other's peak.
  static func warm(_ path: String) throws -> Int {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var bytes = 0
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { bytes += piece.count }
    return bytes
  }

  /// Files to typed counts and decoded names.
  static func read(_ set: String, _ files: [String], bytes: Int, repeats: Int) throws {
    let truth = try files.map { try String(contentsOfFile: $0 + ".truth", encoding: .utf8) }
      .joined()
    let peers = [
      ("polars, decoded", "read_polars"), ("polars, `read_csv(encoding=)`", "read_polars_eager"),
      ("polars, `utf8-lossy`", "read_polars_lossy"), ("DuckDB, decoded", "read_duckdb"),
      ("pandas, chunks", "read_pandas"),
    ]
    var contenders = [
      Contender(name: "Doorstroom", program: beside("ReadNational"), arguments: files)
    ]
    contenders += peers.map {
      Contender(name: $0, program: "python3", arguments: ["-B", peer($1)] + files)
    }
    if let python = ProcessInfo.processInfo.environment["DUCKDB_ENCODINGS_PYTHON"] {
      contenders.append(
        Contender(
          name: "DuckDB 1.5.5, `encodings`", program: python,
          arguments: ["-B", peer("read_duckdb_encodings")] + files))
    }
    measure(&contenders, repeats)
    table("\(set): \(files.count) file(s), \(bytes) bytes", contenders, bytes) { run in
      run.output == truth ? "right" : difference(run, truth)
    }
  }

  /// Files into a new store of facts with where each came from.
  static func ingest(_ files: [String], bytes: Int, repeats: Int) {
    let stores = FileManager.default.temporaryDirectory
      .appendingPathComponent("doorstroom-compare-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: stores) }
    func store(_ name: String) -> String { stores.appendingPathComponent(name).path }
    var contenders = [
      Contender(
        name: "Doorstroom", program: beside("IngestNational"), arguments: [store("ours")] + files),
      Contender(
        name: "Python csv + sqlite3", program: "python3",
        arguments: ["-B", peer("ingest_sqlite"), store("sqlite")] + files),
      Contender(
        name: "DuckDB", program: "python3",
        arguments: ["-B", peer("ingest_duckdb"), store("duckdb")] + files),
    ]
    measure(&contenders, repeats) {
      try? FileManager.default.removeItem(at: stores)
      try? FileManager.default.createDirectory(at: stores, withIntermediateDirectories: true)
    }
    let naive = contenders[1].runs.first?.output
    table("ten: \(files.count) files into a new store, \(bytes) bytes", contenders, bytes) { run in
      guard run.status == 0 else { return "failed" }
      return run.output == naive
        ? "agrees with sqlite3" : run.output.trimmingCharacters(in: .newlines)
    }
  }

  /// Runs everyone in turns. The files were just read, so they are in the page cache for all.
  static func measure(
    _ contenders: inout [Contender], _ repeats: Int, before: () -> Void = {}
  ) {
    for _ in 0..<repeats {
      before()
      for index in contenders.indices {
        let contender = contenders[index]
        contenders[index].runs.append(.run(contender.program, contender.arguments))
      }
    }
  }

  /// What a wrong answer gets wrong.
  static func difference(_ run: Measured, _ truth: String) -> String {
    guard run.status == 0 else { return "failed" }
    func withoutNames(_ text: String) -> [String] {
      text.split(separator: "\n").map { String($0.components(separatedBy: ",\"names\"")[0]) }
    }
    return withoutNames(run.output) == withoutNames(truth) ? "**names damaged**" : "**differs**"
  }

  static func table(
    _ title: String, _ contenders: [Contender], _ bytes: Int, _ verdict: (Measured) -> String
  ) {
    print("\n### \(title), median of \(contenders[0].runs.count)\n")
    print("| | wall | CPU | peak memory | MB/s | ours ÷ theirs: wall | memory | answer |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    func wall(_ contender: Contender) -> Double { median(contender.runs.map(\.seconds)) }
    func memory(_ contender: Contender) -> Double {
      Double(contender.runs.map(\.memory).max() ?? 0)
    }
    let ours = contenders[0]
    for contender in contenders {
      let verdicts = Set(contender.runs.map(verdict)).sorted().joined(separator: "; ")
      let cells = [
        contender.name, rounded(wall(contender), 3) + " s",
        rounded(median(contender.runs.map(\.cpuSeconds)), 2) + " s",
        rounded(memory(contender) / 1e6, 0) + " MB",
        rounded(Double(bytes) / 1e6 / wall(contender), 0),
        rounded(wall(ours) / wall(contender), 2), rounded(memory(ours) / memory(contender), 2),
        verdicts,
      ]
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  static func rounded(_ value: Double, _ digits: Int) -> String {
    value.isFinite ? String(format: "%.\(digits)f", value) : "–"
  }

  /// A program of this package, built beside this one.
  static func beside(_ name: String) -> String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent(name).path
  }

  static func peer(_ name: String) -> String {
    home.appendingPathComponent("peers/\(name).py").path
  }
}
