import Foundation

extension RecoverySimulation {
  /// Flows of a region whose log-ratios wander.
  func drifting(
    _ replicate: Int, _ generator: inout Philox
  ) throws(EstimationError) -> Answers {
    var eta = Self.rates.map { row in row.dropLast().map { log($0 / row[row.count - 1]) } }
    var rates: [[[Double]]] = []
    for _ in 0...(settings.years + 5) {
      rates.append(eta.map { DriftingRow.softmax($0) })
      for s in eta.indices {
        // N(0, σ² ½(I + 11ᵀ)).
        let common = Normal.standard.draw(using: &generator)
        for c in eta[s].indices {
          eta[s][c] +=
            settings.drift * 0.5.squareRoot()
            * (common + Normal.standard.draw(using: &generator))
        }
      }
    }
    let last = settings.years
    let (table, end) = try table(
      Array(rates[...last]), pupils: 4 * settings.pupils, &generator)
    let fit = try DriftingRates().fit(table)
    let future = RecoveryFuture(
      from: end, rates: { year, _ in rates[last + year] }, inflow: .poisson(4 * settings.pupils),
      futures: settings.futures, &generator)
    var answers = try answers(replicate, .driftingWalk, fit.transitionRates(), future)
    for from in [0, 1] {
      guard let walk = fit.walks[from] else { continue }
      let estimate = DriftingRow.softmax(walk.level)
      for (place, to) in space.destinations[from].enumerated() {
        for (estimator, horizon) in [
          (RecoveryTable.Estimator.driftingNow, 0), (.driftingAhead, 3),
        ] {
          guard
            let middle = fit.interval(from: from, to: to, horizon: horizon, probability: 0.8),
            let wide = fit.interval(from: from, to: to, horizon: horizon)
          else { continue }
          answers.append(
            (
              estimator,
              RecoveryAnswer(
                replicate: replicate, subject: subject(from: from, place: place),
                truth: rates[last + horizon][from][place], estimate: estimate[place],
                middle: middle, wide: wide)
            ))
        }
      }
    }
    return answers
  }
}
