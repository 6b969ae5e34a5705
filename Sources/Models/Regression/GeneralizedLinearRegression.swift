import Foundation
public import LinearAlgebra

/// A generalised linear model: a family, a link, and how the fit is made.
///
///     E Yᵢ = μᵢ (of a binomial: mᵢ·pᵢ),  link(μᵢ) = xᵢᵀβ + offsetᵢ,  Var Yᵢ = φ·V(μᵢ)/wᵢ
///
/// One value describes what R writes as `family = quasipoisson(link = "log")`:
///
///     GeneralizedLinearRegression(.poisson, dispersion: .pearson)
///
/// Rows of weight zero, and binomial rows without trials, take no part and are listed in
/// ``GeneralizedLinearFit/emptyRows``.
///
/// Sources: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed.; separation after Albert &
/// Anderson (1984), Biometrika 71, 1–10. Same numbers as R `glm`; of dependent columns R keeps the
/// first, this the most independent ones, with the same fitted values.
public struct GeneralizedLinearRegression: Hashable, Sendable {
  /// The distribution around the mean.
  public let family: Family
  /// From linear predictor to mean.
  public let link: Link
  /// What is taken for the dispersion φ.
  public let dispersion: Dispersion
  /// n values added to the linear predictor with coefficient 1, or nil for none.
  public let offset: [Double]?
  /// n weights, zero or more, or nil for all one.
  public let weights: [Double]?
  let options: IterationOptions

  /// - Parameters:
  ///   - family: The distribution.
  ///   - link: Nil for the family's ``Family/usualLink``. Gaussian, Poisson and negative binomial
  ///     take ``Link/identity`` or ``Link/log``, a binomial any.
  ///   - dispersion: Nil for ``Dispersion/pearson`` with a Gaussian, ``Dispersion/one`` otherwise.
  ///   - offset: n values; of a Poisson regression often log(exposure).
  ///   - weights: n values, zero or more: how often a row counts, or of a Gaussian its precision.
  ///   - tolerance: The iteration ends when no linear predictor moves by more than this share of
  ///     1 + the largest.
  ///   - maximumIterations: After which it is ``ModelError/noConvergence(iterations:)``.
  /// - Precondition: The family allows the link; tolerance and iterations are positive.
  public init(
    _ family: Family, link: Link? = nil, dispersion: Dispersion? = nil, offset: [Double]? = nil,
    weights: [Double]? = nil, tolerance: Double = 1e-9, maximumIterations: Int = 100
  ) {
    let link = link ?? family.usualLink
    precondition(family.allows(link), "\(family) with the link \(link)")
    if case .negativeBinomial(let theta) = family {
      precondition(theta > 0 && theta.isFinite, "theta \(theta)")
    }
    precondition(tolerance > 0 && maximumIterations > 0, "tolerance and iterations are positive")
    (self.family, self.link, self.offset, self.weights) = (family, link, offset, weights)
    self.dispersion = dispersion ?? (family == .gaussian ? .pearson : .one)
    options = IterationOptions(
      tolerance: tolerance, maximumIterations: maximumIterations, rankTolerance: 1e-10)
  }

  /// The maximum likelihood fit.
  ///
  /// - Parameters:
  ///   - design: n × p, one row an observation or group; include the intercept as a column of ones.
  ///   - response: n measurements, counts, or numbers of successes.
  ///   - sizes: n numbers of trials, for a binomial; nil for one each.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidWeight(row:)``; ``ModelError/invalidResponse(row:)`` for a negative
  ///   count, more successes than trials, or a part of a count without ``Dispersion/pearson``;
  ///   ``ModelError/tooFewRows(rows:columns:)`` when φ is to be estimated and nothing is left for it;
  ///   ``ModelError/separation(columns:rows:)`` when a direction of the covariates parts the
  ///   successes from the failures, or the zeros from the counts; ``ModelError/boundary(rows:)``;
  ///   ``ModelError/invalidMean(row:)``; ``ModelError/noConvergence(iterations:)``.
  /// - Complexity: O(n p²) a step; about five steps.
  public func fit(
    design: Matrix, response: [Double], sizes: [Double]? = nil
  ) throws(ModelError) -> GeneralizedLinearFit {
    try fit(design, response: response, sizes: sizes, intervals: [:])
  }

  /// The maximum likelihood fit to counts known exactly (n…n) or as an interval.
  ///
  /// A withheld count such as "< 5" is 0…4 or 1…4: it takes part with what it says, and no number is
  /// put in its place.
  ///
  /// - Parameters:
  ///   - design: n × p, one row a count or group.
  ///   - counts: n intervals of whole numbers, both ends included. An upper end of `Int.max`, "or
  ///     more", is understood by a Poisson regression with the link ``Link/log`` only.
  ///   - sizes: n numbers of trials, for a binomial; nil for one each.
  /// - Throws: As the fit to exact counts; ``ModelError/invalidResponse(row:)`` also for an interval
  ///   that says nothing, or of more than a million counts in another family than Poisson.
  /// - Precondition: The family is not Gaussian.
  public func fit(
    design: Matrix, counts: [ClosedRange<Int>], sizes: [Int]? = nil
  ) throws(ModelError) -> GeneralizedLinearFit {
    precondition(family != .gaussian, "counts of a Gaussian family")
    var intervals: [Int: ClosedRange<Int>] = [:]
    for (row, count) in counts.enumerated() where count.lowerBound < count.upperBound {
      let open = count.upperBound == .max
      if open && (count.lowerBound <= 0 || family != .poisson || link != .log) {
        throw .invalidResponse(row: row)
      }
      if count.lowerBound < 0 { throw .invalidResponse(row: row) }
      if family == .binomial {
        let size = sizes?[row] ?? 1
        if count.upperBound > size || (count.lowerBound == 0 && count.upperBound == size) {
          throw .invalidResponse(row: row)
        }
      }
      if family != .poisson && count.count > 1_000_000 { throw .invalidResponse(row: row) }
      intervals[row] = count
    }
    return try fit(
      design, response: counts.map { Double($0.lowerBound) },
      sizes: sizes.map { $0.map(Double.init) },
      intervals: intervals)
  }

  private func fit(
    _ design: Matrix, response: [Double], sizes: [Double]?, intervals: [Int: ClosedRange<Int>]
  ) throws(ModelError) -> GeneralizedLinearFit {
    let n = design.rows
    guard n > 0 && design.columns > 0 else { throw .emptyData }
    if let index = design.columnMajor.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(row: index % n)
    }
    precondition(response.count == n, "\(response.count) responses for \(n) rows")
    precondition(sizes.map { $0.count == n } ?? true, "sizes for another number of rows")
    precondition(offset.map { $0.count == n } ?? true, "offsets for another number of rows")
    precondition(weights.map { $0.count == n } ?? true, "weights for another number of rows")
    let offset = self.offset ?? Array(repeating: 0, count: n)
    let sizes = sizes ?? Array(repeating: 1, count: n)
    var weights = self.weights ?? Array(repeating: 1, count: n)
    var hasEmptyRows = false
    for row in 0..<n {
      guard offset[row].isFinite && sizes[row].isFinite && weights[row].isFinite else {
        throw .notFinite(row: row)
      }
      guard response[row].isFinite else { throw .notFinite(row: row) }
      if weights[row] < 0 { throw .invalidWeight(row: row) }
      if !isPossible(response[row], of: sizes[row]) { throw .invalidResponse(row: row) }
      if family == .binomial && sizes[row] == 0 { weights[row] = 0 }
      if weights[row] == 0 { hasEmptyRows = true }
    }
    let observations = Observations(
      family: family, link: link, response: response, sizes: sizes, weights: weights,
      intervals: intervals)
    return try GeneralizedLinearFit(
      self, design: design,
      active: hasEmptyRows ? design.scalingRows(by: weights.map { $0 > 0 ? 1 : 0 }) : design,
      offset: offset, observations: observations)
  }

  private func isPossible(_ y: Double, of size: Double) -> Bool {
    if family == .gaussian { return true }
    guard y >= 0 && (dispersion == .pearson || y == y.rounded()) else { return false }
    return family != .binomial || (size >= y && (dispersion == .pearson || size == size.rounded()))
  }

  /// The same model with another offset and other weights.
  func with(family: Family? = nil, offset: [Double]?) -> GeneralizedLinearRegression {
    GeneralizedLinearRegression(
      family ?? self.family, link: link, dispersion: dispersion, offset: offset, weights: weights,
      tolerance: options.tolerance, maximumIterations: options.maximumIterations)
  }
}
