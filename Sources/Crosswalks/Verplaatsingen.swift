public import Records

/// Finds moves of pupils between locations that no crosswalk knows.
///
/// A pair of locations is proposed when, from one period to that of the next year,
///
/// 1. one lost at least ``smallest`` pupils and at least half of what it had,
/// 2. the other gained at least ``smallest`` and at least a third of what it then has,
/// 3. the smaller of loss and gain is at least half of the larger,
/// 4. they lie in one place, postcode or gemeente, or are of one institution with a like name, or have
///    names that share most of their own words,
/// 5. their pupils are not yet counted as one series (``Successions/isOneSeries(_:_:countedOn:)``), and
///    no row of kind *verhuizing*, which only people write, leads from the one to the other. A move
///    that DUO knows but that is not followed, such as one that is not complete, does not silence the
///    proposal: the finding tells of it.
///
/// Withheld counts are intervals: rules 1–3 look at the middle of the interval, and at its ends to
/// make sure that there was a loss and a gain at all.
///
/// On DUO's exam files 2015–2024, knowing its OVERGANGEN file, that is 2 to 7 proposals a year in the
/// whole country for techniek in BB, KB and GL (46 in nine years), and 18 to 33 for all of the vmbo
/// (239): about as many as a person can ask schools about, and a region sees one now and then.
public struct Verplaatsingen: Sendable {
  /// The smallest loss and gain that is looked at, in pupils.
  public let smallest: Int
  /// At most this many proposals for one shrinking location in one period, the strongest first.
  public let mostPerVestiging: Int

  /// The check; 10 pupils is about the yearly noise of a small department.
  public init(smallest: Int = 10, mostPerVestiging: Int = 2) {
    precondition(smallest > 0, "a move of \(smallest) pupils is none")
    precondition(mostPerVestiging > 0, "no proposal at all is asked for")
    self.smallest = smallest
    self.mostPerVestiging = mostPerVestiging
  }

  /// The proposals, by period, then the strongest first.
  ///
  /// - Parameters:
  ///   - histories: Counts of one measure and one group of pupils, such as exam candidates of techniek
  ///     in BB, KB and GL; one value a location.
  ///   - successions: The moves that are known.
  public func proposals(
    _ histories: [VestigingHistory], knowing successions: Successions
  ) -> [Verplaatsing] {
    let periods = Set(histories.flatMap(\.counts.keys)).sorted()
    let located = histories.sorted { $0.code < $1.code }.map(Located.init)
    var found: [Verplaatsing] = []
    for after in periods {
      guard let before = Period(kind: after.kind, year: after.year - 1), periods.contains(before)
      else { continue }
      let losses = located.compactMap { loss(of: $0, before, after) }
      let gains = located.compactMap { gain(of: $0, before, after) }
      for loss in losses {
        let candidates = gains.compactMap { gain in
          proposal(loss, gain, before, after, knowing: successions)
        }
        found += candidates.sorted(by: Self.isStronger).prefix(mostPerVestiging)
      }
    }
    return found.sorted {
      $0.after == $1.after ? Self.isStronger($0, $1) : $0.after < $1.after
    }
  }

  /// One finding a proposal, in the same order: rule `verplaatsing-onbekend`.
  ///
  /// - Parameters:
  ///   - histories: Locations with their counts a year.
  ///   - successions: Moves that are known and not proposed again.
  ///   - table: The name of the hand-kept table that the remedy speaks of.
  public func findings(
    _ histories: [VestigingHistory], knowing successions: Successions,
    table: String = "vestigingen.csv"
  ) -> [Finding] {
    proposals(histories, knowing: successions).map { $0.finding(table: table) }
  }

  private struct Located {
    let history: VestigingHistory
    let gemeente: String
    let plaats: String
    let postcode: String
    let words: Set<String>

    init(_ history: VestigingHistory) {
      self.history = history
      gemeente = Names.folded(history.gemeente)
      plaats = Names.folded(history.plaats)
      postcode = history.postcode.filter { $0 != " " }.uppercased()
      words = Names.distinctive(history.name, place: history.gemeente + " " + history.plaats)
    }

    /// The bounds in a period; zero where the source has no row, nil where it is missing.
    func bounds(_ period: Period) -> ClosedRange<Int>? {
      switch history.counts[period] {
      case nil, .notApplicable: 0...0
      case .some(let count): count.bounds
      }
    }
  }

  private struct Change {
    let located: Located
    let size: ClosedRange<Int>
    let share: Double

    var middle: Double { Self.middle(size) }

    static func middle(_ range: ClosedRange<Int>) -> Double {
      Double(range.lowerBound + range.upperBound) / 2
    }
  }

  private func loss(of located: Located, _ before: Period, _ after: Period) -> Change? {
    guard let old = located.bounds(before), let new = located.bounds(after),
      old.lowerBound > new.upperBound
    else { return nil }
    let size = old.lowerBound - new.upperBound...old.upperBound - new.lowerBound
    let share = Change.middle(size) / Change.middle(old)
    guard Change.middle(size) >= Double(smallest), share >= 0.5 else { return nil }
    return Change(located: located, size: size, share: min(1, share))
  }

  private func gain(of located: Located, _ before: Period, _ after: Period) -> Change? {
    guard let old = located.bounds(before), let new = located.bounds(after),
      new.lowerBound > old.upperBound
    else { return nil }
    let size = new.lowerBound - old.upperBound...new.upperBound - old.lowerBound
    let share = Change.middle(size) / Change.middle(new)
    guard Change.middle(size) >= Double(smallest), share >= 1.0 / 3 else { return nil }
    return Change(located: located, size: size, share: min(1, share))
  }

  private func proposal(
    _ loss: Change, _ gain: Change, _ before: Period, _ after: Period,
    knowing successions: Successions
  ) -> Verplaatsing? {
    let ratio = min(loss.middle, gain.middle) / max(loss.middle, gain.middle)
    guard ratio >= 0.5 else { return nil }
    let (old, new) = (loss.located, gain.located)
    let shared = old.words.intersection(new.words)
    let isWithin = old.history.code.brin == new.history.code.brin
    guard let nearness = Self.nearness(old, new, shared: shared, isWithin: isWithin) else {
      return nil
    }
    let (oldCode, newCode) = (old.history.code.text, new.history.code.text)
    let known = successions.moves(from: oldCode, towards: newCode)
    guard !successions.isOneSeries(oldCode, newCode),
      !successions.isOneSeries(oldCode, newCode, countedOn: Day(of: before)),
      !known.contains(where: { $0.kind == .verhuizing })
    else { return nil }
    var weight = Self.weights[nearness] ?? 0
    if !shared.isEmpty { weight = (1 + weight) / 2 }
    if isWithin { weight = (1 + weight) / 2 }
    return Verplaatsing(
      from: old.history, to: new.history, before: before, after: after, loss: loss.size,
      gain: gain.size, nearness: nearness, hasLikeName: !shared.isEmpty,
      isWithinInstitution: isWithin, strength: weight * loss.share * ratio,
      known: known)
  }

  private static let weights: [Verplaatsing.Nearness: Double] = [
    .adres: 1, .postcode: 0.85, .plaats: 0.75, .gemeente: 0.65, .naam: 0.5,
  ]

  /// How near two locations are; nil where nothing says that they are near or alike.
  private static func nearness(
    _ old: Located, _ new: Located, shared: Set<String>, isWithin: Bool
  ) -> Verplaatsing.Nearness? {
    if old.postcode.count == 6, old.postcode == new.postcode { return .adres }
    if old.postcode.count >= 4, old.postcode.prefix(4) == new.postcode.prefix(4) {
      return .postcode
    }
    if !old.plaats.isEmpty, old.plaats == new.plaats { return .plaats }
    if !old.gemeente.isEmpty, old.gemeente == new.gemeente { return .gemeente }
    if isWithin, !shared.isEmpty { return .naam }
    let most = 2 * shared.count > max(old.words.count, new.words.count)
    return most && shared.count >= 2 ? .naam : nil
  }

  private static func isStronger(_ left: Verplaatsing, _ right: Verplaatsing) -> Bool {
    if left.strength != right.strength { return left.strength > right.strength }
    return (left.from.code, left.to.code) < (right.from.code, right.to.code)
  }
}
