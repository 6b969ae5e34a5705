/// A file that was read, by the hash of its bytes.
public struct SourceFile: Hashable, Sendable, Codable {
  /// SHA-256 of the bytes, 64 hexadecimal digits. Equal bytes are the same file.
  public let sha256: String
  /// The file's name without folders.
  public let name: String
  /// Its length in bytes.
  public let bytes: Int
  /// The id of the layout it was recognised as, such as `duo-examenkandidaten`.
  public let layout: String
  /// How many data rows it holds.
  public let rows: Int
  /// The newest period in the file, which DUO calls *voorlopig*; nil where nothing is provisional.
  public let provisional: Period?

  /// A file with what was recognised of it.
  public init(
    sha256: String, name: String, bytes: Int, layout: String, rows: Int, provisional: Period?
  ) {
    self.sha256 = sha256
    self.name = name
    self.bytes = bytes
    self.layout = layout
    self.rows = rows
    self.provisional = provisional
  }
}

/// One cell of a file that was read: where a fact or a finding comes from.
public struct SourceCell: Hashable, Sendable, Codable {
  /// SHA-256 of the file.
  public let file: String
  /// The row as an editor counts it: the header is row 1.
  public let row: Int
  /// The column's name as the file writes it.
  public let column: String

  /// A cell by file, row and column.
  public init(file: String, row: Int, column: String) {
    self.file = file
    self.row = row
    self.column = column
  }
}
