import Records

/// A count in the three columns that hold it: its kind and its bounds.
struct StoredCount {
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
}
