import GRDB

/// The tables and views of a store, and how an older store becomes a newer one.
///
/// A migration has a name and is never edited after it has shipped; a change of the schema is a new
/// migration at the end of ``migrations``. The number of migrations that a file has had is its
/// `user_version`. It stands in the file's header, so that the age of a store can be told before
/// any of its tables is read.
enum Schema {
  /// "DSTR" in ASCII: the `application_id` that tells our files from other programs' databases.
  static let applicationID = 0x4453_5452

  static let migrations: [(name: String, sql: [String])] = [
    (
      "v1",
      [
        raw, staging, facts, countView(of: "leerlingen"), countView(of: "examenkandidaten"),
        countView(of: "geslaagden"), views,
      ]
    ),
    ("v2", v2), ("v3", v3),
  ]

  /// Makes `database` a store of the present schema, in one transaction; writes nothing when it is
  /// one already.
  static func prepare(_ database: Database, path: String) throws {
    guard try needsMigration(database, path: path) else { return }
    // A table that is replaced would take the rows that refer to it along. The setting cannot be
    // changed inside a transaction; all references are looked at before it ends.
    try database.execute(sql: "PRAGMA foreign_keys = 0")
    try database.inTransaction(.immediate) {
      // Between the look and the lock another program may have made the same store.
      guard try needsMigration(database, path: path) else { return .commit }
      for migration in migrations.dropFirst(try version(of: database)) {
        for sql in migration.sql { try database.execute(sql: sql) }
      }
      try Precedence.rebuild(in: database, path: path)
      try Digest.rebuild(in: database)
      guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
        throw StoreError.corrupt(path: path, reason: "a record refers to one that is not there")
      }
      try database.execute(
        sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(migrations.count)")
      return .commit
    }
    try database.execute(sql: "PRAGMA foreign_keys = 1")
  }

  private static func version(of database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  private static func needsMigration(_ database: Database, path: String) throws -> Bool {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let found = try version(of: database)
    if application != applicationID {
      let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      guard application == 0, found == 0, objects == 0 else {
        throw StoreError.notAStore(path: path)
      }
    }
    guard found <= migrations.count else {
      throw StoreError.newerSchema(path: path, found: found, supported: migrations.count)
    }
    return found < migrations.count
  }

  /// The raw layer: files, their columns and their rows as received.
  private static let raw = """
    -- A file that was read. Never changed but for which vintage is current; no wall-clock time.
    CREATE TABLE raw_file (
      id INTEGER PRIMARY KEY,
      -- SHA-256 of the bytes, 64 hexadecimal digits; never null. The same bytes may stand under two
      -- names, as when two regions keep the same file.
      sha256 TEXT NOT NULL
        CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-fA-F]*'),
      -- file name without folders; never null
      name TEXT NOT NULL CHECK (name <> ''),
      -- length in bytes; never null
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      -- id of the layout it was recognised as; never null
      layout TEXT NOT NULL CHECK (layout <> ''),
      -- number of data rows; never null
      rows INTEGER NOT NULL CHECK (rows >= 0),
      -- newest period in the file, which DUO calls voorlopig: kind, and calendar year;
      -- both null where nothing is provisional
      provisional_kind TEXT
        CHECK (\(one("provisional_kind", of: "peildatum", "examenjaar", "jaar"))),
      provisional_year INTEGER CHECK (provisional_year BETWEEN 1 AND 9999),
      -- 1, 2, 3 …: the order in which files of this layout and name came; never null
      vintage INTEGER NOT NULL CHECK (vintage >= 1),
      -- 1 for the file that counts, 0 for one that was superseded or withdrawn; never null
      current INTEGER NOT NULL CHECK (current IN (0, 1)),
      -- the file that took its place; null while current, and when withdrawn without a successor
      superseded_by INTEGER REFERENCES raw_file (id) ON DELETE SET NULL,
      UNIQUE (sha256, name),
      UNIQUE (layout, name, vintage),
      CHECK ((provisional_kind IS NULL) = (provisional_year IS NULL)),
      CHECK (superseded_by IS NULL OR (current = 0 AND superseded_by <> id))
    ) STRICT;
    -- at most one current vintage of a layout and name
    CREATE UNIQUE INDEX raw_file_current ON raw_file (layout, name) WHERE current = 1;
    CREATE INDEX raw_file_superseded_by ON raw_file (superseded_by);

    -- A row as received.
    CREATE TABLE raw_row (
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      -- row as an editor counts it, the header is row 1; never null
      row INTEGER NOT NULL CHECK (row >= 1),
      -- the text of the row without its line end, decoded; never null
      text TEXT NOT NULL,
      PRIMARY KEY (file_id, row)
    ) STRICT, WITHOUT ROWID;

    -- A column that facts came from, by its name as received; each name is stored once a file.
    CREATE TABLE raw_column (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      -- name as the file writes it; never null
      name TEXT NOT NULL,
      UNIQUE (file_id, name)
    ) STRICT;
    """

  /// The staging layer: renamed and trimmed, nothing else.
  private static let staging = """
    -- The layout's own names of a file's columns.
    CREATE TABLE staging_column (
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      -- index into staging_row.fields, from 0; never null
      position INTEGER NOT NULL CHECK (position >= 0),
      -- the layout's name; never null
      name TEXT NOT NULL,
      PRIMARY KEY (file_id, position)
    ) STRICT, WITHOUT ROWID;

    -- A row under those names.
    CREATE TABLE staging_row (
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      -- JSON array of texts, in the order of staging_column; never null
      fields TEXT NOT NULL CHECK (json_valid(fields)),
      PRIMARY KEY (file_id, row),
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """

  /// The facts, in the shape of the records.
  private static let facts = """
    -- One count of pupils. A dimension that the source does not split by is null.
    CREATE TABLE fact (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE,
      measure TEXT NOT NULL
        CHECK (\(one("measure", of: "leerlingen", "examenkandidaten", "geslaagden"))),
      period_kind TEXT NOT NULL
        CHECK (\(one("period_kind", of: "peildatum", "examenjaar", "jaar"))),
      -- calendar year in the period's name; never null
      period_year INTEGER NOT NULL CHECK (period_year BETWEEN 1 AND 9999),
      -- BRIN and vestiging, six characters; never null
      vestiging TEXT NOT NULL CHECK (length(vestiging) = 6),
      leerweg TEXT CHECK (\(one("leerweg", of: "BB", "KB", "GL", "TL"))),
      leerjaar INTEGER CHECK (leerjaar BETWEEN 1 AND 6),
      -- short name of the profile, or the afdeling's own name where no table maps it
      profiel TEXT,
      sector TEXT
        CHECK (\(one("sector", of: "techniek", "economie", "zorg en welzijn", "landbouw",
          "intersectoraal", "onverdeeld"))),
      geslacht TEXT NOT NULL
        CHECK (\(one("geslacht", of: "man", "vrouw", "onbekend", "totaal"))),
      -- 1 for leerwerktraject; never null
      lwt INTEGER NOT NULL CHECK (lwt IN (0, 1)),
      count_kind TEXT NOT NULL,
      -- bounds in pupils, both included; equal when exact, null when there is no number
      low INTEGER,
      high INTEGER,
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE,
      \(countCheck("count_kind", "low", "high"))
    ) STRICT;
    CREATE INDEX fact_row ON fact (file_id, row);
    CREATE INDEX fact_vestiging ON fact (vestiging, measure);

    -- One published figure that is not a count of pupils at a location.
    CREATE TABLE figure (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE,
      region TEXT NOT NULL,
      -- id in the indicator registry; never null
      indicator TEXT NOT NULL,
      -- what is counted, place or group, further split: empty where the source has none
      name TEXT NOT NULL,
      area TEXT NOT NULL,
      category TEXT NOT NULL,
      period_kind TEXT NOT NULL
        CHECK (\(one("period_kind", of: "peildatum", "examenjaar", "jaar"))),
      period_year INTEGER NOT NULL CHECK (period_year BETWEEN 1 AND 9999),
      -- in the unit beside it; percent is 0-100; never null
      value REAL NOT NULL,
      -- whether value is the number or a bound on it; never null
      relation TEXT NOT NULL
        CHECK (\(one("relation", of: "=", "~", ">", "<", ">=", "<="))),
      unit TEXT NOT NULL
        CHECK (\(one("unit", of: "procent", "aantal", "fte", "euro", "euro per jaar", "uren"))),
      -- how many a percentage is of
      denominator_kind TEXT NOT NULL,
      denominator_low INTEGER,
      denominator_high INTEGER,
      -- section or table of the document; empty where there is none
      section TEXT NOT NULL,
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE,
      \(countCheck("denominator_kind", "denominator_low", "denominator_high"))
    ) STRICT;
    CREATE INDEX figure_row ON figure (file_id, row);
    CREATE INDEX figure_region ON figure (region);

    -- One statement that a school offers something.
    CREATE TABLE offer (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL,
      row INTEGER NOT NULL,
      source_column INTEGER NOT NULL REFERENCES raw_column (id) ON DELETE CASCADE,
      region TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (\(one("kind", of: "profiel", "keuzevak", "school"))),
      -- as the plan writes it; never null
      school TEXT NOT NULL,
      -- six characters; null where the region file lists no such location
      vestiging TEXT CHECK (length(vestiging) = 6),
      name TEXT NOT NULL,
      group_name TEXT NOT NULL,
      -- exactly as printed, such as 'X **'; never null
      mark TEXT NOT NULL,
      section TEXT NOT NULL,
      FOREIGN KEY (file_id, row) REFERENCES raw_row (file_id, row) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX offer_row ON offer (file_id, row);
    CREATE INDEX offer_region ON offer (region);

    -- Something doubtful that reading the file brought up; ids follow the order of the reader.
    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      rule TEXT NOT NULL,
      -- 0 opmerking, 1 waarschuwing, 2 ernstig, 3 fout; never null
      level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
      -- name of the file; empty for a finding over several
      file TEXT NOT NULL,
      -- row as an editor counts it, column and value as the file writes them; null where the
      -- finding is about more than one
      row INTEGER,
      source_column TEXT,
      value TEXT,
      text_nl TEXT NOT NULL,
      text_en TEXT NOT NULL,
      remedy_nl TEXT NOT NULL,
      remedy_en TEXT NOT NULL
    ) STRICT;
    CREATE INDEX finding_file ON finding (file_id);
    """

  /// The column is one of these texts. Written with OR, because for an IN list of more than two SQLite
  /// builds a table anew at every insert, which made inserting facts three times as slow.
  private static func one(_ column: String, of texts: String...) -> String {
    texts.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
  }

  /// A count is one of four kinds, and its bounds fit the kind. `IS NOT NULL` is said outright
  /// because a CHECK that is null passes.
  static func countCheck(_ kind: String, _ low: String, _ high: String) -> String {
    """
    CHECK (CASE \(kind)
          WHEN 'exact' THEN \(low) IS NOT NULL AND \(low) >= 0 AND \(high) IS \(low)
          WHEN 'suppressed' THEN \(low) IS NOT NULL AND \(low) >= 0
            AND \(high) IS NOT NULL AND \(high) >= \(low)
          WHEN 'missing' THEN \(low) IS NULL AND \(high) IS NULL
          WHEN 'not_applicable' THEN \(low) IS NULL AND \(high) IS NULL
          ELSE 0 END)
    """
  }
}
