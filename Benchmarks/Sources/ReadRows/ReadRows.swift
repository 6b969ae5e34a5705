import Foundation
import Ingest
import Records

/// Reads files row by row, as the store and `doorstroom check` do, and prints what they hold and how
/// long it took, three times over: the first time the processor is cold.
///
///     Benchmarks/.build/release/ReadRows FILE …
@main
struct ReadRows {
  static func main() throws {
    for path in CommandLine.arguments.dropFirst() {
      for _ in 0..<3 {
        let clock = ContinuousClock()
        var reader: SourceReader?
        let opening = try clock.measure {
          reader = try SourceReader(path: path)
          // The hash stands in every fact, so that it is part of the work.
          _ = reader?.header
        }
        guard let reader else { continue }
        var (rows, facts, characters) = (0, 0, 0)
        let cpu = clock_t(clock_())
        let reading = try clock.measure {
          _ = try reader.read { (row) throws(Never) in
            rows += 1
            facts += row.facts.count
            characters += row.text.utf8.count
          }
        }
        let used = Double(clock_() - cpu) / Double(CLOCKS_PER_SEC)
        let seconds =
          Double(reading.components.attoseconds) / 1e18 + Double(reading.components.seconds)
        print(
          "\(reader.name): \(rows) rows, \(facts) facts, \(characters) bytes; opened and hashed in "
            + "\(opening), read in \(reading) (CPU \(used) s): "
            + "\(Int(Double(reader.bytes) / seconds / 1e6)) MB/s")
      }
    }
  }

  private static func clock_() -> clock_t { clock() }
}
