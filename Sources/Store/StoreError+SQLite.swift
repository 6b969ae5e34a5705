import GRDB

extension StoreError {
  /// The error behind a failed call to SQLite: the only place where a result code gets a meaning.
  init(_ error: any Error, path: String) {
    if let error = error as? StoreError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      // The only other error of GRDB: a value that cannot be what its column declares.
      self = .corrupt(path: path, reason: String(describing: error))
      return
    }
    let reason = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, reason: reason)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_READONLY: self = .readOnly(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self = .cannotOpen(path: path, reason: reason)
    case .SQLITE_IOERR: self = .inputOutput(path: path, reason: reason)
    default: self = .sql(statement: error.sql ?? "", reason: reason)
    }
  }

  /// The error behind a failed call while a file is opened: bytes that are no database at all are
  /// somebody else's file, not a damaged store.
  init(opening error: any Error, path: String) {
    if let error = error as? DatabaseError, error.resultCode == .SQLITE_NOTADB {
      self = .notAStore(path: path)
    } else {
      self.init(error, path: path)
    }
  }

  /// The error behind a failed call that writes: a store that is open but cannot open another file
  /// is one whose folder does not allow a journal.
  init(writing error: any Error, path: String) {
    if let error = error as? DatabaseError, error.resultCode == .SQLITE_CANTOPEN {
      self = .readOnly(path: path)
    } else {
      self.init(error, path: path)
    }
  }
}
