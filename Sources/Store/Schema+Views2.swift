/// The views of the second schema. Those of the first keep their columns, names and order; new columns
/// stand at the end.
///
/// `CROSS JOIN` is SQLite's way to fix the order of the loops: the files that count, then their
/// facts in the order of the store, then the few words of each. Left to itself SQLite at times builds
/// an index over all facts to answer one question.
extension Schema {
  enum Views2 {
    static let all: [String] =
      ["leerlingen", "examenkandidaten", "geslaagden", "gezakten"].map(count) + [
        observations, figures, offers, references, files, findings,
      ]

    private static func count(of measure: String) -> String {
      """
      CREATE VIEW \(measure) AS
      SELECT place.code AS vestiging, period.kind AS periode, period.year AS jaar,
        series.leerweg, series.leerjaar, series.profiel, series.sector, series.geslacht, series.lwt,
        \(kindName("fact.kind")) AS soort,
        CASE fact.kind WHEN 0 THEN fact.low END AS aantal,
        fact.low AS ondergrens, fact.high AS bovengrens,
        \(provisional), raw_file.layout, \(cell("fact"))
      FROM raw_file
        CROSS JOIN fact ON fact.file_id = raw_file.id
        CROSS JOIN series ON series.id = fact.series
        CROSS JOIN place ON place.id = fact.place
        CROSS JOIN period ON period.id = fact.period
        CROSS JOIN raw_column ON raw_column.id = fact.source_column
      WHERE raw_file.current = 1 AND series.measure = '\(measure)';
      """
    }

    private static let observations = """
      CREATE VIEW waarnemingen AS
      SELECT series.measure AS maat, series.unit AS eenheid, place.kind AS plaatssoort,
        place.code AS plaats, period.kind AS periode, period.year AS jaar,
        series.dimensions AS kenmerken,
        \(kindName("observation.kind")) AS soort,
        CASE observation.kind WHEN 0 THEN observation.low WHEN 4 THEN observation.number END
          AS waarde,
        ifnull(observation.low, observation.number) AS ondergrens,
        ifnull(observation.high, observation.number) AS bovengrens,
        \(provisional), raw_file.layout, \(cell("observation"))
      FROM raw_file
        CROSS JOIN observation ON observation.file_id = raw_file.id
        CROSS JOIN observation_series AS series ON series.id = observation.series
        CROSS JOIN place ON place.id = observation.place
        CROSS JOIN period ON period.id = observation.period
        CROSS JOIN raw_column ON raw_column.id = observation.source_column
      WHERE raw_file.current = 1;
      """

    static let figures = """
      CREATE VIEW figuur AS
      SELECT figure.region AS regio, figure.indicator, figure.name AS naam, figure.area AS gebied,
        figure.category AS categorie, figure.period_kind AS periode, figure.period_year AS jaar,
        figure.relation AS relatie, figure.value AS waarde, figure.unit AS eenheid,
        CASE figure.denominator_kind WHEN 'exact' THEN 'exact' WHEN 'suppressed' THEN 'onderdrukt'
          WHEN 'missing' THEN 'ontbreekt' ELSE 'n.v.t.' END AS noemer_soort,
        CASE figure.denominator_kind WHEN 'exact' THEN figure.denominator_low END AS noemer,
        figure.denominator_low AS noemer_ondergrens, figure.denominator_high AS noemer_bovengrens,
        figure.section AS paragraaf, raw_file.layout, \(cell("figure"))
      FROM figure
        JOIN raw_file ON raw_file.id = figure.file_id AND raw_file.current = 1
        JOIN raw_column ON raw_column.id = figure.source_column;
      """

    static let offers = """
      CREATE VIEW aanbod AS
      SELECT offer.region AS regio, offer.kind AS soort, offer.school, offer.vestiging,
        offer.name AS naam, offer.group_name AS groep, offer.mark AS teken,
        offer.section AS paragraaf, raw_file.layout, \(cell("offer"))
      FROM offer
        JOIN raw_file ON raw_file.id = offer.file_id AND raw_file.current = 1
        JOIN raw_column ON raw_column.id = offer.source_column;
      """

    static let references = """
      CREATE VIEW adressen AS
      SELECT adres.vestiging, adres.naam, adres.postcode, adres.plaats, adres.gemeente,
        adres.gemeentenaam, adres.provincie, adres.bestuur, adres.rmc, adres.rmc_naam,
        adres.structuur, raw_file.layout, \(cell("adres"))
      FROM adres
        JOIN raw_file ON raw_file.id = adres.file_id AND raw_file.current = 1
        JOIN raw_column ON raw_column.id = adres.source_column;

      CREATE VIEW overgangen AS
      SELECT overgang.van, overgang.naar, overgang.functie, overgang.datum, overgang.soort,
        overgang.volledig, raw_file.layout, \(cell("overgang"))
      FROM overgang
        JOIN raw_file ON raw_file.id = overgang.file_id AND raw_file.current = 1
        JOIN raw_column ON raw_column.id = overgang.source_column;

      CREATE VIEW licenties AS
      SELECT licentie.vestiging, licentie.opleiding, licentie.begin, licentie.eind,
        raw_file.layout, \(cell("licentie"))
      FROM licentie
        JOIN raw_file ON raw_file.id = licentie.file_id AND raw_file.current = 1
        JOIN raw_column ON raw_column.id = licentie.source_column;
      """

    static let files = """
      CREATE VIEW bestanden AS
      SELECT name AS bestand, sha256, layout, rows AS rijen, bytes,
        provisional_kind AS voorlopig_periode, provisional_year AS voorlopig_jaar,
        vintage AS editie,
        (SELECT day FROM edition WHERE edition.file_id = raw_file.id
          ORDER BY day DESC, edition.id DESC LIMIT 1) AS bekend_vanaf
      FROM raw_file WHERE current = 1;

      CREATE VIEW edities AS
      SELECT raw_file.name AS bestand, raw_file.sha256, raw_file.layout,
        raw_file.vintage AS editie, edition.day AS bekend_vanaf,
        lead(edition.day) OVER (PARTITION BY raw_file.layout, raw_file.name
          ORDER BY edition.day, edition.id) AS bekend_tot,
        edition.withdrawn AS ingetrokken,
        lead(edition.id) OVER (PARTITION BY raw_file.layout, raw_file.name
          ORDER BY edition.day, edition.id) IS NULL AND edition.withdrawn = 0 AS geldig
      FROM edition JOIN raw_file ON raw_file.id = edition.file_id;
      """

    private static let findings = """
      CREATE VIEW bevindingen AS
      SELECT CASE finding.level WHEN 0 THEN 'opmerking' WHEN 1 THEN 'waarschuwing'
          WHEN 2 THEN 'ernstig' WHEN 3 THEN 'fout' END AS niveau,
        finding.rule AS regel, finding.text_nl AS tekst, finding.remedy_nl AS remedie,
        finding.value AS waarde, raw_file.layout, finding.file AS bestand, raw_file.sha256,
        finding.row AS rij, finding.source_column AS kolom
      FROM finding JOIN raw_file ON raw_file.id = finding.file_id AND raw_file.current = 1;
      """

    static let provisional = """
      period.kind IS raw_file.provisional_kind AND period.year IS raw_file.provisional_year
          AS voorlopig
      """

    /// Where a row of a view comes from.
    static func cell(_ table: String) -> String {
      "raw_file.name AS bestand, raw_file.sha256, \(table).row AS rij, raw_column.name AS kolom"
    }

    static func kindName(_ column: String) -> String {
      """
      CASE \(column) WHEN 0 THEN 'exact' WHEN 1 THEN 'onderdrukt' WHEN 2 THEN 'ontbreekt'
          WHEN 3 THEN 'n.v.t.' WHEN 4 THEN 'exact' WHEN 5 THEN 'geheim' END
      """
    }
  }
}
