import Models

extension HoldoutOutcome {
  /// Of a forecast that is a distribution; its median is the point.
  init(_ forecast: FlowForecast, outcome: ClosedRange<Int>) {
    let middle = Double(outcome.lowerBound + outcome.upperBound) / 2
    let below = forecast.cumulative(outcome.lowerBound - 1)
    let through = forecast.cumulative(outcome.upperBound)
    func transform(_ probability: Double) -> Double {
      let (low, high) = ((1 - probability) / 2, (1 + probability) / 2)
      guard through > below else { return low <= below && below <= high ? 1 : 0 }
      return max(0, min(through, high) - max(below, low)) / (through - below)
    }
    func closed(_ interval: ClosedRange<Int>) -> Double { interval.overlaps(outcome) ? 1 : 0 }
    func width(_ interval: ClosedRange<Int>) -> Double {
      Double(interval.upperBound - interval.lowerBound)
    }
    let (inner, outer) = (forecast.interval(probability: 0.8), forecast.interval(probability: 0.95))
    coverage = HoldoutScore.Coverage(
      transform80: transform(0.8), transform95: transform(0.95), closed80: closed(inner),
      closed95: closed(outer), width80: width(inner), width95: width(outer),
      rankedScore: Self.rankedScore(forecast, middle))
    error = Double(forecast.median) - middle
  }

  /// Of a forecast that is a number.
  init(_ point: Double, outcome: ClosedRange<Int>) {
    error = point - Double(outcome.lowerBound + outcome.upperBound) / 2
    coverage = nil
  }

  /// Σ (F(k) − 1{y ≤ k})²; the terms beyond are of the order of the square of a tail of 10⁻⁴.
  private static func rankedScore(_ forecast: FlowForecast, _ outcome: Double) -> Double {
    var sum = 0.0
    var k = 0
    while true {
      let cumulative = forecast.cumulative(k)
      let isAbove = Double(k) >= outcome
      sum += isAbove ? (1 - cumulative) * (1 - cumulative) : cumulative * cumulative
      if isAbove && 1 - cumulative < 1e-4 { return sum }
      k += 1
    }
  }
}
