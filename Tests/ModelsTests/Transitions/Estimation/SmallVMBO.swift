import Models

/// Leerjaar 3 and 4 of one leerweg, and two exits:
///
///     3 → 3 (stays), 4, elsewhere        4 → 4 (stays), mbo, elsewhere
enum SmallVMBO {
  static func space() throws -> StateSpace {
    try StateSpace(
      states: ["leerjaar 3", "leerjaar 4", "mbo", "elders"].map(StateSpace.State.init),
      transitions: [(0, 0), (0, 1), (0, 3), (1, 1), (1, 2), (1, 3)].map {
        StateSpace.Transition(from: $0, to: $1)
      })
  }

  /// The counts of `Reference/transitions.R`: three years.
  static let three = [[6, 110, 9], [4, 121, 14], [9, 98, 11]]
  static let four = [[5, 90, 12], [7, 96, 9], [3, 104, 16]]

  static func table() throws -> FlowTable {
    try table(zip(three, four).map { [$0, $1] })
  }

  /// Years of a row for leerjaar 3 and one for leerjaar 4.
  static func table(_ years: [[[Int]]]) throws -> FlowTable {
    try FlowTable(
      space: space(), years: years.map { $0.map { FlowTable.Row(counts: $0) } + [nil, nil] })
  }
}
