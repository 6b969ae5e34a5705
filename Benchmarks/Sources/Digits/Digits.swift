import Foundation
import LinearAlgebra
import Models

/// Correct digits on the linear regression sets of NIST StRD: ours beside those of R and numpy, which
/// `Tests/ModelsTests/Reference/nist/digits.R` and `digits.py` computed into `peers.txt`.
///
/// With `--threads`: whether one and two threads of OpenBLAS give the same ten digits, see ``Threads``.
@main enum Digits {
  struct Problem {
    var name: String
    var kind: String
    var coefficients: [Double] = []
    var errors: [Double] = []
    var rows: [[Double]] = []
  }

  static func main() throws {
    switch CommandLine.arguments.dropFirst().first {
    case "--threads": return try Threads.compare()
    case "--models": return try Threads.models()
    default: try table()
    }
  }

  static func table() throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Tests/ModelsTests/Reference/nist")
    let problems = read(try lines(folder.appendingPathComponent("nist.txt")))
    let peers = try lines(folder.appendingPathComponent("peers.txt"))
    print("| set | ours | ours, powers as doubles (allowed at least) | R `lm` | numpy `lstsq` |")
    print("| --- | --- | --- | --- | --- |")
    for problem in problems {
      let design = design(problem)
      let response = problem.rows.map { $0[0] }
      let exact = try LinearRegression().fit(design: design, response: response)
      let plain = try LinearRegression().fit(design: design.high, response: response)
      let allowed = try plain.digitsAllowed().reduce(15.95) { min($0, $1 ?? 0) }
      let peer = { (words: [String]) -> String in
        peers.first { $0.starts(with: words) }.map { $0.suffix(2).joined(separator: " / ") } ?? "-"
      }
      print(
        "| \(problem.name) | \(digits(exact, problem)) | \(digits(plain, problem)) "
          + "(\(String(format: "%.1f", allowed))) | \(peer(["lm", "9.9999999999999995e-08", problem.name]))"
          + " | \(peer(["lstsq", "None", problem.name])) |")
    }
  }

  static func lines(_ url: URL) throws -> [[String]] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
  }

  static func read(_ lines: [[String]]) -> [Problem] {
    var problems: [Problem] = []
    for words in lines {
      let numbers = words.dropFirst().map { Double($0) ?? .nan }
      switch words[0] {
      case "set": problems.append(Problem(name: words[1], kind: words[2]))
      case "coefficient":
        problems[problems.count - 1].coefficients.append(numbers[0])
        problems[problems.count - 1].errors.append(numbers[1])
      case "row": problems[problems.count - 1].rows.append(numbers)
      default: break
      }
    }
    return problems
  }

  static func design(_ problem: Problem) -> ExtendedMatrix {
    switch problem.kind {
    case "columns": ExtendedMatrix(Matrix(rows: problem.rows.map { [1] + $0.dropFirst() }))
    case "through-zero": ExtendedMatrix(Matrix(columns: [problem.rows.map { $0[1] }]))
    default:
      ExtendedMatrix.powers(
        of: problem.rows.map { $0[1] }, through: problem.coefficients.count - 1)
    }
  }

  /// "estimates / standard errors": of the worst, at most 15.
  static func digits(_ fit: LinearRegression.Fit, _ problem: Problem) -> String {
    func worst(_ values: [Double?], _ certified: [Double]) -> Double {
      zip(values, certified).reduce(15) { least, pair in
        guard let value = pair.0 else { return 0 }
        let error = abs(value - pair.1) / (pair.1 == 0 ? 1 : abs(pair.1))
        return min(least, error == 0 ? 15 : max(0, -log10(error)))
      }
    }
    return String(
      format: "%.1f / %.1f", worst(fit.coefficients, problem.coefficients),
      worst(fit.standardErrors, problem.errors))
  }
}
