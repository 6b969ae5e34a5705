public import Records

extension Store {
  /// What two vintages say differently about one thing.
  ///
  /// The records of both files are matched by what they count, where and when, never by row: a file
  /// whose rows were put in another order differs in nothing.
  public struct Difference<Record: Hashable & Sendable>: Hashable, Sendable {
    /// In what way they differ.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// Only the new file has it.
      case added
      /// Only the old file has it.
      case removed
      /// Both have it, and what they say cannot both be so: 12 and 13, or `<5` and 7.
      case changed
      /// The new file says more, within what the old one said: `<5` became 3.
      case opened
      /// The new file says less, and what the old one said is within it: 3 became `<5`.
      case withheld
    }

    /// In what way they differ.
    public let kind: Kind
    /// What the old file says; its source is the first cell. Nil when added.
    public let old: Record?
    /// All cells of the old file that were taken together.
    public let oldSources: [SourceCell]
    /// What the new file says; its source is the first cell. Nil when removed.
    public let new: Record?
    /// All cells of the new file that were taken together.
    public let newSources: [SourceCell]
  }

  /// All that two vintages say differently.
  public struct Differences: Hashable, Sendable {
    /// In the order of ``Store/facts(layouts:vestigingen:measure:files:asOf:counting:)``.
    public let facts: [Difference<Fact>]
    /// In the order of ``Store/observations(layouts:measures:places:files:asOf:counting:)``.
    public let observations: [Difference<Observation>]

    /// Whether the two say the same.
    public var isEmpty: Bool { facts.isEmpty && observations.isEmpty }
  }
}

/// In what way two values of one thing differ.
enum ValueChange {
  /// Nil when the two are equal.
  static func kind(
    from old: Observation.Value, to new: Observation.Value
  ) -> Store.Difference<Fact>.Kind? {
    if old == new { return nil }
    switch (old, new) {
    case (.secret, let other), (let other, .secret):
      guard other.bounds != nil else { return .changed }
      return new == .secret ? .withheld : .opened
    case (.count(.suppressed(let a)), .count(let count)):
      guard let b = count.bounds else { return .changed }
      // Of two equal intervals the exact one says more: `1...1` withheld, and 1.
      if a.contains(b) { return .opened }
      return b.contains(a) ? .withheld : .changed
    case (.count(.exact(let a)), .count(.suppressed(let b))):
      return b.contains(a) ? .withheld : .changed
    default: return .changed
    }
  }
}

extension ClosedRange {
  fileprivate func contains(_ other: ClosedRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
