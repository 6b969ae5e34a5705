import Foundation

extension Normal {
  /// One draw, by the quantile of one uniform number: draw i uses number i, whatever its value.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    quantile(generator.uniform())
  }
}

extension Poisson {
  /// One draw: by inversion below a mean of 10, else by transformed rejection.
  ///
  /// Source: W. Hörmann (1993), *The transformed rejection method for generating Poisson random
  /// variables*, Insurance: Mathematics and Economics 12, algorithm PTRS.
  public func draw(using generator: inout some RandomNumberGenerator) -> Int {
    if mean < 10 { return inversion(generator.uniform()) }
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = generator.uniform() - 0.5
      let v = generator.uniform()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07 && v <= squeeze { return Int(k) }
      if k < 0 || (us < 0.013 && v > us) { continue }
      if log(v * inverseAlpha / (a / (us * us) + b)) <= SaddlePoint.logPoisson(k, mean: mean) {
        return Int(k)
      }
    }
  }

  private func inversion(_ uniform: Double) -> Int {
    var rest = uniform
    var term = exp(-mean)
    var k = 0
    while rest > term && term > 0 {
      rest -= term
      k += 1
      term *= mean / Double(k)
    }
    return k
  }
}

extension Binomial {
  /// One draw: by inversion when fewer than 10 successes (or failures) are expected, else by
  /// transformed rejection.
  ///
  /// Source: W. Hörmann (1993), *The generation of binomial random variates*, Journal of
  /// Statistical Computation and Simulation 46, algorithm BTRS, with the exact density for the last
  /// comparison.
  public func draw(using generator: inout some RandomNumberGenerator) -> Int {
    if probability > 0.5 {
      let mirror = Binomial(trials: trials, probability: 1 - probability)
      return trials - mirror.draw(using: &generator)
    }
    if trials == 0 || probability == 0 { return 0 }
    let n = Double(trials)
    if n * probability < 10 { return inversion(generator.uniform()) }
    let spread = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let centre = n * probability + 0.5
    let squeeze = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let mode = logProbability(Int((n + 1) * probability))
    while true {
      let u = generator.uniform() - 0.5
      let v = generator.uniform()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + centre).rounded(.down)
      if us >= 0.07 && v <= squeeze { return Int(k) }
      if k < 0 || k > n { continue }
      if log(v * alpha / (a / (us * us) + b)) <= logProbability(Int(k)) - mode { return Int(k) }
    }
  }

  private func inversion(_ uniform: Double) -> Int {
    var rest = uniform
    var term = exp(logProbability(0))
    let odds = probability / (1 - probability)
    var k = 0
    while rest > term && k < trials {
      rest -= term
      k += 1
      term *= odds * Double(trials - k + 1) / Double(k)
    }
    return k
  }
}

extension Beta {
  /// One draw: G₁/(G₁+G₂) of two gamma draws, in logarithms.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let first = Gamma.logDraw(shape: alpha, using: &generator)
    let second = Gamma.logDraw(shape: beta, using: &generator)
    return 1 / (1 + exp(second - first))
  }
}

extension BetaBinomial {
  /// One draw: a proportion, then a count.
  public func draw(using generator: inout some RandomNumberGenerator) -> Int {
    let p = proportion.draw(using: &generator)
    return Binomial(trials: trials, probability: p).draw(using: &generator)
  }
}
