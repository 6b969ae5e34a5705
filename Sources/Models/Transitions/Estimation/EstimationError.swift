public import LinearAlgebra

/// Why rates of transition cannot be estimated from these data. States go by their names, years by their
/// place in the data, from zero.
public enum EstimationError: Error, Equatable, Sendable {
  /// There is not one year, or not one pupil.
  case noData
  /// Stocks of a single year, in which nobody can be seen to move.
  case oneYear
  /// This year does not have one entry a state, or one of the state's rows not one cell a destination.
  case shape(year: Int, state: String?)
  /// A count that is negative or above a thousand million, or not a number.
  case invalidCount(year: Int, state: String)
  /// Pupils on a way that the state space does not have.
  case notAllowed(year: Int, from: String, to: String)
  /// More pupils are counted on the ways out of the state than there were in it.
  case moreThanStock(year: Int, state: String, counted: Int, stock: Int)
  /// The cells cannot hold all pupils of the state: some of them vanish.
  case lessThanStock(year: Int, state: String, counted: Int, stock: Int)
  /// The withheld cells of this row can be filled in more than ``FlowTable/mostCombinations`` ways.
  case tooManyCombinations(year: Int, state: String)
  /// Cells of this row are withheld and so is its stock: it cannot be pooled.
  case unknownStock(year: Int, state: String)
  /// No two consecutive years have the stocks that one equation needs.
  case noEquations
  /// A test asks for exact counts, and these are known within bounds.
  case boundedCells(year: Int, state: String)
  /// There are not two groups with pupils and two ways that they took, in any state.
  case nothingToCompare
  /// The groups do not have the same state space.
  case differentSpaces(group: Int)
  /// A region's number that is negative, or not one a school.
  case regions
  /// The iteration for this state had not settled.
  case noConvergence(state: String)
  /// The shares of this state cannot be pooled.
  case pooling(state: String, PoolingError)
  /// The covariates of this state's fit do not belong to its destinations.
  case classes(state: String, classes: Int, destinations: Int)
  /// A regression could not be used.
  case model(ModelError)
  /// A decomposition or a quadratic program failed.
  case linearAlgebra(LinearAlgebraError)
  /// The rates do not fit the state space.
  case rates(TransitionError)
}

/// What to know of estimated rates before they are used. States go by their names.
public enum EstimationFlag: Hashable, Sendable {
  /// No pupil was seen to leave this state or stay: its row is the prior, and has no estimate.
  case emptyRow(state: String)
  /// Not one cell of this state is known exactly.
  case allSuppressed(state: String)
  /// Some cells of this state are known within bounds; they entered as the sum over these.
  case boundedCells(state: String)
  /// The number of pupils of this state is not known for all years.
  case unknownTotal(state: String)
  /// The way is allowed, and nobody took it.
  case neverTaken(from: String, to: String)
  /// The bounds do not determine these rates: the likelihood has no single maximum.
  case notDetermined(state: String)
  /// There is a single year of data: nothing is known of how the rates vary over time.
  case oneYear
  /// The state was not counted in this year.
  case missing(state: String, year: Int)
  /// Nobody entered this state from outside in any year, although inflow is expected.
  case noInflow(state: String)
  /// Everybody is counted, and a year's total differs by this much from the year before with inflow.
  case unbalanced(year: Int, difference: Int)
  /// Schools, or regions, differ no more than chance makes them.
  case noBetweenVariance(state: String)
  /// One school, or one region: how much they differ is known from the prior only.
  case dispersionNotIdentified(state: String)
  /// The residuals are this many times as large in variance as pupils who move by themselves would make
  /// them (rounded to tenths): intervals are too narrow.
  case overdispersed(tenths: Int)
}

/// Turns a failure of linear algebra into one of estimation.
func estimating<Value>(
  _ body: () throws(LinearAlgebraError) -> Value
) throws(EstimationError) -> Value {
  do throws(LinearAlgebraError) {
    return try body()
  } catch {
    throw .linearAlgebra(error)
  }
}

/// Turns a refusal of rates into one of estimation.
func makingRates<Value>(
  _ body: () throws(TransitionError) -> Value
) throws(EstimationError) -> Value {
  do throws(TransitionError) {
    return try body()
  } catch {
    throw .rates(error)
  }
}
