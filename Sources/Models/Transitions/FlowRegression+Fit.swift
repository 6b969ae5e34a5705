import Foundation
public import LinearAlgebra

extension FlowRegression {
  /// A fitted ``FlowRegression``.
  public struct Fit: Sendable {
    /// β̂: what of each stock comes in the flow, per pupil; zero or more.
    public let rates: [Double]
    /// Their standard errors by the observed information, with the scatter estimated too; nil at the
    /// bound, and for all with ``FlowFlag/singularInformation``.
    public let standardErrors: [Double?]
    /// The covariance of the rates, with zeros for those at the bound; nil likewise.
    public let covariance: Matrix?
    /// √φ₁ ≤ √φ₂: maximum likelihood, on the scale g.
    public let scales: [Double]
    /// √(n/(n−p)): what the scales of a forecast are multiplied by, as rates were fitted too.
    public let scaleCorrection: Double
    /// π̂: the share of the narrow regime.
    public let narrowShare: Double
    /// ω̂: the probability that a flow is gone altogether.
    public let lossProbability: Double
    /// κ̂: how the scatter grows with the expected flow.
    public let spread: Double
    /// The logarithm of the likelihood before the first step and after each, of the κ that was taken.
    public let likelihoods: [Double]
    /// The number of rows.
    public let rows: Int
    /// What to know before these numbers are used.
    public let flags: Set<FlowFlag>

    /// The logarithm of the likelihood at the estimates.
    public var logLikelihood: Double { likelihoods.last ?? -.infinity }
    /// The number of steps.
    public var iterations: Int { likelihoods.count - 1 }

    init(_ search: FlowSearch) {
      let data = search.data
      var scatter = search.scatter
      if scatter.narrow > scatter.wide {
        (scatter.narrow, scatter.wide) = (scatter.wide, scatter.narrow)
        scatter.share = 1 - scatter.share
      }
      rates = search.rates
      scales = [scatter.narrow.squareRoot(), scatter.wide.squareRoot()]
      scaleCorrection = (Double(data.rows) / Double(data.rows - data.rates)).squareRoot()
      narrowShare = scatter.share
      lossProbability = scatter.loss
      spread = scatter.spread
      likelihoods = search.likelihoods
      rows = data.rows
      var flags: Set<FlowFlag> = []
      let isOne =
        min(scatter.share, 1 - scatter.share) < 1e-3 || scatter.wide < 1.02 * scatter.narrow
      if isOne { flags.insert(.oneRegime) }
      if scatter.loss < 1e-6 { flags.insert(.noLoss) }
      if scatter.narrow <= 1.01 * FlowSearch.floor { flags.insert(.exactRegime) }
      if !search.isUnique { flags.insert(.notUnique) }
      if !search.isSettled { flags.insert(.notSettled) }
      for (j, rate) in rates.enumerated() where rate <= 0 { flags.insert(.rateAtBound(column: j)) }
      let information = FlowInformation(
        data, rates: rates, scatter: scatter, isOneRegime: isOne,
        hasLoss: !flags.contains(.noLoss), isExact: flags.contains(.exactRegime))
      covariance = search.isUnique ? information.covariance : nil
      if covariance == nil { flags.insert(.singularInformation) }
      standardErrors = rates.indices.map { [covariance, rates] j in
        rates[j] > 0 ? covariance.map { $0[j, j].squareRoot() } : nil
      }
      self.flags = flags
    }

    /// The flow to be expected from these stocks.
    ///
    /// The forecast takes the rates as known: their own uncertainty is small beside the scatter of
    /// single places when there are many rows, and the scales are corrected for their number.
    ///
    /// - Precondition: one stock a rate, finite and not negative.
    public func forecast(stocks: [Double]) -> FlowForecast {
      precondition(
        stocks.count == rates.count && stocks.allSatisfy { $0 >= 0 && $0.isFinite },
        "stocks \(stocks) for \(rates.count) rates")
      let expected = zip(stocks, rates).reduce(0) { $0 + $1.0 * $1.1 }
      let root = scaleCorrection * (1 + spread * expected).squareRoot()
      return FlowForecast(
        expected: expected, scales: scales.map { $0 * root }, narrowShare: narrowShare,
        lossProbability: lossProbability)
    }
  }
}
