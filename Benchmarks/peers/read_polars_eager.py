"""polars as its manual has it for other encodings: `read_csv(encoding="windows-1252")`."""
import sys

import polars as pl

import answer
import read_polars

for path in sys.argv[1:]:
    encoding = "utf8" if answer.is_utf8(path) else "windows-1252"
    frame = pl.read_csv(path, separator=";", infer_schema=False, encoding=encoding)
    read_polars.read(frame.lazy())
