import Foundation
import Samples

/// Writes the files of the benchmarks, each with its truth (`….truth`) beside it.
///
///     Benchmarks/.build/release/Generate FOLDER
///
/// `10MB` and `500MB` hold one file with every trouble at once, `fifteen` and `ten` the sets of years.
@main
struct Generate {
  static let seed: UInt64 = 2026

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: Generate FOLDER")
      exit(64)
    }
    let folder = URL(fileURLWithPath: CommandLine.arguments[1])
    let sets: [(name: String, files: [NationalFile])] = [
      ("10MB", [NationalFiles.troubled(bytes: 10_000_000, seed: seed)]),
      ("500MB", [NationalFiles.troubled(bytes: 500_000_000, seed: seed)]),
      ("fifteen", NationalFiles.fifteenYears(seed: seed)),
      ("ten", NationalFiles.tenYears(seed: seed)),
    ]
    for set in sets {
      let place = folder.appendingPathComponent(set.name)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      var (bytes, rows) = (0, 0)
      let start = ContinuousClock.now
      for file in set.files {
        let path = place.appendingPathComponent(file.name)
        let truth = try file.write(to: path.path)
        try (truth.line + "\n").write(
          to: path.appendingPathExtension("truth"), atomically: true, encoding: .utf8)
        (bytes, rows) = (bytes + truth.bytes, rows + truth.rows)
      }
      let time = start.duration(to: .now).formatted(.units(allowed: [.milliseconds]))
      print("\(set.name): \(set.files.count) files, \(bytes) bytes, \(rows) rows, \(time)")
    }
  }
}
