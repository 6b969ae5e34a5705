/// Yearly numbers of pupils by state, without a word on who went where.
///
/// The stock of an exit is the number that arrived there in the year before the count.
public struct StockSeries: Hashable, Sendable {
  /// What is known of the pupils who enter a state from outside.
  public enum Inflow: Hashable, Sendable {
    /// Nobody does.
    case none
    /// As many as told, year by year; nil for a year in which it is not known, which then gives no
    /// equation for this state. The first year's inflow is in its stock and is not used.
    case known([Double?])
    /// As many each year, but nobody knows how many: estimated with the rates.
    case constant
    /// Any number: this state gives no equation.
    case unknown
  }

  /// The states and the ways between them.
  public let space: StateSpace
  /// Year after year, a stock a state between these bounds; nil where it was not counted.
  public let stocks: [[ClosedRange<Int>?]]
  /// One a state.
  public let inflows: [Inflow]

  /// - Parameters:
  ///   - space: The states and the ways between them.
  ///   - stocks: Year after year, a stock a state; nil where it was not counted.
  ///   - inflows: One a state.
  /// - Throws: ``EstimationError/noData``, ``EstimationError/oneYear``,
  ///   ``EstimationError/shape(year:state:)``, ``EstimationError/invalidCount(year:state:)``.
  public init(
    space: StateSpace, stocks: [[ClosedRange<Int>?]], inflows: [Inflow]
  ) throws(EstimationError) {
    guard !stocks.isEmpty else { throw .noData }
    guard stocks.count > 1 else { throw .oneYear }
    guard inflows.count == space.states.count else { throw .shape(year: 0, state: nil) }
    for (year, counts) in stocks.enumerated() {
      guard counts.count == space.states.count else { throw .shape(year: year, state: nil) }
      for (s, count) in counts.enumerated() {
        if let count, count.lowerBound < 0 || count.upperBound > 1_000_000_000 {
          throw .invalidCount(year: year, state: space.states[s].name)
        }
      }
    }
    for (s, inflow) in inflows.enumerated() {
      guard case .known(let values) = inflow else { continue }
      guard values.count == stocks.count else {
        throw .shape(year: 0, state: space.states[s].name)
      }
      for (year, value) in values.enumerated() {
        if let value, !(value >= 0 && value < 1e9) {
          throw .invalidCount(year: year, state: space.states[s].name)
        }
      }
    }
    (self.space, self.stocks, self.inflows) = (space, stocks, inflows)
  }

  /// Known stocks.
  ///
  /// - Parameters:
  ///   - space: The states and the ways between them.
  ///   - counts: Year after year, a stock a state; nil where it was not counted.
  ///   - inflows: One a state.
  /// - Throws: As above.
  public init(
    space: StateSpace, counts: [[Int?]], inflows: [Inflow]
  ) throws(EstimationError) {
    try self.init(
      space: space, stocks: counts.map { $0.map { $0.map { $0...$0 } } }, inflows: inflows)
  }
}
