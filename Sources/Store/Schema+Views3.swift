import Records

/// The views of the third schema. Those of the second keep their columns; the views of numbers leave
/// out what another file counts, and each has a sibling `alle_…` that leaves nothing out.
extension Schema {
  enum Views3 {
    static let all: [String] =
      ["leerlingen", "examenkandidaten", "geslaagden", "gezakten"].map(count) + [
        allCounts, totals, observations(isComplete: false), observations(isComplete: true),
        Views2.figures, Views2.offers, Views2.references, files, findings,
      ]

    private static func count(of measure: String) -> String {
      """
      CREATE VIEW \(measure) AS
      SELECT \(countColumns)
      \(facts)
      WHERE raw_file.current = 1 AND series.measure = '\(measure)' AND \(counts("fact", 0));
      """
    }

    private static let allCounts = """
      CREATE VIEW alle_tellingen AS
      SELECT series.measure AS maat, \(countColumns), \(source) AS bron,
        \(counts("fact", 0)) AS telt
      \(facts)
      WHERE raw_file.current = 1;
      """

    /// One row for what man, vrouw, onbekend and totaal say together, so that a sum over it is right.
    private static let totals = """
      CREATE VIEW totalen AS
      SELECT series.measure AS maat, \(source) AS bron, place.code AS vestiging,
        period.kind AS periode, period.year AS jaar, series.leerweg, series.leerjaar,
        series.profiel, series.sector, series.lwt,
        CASE WHEN \(bothSexes("fact.kind IN (1, 2)")) = 0 THEN \(bothSexes("fact.low")) END AS aantal,
        \(bothSexes("fact.low")) AS ondergrens,
        CASE WHEN \(bothSexes("fact.kind = 2")) = 0 THEN \(bothSexes("fact.high")) END AS bovengrens,
        \(Views2.provisional), raw_file.layout, raw_file.name AS bestand, raw_file.sha256
      FROM raw_file
        CROSS JOIN fact ON fact.file_id = raw_file.id
        CROSS JOIN series ON series.id = fact.series
        CROSS JOIN place ON place.id = fact.place
        CROSS JOIN period ON period.id = fact.period
      WHERE raw_file.current = 1 AND \(counts("fact", 0))
      GROUP BY \(cell("fact"));
      """

    private static func observations(isComplete: Bool) -> String {
      let name = isComplete ? "alle_waarnemingen" : "waarnemingen"
      let counts = counts("observation", 1)
      return """
        CREATE VIEW \(name) AS
        SELECT series.measure AS maat, series.unit AS eenheid, place.kind AS plaatssoort,
          place.code AS plaats, period.kind AS periode, period.year AS jaar,
          series.dimensions AS kenmerken,
          \(Views2.kindName("observation.kind")) AS soort,
          CASE observation.kind WHEN 0 THEN observation.low WHEN 4 THEN observation.number END
            AS waarde,
          ifnull(observation.low, observation.number) AS ondergrens,
          ifnull(observation.high, observation.number) AS bovengrens,
          \(Views2.provisional), raw_file.layout, \(Views2.cell("observation"))\
        \(isComplete ? ", \(counts) AS telt" : "")
        FROM raw_file
          CROSS JOIN observation ON observation.file_id = raw_file.id
          CROSS JOIN observation_series AS series ON series.id = observation.series
          CROSS JOIN place ON place.id = observation.place
          CROSS JOIN period ON period.id = observation.period
          CROSS JOIN raw_column ON raw_column.id = observation.source_column
        WHERE raw_file.current = 1\(isComplete ? "" : " AND \(counts)");
        """
    }

    private static let files = Views2.files

    private static let findings = """
      CREATE VIEW bevindingen AS
      SELECT \(level("finding")) AS niveau, finding.rule AS regel, finding.text_nl AS tekst,
        finding.remedy_nl AS remedie, finding.value AS waarde, raw_file.layout,
        finding.file AS bestand, raw_file.sha256, finding.row AS rij, finding.source_column AS kolom
      FROM finding JOIN raw_file ON raw_file.id = finding.file_id AND raw_file.current = 1
      UNION ALL
      SELECT \(level("shared_finding")), shared_finding.rule, shared_finding.text_nl,
        shared_finding.remedy_nl, shared_finding.value, ifnull(raw_file.layout, ''),
        shared_finding.file, ifnull(raw_file.sha256, ''), shared_finding.row,
        shared_finding.source_column
      FROM shared_finding LEFT JOIN raw_file ON raw_file.id = (
        SELECT min(id) FROM raw_file WHERE name = shared_finding.file AND current = 1);
      """

    private static func level(_ table: String) -> String {
      """
      CASE \(table).level WHEN 0 THEN 'opmerking' WHEN 1 THEN 'waarschuwing' WHEN 2 THEN 'ernstig'
          WHEN 3 THEN 'fout' END
      """
    }

    private static let countColumns = """
      place.code AS vestiging, period.kind AS periode, period.year AS jaar,
        series.leerweg, series.leerjaar, series.profiel, series.sector, series.geslacht, series.lwt,
        \(Views2.kindName("fact.kind")) AS soort,
        CASE fact.kind WHEN 0 THEN fact.low END AS aantal,
        fact.low AS ondergrens, fact.high AS bovengrens,
        \(Views2.provisional), raw_file.layout, \(Views2.cell("fact"))
      """

    private static let facts = """
      FROM raw_file
        CROSS JOIN fact ON fact.file_id = raw_file.id
        CROSS JOIN series ON series.id = fact.series
        CROSS JOIN place ON place.id = fact.place
        CROSS JOIN period ON period.id = fact.period
        CROSS JOIN raw_column ON raw_column.id = fact.source_column
      """

    /// Whether no other file counts the same. Most files share nothing, and then the look-up is not
    /// made.
    private static func counts(_ table: String, _ kind: Int) -> String {
      """
      (raw_file.yields = 0 OR NOT EXISTS (
          SELECT * FROM counted_elsewhere AS other WHERE other.file_id = raw_file.id
            AND other.kind = \(kind) AND other.place = \(table).place
            AND other.period = \(table).period AND other.series IN (0, \(table).series)))
      """
    }

    /// The family of the file's layout.
    private static let source: String = {
      let cases = LayoutFamily.all.flatMap { family in
        family.layouts.filter { $0 != family.id }.map { "WHEN '\($0)' THEN '\(family.id)'" }
      }
      return "CASE raw_file.layout \(cases.joined(separator: " ")) ELSE raw_file.layout END"
    }()

    /// What the rows of one cell say over both sexes: the source's own total where it prints one,
    /// else the sum of the parts.
    static func bothSexes(_ value: String) -> String {
      """
      CASE WHEN max(series.geslacht = 'totaal')
          THEN sum(CASE WHEN series.geslacht = 'totaal' THEN \(value) END) ELSE sum(\(value)) END
      """
    }

    /// What a count is about but for the sex, and its file.
    static func cell(_ table: String) -> String {
      """
      \(table).file_id, \(table).place, \(table).period, series.measure, series.leerweg,
        series.leerjaar, series.profiel, series.sector, series.lwt
      """
    }
  }
}
