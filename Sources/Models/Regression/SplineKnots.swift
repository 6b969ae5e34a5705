import Foundation
import LinearAlgebra

/// Where the cubic pieces of a spline meet, and the bases that follow.
///
/// Sources: C. de Boor (1978), *A Practical Guide to Splines*, ch. IX; Hastie, Tibshirani & Friedman,
/// *The Elements of Statistical Learning*, 2nd ed., §5.2.1. Same columns as R `splines::bs` and `ns`
/// (without intercept), to rounding.
public struct SplineKnots: Hashable, Sendable {
  /// The knots between the boundary, ascending.
  public let inner: [Double]
  /// The knots at both ends.
  public let boundary: ClosedRange<Double>

  /// - Precondition: `inner` ascends strictly within the boundary.
  public init(inner: [Double], boundary: ClosedRange<Double>) {
    let all = [boundary.lowerBound] + inner + [boundary.upperBound]
    precondition(
      all.allSatisfy(\.isFinite) && zip(all, all.dropFirst()).allSatisfy { $0 < $1 },
      "knots \(all)")
    (self.inner, self.boundary) = (inner, boundary)
  }

  /// Inner knots at the quantiles (type 7) of the values, the boundary at their ends, as R chooses.
  ///
  /// - Precondition: `count` is not negative; the values are finite and leave the knots distinct.
  public init(quantilesOf values: [Double], count: Int) {
    precondition(count >= 0 && !values.isEmpty, "\(count) knots of \(values.count) values")
    let sorted = values.sorted()
    let inner = (0..<count).map { k -> Double in
      let place = Double(k + 1) / Double(count + 1) * Double(sorted.count - 1)
      let below = min(Int(place), sorted.count - 2)
      return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
    self.init(inner: inner, boundary: sorted[0]...sorted[sorted.count - 1])
  }

  /// The cubic B-spline basis without its first column: n × (inner + 3). Outside the boundary the
  /// cubics of the outer pieces go on, by their Taylor series.
  func cubic(at values: [Double]) -> Matrix {
    Matrix(rows: values.map { Array(extended($0, degree: 3).dropFirst()) })
  }

  /// The natural cubic basis, second derivatives zero at the boundary: n × (inner + 1). Outside it is
  /// linear.
  func natural(at values: [Double]) -> Matrix {
    // Two Householder reflections take the two constraints to their first two coordinates; the rest
    // of the reflected basis satisfies them.
    let ends = [boundary.lowerBound, boundary.upperBound]
    var constraints = ends.map { Array(derivative(2, at: $0).dropFirst()) }
    var mirrors: [[Double]] = []
    for k in 0..<2 {
      var v = constraints[k]
      for i in 0..<k { v[i] = 0 }
      let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      v[k] += v[k] < 0 ? -norm : norm
      for i in k..<2 { constraints[i] = Self.reflected(constraints[i], v) }
      mirrors.append(v)
    }
    return Matrix(
      rows: values.map { x in
        var row = Array(extended(x, degree: 1).dropFirst())
        for v in mirrors { row = Self.reflected(row, v) }
        return Array(row.dropFirst(2))
      })
  }

  private static func reflected(_ x: [Double], _ v: [Double]) -> [Double] {
    let size = v.reduce(0) { $0 + $1 * $1 }
    guard size > 0 else { return x }
    let share = 2 * zip(x, v).reduce(0) { $0 + $1.0 * $1.1 } / size
    return zip(x, v).map { $0 - share * $1 }
  }

  /// The whole basis at x; beyond the boundary by the Taylor series of this degree from there.
  private func extended(_ x: Double, degree: Int) -> [Double] {
    let end = min(max(x, boundary.lowerBound), boundary.upperBound)
    var result = derivative(0, at: end)
    guard x != end else { return result }
    var factor = 1.0
    for order in 1...degree {
      factor *= (x - end) / Double(order)
      for (j, value) in derivative(order, at: end).enumerated() { result[j] += factor * value }
    }
    return result
  }

  /// The derivative of this order of each cubic B-spline at x within the boundary, by de Boor's
  /// recurrences.
  private func derivative(_ order: Int, at x: Double) -> [Double] {
    let knots =
      Array(repeating: boundary.lowerBound, count: 4) + inner
      + Array(repeating: boundary.upperBound, count: 4)
    var piece = 3
    while piece < 3 + inner.count && x >= knots[piece + 1] { piece += 1 }
    var values = [Double](repeating: 0, count: knots.count - 1)
    values[piece] = 1
    for degree in 1...3 {
      let taken = degree > 3 - order
      values = (0..<(knots.count - 1 - degree)).map { j in
        let left = knots[j + degree] - knots[j]
        let right = knots[j + degree + 1] - knots[j + 1]
        if taken {
          return Double(degree)
            * ((left > 0 ? values[j] / left : 0) - (right > 0 ? values[j + 1] / right : 0))
        }
        return (left > 0 ? values[j] * (x - knots[j]) / left : 0)
          + (right > 0 ? values[j + 1] * (knots[j + degree + 1] - x) / right : 0)
      }
    }
    return values
  }
}
