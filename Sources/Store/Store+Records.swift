import GRDB
public import Records

extension Store {
  /// The current vintages, by layout and name.
  public func files() throws(StoreError) -> [SourceFile] {
    try reading { database in
      let sql = """
        SELECT sha256, name, bytes, layout, rows, provisional_kind, provisional_year
        FROM raw_file WHERE current = 1 ORDER BY layout, name
        """
      return try Row.fetchAll(database, sql: sql).map { row in
        var provisional: Period?
        if let kind = try row.get(5) as String?, let year = try row.get(6) as Int? {
          provisional = try known(Period(kind: kind, year: year), row, of: "raw_file")
        }
        return try SourceFile(
          sha256: row.get(0), name: row.get(1), bytes: row.get(2),
          layout: row.get(3), rows: row.get(4),
          provisional: provisional)
      }
    }
  }

  /// The figures that current vintages give for a region, by layout, file name, row, and order
  /// within the row.
  ///
  /// - Parameters:
  ///   - region: The id of the region.
  ///   - files: Only figures from files of these names; nil for all.
  public func figures(
    region: String, files: [String]? = nil
  ) throws(StoreError) -> [Figure] {
    try reading { database in
      let places = try SourcePlaces(database, path: path)
      let sql = """
        SELECT figure.file_id, figure.row, source_column, region, indicator, figure.name, area,
          category, period_kind, period_year, value, relation, unit, denominator_kind,
          denominator_low, denominator_high, section
        FROM figure JOIN raw_file ON raw_file.id = figure.file_id
        WHERE raw_file.current = 1 AND region = ?
          AND (? IS NULL OR raw_file.name IN (SELECT value FROM json_each(?)))
        ORDER BY raw_file.layout, raw_file.name, figure.row, figure.id
        """
      let names = files.map(JSONText.array)
      return try Row.fetchAll(database, sql: sql, arguments: [region, names, names]).map { row in
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

  /// What current vintages say that is offered in a region, in the order of
  /// ``figures(region:files:)``.
  ///
  /// - Parameters:
  ///   - region: The id of the region.
  ///   - files: Only offers from files of these names; nil for all.
  public func offers(region: String, files: [String]? = nil) throws(StoreError) -> [Offer] {
    try reading { database in
      let places = try SourcePlaces(database, path: path)
      let sql = """
        SELECT offer.file_id, offer.row, source_column, region, kind, school, vestiging, offer.name,
          group_name, mark, section
        FROM offer JOIN raw_file ON raw_file.id = offer.file_id
        WHERE raw_file.current = 1 AND region = ?
          AND (? IS NULL OR raw_file.name IN (SELECT value FROM json_each(?)))
        ORDER BY raw_file.layout, raw_file.name, offer.row, offer.id
        """
      let names = files.map(JSONText.array)
      return try Row.fetchAll(database, sql: sql, arguments: [region, names, names]).map { row in
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

  /// The findings that reading the current vintages brought up, by layout and file name, in the
  /// order of the reader.
  public func findings() throws(StoreError) -> [Finding] {
    try reading { database in
      let sql = """
        SELECT rule, level, file, finding.row, source_column, value, text_nl, text_en, remedy_nl,
          remedy_en
        FROM finding JOIN raw_file ON raw_file.id = finding.file_id
        WHERE raw_file.current = 1
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
  private func known<Value>(_ value: Value?, _ row: Row, of table: String) throws -> Value {
    guard let value else {
      throw StoreError.corrupt(
        path: path, reason: "a row of the table \(table) fits no record: \(row)")
    }
    return value
  }
}
