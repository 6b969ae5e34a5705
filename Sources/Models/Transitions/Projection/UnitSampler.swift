import Foundation

/// Draws what is not known of one unit beforehand: its stocks and who enters it.
struct UnitSampler: Sendable {
  let number: Int
  /// The place of the unit, for errors.
  let place: Int
  let start: [ClosedRange<Int>]
  /// The lower bounds.
  let lowest: [Double]
  let hasRanges: Bool
  /// A cell is a year (from 0) and a state that somebody may enter; by year, then by state.
  let cells: [FlowProjection.Inflow]
  let cellYears: [Int]
  let cellStates: [Int]
  /// Where the cells of each year begin, and at last their number.
  let years: [Int]

  init(_ unit: FlowProjection.Unit, place: Int) {
    number = unit.number
    self.place = place
    start = unit.start
    lowest = start.map { Double($0.lowerBound) }
    hasRanges = unit.start.contains { $0.lowerBound < $0.upperBound }
    var cells: [FlowProjection.Inflow] = []
    var (cellYears, cellStates, years) = ([Int](), [Int](), [0])
    for (year, row) in unit.inflow.enumerated() {
      for (state, inflow) in row.enumerated() where !inflow.isNobody {
        cells.append(inflow)
        cellYears.append(year)
        cellStates.append(state)
      }
      years.append(cells.count)
    }
    self.cells = cells
    self.cellYears = cellYears
    self.cellStates = cellStates
    self.years = years
  }

  /// The stocks of one replicate.
  func stocks(into stocks: inout [Int], using stream: inout CounterStream) {
    if hasRanges { stream.begin(.unit, unit: number, year: 0) }
    for (state, range) in start.enumerated() {
      stocks[state] =
        range.lowerBound < range.upperBound ? stream.integer(in: range) : range.lowerBound
    }
  }

  /// What is expected to enter in a year (from 0) of one replicate, cell by cell; what is not a Poisson
  /// number is what enters.
  func expected(
    year: Int, replicate: Int, into expected: inout [Double], using stream: inout CounterStream
  ) throws(TransitionError) {
    stream.begin(.unit, unit: number, year: year + 1)
    for i in years[year]..<years[year + 1] {
      let value: Double
      switch cells[i] {
      case .fixed(let count): value = Double(count)
      case .draws(let counts): value = Double(counts[replicate % counts.count])
      case .poisson(.known(let mean)): value = mean
      case .poisson(.logNormal(let location, let spread)):
        value = exp(location + spread * stream.normal())
      case .poisson(.gamma(let shape, let mean)):
        value = exp(stream.logGamma(CounterStream.GammaShape(shape)) - log(shape)) * mean
      case .poisson(.draws(let means)): value = means[replicate % means.count]
      }
      guard value <= Double(FlowProjection.mostPupils) else {
        throw .tooManyPupils(unit: place, year: year + 1, replicate: replicate)
      }
      expected[i] = value
    }
  }

  /// How many enter in a year (from 0) of one replicate, cell by cell.
  func entered(
    year: Int, expected: [Double], into entered: inout [Int], using stream: inout CounterStream
  ) {
    stream.begin(.inflow, unit: number, year: year + 1)
    for i in years[year]..<years[year + 1] {
      if case .poisson = cells[i] {
        entered[i] = stream.poisson(mean: expected[i])
      } else {
        entered[i] = Int(expected[i])
      }
    }
  }
}
