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

  // MARK: A projection

  /// The years ahead are not 1 to 20.
  case horizon(Int)
  /// There are no rates.
  case noRates
  /// These rates belong to another state space than the first.
  case differentSpace(rates: Int)
  /// There is nothing to project.
  case noUnits
  /// A unit's number is negative, too large, or another unit's too.
  case unitNumber(unit: Int, number: Int)
  /// A unit names rates that are not there.
  case unitRates(unit: Int, rates: Int)
  /// A unit does not have one stock for each state.
  case stockCount(unit: Int, count: Int, states: Int)
  /// A stock is negative, above 10⁹, or that of an exit.
  case stock(unit: Int, state: Int, name: String)
  /// A unit's inflow does not cover the years ahead.
  case inflowYears(unit: Int, years: Int, horizon: Int)
  /// A unit's inflow does not cover the states.
  case inflowCount(unit: Int, year: Int, count: Int, states: Int)
  /// An inflow is negative, above 10⁹ or not a number, an empty list, or into an exit.
  case inflow(unit: Int, year: Int, state: Int, name: String)
  /// Fewer than one replicate, or more than 2³¹.
  case replicates(Int)
  /// A question has no terms, or one that names no unit, state or transition, or whose weight is not
  /// finite.
  case measure(question: Int)
  /// An event's years lie outside the horizon, its run is not 1 to the number of its years, or its
  /// threshold is not a number.
  case event(question: Int, event: Int)
  /// A quantile's probability (by its place) does not lie between 0 and 1.
  case probability(place: Int)
  /// A replicate drew more than 10⁹ pupils for an inflow.
  case tooManyPupils(unit: Int, year: Int, replicate: Int)
  /// In a replicate, pupils vanished, appeared or became negative. This is a mistake of the program, never
  /// of its input; it is checked in every replicate so that no such number is ever reported.
  case notConserved(unit: Int, year: Int, replicate: Int)
}
