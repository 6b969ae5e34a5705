import GRDB

extension Row {
  /// The value in a column. Unlike `row[index]`, which traps, this throws where a damaged file
  /// holds another type than the schema allows.
  func get<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ index: Int
  ) throws -> Value {
    try decode(Value.self, atIndex: index)
  }
}
