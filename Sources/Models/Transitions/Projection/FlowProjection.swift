/// Units of pupils carried forward by their rates, each year's stocks from those of the year before.
///
///     n[t+1] = inflow[t+1] + Σ flows into it          flows from s ~ Multinomial(n[t, s], p[s])
///
/// Pupils who arrive in an exit are counted there in that year and are then gone; somebody who enters in
/// year t is in the stock of year t and moves from year t + 1 on. Every pupil in the stock goes
/// somewhere, if only back to the same state: in = out + stayed.
public struct FlowProjection: Hashable, Sendable {
  /// The mean of a Poisson number of pupils who enter.
  public enum Mean: Hashable, Sendable {
    /// A known mean, zero or more.
    case known(Double)
    /// exp of a normal number with this location and spread.
    case logNormal(location: Double, spread: Double)
    /// Gamma with this shape and mean, so that the count is negative binomial.
    case gamma(shape: Double, mean: Double)
    /// Replicate r takes value r modulo their number: values at the same place of several lists
    /// belong together.
    case draws([Double])
  }

  /// How many pupils enter a state in a year.
  public enum Inflow: Hashable, Sendable {
    /// A known number.
    case fixed(Int)
    /// A Poisson number around a mean that may be uncertain.
    case poisson(Mean)
    /// Replicate r takes number r modulo their number.
    case draws([Int])
  }

  /// A vestiging, or whatever else has stocks of its own.
  public struct Unit: Hashable, Sendable {
    /// Names the unit's random numbers: with the same number it meets the same luck, whatever other
    /// units there are.
    public let number: Int
    /// The pupils in each state now; a range is drawn from uniformly, each whole number as likely.
    public let start: [ClosedRange<Int>]
    /// By year ahead, by state.
    public let inflow: [[Inflow]]
    /// The place of the unit's rates.
    public let rates: Int

    /// - Parameters:
    ///   - number: From 0 to 2²⁴ − 1, of this unit alone.
    ///   - start: One a state, zero or more; exits hold nobody.
    ///   - inflow: As many years as the horizon, each with one entry a state; nobody enters an exit.
    ///   - rates: The place of the unit's rates among those of the projection.
    public init(number: Int, start: [ClosedRange<Int>], inflow: [[Inflow]], rates: Int = 0) {
      self.number = number
      self.start = start
      self.inflow = inflow
      self.rates = rates
    }

    /// A unit whose stocks are known.
    public init(number: Int, start: [Int], inflow: [[Inflow]], rates: Int = 0) {
      self.init(number: number, start: start.map { $0...$0 }, inflow: inflow, rates: rates)
    }
  }

  /// States and transitions, of all rates and units.
  public let space: StateSpace
  /// Distributions of rates. Units that name the same one have the same rates in each replicate.
  public let rates: [TransitionRates]
  /// What is carried forward.
  public let units: [Unit]
  /// The number of years ahead, 1 to 20.
  public let horizon: Int

  /// More pupils than this in one state of one unit are refused, wherever they come from.
  static let mostPupils = 1_000_000_000

  /// - Parameters:
  ///   - rates: At least one, all of the same state space.
  ///   - units: At least one.
  ///   - horizon: From 1 to 20.
  /// - Throws: ``TransitionError``, which names what cannot be projected.
  public init(
    rates: [TransitionRates], units: [Unit], horizon: Int
  ) throws(TransitionError) {
    guard (1...20).contains(horizon) else { throw .horizon(horizon) }
    guard let space = rates.first?.space else { throw .noRates }
    for (place, other) in rates.enumerated() where other.space != space {
      throw .differentSpace(rates: place)
    }
    guard !units.isEmpty else { throw .noUnits }
    var numbers: Set<Int> = []
    for (place, unit) in units.enumerated() {
      guard (0..<CounterStream.largestUnit).contains(unit.number),
        numbers.insert(unit.number).inserted
      else { throw .unitNumber(unit: place, number: unit.number) }
      guard rates.indices.contains(unit.rates) else {
        throw .unitRates(unit: place, rates: unit.rates)
      }
      try Self.check(unit, at: place, in: space, horizon: horizon)
    }
    self.space = space
    self.rates = rates
    self.units = units
    self.horizon = horizon
  }

  private static func check(
    _ unit: Unit, at place: Int, in space: StateSpace, horizon: Int
  ) throws(TransitionError) {
    let states = space.states.count
    guard unit.start.count == states else {
      throw .stockCount(unit: place, count: unit.start.count, states: states)
    }
    for (state, stock) in unit.start.enumerated() {
      let highest = space.isExit(state) ? 0 : mostPupils
      guard stock.lowerBound >= 0, stock.upperBound <= highest else {
        throw .stock(unit: place, state: state, name: space.states[state].name)
      }
    }
    guard unit.inflow.count == horizon else {
      throw .inflowYears(unit: place, years: unit.inflow.count, horizon: horizon)
    }
    for (year, row) in unit.inflow.enumerated() {
      guard row.count == states else {
        throw .inflowCount(unit: place, year: year + 1, count: row.count, states: states)
      }
      for (state, inflow) in row.enumerated() {
        guard inflow.isValid, !space.isExit(state) || inflow.isNobody else {
          throw .inflow(
            unit: place, year: year + 1, state: state, name: space.states[state].name)
        }
      }
    }
  }
}

extension FlowProjection.Inflow {
  /// Whether nobody ever enters.
  var isNobody: Bool {
    switch self {
    case .fixed(let count): count == 0
    case .poisson(.known(let mean)): mean == 0
    default: false
    }
  }

  /// Whether what is expected takes a draw.
  var isUncertain: Bool {
    switch self {
    case .fixed, .poisson(.known): false
    case .poisson, .draws: true
    }
  }

  fileprivate var isValid: Bool {
    let most = FlowProjection.mostPupils
    switch self {
    case .fixed(let count): return (0...most).contains(count)
    case .draws(let counts):
      return !counts.isEmpty && counts.allSatisfy { (0...most).contains($0) }
    case .poisson(let mean):
      let limit = 0...Double(most)
      switch mean {
      case .known(let mean): return limit.contains(mean)
      case .logNormal(let location, let spread):
        return location.isFinite && spread.isFinite && spread >= 0
      case .gamma(let shape, let mean):
        return shape > 0 && shape.isFinite && limit.contains(mean)
      case .draws(let means): return !means.isEmpty && means.allSatisfy { limit.contains($0) }
      }
    }
  }
}
