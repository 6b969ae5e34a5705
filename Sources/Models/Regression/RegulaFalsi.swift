/// The root between two points where a function has opposite signs, by regula falsi (Illinois): quick
/// where it is nearly a straight line, as the root of a likelihood ratio is.
///
/// - Parameters:
///   - first: A point and the value there.
///   - second: Another, of the other sign: the nearer to the root, if one is.
///   - tolerance: The distance of two points that ends the search.
///   - function: Of the point.
/// - Returns: The last point; after 100 steps too, when the bracket has at least halved in each pair.
///
/// Source: M. Dowell & P. Jarratt (1971), BIT 11, 168–174.
func regulaFalsi(
  _ first: (Double, Double), _ second: (Double, Double), tolerance: Double,
  _ function: (Double) throws(ModelError) -> Double
) throws(ModelError) -> Double {
  var ((inner, innerValue), (outer, outerValue)) = (first, second)
  for _ in 0..<100 where abs(outer - inner) > tolerance {
    let next = outer - outerValue * (outer - inner) / (outerValue - innerValue)
    let value = try function(next)
    if value == 0 { return next }
    if (value < 0) == (outerValue < 0) {
      innerValue /= 2
    } else {
      (inner, innerValue) = (outer, outerValue)
    }
    let step = abs(next - outer)
    (outer, outerValue) = (next, value)
    if step <= tolerance { break }
  }
  return outer
}
