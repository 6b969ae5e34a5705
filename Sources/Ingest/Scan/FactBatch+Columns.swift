/// A batch column by column, for totals over whole files.
extension FactBatch {
  /// The sum of one column of counts over all rows, whatever they are about.
  ///
  /// - Parameter column: A place in ``countColumns``.
  public func sum(ofColumn column: Int) -> CountSum { storage.sum(column) }

  /// How many rows have each text of a column, by its code.
  ///
  /// - Parameter column: A place in ``textColumns``.
  public func frequencies(ofColumn column: Int) -> [Int] { storage.tally(column) }
}

extension SourceReader {
  /// Whether ``batches(workers:_:)`` gives all that ``read(_:)`` gives: the facts of its layout follow
  /// from the texts of a row.
  public var hasPlans: Bool { layout.planner != nil }
}
