import Foundation
import LinearAlgebra

/// A log-likelihood of hyperparameters, with its first two derivatives.
struct Curvature: Sendable {
  var value: Double
  var gradient: [Double]
  /// Row after row, symmetric.
  var hessian: [Double]
}

/// A log-likelihood of the parameters of a mean and, as the last one, the logarithm of the
/// concentration (κ or M), the inverse of the variance between groups.
protocol HyperLikelihood: Sendable {
  var dimension: Int { get }
  func curvature(_ parameters: [Double]) -> Curvature
}

/// A maximum, and how it was reached.
struct HyperMaximum: Sendable {
  var parameters: [Double]
  var value: Double
  var hessian: [Double]
  var iterations: Int
  /// √(gᵀ(−H)⁻¹g): how many standard errors the last step was.
  var lastStep: Double
}

/// The concentrations that are told apart: beyond these the variance between groups is its limit.
let logConcentrations = -7.0...24.0

extension HyperLikelihood {
  /// Newton's method with a ridge that grows until a step goes up, over the free parameters.
  ///
  /// - Parameter free: How many of the first parameters move.
  func maximum(from start: [Double], free: Int, limit: Int = 200) throws(PoolingError)
    -> HyperMaximum
  {
    var parameters = start
    var current = curvature(parameters)
    var ridge = 0.0
    for iteration in 1...limit {
      guard current.value.isFinite else { throw .noConvergence(iterations: iteration) }
      let gradient = Array(current.gradient[..<free])
      var moved = false
      var size = 0.0
      while !moved {
        guard let step = ascent(current, gradient, free, ridge) else {
          ridge = max(10 * ridge, 1e-6 * scale(current, free))
          guard ridge < 1e30 else { throw .noConvergence(iterations: iteration) }
          continue
        }
        size = sqrt(max(0, zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }))
        var trial = parameters
        for i in 0..<free { trial[i] += step[i] }
        let next = curvature(trial)
        let longest = step.reduce(0) { max($0, abs($1)) }
        if longest < 3 && next.value >= current.value - 1e-12 * (1 + abs(current.value)) {
          (parameters, current, moved) = (trial, next, true)
          ridge = ridge > 1e-9 * scale(current, free) ? ridge / 10 : 0
        } else {
          ridge = max(4 * ridge, 1e-6 * scale(current, free))
          guard ridge < 1e30 else { throw .noConvergence(iterations: iteration) }
        }
      }
      if size < 1e-8 && ridge == 0 || size < 1e-12 {
        return HyperMaximum(
          parameters: parameters, value: current.value, hessian: current.hessian,
          iterations: iteration, lastStep: size)
      }
    }
    throw .noConvergence(iterations: limit)
  }

  /// (−H + ridge)⁻¹ g of the first `free` parameters; nil when that is not positive definite.
  private func ascent(
    _ at: Curvature, _ gradient: [Double], _ free: Int, _ ridge: Double
  ) -> [Double]? {
    var information = Matrix(rows: free, columns: free, repeating: 0)
    for i in 0..<free {
      for j in 0..<free { information[i, j] = -at.hessian[i * dimension + j] }
      information[i, i] += ridge
    }
    guard let factor = try? Cholesky(information) else { return nil }
    return try? factor.solve(gradient)
  }

  private func scale(_ at: Curvature, _ free: Int) -> Double {
    max(1e-8, (0..<free).reduce(0) { max($0, abs(at.hessian[$1 * dimension + $1])) })
  }

  /// The maximum over all parameters, or the boundary of the concentration that beats it.
  ///
  /// The profile is followed over all concentrations first, because it may rise at both ends.
  func overallMaximum(from start: [Double]) throws(PoolingError) -> (HyperMaximum, PoolingFlag?) {
    let last = dimension - 1
    var point = start
    var steps = 0
    var profile: [HyperMaximum] = []
    for logConcentration in stride(
      from: logConcentrations.upperBound, through: logConcentrations.lowerBound, by: -1)
    {
      point[last] = logConcentration
      let best = try maximum(from: point, free: last)
      steps += best.iterations
      point = best.parameters
      profile.append(best)
    }
    var place = 0
    // A profile that has become level has reached its limit: what counts is whether it is passed.
    for (k, best) in profile.enumerated() where best.value > profile[place].value + 1e-7 {
      place = k
    }
    if place == 0 {
      profile[0].iterations = steps
      return (profile[0], .noBetweenVariance)
    }
    if place == profile.count - 1 {
      profile[place].iterations = steps
      return (profile[place], .completeBetweenVariance)
    }
    var best = try maximum(from: profile[place].parameters, free: dimension)
    best.iterations += steps
    return (best, nil)
  }

  /// The covariance of the first `free` parameters, from the information at the maximum.
  func covariance(_ at: HyperMaximum, free: Int) throws(PoolingError) -> Matrix {
    var information = Matrix(rows: free, columns: free, repeating: 0)
    for i in 0..<free {
      for j in 0..<free { information[i, j] = -at.hessian[i * dimension + j] }
    }
    do throws(LinearAlgebraError) {
      return try Cholesky(information).covariance()
    } catch {
      throw .noConvergence(iterations: at.iterations)
    }
  }
}
