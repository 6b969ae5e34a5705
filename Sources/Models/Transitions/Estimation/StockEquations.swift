import Foundation
import LinearAlgebra

/// The equations that stocks give for rates, in the unknowns that are left when each state's rates sum to
/// one.
///
///     s_j(t+1) − inflow_j(t+1) = Σ_i s_i(t) p_ij + ε,        p_i,ref = 1 − Σ others
///     Cov ε(t) = Σ_i s_i(t) (diag p_i − p_i p_iᵀ) + diag(constant inflow + noise)
///
/// over the states j whose stock, inflow and sources are all known in that year. As reference serves a
/// destination without equations (an exit that is not counted) if there is one.
struct StockEquations: Sendable {
  enum Unknown: Hashable, Sendable {
    case rate(state: Int, place: Int)
    case inflow(state: Int)
  }

  struct Block: Sendable {
    let year: Int
    /// The states that have an equation.
    let states: [Int]
    /// The place of each state among them.
    let rows: [Int: Int]
    var response: [Double]
    /// A row an equation, a column an unknown.
    let design: Matrix
    /// What the references add when all other rates are zero.
    let offset: [Double]
    let stocks: [Double?]
    /// The variance of a stock that is known within bounds.
    let spreads: [Double]
    /// A quarter: half a pupil, which keeps the covariance regular where all is certain; and for a stock
    /// within bounds that of the bounds.
    let noise: [Double]
  }

  let space: StateSpace
  let unknowns: [Unknown]
  /// How many pupils an unknown inflow of 1 is: the largest stock, so that all unknowns are of one size.
  let inflowUnit: Double
  /// The place of each state's reference among its destinations.
  let references: [Int]
  private(set) var blocks: [Block]
  let flags: Set<EstimationFlag>

  init(_ series: StockSeries) throws(EstimationError) {
    let space = series.space
    self.space = space
    let sources = space.states.indices.map { j in
      space.states.indices.filter { space.destinations[$0].contains(j) }
    }
    var flags: Set<EstimationFlag> = []
    func middle(_ year: Int, _ s: Int) -> Double? {
      series.stocks[year][s].map { 0.5 * (Double($0.lowerBound) + Double($0.upperBound)) }
    }
    func variance(_ year: Int, _ s: Int) -> Double {
      // Evenly spread over its bounds.
      series.stocks[year][s].map {
        let width = Double($0.upperBound - $0.lowerBound + 1)
        return width > 1 ? (width * width - 1) / 12 : 0
      } ?? 0
    }
    func inflow(_ year: Int, _ s: Int) -> Double? {
      switch series.inflows[s] {
      case .none, .constant: 0
      case .known(let values): values[year]
      case .unknown: nil
      }
    }
    var seen: [(year: Int, states: [Int])] = []
    for year in 1..<series.stocks.count {
      let states = space.states.indices.filter { j in
        !sources[j].isEmpty && middle(year, j) != nil && inflow(year, j) != nil
          && sources[j].allSatisfy { middle(year - 1, $0) != nil }
      }
      if !states.isEmpty { seen.append((year, states)) }
    }
    for (s, state) in space.states.enumerated() {
      let counts = series.stocks.indices.filter { series.stocks[$0][s] != nil }
      if !counts.isEmpty || !space.isExit(s) {
        for year in series.stocks.indices where series.stocks[year][s] == nil {
          flags.insert(.missing(state: state.name, year: year))
        }
      }
      if series.stocks.contains(where: { $0[s].map { $0.lowerBound < $0.upperBound } ?? false }) {
        flags.insert(.boundedCells(state: state.name))
      }
      if !space.isExit(s), counts.allSatisfy({ series.stocks[$0][s]?.upperBound == 0 }) {
        flags.insert(.emptyRow(state: state.name))
      }
      if case .known(let values) = series.inflows[s],
        values.dropFirst().allSatisfy({ $0 == nil || $0 == 0 })
      {
        flags.insert(.noInflow(state: state.name))
      }
    }
    guard !seen.isEmpty else { throw .noEquations }
    if seen.count == 1 { flags.insert(.oneYear) }
    let observed = Set(seen.flatMap(\.states))
    var references: [Int] = []
    var unknowns: [Unknown] = []
    for s in space.states.indices {
      let places = space.destinations[s]
      let reference =
        places.lastIndex { !observed.contains($0) } ?? max(0, places.count - 1)
      references.append(reference)
      for place in places.indices where place != reference {
        unknowns.append(.rate(state: s, place: place))
      }
    }
    for (s, inflow) in series.inflows.enumerated() where inflow == .constant && observed.contains(s)
    {
      unknowns.append(.inflow(state: s))
    }
    let unit = max(
      1,
      series.stocks.indices.reduce(0) { largest, year in
        space.states.indices.reduce(largest) { max($0, middle(year, $1) ?? 0) }
      })
    inflowUnit = unit
    self.references = references
    self.unknowns = unknowns
    var blocks: [Block] = []
    for (year, states) in seen {
      let rows = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
      var design = Matrix(rows: states.count, columns: unknowns.count, repeating: 0)
      var offset = [Double](repeating: 0, count: states.count)
      for (i, destinations) in space.destinations.enumerated() where !destinations.isEmpty {
        let stock = middle(year - 1, i) ?? 0
        if let row = rows[destinations[references[i]]] { offset[row] += stock }
      }
      for (v, unknown) in unknowns.enumerated() {
        switch unknown {
        case .rate(let i, let place):
          let stock = middle(year - 1, i) ?? 0
          if let row = rows[space.destinations[i][place]] { design[row, v] += stock }
          if let row = rows[space.destinations[i][references[i]]] { design[row, v] -= stock }
        case .inflow(let s):
          if let row = rows[s] { design[row, v] = unit }
        }
      }
      blocks.append(
        Block(
          year: year, states: states, rows: rows,
          response: states.enumerated().map { row, j in
            (middle(year, j) ?? 0) - (inflow(year, j) ?? 0) - offset[row]
          }, design: design, offset: offset,
          stocks: space.states.indices.map { middle(year - 1, $0) },
          spreads: space.states.indices.map { variance(year - 1, $0) },
          noise: states.map { 0.25 + variance(year, $0) }))
    }
    self.blocks = blocks
    flags.formUnion(Self.balance(series))
    self.flags = flags
  }

  /// Years in which everybody is counted and yet some are too many or too few.
  private static func balance(_ series: StockSeries) -> Set<EstimationFlag> {
    var flags: Set<EstimationFlag> = []
    let space = series.space
    for year in 1..<series.stocks.count {
      var difference = 0.0
      var isWhole = true
      for s in space.states.indices {
        guard let now = series.stocks[year][s], let before = series.stocks[year - 1][s],
          now.lowerBound == now.upperBound, before.lowerBound == before.upperBound
        else {
          isWhole = false
          break
        }
        difference += Double(now.lowerBound)
        if !space.isExit(s) { difference -= Double(before.lowerBound) }
        switch series.inflows[s] {
        case .none: break
        case .known(let values):
          if let value = values[year] { difference -= value } else { isWhole = false }
        case .constant, .unknown: isWhole = false
        }
      }
      if isWhole, difference != 0 {
        flags.insert(.unbalanced(year: year, difference: Int(difference.rounded())))
      }
    }
    return flags
  }

  /// The number of equations.
  var count: Int { blocks.reduce(0) { $0 + $1.states.count } }

  /// The same equations for other numbers of pupils, a list a block.
  func replacingResponses(_ responses: [[Double]]) -> StockEquations {
    var copy = self
    for (b, response) in responses.enumerated() {
      copy.blocks[b].response = zip(response, blocks[b].offset).map { $0 - $1 }
    }
    return copy
  }

  /// All rates, along the destinations of each state.
  func rates(_ x: [Double]) -> [[Double]] {
    var rates = space.destinations.map { [Double](repeating: 0, count: $0.count) }
    for (v, unknown) in unknowns.enumerated() {
      if case .rate(let s, let place) = unknown { rates[s][place] = x[v] }
    }
    for s in rates.indices where !rates[s].isEmpty {
      rates[s][references[s]] = max(0, 1 - rates[s].reduce(0, +))
    }
    return rates
  }

  /// The covariance of a block's residuals, at rates and constant inflows.
  func covariance(_ block: Block, _ x: [Double]) -> Matrix {
    let rates = rates(x)
    let m = block.states.count
    var result = Matrix(rows: m, columns: m, repeating: 0)
    for row in 0..<m { result[row, row] = block.noise[row] }
    for (v, unknown) in unknowns.enumerated() {
      if case .inflow(let s) = unknown, let row = block.rows[s] {
        result[row, row] += inflowUnit * max(0, x[v])
      }
    }
    for (i, row) in rates.enumerated() where !row.isEmpty {
      let stock = block.stocks[i] ?? 0
      let q = shares(block, i, row)
      for a in 0..<m where q[a] != 0 {
        result[a, a] += stock * q[a]
        for b in 0..<m { result[a, b] += (block.spreads[i] - stock) * q[a] * q[b] }
      }
    }
    return result
  }

  /// A state's rates by equation.
  private func shares(_ block: Block, _ i: Int, _ row: [Double]) -> [Double] {
    var q = [Double](repeating: 0, count: block.states.count)
    for (place, j) in space.destinations[i].enumerated() {
      if let equation = block.rows[j] { q[equation] = row[place] }
    }
    return q
  }

  /// ∂Cov/∂x, for each unknown.
  private func slopes(_ block: Block, _ x: [Double]) -> [Matrix] {
    let rates = rates(x)
    let m = block.states.count
    return unknowns.map { unknown in
      var result = Matrix(rows: m, columns: m, repeating: 0)
      switch unknown {
      case .inflow(let s):
        if let row = block.rows[s] { result[row, row] = inflowUnit }
      case .rate(let i, let place):
        let stock = block.stocks[i] ?? 0
        let q = shares(block, i, rates[i])
        var u = [Double](repeating: 0, count: m)
        if let row = block.rows[space.destinations[i][place]] { u[row] += 1 }
        if let row = block.rows[space.destinations[i][references[i]]] { u[row] -= 1 }
        for a in 0..<m {
          result[a, a] += stock * u[a]
          for b in 0..<m {
            result[a, b] += (block.spreads[i] - stock) * (u[a] * q[b] + q[a] * u[b])
          }
        }
      }
      return result
    }
  }

  /// The equations with each block multiplied by the inverse Cholesky factor of its covariance at x; as
  /// they are where x is nil.
  func whitened(_ x: [Double]?) throws(LinearAlgebraError) -> (design: Matrix, response: [Double]) {
    var rows: [[Double]] = []
    var response: [Double] = []
    for block in blocks {
      var (design, right) = (block.design, block.response)
      if let x {
        let lower = try Triangular(Cholesky(covariance(block, x)).lower, .lower)
        design = try lower.solve(design)
        right = try lower.solve(right)
      }
      for row in 0..<design.rows { rows.append(design.row(row)) }
      response += right
    }
    return (Matrix(rows: rows), response)
  }

  /// The feasible x: rates and inflows none negative, references none negative.
  func constrain(_ program: inout QuadraticProgram) {
    program.require(lower: [Double](repeating: 0, count: unknowns.count))
    for s in space.states.indices {
      var row = [Double](repeating: 0, count: unknowns.count)
      var isUsed = false
      for (v, unknown) in unknowns.enumerated() {
        if case .rate(s, _) = unknown { (row[v], isUsed) = (-1, true) }
      }
      if isUsed { program.require(Matrix(rows: [row]), atLeast: [-1]) }
    }
  }

  /// The x of least squares of the whitened equations.
  func leastSquares(at x: [Double]?) throws(LinearAlgebraError) -> [Double] {
    let (design, response) = try whitened(x)
    var program = QuadraticProgram(leastSquares: design, response: response)
    constrain(&program)
    return try program.solve().x
  }

  /// Σ log N(residual; 0, Cov) over the blocks.
  func logLikelihood(_ x: [Double]) throws(LinearAlgebraError) -> Double {
    var value = 0.0
    for block in blocks {
      let factor = try Cholesky(covariance(block, x))
      let residual = zip(block.response, block.design * x).map { $0 - $1 }
      let solved = try factor.solve(residual)
      value -=
        0.5
        * (Double(residual.count) * log(2 * Double.pi) + factor.logDeterminant
          + zip(residual, solved).reduce(0) { $0 + $1.0 * $1.1 })
    }
    return value
  }

  /// The score and the expected information of the normal likelihood.
  func scoring(_ x: [Double]) throws(LinearAlgebraError) -> (score: [Double], information: Matrix) {
    let n = unknowns.count
    var score = [Double](repeating: 0, count: n)
    var information = Matrix(rows: n, columns: n, repeating: 0)
    for block in blocks {
      let factor = try Cholesky(covariance(block, x))
      let residual = zip(block.response, block.design * x).map { $0 - $1 }
      let solved = try factor.solve(residual)
      let weighted = try factor.solve(block.design)
      let linear = block.design.transposed * weighted
      let direct = block.design.transposedTimes(solved)
      let slopes = slopes(block, x)
      var products: [Matrix] = []
      for slope in slopes { products.append(try factor.solve(slope)) }
      for v in 0..<n {
        let m = products[v]
        let trace = m.diagonal.reduce(0, +)
        let quadratic = zip(slopes[v] * solved, solved).reduce(0) { $0 + $1.0 * $1.1 }
        score[v] += direct[v] - 0.5 * trace + 0.5 * quadratic
        for w in 0...v {
          var sum = linear[v, w]
          for a in 0..<m.rows {
            for b in 0..<m.rows { sum += 0.5 * m[a, b] * products[w][b, a] }
          }
          information[v, w] += sum
          if w < v { information[w, v] += sum }
        }
      }
    }
    return (score, information)
  }
}
