import Records

/// The tables behind the views.
extension TableDescription {
  /// The records and what they are counted by.
  static let recordTables: [TableDescription] = [
    table(
      "fact", "Een telling van leerlingen.", "A count of pupils.",
      cell + number + [
        .integer(
          "kind", "0 exact, 1 onderdrukt, 2 ontbreekt, 3 n.v.t.",
          "0 exact, 1 suppressed, 2 missing, 3 not applicable"),
        .integer("low", "kleinste aantal", "smallest number", unit: "leerlingen", nullable: true),
        .integer("high", "grootste aantal", "largest number", unit: "leerlingen", nullable: true),
      ], key: cellKey),
    table(
      "observation", "Een getal dat geen telling van vmbo-leerlingen is.",
      "A number that is no count of vmbo pupils.",
      cell + number + [
        .integer("kind", "als in fact; 4 getal, 5 geheim", "as in fact; 4 number, 5 secret"),
        .integer(
          "low", "kleinste heel getal", "smallest whole number", unit: "zie series", nullable: true),
        .integer(
          "high", "grootste heel getal", "largest whole number", unit: "zie series", nullable: true),
        .real(
          "number", "getal met decimalen", "number with decimals", unit: "zie series",
          nullable: true),
      ], key: cellKey),
    table(
      "series", "Wat een telling telt, op plaats en periode na.",
      "What a count counts, but for place and period.",
      [
        id,
        .text("measure", "leerlingen, examenkandidaten, geslaagden of gezakten", "what is counted"),
      ] + dimensions,
      key: ["id"]),
    table(
      "observation_series", "Wat een waarneming telt of meet.",
      "What an observation counts or measures.",
      [
        id, .text("measure", "wat geteld of gemeten is", "what is counted or measured"),
        .text("unit", "eenheid", "unit"),
        .text(
          "dimensions", "verdere uitsplitsing, JSON-object van teksten",
          "further splits, JSON object of texts"),
      ], key: ["id"]),
    table(
      "place", "Waar een getal over gaat.", "What or where a number is about.",
      [
        id, .text("kind", "soort plaats", "kind of place"),
        .text("code", "code of naam", "code or name"),
      ],
      key: ["id"]),
    table(
      "period", "Het moment waar een getal over gaat.", "The moment a number is about.",
      [
        id, .text("kind", "soort periode", "kind of period"),
        .integer("year", "kalenderjaar", "calendar year", unit: "jaar"),
      ],
      key: ["id"]),
    table(
      "figure", "Een gepubliceerd cijfer van een regio.", "A published figure of a region.",
      [id] + place + [
        .text("region", "id van de regio", "id of the region"),
        .text("indicator", "id in het indicatorregister", "id in the indicator registry"),
        .text("name", "wat geteld is", "what is counted"),
        .text("area", "plaats of groep", "place or group"),
        .text("category", "verdere uitsplitsing", "further split"),
        .text("period_kind", "soort periode", "kind of period"),
        .integer("period_year", "kalenderjaar", "calendar year", unit: "jaar"),
        .real("value", "het cijfer of de grens", "the figure or the bound", unit: "zie unit"),
        .text("relation", "=, ~, >, <, >= of <=", "=, ~, >, <, >= or <="),
        .text("unit", "eenheid", "unit"),
        .text(
          "denominator_kind", "exact, suppressed, missing of not_applicable", "kind of denominator"),
        .integer(
          "denominator_low", "kleinste noemer", "smallest denominator", unit: "aantal",
          nullable: true),
        .integer(
          "denominator_high", "grootste noemer", "largest denominator", unit: "aantal",
          nullable: true),
        .text("section", "paragraaf of tabel", "section or table"),
      ], key: ["id"]),
    table(
      "offer", "Een vermelding dat een school iets aanbiedt.",
      "A statement that a school offers something.",
      [id] + place + [
        .text("region", "id van de regio", "id of the region"),
        .text("kind", "profiel, keuzevak of school", "kind of offer"),
        .text("school", "de school zoals het plan haar noemt", "the school as the plan writes it"),
        .text(
          "vestiging", "vestigingscode, indien bekend", "location, where known", nullable: true),
        .text("name", "profiel of keuzevak", "profile or keuzevak"),
        .text("group_name", "groep", "group"),
        .text("mark", "het teken zoals gedrukt", "the mark as printed"),
        .text("section", "paragraaf of tabel", "section or table"),
      ], key: ["id"]),
    table(
      "adres", "Een vestiging met haar adres.", "A location with its address.",
      cell + addressColumns, key: cellKey),
    table("overgang", "Een overgang.", "A succession.", cell + successionColumns, key: cellKey),
    table("licentie", "Een licentie.", "A licence.", cell + licenceColumns, key: cellKey),
    table(
      "finding", "Iets dat opviel bij het lezen.", "Something doubtful in a file.",
      [
        id, fileID, .text("rule", "de regel die het vond", "the rule that found it"),
      ] + findingColumns, key: ["id"]),
  ]

  /// Which file counts, and what is doubtful.
  static let countingTables: [TableDescription] = [
    table(
      "coverage", "Een plaats en periode waar een bestand getallen van heeft.",
      "A place and period that a file has numbers of.",
      [fileID, inTable] + [
        .integer("period", "sleutel in period", "key in period"),
        .integer("place", "sleutel in place", "key in place"),
      ], key: ["file_id", "kind", "period", "place"]),
    table(
      "counted_elsewhere", "Getallen die de views weglaten: een ander bestand telt hetzelfde.",
      "Numbers that the views leave out: another file counts the same.",
      [
        fileID, inTable, .integer("place", "sleutel in place", "key in place"),
        .integer("period", "sleutel in period", "key in period"),
        .integer(
          "series", "sleutel in series of observation_series; 0: alle",
          "key in series or observation_series; 0: all"),
        .integer("by_file", "het bestand dat telt", "the file that counts"),
      ], key: ["file_id", "kind", "place", "period", "series"]),
    table(
      "shared_finding", "Iets dat opviel tussen bestanden.", "Something doubtful between files.",
      [
        id, .text("subject", "waar het over gaat", "what it is about"),
        .text("rule", "de regel die het vond", "the rule that found it"),
      ] + findingColumns, key: ["id"]),
  ]

  private static let findingColumns: [Column] = [
    .integer(
      "level", "0 opmerking, 1 waarschuwing, 2 ernstig, 3 fout",
      "0 remark, 1 warning, 2 serious, 3 error"),
    .text(
      "file", "naam van het bestand; leeg bij meer bestanden",
      "name of the file; empty for several"),
    .integer(
      "row", "rij; leeg voor het hele bestand", "row; null for the whole file", nullable: true),
    .text("source_column", "kolom", "column", nullable: true),
    .text("value", "de waarde", "the value", nullable: true),
    .text("text_nl", "wat er is, Nederlands", "what is the matter, Dutch"),
    .text("text_en", "wat er is, Engels", "what is the matter, English"),
    .text("remedy_nl", "wat eraan te doen, Nederlands", "what to do, Dutch"),
    .text("remedy_en", "wat eraan te doen, Engels", "what to do, English"),
  ]

  private static let inTable = Column.integer(
    "kind", "0 in fact, 1 in observation", "0 in fact, 1 in observation")

  /// The files as received, and the book-keeping.
  static let sourceTables: [TableDescription] = [
    table(
      "raw_file", "Een bestand dat gelezen is.", "A file that was read.",
      [
        id, .text("sha256", "SHA-256 van de bytes", "SHA-256 of the bytes"),
        .text("name", "naam", "name"),
        .integer("bytes", "lengte", "length", unit: "bytes"),
        .text("layout", "soort bestand", "layout"),
        .integer("rows", "gegevensrijen", "data rows", unit: "rijen"),
        .text(
          "provisional_kind", "soort periode die voorlopig is", "kind of provisional period",
          nullable: true),
        .integer(
          "provisional_year", "jaar dat voorlopig is", "provisional year", unit: "jaar",
          nullable: true),
        .integer("vintage", "volgnummer van binnenkomst", "number in the order of arrival"),
        .integer("current", "1 als het nu telt", "1 where it counts now"),
        .integer(
          "superseded_by", "het bestand dat ervoor in de plaats kwam",
          "the file that took its place", nullable: true),
        .integer(
          "reading", "versie van de leescode; 0: niet bewaard",
          "version of the reading code; 0: not kept"),
        .integer(
          "yields", "1 als een ander bestand er een deel van telt",
          "1 where another file counts a part of it"),
      ], key: ["id"]),
    table(
      "edition", "Een verandering van wat bekend is.", "A change of what is known.",
      [
        id, fileID,
        .text("day", "dag; leeg: vanaf het begin", "day; null: from the beginning", nullable: true),
        .integer("withdrawn", "1 als het bestand is ingetrokken", "1 where the file was withdrawn"),
      ], key: ["id"]),
    table(
      "raw_row", "Een rij zoals ontvangen.", "A row as received.",
      [
        fileID, row,
        .text(
          "text", "de rij, gedecodeerd, zonder regeleinde", "the row, decoded, without its line end"
        ),
      ],
      key: ["file_id", "row"]),
    table(
      "raw_column", "Een kolom waar getallen uit komen.", "A column that numbers came from.",
      [id, fileID, .text("name", "naam zoals ontvangen", "name as received")], key: ["id"]),
    table(
      "staging_column", "De eigen namen van de kolommen.", "The layout's own names of the columns.",
      [
        fileID,
        .integer(
          "position", "plaats in staging_row.fields, vanaf 0", "index into staging_row.fields"),
        .text("name", "naam", "name"),
      ],
      key: ["file_id", "position"]),
    table(
      "staging_row", "Een rij onder die namen.", "A row under those names.",
      [fileID, row, .text("fields", "JSON-lijst van teksten", "JSON array of texts")],
      key: ["file_id", "row"]),
    table(
      "digest", "Controlesom van een tabel.", "Checksum of a table.",
      [
        .text("name", "de tabel", "the table"),
        .integer("rows", "aantal rijen", "number of rows", unit: "rijen"),
        .integer(
          "sum", "som van de hashes van de rijen, modulo 2⁶⁴",
          "sum of the hashes of the rows, modulo 2⁶⁴"),
      ], key: ["name"]),
  ]

  private static let id = Column.integer("id", "sleutel", "key")
  private static let fileID = Column.integer("file_id", "sleutel in raw_file", "key in raw_file")
  private static let row = Column.integer("row", "rij; de kop is rij 1", "row; the header is row 1")
  private static let item = Column.integer(
    "item", "volgorde binnen de rij, vanaf 0", "order within the row, from 0")
  private static let column = Column.integer(
    "source_column", "sleutel in raw_column", "key in raw_column")
  private static let place = [fileID, row, column]
  private static let cell = [fileID, row, item, column]
  private static let cellKey = ["file_id", "row", "item"]
  private static let number: [Column] = [
    .integer("place", "sleutel in place", "key in place"),
    .integer("period", "sleutel in period", "key in period"),
    .integer(
      "series", "sleutel in series of observation_series", "key in series or observation_series"),
  ]

  private static func table(
    _ name: String, _ nl: String, _ en: String, _ columns: [Column], key: [String]
  ) -> TableDescription {
    TableDescription(
      name: name, isView: false, meaning: Phrase(nl: nl, en: en), columns: columns, primaryKey: key)
  }
}
