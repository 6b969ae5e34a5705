import Foundation
import LinearAlgebra

/// The observed information of a ``FlowRegression`` at its maximum: minus the derivative of the analytic
/// score, by central differences, over the rates that are not at their bound and the parameters of the
/// scatter that are not at theirs.
struct FlowInformation {
  /// The covariance of all rates, zeros for those at their bound; nil where the information is singular.
  let covariance: Matrix?

  private enum Parameter: Hashable {
    case rate(Int)
    case narrow, wide, bothScales, share, loss
  }

  init(
    _ data: FlowData, rates: [Double], scatter: FlowScatter, isOneRegime: Bool, hasLoss: Bool,
    isExact: Bool
  ) {
    var parameters: [Parameter] = rates.indices.filter { rates[$0] > 0 }.map { .rate($0) }
    let free = parameters.count
    if isOneRegime {
      parameters.append(.bothScales)
    } else {
      parameters += isExact ? [.wide, .share] : [.narrow, .wide, .share]
    }
    if hasLoss { parameters.append(.loss) }

    func moved(_ parameter: Parameter, by step: Double) -> ([Double], FlowScatter) {
      var (rates, scatter) = (rates, scatter)
      switch parameter {
      case .rate(let j): rates[j] += step
      case .narrow: scatter.narrow *= exp(step)
      case .wide: scatter.wide *= exp(step)
      case .bothScales:
        scatter.narrow *= exp(step)
        scatter.wide *= exp(step)
      case .share: scatter.share = Self.shifted(scatter.share, step)
      case .loss: scatter.loss = Self.shifted(scatter.loss, step)
      }
      return (rates, scatter)
    }

    let n = parameters.count
    var information = Matrix(rows: n, columns: n, repeating: 0)
    for (k, parameter) in parameters.enumerated() {
      var step = 1e-4
      if case .rate(let j) = parameter { step = 1e-4 * max(rates[j], 1e-3) }
      let (up, down) = (moved(parameter, by: step), moved(parameter, by: -step))
      let above = Self.score(data, up.0, up.1, parameters)
      let below = Self.score(data, down.0, down.1, parameters)
      for l in 0..<n { information[l, k] = (below[l] - above[l]) / (2 * step) }
    }
    for k in 0..<n {
      for l in 0..<k {
        let value = (information[k, l] + information[l, k]) / 2
        (information[k, l], information[l, k]) = (value, value)
      }
    }
    guard let inverse = Self.inverse(information) else {
      covariance = nil
      return
    }
    var result = Matrix(rows: rates.count, columns: rates.count, repeating: 0)
    for (k, first) in parameters.prefix(free).enumerated() {
      for (l, second) in parameters.prefix(free).enumerated() {
        if case (.rate(let i), .rate(let j)) = (first, second) { result[i, j] = inverse[k, l] }
      }
    }
    covariance = result
  }

  /// The inverse with the diagonal scaled to one; nil when it is not positive definite.
  private static func inverse(_ information: Matrix) -> Matrix? {
    let diagonal = information.diagonal
    guard information.isFinite, diagonal.allSatisfy({ $0 > 0 }) else { return nil }
    let scales = diagonal.map { 1 / $0.squareRoot() }
    let scaled = information.scalingRows(by: scales).scalingColumns(by: scales)
    guard let factor = try? Cholesky(scaled), factor.reciprocalCondition > 1e-12,
      let inverse = try? factor.covariance()
    else { return nil }
    return inverse.scalingRows(by: scales).scalingColumns(by: scales)
  }

  private static func shifted(_ probability: Double, _ step: Double) -> Double {
    let odds = probability / (1 - probability) * exp(step)
    return odds / (1 + odds)
  }

  /// The derivatives of the logarithm of the likelihood.
  private static func score(
    _ data: FlowData, _ rates: [Double], _ scatter: FlowScatter, _ parameters: [Parameter]
  ) -> [Double] {
    let expected = data.expected(rates)
    var result = [Double](repeating: 0, count: parameters.count)
    let (narrowRoot, wideRoot) = (scatter.narrow.squareRoot(), scatter.wide.squareRoot())
    for i in 0..<data.rows {
      let mu = expected[i]
      let h = 1 + scatter.spread * mu
      let location = FlowScale.stabilised(mu)
      let (first, second) = (narrowRoot * h.squareRoot(), wideRoot * h.squareRoot())
      let (low, high) = (data.low[i] - location, data.high[i] - location)
      let narrow = FlowCell(from: low / first, to: high / first)
      let wide = FlowCell(from: low / second, to: high / second)
      let (a, b) = ((1 - scatter.loss) * scatter.share, (1 - scatter.loss) * (1 - scatter.share))
      let none = data.mayBeNone[i] ? 1.0 : 0
      let mixed =
        scatter.share * narrow.probability + (1 - scatter.share) * wide.probability
      let total = (1 - scatter.loss) * mixed + scatter.loss * none
      guard total > 0 else { continue }
      let byLocation = a * narrow.pull / first + b * wide.pull / second
      let byMean =
        byLocation * FlowScale.slope(mu)
        + (a * narrow.spread + b * wide.spread) * scatter.spread / (2 * h)
      for (k, parameter) in parameters.enumerated() {
        let derivative =
          switch parameter {
          case .rate(let j): byMean * data.stocks[i * data.rates + j]
          case .narrow: a * narrow.spread / 2
          case .wide: b * wide.spread / 2
          case .bothScales: (a * narrow.spread + b * wide.spread) / 2
          case .share:
            (1 - scatter.loss) * scatter.share * (1 - scatter.share)
              * (narrow.probability - wide.probability)
          case .loss: scatter.loss * (1 - scatter.loss) * (none - mixed)
          }
        result[k] += derivative / total
      }
    }
    return result
  }
}
