import Foundation
import LinearAlgebra

/// The normal likelihood of ``StockEquations`` at any rates, quickly: what a sampler asks some ten thousand
/// times.
struct StockDensity: Sendable {
  /// A state whose pupils arrive in counted states.
  private struct Source: Sendable {
    let stock: Double
    let spread: Double
    /// The rows of its destinations that have an equation, and their rates among all.
    let rows: [Int]
    let rates: [Int]
  }

  private struct Block: Sendable {
    /// Row after row.
    let design: [Double]
    let response: [Double]
    let noise: [Double]
    let sources: [Source]
    /// Rows with a constant inflow, and its unknown.
    let inflows: [(row: Int, unknown: Int)]
  }

  private let spread: StockSpread
  private let blocks: [Block]
  private let unknowns: Int
  private let inflowUnit: Double
  private let equations: Double
  /// By unknown, its place among all rates, or −1.
  private let places: [Int]
  /// By state, the place of its reference among all rates.
  private let references: [(place: Int, first: Int, end: Int)]
  private let rates: Int
  private let largest: Int

  init(_ equations: StockEquations, _ spread: StockSpread) {
    self.spread = spread
    let space = equations.space
    unknowns = equations.unknowns.count
    inflowUnit = equations.inflowUnit
    self.equations = Double(equations.count)
    rates = space.transitions.count
    places = equations.unknowns.map {
      if case .rate(let state, let place) = $0 { space.offsets[state] + place } else { -1 }
    }
    references = space.states.indices.filter { !space.isExit($0) }.map {
      (space.offsets[$0] + equations.references[$0], space.offsets[$0], space.offsets[$0 + 1])
    }
    largest = equations.blocks.reduce(0) { max($0, $1.states.count) }
    blocks = equations.blocks.map { block in
      Block(
        design: (0..<block.design.rows).flatMap { block.design.row($0) }, response: block.response,
        noise: block.noise,
        sources: space.states.indices.compactMap { i in
          let counted = space.destinations[i].indices.filter {
            block.rows[space.destinations[i][$0]] != nil
          }
          guard let stock = block.stocks[i], !counted.isEmpty else { return nil }
          return Source(
            stock: stock, spread: block.spreads[i],
            rows: counted.map { block.rows[space.destinations[i][$0]] ?? 0 },
            rates: counted.map { space.offsets[i] + $0 })
        },
        inflows: equations.unknowns.indices.compactMap { v in
          guard case .inflow(let s) = equations.unknowns[v], let row = block.rows[s] else {
            return nil
          }
          return (row, v)
        })
    }
  }

  /// The logarithm of the likelihood but for a constant, φ integrated out; −∞ where a covariance is not
  /// positive definite.
  func logDensity(_ x: [Double]) -> Double {
    var p = [Double](repeating: 0, count: rates)
    for v in 0..<unknowns where places[v] >= 0 { p[places[v]] = x[v] }
    for (place, first, end) in references {
      var sum = 0.0
      for i in first..<end where i != place { sum += p[i] }
      p[place] = max(0, 1 - sum)
    }
    var (logDeterminant, square) = (0.0, 0.0)
    var l = [Double](repeating: 0, count: largest * largest)
    var z = [Double](repeating: 0, count: largest)
    for block in blocks {
      let m = block.response.count
      for i in 0..<(m * m) { l[i] = 0 }
      for i in 0..<m {
        l[i * m + i] = block.noise[i]
        var left = block.response[i]
        for v in 0..<unknowns { left -= block.design[i * unknowns + v] * x[v] }
        z[i] = left
      }
      for (row, v) in block.inflows { l[row * m + row] += inflowUnit * max(0, x[v]) }
      for source in block.sources {
        for (a, row) in source.rows.enumerated() {
          let rate = p[source.rates[a]]
          l[row * m + row] += source.stock * rate
          for (b, column) in source.rows.enumerated() where column <= row {
            l[row * m + column] +=
              (source.spread - source.stock) * rate * p[source.rates[b]]
          }
        }
      }
      // Cholesky's factor row by row, and with it the whitened residuals.
      for i in 0..<m {
        for j in 0...i {
          var sum = l[i * m + j]
          for k in 0..<j { sum -= l[i * m + k] * l[j * m + k] }
          if j < i {
            l[i * m + j] = sum / l[j * m + j]
          } else {
            guard sum > 0 else { return -.infinity }
            logDeterminant += log(sum)
            l[i * m + i] = sum.squareRoot()
          }
        }
        var left = z[i]
        for k in 0..<i { left -= l[i * m + k] * z[k] }
        z[i] = left / l[i * m + i]
        square += z[i] * z[i]
      }
    }
    switch spread {
    case .independent: return -0.5 * (logDeterminant + square)
    case .dispersed:
      // ∫₁^∞ φ^(−N/2) e^(−Q/2φ) φ⁻² dφ = (Q/2)^(−a) γ(a, Q/2), a = N/2 + 1.
      let a = 0.5 * equations + 1
      let half = max(0.5 * square, 1e-6)
      return -0.5 * logDeterminant - a * log(half)
        + Gamma(shape: a, rate: 1).logCumulative(half)
    }
  }
}
