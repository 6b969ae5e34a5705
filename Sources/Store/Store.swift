import GRDB
public import Records

/// The records of all files that were ever read, in one SQLite file.
///
/// A store holds *vintages*: a changed file with the same layout and name stands beside the old
/// one, and one of them is current. Everything that reads gives current vintages only, in an order
/// that depends on nothing but the records themselves and the order in which files came.
///
/// One bracket is one transaction: after a crash, a full disk or a thrown error the store is as it
/// was before the bracket, or as it is after it.
///
/// ## Why a rollback journal and not WAL
///
/// There is one writer and hardly ever a reader beside it, so that what WAL is good at is not
/// needed. What it costs would be felt: with a rollback journal a store at rest is a single file
/// that can be copied or mailed, it can be read from a folder that cannot be written, and it works
/// on the network drives on which schools keep their files, where WAL's shared memory does not.
public struct Store: Sendable {
  /// What ``add(file:fieldNames:rows:)`` did.
  public enum Outcome: Sendable, Equatable {
    /// A file of a layout and name of which none was current.
    case added
    /// These bytes were current already; nothing was written.
    case unchanged
    /// The file took the place of the one with this SHA-256.
    case newVintage(of: String)
  }

  let queue: DatabaseQueue
  /// Where the store is, as it was given.
  public let path: String

  /// Opens the store at `path`, or makes an empty one where there is no file.
  ///
  /// An older schema is brought up to date; a store that is up to date is not written, so that it
  /// may be read-only. Another program that holds the file is waited for during two seconds.
  ///
  /// - Throws: ``StoreError/cannotOpen(path:reason:)``, ``StoreError/locked(path:)``,
  ///   ``StoreError/corrupt(path:reason:)``, ``StoreError/notAStore(path:)``,
  ///   ``StoreError/newerSchema(path:found:supported:)``, ``StoreError/readOnly(path:)``.
  public init(path: String) throws(StoreError) {
    try self.init(path: path, isReadOnly: false)
  }

  /// `isReadOnly` opens the file as SQLite opens one without write permission.
  init(path: String, isReadOnly: Bool) throws(StoreError) {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.readonly = isReadOnly
    configuration.prepareDatabase { database in
      // 64 MiB, in KiB: a file's index pages stay in memory until its transaction ends.
      try database.execute(sql: "PRAGMA cache_size = -65536")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      self.path = path
      try queue.writeWithoutTransaction { database in
        try Schema.prepare(database, path: path)
      }
    } catch {
      throw StoreError(opening: error, path: path)
    }
  }

  /// Puts a file into the store, whole or not at all, and makes it the current vintage of its
  /// layout and name.
  ///
  /// - A file whose bytes are current already under its name is left alone.
  /// - A file whose bytes came before under its name, but are not current now, becomes current again
  ///   without being read.
  /// - The same bytes under another name are another file: two regions may keep the same one.
  /// - Any other file is read: `body` hands its rows to the writer and returns its findings.
  ///
  /// Old vintages keep their rows. A file that has gone from the folder stays current until
  /// ``withdraw(sha256:name:)``.
  ///
  /// - Parameters:
  ///   - file: The file; every record that `body` writes must name its SHA-256 and layout.
  ///   - fieldNames: The layout's names of the fields of each row, in order.
  ///   - body: Called at most once, inside the transaction; must not use this store.
  /// - Returns: What was done.
  /// - Throws: What `body` throws, after rolling back; otherwise a ``StoreError``.
  public func add(
    file: SourceFile, fieldNames: [String], rows body: (inout Writer) throws -> [Finding]
  ) throws -> Outcome {
    do {
      return try queue.writeWithoutTransaction { database in
        // Looked up outside a transaction: what has not changed takes no lock and writes nothing.
        if try Vintage.find(sha256: file.sha256, name: file.name, in: database)?.isCurrent == true {
          return .unchanged
        }
        var outcome = Outcome.unchanged
        try database.inTransaction(.immediate) {
          outcome = try place(file, fieldNames: fieldNames, rows: body, in: database)
          return .commit
        }
        return outcome
      }
    } catch let error as DatabaseError {
      throw StoreError(writing: error, path: path)
    }
  }

  /// Takes a file out of the current vintages, as when it has gone from the folder; its rows stay.
  ///
  /// Older vintages do not come back by this: that takes ``add(file:fieldNames:rows:)``.
  ///
  /// - Returns: Whether the file was current.
  @discardableResult
  public func withdraw(sha256: String, name: String) throws(StoreError) -> Bool {
    do {
      return try queue.writeWithoutTransaction { database in
        guard let vintage = try Vintage.find(sha256: sha256, name: name, in: database),
          vintage.isCurrent
        else { return false }
        try database.execute(
          sql: "UPDATE raw_file SET current = 0 WHERE id = ?", arguments: [vintage.id])
        return true
      }
    } catch {
      throw StoreError(writing: error, path: path)
    }
  }

  /// Runs `body` with SQLite refusing every write, on one state of the database.
  func reading<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    do {
      return try queue.read(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Runs SQL as it is, outside a transaction. Not for the program: tests limit the size of the
  /// file, hold its lock and break its contents with it.
  func execute(_ sql: String) throws(StoreError) {
    do {
      try queue.writeWithoutTransaction { database in try database.execute(sql: sql) }
    } catch {
      throw StoreError(writing: error, path: path)
    }
  }

  private func place(
    _ file: SourceFile, fieldNames: [String], rows body: (inout Writer) throws -> [Finding],
    in database: Database
  ) throws -> Outcome {
    let known = try Vintage.find(sha256: file.sha256, name: file.name, in: database)
    if known?.isCurrent == true { return .unchanged }
    // The layout under which its facts were made stays that of the file.
    let layout = known?.layout ?? file.layout
    let previous = try Vintage.current(layout: layout, name: file.name, in: database)
    let id: Int64
    if let known {
      id = known.id
    } else {
      id = try Vintage.insert(file, in: database)
      var writer = try Writer(
        database, path: path, file: file, id: id, fieldNames: fieldNames)
      let findings = try body(&writer)
      try writer.finish(findings)
    }
    if let previous {
      try database.execute(
        sql: "UPDATE raw_file SET current = 0, superseded_by = ? WHERE id = ?",
        arguments: [id, previous.id])
    }
    try database.execute(
      sql: "UPDATE raw_file SET current = 1, superseded_by = NULL WHERE id = ?", arguments: [id])
    return if let previous { .newVintage(of: previous.sha256) } else { .added }
  }
}
