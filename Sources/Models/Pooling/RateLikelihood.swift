import Foundation

/// The Poisson-gamma (negative binomial) log-likelihood of counts with exposure, in log m and ψ = log κ.
///
///     ℓ = Σᵢ log Σ_y P(y),   log P(y) = Q(y; κ) − log y! + y log μ − (y+κ) log(1 + μ/κ),   μ = m eᵢ
///     Q(y; κ) = Σ_{j<y} log(1 + j/κ)
///
/// with the inner sum over the counts that the bounds allow.
struct RateLikelihood: HyperLikelihood {
  struct Group: Hashable, Sendable {
    let counts: ClosedRange<Int>
    let exposure: Double
  }

  let groups: [Group]
  private let largest: Int

  var dimension: Int { 2 }

  init(_ groups: [Group]) {
    self.groups = groups
    largest = groups.reduce(0) { max($0, $1.counts.upperBound) }
  }

  func curvature(_ parameters: [Double]) -> Curvature {
    let (mean, kappa) = (exp(parameters[0]), exp(parameters[1]))
    let sums = RisingSums(kappa, upTo: largest)
    var result = Curvature(value: 0, gradient: [0, 0], hessian: [0, 0, 0, 0])
    for group in groups {
      let mu = mean * group.exposure
      guard mu > 0 else { continue }  // no exposure, no event, no information
      let terms = group.counts.map { Self.term($0, mu, kappa, sums) }
      let highest = terms.reduce(-.infinity) { max($0, $1.value) }
      let parts = terms.map { exp($0.value - highest) }
      let sum = parts.reduce(0, +)
      result.value += highest + log(sum)
      var gradient = [0.0, 0.0]
      for (term, part) in zip(terms, parts) {
        for i in 0..<2 { gradient[i] += part / sum * term.gradient[i] }
      }
      for (term, part) in zip(terms, parts) {
        for i in 0..<2 {
          for j in 0..<2 {
            let away = (term.gradient[i] - gradient[i]) * (term.gradient[j] - gradient[j])
            result.hessian[2 * i + j] += part / sum * (term.hessian[2 * i + j] + away)
          }
        }
      }
      for i in 0..<2 { result.gradient[i] += gradient[i] }
    }
    return result
  }

  /// One count: log P and its derivatives in log m and log κ, free of terms that cancel for large κ.
  private static func term(
    _ count: Int, _ mu: Double, _ kappa: Double, _ sums: RisingSums
  ) -> Curvature {
    let y = Double(count)
    let ratio = mu / kappa
    let whole = kappa + mu
    let share = kappa / whole
    let excess = logarithmExcess(ratio)
    let cross = (y - mu) * share * (mu / whole)
    return Curvature(
      value: sums.excess[count] - logGamma(y + 1) + y * log(mu) - (y + kappa) * log1p(ratio),
      gradient: [
        (y - mu) * share, -sums.rest[count] - kappa * excess + (y - mu) * mu / whole,
      ],
      hessian: [
        -mu * share * ((kappa + y) / whole), cross, cross,
        sums.second[count] - kappa * (excess + ratio * ratio / (1 + ratio)) - cross,
      ])
  }
}
