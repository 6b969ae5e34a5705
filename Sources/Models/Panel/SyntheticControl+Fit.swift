import Foundation

extension SyntheticControl {
  /// A synthetic control with its placebos.
  public struct Fit: Sendable {
    /// A unit that was taken for the treated one.
    public struct Placebo: Sendable {
      /// Its name.
      public let unit: String
      /// The gap in each period, observed less synthetic.
      public let gaps: [Double]
      /// The root mean squared gap before the start.
      public let rootMeanSquareBefore: Double
      /// The same from the start on.
      public let rootMeanSquareAfter: Double
      /// After / before; infinite for a perfect fit before.
      public var ratio: Double { rootMeanSquareAfter / rootMeanSquareBefore }
    }

    /// What the estimate is without one donor.
    public struct WithoutDonor: Sendable {
      /// The donor left out.
      public let unit: String
      /// The gap in each period.
      public let gaps: [Double]
      /// The mean gap from the start on.
      public let effect: Double
    }

    /// The donors with a weight above 10⁻⁶, the heaviest first.
    public let weights: [(unit: String, weight: Double)]
    /// The time of each period.
    public let times: [Int]
    /// The number of periods before the start.
    public let periodsBefore: Int
    /// The outcome of the synthetic control in each period.
    public let synthetic: [Double]
    /// The gap in each period, observed less synthetic, in the unit of the response.
    public let gaps: [Double]
    /// The mean gap from the start on.
    public let effect: Double
    /// The root mean squared gap before the start.
    public let rootMeanSquareBefore: Double
    /// The same from the start on.
    public let rootMeanSquareAfter: Double
    /// 1 − Σ gap² / Σ (y − ȳ)² before the start; nil when the treated unit does not vary there.
    public let explainedBefore: Double?
    /// Each donor taken for the treated unit, in the order of the panel's units.
    public let placebos: [Placebo]
    /// The estimate without each of the donors in ``weights``, in the order of the panel's units.
    public let withoutDonors: [WithoutDonor]
    /// What must be known before these numbers are used.
    public let flags: [PanelFlag]

    private let own: Match
    private let others: [Match]

    init(
      _ own: Match, _ others: [Match], _ without: [(left: Int, match: Match)],
      outcomes: [[Double]], first: Int, panel: Panel
    ) {
      (self.own, self.others, times, periodsBefore) = (own, others, panel.times, first)
      (gaps, rootMeanSquareBefore) = (own.gaps, own.rootMeanSquareBefore)
      rootMeanSquareAfter = own.rootMeanSquareAfter
      var weights: [(unit: String, weight: Double)] = []
      for (donor, weight) in zip(own.donors, own.weights) where weight > 1e-6 {
        weights.append((unit: panel.units[donor], weight: weight))
      }
      // Swift's sort is stable: equal weights keep the order of the units.
      self.weights = weights.sorted { $0.weight > $1.weight }
      let path = outcomes[own.unit]
      synthetic = zip(path, own.gaps).map { $0 - $1 }
      func mean(_ part: ArraySlice<Double>) -> Double {
        part.reduce(0, +) / Double(part.count)
      }
      effect = mean(own.gaps[first...])
      placebos = others.map {
        Placebo(
          unit: panel.units[$0.unit], gaps: $0.gaps,
          rootMeanSquareBefore: $0.rootMeanSquareBefore,
          rootMeanSquareAfter: $0.rootMeanSquareAfter)
      }
      withoutDonors = without.map {
        WithoutDonor(
          unit: panel.units[$0.left], gaps: $0.match.gaps, effect: mean($0.match.gaps[first...]))
      }
      let centre = mean(path[..<first])
      let variation = path[..<first].reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      let missed = own.gaps[..<first].reduce(0) { $0 + $1 * $1 }
      explainedBefore = variation > 0 ? 1 - missed / variation : nil

      var flags: [PanelFlag] = []
      let outside = (0..<first).filter { t in
        let donors = own.donors.map { outcomes[$0][t] }
        return path[t] < (donors.min() ?? 0) || path[t] > (donors.max() ?? 0)
      }
      if !outside.isEmpty { flags.append(.outsideDonorRange(outside.map { panel.periods[$0] })) }
      if let explainedBefore, explainedBefore < 0.8 {
        flags.append(.poorFit(explained: explainedBefore))
      }
      if !own.isUnique { flags.append(.weightsNotUnique) }
      if first < 5 { flags.append(.fewPeriodsBefore(first)) }
      if others.count < 19 { flags.append(.fewDonors(others.count)) }
      self.flags = flags
    }

    /// The rank of the treated unit's ratio, root mean squared gap after / before, among those of all
    /// donors: p = rank / (J + 1).
    ///
    /// The interval of the test holds the constant effects that it does not reject: taken off the
    /// treated unit, also where that is a donor of a placebo. All units being alike but for the
    /// treatment, both are exact.
    ///
    /// - Parameter factor: Donors whose root mean squared gap before the start is more than this many
    ///   times the treated unit's are left out; they cannot be followed by others. Infinite: none. The
    ///   number left out is `RandomisationTest.undefined`.
    /// - Precondition: The factor is positive.
    public func placebo(within factor: Double = .infinity) -> RandomisationTest {
      precondition(factor > 0, "factor \(factor)")
      // A perfect fit would divide by zero: rounding is the least it can be.
      let size = own.gaps.indices.reduce(0.0) { max($0, abs(synthetic[$1])) }
      let least = max(1e-12 * size, .leastNormalMagnitude)
      func square(_ match: Match, _ slope: Double) -> RandomisationTest.Square {
        let before = max(match.rootMeanSquareBefore, least)
        let after = match.gaps[periodsBefore...]
        let scale = 1 / (Double(after.count) * before * before)
        return RandomisationTest.Square(
          constant: scale * after.reduce(0) { $0 + $1 * $1 },
          linear: scale * 2 * slope * after.reduce(0, +),
          quadratic: scale * slope * slope * Double(after.count))
      }
      let kept = others.filter { $0.rootMeanSquareBefore <= factor * own.rootMeanSquareBefore }
      return RandomisationTest(
        estimate: effect, actual: square(own, -1),
        others: kept.map { match in
          let weight = zip(match.donors, match.weights).first { $0.0 == own.unit }?.1 ?? 0
          return square(match, weight)
        }, isExhaustive: true, undefined: others.count - kept.count)
    }
  }
}
