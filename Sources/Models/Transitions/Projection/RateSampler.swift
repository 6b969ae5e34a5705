import Foundation
import LinearAlgebra

/// Draws the rates of all transitions for one replicate.
struct RateSampler: Sendable {
  private enum Row {
    case fixed([Double])
    case dirichlet(hasSmall: Bool)
    case logRatio(mean: [Double], factor: [[Double]])
    case drifting(LogRatioWalk, factor: [[Double]], innovation: [[Double]])
  }

  let space: StateSpace
  /// The years of which the rates are drawn: 1 when they hold for all.
  let years: Int
  /// The numbers of one draw: by year, by transition.
  var size: Int { years * space.transitions.count }
  /// Whether every draw is the same.
  let isKnown: Bool
  private let place: Int
  private let rows: [Row]
  /// By transition; what a Dirichlet row needs.
  private let shapes: [CounterStream.GammaShape]
  private let draws: Matrix?

  /// - Parameter place: The place of these rates among all, which names their random numbers.
  init(_ rates: TransitionRates, place: Int, horizon: Int) {
    space = rates.space
    self.place = place
    draws = rates.draws
    var (drifts, isKnown) = (false, (rates.draws?.rows ?? 1) == 1)
    rows = rates.rows.map { row in
      switch row {
      case .fixed(let rates): return .fixed(rates)
      case .dirichlet(let parameters):
        if parameters.count > 1 { isKnown = false }
        return .dirichlet(hasSmall: parameters.contains { $0 < 1 })
      case .logRatio(let mean, let factor):
        isKnown = false
        return .logRatio(mean: mean, factor: (0..<factor.rows).map { factor.row($0) })
      case .drifting(let walk):
        (drifts, isKnown) = (true, false)
        return .drifting(
          walk, factor: (0..<walk.factor.rows).map { walk.factor.row($0) },
          innovation: (0..<walk.innovationFactor.rows).map { walk.innovationFactor.row($0) })
      }
    }
    shapes = rates.rows.enumerated().flatMap { state, row in
      if case .dirichlet(let parameters) = row {
        return parameters.map { CounterStream.GammaShape($0) }
      }
      return rates.space.destinations[state].map { _ in CounterStream.GammaShape(1) }
    }
    self.isKnown = isKnown
    years = drifts ? horizon : 1
  }

  /// Writes the rates of a replicate to a table, beginning at `start`.
  func draw(
    _ replicate: Int, into table: inout [Double], at start: Int, using stream: inout CounterStream
  ) throws(TransitionError) {
    if let draws {
      let row = replicate % draws.rows
      for i in 0..<draws.columns { table[start + i] = draws.columnMajor[row + i * draws.rows] }
      return
    }
    stream.begin(.rates, unit: place, year: 0)
    var walks:
      [(state: Int, walk: LogRatioWalk, level: [Double], slope: [Double], spread: [[Double]])]
    walks = []
    for (state, row) in rows.enumerated() {
      let first = start + space.offsets[state]
      switch row {
      case .fixed(let rates):
        for (i, rate) in rates.enumerated() { table[first + i] = rate }
      case .dirichlet(let hasSmall):
        dirichlet(
          space.offsets[state]..<space.offsets[state + 1], hasSmall: hasSmall, into: &table,
          at: start, using: &stream)
      case .logRatio(let mean, let factor):
        Self.softmax(Self.normal(mean, factor, &stream), into: &table, at: first)
      case .drifting(let walk, let factor, let innovation):
        let drawn = Self.normal(walk.level + walk.slope, factor, &stream)
        let k = walk.level.count
        walks.append((state, walk, Array(drawn[..<k]), Array(drawn[k...]), innovation))
      }
    }
    if years > 1 || !walks.isEmpty { drift(&walks, into: &table, at: start, using: &stream) }
    for h in 0..<years { try check(table, at: start + h * space.transitions.count, replicate) }
  }

  private func drift(
    _ walks:
      inout [(
        state: Int, walk: LogRatioWalk, level: [Double], slope: [Double], spread: [[Double]]
      )],
    into table: inout [Double], at start: Int, using stream: inout CounterStream
  ) {
    let count = space.transitions.count
    for h in 0..<years {
      let first = start + h * count
      if h > 0 {
        for i in 0..<count { table[first + i] = table[start + i] }
      }
      stream.begin(.rates, unit: place, year: h + 1)
      for w in walks.indices {
        let damped = pow(walks[w].walk.damping, Double(h + 1))
        let trend = zip(walks[w].level, walks[w].slope).map { $0 + damped * $1 }
        walks[w].level = Self.normal(trend, walks[w].spread, &stream)
        Self.softmax(walks[w].level, into: &table, at: first + space.offsets[walks[w].state])
      }
    }
  }

  /// Draws the rates of some transitions; those of all begin at `start`.
  private func dirichlet(
    _ transitions: Range<Int>, hasSmall: Bool, into table: inout [Double], at start: Int,
    using stream: inout CounterStream
  ) {
    var sum = 0.0
    var numbers = table.mutableSpan
    if hasSmall {
      // In logarithms, as all draws of small shapes may be too small for a double.
      var highest = -Double.infinity
      for i in transitions {
        numbers[start + i] = stream.logGamma(shapes[i])
        highest = max(highest, numbers[start + i])
      }
      for i in transitions {
        numbers[start + i] = exp(numbers[start + i] - highest)
        sum += numbers[start + i]
      }
    } else {
      for i in transitions {
        let draw = stream.raisedGamma(shapes[i])
        numbers[start + i] = draw
        sum += draw
      }
    }
    let scale = 1 / sum
    for i in transitions { numbers[start + i] *= scale }
  }

  private static func normal(
    _ mean: [Double], _ factor: [[Double]], _ stream: inout CounterStream
  ) -> [Double] {
    var z: [Double] = []
    var draw = mean
    for i in mean.indices {
      z.append(stream.normal())
      for j in 0...i { draw[i] += factor[i][j] * z[j] }
    }
    return draw
  }

  /// exp of the log-ratios and of 0 for the last destination, over their sum.
  private static func softmax(_ ratios: [Double], into table: inout [Double], at first: Int) {
    let highest = max(0, ratios.max() ?? 0)
    var sum = exp(-highest)
    table[first + ratios.count] = sum
    for i in ratios.indices {
      table[first + i] = exp(ratios[i] - highest)
      sum += table[first + i]
    }
    for i in 0...ratios.count { table[first + i] /= sum }
  }

  /// What keeps a projection from losing pupils: no rate negative, and rows that sum to one.
  private func check(
    _ table: [Double], at first: Int, _ replicate: Int
  ) throws(TransitionError) {
    for state in space.states.indices where !space.isExit(state) {
      var (sum, least) = (0.0, 0.0)
      for i in space.offsets[state]..<space.offsets[state + 1] {
        sum += table[first + i]
        least = min(least, table[first + i])
      }
      guard least >= 0, abs(sum - 1) <= 1e-9 else {
        throw .invalidDraw(
          draw: replicate, state: state, name: space.states[state].name,
          sum: sum.isFinite ? sum : nil)
      }
    }
  }
}
