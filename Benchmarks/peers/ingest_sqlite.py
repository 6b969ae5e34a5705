"""The naive way: Python's csv and sqlite3, every row as received and every fact, one transaction.

    ingest_sqlite.py NEW-STORE FILE …
"""
import csv
import hashlib
import json
import os
import sqlite3
import sys

import answer
import facts

store, *paths = sys.argv[1:]
database = sqlite3.connect(store, isolation_level=None)
database.executescript(
    """
    CREATE TABLE raw_file (id INTEGER PRIMARY KEY, sha256 TEXT, name TEXT, bytes INTEGER);
    CREATE TABLE raw_row (file_id INTEGER, row INTEGER, fields TEXT, PRIMARY KEY (file_id, row)) WITHOUT ROWID;
    CREATE TABLE fact (
      file_id INTEGER, measure TEXT, year INTEGER, vestiging TEXT, leerweg TEXT, leerjaar INTEGER,
      profiel TEXT, sector TEXT, geslacht TEXT, lwt INTEGER, low INTEGER, high INTEGER, row INTEGER,
      "column" TEXT);
    """
)
database.execute("BEGIN")
rows = count = suppressed = 0
for file_id, path in enumerate(paths, 1):
    with open(path, "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    name = os.path.basename(path)
    database.execute("INSERT INTO raw_file VALUES (?, ?, ?, ?)", (file_id, sha256, name, os.path.getsize(path)))
    encoding = "utf-8" if answer.is_utf8(path) else "cp1252"
    with open(path, encoding=encoding, newline="") as file:
        lines = csv.reader(file, delimiter=";")
        make = facts.maker(next(lines), name)
        read = list(enumerate(lines, 2))
    database.executemany(
        "INSERT INTO raw_row VALUES (?, ?, ?)",
        ((file_id, number, json.dumps(row, ensure_ascii=False)) for number, row in read),
    )
    made = [(file_id, *fact) for number, row in read for fact in make(number, row)]
    database.executemany(f"INSERT INTO fact VALUES ({','.join('?' * 14)})", made)
    rows += len(read)
    count += len(made)
    suppressed += sum(fact[10] != fact[11] for fact in made)
database.execute("CREATE INDEX fact_series ON fact (measure, vestiging, year)")
database.execute("COMMIT")
print(json.dumps({"rows": rows, "facts": count, "suppressed": suppressed}, separators=(",", ":")))
