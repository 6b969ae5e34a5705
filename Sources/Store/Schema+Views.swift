/// The views for analysts: Dutch column names, current vintages only, and in every row the file,
/// row and column that it came from.
extension Schema {
  /// The view of one measure, under the measure's own name.
  ///
  /// `aantal` is the number where it is known exactly, else null: a sum over it is a sum of the
  /// known cells only. `ondergrens` and `bovengrens` hold for withheld cells too; `soort` is one of
  /// exact, onderdrukt, ontbreekt, n.v.t.
  static func countView(of measure: String) -> String {
    """
    CREATE VIEW \(measure) AS
    SELECT fact.vestiging, fact.period_kind AS periode, fact.period_year AS jaar,
      fact.leerweg, fact.leerjaar, fact.profiel, fact.sector, fact.geslacht, fact.lwt,
      \(kindName("fact.count_kind")) AS soort,
      CASE fact.count_kind WHEN 'exact' THEN fact.low END AS aantal,
      fact.low AS ondergrens, fact.high AS bovengrens,
      fact.period_kind IS raw_file.provisional_kind
        AND fact.period_year IS raw_file.provisional_year AS voorlopig,
      raw_file.layout, \(place("fact"))
    FROM fact
      JOIN raw_file ON raw_file.id = fact.file_id AND raw_file.current = 1
      JOIN raw_column ON raw_column.id = fact.source_column
    WHERE fact.measure = '\(measure)';
    """
  }

  static let views = """
    CREATE VIEW figuur AS
    SELECT figure.region AS regio, figure.indicator, figure.name AS naam, figure.area AS gebied,
      figure.category AS categorie, figure.period_kind AS periode, figure.period_year AS jaar,
      figure.relation AS relatie, figure.value AS waarde, figure.unit AS eenheid,
      \(kindName("figure.denominator_kind")) AS noemer_soort,
      CASE figure.denominator_kind WHEN 'exact' THEN figure.denominator_low END AS noemer,
      figure.denominator_low AS noemer_ondergrens, figure.denominator_high AS noemer_bovengrens,
      figure.section AS paragraaf, raw_file.layout, \(place("figure"))
    FROM figure
      JOIN raw_file ON raw_file.id = figure.file_id AND raw_file.current = 1
      JOIN raw_column ON raw_column.id = figure.source_column;

    CREATE VIEW aanbod AS
    SELECT offer.region AS regio, offer.kind AS soort, offer.school, offer.vestiging,
      offer.name AS naam, offer.group_name AS groep, offer.mark AS teken,
      offer.section AS paragraaf, raw_file.layout, \(place("offer"))
    FROM offer
      JOIN raw_file ON raw_file.id = offer.file_id AND raw_file.current = 1
      JOIN raw_column ON raw_column.id = offer.source_column;

    CREATE VIEW bestanden AS
    SELECT name AS bestand, sha256, layout, rows AS rijen, bytes,
      provisional_kind AS voorlopig_periode, provisional_year AS voorlopig_jaar,
      vintage AS editie
    FROM raw_file WHERE current = 1;

    CREATE VIEW bevindingen AS
    SELECT CASE finding.level WHEN 0 THEN 'opmerking' WHEN 1 THEN 'waarschuwing'
        WHEN 2 THEN 'ernstig' WHEN 3 THEN 'fout' END AS niveau,
      finding.rule AS regel, finding.text_nl AS tekst, finding.remedy_nl AS remedie,
      finding.value AS waarde, raw_file.layout, finding.file AS bestand, raw_file.sha256,
      finding.row AS rij, finding.source_column AS kolom
    FROM finding JOIN raw_file ON raw_file.id = finding.file_id AND raw_file.current = 1;
    """

  /// Where a row of a view comes from.
  private static func place(_ table: String) -> String {
    "raw_file.name AS bestand, raw_file.sha256, \(table).row AS rij, raw_column.name AS kolom"
  }

  private static func kindName(_ column: String) -> String {
    """
    CASE \(column) WHEN 'exact' THEN 'exact' WHEN 'suppressed' THEN 'onderdrukt'
        WHEN 'missing' THEN 'ontbreekt' ELSE 'n.v.t.' END
    """
  }
}
