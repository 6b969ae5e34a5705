import Foundation
public import LinearAlgebra

/// Rates from stocks to a later flow, robust against the few places where everything changed.
///
///     μᵢ = xᵢᵀβ,  β ≥ 0                        the stocks of place i, each with its rate
///     Gᵢ ~ π t₄(g(μᵢ), φ₁hᵢ) + (1−π) t₄(g(μᵢ), φ₂hᵢ),   hᵢ = 1 + κμᵢ,   g(x) = 2√(x + ⅜)
///     Yᵢ = the k of which (g(k−½), g(k+½)] holds Gᵢ;  and 0 with probability ω, whatever the stocks
///
/// The first line is the regression of aggregate flows on stocks of Lee, Judge and Zellner, with rates that
/// cannot be negative. On the scale g a Poisson number scatters evenly; real flows do not: at most schools
/// every pupil of leerjaar 4 sits the exam, at a few half of them do elsewhere, and some locations close.
/// Hence two scales (most places are in the narrow regime), the heavy tails of Student's t, and a
/// probability ω of loss. Flows known within bounds (`1...4` for `<5`) are intervals of the likelihood.
///
/// Fitted by the EM algorithm with the regime, the latent G within its cell and the weight of the t as
/// missing data; with four degrees of freedom all their expectations are closed (`FlowCell`). Rates come
/// by a Gauss-Newton step, a non-negative least squares, halved until the likelihood does not fall: so the
/// likelihood of the *rounded* data rises in every step. (The density at g(k) itself has no maximum when
/// most places follow exactly.) It is begun from two places, least squares and a robust fit, as a
/// likelihood of two crowds can have two maxima; κ is the likeliest of a few values.
///
/// Sources: T. C. Lee, G. G. Judge & A. Zellner (1970), *Estimating the Parameters of the Markov
/// Probability Model from Aggregate Time Series Data*; K. L. Lange, R. J. A. Little & J. M. G. Taylor
/// (1989), *Robust statistical modeling using the t distribution*, JASA 84, 881–896; A. P. Dempster,
/// N. M. Laird & D. B. Rubin (1977), JRSS B 39, 1–38; F. J. Anscombe (1948), Biometrika 35, 246–254.
public struct FlowRegression: Hashable, Sendable {
  /// The values of κ of which the likeliest is taken; none negative.
  public let spreads: [Double]
  /// The most steps.
  public let mostSteps: Int
  /// It ends when a step adds less than this to the logarithm of the likelihood.
  public let tolerance: Double

  /// A regression that is to be fitted.
  ///
  /// - Precondition: there is a κ, and all are finite and not negative; `mostSteps` and `tolerance` are
  ///   positive.
  public init(
    spreads: [Double] = [0, 0.02, 0.05], mostSteps: Int = 2000, tolerance: Double = 1e-6
  ) {
    precondition(!spreads.isEmpty && spreads.allSatisfy { $0 >= 0 && $0.isFinite }, "\(spreads)")
    precondition(mostSteps > 0 && tolerance > 0, "\(mostSteps) steps, tolerance \(tolerance)")
    self.spreads = spreads
    self.mostSteps = mostSteps
    self.tolerance = tolerance
  }

  /// Finds the rates and the scatter.
  ///
  /// - Parameters:
  ///   - stocks: n × p, one row a place, one column a stock that feeds the flow; zero or more.
  ///   - flows: n numbers, each known or within bounds; none negative.
  /// - Throws: ``FlowError``.
  /// - Precondition: as many flows as rows.
  public func fit(stocks: Matrix, flows: [ClosedRange<Int>]) throws(FlowError) -> Fit {
    precondition(flows.count == stocks.rows, "\(flows.count) flows, \(stocks.rows) rows")
    let data = try FlowData(stocks, flows)
    var best: FlowSearch?
    func consider(_ search: FlowSearch) throws(FlowError) {
      var search = search
      try search.run(mostSteps: mostSteps, tolerance: tolerance)
      if let known = best, known.likelihoods.last ?? 0 >= search.likelihoods.last ?? 0 { return }
      best = search
    }
    for start in FlowSearch.Start.allCases {
      try consider(try FlowSearch(data, start: start, spread: spreads[0]))
    }
    for spread in spreads.dropFirst() {
      if let best { try consider(FlowSearch(best, spread: spread)) }
    }
    guard let best else { preconditionFailure("no κ was tried") }
    return Fit(best)
  }

  /// The same with known flows.
  public func fit(stocks: Matrix, flows: [Int]) throws(FlowError) -> Fit {
    try fit(stocks: stocks, flows: flows.map { $0...$0 })
  }
}
