import GRDB

extension Store {
  /// What is wrong inside the file, one sentence each; empty when nothing is.
  ///
  /// In this order: SQLite's own check of every page, index and constraint; references to what is not
  /// there; the schema, which must be the one this version makes; every table against its digest,
  /// which notices a changed digit; and the laws of the records, such as that a file has as many rows as
  /// it says. For a full store this takes seconds.
  public func integrityCheck() throws(StoreError) -> [String] {
    do {
      return try reading { database in
        let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check")
          .filter { $0 != "ok" }
        let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
          let (table, id, parent): (String, Int64?, String) = (row[0], row[1], row[2])
          let place = id.map { "row \($0) of \(table)" } ?? "a row of \(table)"
          return "\(place) refers to a row of \(parent) that is not there"
        }
        var faults = pages + references
        faults += try schemaFaults(database)
        // On broken pages the rest only says the same again.
        guard pages.isEmpty else { return faults }
        for table in Digest.growing + Digest.changing {
          if let fault = try Digest.fault(in: table, of: database) { faults.append(fault) }
        }
        for law in Self.laws {
          faults += try String.fetchAll(database, sql: law.sql)
        }
        faults += try precedenceFaults(database)
        return faults
      }
    } catch .corrupt(_, let reason) {
      return [reason]
    }
  }

  /// `counted_elsewhere` and its mark on the files must be what the files that count make of it.
  private func precedenceFaults(_ database: Database) throws -> [String] {
    let precedence = try Precedence(
      try Precedence.candidates(in: database, path: path), in: database)
    var faults: [String] = []
    if try Precedence.stored(in: database) != precedence.yields {
      faults.append("the table counted_elsewhere is not what the files that count make of it")
    }
    let findings = try Overlap.all(precedence.yields, in: database, path: path).map(\.finding)
    if try SharedFindings.stored(about: SharedFindings.overlaps, in: database) != findings {
      faults.append("the findings about overlaps are not what the files that count make of them")
    }
    return faults
  }

  /// The laws of the records: each finds sentences about what breaks it.
  static let laws: [(name: String, sql: String)] = [
    (
      "rows",
      """
      SELECT 'the file ' || name || ' has ' || rows || ' rows, and the store '
        || (SELECT count(*) FROM raw_row WHERE file_id = raw_file.id) || ' of them'
      FROM raw_file
      WHERE rows <> (SELECT count(*) FROM raw_row WHERE file_id = raw_file.id) ORDER BY id
      """
    ),
    (
      "staging",
      """
      SELECT 'the file ' || name || ' has rows without their named fields' FROM raw_file
      WHERE (SELECT count(*) FROM raw_row WHERE file_id = raw_file.id)
        <> (SELECT count(*) FROM staging_row WHERE file_id = raw_file.id) ORDER BY id
      """
    ),
    (
      "json",
      """
      SELECT 'row ' || row || ' of file ' || file_id || ' has fields that are no JSON'
      FROM staging_row WHERE NOT json_valid(fields) ORDER BY file_id, row LIMIT 10
      """
    ),
    (
      "current",
      """
      WITH last AS (
        SELECT raw_file.layout, raw_file.name, edition.file_id, edition.withdrawn,
          row_number() OVER (PARTITION BY raw_file.layout, raw_file.name
            ORDER BY edition.day DESC, edition.id DESC) AS place
        FROM edition JOIN raw_file ON raw_file.id = edition.file_id)
      SELECT 'the file ' || raw_file.name || ', vintage ' || raw_file.vintage
        || ', counts though its history says otherwise, or the other way round'
      FROM raw_file LEFT JOIN last ON last.file_id = raw_file.id AND last.place = 1
      WHERE raw_file.current <> ifnull(last.withdrawn = 0, 0) ORDER BY raw_file.id
      """
    ),
    (
      "provisional",
      """
      SELECT 'the file ' || name || ' calls ' || provisional_kind || ' ' || provisional_year
        || ' provisional, and holds no number of it'
      FROM raw_file
      WHERE provisional_kind IS NOT NULL
        AND (EXISTS (SELECT * FROM fact WHERE file_id = raw_file.id)
          OR EXISTS (SELECT * FROM observation WHERE file_id = raw_file.id))
        AND NOT EXISTS (SELECT * FROM fact JOIN period ON period.id = fact.period
          WHERE fact.file_id = raw_file.id AND period.kind = provisional_kind
            AND period.year = provisional_year)
        AND NOT EXISTS (SELECT * FROM observation JOIN period ON period.id = observation.period
          WHERE observation.file_id = raw_file.id AND period.kind = provisional_kind
            AND period.year = provisional_year)
      ORDER BY id
      """
    ),
    (
      "coverage",
      """
      SELECT 'the coverage of the file ' || raw_file.name || ' is not that of its numbers'
      FROM (
        SELECT file_id FROM (SELECT file_id, kind, period, place FROM coverage
          EXCEPT SELECT * FROM (SELECT DISTINCT file_id, 0, period, place FROM fact
            UNION ALL SELECT DISTINCT file_id, 1, period, place FROM observation))
        UNION
        SELECT file_id FROM (SELECT file_id, 0, period, place FROM fact
          UNION ALL SELECT file_id, 1, period, place FROM observation
          EXCEPT SELECT file_id, kind, period, place FROM coverage)
      ) AS wrong JOIN raw_file ON raw_file.id = wrong.file_id ORDER BY raw_file.id
      """
    ),
    (
      "yields",
      """
      SELECT 'the file ' || name || ' is marked wrongly as giving way to another' FROM raw_file
      WHERE yields <> EXISTS (SELECT * FROM counted_elsewhere WHERE file_id = raw_file.id)
      ORDER BY id
      """
    ),
    (
      "location",
      """
      SELECT DISTINCT 'a count of the file ' || raw_file.name || ' is about a ' || place.kind
        || ', not a location'
      FROM fact JOIN place ON place.id = fact.place JOIN raw_file ON raw_file.id = fact.file_id
      WHERE place.kind <> 'vestiging'
      """
    ),
    (
      "column",
      """
      SELECT DISTINCT 'a number of the file ' || raw_file.name
        || ' names a column of another file'
      FROM (SELECT DISTINCT file_id, source_column FROM fact
          UNION SELECT DISTINCT file_id, source_column FROM observation) AS used
        JOIN raw_column ON raw_column.id = used.source_column
        JOIN raw_file ON raw_file.id = used.file_id
      WHERE raw_column.file_id <> used.file_id
      """
    ),
  ]

  /// The tables, views and indexes must be those of a store made now.
  private func schemaFaults(_ database: Database) throws -> [String] {
    let sql = "SELECT type || ' ' || name, ifnull(sql, '') FROM sqlite_schema ORDER BY 1"
    func objects(_ database: Database) throws -> [String: String] {
      try Row.fetchAll(database, sql: sql).reduce(into: [:]) { result, row in
        result[try row.get(0)] = try row.get(1) as String
      }
    }
    let expected = try DatabaseQueue().writeWithoutTransaction { fresh in
      try Schema.prepare(fresh, path: path)
      return try objects(fresh)
    }
    let found = try objects(database)
    return Set(expected.keys).union(found.keys).sorted().compactMap { name in
      switch (expected[name], found[name]) {
      case (let a?, let b?): a == b ? nil : "the \(name) is not the one this version makes"
      case (nil, _): "there is a \(name) that is not of this program"
      default: "the \(name) is not there"
      }
    }
  }
}
