import GRDB
public import Records

extension Store {
  /// Takes the rows of one file into the store, inside the transaction of
  /// ``Store/add(file:fieldNames:rows:)``.
  ///
  /// After a row that failed nothing more is taken: the error comes again at every further row, and
  /// the file does not get in, even if the caller has ignored it.
  public struct Writer: ~Copyable {
    private let database: Database
    private let path: String
    private let file: SourceFile
    private let fileID: Int64
    private let fieldCount: Int
    private var columnIDs: [String: Int64] = [:]
    private var failure: StoreError?

    private let statements: Statements

    init(
      _ database: Database, path: String, file: SourceFile, id: Int64, fieldNames: [String]
    ) throws {
      let statements = try Statements(database)
      for (position, name) in fieldNames.enumerated() {
        statements.stagingColumn.setUncheckedArguments([id, position, name])
        try statements.stagingColumn.execute()
      }
      self.database = database
      self.path = path
      self.file = file
      self.statements = statements
      fileID = id
      fieldCount = fieldNames.count
    }

    /// Takes one row with its facts, figures and offers.
    ///
    /// - Precondition: The row has a field for each field name, and its records name this file, its
    ///   layout and this row.
    /// - Throws: ``StoreError/diskFull(path:)``, ``StoreError/nulCharacter(file:row:)``,
    ///   ``StoreError/inputOutput(path:reason:)``; ``StoreError/sql(statement:reason:)`` when the
    ///   row was added before or a value is outside what the schema allows, such as leerjaar 7.
    public mutating func add(_ row: SourceRow) throws(StoreError) {
      if let failure { throw failure }
      do {
        try insert(row)
      } catch {
        let failure = StoreError(writing: error, path: path)
        self.failure = failure
        throw failure
      }
    }

    /// Adds the findings; throws the failure of a row, if there was one.
    mutating func finish(_ findings: [Finding]) throws {
      if let failure { throw failure }
      for item in findings {
        try refuseNUL(item.file, item.column, item.value, row: item.row ?? 1)
        statements.finding.setUncheckedArguments([
          fileID, item.rule, item.level.rawValue, item.file, item.row, item.column, item.value,
          item.text.nl, item.text.en, item.remedy.nl, item.remedy.en,
        ])
        try statements.finding.execute()
      }
    }

    private mutating func insert(_ row: SourceRow) throws {
      precondition(
        row.fields.count == fieldCount,
        "row \(row.row) has \(row.fields.count) fields for \(fieldCount) names")
      try refuseNUL(row.text, row: row.row)
      statements.rawRow.setUncheckedArguments([fileID, row.row, row.text])
      try statements.rawRow.execute()
      statements.stagingRow.setUncheckedArguments([fileID, row.row, JSONText.array(row.fields)])
      try statements.stagingRow.execute()
      for item in row.facts { try insert(item, row: row.row) }
      for item in row.figures { try insert(item, row: row.row) }
      for item in row.offers { try insert(item, row: row.row) }
    }

    private mutating func insert(_ item: Fact, row: Int) throws {
      let column = try columnID(item.source, layout: item.layout, row: row)
      let count = StoredCount(item.count)
      statements.fact.setUncheckedArguments([
        fileID, row, column, item.measure.rawValue, item.period.kind, item.period.year,
        item.vestiging.text, item.leerweg?.rawValue, item.leerjaar, item.profiel?.name,
        item.sector?.rawValue, item.geslacht.rawValue, item.lwt, count.kind, count.low, count.high,
      ])
      try statements.fact.execute()
    }

    private mutating func insert(_ item: Figure, row: Int) throws {
      let column = try columnID(item.source, layout: item.layout, row: row)
      try refuseNUL(
        item.region, item.indicator, item.name, item.area, item.category, item.section, row: row)
      let denominator = StoredCount(item.denominator)
      statements.figure.setUncheckedArguments([
        fileID, row, column, item.region, item.indicator, item.name, item.area, item.category,
        item.period.kind, item.period.year, item.value, item.relation.rawValue, item.unit.rawValue,
        denominator.kind, denominator.low, denominator.high, item.section,
      ])
      try statements.figure.execute()
    }

    private mutating func insert(_ item: Offer, row: Int) throws {
      let column = try columnID(item.source, layout: file.layout, row: row)
      try refuseNUL(
        item.region, item.school, item.name, item.group, item.mark, item.section, row: row)
      statements.offer.setUncheckedArguments([
        fileID, row, column, item.region, item.kind.rawValue, item.school, item.vestiging?.text,
        item.name, item.group, item.mark, item.section,
      ])
      try statements.offer.execute()
    }

    /// The key of the column's name, which is stored when it is first met.
    private mutating func columnID(
      _ source: SourceCell, layout: String, row: Int
    ) throws -> Int64 {
      precondition(
        source.file == file.sha256 && layout == file.layout && source.row == row,
        "row \(row) of \(file.name) holds a record of row \(source.row), layout \(layout), "
          + "file \(source.file)")
      if let id = columnIDs[source.column] { return id }
      try refuseNUL(source.column, row: row)
      try statements.rawColumn.execute(arguments: [fileID, source.column])
      let id = database.lastInsertedRowID
      columnIDs[source.column] = id
      return id
    }

    /// SQLite's text ends at the first NUL, so that keeping one would lose what follows.
    private func refuseNUL(_ texts: String?..., row: Int) throws {
      if texts.contains(where: { $0?.utf8.contains(0) ?? false }) {
        throw StoreError.nulCharacter(file: file.name, row: row)
      }
    }
  }
}

/// The statements that fill the tables, prepared once.
private struct Statements {
  let rawRow, rawColumn, stagingColumn, stagingRow, fact, figure, offer, finding: Statement

  init(_ database: Database) throws {
    func insert(_ table: String, _ columns: String...) throws -> Statement {
      let names = columns.joined(separator: ", ")
      let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
      return try database.cachedStatement(
        sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
    }
    rawRow = try insert("raw_row", "file_id", "row", "text")
    rawColumn = try insert("raw_column", "file_id", "name")
    stagingColumn = try insert("staging_column", "file_id", "position", "name")
    stagingRow = try insert("staging_row", "file_id", "row", "fields")
    fact = try insert(
      "fact", "file_id", "row", "source_column", "measure", "period_kind", "period_year",
      "vestiging", "leerweg", "leerjaar", "profiel", "sector", "geslacht", "lwt", "count_kind",
      "low", "high")
    figure = try insert(
      "figure", "file_id", "row", "source_column", "region", "indicator", "name", "area",
      "category", "period_kind", "period_year", "value", "relation", "unit", "denominator_kind",
      "denominator_low", "denominator_high", "section")
    offer = try insert(
      "offer", "file_id", "row", "source_column", "region", "kind", "school", "vestiging", "name",
      "group_name", "mark", "section")
    finding = try insert(
      "finding", "file_id", "rule", "level", "file", "row", "source_column", "value", "text_nl",
      "text_en", "remedy_nl", "remedy_en")
  }
}
