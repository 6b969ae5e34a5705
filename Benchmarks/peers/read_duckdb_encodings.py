"""DuckDB 1.5.5 with its own decoding: the newest version with an extension `encodings` on PyPI."""
import importlib.metadata
import sys

import answer
import read_duckdb

files = importlib.metadata.files("duckdb-extension-encodings")
extension = next(str(file.locate()) for file in files if file.name == "encodings.duckdb_extension")
for path in sys.argv[1:]:
    if answer.is_utf8(path):
        read_duckdb.read(path)
    else:
        read_duckdb.read(path, "CP1252", extension)
