"""polars with `utf8-lossy`: quick, and every name with a byte above 0x7F is damaged."""
import sys

import read_polars

for path in sys.argv[1:]:
    read_polars.read(read_polars.scan(path, "utf8-lossy"))
