import Foundation
import LinearAlgebra
import Models

/// Places with two stocks and a flow by known rates, drawn as the model says.
struct FlowSample {
  let stocks: Matrix
  let flows: [ClosedRange<Int>]

  static let rates = [0.9, 0.25]
  static let narrow = 0.25
  static let wide = 1.5
  static let share = 0.75
  static let loss = 0.04

  /// - Parameter isSuppressed: Whether 1 to 4 are known as such only.
  init(rows: Int, seed: UInt64, isSuppressed: Bool = false) {
    var generator = Philox(seed: seed, stream: 0)
    var stocks: [[Double]] = []
    var flows: [ClosedRange<Int>] = []
    for _ in 0..<rows {
      let row = [
        Double(Poisson(mean: 20).draw(using: &generator)),
        Double(Poisson(mean: 8).draw(using: &generator)),
      ]
      let expected = zip(row, Self.rates).reduce(0) { $0 + $1.0 * $1.1 }
      let flow = FlowForecast(
        expected: expected, scales: [Self.narrow, Self.wide], narrowShare: Self.share,
        lossProbability: Self.loss
      ).draw(using: &generator)
      stocks.append(row)
      flows.append(isSuppressed && (1...4).contains(flow) ? 1...4 : flow...flow)
    }
    self.stocks = Matrix(rows: stocks)
    self.flows = flows
  }
}
