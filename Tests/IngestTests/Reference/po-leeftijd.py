#!/usr/bin/env python3
"""Primary pupils by home municipality, kind of school and age, counted apart from the package.

Python 3.11, standard library. Usage: po-leeftijd.py FOLDER > po-leeftijd.txt, with the folder of
DUO's files leerlingen po per gemeente, postcode leerling en leeftijd (../shared/data/duo/po-postcode-2017).
Lines: municipality and kind (blanks as _), then the numbers of the ages 4 to 13.
"""
import collections
import csv
import pathlib
import sys

counts = collections.defaultdict(lambda: [0] * 10)
own = set()
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        own.add(row["GEMEENTENAAM"])
        for age in range(4, 14):
            key = (row["GEMEENTENAAM_LEERLING"], row["SOORT_PO"])
            counts[key][age - 4] += int(row[f"LEEFTIJD_{age}"])
print("# po-leeftijd.py, Python", ".".join(map(str, sys.version_info[:2])))
for (gemeente, soort), ages in sorted(counts.items()):
    if gemeente in own:
        print(f"{gemeente} {soort}:".replace(" ", "_"), *ages)
