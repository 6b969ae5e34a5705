import GRDB
public import Records

extension Store {
  /// What changed from one vintage to another.
  ///
  /// Cells are matched by series, place and period. Where a file has several counts of one thing, such
  /// as two rows of the same programme, they are taken together by the sum of `Count`; other numbers,
  /// which cannot be summed (percentages, marks), are matched one by one in the order of the rows.
  ///
  /// - Parameters:
  ///   - old: A file in the store, current or not; its hash and name count.
  ///   - new: Another of the same layout.
  /// - Returns: The differences; none for equal files, whatever the order of their rows.
  /// - Throws: ``StoreError/unknownFile(name:sha256:)``, ``StoreError/notComparable(from:to:)``.
  public func differences(
    from old: SourceFile, to new: SourceFile
  ) throws(StoreError) -> Differences {
    try reading { database in
      func vintage(_ file: SourceFile) throws -> Vintage {
        guard
          let found = try Vintage.find(
            sha256: file.sha256, name: file.name, layout: file.layout, in: database)
        else { throw StoreError.unknownFile(name: file.name, sha256: file.sha256) }
        return found
      }
      let (from, to) = (try vintage(old), try vintage(new))
      guard from.layout == to.layout else {
        throw StoreError.notComparable(from: from.layout, to: to.layout)
      }
      let reader = try NumberReader(database, path: path)
      let facts = try compare(
        "fact", from.id, to.id, reader, series: reader.facts, in: database,
        value: { .count($0.count) }, make: reader.fact, put: Self.put)
      let observations = try compare(
        "observation", from.id, to.id, reader, series: reader.observations, in: database,
        value: \.value, make: reader.observation, put: { $0.value = $1 })
      return Differences(facts: facts, observations: observations)
    }
  }

  private static func put(_ fact: inout Fact, _ value: Observation.Value) {
    if case .count(let count) = value { fact.count = count }
  }

  private func compare<Record: Hashable & Sendable, Series>(
    _ table: String, _ old: Int64, _ new: Int64, _ reader: NumberReader,
    series: StoredNumbers.Names<Series>, in database: Database,
    value: (Record) -> Observation.Value, make: (StoredNumber) throws -> Record,
    put: (inout Record, Observation.Value) -> Void
  ) throws -> [Difference<Record>] {
    var cells: [CellKey: Cells] = [:]
    for (file, isOld) in [(old, true), (new, false)] {
      var seen: [CellKey: Int] = [:]
      for row in try StoredNumbers.read(table, .init(files: [file]), in: database) {
        var key = CellKey(place: row.place, period: row.period, series: row.series, number: 0)
        if row.kind >= StoredCount.numberCode {
          key.number = seen[key, default: 0]
          seen[CellKey(key, number: 0), default: 0] += 1
        }
        if isOld {
          cells[key, default: Cells()].old.append(row)
        } else {
          cells[key, default: Cells()].new.append(row)
        }
      }
    }

    func side(_ rows: [StoredNumber]) throws -> (record: Record, sources: [SourceCell])? {
      guard let first = rows.first else { return nil }
      var record = try make(first)
      guard rows.count > 1 else {
        return (
          record, [try reader.sources.cell(file: first.file, row: first.row, column: first.column)]
        )
      }
      var total = value(record)
      for row in rows.dropFirst() {
        guard case .count(let a) = total, case .count(let b) = value(try make(row)),
          let sum = a.adding(b)
        else { throw StoredNumbers.misfit(row, path: path) }
        total = .count(sum)
      }
      put(&record, total)
      let sources = try rows.map {
        try reader.sources.cell(file: $0.file, row: $0.row, column: $0.column)
      }
      return (record, sources)
    }

    var found: [(first: StoredNumber, difference: Difference<Record>)] = []
    for cell in cells.values {
      guard let first = cell.old.first ?? cell.new.first else { continue }
      // Most cells are one and the same number: no record is made of those.
      if cell.old.count == 1, cell.new.count == 1, cell.old[0].saysSame(as: cell.new[0]) {
        continue
      }
      let (before, after) = (try side(cell.old), try side(cell.new))
      let kind: Difference<Fact>.Kind? =
        if let before, let after {
          ValueChange.kind(from: value(before.record), to: value(after.record))
        } else {
          before == nil ? .added : .removed
        }
      guard let kind, let same = Difference<Record>.Kind(rawValue: kind.rawValue) else { continue }
      found.append(
        (
          first,
          Difference(
            kind: same, old: before?.record, oldSources: before?.sources ?? [],
            new: after?.record, newSources: after?.sources ?? [])
        ))
    }
    // The order of a dictionary is not the same twice; that of the records is.
    var ranks = [old: 0]
    ranks[new] = 0
    let order = try StoredNumbers.sorted(
      found.map(\.first), layouts: ranks, files: ranks, places: reader.places,
      periods: reader.periods, series: series, path: path)
    var byCell: [CellPlace: Difference<Record>] = [:]
    for (first, difference) in found { byCell[CellPlace(first)] = difference }
    return order.compactMap { byCell[CellPlace($0)] }
  }
}

/// What a number is about, by key; numbers that cannot be summed are numbered.
private struct CellKey: Hashable {
  let place: Int64
  let period: Int64
  let series: Int64
  var number: Int

  init(place: Int64, period: Int64, series: Int64, number: Int) {
    self.place = place
    self.period = period
    self.series = series
    self.number = number
  }

  init(_ key: CellKey, number: Int) {
    self = key
    self.number = number
  }
}

private struct Cells {
  var old: [StoredNumber] = []
  var new: [StoredNumber] = []
}

/// Where a number lies in the store.
private struct CellPlace: Hashable {
  let file: Int64
  let row: Int
  let item: Int

  init(_ number: StoredNumber) {
    file = number.file
    row = number.row
    item = number.item
  }
}

extension StoredNumber {
  fileprivate func saysSame(as other: StoredNumber) -> Bool {
    kind == other.kind && low == other.low && high == other.high && number == other.number
  }
}

extension Count {
  /// The sum; nil where it is more than a machine word, which no real count is.
  fileprivate func adding(_ other: Count) -> Count? {
    if let a = bounds, let b = other.bounds,
      a.upperBound.addingReportingOverflow(b.upperBound).overflow
    {
      return nil
    }
    return self + other
  }
}
