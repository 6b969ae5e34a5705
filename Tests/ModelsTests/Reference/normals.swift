// Draws many normal numbers and compares them with the normal distribution, far into the tail. Takes seconds with
// optimisation and an hour without, so it is a program and not a test:
//
//     P=Sources/Models/Transitions/Projection
//     cp Tests/ModelsTests/Reference/normals.swift /tmp/main.swift
//     swiftc -O -I Sources/CDraws /tmp/main.swift $P/CounterStream*.swift $P/DrawDoor.swift $P/Ziggurat.swift \
//       -o /tmp/normals
//     /tmp/normals 10000000 100 159       # draws a seed, first seed, last seed
//
// Each line: the seed; χ² and cells of width 0.1 beyond 3.2; χ² and cells of width 0.05 overall (cells that expect
// fewer than 5 draws are left out).
import Foundation

let draws = Int(CommandLine.arguments[1]) ?? 0
let seeds = CommandLine.arguments[2...3].compactMap { UInt64($0) }
for seed in seeds[0]...seeds[1] {
  var stream = CounterStream(seed: seed, replicate: 0)
  stream.begin(.rates, unit: 0, year: 0)
  var counts = [Double](repeating: 0, count: 260)
  for _ in 0..<draws {
    let cell = Int((stream.normal() * 20).rounded(.down)) + 130
    if counts.indices.contains(cell) { counts[cell] += 1 }
  }
  func statistic(beyond: Double, joining width: Int) -> String {
    var (sum, cells) = (0.0, 0)
    for first in stride(from: 0, to: 260, by: width) {
      let observed = counts[first..<(first + width)].reduce(0, +)
      let edges = [abs(Double(first - 130)) / 20, abs(Double(first + width - 130)) / 20].sorted()
      let tails = edges.map { 0.5 * erfc($0 / 2.0.squareRoot()) }
      let expected = Double(draws) * (tails[0] - tails[1])
      if edges[0] < beyond - 1e-9 || expected < 5 { continue }
      sum += (observed - expected) * (observed - expected) / expected
      cells += 1
    }
    return "\(sum) \(cells)"
  }
  print(seed, statistic(beyond: 3.2, joining: 2), statistic(beyond: 0, joining: 1))
}
