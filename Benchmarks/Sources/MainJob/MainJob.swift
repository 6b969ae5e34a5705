import Foundation

/// Times the release build of `doorstroom run` on the package's own data, as a whole process: from an
/// empty store (first run) and with nothing changed (later runs).
///
///     swift build -c release && swift build -c release --package-path Benchmarks
///     Benchmarks/.build/release/MainJob
///
/// Not through `swift run`: the peak memory of its compilers would be counted with ours.
@main
struct MainJob {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func main() throws {
    let program = root.appendingPathComponent(".build/release/doorstroom")
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      print("There is no .build/release/doorstroom: run `swift build -c release` first.")
      exit(1)
    }
    let repeats = 15
    var first: [Double] = []
    var later: [Double] = []
    for _ in 0..<repeats {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("doorstroom-benchmark-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      first.append(try seconds(program, in: folder))
      later.append(try seconds(program, in: folder))
    }
    report("first run (empty store)", first)
    report("later run (nothing changed)", later)
    print("peak memory: \(peakMemory()) MB")
  }

  /// The wall time of one run.
  static func seconds(_ program: URL, in folder: URL) throws -> Double {
    let process = Process()
    process.executableURL = program
    process.arguments = ["run", "--data", root.appendingPathComponent("data").path]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    process.waitUntilExit()
    let duration = start.duration(to: .now)
    guard process.terminationStatus == 0 else {
      print("doorstroom failed with exit code \(process.terminationStatus)")
      exit(1)
    }
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  static func report(_ name: String, _ times: [Double]) {
    let sorted = times.sorted()
    let text = [sorted[0], sorted[sorted.count / 2], sorted[sorted.count - 1]]
      .map { "\((1000 * $0).rounded() / 1000) s" }
    print("\(name): least \(text[0]), median \(text[1]), most \(text[2]) of \(sorted.count)")
  }

  /// The largest resident set of any child, in MB.
  static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
