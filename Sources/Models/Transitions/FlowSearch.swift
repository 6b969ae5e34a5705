import Foundation
import LinearAlgebra

/// The data of a ``FlowRegression``, checked, row after row.
struct FlowData: Sendable {
  let rows: Int
  let rates: Int
  /// Row after row.
  let stocks: [Double]
  /// The edges of each flow's cell on the scale g.
  let low: [Double]
  let high: [Double]
  /// Whether the flow may be none.
  let mayBeNone: [Bool]
  /// The middle of the bounds.
  let middle: [Double]

  init(_ design: Matrix, _ flows: [ClosedRange<Int>]) throws(FlowError) {
    guard design.rows > 0 && design.columns > 0 else { throw .noRows }
    guard design.rows >= design.columns + 4 else {
      throw .tooFewRows(rows: design.rows, rates: design.columns)
    }
    var stocks: [Double] = []
    stocks.reserveCapacity(design.rows * design.columns)
    for i in 0..<design.rows {
      for j in 0..<design.columns {
        let value = design[i, j]
        guard value.isFinite else { throw .notFinite(row: i, column: j) }
        guard value >= 0 else { throw .negativeStock(row: i, column: j) }
        stocks.append(value)
      }
    }
    if let row = flows.firstIndex(where: { $0.lowerBound < 0 }) { throw .negativeFlow(row: row) }
    guard flows.contains(where: { $0.upperBound > 0 }) else { throw .noFlow }
    rows = design.rows
    rates = design.columns
    self.stocks = stocks
    low = flows.map { FlowScale.lowerEdge($0.lowerBound) }
    high = flows.map { FlowScale.upperEdge($0.upperBound) }
    mayBeNone = flows.map { $0.lowerBound == 0 }
    middle = flows.map { (Double($0.lowerBound) + Double($0.upperBound)) / 2 }
  }

  /// X β.
  func expected(_ rates: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows)
    var place = 0
    for i in 0..<rows {
      var sum = 0.0
      for j in 0..<self.rates {
        sum += stocks[place] * rates[j]
        place += 1
      }
      result[i] = sum
    }
    return result
  }
}

/// The parameters of the scatter.
struct FlowScatter: Hashable, Sendable {
  /// φ₁ and φ₂.
  var narrow: Double
  var wide: Double
  /// π.
  var share: Double
  /// ω.
  var loss: Double
  /// κ.
  var spread: Double
}

/// The EM algorithm for one κ.
struct FlowSearch: Sendable {
  let data: FlowData
  private(set) var rates: [Double]
  private(set) var scatter: FlowScatter
  /// The logarithm of the likelihood before the first step and after each.
  private(set) var likelihoods: [Double] = []
  /// Whether the last steps added less than the tolerance.
  private(set) var isSettled = false
  /// Whether the last least squares had one answer.
  private(set) var isUnique = true
  private var expected: [Double]

  /// Below this a scale of the narrow regime does not go: a hundredth of a pupil.
  static let floor = 1e-6

  /// Where a search begins: EM finds a maximum near it, not always the highest.
  enum Start: CaseIterable {
    /// The least squares of y/√(y+1).
    case leastSquares
    /// The same with the rows far from it weighted down, as often as settles it: where a tenth of the
    /// schools send their pupils elsewhere, least squares lies between the two crowds.
    case robust
    /// All rates equal: between two stocks of which either could be the source.
    case equal
  }

  init(_ data: FlowData, start: Start, spread: Double) throws(FlowError) {
    self.data = data
    var weights = data.middle.map { 1 / ($0 + 1) }
    var rates = [Double](repeating: 1, count: data.rates)
    var isUnique = true
    if start == .equal {
      let all = data.stocks.reduce(0, +)
      rates = rates.map { _ in all > 0 ? data.middle.reduce(0, +) / all : 0 }
    }
    for _ in 0..<(start == .robust ? 25 : start == .equal ? 0 : 1) {
      (rates, isUnique) = try NonNegativeRates.nonNegative(
        data, weights: weights, targets: zip(weights, data.middle).map { $0 * $1 }, near: rates)
      let squares = Self.squares(data, data.expected(rates), spread: spread)
      let scale = max(Self.median(squares), 0.01)
      weights = data.middle.indices.map { 1 / (data.middle[$0] + 1) / (1 + squares[$0] / scale) }
    }
    (self.rates, self.isUnique) = (rates, isUnique)
    expected = data.expected(rates)
    let squares = Self.squares(data, expected, spread: spread)
    let median = Self.median(squares)
    let upper = squares.filter { $0 > median }
    scatter = FlowScatter(
      narrow: max(median / 2, 0.01),
      wide: max(upper.reduce(0, +) / Double(max(upper.count, 1)), 0.1), share: 0.7,
      loss: data.mayBeNone.contains(true) ? 0.02 : 0, spread: spread)
    likelihoods = [likelihood(expected)]
  }

  /// A search from where another ended, with another κ.
  init(_ other: FlowSearch, spread: Double) {
    self = other
    scatter.spread = spread
    isSettled = false
    likelihoods = [likelihood(expected)]
  }

  private static func squares(
    _ data: FlowData, _ expected: [Double], spread: Double
  ) -> [Double] {
    zip(data.middle, expected).map { y, mu in
      let distance = FlowScale.stabilised(y) - FlowScale.stabilised(mu)
      return distance * distance / (1 + spread * mu)
    }
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// Steps in threes: two of EM, then a leap along them where that is likelier still.
  mutating func run(mostSteps: Int, tolerance: Double) throws(FlowError) {
    while likelihoods.count <= mostSteps {
      let before = likelihoods[likelihoods.count - 1]
      let first = place
      try step()
      let second = place
      try step()
      leap(from: first, over: second)
      if likelihoods[likelihoods.count - 1] - before < tolerance {
        isSettled = true
        return
      }
    }
  }

  /// All parameters on scales without bounds, but for the rates.
  private var place: [Double] {
    func logit(_ p: Double) -> Double { log(p) - log1p(-p) }
    return rates + [
      log(scatter.narrow), log(scatter.wide), logit(scatter.share), logit(scatter.loss),
    ]
  }

  /// The extrapolation of R. Varadhan & C. Roland (2008), *Simple and globally convergent methods for
  /// accelerating the convergence of any EM algorithm*, Scand. J. Statist. 35, 335–353 (their third
  /// step length), taken only where the likelihood does not fall.
  private mutating func leap(from first: [Double], over second: [Double]) {
    let third = place
    var (speed, turn) = (0.0, 0.0)
    for k in third.indices {
      let (r, v) = (second[k] - first[k], third[k] - 2 * second[k] + first[k])
      // A loss that runs to zero has a logit without end; it goes its own way.
      guard r.isFinite && v.isFinite else { continue }
      speed += r * r
      turn += v * v
    }
    guard turn > 0, speed > turn else { return }
    let length = -(speed / turn).squareRoot()
    let goal = third.indices.map { k in
      let (r, v) = (second[k] - first[k], third[k] - 2 * second[k] + first[k])
      let value = first[k] - 2 * length * r + length * length * v
      return value.isFinite ? value : third[k]
    }
    func share(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
    let n = data.rates
    let (oldRates, oldScatter, oldExpected) = (rates, scatter, expected)
    rates = goal.prefix(n).map { max(0, $0) }
    scatter.narrow = max(Self.floor, exp(goal[n]))
    scatter.wide = max(Self.floor, exp(goal[n + 1]))
    scatter.share = share(goal[n + 2])
    scatter.loss = oldScatter.loss > 0 ? share(goal[n + 3]) : 0
    expected = data.expected(rates)
    let value = likelihood(expected)
    if value >= likelihoods[likelihoods.count - 1], value.isFinite {
      likelihoods.append(value)
    } else {
      (rates, scatter, expected) = (oldRates, oldScatter, oldExpected)
    }
  }

  /// One step of EM: the scatter by its closed maximum, then the rates.
  private mutating func step() throws(FlowError) {
    var pulls = [Double](repeating: 0, count: data.rows)
    var weights = [Double](repeating: 0, count: data.rows)
    var spreads = [Double](repeating: 0, count: data.rows)
    var (inNarrow, inWide, lost) = (0.0, 0.0, 0.0)
    var (narrowSquares, wideSquares) = (0.0, 0.0)
    let (narrowRoot, wideRoot) = (scatter.narrow.squareRoot(), scatter.wide.squareRoot())
    for i in 0..<data.rows {
      let mu = expected[i]
      let (location, root) = (FlowScale.stabilised(mu), (1 + scatter.spread * mu).squareRoot())
      let (first, second) = (narrowRoot * root, wideRoot * root)
      let (low, high) = (data.low[i] - location, data.high[i] - location)
      let narrow = FlowCell(from: low / first, to: high / first)
      let wide = FlowCell(from: low / second, to: high / second)
      let (a, b) = ((1 - scatter.loss) * scatter.share, (1 - scatter.loss) * (1 - scatter.share))
      let none = data.mayBeNone[i] ? scatter.loss : 0
      let total = a * narrow.probability + b * wide.probability + none
      guard total > 0 else { continue }
      inNarrow += a * narrow.probability / total
      inWide += b * wide.probability / total
      lost += none / total
      narrowSquares += a * narrow.square / total
      wideSquares += b * wide.square / total
      weights[i] =
        (a * narrow.weight / (first * first) + b * wide.weight / (second * second)) / total
      pulls[i] = (a * narrow.pull / first + b * wide.pull / second) / total
      spreads[i] = (a * narrow.spread + b * wide.spread) / total
    }
    if inNarrow > 0 { scatter.narrow = max(Self.floor, scatter.narrow * narrowSquares / inNarrow) }
    if inWide > 0 { scatter.wide = max(Self.floor, scatter.wide * wideSquares / inWide) }
    let inEither = inNarrow + inWide
    if inEither > 0 { scatter.share = inNarrow / inEither }
    scatter.loss = lost / (inEither + lost)
    try moveRates(weights: weights, pulls: pulls, spreads: spreads)
  }

  /// The Gauss-Newton step for the rates, as far as the likelihood does not fall.
  ///
  /// - Parameters:
  ///   - weights: By row, what a move of the location by one costs, in expectation.
  ///   - pulls: The derivative of the likelihood's logarithm by the location.
  ///   - spreads: The same by the logarithm of the scale, which follows the expected flow where κ > 0.
  private mutating func moveRates(
    weights: [Double], pulls: [Double], spreads: [Double]
  ) throws(FlowError) {
    var squares = weights
    var targets = pulls
    for i in 0..<data.rows {
      let mu = expected[i]
      let slope = FlowScale.slope(mu)
      let scaleSlope = scatter.spread / (2 * (1 + scatter.spread * mu))
      // The information of the logarithm of the scale of a t with four degrees of freedom is 8/7.
      squares[i] = weights[i] * slope * slope + 8 / 7 * scaleSlope * scaleSlope
      targets[i] = squares[i] * mu + pulls[i] * slope + spreads[i] * scaleSlope
    }
    let goal: [Double]
    (goal, isUnique) = try NonNegativeRates.nonNegative(
      data, weights: squares, targets: targets, near: rates)
    let least = likelihood(expected)
    var share = 1.0
    while share > 1e-4 {
      let trial = zip(rates, goal).map { $0 + share * ($1 - $0) }
      let trialExpected = data.expected(trial)
      let value = likelihood(trialExpected)
      if value >= least {
        (rates, expected) = (trial, trialExpected)
        likelihoods.append(value)
        return
      }
      share /= 2
    }
    likelihoods.append(least)
  }

  /// The logarithm of the likelihood of the rounded data at these expectations.
  private func likelihood(_ expected: [Double]) -> Double {
    let (narrowRoot, wideRoot) = (scatter.narrow.squareRoot(), scatter.wide.squareRoot())
    let (a, b) = ((1 - scatter.loss) * scatter.share, (1 - scatter.loss) * (1 - scatter.share))
    var sum = 0.0
    // Logarithms are taken of products of eight, which cannot underflow: a probability below 10⁻³⁸
    // is taken by itself.
    var product = 1.0
    for i in 0..<data.rows {
      let mu = expected[i]
      let (location, root) = (FlowScale.stabilised(mu), (1 + scatter.spread * mu).squareRoot())
      let (low, high) = (data.low[i] - location, data.high[i] - location)
      let total =
        a * Self.probability(low, high, narrowRoot * root)
        + b * Self.probability(low, high, wideRoot * root)
        + (data.mayBeNone[i] ? scatter.loss : 0)
      if total < 1e-38 {
        sum += log(total)
      } else {
        product *= total
        if i & 7 == 7 {
          sum += log(product)
          product = 1
        }
      }
    }
    return sum + log(product)
  }

  private static func probability(_ low: Double, _ high: Double, _ scale: Double) -> Double {
    FlowCell(from: low / scale, to: high / scale).probability
  }
}
