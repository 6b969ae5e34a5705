"""DuckDB: `read_csv` into a table of rows as received, and the facts unpivoted from it.

    ingest_duckdb.py NEW-STORE FILE …

Windows-1252 is made UTF-8 first (see read_duckdb.py).
"""
import hashlib
import json
import os
import sys
import tempfile

import duckdb

import answer
import facts

store, *paths = sys.argv[1:]
database = duckdb.connect(store)
database.execute("SET threads = 2")
database.execute(
    """
    CREATE TABLE raw_file (id INTEGER, sha256 TEXT, name TEXT, bytes BIGINT);
    CREATE TABLE raw_row (file_id INTEGER, "row" BIGINT, fields TEXT);
    CREATE TABLE fact (
      file_id INTEGER, measure TEXT, year INTEGER, vestiging TEXT, leerweg TEXT, leerjaar INTEGER,
      profiel TEXT, sector TEXT, geslacht TEXT, lwt BOOLEAN, low INTEGER, high INTEGER,
      "row" BIGINT, "column" TEXT);
    BEGIN;
    """
)
BOUNDS = "CASE WHEN cell = '<5' THEN 1 ELSE CAST(cell AS INTEGER) END, CASE WHEN cell = '<5' THEN 4 ELSE CAST(cell AS INTEGER) END"


def ingest(file_id, path, name):
    with open(path, encoding="utf-8") as file:
        header = next(file).strip().replace('"', "").split(";")
    names = [f"c{index}" for index in range(len(header))]
    kinds = ", ".join(f"'{column}': 'VARCHAR'" for column in names)
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE received AS SELECT row_number() OVER () + 1 AS number, *
        FROM read_csv('{path}', delim=';', header=true, quote='"', columns={{{kinds}}}, auto_detect=false)"""
    )
    database.execute(
        f"INSERT INTO raw_row SELECT {file_id}, number, CAST(to_json([{','.join(names)}]) AS TEXT) FROM received"
    )
    if len(header) == 22:
        year = facts.peildatum(name)
        labels = {f"c{i}": (int(h[23]), h[27:].lower(), h) for i, h in enumerate(header) if i > 9}
        table = "(VALUES " + ",".join(f"('{c}',{j},'{g}','{h}')" for c, (j, g, h) in labels.items()) + ")"
        database.execute(
            f"""INSERT INTO fact
            SELECT {file_id}, 'leerlingen', {year}, c0 || lpad(c1, 2, '0'),
              CASE c5[6:7] WHEN 'BL' THEN 'BB' WHEN 'KL' THEN 'KB' WHEN 'GL' THEN 'GL' WHEN 'TL' THEN 'TL' END,
              leerjaar, c7, c6, geslacht, false, {BOUNDS}, number, head
            FROM (UNPIVOT (SELECT * FROM received WHERE c5 IN
                ('Brugjaar 1-2','VMBO BL lj 3-4','VMBO KL lj 3-4','VMBO GL lj 3-4','VMBO TL lj 3-4'))
              ON {','.join(labels)} INTO NAME label VALUE cell)
            JOIN {table} AS labels (label, leerjaar, geslacht, head) USING (label)
            WHERE leerjaar IN (CASE WHEN c5 = 'Brugjaar 1-2' THEN 1 ELSE 3 END, CASE WHEN c5 = 'Brugjaar 1-2' THEN 2 ELSE 4 END)"""
        )
    else:
        labels = {f"c{i}": m for i, h in enumerate(header) if (m := facts.EXAM.match(h))}
        table = "(VALUES " + ",".join(
            f"('{c}','{m[1].lower()}',{m[2]},'{m[3].lower()}','{m[0]}')" for c, m in labels.items()
        ) + ")"
        database.execute(
            f"""INSERT INTO fact
            SELECT {file_id}, measure, jaar, c1,
              CASE split_part(c6, ' ', 2) WHEN 'K' THEN 'KB' WHEN 'G' THEN 'GL' WHEN 'T' THEN 'TL' ELSE 'BB' END,
              NULL, NULL, nullif(split_part(c6, ' - ', 2), ''), geslacht, split_part(c6, ' ', 2) = 'LWT',
              {BOUNDS}, number, head
            FROM (UNPIVOT (SELECT * FROM received WHERE c4 = 'VMBO')
              ON {','.join(labels)} INTO NAME label VALUE cell)
            JOIN {table} AS labels (label, measure, jaar, geslacht, head) USING (label)
            WHERE NOT (c6 LIKE 'VMBO T - %' AND jaar < 2019 AND cell = '0')"""
        )


for file_id, path in enumerate(paths, 1):
    name = os.path.basename(path)
    with open(path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    database.execute("INSERT INTO raw_file VALUES (?, ?, ?, ?)", [file_id, sha256, name, os.path.getsize(path)])
    if answer.is_utf8(path):
        ingest(file_id, path, name)
        continue
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        with open(path, "rb") as source:
            while piece := source.read(1 << 22):
                file.write(piece.decode("cp1252").encode("utf-8"))
        file.flush()
        ingest(file_id, file.name, name)
database.execute("COMMIT")
rows = database.execute("SELECT count(*) FROM raw_row").fetchone()[0]
count, suppressed = database.execute("SELECT count(*), count(*) FILTER (low <> high) FROM fact").fetchone()
database.close()
print(json.dumps({"rows": rows, "facts": count, "suppressed": suppressed}, separators=(",", ":")))
