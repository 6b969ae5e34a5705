import GRDB
public import Records

extension Store {
  /// A file of the store with what is known of its time: which edition of its layout and name it is,
  /// from when until when it counted.
  ///
  /// A file that came back, or was withdrawn and came again, has an edition for each time.
  public struct Edition: Hashable, Sendable {
    /// The file.
    public let file: SourceFile
    /// 1, 2, 3 …: the order in which files of this layout and name first came.
    public let number: Int
    /// The first day on which it counted; nil for one known from the beginning.
    public let knownFrom: Day?
    /// The first day on which it no longer counted; nil where no day was given, or while it counts.
    public let knownUntil: Day?
    /// Whether it counts now.
    public let isCurrent: Bool
  }

  /// All editions of all files, by layout and name, then in the order in which they counted.
  public func editions() throws(StoreError) -> [Edition] {
    try reading { database in
      let files = try storedFiles(database)
      var result: [Edition] = []
      for changes in try Change.all(in: database, path: path) {
        for (index, change) in changes.enumerated() where !change.isWithdrawal {
          guard let (file, number) = files[change.file] else {
            throw StoreError.corrupt(path: path, reason: "there is no file \(change.file)")
          }
          let next = index + 1 < changes.count ? changes[index + 1] : nil
          result.append(
            Edition(
              file: file, number: number, knownFrom: change.day, knownUntil: next?.day,
              isCurrent: next == nil))
        }
      }
      return result
    }
  }

  /// The keys of the files that counted on a day, or count now.
  func fileIDs(asOf day: Day?, in database: Database) throws -> [Int64] {
    try Change.counting(asOf: day, layouts: nil, in: database, path: path).map(\.id)
  }
}

/// A row of `edition`: on a day a file became the one that counts, or was withdrawn.
///
/// The changes of one layout and name, by day (none first) and then by the order in which they were
/// told, are its history; the last of them says what counts now.
struct Change {
  let id: Int64
  let file: Int64
  let day: Store.Day?
  let isWithdrawal: Bool

  /// The changes of one layout and name, in order.
  static func history(
    layout: String, name: String, in database: Database, path: String
  ) throws -> [Change] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT edition.id, edition.file_id, edition.day, edition.withdrawn
        FROM edition JOIN raw_file ON raw_file.id = edition.file_id
        WHERE raw_file.layout = ? AND raw_file.name = ? ORDER BY edition.day, edition.id
        """, arguments: [layout, name]
    ).map { try Change($0, path: path) }
  }

  /// A file that counts, and the day from which it does.
  struct Counting {
    let id: Int64
    let layout: String
    let name: String
    let sha256: String
    let day: Store.Day?
  }

  /// The files that count now or counted on a day, of these layouts or of all, by layout and name.
  static func counting(
    asOf day: Store.Day?, layouts: [String]?, in database: Database, path: String
  ) throws -> [Counting] {
    var since: [Int64: Store.Day?] = [:]
    if day != nil {
      for changes in try all(in: database, path: path) {
        let last = changes.last { change in
          guard let changed = change.day, let day else { return true }
          return changed <= day
        }
        if let last, !last.isWithdrawal { since.updateValue(last.day, forKey: last.file) }
      }
    }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT id, layout, name, sha256, current,
          (SELECT day FROM edition WHERE file_id = raw_file.id AND withdrawn = 0
            ORDER BY day DESC, edition.id DESC LIMIT 1)
        FROM raw_file ORDER BY layout, name, id
        """
    ).compactMap { row in
      let id: Int64 = try row.get(0)
      let layout: String = try row.get(1)
      guard layouts?.contains(layout) ?? true else { return nil }
      let from: Store.Day?
      if day != nil {
        guard let known = since[id] else { return nil }
        from = known
      } else {
        guard try row.get(4) else { return nil }
        from = try (row.get(5) as String?).map {
          try StoredDimensions.known(Store.Day($0), row, of: "edition", path: path)
        }
      }
      return try Counting(
        id: id, layout: layout, name: row.get(2), sha256: row.get(3), day: from)
    }
  }

  /// All histories, by layout and name.
  static func all(in database: Database, path: String) throws -> [[Change]] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT edition.id, edition.file_id, edition.day, edition.withdrawn,
          raw_file.layout, raw_file.name
        FROM edition JOIN raw_file ON raw_file.id = edition.file_id
        ORDER BY raw_file.layout, raw_file.name, edition.day, edition.id
        """)
    var result: [[Change]] = []
    var last: [String] = []
    for row in rows {
      let key: [String] = try [row.get(4), row.get(5)]
      if last != key { result.append([]) }
      last = key
      result[result.count - 1].append(try Change(row, path: path))
    }
    return result
  }

  private init(_ row: Row, path: String) throws {
    id = try row.get(0)
    file = try row.get(1)
    isWithdrawal = try row.get(3)
    if let text = try row.get(2) as String? {
      day = try StoredDimensions.known(Store.Day(text), row, of: "edition", path: path)
    } else {
      day = nil
    }
  }

  /// Adds a change and makes `raw_file` say what the history now says.
  static func insert(
    file: Int64, day: Store.Day?, isWithdrawal: Bool, layout: String, name: String,
    in database: Database, path: String
  ) throws {
    try database.execute(
      sql: "INSERT INTO edition (file_id, day, withdrawn) VALUES (?, ?, ?)",
      arguments: [file, day?.text, isWithdrawal])
    let history = try history(layout: layout, name: name, in: database, path: path)
    // At most one row is current at any moment, or the index would refuse it.
    try database.execute(
      sql: "UPDATE raw_file SET current = 0 WHERE layout = ? AND name = ? AND current = 1",
      arguments: [layout, name])
    var successors: [Int64: Int64?] = [:]
    for (index, change) in history.enumerated() where !change.isWithdrawal {
      let next = index + 1 < history.count ? history[index + 1] : nil
      // `updateValue`, because assigning nil would take the key out.
      let successor: Int64? = next.flatMap { $0.isWithdrawal ? nil : $0.file }
      successors.updateValue(successor == change.file ? nil : successor, forKey: change.file)
    }
    for (file, successor) in successors.sorted(by: { $0.key < $1.key }) {
      try database.execute(
        sql: "UPDATE raw_file SET superseded_by = ? WHERE id = ? AND superseded_by IS NOT ?",
        arguments: [successor, file, successor])
    }
    if let last = history.last, !last.isWithdrawal {
      try database.execute(
        sql: "UPDATE raw_file SET current = 1 WHERE id = ?", arguments: [last.file])
    }
    try Precedence.settle(layout: layout, in: database, path: path)
    try Digest.refresh(in: database)
  }
}
