public import LinearAlgebra

/// A distribution over all rates of a state space, now and in years to come: what an estimate hands to
/// a projection.
///
/// Either one distribution for each state, independent of the other states', or a table of joint
/// draws (of a posterior or a bootstrap). One draw of the rates holds for all years of a future;
/// only ``Row/drifting(_:)`` changes from year to year.
public struct TransitionRates: Hashable, Sendable {
  /// The distribution of the rates of one state, along its destinations.
  public enum Row: Hashable, Sendable {
    /// Known rates; they sum to one. Empty for an exit.
    case fixed([Double])
    /// A Dirichlet distribution; all parameters positive.
    case dirichlet([Double])
    /// Normal on the log-ratios log(pⱼ / p_last) against the last destination: mean of k − 1, and the
    /// lower Cholesky factor of their covariance, (k − 1) square.
    case logRatio(mean: [Double], factor: Matrix)
    /// Rates that change from year to year.
    case drifting(LogRatioWalk)
  }

  /// States and allowed transitions.
  public let space: StateSpace
  /// One row a state; empty when the rates are joint ``draws``.
  public let rows: [Row]
  /// Joint draws, one a row, one column for each of the space's transitions; nil when the rates are
  /// given by ``rows``.
  public let draws: Matrix?

  /// Rates by state, those of different states independent.
  ///
  /// - Parameters:
  ///   - space: States and allowed transitions.
  ///   - rows: One a state; `.fixed([])` for an exit. Fixed rates sum to one within 10⁻⁹ and are then
  ///     made to do so exactly, as far as `Double` can.
  /// - Throws: ``TransitionError``, when a row does not fit its state.
  public init(space: StateSpace, rows: [Row]) throws(TransitionError) {
    guard rows.count == space.states.count else {
      throw .rowCount(rows.count, states: space.states.count)
    }
    var checked: [Row] = []
    for (state, row) in rows.enumerated() {
      checked.append(try Self.check(row, state: state, in: space))
    }
    self.space = space
    self.rows = checked
    draws = nil
  }

  /// Rates as joint draws: replicate r of a projection takes draw r modulo their number, so that
  /// every draw counts as often as any other.
  ///
  /// - Parameters:
  ///   - space: States and allowed transitions.
  ///   - draws: One draw a row; columns in the order of the space's transitions. In each draw the
  ///     rates of each state sum to one within 10⁻⁹.
  /// - Throws: ``TransitionError``, when there is no draw, or one that holds no rates.
  public init(space: StateSpace, draws: Matrix) throws(TransitionError) {
    guard draws.rows > 0, draws.columns == space.transitions.count else {
      throw .drawCount(
        draws: draws.rows, columns: draws.columns, transitions: space.transitions.count)
    }
    var scaled = draws
    for draw in 0..<draws.rows {
      for state in space.states.indices where !space.isExit(state) {
        let columns = space.transitions(from: state)
        let rates = columns.map { draws[draw, $0] }
        let name = space.states[state].name
        guard rates.allSatisfy({ $0 >= 0 && $0 <= 1 + 1e-9 }) else {
          throw .invalidDraw(draw: draw, state: state, name: name, sum: nil)
        }
        let sum = rates.reduce(0, +)
        guard abs(sum - 1) <= 1e-9 else {
          throw .invalidDraw(draw: draw, state: state, name: name, sum: sum)
        }
        for column in columns { scaled[draw, column] = draws[draw, column] / sum }
      }
    }
    self.space = space
    rows = []
    self.draws = scaled
  }

  private static func check(
    _ row: Row, state: Int, in space: StateSpace
  ) throws(TransitionError) -> Row {
    let name = space.states[state].name
    let destinations = space.destinations[state].count
    func checkCount(_ count: Int, of needed: Int) throws(TransitionError) {
      guard count == needed else {
        throw .rowLength(state: state, name: name, count: count, destinations: destinations)
      }
    }
    switch row {
    case .fixed(let rates):
      try checkCount(rates.count, of: destinations)
      guard destinations > 0 else { return row }
      for (place, rate) in rates.enumerated() where !(rate >= 0 && rate <= 1 + 1e-9) {
        throw .invalidRate(
          state: state, name: name, destination: space.destinations[state][place])
      }
      let sum = rates.reduce(0, +)
      guard abs(sum - 1) <= 1e-9 else { throw .rowSum(state: state, name: name, sum: sum) }
      return .fixed(rates.map { $0 / sum })
    case .dirichlet(let parameters):
      try checkCount(parameters.count, of: destinations)
      for (place, parameter) in parameters.enumerated()
      where !(parameter > 0 && parameter.isFinite) {
        throw .invalidParameter(
          state: state, name: name, destination: space.destinations[state][place])
      }
      // An exit has nothing that could vary.
      return destinations > 0 ? row : .fixed([])
    case .logRatio(let mean, let factor):
      try checkCount(mean.count, of: destinations - 1)
      guard mean.allSatisfy(\.isFinite), factor.isFactor(order: destinations - 1) else {
        throw .invalidLogRatio(state: state, name: name)
      }
      return row
    case .drifting(let walk):
      try checkCount(walk.level.count, of: destinations - 1)
      guard walk.isValid(destinations: destinations) else {
        throw .invalidLogRatio(state: state, name: name)
      }
      return row
    }
  }
}
