import GRDB
import GRDBSQLite

/// One prepared statement, by SQLite's own interface: the only file that speaks it.
///
/// GRDB wraps each value that is bound or read in a box, which at a million facts costs more than
/// SQLite itself. Rows that come in thousands go through here, everything else through GRDB.
/// Positions count from 0, as in `?` marks and in result columns.
@safe final class SQLiteStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer
  private let sql: String

  /// Prepares `sql`, which must be one statement; it may not outlive the access to `database`.
  init(_ database: Database, _ sql: String) throws {
    guard let connection = unsafe database.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed", sql: sql)
    }
    var prepared: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(connection, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = unsafe prepared else {
      throw unsafe DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(connection)),
        sql: sql)
    }
    unsafe self.statement = unsafe statement
    unsafe self.connection = unsafe connection
    self.sql = sql
  }

  deinit { unsafe sqlite3_finalize(statement) }

  /// Binds a whole number.
  func bind(_ value: Int64, at position: Int32) throws {
    try check(unsafe sqlite3_bind_int64(statement, position + 1, value))
  }

  /// Binds a whole number, or null.
  func bind(_ value: Int?, at position: Int32) throws {
    if let value {
      try check(unsafe sqlite3_bind_int64(statement, position + 1, Int64(value)))
    } else {
      try check(unsafe sqlite3_bind_null(statement, position + 1))
    }
  }

  /// Binds a number with decimals, or null.
  func bind(_ value: Double?, at position: Int32) throws {
    if let value {
      try check(unsafe sqlite3_bind_double(statement, position + 1, value))
    } else {
      try check(unsafe sqlite3_bind_null(statement, position + 1))
    }
  }

  /// Binds a text, which goes into `hash` too. The caller has made sure that it holds no U+0000.
  func bind(_ value: String, at position: Int32, hash: inout RowHash) throws {
    var text = value
    let code = text.withUTF8 { bytes in unsafe bind(bytes, at: position, hash: &hash) }
    try check(code)
  }

  /// Binds UTF-8 as a text, which goes into `hash` too.
  func bind(utf8 value: [UInt8], at position: Int32, hash: inout RowHash) throws {
    let code = unsafe value.withUnsafeBufferPointer { bytes in
      unsafe bind(bytes, at: position, hash: &hash)
    }
    try check(code)
  }

  private func bind(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int32, hash: inout RowHash
  ) -> Int32 {
    unsafe hash.add(UnsafeRawBufferPointer(bytes))
    // SQLITE_TRANSIENT: SQLite keeps its own copy. A null pointer would bind null, not the empty text.
    let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    guard let start = bytes.baseAddress else {
      return unsafe sqlite3_bind_text(statement, position + 1, "", 0, transient)
    }
    return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
      unsafe sqlite3_bind_text(statement, position + 1, start, Int32(bytes.count), transient)
    }
  }

  /// Runs a statement that gives no rows, and makes it ready to be run again.
  func run() throws {
    let code = unsafe sqlite3_step(statement)
    let reset = unsafe sqlite3_reset(statement)
    try check(code == SQLITE_DONE ? reset : code)
  }

  /// The key of the row that was inserted last.
  var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(connection) }

  /// Goes to the next row of the result; false behind the last.
  func next() throws -> Bool {
    let code = unsafe sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    try check(code == SQLITE_DONE ? SQLITE_OK : code)
    return false
  }

  /// The whole number in a column of the present row; 0 for null.
  func integer(_ column: Int32) -> Int { Int(unsafe sqlite3_column_int64(statement, column)) }

  /// The number in a column of the present row; 0 for null.
  func real(_ column: Int32) -> Double { unsafe sqlite3_column_double(statement, column) }

  /// What kind of value a column of the present row holds.
  func kind(_ column: Int32) -> Kind {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  /// Appends the bytes of the text or blob in a column of the present row.
  func appendBytes(_ column: Int32, to bytes: inout [UInt8]) {
    // The text first, the length second: SQLite's own advice, since the first may convert.
    guard let start = unsafe sqlite3_column_blob(statement, column) else { return }
    let count = Int(unsafe sqlite3_column_bytes(statement, column))
    unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The names of the result's columns.
  var columnNames: [String] {
    let count = unsafe sqlite3_column_count(statement)
    return (0..<count).map { column in
      guard let name = unsafe sqlite3_column_name(statement, column) else { return "" }
      return unsafe String(cString: name)
    }
  }

  /// The hash of all values of the present row.
  func rowHash() -> UInt64 {
    var hash = RowHash()
    let columns = unsafe sqlite3_column_count(statement)
    for column in 0..<columns {
      switch kind(column) {
      case .null: hash.addNull()
      case .integer: hash.add(unsafe sqlite3_column_int64(statement, column))
      case .real: hash.add(real(column))
      case .text, .blob:
        let start = unsafe sqlite3_column_blob(statement, column)
        let count = Int(unsafe sqlite3_column_bytes(statement, column))
        unsafe hash.add(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
      }
    }
    return hash.value
  }

  /// What a value of a result can be.
  enum Kind { case null, integer, real, text, blob }

  private func check(_ code: Int32) throws {
    guard code != SQLITE_OK else { return }
    throw unsafe DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)),
      sql: sql)
  }
}

/// A hash of the values of one row, in the order of their columns: 64 bits, to notice damage, not
/// malice.
struct RowHash {
  private var state: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The hash of what was added.
  var value: UInt64 {
    var result = state
    result = (result ^ (result >> 30)) &* 0xbf58_476d_1ce4_e5b9
    result = (result ^ (result >> 27)) &* 0x94d0_49bb_1331_11eb
    return result ^ (result >> 31)
  }

  /// Adds a null, which is no number and no empty text.
  mutating func addNull() { mix(0x6e75_6c6c) }

  /// Adds a whole number.
  mutating func add(_ value: Int64) { mix(UInt64(bitPattern: value)) }

  /// Adds a number with decimals.
  mutating func add(_ value: Double) { mix(value.bitPattern ^ 0x7265_616c) }

  /// Adds a text: eight bytes at a time, the rest, and the length.
  fileprivate mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(unsafe bytes[offset])
      offset += 1
    }
    mix(rest)
    mix(UInt64(bytes.count) ^ 0x7465_7874)
  }

  private mutating func mix(_ value: UInt64) {
    state = (state ^ value) &* 0xff51_afd7_ed55_8ccd
    state ^= state >> 32
  }
}
