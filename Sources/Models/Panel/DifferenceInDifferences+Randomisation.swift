import Foundation

extension DifferenceInDifferences.Fit {
  /// Which estimate a randomisation test compares.
  public enum Statistic: Sendable {
    /// ``overall``: the base is the last period before the start.
    case overall
    /// ``twoWay``: the base is the mean of all periods before the start. Steadier when errors of a unit
    /// do not last from one period to the next.
    case twoWay
  }

  /// The estimate among those with the same starts given to other units.
  ///
  /// With one start, and no more ways to choose the treated units than `draws` + 1, all are gone through:
  /// with one treated unit and J others the test is the rank among J + 1. Else starts are permuted at
  /// random. Units that were always treated have no part. See ``RandomisationTest`` for what it supposes;
  /// units of very different size (``PanelFlag/unequalWeights(ratio:)``) are not exchangeable, because the
  /// small ones vary more.
  ///
  /// - Parameters:
  ///   - statistic: Which estimate.
  ///   - draws: The number of random assignments; positive.
  ///   - generator: Where they come from.
  /// - Throws: ``PanelError/severalStarts`` for the two-way estimate of several.
  /// - Complexity: O(assignments · units · periods · starts).
  public func randomisation(
    of statistic: Statistic = .overall, draws: Int = 999,
    using generator: inout some RandomNumberGenerator
  ) throws(PanelError) -> RandomisationTest {
    precondition(draws > 0, "\(draws) draws")
    let starts = treatment.starts
    let distinct = Set(starts.compactMap { $0 })
    let estimate: Double
    switch statistic {
    case .overall: estimate = overall.value
    case .twoWay:
      guard let twoWay else { throw .severalStarts }
      estimate = twoWay.value
    }
    let evaluate = try evaluator(statistic)
    let treated = treatment.treatedUnits
    let ways = Self.combinations(starts.count, treated, limit: draws + 1)
    var (others, undefined) = ([RandomisationTest.Square](), 0)
    func visit(_ assignment: [Int?]) {
      if let square = evaluate(assignment) { others.append(square) } else { undefined += 1 }
    }
    let actual = evaluate(starts) ?? .line(estimate, 1)
    let isExhaustive = distinct.count == 1 && ways != nil
    if let start = distinct.first, isExhaustive {
      var chosen = Array(0..<treated)
      while true {
        var assignment = [Int?](repeating: nil, count: starts.count)
        for unit in chosen { assignment[unit] = start }
        if assignment != starts { visit(assignment) }
        // The next combination in lexicographic order.
        guard let place = chosen.indices.last(where: { chosen[$0] < starts.count - treated + $0 })
        else { break }
        chosen[place] += 1
        for next in chosen.indices where next > place { chosen[next] = chosen[next - 1] + 1 }
      }
    } else {
      var assignment = starts
      for _ in 0..<draws {
        assignment.shuffle(using: &generator)
        visit(assignment)
      }
    }
    return RandomisationTest(
      estimate: estimate, actual: actual, others: others, isExhaustive: isExhaustive,
      undefined: undefined)
  }

  /// The square of the statistic of an assignment, as a function of the effect taken off the actual one.
  private func evaluator(
    _ statistic: Statistic
  ) throws(PanelError) -> ([Int?]) -> RandomisationTest.Square? {
    let (panel, truth) = (treatment.panel, treatment.indicator)
    switch statistic {
    case .overall:
      let outcome = engine
      let indicator = GroupTime(engine.comparison, panel, truth, rowWeights)
      return { starts in
        guard let a = outcome.overall(starts), let b = indicator.overall(starts) else { return nil }
        return .line(a, b)
      }
    case .twoWay:
      let within = try WithinTransform(.unitAndPeriod, panel, rowWeights)
      let (y, w, treatment) = (response, rowWeights, treatment)
      return { starts in
        let column = treatment.indicator(starts)
        let left = within.residual(of: column)
        var (a, b, size, spread) = (0.0, 0.0, 0.0, 0.0)
        for i in y.indices {
          a += w[i] * left[i] * y[i]
          b += w[i] * left[i] * truth[i]
          size += w[i] * left[i] * left[i]
          spread += w[i] * column[i]
        }
        guard size > 1e-18 * spread else { return nil }
        return .line(a / size, b / size)
      }
    }
  }

  /// n over k, or nil above a limit.
  private static func combinations(_ n: Int, _ k: Int, limit: Int) -> Int? {
    var result = 1
    for i in 0..<min(k, n - k) {
      let (product, overflow) = result.multipliedReportingOverflow(by: n - i)
      if overflow { return nil }
      result = product / (i + 1)
      if result > limit { return nil }
    }
    return result
  }
}
