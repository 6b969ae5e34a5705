public import Records

/// Some thousand rows of a file, column by column: texts as codes, counts packed, and what each row is
/// about as the code of a plan. Handed over by ``SourceReader/batches(workers:_:)``.
///
/// Codes are the batch's own, in the order of first sight, so that memory does not grow with the file:
/// the same school has another code in another batch. Where a batch ends does not depend on the number
/// of workers. Rows are counted from 0 within the batch; ``rowNumber(_:)`` is the row as an editor
/// counts it. Columns are counted in the order of their names here.
public struct FactBatch: Sendable {
  /// How many rows.
  public let rows: Int
  /// What the batch's rows are about; empty where the layout has no plan.
  public let plans: [RowPlan]

  /// The codes of BRIN and location.
  let places: [(brin: Int, vestiging: Int)]
  let storage: ColumnStorage
  let names: ColumnNames
  /// The line of the storage's line 0.
  let line: Int

  /// The locations of the batch's rows; empty where the layout has no plan. They are made anew each
  /// time: ask once a batch.
  public var vestigingen: [VestigingCode] {
    let shape = storage.shape
    return places.map { place in
      let brin = text(shape.brin, code: place.brin)
      let vestiging = text(shape.vestiging, code: place.vestiging)
      guard let code = VestigingCode(brin: brin, vestiging: vestiging) else {
        preconditionFailure("\(brin) \(vestiging) was found to be a code")
      }
      return code
    }
  }

  /// The layout's names of the columns of text.
  public var textColumns: [String] { names.texts }
  /// The layout's names of the columns of counts.
  public var countColumns: [String] { names.counts }
  /// The layout's names of the columns of decimal numbers.
  public var numberColumns: [String] { names.numbers }

  /// The row as an editor counts it.
  public func rowNumber(_ row: Int) -> Int { line + storage.line(row) }

  /// The place in ``vestigingen`` of a row's location.
  public func vestiging(_ row: Int) -> Int { storage.place(row) }

  /// The place in ``plans`` of a row's plan.
  public func plan(_ row: Int) -> Int { storage.plan(row) }

  /// The code of a text.
  public func code(_ column: Int, _ row: Int) -> Int { storage.code(column, row) }

  /// How many codes a column of texts has: `0 ..<` this.
  public func codes(_ column: Int) -> Int { storage.distinct(column) }

  /// The text of a code, decoded; ask once a code, not once a row.
  public func text(_ column: Int, code: Int) -> String {
    storage.text(column, code, names.encoding)
  }

  /// A count.
  public func count(_ column: Int, _ row: Int) -> PackedCount { storage.count(column, row) }

  /// A decimal number; nil for a blank cell and for a number that the source does not give.
  public func number(_ column: Int, _ row: Int) -> Double? {
    let number = storage.number(column, row)
    return number.isNaN ? nil : number
  }

  /// The place in ``countColumns`` of the counts of a plan's cell.
  public func column(of cell: RowPlan.Cell) -> Int { storage.shape.countOfSlot[cell.slot] }

  /// Hands over the facts, the same and in the same order as ``SourceReader/read(_:)`` makes.
  ///
  /// The first call on a file computes its hash, which stands in each fact (about 0.5 s a GB).
  ///
  /// - Throws: What the closure threw; ``IngestError/changed(file:)`` as ``ReadFailure/ingest(_:)``.
  public func forEachFact<Failure: Error>(
    _ body: (Fact) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) {
    let sha256: String
    do throws(IngestError) { sha256 = try names.file.sha256() } catch { throw .ingest(error) }
    let vestigingen = vestigingen
    for row in 0..<rows where !plans.isEmpty {
      let code = vestigingen[vestiging(row)]
      let number = rowNumber(row)
      for cell in plans[plan(row)].cells {
        let count = count(column(of: cell), row)
        guard cell.isFact(count) else { continue }
        let fact = cell.fact(
          layout: names.layout, vestiging: code, count: count.value,
          source: SourceCell(file: sha256, row: number, column: names.headers[cell.slot]))
        do throws(Failure) { try body(fact) } catch { throw .body(error) }
      }
    }
  }

  /// Adds up the facts by what they are about.
  ///
  /// - Parameters:
  ///   - sums: One sum a group; what is in them stays.
  ///   - group: The place in `sums` to which such facts are added, for a cell of a plan; nil for none.
  ///     It is asked once a cell of a plan, not once a fact.
  public func add(to sums: inout [CountSum], group: (RowPlan.Cell) -> Int?) {
    // By plan: the columns to add, where to, and whether a zero is no fact there.
    let cells = plans.map { plan in
      plan.cells.compactMap { cell in
        group(cell).map { (column: column(of: cell), group: $0, isZeroNoFact: cell.isZeroNoFact) }
      }
    }
    for row in 0..<rows where !plans.isEmpty {
      for (column, group, isZeroNoFact) in cells[plan(row)] {
        let count = storage.count(column, row)
        if !(isZeroNoFact && count.bits == 0) { sums[group].add(count) }
      }
    }
  }

  /// The sum of all facts.
  public func sum() -> CountSum {
    var sums = [CountSum()]
    add(to: &sums) { _ in 0 }
    return sums[0]
  }
}

/// What is the same for all batches of a file.
struct ColumnNames: Sendable {
  let file: FileBytes
  let encoding: TextEncoding
  let layout: String
  /// By slot, as the file writes them.
  let headers: [String]
  let texts: [String]
  let counts: [String]
  let numbers: [String]

  init(_ source: ReadSource, _ shape: ColumnShape) {
    file = source.bytes
    encoding = source.encoding
    layout = source.layout.id
    let slots = source.binding.slots
    headers = slots.map(\.header)
    texts = shape.texts.map { slots[$0.slot].name }
    counts = shape.counts.map { slots[$0.slot].name }
    numbers = shape.numbers.map { slots[$0.slot].name }
  }
}
