/// The states that pupils can be in and the ways from one year's state to the next.
///
/// Data, not code: a region that knows leerjaar, leerweg and profiel has more states than one that knows
/// only leerjaar. A transition that is not listed is a *structural zero*: no estimate gives it a rate and
/// no projection takes it. To stay (repeat a year) is a transition from a state to itself. A state
/// without destinations is an *exit*: pupils are counted there in the year in which they arrive, and no
/// longer. Somebody who may come back is in a state that has a way back, so that is no exit.
public struct StateSpace: Hashable, Sendable {
  /// One state.
  public struct State: Hashable, Sendable {
    /// What it is called in errors and tables; unlike every other state's.
    public let name: String

    /// - Parameter name: What it is called; not empty.
    public init(name: String) {
      self.name = name
    }
  }

  /// A way from one state to another, or to itself.
  public struct Transition: Hashable, Sendable, Comparable {
    /// The place of the state that is left.
    public let from: Int
    /// The place of the state a year later.
    public let to: Int

    /// - Parameters:
    ///   - from: The place of the state that is left.
    ///   - to: The place of the state a year later.
    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }

    /// By the state that is left, then by the state that is reached.
    public static func < (first: Self, second: Self) -> Bool {
      (first.from, first.to) < (second.from, second.to)
    }
  }

  /// All states; other types name them by their place here.
  public let states: [State]
  /// All allowed transitions, rising: row by row of a transition matrix.
  public let transitions: [Transition]
  /// The places that can be reached from each state, rising; empty for an exit.
  public let destinations: [[Int]]

  /// Where the transitions of each state begin in ``transitions``, and at last their number.
  let offsets: [Int]

  /// - Parameters:
  ///   - states: At least one, with different names.
  ///   - transitions: Each at most once, in any order.
  /// - Throws: ``TransitionError``, when a name is empty or used twice or a transition is listed twice or names no state.
  public init(states: [State], transitions: [Transition]) throws(TransitionError) {
    guard !states.isEmpty else { throw .noStates }
    var names: Set<String> = []
    for state in states {
      guard !state.name.isEmpty, names.insert(state.name).inserted else {
        throw .stateName(state.name)
      }
    }
    var destinations = [[Int]](repeating: [], count: states.count)
    let sorted = transitions.sorted()
    for (i, transition) in sorted.enumerated() {
      guard states.indices.contains(transition.from), states.indices.contains(transition.to) else {
        throw .transition(from: transition.from, to: transition.to)
      }
      guard i == 0 || sorted[i - 1] != transition else {
        throw .transition(from: transition.from, to: transition.to)
      }
      destinations[transition.from].append(transition.to)
    }
    self.states = states
    self.transitions = sorted
    self.destinations = destinations
    offsets = destinations.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// The places in ``transitions`` of those that leave this state; empty for an exit.
  ///
  /// - Precondition: there is such a state.
  public func transitions(from state: Int) -> Range<Int> {
    offsets[state]..<offsets[state + 1]
  }

  /// The place of the state with this name.
  public func place(named name: String) -> Int? {
    states.firstIndex { $0.name == name }
  }

  /// Whether pupils who arrive in this state are gone a year later.
  public func isExit(_ state: Int) -> Bool {
    destinations[state].isEmpty
  }
}
