/// The second schema: numbers that are no count of vmbo pupils, statements without a number, days on
/// which files became known, and facts of integers.
///
/// ## Why the dimensions are tables of their own
///
/// A national file has a hundred thousand facts and a few hundred different combinations of measure,
/// leerweg, profile and so on. Written out in each fact, those texts were two thirds of the store and
/// most of the time of filling it. A fact now is ten small integers; the view of its measure puts the
/// words back.
///
/// ## Why no index on the place
///
/// Facts lie in the order of file, row and item. An index by location made ingest a third slower, and
/// without it one location's facts are found in a national ten-year store in a tenth of a second.
extension Schema {
  /// Takes a store of version 1 to version 2. Foreign keys must be off: tables are replaced.
  static let v2: [String] =
    [
      dropViews, dimensions, rawFile, stagingRow, facts2, figure2, observations2, references2,
      editions,
    ] + Views2.all

  static let kinds = [
    "peildatum", "examenjaar", "jaar", "schooljaar", "kwartaal 1", "kwartaal 2", "kwartaal 3",
    "kwartaal 4", "maand 1", "maand 2", "maand 3", "maand 4", "maand 5", "maand 6", "maand 7",
    "maand 8", "maand 9", "maand 10", "maand 11", "maand 12",
  ]
  private static let units = [
    "procent", "aantal", "fte", "euro", "euro per jaar", "uren", "verhouding", "cijfer", "score",
    "kilometer",
  ]
  private static let placeKinds = [
    "vestiging", "instelling", "bestuur", "gemeente", "postcode", "provincie",
    "arbeidsmarktregio", "rmc", "samenwerkingsverband", "gebied", "land",
  ]

  private static let dropViews = """
    DROP VIEW leerlingen; DROP VIEW examenkandidaten; DROP VIEW geslaagden; DROP VIEW figuur;
    DROP VIEW aanbod; DROP VIEW bestanden; DROP VIEW bevindingen;
    """

  /// Tables that are small however many facts refer to them.
  private static let dimensions = """
    -- What or where a number is about.
    CREATE TABLE place (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (\(one("kind", of: placeKinds))),
      -- code, or name where the kind has no codes
      code TEXT NOT NULL,
      UNIQUE (kind, code),
      CHECK (kind <> 'vestiging' OR length(code) = 6)
    ) STRICT;

    -- The moment a number is about.
    CREATE TABLE period (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (\(one("kind", of: kinds))),
      -- calendar year in the period's name
      year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
      UNIQUE (kind, year)
    ) STRICT;

    -- What a fact counts, but for place and period. A dimension that is not split by is null.
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      measure TEXT NOT NULL
        CHECK (\(one("measure", of: ["leerlingen", "examenkandidaten", "geslaagden", "gezakten"]))),
      leerweg TEXT CHECK (\(one("leerweg", of: ["BB", "KB", "GL", "TL"]))),
      leerjaar INTEGER CHECK (leerjaar BETWEEN 1 AND 6),
      -- short name of the profile, or the afdeling's own name where no table maps it
      profiel TEXT,
      sector TEXT
        CHECK (\(one("sector", of: ["techniek", "economie", "zorg en welzijn", "landbouw",
          "intersectoraal", "onverdeeld"]))),
      geslacht TEXT NOT NULL
        CHECK (\(one("geslacht", of: ["man", "vrouw", "onbekend", "totaal"]))),
      -- 1 for leerwerktraject
      lwt INTEGER NOT NULL CHECK (lwt IN (0, 1))
    ) STRICT;
    -- Each once. Null counts as a value here, which UNIQUE alone would not do.
    CREATE UNIQUE INDEX series_once ON series (
      measure, ifnull(leerweg, ''), ifnull(leerjaar, 0), profiel IS NULL, ifnull(profiel, ''),
      ifnull(sector, ''), geslacht, lwt);

    -- What an observation counts or measures, but for place and period.
    CREATE TABLE observation_series (
      id INTEGER PRIMARY KEY,
      measure TEXT NOT NULL,
      unit TEXT NOT NULL CHECK (\(one("unit", of: units))),
      -- JSON object of texts: the name and value of each further split, in the layout's order
      dimensions TEXT NOT NULL CHECK (json_valid(dimensions)),
      UNIQUE (measure, unit, dimensions)
    ) STRICT;
    """

  /// `raw_file` with all kinds of periods.
  private static let rawFile = """
    CREATE TABLE new_raw_file (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL
        CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-fA-F]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      layout TEXT NOT NULL CHECK (layout <> ''),
      rows INTEGER NOT NULL CHECK (rows >= 0),
      provisional_kind TEXT CHECK (\(one("provisional_kind", of: kinds))),
      provisional_year INTEGER CHECK (provisional_year BETWEEN 1 AND 9999),
      vintage INTEGER NOT NULL CHECK (vintage >= 1),
      current INTEGER NOT NULL CHECK (current IN (0, 1)),
      superseded_by INTEGER REFERENCES raw_file (id) ON DELETE SET NULL,
      UNIQUE (sha256, name),
      UNIQUE (layout, name, vintage),
      CHECK ((provisional_kind IS NULL) = (provisional_year IS NULL)),
      CHECK (superseded_by IS NULL OR (current = 0 AND superseded_by <> id))
    ) STRICT;
    INSERT INTO new_raw_file SELECT id, sha256, name, bytes, layout, rows, provisional_kind,
      provisional_year, vintage, current, superseded_by FROM raw_file ORDER BY id;
    DROP TABLE raw_file;
    ALTER TABLE new_raw_file RENAME TO raw_file;
    CREATE UNIQUE INDEX raw_file_current ON raw_file (layout, name) WHERE current = 1;
    CREATE INDEX raw_file_superseded_by ON raw_file (superseded_by);
    """

  /// `staging_row` with a check that is cheap: reading every row as JSON took a tenth of the time of
  /// filling the store. ``Store/integrityCheck()`` does it.
  private static let stagingRow = """
    CREATE TABLE new_staging_row (
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      fields TEXT NOT NULL CHECK (fields GLOB '[[]*]'),
      PRIMARY KEY (file_id, row),
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_staging_row SELECT file_id, row, fields FROM staging_row;
    DROP TABLE staging_row;
    ALTER TABLE new_staging_row RENAME TO staging_row;
    """

  private static let facts2 = """
    INSERT INTO place (kind, code)
      SELECT DISTINCT 'vestiging', vestiging FROM fact ORDER BY vestiging;
    INSERT INTO period (kind, year)
      SELECT DISTINCT period_kind, period_year FROM fact ORDER BY period_kind, period_year;
    INSERT INTO series (measure, leerweg, leerjaar, profiel, sector, geslacht, lwt)
      SELECT DISTINCT measure, leerweg, leerjaar, profiel, sector, geslacht, lwt FROM fact
      ORDER BY measure, leerweg, leerjaar, profiel, sector, geslacht, lwt;

    -- One count of pupils. `item` is its place among the facts of the row, from 0.
    CREATE TABLE new_fact (
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      item INTEGER NOT NULL CHECK (item >= 0),
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE,
      place INTEGER NOT NULL REFERENCES place (id),
      period INTEGER NOT NULL REFERENCES period (id),
      series INTEGER NOT NULL REFERENCES series (id),
      -- 0 exact, 1 suppressed, 2 missing, 3 not applicable
      kind INTEGER NOT NULL,
      -- bounds in pupils, both included; equal when exact, null when there is no number
      low INTEGER,
      high INTEGER,
      PRIMARY KEY (file_id, row, item),
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE,
      \(boundsCheck(extra: ""))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_fact
      SELECT fact.file_id, fact.row,
        row_number() OVER (PARTITION BY fact.file_id, fact.row ORDER BY fact.id) - 1,
        fact.source_column, place.id, period.id, series.id,
        CASE fact.count_kind WHEN 'exact' THEN 0 WHEN 'suppressed' THEN 1 WHEN 'missing' THEN 2
          WHEN 'not_applicable' THEN 3 END,
        fact.low, fact.high
      FROM fact
        JOIN place ON place.kind = 'vestiging' AND place.code = fact.vestiging
        JOIN period ON period.kind = fact.period_kind AND period.year = fact.period_year
        JOIN series ON series.measure = fact.measure
          AND ifnull(series.leerweg, '') = ifnull(fact.leerweg, '')
          AND ifnull(series.leerjaar, 0) = ifnull(fact.leerjaar, 0)
          AND (series.profiel IS NULL) = (fact.profiel IS NULL)
          AND ifnull(series.profiel, '') = ifnull(fact.profiel, '')
          AND ifnull(series.sector, '') = ifnull(fact.sector, '')
          AND series.geslacht = fact.geslacht AND series.lwt = fact.lwt
      ORDER BY fact.file_id, fact.row, fact.id;
    DROP TABLE fact;
    ALTER TABLE new_fact RENAME TO fact;
    """

  private static let figure2 = """
    CREATE TABLE new_figure (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE,
      region TEXT NOT NULL,
      indicator TEXT NOT NULL,
      name TEXT NOT NULL,
      area TEXT NOT NULL,
      category TEXT NOT NULL,
      period_kind TEXT NOT NULL CHECK (\(one("period_kind", of: kinds))),
      period_year INTEGER NOT NULL CHECK (period_year BETWEEN 1 AND 9999),
      value REAL NOT NULL,
      relation TEXT NOT NULL CHECK (\(one("relation", of: ["=", "~", ">", "<", ">=", "<="]))),
      unit TEXT NOT NULL CHECK (\(one("unit", of: units))),
      denominator_kind TEXT NOT NULL,
      denominator_low INTEGER,
      denominator_high INTEGER,
      section TEXT NOT NULL,
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE,
      \(countCheck("denominator_kind", "denominator_low", "denominator_high"))
    ) STRICT;
    INSERT INTO new_figure SELECT id, file_id, row, source_column, region, indicator, name, area,
      category, period_kind, period_year, value, relation, unit, denominator_kind, denominator_low,
      denominator_high, section FROM figure ORDER BY id;
    DROP TABLE figure;
    ALTER TABLE new_figure RENAME TO figure;
    CREATE INDEX figure_row ON figure (file_id, row);
    CREATE INDEX figure_region ON figure (region);
    """

  private static let observations2 = """
    -- One number that is no count of vmbo pupils. `item` is its place among those of the row.
    CREATE TABLE observation (
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      item INTEGER NOT NULL CHECK (item >= 0),
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE,
      place INTEGER NOT NULL REFERENCES place (id),
      period INTEGER NOT NULL REFERENCES period (id),
      series INTEGER NOT NULL REFERENCES observation_series (id),
      -- 0 exact, 1 suppressed, 2 missing, 3 not applicable, 4 number, 5 secret
      kind INTEGER NOT NULL,
      -- bounds of a whole number; null for kinds 2 to 5
      low INTEGER,
      high INTEGER,
      -- number with decimals; null unless kind is 4
      number REAL,
      PRIMARY KEY (file_id, row, item),
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE,
      CHECK ((kind = 4) = (number IS NOT NULL)),
      \(boundsCheck(
        extra: "WHEN 4 THEN low IS NULL AND high IS NULL WHEN 5 THEN low IS NULL AND high IS NULL"))
    ) STRICT, WITHOUT ROWID;
    """

  /// Statements without a number. `item` is the place among all references of the row.
  private static let references2 = """
    CREATE TABLE adres (
      \(cell),
      vestiging TEXT NOT NULL CHECK (length(vestiging) = 6),
      naam TEXT NOT NULL,
      postcode TEXT NOT NULL,
      plaats TEXT NOT NULL,
      gemeente TEXT NOT NULL,
      gemeentenaam TEXT NOT NULL,
      provincie TEXT NOT NULL,
      bestuur TEXT NOT NULL,
      rmc TEXT NOT NULL,
      rmc_naam TEXT NOT NULL,
      structuur TEXT NOT NULL,
      \(cellKeys)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE overgang (
      \(cell),
      van TEXT NOT NULL,
      naar TEXT NOT NULL,
      functie TEXT NOT NULL,
      datum TEXT NOT NULL,
      soort TEXT NOT NULL,
      volledig INTEGER NOT NULL CHECK (volledig IN (0, 1)),
      \(cellKeys)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE licentie (
      \(cell),
      vestiging TEXT NOT NULL CHECK (length(vestiging) = 6),
      opleiding TEXT NOT NULL,
      begin TEXT NOT NULL,
      eind TEXT NOT NULL,
      \(cellKeys)
    ) STRICT, WITHOUT ROWID;
    """

  private static let cell = """
    file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      item INTEGER NOT NULL CHECK (item >= 0),
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE
    """

  private static let cellKeys = """
    PRIMARY KEY (file_id, row, item),
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE
    """

  /// What a store of version 1 knows of the past: the order in which files came, no day. The file
  /// that took another's place came after it; the one that is current came last.
  private static let editions = """
    -- A change of what is known: on `day` the file became the one that counts, or was withdrawn.
    CREATE TABLE edition (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      -- ISO 8601 day; null for what was known from the beginning
      day TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1))
    ) STRICT;
    CREATE INDEX edition_file ON edition (file_id);

    -- How many rows a table has, and the sum of their hashes modulo 2^64.
    CREATE TABLE digest (
      name TEXT PRIMARY KEY,
      rows INTEGER NOT NULL,
      sum INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    INSERT INTO edition (file_id, withdrawn)
      SELECT id, 0 FROM raw_file
      ORDER BY layout, name, current, superseded_by IS NULL, vintage;
    INSERT INTO edition (file_id, withdrawn)
      SELECT id, 1 FROM raw_file AS file WHERE superseded_by IS NULL AND current = 0
        AND NOT EXISTS (SELECT * FROM raw_file AS other WHERE other.layout = file.layout
          AND other.name = file.name AND other.current = 1)
      ORDER BY id;
    """

  /// A count is one of four kinds, and its bounds fit the kind.
  private static func boundsCheck(extra: String) -> String {
    """
    CHECK (CASE kind
          WHEN 0 THEN low IS NOT NULL AND low >= 0 AND high IS low
          WHEN 1 THEN low IS NOT NULL AND low >= 0 AND high IS NOT NULL AND high >= low
          WHEN 2 THEN low IS NULL AND high IS NULL
          WHEN 3 THEN low IS NULL AND high IS NULL \(extra)
          ELSE 0 END)
    """
  }

  /// The column is one of these texts; with OR, as in version 1.
  private static func one(_ column: String, of texts: [String]) -> String {
    texts.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
  }
}
