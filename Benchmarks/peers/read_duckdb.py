"""DuckDB, names decoded right: windows-1252 is made UTF-8 in pieces, then `read_csv`.

DuckDB itself reads UTF-8, UTF-16 and latin-1 (which refuses 0x80–0x9F). Windows-1252 is in its
extension `encodings`, of which PyPI has none for 2.0.0; see read_duckdb_encodings.py.
"""
import sys
import tempfile

import duckdb

import answer


def read(path, encoding="utf-8", extension=None):
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    if extension:
        connection.execute(f"LOAD '{extension}'")
    source = (
        f"read_csv('{path}', delim=';', header=true, all_varchar=true, quote='\"', encoding='{encoding}')"
    )
    header = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    counts, texts = answer.columns(header)
    exact = "+".join(f"sum(CASE WHEN \"{n}\" = '<5' THEN 0 ELSE CAST(\"{n}\" AS INTEGER) END)" for n in counts)
    suppressed = "+".join(f"count(*) FILTER (\"{n}\" = '<5')" for n in counts)
    characters = "+".join(f'sum(length("{n}"))' for n in texts)
    sums = connection.execute(
        f"SELECT count(*), {exact}, {suppressed}, {characters},"
        f' list(DISTINCT "INSTELLINGSNAAM VESTIGING") FROM {source}'
    ).fetchone()
    print(answer.line(sums[0], int(sums[1]), int(sums[2]), int(sums[3]), sums[4]))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        if answer.is_utf8(path):
            read(path)
            continue
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            with open(path, "rb") as source:
                while piece := source.read(1 << 22):
                    file.write(piece.decode("cp1252").encode("utf-8"))
            file.flush()
            read(file.name)
