import Foundation
import Synchronization

extension FlowProjection {
  /// What varies from replicate to replicate.
  public enum Noise: Hashable, Sendable {
    /// What is not known (rates, stocks given as ranges, expected inflow) and chance itself: whole
    /// pupils, each on a way of its own.
    case everything
    /// Only what is not known: the expected numbers of pupils, given a draw of it. Real numbers.
    case parameters
  }

  /// About how many numbers of unfinished sums are held at once, when units need no more: 32 MB.
  static let heldNumbers = 4_000_000

  /// Simulated futures, and what they say of some questions.
  ///
  /// Replicate r draws the rates, then stocks and inflow of each unit, then sends the pupils on their ways.
  /// Units that name the same rates have the same draw of them, so a total is the sum of its parts in each
  /// replicate. All numbers are a function of the seed, the replicate, the unit's number, the place of its
  /// rates and the year, never of the number of threads or of what else is projected; with the same seed both
  /// kinds of noise use the same draws of what is not known. In each replicate, year and unit it is checked
  /// that nobody vanished, appeared or became negative.
  ///
  /// Memory: 8 bytes · replicates · (horizon · sums held + transitions of rates held, times the horizon
  /// where they drift). A measure is one sum, a ratio two, held from the first to the last unit that adds to
  /// it; units are gone through in order, in batches that hold 4,000,000 numbers if they can. So a measure of
  /// each school and one of the region need little more than one batch and the region's, whatever the
  /// number of schools. Paths that are kept come on top, with 16 bytes a number.
  ///
  /// - Parameters:
  ///   - questions: What is asked.
  ///   - replicates: From 1 to 2³¹ − 1. The first thousand of more replicates are those of a thousand.
  ///   - seed: Names the random numbers.
  ///   - noise: What varies.
  ///   - probabilities: The quantiles to give of each measure and year, each from 0 to 1.
  ///   - threads: At most so many; nil for one a processor.
  /// - Returns: One answer a question, in their order.
  /// - Throws: ``TransitionError``, when a question or a draw makes no sense.
  /// - Complexity: O(replicates · units · horizon · transitions); with `.parameters` and few questions a
  ///   unit, O(replicates · horizon · (transitions + units · states)).
  public func simulate(
    _ questions: [FlowQuestion], replicates: Int, seed: UInt64, noise: Noise = .everything,
    probabilities: [Double] = [0.025, 0.1, 0.5, 0.9, 0.975], threads: Int? = nil
  ) throws(TransitionError) -> [FlowAnswer] {
    guard (1...Int(Int32.max)).contains(replicates) else { throw .replicates(replicates) }
    for (place, probability) in probabilities.enumerated() {
      guard probability >= 0, probability <= 1 else { throw .probability(place: place) }
    }
    for (place, question) in questions.enumerated() { try check(question, at: place) }
    if questions.isEmpty { return [] }
    let simulation = FlowSimulation(
      self, questions: questions, replicates: replicates, seed: seed, noise: noise,
      threads: max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount),
      roughlyHeld: Self.heldNumbers / (horizon * replicates))
    return try Self.answers(simulation, to: questions, probabilities)
  }

  static func answers(
    _ simulation: FlowSimulation, to questions: [FlowQuestion], _ probabilities: [Double]
  ) throws(TransitionError) -> [FlowAnswer] {
    let answers = Mutex<[Int: FlowAnswer]>([:])
    try simulation.run { question, numerator, denominator in
      let answer = FlowAnswer(
        questions[question], numerator: numerator, denominator: denominator,
        probabilities: probabilities)
      answers.withLock { $0[question] = answer }
    }
    return answers.withLock { answers in questions.indices.compactMap { answers[$0] } }
  }

  private func check(_ question: FlowQuestion, at place: Int) throws(TransitionError) {
    for terms in [question.measure.numerator, question.measure.denominator] {
      guard let terms else { continue }
      guard !terms.isEmpty, terms.allSatisfy(isValid) else { throw .measure(question: place) }
    }
    for (number, event) in question.events.enumerated() {
      let (threshold, years, run) = event.parts
      guard !threshold.isNaN, years.lowerBound >= 1, years.upperBound <= horizon, run >= 1,
        run <= years.count
      else { throw .event(question: place, event: number) }
    }
  }

  private func isValid(_ term: FlowMeasure.Term) -> Bool {
    guard units.indices.contains(term.unit), term.weight.isFinite else { return false }
    switch term.part {
    case .stock(let state): return space.states.indices.contains(state)
    case .flow(let transition): return space.transitions.indices.contains(transition)
    case .inflow(let state):
      return space.states.indices.contains(state) && !space.isExit(state)
    }
  }
}

extension FlowAnswer {
  /// - Parameters:
  ///   - question: What was asked.
  ///   - numerator: By year, the sum of each replicate.
  ///   - denominator: Likewise, for a ratio.
  ///   - probabilities: The quantiles wanted.
  init(
    _ question: FlowQuestion, numerator: [[Double]], denominator: [[Double]]?,
    probabilities: [Double]
  ) {
    // Within, an undefined ratio is NaN, which reaches no threshold.
    var paths = numerator
    if let denominator {
      for year in paths.indices {
        for r in paths[year].indices {
          let divisor = denominator[year][r]
          paths[year][r] = divisor == 0 ? .nan : paths[year][r] / divisor
        }
      }
    }
    events = question.events.map { Self.share(of: $0, in: paths) }
    years = paths.map { values in
      let defined = denominator == nil ? values : values.filter { !$0.isNaN }
      return Year(defined, undefined: values.count - defined.count, probabilities)
    }
    self.paths =
      question.keepsPaths ? paths.map { $0.map { $0.isNaN ? nil : $0 } } : nil
  }

  private static func share(of event: FlowEvent, in paths: [[Double]]) -> Double {
    let (threshold, years, needed) = event.parts
    let count = paths[0].count
    var run = [Int](repeating: 0, count: count)
    var longest = run
    for year in years {
      for r in 0..<count {
        run[r] = paths[year - 1][r] >= threshold ? run[r] + 1 : 0
        longest[r] = max(longest[r], run[r])
      }
    }
    return Double(longest.reduce(0) { $1 >= needed ? $0 + 1 : $0 }) / Double(count)
  }
}

extension FlowAnswer.Year {
  init(_ values: [Double], undefined: Int, _ probabilities: [Double]) {
    self.undefined = undefined
    guard !values.isEmpty else {
      (mean, standardDeviation, quantiles) = (nil, nil, [])
      return
    }
    let count = Double(values.count)
    let mean = Self.sum(values) { $0 } / count
    self.mean = mean
    standardDeviation =
      values.count > 1
      ? (Self.sum(values) { ($0 - mean) * ($0 - mean) } / (count - 1)).squareRoot() : nil
    quantiles = OrderStatistics.quantiles(probabilities, of: values)
  }

  /// Eight sums side by side, then together.
  @inline(__always)
  private static func sum(_ values: [Double], _ term: (SIMD8<Double>) -> SIMD8<Double>) -> Double {
    var sums = SIMD8<Double>.zero
    var i = 0
    while i + 8 <= values.count {
      sums += term(
        SIMD8(
          values[i], values[i + 1], values[i + 2], values[i + 3], values[i + 4], values[i + 5],
          values[i + 6], values[i + 7]))
      i += 8
    }
    var rest = 0.0
    while i < values.count {
      rest += term(SIMD8(repeating: values[i]))[0]
      i += 1
    }
    return sums.sum() + rest
  }
}
