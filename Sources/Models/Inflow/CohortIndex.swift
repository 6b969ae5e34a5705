import Foundation
public import LinearAlgebra

/// How many children reach a stage in each year to come, from how many there are of each age today.
///
///     D[t] = Σ_a k[a + t − t₀] · C[a] · exp m[t]
///
/// C[a] is the number of children of age a on the day of the count, k the shares by age at entry
/// (``EntryAges``) and m what moves in and out. The logarithm of C by age is a random walk over the ages,
/// with the counts as observations of it:
///
///     log C[a+1] = log C[a] + d[a]            d ~ N(0, τ²)
///     log n[a]   = log C[a] + log q[a] + ε    ε ~ N(0, v[a])
///     m[t]       = m[t−1] + e[t]              e ~ N(0, μ²), m[t₀] = 0
///
/// q is the share of an age that is counted: 1 at the ages of which all are in the counted stage, where v
/// is only the width of what is withheld; less than 1, and uncertain, at the edges. So an age that nobody
/// counted is filled in from its neighbour with the spread that neighbours have, and costs certainty. τ²
/// is that of the differences between neighbouring whole ages, drawn towards 0.03² with the weight of
/// three. The mean and covariance of log D are those of its linear part around the mean of log C.
///
/// *Not promised*: that children stay. Births after the count are not in it: a year that needs too many
/// of them is left out.
///
/// Source: the cohort-component method (H. S. Shryock & J. S. Siegel, *The Methods and Materials of
/// Demography*, ch. 23), for one component; the walk over ages as in H. Rue & L. Held (2005), *Gaussian
/// Markov Random Fields*, §3.3.
public struct CohortIndex: Equatable, Sendable {
  /// How many children there are of an age, as far as is known.
  public struct Age: Hashable, Sendable {
    /// In whole years on the day of the count, 0 to 30.
    public let age: Int
    /// Those counted; bounds that differ hold withheld numbers.
    public let count: ClosedRange<Double>
    /// q: the share of all children of the age that the count should hold, from above 0 to 1.
    public let counted: Double
    /// The standard deviation of log q; 0 where it is 1 for certain.
    public let countedSpread: Double

    /// - Parameters:
    ///   - age: In whole years.
    ///   - count: Children; zero or more.
    ///   - counted: The share that the count should hold.
    ///   - countedSpread: How unsure that share is, on the logarithmic scale.
    public init(
      age: Int, count: ClosedRange<Double>, counted: Double = 1, countedSpread: Double = 0
    ) {
      self.age = age
      self.count = count
      self.counted = counted
      self.countedSpread = countedSpread
    }
  }

  /// What is assumed.
  public struct Options: Hashable, Sendable {
    /// μ: the standard deviation of a year's moving in and out, on the logarithmic scale. An assumption:
    /// one count does not tell it.
    public var migrationSpread = 0.01
    /// The least share of a year's children that must have been of a counted age.
    public var leastKnown = 0.5

    /// The values above.
    public init() {}
  }

  /// From the first to the last year of which at least ``Options/leastKnown`` of the children were
  /// counted.
  public let years: [Int]
  /// The share of each year's children that were of a counted age, by the place in ``years``.
  public let known: [Double]
  /// The mean of log D, by the place in ``years``.
  public let logMeans: [Double]
  /// The covariance of log D, in the order of ``years``.
  public let logCovariance: Matrix
  /// τ: the standard deviation of the logarithm of the ratio of neighbouring ages.
  public let neighbourSpread: Double

  /// - Parameters:
  ///   - ages: The counted ages, each once, in any order.
  ///   - year: The year of the count.
  ///   - entry: The shares by age at entry.
  ///   - options: What is assumed.
  /// - Throws: ``InflowError``.
  /// - Complexity: O(ages³ + years² · ages²).
  public init(
    ages: [Age], year: Int, entry: EntryAges, options: Options = Options()
  ) throws(InflowError) {
    guard let youngest = ages.map(\.age).min(), let oldest = ages.map(\.age).max(),
      Set(ages.map(\.age)).count == ages.count
    else { throw .noAges }
    guard options.migrationSpread >= 0, options.migrationSpread.isFinite, options.leastKnown > 0,
      options.leastKnown <= 1
    else { throw .invalidOptions }
    for one in ages {
      guard (0...30).contains(one.age), one.count.lowerBound >= 0, one.count.upperBound.isFinite
      else {
        throw .invalidCount(age: one.age)
      }
      guard one.counted > 0, one.counted <= 1, one.countedSpread >= 0, one.countedSpread.isFinite
      else { throw .invalidOptions }
    }
    // An age whose number may be nobody says nothing on the logarithmic scale.
    let usable = ages.filter { $0.count.lowerBound > 0 }
    guard usable.contains(where: { $0.countedSpread == 0 }) else { throw .noChildren }
    neighbourSpread = Self.neighbourSpread(usable)

    let counted = Set(usable.map(\.age))
    let lastEntry = entry.firstAge + entry.shares.count - 1
    func share(_ t: Int) -> Double {
      counted.sorted().reduce(0) { $0 + entry[$1 + t - year] }
    }
    let candidates = (year + entry.firstAge - oldest)...(year + lastEntry - youngest)
    let wellKnown = candidates.filter { $0 > year && share($0) >= options.leastKnown }
    guard let first = wellKnown.first, let last = wellKnown.last else { throw .noKnownYear }
    years = Array(first...last)
    known = years.map(share)

    let lowest = min(youngest, entry.firstAge - (last - year))
    let highest = max(oldest, lastEntry - (first - year))
    let (means, covariance) = try Self.cohorts(
      usable, ages: lowest...highest, spread: neighbourSpread)
    var logMeans: [Double] = []
    var gradients: [[Double]] = []
    for t in years {
      let parts = means.enumerated().map { i, mean in
        entry[lowest + i + t - year] * exp(mean)
      }
      let sum = parts.reduce(0, +)
      logMeans.append(log(sum))
      gradients.append(parts.map { $0 / sum })
    }
    self.logMeans = logMeans
    let moves = options.migrationSpread * options.migrationSpread
    var result = Matrix(rows: years.count, columns: years.count, repeating: 0)
    for i in years.indices {
      for j in years.indices {
        var sum = moves * Double(min(years[i], years[j]) - year)
        for (a, left) in gradients[i].enumerated() where left != 0 {
          for (b, right) in gradients[j].enumerated() where right != 0 {
            sum += left * covariance[a, b] * right
          }
        }
        result[i, j] = sum
      }
    }
    logCovariance = result
  }

  private init(
    _ other: CohortIndex, later: [Int] = [], logMeans: [Double], logCovariance: Matrix
  ) {
    years = other.years + later
    known = other.known + later.map { _ in 0 }
    neighbourSpread = other.neighbourSpread
    self.logMeans = logMeans
    self.logCovariance = logCovariance
  }

  /// The same with years beyond the counted cohorts, at numbers that another source expects.
  ///
  ///     log D[T+k] = log d[k] + δ[T] + η + Σ u        η ~ N(0, s²), u ~ N(0, w²) a year
  ///
  /// T is the last year so far and δ[T] its error: what moves in and out goes on. ``known`` is 0 for these.
  ///
  /// - Parameters:
  ///   - numbers: d, of the years after the last one so far, without a gap; above 0.
  ///   - levelSpread: s: how far all of these may be off together, on the logarithmic scale.
  ///   - yearSpread: w: how much a year adds to that.
  /// - Throws: ``InflowError/invalidOptions``.
  public func extended(
    by numbers: [Double], levelSpread: Double, yearSpread: Double
  ) throws(InflowError) -> CohortIndex {
    guard numbers.allSatisfy({ $0 > 0 && $0.isFinite }), levelSpread >= 0, levelSpread.isFinite,
      yearSpread >= 0, yearSpread.isFinite
    else { throw .invalidOptions }
    let n = years.count
    let all = n + numbers.count
    var covariance = Matrix(rows: all, columns: all, repeating: 0)
    for i in 0..<all {
      for j in 0..<all {
        covariance[i, j] = logCovariance[min(i, n - 1), min(j, n - 1)]
        guard i >= n, j >= n else { continue }
        covariance[i, j] +=
          levelSpread * levelSpread + yearSpread * yearSpread * Double(min(i, j) - n + 1)
      }
    }
    let last = years[n - 1]
    return CohortIndex(
      self, later: numbers.indices.map { last + 1 + $0 },
      logMeans: logMeans + numbers.map { log($0) }, logCovariance: covariance)
  }

  /// The children of each year who belong to a share of them: with a vmbo advice.
  ///
  ///     log D'[t] = log D[t] + log s[t]        the errors of D and s independent
  ///
  /// - Parameter trend: The share of those who reach the stage in each year.
  /// - Throws: ``InflowError/invalidShares`` where the share cannot be told.
  public func children(of trend: ShareTrend) throws(InflowError) -> CohortIndex {
    let shares = try trend.logShares(years)
    return CohortIndex(
      self, logMeans: zip(logMeans, shares.means).map(+),
      logCovariance: logCovariance + shares.covariance)
  }

  /// The place of a year; nil where it is not known.
  public func place(of year: Int) -> Int? { years.firstIndex(of: year) }

  /// Children who reach the stage in a year: the mean of the distribution.
  ///
  /// - Throws: ``InflowError/unknownYear(_:)``.
  public func children(_ year: Int) throws(InflowError) -> Double {
    guard let i = place(of: year) else { throw .unknownYear(year) }
    return exp(logMeans[i] + logCovariance[i, i] / 2)
  }

  /// The ratio of a year's children to those of a base year, with its interval: N_t / N_base.
  ///
  /// - Parameters:
  ///   - year: The year asked for.
  ///   - base: The year to compare with.
  ///   - probability: Of the interval, inside 0...1.
  /// - Returns: The median and an equal-tailed interval.
  /// - Throws: ``InflowError/unknownYear(_:)``.
  public func ratio(
    _ year: Int, to base: Int, probability: Double
  ) throws(InflowError) -> (median: Double, interval: ClosedRange<Double>) {
    guard let i = place(of: year) else { throw .unknownYear(year) }
    guard let j = place(of: base) else { throw .unknownYear(base) }
    let difference = logMeans[i] - logMeans[j]
    let variance = logCovariance[i, i] + logCovariance[j, j] - 2 * logCovariance[i, j]
    let reach = Normal.standard.quantile((1 + probability) / 2) * max(0, variance).squareRoot()
    return (exp(difference), exp(difference - reach)...exp(difference + reach))
  }

  /// The means of log D as an offset of a ``CohortProjection``, with the year of entry as its period.
  public var offset: CohortOffset {
    CohortOffset(firstPeriod: years[0], values: logMeans)
  }

  /// √((Σ d² + 3 · 0.03²) / (n + 3)) over neighbouring whole ages.
  private static func neighbourSpread(_ ages: [Age]) -> Double {
    let whole = ages.filter { $0.countedSpread == 0 }.sorted { $0.age < $1.age }
    var (sum, number) = (3 * 0.03 * 0.03, 3.0)
    for (one, next) in zip(whole, whole.dropFirst()) where next.age == one.age + 1 {
      let difference = log(middle(next) / next.counted) - log(middle(one) / one.counted)
      sum += difference * difference
      number += 1
    }
    return (sum / number).squareRoot()
  }

  private static func middle(_ age: Age) -> Double {
    (age.count.lowerBound + age.count.upperBound) / 2
  }

  /// The mean and covariance of log C over these ages: the walk's precision and that of the counts.
  private static func cohorts(
    _ counts: [Age], ages: ClosedRange<Int>, spread: Double
  ) throws(InflowError) -> ([Double], Matrix) {
    let n = ages.count
    var precision = Matrix(rows: n, columns: n, repeating: 0)
    var right = [Double](repeating: 0, count: n)
    let walk = 1 / (spread * spread)
    for i in 1..<max(1, n) {
      precision[i, i] += walk
      precision[i - 1, i - 1] += walk
      precision[i, i - 1] -= walk
      precision[i - 1, i] -= walk
    }
    for one in counts {
      let i = one.age - ages.lowerBound
      let value = middle(one)
      let width = (one.count.upperBound - one.count.lowerBound) / value
      // Half a child at the least: no count of children is exact to less.
      let variance =
        one.countedSpread * one.countedSpread + width * width / 12 + 1 / (4 * value * value)
      precision[i, i] += 1 / variance
      right[i] += log(value / one.counted) / variance
    }
    do {
      let factor = try Cholesky(precision)
      var columns: [Double] = []
      for i in 0..<n {
        var unit = [Double](repeating: 0, count: n)
        unit[i] = 1
        columns += try factor.solve(unit)
      }
      return (try factor.solve(right), Matrix(rows: n, columns: n, columnMajor: columns))
    } catch {
      // Positive definite wherever there is a count, unless the numbers are beyond all measure.
      throw .noChildren
    }
  }
}
