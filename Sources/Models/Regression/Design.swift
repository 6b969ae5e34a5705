public import LinearAlgebra

/// The design matrix of a regression, built from named terms: no formula strings.
///
///     let design = try Design(
///       rows: 54,
///       terms: [
///         .factor("wool", wool, reference: "A"), .numeric("year", years),
///         .interaction([.factor("wool", wool, reference: "A"), .numeric("year", years)]),
///       ])
///     try GeneralizedLinearRegression(.poisson, offset: design.offset).fit(design: design.matrix, …)
///
/// Every column has a name and knows the term that made it, so that what a fit says of column 3 can be
/// read. Same columns as R `model.matrix` with treatment contrasts, in the order of the terms.
public struct Design: Sendable {
  /// One part of a linear predictor.
  public enum Term: Hashable, Sendable {
    /// A covariate as it is: one column.
    case numeric(String, [Double])
    /// A column of ones and zeros for each level but the reference: the levels in the order of the
    /// alphabet.
    case factor(String, [String], reference: String)
    /// A natural cubic spline with these knots inside and at the boundary; linear outside.
    case naturalSpline(String, [Double], SplineKnots)
    /// A cubic B-spline with these knots inside and at the boundary.
    case bSpline(String, [Double], SplineKnots)
    /// The products of the columns of two or more terms, the first varying fastest.
    indirect case interaction([Term])
    /// A known part of the predictor, with coefficient one: no column.
    case offset(String, [Double])

    /// The name, of an interaction "a:b".
    public var name: String {
      switch self {
      case .numeric(let name, _), .factor(let name, _, _), .naturalSpline(let name, _, _),
        .bSpline(let name, _, _), .offset(let name, _):
        name
      case .interaction(let terms): terms.map(\.name).joined(separator: ":")
      }
    }
  }

  /// n × p.
  public let matrix: Matrix
  /// p names: "(intercept)", "year", "wool=B", "wool=B:year", "ns(year)2".
  public let columnNames: [String]
  /// The terms, in order.
  public let terms: [Term]
  /// For each column the index of its term in ``terms``; nil for the intercept.
  public let termOfColumn: [Int?]
  /// The sum of the offsets, n values; nil without any.
  public let offset: [Double]?

  /// - Parameters:
  ///   - rows: n.
  ///   - intercept: Whether the first column is one of ones.
  ///   - terms: The terms, each with n values.
  /// - Throws: ``ModelError/notFinite(row:)``; ``ModelError/unknownLevel(_:)`` for a reference level
  ///   that no row has; ``ModelError/emptyData`` without any column.
  /// - Precondition: Every term has n values; an interaction holds no offset.
  public init(rows: Int, intercept: Bool = true, terms: [Term]) throws(ModelError) {
    var columns: [[Double]] = []
    var names: [String] = []
    var owners: [Int?] = []
    var offset: [Double]?
    if intercept {
      columns.append(Array(repeating: 1, count: rows))
      names.append("(intercept)")
      owners.append(nil)
    }
    for (place, term) in terms.enumerated() {
      if case .offset(_, let values) = term {
        try Self.check(values, rows: rows)
        offset = zip(values, offset ?? Array(repeating: 0, count: rows)).map { $0 + $1 }
        continue
      }
      for (name, column) in try Self.columns(of: term, rows: rows) {
        names.append(name)
        columns.append(column)
        owners.append(place)
      }
    }
    guard rows > 0 && !columns.isEmpty else { throw .emptyData }
    matrix = Matrix(columns: columns)
    (columnNames, self.terms, termOfColumn, self.offset) = (names, terms, owners, offset)
  }

  /// The columns that a term made.
  public func columns(of term: Int) -> [Int] {
    termOfColumn.indices.filter { termOfColumn[$0] == term }
  }

  /// The combinations that are zero when a term has no effect, for a Wald test: one row a column.
  public func contrasts(of term: Int) -> Matrix {
    let own = columns(of: term)
    var result = Matrix(rows: own.count, columns: matrix.columns, repeating: 0)
    for (row, column) in own.enumerated() { result[row, column] = 1 }
    return result
  }

  private static func check(_ values: [Double], rows: Int) throws(ModelError) {
    precondition(values.count == rows, "\(values.count) values for \(rows) rows")
    if let row = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
  }

  private static func columns(
    of term: Term, rows: Int
  ) throws(ModelError) -> [(name: String, values: [Double])] {
    switch term {
    case .numeric(let name, let values):
      try check(values, rows: rows)
      return [(name, values)]
    case .factor(let name, let labels, let reference):
      precondition(labels.count == rows, "\(labels.count) labels for \(rows) rows")
      guard labels.contains(reference) else { throw .unknownLevel(reference) }
      return Set(labels).subtracting([reference]).sorted().map { level in
        ("\(name)=\(level)", labels.map { $0 == level ? 1 : 0 })
      }
    case .naturalSpline(let name, let values, let knots):
      try check(values, rows: rows)
      return numbered("ns(\(name))", knots.natural(at: values))
    case .bSpline(let name, let values, let knots):
      try check(values, rows: rows)
      return numbered("bs(\(name))", knots.cubic(at: values))
    case .interaction(let parts):
      precondition(parts.count >= 2, "an interaction of \(parts.count) terms")
      var result: [(name: String, values: [Double])] = []
      for (place, part) in parts.enumerated() {
        let own = try columns(of: part, rows: rows)
        if place == 0 {
          result = own
          continue
        }
        result = own.flatMap { right in
          result.map { left in
            ("\(left.name):\(right.name)", zip(left.values, right.values).map { $0 * $1 })
          }
        }
      }
      return result
    case .offset(let name, _):
      preconditionFailure("the offset \(name) inside an interaction")
    }
  }

  private static func numbered(
    _ name: String, _ basis: Matrix
  ) -> [(name: String, values: [Double])] {
    (0..<basis.columns).map { ("\(name)\($0 + 1)", basis.column($0)) }
  }
}
