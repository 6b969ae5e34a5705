import Foundation

extension RecoverySimulation {
  /// Stocks of a region, and what they tell of its rates.
  func stocks(
    _ replicate: Int, _ generator: inout Philox
  ) throws(EstimationError) -> Answers {
    // A region: twenty schools, whose inflow varies by a tenth from year to year.
    let size = 20 * Double(settings.pupils)
    var counts: [[Int?]] = []
    var inflow: [Double?] = [nil]
    var (three, four) = (Int(size), Int(0.9 * size))
    counts.append([three, four, nil, nil, nil])
    let law = RecoveryFuture.Inflow.normal(mean: size, deviation: 0.1 * size)
    for _ in 0..<settings.stockYears {
      let entered = law.draw(&generator)
      let rates = yearly(&generator)
      let from3 = Multinomial(trials: three, probabilities: rates[0]).draw(using: &generator)
      let from4 = Multinomial(trials: four, probabilities: rates[1]).draw(using: &generator)
      (three, four) = (from3[0] + entered, from3[1] + from4[0])
      inflow.append(Double(entered))
      counts.append([three, four, from4[1], from4[2], nil])
    }
    let series = try StockSeries(
      space: space, counts: counts, inflows: [.known(inflow), .none, .none, .none, .none])
    var answers: Answers = []
    func add(
      _ estimator: RecoveryTable.Estimator, _ estimates: [[Double]], _ draws: StockDraws?
    ) {
      for from in [0, 1] {
        for place in space.destinations[from].indices {
          let to = space.destinations[from][place]
          answers.append(
            (
              estimator,
              RecoveryAnswer(
                replicate: replicate, subject: subject(from: from, place: place),
                truth: Self.rates[from][place], estimate: estimates[from][place],
                middle: draws?.interval(from: from, to: to, probability: 0.8),
                wide: draws?.interval(from: from, to: to))
            ))
        }
      }
    }
    for (estimator, method) in [
      (RecoveryTable.Estimator.stocksLeastSquares, StockRates.Method.leastSquares),
      (.stocksWeighted, .weighted), (.stocksLikelihood, .likelihood),
    ] {
      let fit = try StockRates(method).fit(series)
      add(estimator, fit.rates, nil)
      if method == .weighted {
        let posterior = try fit.posterior(draws: settings.draws, seed: 7)
        add(.stocksPosterior, posterior.means, posterior)
        let future = RecoveryFuture(
          from: [three, four], rates: { yearly(&$1) }, inflow: law, futures: settings.futures,
          &generator)
        answers += try self.answers(
          replicate, .stocksPosterior, posterior.transitionRates(), future)
      }
    }
    let years = counts.count - 1
    let ratios = try ProgressionRatios(.nces).fit(
      lower: counts[..<years].map { $0[0].map(Double.init) },
      upper: counts[..<years].map { $0[1].map(Double.init) })
    if let middle = ratios.interval(horizon: 1, probability: 0.8),
      let wide = ratios.interval(horizon: 1), let above = counts[years][1],
      let below = counts[years - 1][0]
    {
      answers.append(
        (
          .progressionNCES,
          RecoveryAnswer(
            replicate: replicate, subject: subject(from: 0, place: 1),
            truth: Double(above) / Double(below), estimate: ratios.ratio(horizon: 1),
            middle: middle, wide: wide)
        ))
    }
    return answers
  }

  /// The rates of one year.
  private func yearly(_ generator: inout Philox) -> [[Double]] {
    guard let alike = settings.yearConcentration else { return Self.rates }
    return Self.rates.map {
      Dirichlet(shapes: $0.map { alike * $0 }).draw(using: &generator)
    }
  }
}
