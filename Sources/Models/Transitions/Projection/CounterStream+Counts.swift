import Foundation

extension CounterStream {
  /// What a binomial draw needs of its probability; made once for many draws.
  struct BinomialShape: Sendable {
    /// The smaller of p and 1 − p.
    let p: Double
    /// Whether p was the larger.
    let isMirrored: Bool
    /// p / (1 − p).
    let odds: Double
    /// log (1 − p).
    let logRest: Double

    /// - Precondition: `probability` lies between 0 and 1.
    init(_ probability: Double) {
      isMirrored = probability > 0.5
      p = isMirrored ? 1 - probability : probability
      odds = p / (1 - p)
      logRest = log1p(-p)
    }
  }

  /// A binomial draw: by inversion when fewer than ten successes (or failures) are expected, else by
  /// transformed rejection.
  ///
  /// Source: W. Hörmann (1993), *The generation of binomial random variates*, Journal of Statistical
  /// Computation and Simulation 46, algorithm BTRS.
  @inline(__always)
  mutating func binomial(_ trials: Int, _ shape: BinomialShape) -> Int {
    let expected = Double(trials) * shape.p
    let count = expected < 10 ? inversion(trials, shape) : rejection(trials, shape)
    return shape.isMirrored ? trials &- count : count
  }

  @inline(__always)
  private mutating func inversion(_ trials: Int, _ shape: BinomialShape) -> Int {
    if trials == 0 || shape.p == 0 { return 0 }
    var rest = midpoint()
    var term = exp(Double(trials) * shape.logRest)
    // The term of k + 1 is that of k times odds · (n − k) / (k + 1) = (n + 1) odds / (k + 1) − odds.
    let slope = (Double(trials) + 1) * shape.odds
    var k = 0
    while rest > term && k < trials {
      rest -= term
      k &+= 1
      term *= slope * reciprocal(k) - shape.odds
    }
    return k
  }

  /// 1 / k, from a table where it reaches.
  @inline(__always)
  private func reciprocal(_ k: Int) -> Double {
    k < CountTables.size ? tables.reciprocals[k] : 1 / Double(k)
  }

  @inline(never)
  private mutating func rejection(_ trials: Int, _ shape: BinomialShape) -> Int {
    let n = Double(trials)
    let spread = (n * shape.p * (1 - shape.p)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * shape.p
    let centre = n * shape.p + 0.5
    let squeeze = 0.92 - 4.2 / b
    while true {
      let u = midpoint() - 0.5
      let v = midpoint()
      let us = 0.5 - abs(u)
      let point = (2 * a / us + b) * u + centre
      if point < 0 || point >= n + 1 { continue }
      let k = Double(Int(point))
      if us >= 0.07 && v <= squeeze { return Int(point) }
      let mode = Double(Int((n + 1) * shape.p))
      let alpha = (2.83 + 5.1 / b) * spread
      let ratio =
        logFactorial(mode) + logFactorial(n - mode) - logFactorial(k) - logFactorial(n - k)
        + (k - mode) * log(shape.odds)
      if log(v * alpha / (a / (us * us) + b)) <= ratio { return Int(k) }
    }
  }

  /// log k! of a whole number, from a table where it reaches.
  @inline(__always)
  private func logFactorial(_ k: Double) -> Double {
    k < Double(CountTables.size) ? tables.logFactorials[Int(k)] : Self.stirling(k)
  }

  /// Stirling's series; the first term left out is below 10⁻¹⁸ where the table ends.
  static func stirling(_ k: Double) -> Double {
    let square = 1 / (k * k)
    return (k + 0.5) * log(k) - k + 0.918_938_533_204_672_741_78
      + (1.0 / 12 - square * (1.0 / 360 - square / 1260)) / k
  }

  /// A Poisson draw: by inversion below a mean of 10, else by transformed rejection.
  ///
  /// Source: W. Hörmann (1993), *The transformed rejection method for generating Poisson random
  /// variables*, Insurance: Mathematics and Economics 12, algorithm PTRS.
  mutating func poisson(mean: Double) -> Int {
    if mean < 10 {
      var rest = midpoint()
      var term = exp(-mean)
      var k = 0
      while rest > term && term > 0 {
        rest -= term
        k += 1
        term *= mean / Double(k)
      }
      return k
    }
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = midpoint() - 0.5
      let v = midpoint()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07 && v <= squeeze { return Int(k) }
      if k < 0 || (us < 0.013 && v > us) { continue }
      if log(v * inverseAlpha / (a / (us * us) + b)) <= k * log(mean) - mean - logFactorial(k) {
        return Int(k)
      }
    }
  }

  /// One of the whole numbers of a range, each as likely as the others (to 2⁻⁶⁴ of their number).
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    let count = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
  }
}

/// 1/k and log k! of small k.
struct CountTables: Sendable {
  static let size = 1024
  static let standard = CountTables()
  let reciprocals: [Double]
  let logFactorials: [Double]

  private init() {
    reciprocals = [.infinity] + (1..<Self.size).map { 1 / Double($0) }
    // Sums of rounded logarithms would drift; from 128 on the series is exact to the last digits.
    var logs = [0.0]
    var product = 1.0
    for k in 1..<Self.size {
      product *= Double(k)
      logs.append(k < 128 ? log(product) : CounterStream.stirling(Double(k)))
    }
    logFactorials = logs
  }
}
