/// A number of pupils as a source gives it; never a bare integer.
///
/// The four things that the field must keep apart: a known number, a number that the source withheld
/// for the privacy of small groups, a number that was not delivered, and a cell that cannot exist.
/// Zero is an exact number.
public enum Count: Hashable, Sendable {
  /// A number that is known.
  case exact(Int)
  /// A number that was withheld; it lies within these bounds, both included (`<5` is `1...4`).
  /// Sums over withheld numbers are withheld too, with added bounds.
  case suppressed(ClosedRange<Int>)
  /// The source should hold a number here and does not.
  case missing
  /// No number can exist here, such as leerjaar 3 of a first-year class.
  case notApplicable

  /// The smallest and the largest number this count can be; nil when missing or not applicable.
  public var bounds: ClosedRange<Int>? {
    switch self {
    case .exact(let number): number...number
    case .suppressed(let bounds): bounds
    case .missing, .notApplicable: nil
    }
  }

  /// The number, where it is known exactly.
  public var exactValue: Int? {
    if case .exact(let number) = self { number } else { nil }
  }

  /// The sum: bounds add; a missing part makes the sum missing; a cell that cannot exist adds
  /// nothing.
  public static func + (left: Count, right: Count) -> Count {
    switch (left, right) {
    case (.notApplicable, let other), (let other, .notApplicable): other
    case (.missing, _), (_, .missing): .missing
    case (.exact(let a), .exact(let b)): .exact(a + b)
    case (.exact(let a), .suppressed(let b)), (.suppressed(let b), .exact(let a)):
      .suppressed(a + b.lowerBound...a + b.upperBound)
    case (.suppressed(let a), .suppressed(let b)):
      .suppressed(a.lowerBound + b.lowerBound...a.upperBound + b.upperBound)
    }
  }
}

extension Sequence where Element == Count {
  /// The sum of all counts; `.notApplicable` when there are none.
  public func sum() -> Count { reduce(.notApplicable, +) }
}
