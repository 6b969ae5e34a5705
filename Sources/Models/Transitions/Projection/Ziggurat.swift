import Foundation

/// The 256 layers of equal area under e^(−x²/2), x ≥ 0, from which standard normal numbers are drawn.
///
///     x₀ = V / f(R),  x₁ = R,  xᵢ₊₁ = f⁻¹(V / xᵢ + f(xᵢ)),  x₂₅₆ = 0
///
/// Layer i has width xᵢ; what lies left of xᵢ₊₁ is under the curve. Layer 0 is the rectangle up to R with
/// the tail folded into it.
struct Ziggurat: Sendable {
  struct Layer: Sendable {
    /// xᵢ · 2⁻⁵².
    let width: Double
    /// xᵢ₊₁ / xᵢ · 2⁵²: a smaller random number lies under the curve.
    let inside: Int64
    /// f(xᵢ) and f(xᵢ₊₁).
    let bottom: Double
    let top: Double
  }

  static let standard = Ziggurat()

  /// R, where the tail begins.
  static let tail = 3.654_152_885_361_008_796_351_947_251_8
  let layers: [Layer]

  private init() {
    let area = 0.004_928_673_233_974_651_9
    func density(_ x: Double) -> Double { exp(-0.5 * x * x) }
    var edges = [area / density(Self.tail), Self.tail]
    for i in 1..<255 {
      edges.append((-2 * log(area / edges[i] + density(edges[i]))).squareRoot())
    }
    edges.append(0)
    layers = (0..<256).map { i in
      Layer(
        width: edges[i] * 0x1p-52, inside: Int64(edges[i + 1] / edges[i] * 0x1p52),
        bottom: density(edges[i]), top: density(edges[i + 1]))
    }
  }
}
