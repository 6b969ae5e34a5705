/// Why a state space, its rates or a projection of it cannot be used.
public enum TransitionError: Error, Hashable, Sendable {
  /// There are no states.
  case noStates
  /// A state's name is empty or another state's too.
  case stateName(String)
  /// A transition is listed twice or names no state.
  case transition(from: Int, to: Int)
}
