import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct FlowForecastTests {
  static let forecasts = [
    FlowForecast(expected: 23.4, scales: [0.2, 1.7], narrowShare: 0.8, lossProbability: 0.03),
    FlowForecast(expected: 0, scales: [0.5, 2], narrowShare: 0.4, lossProbability: 0),
    FlowForecast(expected: 3.1, scales: [0.01, 0.01], narrowShare: 1, lossProbability: 0.2),
    FlowForecast(expected: 140, scales: [1.4, 1.4], narrowShare: 0, lossProbability: 0.05),
  ]

  @Test(arguments: forecasts)
  func `probabilities are those of the distribution function, and make one`(
    forecast: FlowForecast
  ) {
    var sum = 0.0
    for count in 0..<400 {
      sum += forecast.probability(count)
      expectClose(forecast.cumulative(count), sum, absolute: 1e-12)
      expectClose(
        forecast.probability(atLeast: count + 1), 1 - forecast.cumulative(count), absolute: 1e-12)
      expectClose(forecast.logProbability(count), log(forecast.probability(count)), relative: 1e-12)
    }
    expectClose(
      forecast.probability(of: 3...9), forecast.cumulative(9) - forecast.cumulative(2),
      absolute: 1e-13)
    #expect(forecast.cumulative(-1) == 0)
    #expect(forecast.probability(atLeast: 0) == 1)
    #expect(forecast.probability(of: -5 ... -1) == 0)
  }

  @Test(arguments: forecasts)
  func `quantiles are the least that suffice, and an interval leaves no more than it says`(
    forecast: FlowForecast
  ) {
    for probability in [0.01, 0.1, 0.5, 0.9, 0.975] {
      let quantile = forecast.quantile(probability)
      #expect(forecast.cumulative(quantile) >= probability - 1e-12)
      #expect(quantile == 0 || forecast.cumulative(quantile - 1) < probability)
    }
    #expect(forecast.median == forecast.quantile(0.5))
    for probability in [0.5, 0.8, 0.95] {
      let interval = forecast.interval(probability: probability)
      #expect(forecast.probability(of: interval) >= probability - 1e-9)
      #expect(forecast.cumulative(interval.lowerBound - 1) <= (1 - probability) / 2 + 1e-12)
      #expect(
        forecast.probability(atLeast: interval.upperBound + 1) <= (1 - probability) / 2 + 1e-12)
    }
  }

  @Test(arguments: forecasts)
  func `the mean is the sum of the probabilities of more`(forecast: FlowForecast) {
    // The terms beyond n fall as n⁻², so what is left is about n times the last.
    let terms = 200_000
    var sum = 0.0
    for count in 1...terms { sum += forecast.probability(atLeast: count) }
    let rest = Double(terms) * forecast.probability(atLeast: terms)
    expectClose(forecast.mean, sum + rest, relative: 2e-5)
    #expect(forecast.variance == .infinity)
  }

  @Test func `draws come as often as their probabilities say`() {
    let forecast = FlowForecastTests.forecasts[0]
    var generator = Philox(seed: 3, stream: 1)
    let draws = 40_000
    var counts = [Int](repeating: 0, count: 60)
    for _ in 0..<draws { counts[min(59, forecast.draw(using: &generator))] += 1 }
    for count in [0, 15, 20, 22, 23, 24, 27, 35] {
      let p = forecast.probability(count)
      expectClose(
        Double(counts[count]) / Double(draws), p,
        absolute: 4 * (p * (1 - p) / Double(draws)).squareRoot(), "\(count)")
    }
  }

  @Test func `what a fit forecasts is wider by the correction and by the spread`() throws {
    let sample = FlowSample(rows: 60, seed: 2)
    let fit = try FlowRegression(spreads: [0.05]).fit(stocks: sample.stocks, flows: sample.flows)
    let forecast = fit.forecast(stocks: [20, 10])
    expectClose(forecast.expected, 20 * fit.rates[0] + 10 * fit.rates[1], relative: 1e-14)
    let root = (60.0 / 58 * (1 + 0.05 * forecast.expected)).squareRoot()
    for k in 0..<2 { expectClose(forecast.scales[k], fit.scales[k] * root, relative: 1e-14) }
    #expect(forecast.lossProbability == fit.lossProbability)
  }
}
