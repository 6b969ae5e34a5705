import GRDB
public import Records

extension Store {
  /// The vintages that count now, or that counted on a day, by layout and name.
  ///
  /// - Parameter day: As known on this day; nil for what counts now.
  public func files(asOf day: Day? = nil) throws(StoreError) -> [SourceFile] {
    try reading { database in
      let files = try storedFiles(database)
      return try chosenFiles(asOf: day, in: database).ids.compactMap { files[$0]?.file }
    }
  }

  /// All files by key, with the number of their vintage.
  func storedFiles(_ database: Database) throws -> [Int64: (file: SourceFile, vintage: Int)] {
    let sql = """
      SELECT id, sha256, name, bytes, layout, rows, provisional_kind, provisional_year, vintage
      FROM raw_file
      """
    var result: [Int64: (file: SourceFile, vintage: Int)] = [:]
    for row in try Row.fetchAll(database, sql: sql) {
      var provisional: Period?
      if let kind = try row.get(6) as String?, let year = try row.get(7) as Int? {
        provisional = try known(Period(kind: kind, year: year), row, of: "raw_file")
      }
      let file = try SourceFile(
        sha256: row.get(1), name: row.get(2), bytes: row.get(3), layout: row.get(4),
        rows: row.get(5), provisional: provisional)
      result[try row.get(0)] = (file, try row.get(8))
    }
    return result
  }

  /// The figures that the vintages that count give for a region, by layout, file name, row, and order
  /// within the row.
  ///
  /// - Parameters:
  ///   - region: The id of the region.
  ///   - files: Only figures from files of these names; nil for all.
  ///   - day: As known on this day; nil for what counts now.
  public func figures(
    region: String, files: [String]? = nil, asOf day: Day? = nil
  ) throws(StoreError) -> [Figure] {
    try reading { database in
      let places = try SourcePlaces(database, path: path)
      let chosen = try chosenFiles(names: files, asOf: day, in: database)
      let sql = """
        SELECT figure.file_id, figure.row, source_column, region, indicator, figure.name, area,
          category, period_kind, period_year, value, relation, unit, denominator_kind,
          denominator_low, denominator_high, section
        FROM figure JOIN raw_file ON raw_file.id = figure.file_id
        WHERE raw_file.id IN \(chosen.list) AND region = ?
        ORDER BY raw_file.layout, raw_file.name, figure.row, figure.id
        """
      return try Row.fetchAll(database, sql: sql, arguments: [region]).map { row in
        try Figure(
          layout: places.layout(row.get(0)), region: row.get(3),
          indicator: row.get(4), name: row.get(5),
          area: row.get(6), category: row.get(7),
          period: known(Period(kind: row.get(8), year: row.get(9)), row, of: "figure"),
          value: row.get(10),
          relation: known(Figure.Relation(rawValue: row.get(11)), row, of: "figure"),
          unit: known(Figure.Unit(rawValue: row.get(12)), row, of: "figure"),
          denominator: known(
            StoredCount.count(kind: row.get(13), low: row.get(14), high: row.get(15)),
            row, of: "figure"),
          section: row.get(16),
          source: places.cell(file: row.get(0), row: row.get(1), column: row.get(2))
        )
      }
    }
  }

  /// What the vintages that count say that is offered in a region, in the order of
  /// ``figures(region:files:asOf:)``.
  ///
  /// - Parameters:
  ///   - region: The id of the region.
  ///   - files: Only offers from files of these names; nil for all.
  ///   - day: As known on this day; nil for what counts now.
  public func offers(
    region: String, files: [String]? = nil, asOf day: Day? = nil
  ) throws(StoreError) -> [Offer] {
    try reading { database in
      let places = try SourcePlaces(database, path: path)
      let chosen = try chosenFiles(names: files, asOf: day, in: database)
      let sql = """
        SELECT offer.file_id, offer.row, source_column, region, kind, school, vestiging, offer.name,
          group_name, mark, section
        FROM offer JOIN raw_file ON raw_file.id = offer.file_id
        WHERE raw_file.id IN \(chosen.list) AND region = ?
        ORDER BY raw_file.layout, raw_file.name, offer.row, offer.id
        """
      return try Row.fetchAll(database, sql: sql, arguments: [region]).map { row in
        var vestiging: VestigingCode?
        if let code = try row.get(6) as String? {
          vestiging = try known(VestigingCode(code), row, of: "offer")
        }
        return try Offer(
          region: row.get(3),
          kind: known(Offer.Kind(rawValue: row.get(4)), row, of: "offer"),
          school: row.get(5), vestiging: vestiging, name: row.get(7), group: row.get(8),
          mark: row.get(9),
          section: row.get(10),
          source: places.cell(file: row.get(0), row: row.get(1), column: row.get(2))
        )
      }
    }
  }

  /// The findings that reading the vintages that count brought up, by layout and file name, in the
  /// order of the reader.
  ///
  /// - Parameter day: As known on this day; nil for what counts now.
  public func findings(asOf day: Day? = nil) throws(StoreError) -> [Finding] {
    try reading { database in
      let chosen = try chosenFiles(asOf: day, in: database)
      let sql = """
        SELECT rule, level, file, finding.row, source_column, value, text_nl, text_en, remedy_nl,
          remedy_en
        FROM finding JOIN raw_file ON raw_file.id = finding.file_id
        WHERE raw_file.id IN \(chosen.list)
        ORDER BY raw_file.layout, raw_file.name, finding.id
        """
      return try Row.fetchAll(database, sql: sql).map { row in
        try Finding(
          rule: row.get(0),
          level: known(Finding.Level(rawValue: row.get(1)), row, of: "finding"),
          file: row.get(2), row: row.get(3), column: row.get(4), value: row.get(5),
          text: Phrase(nl: row.get(6), en: row.get(7)),
          remedy: Phrase(nl: row.get(8), en: row.get(9)))
      }
    }
  }

  /// The value; a stored text that is no value of its type means that the file is damaged.
  func known<Value>(_ value: Value?, _ row: Row, of table: String) throws -> Value {
    guard let value else {
      throw StoreError.corrupt(
        path: path, reason: "a row of the table \(table) fits no record: \(row)")
    }
    return value
  }
}
