import Records

/// A count in the three columns that hold it: its kind and its bounds.
struct StoredCount {
  /// The kind of an observation with decimals.
  static let numberCode = 4
  /// The kind of an observation that is withheld without bounds.
  static let secretCode = 5

  let kind: String
  let low: Int?
  let high: Int?

  init(_ count: Count) {
    kind =
      switch count {
      case .exact: "exact"
      case .suppressed: "suppressed"
      case .missing: "missing"
      case .notApplicable: "not_applicable"
      }
    low = count.bounds?.lowerBound
    high = count.bounds?.upperBound
  }

  /// The count of these columns; nil when they fit no count.
  static func count(kind: String, low: Int?, high: Int?) -> Count? {
    switch (kind, low, high) {
    case ("exact", let low?, let high?) where low == high: .exact(low)
    case ("suppressed", let low?, let high?) where low <= high: .suppressed(low...high)
    case ("missing", nil, nil): .missing
    case ("not_applicable", nil, nil): .notApplicable
    default: nil
    }
  }

  /// The kind as facts and observations hold it.
  static func code(_ count: Count) -> Int {
    switch count {
    case .exact: 0
    case .suppressed: 1
    case .missing: 2
    case .notApplicable: 3
    }
  }

  /// The count of these columns; nil when they fit no count.
  static func count(code: Int, low: Int?, high: Int?) -> Count? {
    switch (code, low, high) {
    case (0, let low?, let high?) where low == high && low >= 0: .exact(low)
    case (1, let low?, let high?) where low <= high && low >= 0: .suppressed(low...high)
    case (2, nil, nil): .missing
    case (3, nil, nil): .notApplicable
    default: nil
    }
  }
}
