/// What became of institutions and locations: chains, mergers and splits, by date.
///
/// ```swift
/// let successions = try Successions(fromDUO + Succession.handKept)
/// successions.current(of: "07KP00").single                         // "17BI07"
/// successions.current(of: "07KP00", by: Day("2024-07-31")).single   // "07KP00"
/// ```
///
/// Four rules, because DUO's file is not a tree:
/// 1. **Complete moves are followed.** After one that is not complete the old code goes on; such moves
///    are told in ``Destination/partial``. DUO's file marks 1,019 of 4,496 as not complete.
/// 2. **A chain goes forward in time.** What came to a code on a day follows the moves of that code on
///    or after that day, not those of an earlier user of the code. A code that is left twice is left
///    at the first date; pass `countedOn` for counts of a later user.
/// 3. **A location follows its own complete record first.** Only when it has none, and no record of its
///    own after the day on which its institution went over completely, does it go with the institution.
///    Under another institution a location gets another number (07KP00 became 17BI07), so the answer is
///    then the institution's code, four characters, and never a location made up from it; unless the
///    whole institution became one location, as DUO writes it for some (11AB became 11NH01).
/// 4. **No location outlives its institution.** Where a location's own record of the day on which its
///    institution went over completely is not complete (02FC00 to 02NZ11, on the day on which 02FC
///    became 02NZ), the old code ends all the same: the record tells where it went, and that some
///    pupils went elsewhere in the new institution. It is followed and told in
///    ``Destination/incomplete``. Where it leads into another institution than the institution's own
///    move, the location was divided over both. Of DUO's 25 such locations 24 follow; the candidates
///    of 02FC00 were 336 in 2020 and those of 02NZ11 316 in 2021. One (00KL00) has a record a year
///    after its institution's, and goes on.
public struct Successions: Sendable {
  /// All moves, by date and codes; a move that was given twice stands once, with its first source.
  public let moves: [Succession]
  private let leaving: [String: [Succession]]
  private let arriving: [String: [Succession]]

  /// Where the pupils of a code are found.
  public struct Destination: Hashable, Sendable {
    /// The codes, in order: one, or several where it was split. Six characters, or four where only the
    /// institution is known.
    public let codes: [String]
    /// The moves that were followed, by date.
    public let followed: [Succession]
    /// Those of ``followed`` that are not complete, by date: the location ended with its institution, and
    /// some of its pupils may be at another location of the new one.
    public let incomplete: [Succession]
    /// Moves on the way that took a part only and were not followed, by date.
    public let partial: [Succession]

    /// The one successor; nil after a split.
    public var single: String? { codes.count == 1 ? codes[0] : nil }
    /// Whether there is more than one successor, so that a count of the old code belongs to no one of
    /// them.
    public var isSplit: Bool { codes.count > 1 }
    /// The day of the last move that was followed; nil where there was none.
    public var arrived: Day? { followed.map(\.date).max() }
  }

  /// Successions of these moves.
  ///
  /// - Throws: ``CrosswalkError/movesToItself(code:source:)``;
  ///   ``CrosswalkError/cycle(codes:date:)`` where complete moves of one day lead back to their start.
  ///   A code that is left and returned to in another year is not a cycle: a school that moves into
  ///   temporary housing and back.
  public init(_ moves: [Succession]) throws(CrosswalkError) {
    var seen: Set<[String]> = []
    let unique = moves.filter {
      seen.insert([$0.from, $0.to, $0.date.description, $0.isComplete ? "ja" : "nee"]).inserted
    }
    if let loop = unique.first(where: { $0.from == $0.to }) {
      throw .movesToItself(code: loop.from, source: loop.source)
    }
    self.moves = unique.sorted { ($0.date, $0.from, $0.to) < ($1.date, $1.from, $1.to) }
    leaving = Dictionary(grouping: self.moves, by: \.from)
    arriving = Dictionary(grouping: self.moves, by: \.to)
    if let (codes, date) = Self.cycle(in: self.moves) { throw .cycle(codes: codes, date: date) }
  }

  /// The moves away from exactly this code, complete or not, up to and with a day; by date.
  public func successors(of code: String, by date: Day) -> [Succession] {
    (Succession.code(code).flatMap { leaving[$0] } ?? []).filter { $0.date <= date }
  }

  /// The moves to exactly this code, complete or not, up to and with a day; by date.
  public func predecessors(of code: String, by date: Day) -> [Succession] {
    (Succession.code(code).flatMap { arriving[$0] } ?? []).filter { $0.date <= date }
  }

  /// Where the pupils of a code are found; itself where no move is known.
  ///
  /// - Parameters:
  ///   - code: Four or six characters.
  ///   - countedOn: The day of the count: moves on or before it are passed over. Nil: the first user of
  ///     the code.
  ///   - date: The day up to which moves are followed, that day included. Nil: all.
  public func current(
    of code: String, countedOn: Day? = nil, by date: Day? = nil
  ) -> Destination {
    let start = Succession.code(code) ?? code
    var ends: Set<String> = []
    var followed: Set<Succession> = []
    var incomplete: Set<Succession> = []
    var partial: Set<Succession> = []
    // A code with the day on which it was reached; `isFirst` holds for the start, whose moves must be
    // after the count, while later moves may be on the day of arrival.
    var open: [(code: String, day: Day?, isFirst: Bool)] = [(start, countedOn, true)]
    var visited: Set<[String]> = []
    while let (code, day, isFirst) = open.popLast() {
      func later(_ code: String) -> [Succession] {
        (leaving[code] ?? []).filter { move in
          (date.map { move.date <= $0 } ?? true)
            && (day.map { isFirst ? move.date > $0 : move.date >= $0 } ?? true)
        }
      }
      let own = later(code)
      let step = Self.step(own, institution: code.utf8.count == 6 ? later(Self.brin(code)) : [])
      partial.formUnion(step.partial)
      if step.followed.isEmpty { ends.insert(code) }
      for move in step.followed {
        followed.insert(move)
        if !move.isComplete { incomplete.insert(move) }
        if visited.insert([move.to, move.date.description]).inserted {
          open.append((move.to, move.date, false))
        }
      }
    }
    func sorted(_ moves: Set<Succession>) -> [Succession] {
      moves.sorted { ($0.date, $0.from, $0.to) < ($1.date, $1.from, $1.to) }
    }
    return Destination(
      codes: ends.sorted(), followed: sorted(followed), incomplete: sorted(incomplete),
      partial: sorted(partial))
  }

  /// Rules 1, 3 and 4 for one code: which moves away from it are followed.
  ///
  /// - Parameters:
  ///   - own: Its own moves, by date.
  ///   - institution: Those of its institution, by date; empty for an institution.
  private static func step(
    _ own: [Succession], institution: [Succession]
  ) -> (followed: [Succession], partial: [Succession]) {
    if let leave = own.first(where: \.isComplete)?.date {
      let moves = own.filter { $0.date <= leave }
      return (moves.filter(\.isComplete), moves.filter { !$0.isComplete })
    }
    guard let end = institution.first(where: \.isComplete)?.date,
      own.allSatisfy({ $0.date <= end })
    else { return ([], own) }
    let named = own.filter { $0.date == end }
    let reached = Set(named.map { brin($0.to) })
    let whole = institution.filter {
      $0.date == end && $0.isComplete && !reached.contains(brin($0.to))
    }
    return (named + whole, own.filter { $0.date < end })
  }

  private static func brin(_ code: String) -> String { String(code.prefix(4)) }

  /// Whether counts of both codes are found at one location, so that a move between them is nothing
  /// new: each has one successor of six characters, and it is the same.
  ///
  /// - Parameters:
  ///   - first: Six characters.
  ///   - second: Six characters.
  ///   - day: The day of both counts, as in ``current(of:countedOn:by:)``.
  public func isOneSeries(_ first: String, _ second: String, countedOn day: Day? = nil) -> Bool {
    guard let end = current(of: first, countedOn: day).single, end.utf8.count == 6 else {
      return false
    }
    return current(of: second, countedOn: day).single == end
  }

  /// The moves, complete or not, from one location or its institution straight to the other location or
  /// its institution; by date.
  public func moves(from: String, towards to: String) -> [Succession] {
    guard let from = Succession.code(from), let to = Succession.code(to) else { return [] }
    let goals: Set = [to, Self.brin(to)]
    let found = Set([from, Self.brin(from)]).flatMap { leaving[$0] ?? [] }
    return found.filter { goals.contains($0.to) }
      .sorted { ($0.date, $0.from, $0.to) < ($1.date, $1.from, $1.to) }
  }

  /// The first cycle of complete moves on one day, if there is one.
  private static func cycle(in moves: [Succession]) -> (codes: [String], date: Day)? {
    let days = Dictionary(grouping: moves.filter(\.isComplete), by: \.date)
    for (date, moves) in days.sorted(by: { $0.key < $1.key }) {
      let next = Dictionary(grouping: moves, by: \.from).mapValues { $0.map(\.to).sorted() }
      var done: Set<String> = []
      for start in next.keys.sorted() where !done.contains(start) {
        // Depth first, the path on a stack: a code that is met again on its own path closes a cycle.
        var path = [(start, next[start] ?? [])]
        while let (code, rest) = path.last {
          guard let to = rest.first else {
            done.insert(code)
            path.removeLast()
            continue
          }
          path[path.count - 1].1.removeFirst()
          if let begin = path.firstIndex(where: { $0.0 == to }) {
            return (path[begin...].map(\.0), date)
          }
          if !done.contains(to) { path.append((to, next[to] ?? [])) }
        }
      }
    }
    return nil
  }
}
