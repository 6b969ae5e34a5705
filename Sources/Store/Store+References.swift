import GRDB
public import Records

extension Store {
  /// The addresses that the vintages that count give, by layout, file name, row and order within the
  /// row.
  ///
  /// - Parameter day: As known on this day; nil for what counts now.
  public func addresses(asOf day: Day? = nil) throws(StoreError) -> [VestigingAdres] {
    let columns = """
      vestiging, naam, postcode, plaats, gemeente, gemeentenaam, provincie, bestuur, rmc, rmc_naam,
      structuur
      """
    return try references("adres", columns, asOf: day) { row, source in
      try VestigingAdres(
        vestiging: known(VestigingCode(row.get(3) as String), row, of: "adres"), naam: row.get(4),
        postcode: row.get(5), plaats: row.get(6), gemeente: row.get(7), gemeentenaam: row.get(8),
        provincie: row.get(9), bestuur: row.get(10), rmc: row.get(11), rmcNaam: row.get(12),
        structuur: row.get(13), source: source)
    }
  }

  /// The successions that the vintages that count give, in the order of ``addresses(asOf:)``.
  ///
  /// - Parameter day: As known on this day; nil for what counts now.
  public func overgangen(asOf day: Day? = nil) throws(StoreError) -> [Overgang] {
    let columns = "van, naar, functie, datum, soort, volledig"
    return try references("overgang", columns, asOf: day) { row, source in
      try Overgang(
        van: row.get(3), naar: row.get(4), functie: row.get(5), datum: row.get(6),
        soort: row.get(7), volledig: row.get(8), source: source)
    }
  }

  /// The licences that the vintages that count give, in the order of ``addresses(asOf:)``.
  ///
  /// - Parameter day: As known on this day; nil for what counts now.
  public func licenties(asOf day: Day? = nil) throws(StoreError) -> [Licentie] {
    let columns = "vestiging, opleiding, begin, eind"
    return try references("licentie", columns, asOf: day) { row, source in
      try Licentie(
        vestiging: known(VestigingCode(row.get(3) as String), row, of: "licentie"),
        opleiding: row.get(4), begin: row.get(5), eind: row.get(6), source: source)
    }
  }

  private func references<Record>(
    _ table: String, _ columns: String, asOf day: Day?,
    make: (Row, SourceCell) throws -> Record
  ) throws(StoreError) -> [Record] {
    try reading { database in
      let places = try SourcePlaces(database, path: path)
      let chosen = try chosenFiles(asOf: day, in: database)
      var records: [Record] = []
      for file in chosen.ids {
        let sql = """
          SELECT file_id, row, source_column, \(columns) FROM \(table)
          WHERE file_id = ? ORDER BY row, item
          """
        for row in try Row.fetchAll(database, sql: sql, arguments: [file]) {
          let source = try places.cell(file: row.get(0), row: row.get(1), column: row.get(2))
          records.append(try make(row, source))
        }
      }
      return records
    }
  }
}
