/// Why a state space, its rates or a projection of it cannot be used.
///
/// States, units and years are named by their place; a state by its name too, because a place says
/// nothing to a reader. Years count from 1, the first year ahead.
public enum TransitionError: Error, Hashable, Sendable {
  // MARK: The state space

  /// There are no states.
  case noStates
  /// A state's name is empty or another state's too.
  case stateName(String)
  /// A transition is listed twice or names no state.
  case transition(from: Int, to: Int)

  // MARK: Rates

  /// There is not one row for each state.
  case rowCount(Int, states: Int)
  /// A row does not have one value for each destination (for log-ratios: one fewer).
  case rowLength(state: Int, name: String, count: Int, destinations: Int)
  /// A rate is negative, above one or not a number.
  case invalidRate(state: Int, name: String, destination: Int)
  /// The rates of a state do not sum to one within 10⁻⁹.
  case rowSum(state: Int, name: String, sum: Double)
  /// A Dirichlet parameter is not positive and finite.
  case invalidParameter(state: Int, name: String, destination: Int)
  /// A log-ratio, a slope or a factor is not finite, a factor has the wrong size or is not lower
  /// triangular, or a damping lies outside 0…1.
  case invalidLogRatio(state: Int, name: String)
  /// A table of draws has no rows, or not one column for each transition.
  case drawCount(draws: Int, columns: Int, transitions: Int)
  /// A draw's rates of one state are not rates, or do not sum to one within 10⁻⁹.
  case invalidDraw(draw: Int, state: Int, name: String, sum: Double?)
}
