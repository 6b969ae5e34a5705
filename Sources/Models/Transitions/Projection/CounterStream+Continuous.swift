import Foundation

extension CounterStream {
  /// A standard normal draw, by the ziggurat.
  ///
  /// Source: G. Marsaglia & W. W. Tsang (2000), *The ziggurat method for generating random variables*,
  /// Journal of Statistical Software 5(8); layer, sign and place come from bits that do not overlap,
  /// as J. A. Doornik (2005), *An improved ziggurat method to generate normal random samples*, advises.
  @inline(__always)
  mutating func normal() -> Double {
    let word = next()
    let magnitude = Int64(truncatingIfNeeded: word >> 12)
    let layer = layers[Int(truncatingIfNeeded: word & 0xFF)]
    let x = Double(magnitude) * layer.width
    let sign = (word & 0x100) << 55
    if magnitude < layer.inside { return Double(bitPattern: x.bitPattern | sign) }
    return Double(bitPattern: edge(layer, x, isBase: word & 0xFF == 0).bitPattern ^ sign)
  }

  /// What the few numbers near the edge of a layer become.
  @inline(never)
  private mutating func edge(_ layer: Ziggurat.Layer, _ x: Double, isBase: Bool) -> Double {
    if isBase {
      // The tail, by Marsaglia's method.
      while true {
        let beyond = -log(midpoint()) / Ziggurat.tail
        if -2 * log(midpoint()) > beyond * beyond { return Ziggurat.tail + beyond }
      }
    }
    let height = layer.bottom + midpoint() * (layer.top - layer.bottom)
    return height < exp(-0.5 * x * x) ? x : normal()
  }

  /// What a gamma draw needs of its shape; made once for many draws.
  struct GammaShape: Sendable {
    let shape: Double
    let d: Double
    let c: Double
    /// A uniform number below 1 − squeeze · x⁴ accepts the normal number x without a logarithm.
    ///
    /// Marsaglia & Tsang give 0.0331 for all shapes. With v = (1 + cx)³ they accept below
    /// exp(x²/2 + d (1 − v + log v)) = exp(−x⁴/(108 d) + …), and d (1 − that) / x⁴ is nowhere above 0.02205,
    /// its greatest value at the least d, 2/3. So one draw in a hundred needs logarithms at shape 7, not one
    /// in ten.
    let squeeze: Double

    /// - Precondition: `shape` is positive.
    init(_ shape: Double) {
      self.shape = shape
      d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
      c = 1 / (9 * d).squareRoot()
      squeeze = 0.0221 / d
    }
  }

  /// A gamma draw with rate 1 and a shape of at least 1, or of a shape one higher.
  ///
  /// Source: G. Marsaglia & W. W. Tsang (2000), *A simple method for generating gamma variables*, ACM
  /// Transactions on Mathematical Software 26, 363–372.
  @inline(__always)
  mutating func raisedGamma(_ shape: GammaShape) -> Double {
    while true {
      let x = normal()
      let u = midpoint()
      let root = 1 + shape.c * x
      let v = root * root * root
      let square = x * x
      if root > 0 {
        if u < 1 - shape.squeeze * square * square { return shape.d * v }
        if log(u) < 0.5 * square + shape.d * (1 - v + log(v)) { return shape.d * v }
      }
    }
  }

  /// The logarithm of a gamma draw with rate 1: a draw of a small shape may be too small for a double.
  mutating func logGamma(_ shape: GammaShape) -> Double {
    let raised = log(raisedGamma(shape))
    return shape.shape < 1 ? raised + log(midpoint()) / shape.shape : raised
  }
}
