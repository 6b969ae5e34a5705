import Foundation
public import LinearAlgebra

/// A share of a yearly cohort that was counted in some years, told for all years with its uncertainty: the
/// children with a vmbo advice among those who leave primary school.
///
///     x[t] = logit s[t] = α + β (t − t₀) + w[t]        β ~ N(0, b²), w a random walk with N(0, τ²) a year
///     y[t] = logit ŝ[t] = x[t] + e[t] + g[t] δ + h[t] ε          in the counted years
///
/// t₀ is the last counted year. ŝ is made of whole cohorts, so that e is not a sampling error: it is what
/// withheld cells leave open, each taken to be uniform over its bounds; δ, ε ~ N(0, ½²) are how far the mean of
/// such a cell of the part, and of the rest, lies from the middle, in all years alike, and g and h what that
/// does to the share. τ² is that of the
/// changes from year to year, drawn towards 0.04² with the weight of three. All is Gaussian: means and
/// covariance of x follow by conditioning, those of log s by their linear part.
///
/// *Not promised*: a change of the rules by which advice is given.
///
/// Source: J. Durbin & S. J. Koopman (2012), *Time Series Analysis by State Space Methods*, §3.2 and 9.2; C. E.
/// Rasmussen & C. K. I. Williams (2006), *Gaussian Processes for Machine Learning*, eq. 2.23–2.24, for the
/// conditioning.
public struct ShareTrend: Equatable, Sendable {
  /// A part and the rest of a counted cohort.
  public struct Year: Hashable, Sendable {
    /// In which the cohort reaches the stage.
    public let year: Int
    /// Members of the part: what is known of them, and the bounds of each withheld cell with its weight.
    public let part: Tally
    /// The others.
    public let rest: Tally

    /// - Parameters:
    ///   - year: In which the cohort reaches the stage.
    ///   - part: Members of the part.
    ///   - rest: The others.
    public init(year: Int, part: Tally, rest: Tally) {
      self.year = year
      self.part = part
      self.rest = rest
    }

    /// ŝ, from the middles of withheld cells.
    public var share: Double { part.mean / (part.mean + rest.mean) }

    /// The least and the greatest share that the withheld cells allow.
    public var bounds: ClosedRange<Double> {
      let low = part.bounds.lowerBound / (part.bounds.lowerBound + rest.bounds.upperBound)
      let high = part.bounds.upperBound / (part.bounds.upperBound + rest.bounds.lowerBound)
      return low...high
    }
  }

  /// A sum of counts, some of them known within bounds.
  public struct Tally: Hashable, Sendable {
    /// The sum of the middles.
    public private(set) var mean = 0.0
    /// The variance of the sum, each withheld count uniform over its bounds.
    public private(set) var variance = 0.0
    /// The least and the greatest the sum can be.
    public private(set) var bounds = 0.0...0.0
    /// The weighted number of withheld counts.
    public private(set) var withheld = 0.0

    /// A sum of nothing.
    public init() {}

    /// Adds a count.
    ///
    /// - Parameters:
    ///   - count: Zero or more.
    ///   - weight: What part of it belongs here, from 0 to 1.
    public mutating func add(_ count: ClosedRange<Int>, weight: Double = 1) {
      let (low, high) = (Double(count.lowerBound), Double(count.upperBound))
      mean += weight * (low + high) / 2
      bounds = (bounds.lowerBound + weight * low)...(bounds.upperBound + weight * high)
      guard count.count > 1 else { return }
      let values = Double(count.count)
      variance += weight * weight * (values * values - 1) / 12
      withheld += weight
    }
  }

  /// What is assumed.
  public struct Options: Hashable, Sendable {
    /// b: how large a lasting yearly change of the logit may be.
    public var slopeSpread = 0.02
    /// The standard deviation of δ and ε: how far the mean of a withheld cell lies from the middle of its bounds.
    public var middleSpread = 0.5

    /// The values above.
    public init() {}
  }

  /// The counted years, ascending.
  public let years: [Year]
  /// What is assumed.
  public let options: Options
  /// τ: the standard deviation of a year's change of the logit.
  public let walkSpread: Double

  /// - Parameters:
  ///   - years: At least one, each once, with members in the part and in the rest.
  ///   - options: What is assumed.
  /// - Throws: ``InflowError/tooFewYears(_:)``; ``InflowError/invalidYear(_:)`` for a year that is there
  ///   twice or has nobody in the part or the rest; ``InflowError/invalidOptions``.
  public init(years: [Year], options: Options = Options()) throws(InflowError) {
    guard options.slopeSpread >= 0, options.slopeSpread.isFinite, options.middleSpread >= 0,
      options.middleSpread.isFinite
    else { throw .invalidOptions }
    guard !years.isEmpty else { throw .tooFewYears(0) }
    let years = years.sorted { $0.year < $1.year }
    for (i, one) in years.enumerated() {
      guard one.part.mean > 0, one.rest.mean > 0, i == 0 || years[i - 1].year < one.year else {
        throw .invalidYear(one.year)
      }
    }
    self.years = years
    self.options = options
    var (sum, number) = (3 * 0.04 * 0.04, 3.0)
    for (one, next) in zip(years, years.dropFirst()) {
      let change = Self.logit(next.share) - Self.logit(one.share)
      sum += change * change / Double(next.year - one.year)
      number += 1
    }
    walkSpread = (sum / number).squareRoot()
  }

  /// The mean and covariance of log s in these years.
  ///
  /// - Throws: ``InflowError/invalidShares`` where rounding leaves no covariance.
  public func logShares(
    _ asked: [Int]
  ) throws(InflowError) -> (means: [Double], covariance: Matrix) {
    let logits = try logits(asked)
    // d log s / dx = 1 − s.
    let slopes = logits.means.map { 1 / (1 + exp($0)) }
    let n = asked.count
    var covariance = Matrix(rows: n, columns: n, repeating: 0)
    for i in 0..<n {
      for j in 0..<n { covariance[i, j] = slopes[i] * logits.covariance[i, j] * slopes[j] }
    }
    return (logits.means.map { -softplus(-$0) }, covariance)
  }

  /// The share in a year, with an equal-tailed interval.
  ///
  /// - Parameters:
  ///   - year: Any year.
  ///   - probability: Of the interval, inside 0...1.
  /// - Throws: ``InflowError/invalidShares`` where rounding leaves no covariance.
  public func share(
    _ year: Int, probability: Double
  ) throws(InflowError) -> (median: Double, interval: ClosedRange<Double>) {
    let logits = try logits([year])
    let reach =
      Normal.standard.quantile((1 + probability) / 2)
      * max(0, logits.covariance[0, 0]).squareRoot()
    func share(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
    let middle = logits.means[0]
    return (share(middle), share(middle - reach)...share(middle + reach))
  }

  /// The mean and covariance of x in these years, given the counted ones.
  private func logits(
    _ asked: [Int]
  ) throws(InflowError) -> (means: [Double], covariance: Matrix) {
    let last = years[years.count - 1].year
    func prior(_ one: Int, _ other: Int) -> Double {
      let (a, b) = (Double(one - last), Double(other - last))
      let walk = a * b > 0 ? min(abs(a), abs(b)) : 0
      return Self.levelVariance + options.slopeSpread * options.slopeSpread * a * b
        + walkSpread * walkSpread * walk
    }
    let middle = Self.logit(years[years.count - 1].share)
    let n = years.count
    var known = Matrix(rows: n, columns: n, repeating: 0)
    for i in 0..<n {
      for j in 0..<n {
        let (one, other) = (gains(years[i]), gains(years[j]))
        known[i, j] =
          prior(years[i].year, years[j].year) + one.part * other.part + one.rest * other.rest
        // A millionth keeps years of which all is known from fixing each other.
        if i == j { known[i, i] += noise(years[i]) + 1e-6 }
      }
    }
    do {
      let factor = try Cholesky(known)
      let right = try factor.solve(years.map { Self.logit($0.share) - middle })
      var means: [Double] = []
      var columns: [[Double]] = []
      var links: [[Double]] = []
      for year in asked {
        let link = years.map { prior(year, $0.year) }
        links.append(link)
        columns.append(try factor.solve(link))
        means.append(middle + zip(link, right).reduce(0) { $0 + $1.0 * $1.1 })
      }
      var covariance = Matrix(rows: asked.count, columns: asked.count, repeating: 0)
      for i in asked.indices {
        for j in asked.indices {
          covariance[i, j] =
            prior(asked[i], asked[j]) - zip(links[i], columns[j]).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      return (means, covariance)
    } catch {
      throw .invalidShares
    }
  }

  /// So wide that the counted years tell the level.
  private static let levelVariance = 4.0

  /// The variance of e: that of the withheld cells, on the logit scale.
  private func noise(_ year: Year) -> Double {
    year.part.variance / (year.part.mean * year.part.mean)
      + year.rest.variance / (year.rest.mean * year.rest.mean)
  }

  /// g and h, each times the standard deviation of what it multiplies.
  private func gains(_ year: Year) -> (part: Double, rest: Double) {
    (
      options.middleSpread * year.part.withheld / year.part.mean,
      options.middleSpread * year.rest.withheld / year.rest.mean
    )
  }

  private static func logit(_ share: Double) -> Double { log(share / (1 - share)) }
}
