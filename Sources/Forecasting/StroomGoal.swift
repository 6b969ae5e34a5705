import Models
public import Records

/// A threshold that pupils of all vestigingen together should reach: a number in a state, or the share that
/// goes from one state to another.
public struct StroomGoal: Hashable, Sendable {
  /// What is counted.
  public enum Subject: Hashable, Sendable {
    /// Pupils in a state on the peildatum; of an exit, those who arrived in the year up to it.
    case pupils(state: String)
    /// Of those who were in a state, the percentage that is in another, or the same, a year later.
    case share(from: String, to: String)
  }

  /// What is counted.
  public let subject: Subject
  /// At least so many pupils, or percent.
  public let threshold: Double

  /// - Parameters:
  ///   - subject: What is counted.
  ///   - threshold: Pupils, or percent from 0 to 100; finite.
  public init(_ subject: Subject, atLeast threshold: Double) {
    precondition(threshold.isFinite, "a threshold of \(threshold)")
    self.subject = subject
    self.threshold = threshold
  }

  /// As people type it: `technisch mbo>=200`, `leerjaar 4 naar technisch mbo>=60%`.
  ///
  /// - Throws: ``StroomError/goal(_:)`` for another form.
  public init(_ text: String) throws(StroomError) {
    let halves = text.replacing("≥", with: ">=").split(
      separator: ">=", omittingEmptySubsequences: false
    ).map(Self.trimmed)
    guard halves.count == 2, !halves[0].isEmpty else { throw .goal(text) }
    let isShare = halves[1].hasSuffix("%")
    let number = Self.trimmed(isShare ? halves[1].dropLast() : halves[1][...])
    let ways = halves[0].split(separator: " naar ", omittingEmptySubsequences: false)
      .map(Self.trimmed)
    guard let threshold = Double(number.replacing(",", with: ".")), threshold.isFinite,
      threshold >= 0
    else { throw .goal(text) }
    switch (ways.count, isShare) {
    case (1, false): self.init(.pupils(state: ways[0]), atLeast: threshold)
    case (2, true) where threshold <= 100:
      self.init(.share(from: ways[0], to: ways[1]), atLeast: threshold)
    default: throw .goal(text)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let words = text.drop { $0.isWhitespace }
    return String(words.prefix(words.count - words.reversed().prefix { $0.isWhitespace }.count))
  }

  /// As typed, in one form.
  public var text: Phrase {
    switch subject {
    case .pupils(let state): Phrase(state) + Phrase(" ≥ ") + .number(threshold)
    case .share(let from, let to):
      Phrase(from) + Phrase(nl: " naar ", en: " to ") + Phrase(to) + Phrase(" ≥ ")
        + .number(threshold, decimals: threshold == threshold.rounded() ? 0 : 1)
        + Phrase(nl: " %", en: "%")
    }
  }

  /// How likely it is that a goal is reached.
  public struct Chance: Hashable, Sendable {
    /// The goal.
    public let goal: StroomGoal
    /// By peildatum, in order; a share that has nobody to count is not reached.
    public let years: [Year]
    /// That it is reached on every peildatum.
    public let everyYear: Double
  }

  /// One peildatum.
  public struct Year: Hashable, Sendable {
    /// The peildatum.
    public let period: Period
    /// 0 to 1: the share of the simulated futures; with 4,000 its standard error is at most 0.008.
    public let chance: Double
  }
}

extension StroomProjection {
  /// The chance of each goal, in the same futures as the numbers.
  func chances(of goals: [StroomGoal], file: String) throws(StroomError) -> [StroomGoal.Chance] {
    var questions: [FlowQuestion] = []
    for goal in goals {
      let measure = try measure(goal, file: file)
      let threshold =
        if case .share = goal.subject { goal.threshold / 100 } else { goal.threshold }
      let ahead = 1...options.years
      questions.append(
        FlowQuestion(
          measure,
          events: ahead.map { .atLeast(threshold, year: $0) } + [.every(ahead, atLeast: threshold)]
        ))
    }
    guard !questions.isEmpty else { return [] }
    return zip(goals, try simulate(questions)).map { goal, answer in
      StroomGoal.Chance(
        goal: goal,
        years: answer.events.dropLast().enumerated().map {
          .init(period: .peildatum(newest + 1 + $0.offset), chance: $0.element)
        }, everyYear: answer.events.last ?? 0)
    }
  }

  private func measure(_ goal: StroomGoal, file: String) throws(StroomError) -> FlowMeasure {
    let all = Array(units.indices)
    func place(_ name: String) throws(StroomError) -> Int {
      guard let place = space.states.firstIndex(where: { $0.name == name }) else {
        throw .unknownState(file: file, found: name, states: space.states.map(\.name))
      }
      return place
    }
    switch goal.subject {
    case .pupils(let state):
      return FlowMeasure(FlowMeasure.stock(of: [try place(state)], in: all))
    case .share(let from, let to):
      let (s, d) = (try place(from), try place(to))
      let ways = space.transitions.indices.filter { space.transitions[$0].from == s }
      guard let way = ways.first(where: { space.transitions[$0].to == d }) else {
        throw .noWay(file: file, from: from, to: to)
      }
      return FlowMeasure(
        ratioOf: FlowMeasure.flow(along: [way], in: all),
        to: FlowMeasure.flow(along: ways, in: all))
    }
  }
}
