import Foundation
import TestSupport
import Testing

@testable import Models

/// Every operation on a grid of parameters and tails to 10⁻³⁰⁰, against 400-digit arithmetic; the file
/// also tells how far R is off.
@Suite struct DistributionGridTests {
  struct Line: CustomTestStringConvertible {
    let distribution, operation: String
    let a, b, x, value: Double
    var testDescription: String { "\(distribution) \(operation)(\(x); \(a), \(b))" }
  }

  static func lines() throws -> [Line] {
    let file = Repository.root
      .appendingPathComponent("Tests/ModelsTests/Reference/distributions.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ").map(String.init)
      guard fields[0] != "#" else { return nil }
      let numbers = fields[2...].map { Double($0) ?? .infinity }
      return Line(
        distribution: fields[0], operation: fields[1], a: numbers[0], b: numbers[1],
        x: numbers[2], value: numbers[3])
    }
  }

  @Test(arguments: ["norm", "t", "f", "chisq", "gamma", "beta", "binom", "pois", "nbinom"])
  func `thirteen digits are right, in the tails too`(name: String) throws {
    let lines = try Self.lines().filter { $0.distribution == name }
    #expect(lines.count > 40)
    for line in lines {
      let (value, condition) = try evaluate(line)
      // Where the quantile magnifies the last place of p (df = 10⁻³), some of these magnified.
      let tolerance = max(1e-13, 4 * condition * Double.ulpOfOne)
      expectClose(value, line.value, relative: tolerance, line.testDescription)
    }
  }

  /// The value, and for a quantile p/(|x| f(x)), its relative condition.
  private func evaluate(_ line: Line) throws -> (Double, condition: Double) {
    let (a, b, x) = (line.a, line.b, line.x)
    switch line.distribution {
    case "norm": return continuous(Normal(mean: a, standardDeviation: b), line)
    case "t": return continuous(StudentT(degreesOfFreedom: a), line)
    case "f": return continuous(FisherF(numerator: a, denominator: b), line)
    case "chisq": return continuous(ChiSquared(degreesOfFreedom: a), line)
    case "gamma": return continuous(Gamma(shape: a, rate: b), line)
    case "beta": return continuous(Beta(alpha: a, beta: b), line)
    case "binom": return (count(Binomial(trials: Int(a), probability: b), line.operation, x), 0)
    case "pois": return (count(Poisson(mean: a), line.operation, x), 0)
    default: return (count(NegativeBinomial(mean: b, size: a), line.operation, x), 0)
    }
  }

  private func continuous(
    _ distribution: some ContinuousDistribution, _ line: Line
  ) -> (Double, condition: Double) {
    let x = line.x
    switch line.operation {
    case "d": return (distribution.density(x), 0)
    case "p": return (distribution.cumulative(x), 0)
    case "s": return (distribution.survival(x), 0)
    case "lp": return (distribution.logCumulative(x), 0)
    case "ls": return (distribution.logSurvival(x), 0)
    default:
      let value =
        line.operation == "q" ? distribution.quantile(x) : distribution.quantile(upper: x)
      return (value, x / exp(distribution.logDensity(value) + log(abs(value))))
    }
  }

  private func count(
    _ distribution: some CountDistribution, _ operation: String, _ x: Double
  ) -> Double {
    switch operation {
    case "d": distribution.probability(Int(x))
    case "p": distribution.cumulative(Int(x))
    case "s": distribution.probability(atLeast: Int(x) + 1)
    case "q": Double(distribution.quantile(x))
    default: Double(distribution.quantile(upper: x))
    }
  }
}
