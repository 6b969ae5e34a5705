import Foundation
import Models

/// Times projections beside numpy (`peers/project.py`), in turns on the same problems: `Project [repeats]
/// [folder] [case …]`.
///
/// Both print the mean of a total in the last year, so that nobody is believed for being fast.
@main struct Project {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let repeats = arguments.first.flatMap(Int.init) ?? 5
    let folder = URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : "/tmp/project")
    let chosen = Set(arguments.dropFirst(2))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    print("| | ours | numpy | ours ÷ numpy | mean of the total: ours, numpy |")
    print("| --- | --- | --- | --- | --- |")
    for problem in Problem.all where chosen.isEmpty || chosen.contains(problem.name) {
      try problem.write(to: folder.appendingPathComponent(problem.name))
      let projection = try problem.projection()
      var (ours, theirs, means) = ([Double](), [Double](), (0.0, ""))
      for turn in 0..<repeats {
        let clock = ContinuousClock()
        var answers: [FlowAnswer] = []
        let time = try clock.measure {
          answers = try projection.simulate(
            problem.questions, replicates: problem.replicates, seed: UInt64(turn),
            noise: problem.noise)
        }
        ours.append(time / .seconds(1))
        means.0 = answers.suffix(problem.totals).reduce(0) { $0 + ($1.years.last?.mean ?? .nan) }
        let line = try peer(folder.appendingPathComponent(problem.name).path)
        theirs.append(Double(line[0]) ?? .nan)
        means.1 = line[1]
      }
      let (a, b) = (median(ours), median(theirs))
      print(
        String(
          format: "| %@ | %.3f s | %.3f s | %.3f | %.1f, %@ |", problem.title, a, b, a / b, means.0,
          means.1))
    }
  }

  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// Seconds and mean that the peer prints.
  static func peer(_ file: String) throws -> [String] {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../peers/project.py").standardized.path
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, file]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(
      String.init)
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

  var isDense: Bool { destinations == states }
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
