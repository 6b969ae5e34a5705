import Foundation
import Pipeline
import Records

/// Takes files into a new store, as `doorstroom ingest` does, and prints what became of them.
///
///     Benchmarks/.build/release/IngestNational STORE FILE …
@main
struct IngestNational {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count > 1, !FileManager.default.fileExists(atPath: arguments[0]) else {
      print("usage: IngestNational NEW-STORE FILE …")
      exit(64)
    }
    let results = try Ingestion(storePath: arguments[0]).add(Array(arguments.dropFirst()))
    let counts = results.map(\.counts)
    print(
      "{\"rows\":\(counts.reduce(0) { $0 + $1.rows }),\"facts\":\(counts.reduce(0) { $0 + $1.facts }),"
        + "\"suppressed\":\(counts.reduce(0) { $0 + $1.suppressed })}")
  }
}
