import GRDB
public import Records

extension Store {
  /// Puts a file where it belongs in the history of its layout and name, reading it where that is
  /// needed; inside a transaction.
  func place(
    _ file: SourceFile, fieldNames: [String], day: Day?, reading: Int,
    rows body: (inout Writer) throws -> [Finding], in database: Database
  ) throws -> Outcome {
    let position = try Position(of: file, day: day, in: database, path: path)
    let isOutdated = position.isOutdated(reading)
    if position.isTaken, !isOutdated { return .unchanged }
    let previous = try Vintage.current(layout: file.layout, name: file.name, in: database)
    let id: Int64
    if let known = position.known {
      id = known.id
    } else {
      id = try Vintage.insert(file, reading: reading, in: database)
    }
    if isOutdated { try Vintage.clear(id, for: file, reading: reading, in: database) }
    if isOutdated || position.known == nil {
      var writer = try Writer(
        database, path: path, file: file, id: id, fieldNames: fieldNames)
      let findings = try body(&writer)
      try writer.finish(findings)
    }
    if position.isTaken {
      try Precedence.settle(layout: file.layout, in: database, path: path)
      try Digest.refresh(in: database)
      return .readAgain
    }
    try Change.insert(
      file: id, day: position.day, isWithdrawal: false, layout: file.layout, name: file.name,
      in: database, path: path)
    try withdrawOtherLayouts(of: file, day: day, in: database)
    if !position.isLast { return .pastVintage }
    return if let previous { .newVintage(of: previous.sha256) } else { .added }
  }

  /// The same bytes as an older version recognised them would count beside those of today.
  private func withdrawOtherLayouts(
    of file: SourceFile, day: Day?, in database: Database
  ) throws {
    for row in try Row.fetchAll(
      database,
      sql: """
        SELECT id, layout FROM raw_file
        WHERE sha256 = ? AND name = ? AND layout <> ? AND current = 1 ORDER BY id
        """, arguments: [file.sha256, file.name, file.layout])
    {
      let layout: String = try row.get(1)
      let history = try Change.history(
        layout: layout, name: file.name, in: database, path: path)
      try Change.insert(
        file: try row.get(0), day: [day, history.last?.day].compactMap(\.self).max(),
        isWithdrawal: true, layout: layout, name: file.name, in: database, path: path)
    }
  }

  /// Where a file stands in the history of its layout and name.
  struct Position {
    /// The file, where its bytes came before.
    let known: Vintage?
    /// The day from which it counts.
    let day: Day?
    /// Whether these bytes are what counts on that day already.
    let isTaken: Bool
    /// Whether nothing comes after it.
    let isLast: Bool

    init(of file: SourceFile, day: Day?, in database: Database, path: String) throws {
      known = try Vintage.find(
        sha256: file.sha256, name: file.name, layout: file.layout, in: database)
      let history = try Change.history(
        layout: file.layout, name: file.name, in: database, path: path)
      let effective = day ?? history.last?.day
      self.day = effective
      let before = history.prefix { change in
        guard let changed = change.day else { return true }
        return effective.map { changed <= $0 } ?? false
      }
      isLast = before.count == history.count
      let id = known?.id
      isTaken = before.last.map { !$0.isWithdrawal && $0.file == id } ?? false
    }

    /// Whether an older version of the reading code made the records of these bytes.
    func isOutdated(_ reading: Int) -> Bool { known.map { $0.reading < reading } ?? false }
  }
}

extension Store {
  /// The version of the reading code by which each file that counts was read; 0 where that was not
  /// kept yet.
  public func readings() throws(StoreError) -> [SourceFile: Int] {
    try reading { database in
      let files = try storedFiles(database)
      var result: [SourceFile: Int] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT id, reading FROM raw_file WHERE current = 1")
      {
        if let file = files[try row.get(0)]?.file { result[file] = try row.get(1) }
      }
      return result
    }
  }
}
