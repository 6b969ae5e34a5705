import Foundation
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
  /// What ``add(file:fieldNames:knownFrom:reading:rows:)`` did.
  public enum Outcome: Sendable, Equatable {
    /// A file of a layout and name of which none was current.
    case added
    /// These bytes were current already; nothing was written.
    case unchanged
    /// The file took the place of the one with this SHA-256.
    case newVintage(of: String)
    /// The file was known before what counts now: it is in the store as a vintage of the past.
    case pastVintage
    /// These bytes were current already, as an older version of the reading code had read them; their
    /// records were made anew, and nothing else changed.
    case readAgain
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
  /// - A file whose bytes count already under its name is left alone.
  /// - A file whose bytes came before under its name, but do not count now, counts again without being
  ///   read.
  /// - The same bytes under another name are another file: two regions may keep the same one.
  /// - Any other file is read: `body` hands its rows to the writer and returns its findings.
  /// - A file that an older version of the reading code had read is read again, in the place where it
  ///   stands; one that is recognised as another layout now is another file, and the old one no longer
  ///   counts.
  /// - A file known from an earlier day than the one that counts now takes its place in the past,
  ///   and what counts now stays.
  ///
  /// Old vintages keep their rows. A file that has gone from the folder stays current until
  /// ``withdraw(sha256:name:on:)``. <doc:Vintages> has the rules as a table.
  ///
  /// - Parameters:
  ///   - file: The file; every record that `body` writes must name its SHA-256 and layout.
  ///   - fieldNames: The layout's names of the fields of each row, in order.
  ///   - knownFrom: The day from which the file was known. Without one it is known since the last
  ///     change of its layout and name, or from the beginning where there was none.
  ///   - reading: The version of the reading code that `body` uses; it rises.
  ///   - body: Called at most once, inside the transaction; must not use this store.
  /// - Returns: What was done.
  /// - Throws: What `body` throws, after rolling back; otherwise a ``StoreError``.
  public func add(
    file: SourceFile, fieldNames: [String], knownFrom: Day? = nil, reading: Int = 0,
    rows body: (inout Writer) throws -> [Finding]
  ) throws -> Outcome {
    do {
      return try queue.writeWithoutTransaction { database in
        // Looked up outside a transaction: what has not changed takes no lock and writes nothing.
        let position = try Position(of: file, day: knownFrom, in: database, path: path)
        if position.isTaken, !position.isOutdated(reading) { return .unchanged }
        var outcome = Outcome.unchanged
        try database.inTransaction(.immediate) {
          outcome = try place(
            file, fieldNames: fieldNames, day: knownFrom, reading: reading, rows: body,
            in: database)
          return .commit
        }
        return outcome
      }
    } catch let error as DatabaseError {
      throw StoreError(writing: error, path: path)
    }
  }

  /// Does what ``add(file:fieldNames:knownFrom:reading:rows:)`` does, with the rows made on a thread of their own while this one stores them.
  ///
  /// `produce` runs on another thread and hands its rows to a channel that holds a few batches and
  /// then lets it wait, so that memory does not grow with the file. Rows are stored in the order in
  /// which they were handed over. When either side fails the other is stopped and nothing gets in;
  /// when both do, the error of the earlier row is thrown.
  ///
  /// - Parameters:
  ///   - file: As in ``add(file:fieldNames:knownFrom:reading:rows:)``.
  ///   - fieldNames: Likewise.
  ///   - knownFrom: Likewise.
  ///   - reading: Likewise.
  ///   - observe: Told of each row just before it is stored, on the calling thread.
  ///   - produce: Called at most once; returns the findings. It should let the error of
  ///     ``RowChannel/send(_:)`` pass.
  /// - Returns: What was done.
  /// - Throws: What `produce` throws; otherwise a ``StoreError``.
  public func addInParallel(
    file: SourceFile, fieldNames: [String], knownFrom: Day? = nil, reading: Int = 0,
    observe: (SourceRow) -> Void = { _ in },
    rows produce: @escaping @Sendable (RowChannel) throws -> [Finding]
  ) throws -> Outcome {
    try add(file: file, fieldNames: fieldNames, knownFrom: knownFrom, reading: reading) { writer in
      let channel = RowChannel()
      let thread = Thread {
        do {
          channel.finish(.success(try produce(channel)))
        } catch {
          channel.finish(.failure(error))
        }
      }
      // As the main thread's: a reader may recurse deeper than a thread's usual half megabyte.
      thread.stackSize = 8 << 20
      thread.start()
      do {
        while let batch = channel.receive() {
          for row in batch {
            observe(row)
            try writer.add(row)
          }
        }
      } catch {
        channel.cancel()
        _ = channel.outcome()
        throw error
      }
      return try channel.outcome().get()
    }
  }

  /// Takes a file out of the current vintages, as when it has gone from the folder; its rows stay.
  ///
  /// Older vintages do not come back by this: that takes ``add(file:fieldNames:knownFrom:reading:rows:)``.
  ///
  /// - Parameters:
  ///   - sha256: Of the file's bytes.
  ///   - name: The file's name in the store.
  ///   - day: The first day on which it no longer counts. Without one, or with one before the last
  ///     change of its layout and name, it is the day of that change.
  /// - Returns: Whether the file was current.
  @discardableResult
  public func withdraw(
    sha256: String, name: String, on day: Day? = nil
  ) throws(StoreError) -> Bool {
    do {
      return try queue.writeWithoutTransaction { database in
        guard try Vintage.find(sha256: sha256, name: name, in: database)?.isCurrent == true else {
          return false
        }
        var done = false
        try database.inTransaction(.immediate) {
          guard let vintage = try Vintage.find(sha256: sha256, name: name, in: database),
            vintage.isCurrent
          else { return .commit }
          let history = try Change.history(
            layout: vintage.layout, name: name, in: database, path: path)
          try Change.insert(
            file: vintage.id, day: [day, history.last?.day].compactMap(\.self).max(),
            isWithdrawal: true, layout: vintage.layout, name: name, in: database, path: path)
          done = true
          return .commit
        }
        return done
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
}
