import Foundation
public import LinearAlgebra

/// A fitted ``EntrantModel``: entrants by location in each year to come, as a distribution.
public struct EntrantForecast: Sendable {
  /// The children by year.
  public let index: CohortIndex
  /// The years of entry that were fitted, ascending.
  public let base: [Int]
  /// The years to come: those of ``index`` after the last of ``base``.
  public let years: [Int]
  /// The number of locations, in the order of the counts.
  public let locations: Int
  /// The locations that had entrants in a base year; the others get none.
  public let open: [Int]
  /// λ of a year of which nothing is known yet: entrants for one child who reaches the age.
  public let rate: Mixture<Gamma>
  /// π: the mean share of each location; 0 for one that is not open.
  public let shares: [Double]
  /// A: how surely the mean shares are known, as the concentration of a Dirichlet distribution.
  public let shareCertainty: Double
  /// M: how alike the shares of different years are; +∞ where they do not differ more than A allows.
  public let shareConcentration: Double
  /// Whether the shares were taken from the middles of withheld numbers, there being too many ways to fill
  /// them in.
  public let sharesAreOfMiddles: Bool
  /// What is assumed.
  public let options: EntrantModel.Options
  /// What the expected entrants of a location are multiplied by to agree with published totals, by the
  /// place in ``years`` and location; empty where there are none.
  public private(set) var calibration: [[Double]] = []
  /// E λ and E λ².
  private let rateMoments: (mean: Double, square: Double)

  init(
    index: CohortIndex, options: EntrantModel.Options, base: [Int], locations: Int, open: [Int],
    rate: RatePool, pool: SharePool?, sharesAreOfMiddles: Bool
  ) throws(InflowError) {
    self.index = index
    self.options = options
    self.base = base
    self.locations = locations
    self.open = open
    self.sharesAreOfMiddles = sharesAreOfMiddles
    let last = base.last ?? 0
    years = index.years.filter { $0 > last }
    let rate = rate.posterior(counts: 0...0, exposure: 0)
    self.rate = rate
    var square = 0.0
    for (component, weight) in zip(rate.components, rate.weights) {
      square += weight * (component.variance + component.mean * component.mean)
    }
    rateMoments = (rate.mean, square)
    var shares = [Double](repeating: 0, count: locations)
    guard let pool else {
      shares[open[0]] = 1
      (self.shares, shareCertainty, shareConcentration) = (shares, .infinity, .infinity)
      return
    }
    let nothing = ShareGroup(counts: open.map { _ in 0 })
    let means = open.indices.map { pool.meanShare(category: $0) }
    let sum = means.reduce(0) { $0 + $1.mean }
    var (spread, certain, yearly) = (0.0, 0.0, 0.0)
    for (i, mean) in means.enumerated() {
      let share = mean.mean / sum
      shares[open[i]] = share
      spread += share * (1 - share)
      certain += mean.variance
      yearly += pool.posterior(category: i, of: nothing).variance
    }
    let a = max(certain / spread, 1e-12)
    let rest = (yearly / spread - a) / (1 - a)
    self.shares = shares
    shareCertainty = 1 / a - 1
    shareConcentration = rest > 0 ? max(1 / rest - 1, 1e-6) : .infinity
  }

  /// Expected entrants by location.
  ///
  ///     E X[i] = D · E λ · π[i]
  ///
  /// - Throws: ``InflowError/unknownYear(_:)`` for a year that is not one of ``years``.
  public func mean(_ year: Int) throws(InflowError) -> [Double] {
    let total = try moments(year).mean
    return scaled(shares.map { total * $0 }, year)
  }

  /// The same forecast with the expected entrants of locations multiplied, so that they change as published
  /// totals say. Their spread is multiplied with them: what these totals are unsure of is not published.
  ///
  /// - Parameter factors: By the place in ``years`` and location; above 0, 1 for no change.
  /// - Throws: ``InflowError/invalidOptions``.
  public func calibrated(by factors: [[Double]]) throws(InflowError) -> EntrantForecast {
    guard factors.count == years.count,
      factors.allSatisfy({ $0.count == locations && $0.allSatisfy { $0 > 0 && $0.isFinite } })
    else { throw .invalidOptions }
    var result = self
    result.calibration = factors
    return result
  }

  /// These numbers by location times the calibration of the year.
  private func scaled(_ numbers: [Double], _ year: Int) -> [Double] {
    guard !calibration.isEmpty, let y = years.firstIndex(of: year) else { return numbers }
    return zip(numbers, calibration[y]).map(*)
  }

  /// The covariance of the entrants of the locations in a year.
  ///
  ///     Cov(X[i], X[j]) = E R² E p[i]p[j] − E X[i] E X[j] + 1{i=j} E X[i]
  ///
  /// - Throws: ``InflowError/unknownYear(_:)`` for a year that is not one of ``years``.
  public func covariance(_ year: Int) throws(InflowError) -> Matrix {
    let (mean, square) = try moments(year)
    let spread = shareVariance
    let factors = scaled([Double](repeating: 1, count: locations), year)
    var result = Matrix(rows: locations, columns: locations, repeating: 0)
    for i in 0..<locations {
      for j in 0..<locations {
        let product = shares[i] * shares[j]
        let joint = product + spread * ((i == j ? shares[i] : 0) - product)
        result[i, j] =
          factors[i] * factors[j] * (square * joint - mean * mean * product)
          + (i == j ? factors[i] * mean * shares[i] : 0)
      }
    }
    return result
  }

  /// Simulated futures: whole entrants by location and year.
  ///
  /// Path i draws from stream i of the seed: the same seed gives the same paths, and the first thousand of
  /// more paths are those of a thousand. A path has one (m, κ), one p̄ and one error of the numbers of
  /// children for all years; λ, p and the entrants of a year are its own.
  ///
  /// - Parameters:
  ///   - paths: The number of paths; at least one.
  ///   - seed: Names the random numbers.
  /// - Complexity: O(paths · years · locations).
  public func project(paths: Int, seed: UInt64) -> EntrantPaths {
    precondition(paths > 0, "\(paths) paths")
    let factor = years.isEmpty ? nil : errorFactor()
    let expected = years.map { year in
      index.place(of: year).map { exp(index.logMeans[$0] + index.logCovariance[$0, $0] / 2) } ?? 0
    }
    let variances = years.map { (try? logVariance($0)) ?? 0 }
    let last = base.last ?? 0
    return EntrantPaths(years: years, locations: locations, count: paths) { path, write in
      var generator = Philox(seed: seed, stream: UInt64(path))
      let component = pick(&generator)
      let errors = errors(factor, &generator)
      let passing = options.passingSpread * Normal.standard.draw(using: &generator)
      let common = draw(concentration: shareCertainty, around: open.map { shares[$0] }, &generator)
      var walk = 0.0
      var before = last
      for (y, year) in years.enumerated() {
        let steps = Double(year - before).squareRoot()
        walk += options.shareSpread * steps * Normal.standard.draw(using: &generator)
        before = year
        let rate = component.draw(using: &generator)
        let factor = exp(errors[y] + passing + walk - variances[y] / 2)
        let region = min(expected[y] * rate * factor, 1e6)
        let shares = draw(concentration: shareConcentration, around: common, &generator)
        for (i, place) in open.enumerated() {
          let mean = region * shares[i] * (calibration.isEmpty ? 1 : calibration[y][place])
          if mean > 0 { write(y, place, Poisson(mean: mean).draw(using: &generator)) }
        }
      }
    }
  }

  /// c in Cov(p[i], p[j]) = c (1{i=j} π[i] − π[i] π[j]).
  private var shareVariance: Double {
    if open.count == 1 { return 0 }
    let a = 1 / (shareCertainty + 1)
    let m = shareConcentration.isFinite ? 1 / (shareConcentration + 1) : 0
    return a + (1 - a) * m
  }

  private func moments(_ year: Int) throws(InflowError) -> (mean: Double, square: Double) {
    let variance = try logVariance(year)
    let children = try index.children(year)
    return (
      children * rateMoments.mean, children * children * rateMoments.square * exp(variance)
    )
  }

  /// The variance of log F: that of the error of D less its mean over the base years, of the walk, and of
  /// the passing.
  private func logVariance(_ year: Int) throws(InflowError) -> Double {
    guard years.contains(year), let t = index.place(of: year) else { throw .unknownYear(year) }
    let weights = errorWeights(t)
    var sum = options.passingSpread * options.passingSpread
    for (i, left) in weights.enumerated() {
      for (j, right) in weights.enumerated() { sum += left * index.logCovariance[i, j] * right }
    }
    return sum + options.shareSpread * options.shareSpread * Double(year - (base.last ?? year))
  }

  /// δ[t] − δ̄ as weights of the errors of all years of the index.
  private func errorWeights(_ t: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: index.years.count)
    weights[t] += 1
    for year in base {
      if let b = index.place(of: year) { weights[b] -= 1 / Double(base.count) }
    }
    return weights
  }

  /// The lower Cholesky factor of the covariance of δ[t] − δ̄ over the years to come, row by row; a pivot
  /// that is zero to rounding leaves its column empty, as the errors of years may depend on each other.
  private func errorFactor() -> [[Double]] {
    let n = years.count
    let weights = years.map { errorWeights(index.place(of: $0) ?? 0) }
    var factor = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    func covariance(_ i: Int, _ j: Int) -> Double {
      var sum = 0.0
      for (a, left) in weights[i].enumerated() where left != 0 {
        for (b, right) in weights[j].enumerated() where right != 0 {
          sum += left * index.logCovariance[a, b] * right
        }
      }
      return sum
    }
    for j in 0..<n {
      let own = covariance(j, j)
      let pivot = own - factor[j][..<j].reduce(0) { $0 + $1 * $1 }
      guard pivot > 1e-12 * own else { continue }
      factor[j][j] = pivot.squareRoot()
      for i in (j + 1)..<max(n, j + 1) {
        var rest = covariance(i, j)
        for k in 0..<j { rest -= factor[i][k] * factor[j][k] }
        factor[i][j] = rest / factor[j][j]
      }
    }
    return factor
  }

  private func errors(_ factor: [[Double]]?, _ generator: inout Philox) -> [Double] {
    let z = years.map { _ in Normal.standard.draw(using: &generator) }
    return (factor ?? []).map { row in zip(row, z).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private func pick(_ generator: inout Philox) -> Gamma {
    var rest = generator.uniform()
    for (component, weight) in zip(rate.components, rate.weights) {
      if rest < weight { return component }
      rest -= weight
    }
    return rate.components[rate.components.count - 1]
  }

  private func draw(
    concentration: Double, around shares: [Double], _ generator: inout Philox
  ) -> [Double] {
    guard shares.count > 1, concentration.isFinite else { return shares }
    // A share that underflowed in the draw before stays at next to nothing.
    let shapes = shares.map { max(concentration * $0, 1e-12) }
    return Dirichlet(shapes: shapes).draw(using: &generator)
  }
}
