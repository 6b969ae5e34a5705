import Foundation

/// What is believed of the spread between groups before their counts are seen.
public enum PoolingPrior: Hashable, Sendable {
  /// 1/(1+M) is uniform on 0…1: flat in the variance between groups. Intervals of the groups themselves hold
  /// what they should; those of a mean, or of a group to come, are too wide when there are few groups.
  ///
  /// Source: C. N. Morris & R. Tang (2011), *Estimating random effects via adjustment for density
  /// maximization*, Statistical Science 26, 271–287.
  case uniformVariance
  /// The weight n̄/(n̄+M) of a group of typical size (the harmonic mean of the totals) is uniform on 0…1. It
  /// leans to groups being alike: intervals of groups are somewhat short (75–79 of 100 cases at 80 %), but
  /// three or four groups give a mean, and a group to come, that can be used.
  ///
  /// Source: M. J. Daniels (1999), *A prior for the variance in hierarchical models*, Canadian Journal of
  /// Statistics 27, 567–578.
  case uniformShrinkage

  /// The logarithm, in τ = 1/√(1+M), of the density.
  ///
  /// - Parameters:
  ///   - psi: log M.
  ///   - size: The typical size of a group.
  func logDensity(_ psi: Double, size: Double) -> Double {
    switch self {
    // 2τ dτ.
    case .uniformVariance: -0.5 * softplus(psi)
    // M ~ n/(n+M)² dM, and dM = 2 (1+M)^(3/2) dτ.
    case .uniformShrinkage: 1.5 * softplus(psi) - 2 * (log(size) + softplus(psi - log(size)))
    }
  }
}
