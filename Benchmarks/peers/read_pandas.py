"""pandas in chunks, with its own decoding."""
import sys

import pandas as pd

import answer

for path in sys.argv[1:]:
    encoding = "utf-8" if answer.is_utf8(path) else "cp1252"
    rows = exact = suppressed = characters = 0
    names = set()
    chunks = pd.read_csv(
        path, sep=";", encoding=encoding, dtype=str, keep_default_na=False, chunksize=100_000
    )
    for frame in chunks:
        counts, texts = answer.columns(list(frame.columns))
        rows += len(frame)
        for name in counts:
            withheld = frame[name] == "<5"
            suppressed += int(withheld.sum())
            exact += int(frame[name].mask(withheld, "0").astype("int32").sum())
        for name in texts:
            characters += int(frame[name].str.len().sum())
        names.update(frame["INSTELLINGSNAAM VESTIGING"].unique())
    print(answer.line(rows, exact, suppressed, characters, names))
