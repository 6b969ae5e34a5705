import Models
import Records

/// The years to come of a file of flows.
struct StroomProjection {
  let data: StroomData
  let options: StroomForecast.Options
  /// The places of the vestigingen with a newest stock.
  let projected: [Int]
  private let projection: FlowProjection

  init(
    _ data: StroomData, _ estimate: StroomEstimate, _ options: StroomForecast.Options
  ) throws(StroomError) {
    self.data = data
    self.options = options
    let space = data.space
    projected = data.vestigingen.indices.filter {
      data.vestigingen[$0].years.contains(data.years.upperBound)
    }
    var units: [FlowProjection.Unit] = []
    for v in projected {
      let vestiging = data.vestigingen[v]
      let start = space.states.indices.map { s in
        space.isExit(s)
          ? 0...0 : vestiging.stock(s, peildatum: data.years.upperBound + 1) ?? 0...0
      }
      let byState = space.states.indices.map { Self.inflow(vestiging, v, $0, options) }
      units.append(
        FlowProjection.Unit(
          number: v, start: start,
          inflow: (0..<options.years).map { year in byState.map { $0[year] } }, rates: v))
    }
    let rates = try estimate.transitionRates()
    do throws(TransitionError) {
      projection = try FlowProjection(rates: rates, units: units, horizon: options.years)
    } catch {
      throw .projection(error)
    }
  }

  /// Inflow into a state in each year to come.
  ///
  ///     N_t ~ Poisson(μ g_t)     μ ~ Gamma(mean m, variance V/k)     g_t ~ Gamma(mean 1, variance (s² − m)⁺/m²)
  ///
  /// with m and s² the mean and variance over the k years that the vestiging has, and V = max(s², m); what is
  /// withheld is drawn uniformly within its bounds. Nobody where nobody entered.
  private static func inflow(
    _ vestiging: StroomData.Vestiging, _ v: Int, _ state: Int, _ options: StroomForecast.Options
  ) -> [FlowProjection.Inflow] {
    let counts = vestiging.years.sorted().map { vestiging.inflow[$0]?[state] ?? 0...0 }
    guard counts.contains(where: { $0.upperBound > 0 }) else {
      return (0..<options.years).map { _ in .fixed(0) }
    }
    let k = Double(counts.count)
    var means = [[Double]](repeating: [], count: options.years)
    for replicate in 0..<options.replicates {
      var generator = Philox(
        seed: options.seed ^ 0x696e_7374_726f_6f6d,
        stream: UInt64(v) << 44 | UInt64(state) << 32 | UInt64(replicate))
      let drawn = counts.map { Double(Int.random(in: $0, using: &generator)) }
      let mean = drawn.reduce(0, +) / k
      let squares = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let variance = counts.count > 1 ? squares / (k - 1) : 0
      guard mean > 0 else {
        for year in means.indices { means[year].append(0) }
        continue
      }
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

  /// All vestigingen together, then each where there are more; each state, then all that are no exit.
  func series() throws(StroomError) -> [StroomForecast.Series] {
    let space = data.space
    var subjects: [(vestiging: Int?, state: Int?)] = []
    let parts: [Int?] = [nil] + (projected.count > 1 ? projected.indices.map { $0 } : [])
    for part in parts {
      for s in space.states.indices { subjects.append((part, s)) }
      subjects.append((part, nil))
    }
    let inside = space.states.indices.filter { !space.isExit($0) }
    let questions = subjects.map { vestiging, state in
      FlowQuestion(
        FlowMeasure(
          FlowMeasure.stock(
            of: state.map { [$0] } ?? inside,
            in: vestiging.map { [$0] } ?? Array(projected.indices))))
    }
    let answers: [FlowAnswer]
    do throws(TransitionError) {
      answers = try projection.simulate(
        questions, replicates: options.replicates, seed: options.seed)
    } catch {
      throw .projection(error)
    }
    return zip(subjects, answers).map { subject, answer in
      let units = subject.vestiging.map { [projected[$0]] } ?? projected
      return StroomForecast.Series(
        vestiging: subject.vestiging.map { data.vestigingen[projected[$0]].name },
        state: subject.state.map { space.states[$0].name },
        isExit: subject.state.map(space.isExit) ?? false,
        observed: observed(units, subject.state.map { [$0] } ?? inside),
        outlook: answer.years.enumerated().map { year, answer in
          let q = answer.quantiles
          return Outlook(
            period: .peildatum(data.years.upperBound + 2 + year), median: q[2],
            interval80: q[1]...q[3], interval95: q[0]...q[4])
        })
    }
  }

  /// Those in these states on each peildatum on which the rows of all these vestigingen tell it.
  private func observed(_ units: [Int], _ states: [Int]) -> [StroomForecast.Stand] {
    ((data.years.lowerBound + 1)...(data.years.upperBound + 1)).compactMap { year in
      var sum = 0...0
      for v in units {
        for s in states {
          guard let stock = data.vestigingen[v].stock(s, peildatum: year) else { return nil }
          sum = sum + stock
        }
      }
      return StroomForecast.Stand(period: .peildatum(year), count: Count(sum))
    }
  }
}
