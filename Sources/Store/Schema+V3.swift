/// The third schema: which file counts where several count the same pupils, by which version of the
/// reading code a file was read, and findings about several files together.
extension Schema {
  /// Takes a store of version 2 to version 3. Foreign keys must be off: a table is replaced.
  /// `counted_elsewhere` is filled afterwards, by the same code that keeps it.
  static let v3: [String] =
    [dropViews2, rawFile3, coverage, countedElsewhere, sharedFinding] + Views3.all

  private static let dropViews2 = """
    DROP VIEW leerlingen; DROP VIEW examenkandidaten; DROP VIEW geslaagden; DROP VIEW gezakten;
    DROP VIEW waarnemingen; DROP VIEW figuur; DROP VIEW aanbod; DROP VIEW adressen;
    DROP VIEW overgangen; DROP VIEW licenties; DROP VIEW bestanden; DROP VIEW edities;
    DROP VIEW bevindingen;
    """

  /// `raw_file` with two columns more. The same bytes may be there under two layouts: as an older
  /// version recognised them, and as the present one does.
  private static let rawFile3 = """
    CREATE TABLE new_raw_file (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL
        CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-fA-F]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      layout TEXT NOT NULL CHECK (layout <> ''),
      rows INTEGER NOT NULL CHECK (rows >= 0),
      provisional_kind TEXT CHECK (\(kinds.map { "provisional_kind = '\($0)'" }
        .joined(separator: " OR "))),
      provisional_year INTEGER CHECK (provisional_year BETWEEN 1 AND 9999),
      vintage INTEGER NOT NULL CHECK (vintage >= 1),
      current INTEGER NOT NULL CHECK (current IN (0, 1)),
      superseded_by INTEGER REFERENCES raw_file (id) ON DELETE SET NULL,
      -- version of the reading code that made its records; 0 where that was not kept yet
      reading INTEGER NOT NULL CHECK (reading >= 0),
      -- 1 where another file counts in its stead for a part; see counted_elsewhere
      yields INTEGER NOT NULL CHECK (yields IN (0, 1)),
      UNIQUE (sha256, name, layout),
      UNIQUE (layout, name, vintage),
      CHECK ((provisional_kind IS NULL) = (provisional_year IS NULL)),
      CHECK (superseded_by IS NULL OR (current = 0 AND superseded_by <> id))
    ) STRICT;
    INSERT INTO new_raw_file SELECT id, sha256, name, bytes, layout, rows, provisional_kind,
      provisional_year, vintage, current, superseded_by, 0, 0 FROM raw_file ORDER BY id;
    DROP TABLE raw_file;
    ALTER TABLE new_raw_file RENAME TO raw_file;
    CREATE UNIQUE INDEX raw_file_current ON raw_file (layout, name) WHERE current = 1;
    CREATE INDEX raw_file_superseded_by ON raw_file (superseded_by);
    """

  private static let coverage = """
    -- That a file has numbers of a place in a period.
    CREATE TABLE coverage (
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      -- 0 in fact, 1 in observation
      kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
      period INTEGER NOT NULL REFERENCES period (id),
      place INTEGER NOT NULL REFERENCES place (id),
      PRIMARY KEY (file_id, kind, period, place)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO coverage
      SELECT DISTINCT file_id, 0, period, place FROM fact ORDER BY file_id, period, place;
    INSERT INTO coverage
      SELECT DISTINCT file_id, 1, period, place FROM observation ORDER BY file_id, period, place;
    """

  private static let countedElsewhere = """
    -- Numbers of a current file that the views leave out, because another file counts the same.
    CREATE TABLE counted_elsewhere (
      file_id INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE,
      -- 0 in fact, 1 in observation
      kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
      place INTEGER NOT NULL REFERENCES place (id),
      period INTEGER NOT NULL REFERENCES period (id),
      -- key in series or observation_series; 0 for all
      series INTEGER NOT NULL CHECK (series >= 0),
      -- the file that counts
      by_file INTEGER NOT NULL REFERENCES raw_file (id) ON DELETE CASCADE CHECK (by_file <> file_id),
      PRIMARY KEY (file_id, kind, place, period, series)
    ) STRICT, WITHOUT ROWID;
    """

  private static let sharedFinding = """
    -- Something doubtful in what files say together; said anew when the files that count change.
    CREATE TABLE shared_finding (
      id INTEGER PRIMARY KEY,
      -- what it is about: findings of one subject are replaced together
      subject TEXT NOT NULL,
      rule TEXT NOT NULL,
      level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
      file TEXT NOT NULL,
      row INTEGER,
      source_column TEXT,
      value TEXT,
      text_nl TEXT NOT NULL,
      text_en TEXT NOT NULL,
      remedy_nl TEXT NOT NULL,
      remedy_en TEXT NOT NULL
    ) STRICT;
    """
}
