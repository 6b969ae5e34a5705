import Foundation
import Models

/// Times projections beside numpy (`peers/project.py`), in turns on the same problems: `Project [repeats]
/// [folder] [case …]`.
///
/// Each turn is a process of its own, of ours as of numpy: what is short is run once before the clock starts.
/// Both print the mean of a total in the last year, so that nobody is believed for being fast.
@main struct Project {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "ours" {
      try run(arguments[1], turn: Int(arguments[2]) ?? 0)
      return
    }
    let repeats = arguments.first.flatMap(Int.init) ?? 5
    let folder = URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : "/tmp/project")
    let chosen = Set(arguments.dropFirst(2))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    say("Seconds by the clock, median and range of \(repeats) turns; load \(load()) at first.")
    say("")
    say("| | ours | numpy | ours ÷ numpy | processor time | memory | mean of the total |")
    say("| --- | --- | --- | --- | --- | --- | --- |")
    for problem in Problem.all where chosen.isEmpty || chosen.contains(problem.name) {
      let file = folder.appendingPathComponent(problem.name)
      try problem.write(to: file)
      var ours: [Turn] = []
      var theirs = [[Turn]](repeating: [], count: problem.peers.count)
      for turn in 0..<repeats {
        ours.append(
          try Turn(of: "/proc/self/exe", ["ours", problem.name, "\(turn)"], environment: [:]))
        for (number, peer) in problem.peers.enumerated() {
          // Which of its algorithms is the quickest does not change from turn to turn.
          let known = theirs[number].first.map { ["ALGORITHM": $0.algorithm] } ?? [:]
          theirs[number].append(
            try Turn(
              of: "/usr/bin/env", ["python3", script, file.path],
              environment: ["ROUTE": peer].merging(known) { $1 }))
        }
      }
      for (peer, turns) in zip(problem.peers, theirs) {
        say(row(problem.title + (peer.isEmpty ? "" : ", numpy \(peer)"), ours, turns))
      }
    }
    say("")
    say("Load \(load()) at last.")
  }

  /// One turn of ours.
  static func run(_ name: String, turn: Int) throws {
    guard let problem = Problem.all.first(where: { $0.name == name }) else {
      throw CocoaError(.featureUnsupported)
    }
    let projection = try problem.projection()
    func answers(_ seed: Int) throws -> [FlowAnswer] {
      try projection.simulate(
        problem.questions, replicates: problem.replicates, seed: UInt64(seed),
        noise: problem.noise)
    }
    if problem.isShort { _ = try answers(turn + 1_000) }
    let processor = clock()
    var found: [FlowAnswer] = []
    let time = try ContinuousClock().measure { found = try answers(turn) }
    // POSIX counts in millionths of a second.
    let used = Double(clock() - processor) / 1e6
    let mean = found.suffix(problem.totals).reduce(0) { $0 + ($1.years.last?.mean ?? .nan) }
    print(time / .seconds(1), String(format: "%.1f", mean), 0, used, Turn.mostMemory())
  }

  static func row(_ title: String, _ ours: [Turn], _ theirs: [Turn]) -> String {
    let ratios = zip(ours, theirs).map { $0.seconds / $1.seconds }
    let (a, b) = (Range(ours.map(\.seconds)), Range(theirs.map(\.seconds)))
    let (c, d) = (Range(ours.map(\.processor)), Range(theirs.map(\.processor)))
    let (e, f) = (Range(ours.map(\.megabytes)), Range(theirs.map(\.megabytes)))
    return String(
      format: "| %@ | %@ | %@ | %@ | %.2f ÷ %.2f s | %.0f, %.0f MB | %@, %@ |", title, a.text,
      b.text,
      Range(ratios).text, c.median, d.median, e.median, f.median, ours[ours.count - 1].mean,
      theirs[theirs.count - 1].mean)
  }

  static var script: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../peers/project.py").standardized.path
  }

  /// Processes that want to run, averaged over a minute.
  static func load() -> String {
    let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
    return text?.split(separator: " ").first.map(String.init) ?? "unknown"
  }

  /// Says a line at once, also into a pipe.
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// Median and range of the turns.
  struct Range {
    let (least, median, greatest): (Double, Double, Double)

    init(_ values: [Double]) {
      let sorted = values.sorted()
      (least, greatest) = (sorted[0], sorted[sorted.count - 1])
      median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    var text: String { String(format: "%.3f (%.3f–%.3f)", median, least, greatest) }
  }
}

/// What one process says of its turn: seconds, the mean of the total, its algorithm, seconds of processor
/// time, and its greatest memory in megabytes.
struct Turn {
  let seconds: Double
  let mean: String
  let algorithm: String
  let processor: Double
  let megabytes: Double

  init(of program: String, _ arguments: [String], environment: [String: String]) throws {
    let (process, pipe) = (Process(), Pipe())
    let path = URL(fileURLWithPath: program).resolvingSymlinksInPath()
    process.executableURL = program.hasPrefix("/proc") ? path : URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(
      String.init)
    guard words.count == 5, let seconds = Double(words[0]), let processor = Double(words[3]),
      let megabytes = Double(words[4])
    else { throw CocoaError(.fileReadCorruptFile) }
    (self.seconds, mean, algorithm) = (seconds, words[1], words[2])
    (self.processor, self.megabytes) = (processor, megabytes)
  }

  /// The most memory this process has had, in megabytes.
  static func mostMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let words = line?.split(whereSeparator: \.isWhitespace) ?? []
    return words.count > 1 ? (Double(words[1]) ?? .nan) / 1024 : .nan
  }
}

/// One problem: units that share Dirichlet rates, nobody entering.
struct Problem {
  let name: String
  let title: String
  let states: Int
  /// Destinations of each state; as many as states: from everywhere to everywhere.
  let destinations: Int
  let units: Int
  let stocks: ClosedRange<Int>
  let replicates: Int
  let noise: FlowProjection.Noise

  static let all: [Problem] = [false, true].flatMap { sparse in
    let (suffix, word) = sparse ? ("-sparse", "4 destinations") : ("", "all to all")
    return [
      Problem(
        name: "one-rates\(suffix)", title: "21 states, \(word), 10,000 × rates only", states: 21,
        destinations: sparse ? 4 : 21, units: 1, stocks: 50...400, replicates: 10_000,
        noise: .parameters),
      Problem(
        name: "one-pupils\(suffix)", title: "21 states, \(word), 10,000 × whole pupils", states: 21,
        destinations: sparse ? 4 : 21, units: 1, stocks: 50...400, replicates: 10_000,
        noise: .everything),
      Problem(
        name: "schools-rates\(suffix)",
        title: "500 schools × 12 states, \(word), 10,000 × rates only",
        states: 12, destinations: sparse ? 4 : 12, units: 500, stocks: 5...60, replicates: 10_000,
        noise: .parameters),
      Problem(
        name: "schools-pupils\(suffix)",
        title: "500 schools × 12 states, \(word), 200 × whole pupils", states: 12,
        destinations: sparse ? 4 : 12, units: 500, stocks: 5...60, replicates: 200,
        noise: .everything),
    ]
  }

  /// What numpy warms up for.
  var isShort: Bool { units == 1 && noise == .parameters }
  /// The routes of the peer that are worth a row: for many units also ours.
  var peers: [String] { units > 1 && noise == .parameters ? ["forward", "by worth"] : [""] }
  var horizon: Int { 10 }

  /// State s goes to s, s + 1, … round the ring.
  var rows: [[(to: Int, parameter: Double)]] {
    (0..<states).map { (s: Int) -> [(to: Int, parameter: Double)] in
      let reached: [Int] = (0..<destinations).map { (s + $0) % states }.sorted()
      return reached.map { (to: Int) -> (to: Int, parameter: Double) in
        let shape: Int = 1 + (7 * s + 3 * to + s * to) % 19
        return (to: to, parameter: Double(shape))
      }
    }
  }

  var starts: [[Int]] {
    (0..<units).map { unit in
      var generator = Philox(seed: 5, stream: UInt64(unit))
      return (0..<states).map { _ in Int.random(in: stocks, using: &generator) }
    }
  }

  /// Each state of a single unit and their total of all but three; that total of each of many units.
  var questions: [FlowQuestion] {
    let each =
      units == 1
      ? (0..<states).map { FlowQuestion(FlowMeasure(FlowMeasure.stock(of: [$0], in: [0]))) } : []
    return each
      + (0..<units).map {
        FlowQuestion(FlowMeasure(FlowMeasure.stock(of: Array(0..<(states - 3)), in: [$0])))
      }
  }

  /// The last questions, which are totals.
  var totals: Int { units }

  func projection() throws -> FlowProjection {
    let space = try StateSpace(
      states: (0..<states).map { .init(name: "state \($0)") },
      transitions: rows.enumerated().flatMap { s, row in row.map { .init(from: s, to: $0.to) } })
    let rates = try TransitionRates(
      space: space, rows: rows.map { .dirichlet($0.map(\.parameter)) })
    let nobody = [[FlowProjection.Inflow]](
      repeating: [FlowProjection.Inflow](repeating: .fixed(0), count: states), count: horizon)
    return try FlowProjection(
      rates: [rates],
      units: starts.enumerated().map { .init(number: $0, start: $1, inflow: nobody) },
      horizon: horizon)
  }

  /// Numbers as text, for numpy.
  func write(to file: URL) throws {
    var lines = [
      "\(states) \(destinations) \(units) \(replicates) \(horizon) \(noise == .everything ? 1 : 0)"
    ]
    lines += rows.map { $0.map { "\($0.to)" }.joined(separator: " ") }
    lines += rows.map { $0.map { "\($0.parameter)" }.joined(separator: " ") }
    lines += starts.map { $0.map(String.init).joined(separator: " ") }
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
  }
}
