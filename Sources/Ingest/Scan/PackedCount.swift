import CBytes
public import Records

/// A `Count` in eight bytes, so that millions can stand in a row. Nothing is lost: the bounds of a
/// withheld number are kept.
public struct PackedCount: Hashable, Sendable {
  /// What it is in the upper four bits, then the upper and the lower bound in 30 bits each.
  let bits: UInt64

  static let missing = PackedCount(bits: 2 << 60)
  static let notApplicable = PackedCount(bits: 3 << 60)
  /// `<5` and the like.
  static let oneToFour = PackedCount(bits: 1 << 60 | 4 << 30 | 1)

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  /// A known number of at most nine digits.
  @inline(__always)
  init(exact number: Int) { bits = UInt64(truncatingIfNeeded: number << 30 | number) }

  /// Any count whose numbers have at most nine digits, as all that are read from a cell.
  init(_ count: Count) {
    switch count {
    case .exact(let number): self.init(exact: number)
    case .suppressed(let bounds):
      self.init(
        bits: 1 << 60 | UInt64(bounds.upperBound) << 30 | UInt64(bounds.lowerBound))
    case .missing: self = .missing
    case .notApplicable: self = .notApplicable
    }
  }

  /// The count.
  public var value: Count {
    switch bits >> 60 {
    case 0: .exact(low)
    case 1: .suppressed(low...high)
    case 2: .missing
    default: .notApplicable
    }
  }

  /// Whether the number is known.
  var isExact: Bool { bits >> 60 == 0 }
  var isMissing: Bool { bits >> 60 == 2 }
  /// Whether it has bounds at all.
  var isNumber: Bool { bits >> 60 < 2 }
  /// The bounds; zero where there are none.
  @inline(__always)
  var low: Int { Int(bits & 0x3FFF_FFFF) }
  @inline(__always)
  var high: Int { Int(bits >> 30 & 0x3FFF_FFFF) }
}

/// The sum of many counts, told apart by what is known of them.
public struct CountSum: Hashable, Sendable {
  /// How many counts were added; those that are not applicable are not counted.
  public private(set) var cells = 0
  /// The sum of the known numbers.
  public private(set) var exact = 0
  /// The least that known and withheld numbers can be together.
  public private(set) var low = 0
  /// The most that known and withheld numbers can be together.
  public private(set) var high = 0
  /// How many numbers were withheld.
  public private(set) var suppressed = 0
  /// How many numbers were not delivered; they are in no sum.
  public private(set) var missing = 0

  /// Nothing added yet.
  public init() {}

  /// The sum of so many packed counts, as C adds them up.
  init(_ sums: cbytes_sums, cells: Int) {
    low = Int(sums.low)
    high = Int(sums.high)
    suppressed = Int(sums.withheld)
    missing = Int(sums.missing)
    exact = low - Int(sums.withheldLow)
    self.cells = cells - Int(sums.other)
  }

  /// Adds one count.
  public mutating func add(_ count: PackedCount) {
    switch count.bits >> 60 {
    case 0: exact += count.low
    case 1: suppressed += 1
    case 2: missing += 1
    default: return
    }
    cells += 1
    low += count.low
    high += count.high
  }

  /// Adds another sum.
  public static func += (left: inout CountSum, right: CountSum) {
    left.cells += right.cells
    left.exact += right.exact
    left.low += right.low
    left.high += right.high
    left.suppressed += right.suppressed
    left.missing += right.missing
  }
}
