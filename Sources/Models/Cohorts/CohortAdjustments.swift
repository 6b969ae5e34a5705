/// What a projection is asked to assume in place of what the fit says, period by period.
///
/// Nothing here is estimated: it is the *what if* of a scenario. Everything that is not adjusted is
/// simulated with the same random numbers as without adjustments, so that the difference of two
/// projections is that of their assumptions and of nothing else.
///
///     own_s   = number_s, or factor_s · mean_s              the expected intake of a series
///     mean′_s = own_s · (1 − Σ share out) + Σ own_r · share in
///     second stage ← ρ · passage.second,   leavers ← q · passage.leaving
public struct CohortAdjustments: Hashable, Sendable {
  /// Pupils who go to another series, or away.
  public struct Move: Hashable, Sendable {
    /// The series they leave.
    public var from: Int
    /// The series they go to; nil for away: out of everything that is projected.
    public var to: Int?
    /// Which part of them, 0…1.
    public var share: Double

    /// - Parameters:
    ///   - from: The series they leave.
    ///   - to: The series they go to; nil for away.
    ///   - share: Which part of them, 0…1.
    public init(from: Int, to: Int?, share: Double) {
      self.from = from
      self.to = to
      self.share = share
    }
  }

  /// One period.
  public struct Step: Hashable, Sendable {
    /// By series: multiplies its expected intake; 1 as the fit says.
    public var factors: [Double]
    /// By series: its expected intake, whatever the fit says; nil as the fit says.
    public var numbers: [Double?]
    /// Where expected intakes go in place of their own series, all at once.
    public var intakeMoves: [Move] = []
    /// Where the pupils of the intake before go, who would come into the second stage of their series in
    /// this period: all at once, after this period's leavers have left.
    public var pupilMoves: [Move] = []
    /// Multiplies ρ, the passage from the first to the second stage, of those who arrive there in
    /// this period.
    public var second = 1.0
    /// Multiplies q, the passage from the second stage to leaving, of those who leave in this period.
    public var leaving = 1.0

    /// A period as the fit says.
    ///
    /// - Parameter series: The number of series, added ones included.
    public init(series: Int) {
      factors = Array(repeating: 1, count: series)
      numbers = Array(repeating: nil, count: series)
    }
  }

  /// Series that the fit does not know: they have no pupils of their own but those of
  /// ``Step/numbers`` and of moves. They stand after the fitted ones.
  public var added: Int
  /// One a period ahead; periods beyond are as the last.
  public var steps: [Step]

  /// - Parameters:
  ///   - added: The number of series that the fit does not know.
  ///   - steps: One a period ahead, at least one, each for all series.
  public init(added: Int = 0, steps: [Step]) {
    self.added = added
    self.steps = steps
  }

  /// Whether it fits a projection: finite factors and numbers that are not negative, shares of one
  /// series that do not exceed one, moves between series that exist.
  ///
  /// - Parameter series: The number of fitted series.
  func isValid(series: Int) -> Bool {
    let count = series + added
    func isShared(_ moves: [Move]) -> Bool {
      var out = [Double](repeating: 0, count: count)
      for move in moves {
        guard (0..<count).contains(move.from), move.to.map((0..<count).contains) ?? true,
          move.from != move.to, move.share >= 0
        else { return false }
        out[move.from] += move.share
      }
      return out.allSatisfy { $0 <= 1 + 1e-12 }
    }
    return added >= 0 && !steps.isEmpty
      && steps.allSatisfy { step in
        step.factors.count == count && step.numbers.count == count
          && (step.factors + step.numbers.compactMap(\.self) + [step.second, step.leaving])
            .allSatisfy { $0 >= 0 && $0.isFinite }
          && isShared(step.intakeMoves) && isShared(step.pupilMoves)
      }
  }
}

/// The adjusted side of one path; see ``CohortSampler``.
struct AdjustedWalk {
  /// One series in one period, before its numbers are drawn.
  struct Pupils {
    let series: Int
    /// The expected intake as the fit says, and the intake that was drawn from it.
    let mean: Double
    let drawn: Int
    /// The expected intake as adjusted.
    let adjusted: Double
    /// The adjusted intakes of one and two periods ago, of those who are here now.
    let intake: Double
    let previous: Double
    let secondScore: Double
    let leavingScore: Double

    /// A Poisson number of the adjusted mean that shares all it can with the one drawn.
    func first(using generator: inout Philox) -> Int {
      if adjusted == mean { return drawn }
      if adjusted > mean {
        return drawn + Poisson(mean: adjusted - mean).draw(using: &generator)
      }
      return Binomial(trials: drawn, probability: adjusted / mean).draw(using: &generator)
    }
  }

  private let adjustments: CohortAdjustments
  private var step: CohortAdjustments.Step
  private var secondBefore = 1.0
  private var intakes: [Double]
  private var previous: [Double]
  private var pending: [(mean: Double, drawn: Int, second: Double, leaving: Double)] = []

  init(_ adjustments: CohortAdjustments, intakes: [Double], previous: [Double]) {
    self.adjustments = adjustments
    step = adjustments.steps[0]
    let none = [Double](repeating: 0, count: adjustments.added)
    self.intakes = intakes + none
    self.previous = previous + none
  }

  /// Moves the pupils who are in the first stage already. Those in the second left before.
  mutating func begin(_ horizon: Int) {
    if horizon > 0 { secondBefore = step.second }
    step = adjustments.steps[min(horizon, adjustments.steps.count - 1)]
    intakes = Self.moved(intakes, step.pupilMoves)
    pending = []
  }

  /// Takes what the unadjusted path drew for the next series.
  mutating func add(_ s: Int, mean: Double, first: Int, second: Double, leaving: Double) {
    pending.append((mean, first, second, leaving))
  }

  /// Draws the period of all series.
  ///
  /// - Parameter draw: Given the pupils and the factors of both passages; returns the intake.
  mutating func end(_ draw: (Pupils, (second: Double, leaving: Double)) -> Int) {
    let own = pending.indices.map { s in
      step.numbers[s] ?? step.factors[s] * pending[s].mean
    }
    let means = Self.moved(own, step.intakeMoves)
    let factors = (step.second, secondBefore * step.leaving)
    var firsts: [Double] = []
    for (s, (mean, drawn, second, leaving)) in pending.enumerated() {
      let pupils = Pupils(
        series: s, mean: mean, drawn: drawn, adjusted: means[s], intake: intakes[s],
        previous: previous[s], secondScore: second, leavingScore: leaving)
      firsts.append(Double(draw(pupils, factors)))
    }
    previous = intakes
    intakes = firsts
  }

  private static func moved(_ values: [Double], _ moves: [CohortAdjustments.Move]) -> [Double] {
    var result = values
    for move in moves {
      result[move.from] -= move.share * values[move.from]
      if let to = move.to { result[to] += move.share * values[move.from] }
    }
    // Shares that add up to one leave a rest of rounding.
    return result.map { $0 < 1e-9 ? 0 : $0 }
  }
}
