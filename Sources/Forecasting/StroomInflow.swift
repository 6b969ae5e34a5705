import Models

/// What past inflow says of inflow to come.
///
///     N_t ~ Poisson(μ g_t)     μ ~ Gamma(mean m, variance V/k)     g_t ~ Gamma(mean 1, variance (s² − m)⁺/m²)
///
/// with m and s² the mean and variance over the k years that are known, and V = max(s², m). Nobody where nobody
/// entered.
struct StroomInflow {
  let years: Int
  let replicates: Int
  let seed: UInt64

  init(_ options: StroomForecast.Options) {
    (years, replicates, seed) = (options.years, options.replicates, options.seed)
  }

  /// Nobody, in any year.
  var nobody: [FlowProjection.Inflow] { (0..<years).map { _ in .fixed(0) } }

  /// Inflow into one state in each year to come.
  ///
  /// - Parameters:
  ///   - vestiging: Names the random numbers, with `state`.
  ///   - state: The place of the state.
  ///   - past: The numbers of past years in one replicate, as far as they are known: what is withheld is drawn
  ///     anew in each.
  func ahead(
    vestiging: Int, state: Int, past: (Int, inout Philox) -> [Double]
  ) -> [FlowProjection.Inflow] {
    var means = [[Double]](repeating: [], count: years)
    for replicate in 0..<replicates {
      var generator = Philox(
        seed: seed ^ 0x696e_7374_726f_6f6d,
        stream: UInt64(vestiging) << 44 | UInt64(state) << 32 | UInt64(replicate))
      let drawn = past(replicate, &generator)
      let k = Double(drawn.count)
      let mean = drawn.isEmpty ? 0 : drawn.reduce(0, +) / k
      guard mean > 0 else {
        for year in means.indices { means[year].append(0) }
        continue
      }
      let squares = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let variance = drawn.count > 1 ? squares / (k - 1) : 0
      let shape = mean * mean * k / max(variance, mean)
      let level = Gamma(shape: shape, rate: shape / mean).draw(using: &generator)
      let excess = max(0, variance - mean) / (mean * mean)
      for year in means.indices {
        let factor =
          excess > 0 ? Gamma(shape: 1 / excess, rate: 1 / excess).draw(using: &generator) : 1
        means[year].append(level * factor)
      }
    }
    return means.map { .poisson(.draws($0)) }
  }

  /// Of numbers known within bounds, each whole number within them as likely.
  func ahead(
    vestiging: Int, state: Int, known: [ClosedRange<Int>]
  ) -> [FlowProjection.Inflow] {
    guard known.contains(where: { $0.upperBound > 0 }) else { return nobody }
    return ahead(vestiging: vestiging, state: state) { _, generator in
      known.map { Double(Int.random(in: $0, using: &generator)) }
    }
  }
}
