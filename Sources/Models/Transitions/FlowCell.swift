import Foundation

/// Student's t with four degrees of freedom, cut at a point: closed in s = t/√(4 + t²).
///
///     P(T > t) = ¼(1−s)²(2+s)                for t ≥ 0
///
/// With w(t) = 5/(4 + t²), the weight that an observation at t has in a robust fit, the integrals of w
/// and of w t² over a tail are closed as well, and that of w t is the density (its derivative is −w t
/// times itself).
struct FlowCut: Sendable {
  /// Where it is cut.
  let point: Double
  /// P(|T| > |t|) / 2.
  let tail: Double
  /// ∫ w f from |t| on.
  let weight: Double
  /// ∫ w u² f from |t| on.
  let square: Double
  /// f(t).
  let density: Double

  init(_ t: Double) {
    point = t
    guard t.isFinite else {
      (tail, weight, square, density) = (0, 0, 0, 0)
      return
    }
    let r = (4 + t * t).squareRoot()
    let half = 2 / r
    let share = half * half
    let s = abs(t) / r
    // 1 − s without loss, from 1 − s² = 4/(4 + t²).
    let c = share / (1 + s)
    tail = 0.25 * c * c * (2 + s)
    weight = c * c * c * (8 + s * (9 + 3 * s)) / 16
    square = 0.25 * c * c * (2 + s * (4 + s * (6 + 3 * s)))
    density = 0.375 * share * share * half
  }

  /// P(T ≤ t).
  var cumulative: Double { point > 0 ? 1 - tail : tail }
}

/// What a cell between two cuts holds of a t with four degrees of freedom, and of its robust weights.
struct FlowCell: Sendable {
  /// ∫ f.
  let probability: Double
  /// ∫ w f.
  let weight: Double
  /// ∫ w t f = f(a) − f(b).
  let pull: Double
  /// ∫ w t² f.
  let square: Double
  /// a f(a) − b f(b): the derivative of the probability by the logarithm of the scale.
  let spread: Double

  init(from a: Double, to b: Double) {
    let (low, high) = (FlowCut(a), FlowCut(b))
    pull = low.density - high.density
    spread = (a.isFinite ? a * low.density : 0) - (b.isFinite ? b * high.density : 0)
    if a >= 0 {
      probability = low.tail - high.tail
      weight = low.weight - high.weight
      square = low.square - high.square
    } else if b <= 0 {
      probability = high.tail - low.tail
      weight = high.weight - low.weight
      square = high.square - low.square
    } else {
      probability = 1 - low.tail - high.tail
      weight = 1 - low.weight - high.weight
      square = 1 - low.square - high.square
    }
  }
}

/// The scale on which counts scatter evenly: 2√(x + ⅜), of which a Poisson number has variance 1.
///
/// Source: F. J. Anscombe (1948), *The transformation of Poisson, binomial and negative-binomial data*,
/// Biometrika 35, 246–254.
enum FlowScale {
  static func stabilised(_ x: Double) -> Double { 2 * (max(x, 0) + 0.375).squareRoot() }

  /// The derivative at x.
  static func slope(_ x: Double) -> Double { 1 / (max(x, 0) + 0.375).squareRoot() }

  /// The lower edge of the cell of a count; none for zero.
  static func lowerEdge(_ count: Int) -> Double {
    count > 0 ? stabilised(Double(count) - 0.5) : -.infinity
  }

  /// The upper edge of the cell of a count.
  static func upperEdge(_ count: Int) -> Double { stabilised(Double(count) + 0.5) }
}
