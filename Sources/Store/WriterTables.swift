import GRDB

/// The tables that a writer fills, each with its statement prepared once.
struct WriterTables {
  let rawRow, rawColumn, stagingColumn, stagingRow, fact, observation: TableInsert
  let figure, offer, finding, adres, overgang, licentie, coverage: TableInsert

  init(_ database: Database) throws {
    rawRow = try TableInsert(database, "raw_row", "file_id", "row", "text")
    rawColumn = try TableInsert(database, "raw_column", "file_id", "name")
    stagingColumn = try TableInsert(database, "staging_column", "file_id", "position", "name")
    stagingRow = try TableInsert(database, "staging_row", "file_id", "row", "fields")
    fact = try TableInsert(
      database, "fact", "file_id", "row", "item", "source_column", "place", "period", "series",
      "kind", "low", "high")
    observation = try TableInsert(
      database, "observation", "file_id", "row", "item", "source_column", "place", "period",
      "series", "kind", "low", "high", "number")
    figure = try TableInsert(
      database, "figure", "file_id", "row", "source_column", "region", "indicator", "name", "area",
      "category", "period_kind", "period_year", "value", "relation", "unit", "denominator_kind",
      "denominator_low", "denominator_high", "section")
    offer = try TableInsert(
      database, "offer", "file_id", "row", "source_column", "region", "kind", "school",
      "vestiging", "name", "group_name", "mark", "section")
    finding = try TableInsert(
      database, "finding", "file_id", "rule", "level", "file", "row", "source_column", "value",
      "text_nl", "text_en", "remedy_nl", "remedy_en")
    adres = try TableInsert(
      database, "adres", "file_id", "row", "item", "source_column", "vestiging", "naam",
      "postcode", "plaats", "gemeente", "gemeentenaam", "provincie", "bestuur", "rmc", "rmc_naam",
      "structuur")
    overgang = try TableInsert(
      database, "overgang", "file_id", "row", "item", "source_column", "van", "naar", "functie",
      "datum", "soort", "volledig")
    licentie = try TableInsert(
      database, "licentie", "file_id", "row", "item", "source_column", "vestiging", "opleiding",
      "begin", "eind")
    coverage = try TableInsert(database, "coverage", "file_id", "kind", "period", "place")
  }

  /// Adds what was inserted to the digests of the tables.
  func recordDigests(in database: Database) throws {
    for tally in [
      rawRow.tally, rawColumn.tally, stagingColumn.tally, stagingRow.tally, fact.tally,
      observation.tally, figure.tally, offer.tally, finding.tally, adres.tally, overgang.tally,
      licentie.tally, coverage.tally,
    ] {
      try Digest.add(tally, in: database)
    }
  }
}
