#!/usr/bin/env python3
"""Makes Sources/Crosswalks/Tables/elementcodes.csv.

    python3 elementcodes.py leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv FOLDER_OF_TABLES

The pattern is that of data/README §A: digit 2 names the profile, 6… is the ordinary programme, 7… leerwerktraject
or entree. Codes that DUO's file of 2019 has say so in their bron; the others follow from the pattern alone.
"""
import csv
import sys

SOURCE, TABLES = sys.argv[1], sys.argv[2]
with open(SOURCE, encoding="cp1252", newline="") as file:
    seen = {row["ELEMENTCODE"] for row in csv.DictReader(file, delimiter=";")}

PROFIELEN = [
    ("BWI", "techniek"), ("PIE", "techniek"), ("M&T", "techniek"), ("MVI", "techniek"), ("E&O", "economie"),
    ("HBR", "economie"), ("Z&W", "zorg en welzijn"), ("Groen", "landbouw"), ("MaT", "techniek"),
    ("D&P", "intersectoraal"),
]
SECTORS = [("Techniek", "techniek"), ("Zorg en Welzijn", "zorg en welzijn"), ("Economie", "economie"),
           ("Landbouw", "landbouw")]
rows = []
for number, (profiel, sector) in enumerate(PROFIELEN):
    for code, leerweg, marks in [
        ("6{}11", "BB", ""), ("6{}21", "KB", ""), ("6{}31", "GL", ""), ("6{}55", "BB", "lwoo"), ("6{}65", "KB", "lwoo"),
        ("6{}75", "GL", "lwoo"), ("7{}11", "BB", "lwt"), ("7{}21", "BB", "entree"), ("7{}55", "BB", "lwt lwoo"),
        ("7{}65", "BB", "entree lwoo"),
    ]:
        rows.append((code.format(number), leerweg, profiel, sector, marks))
for number, (_, sector) in enumerate(SECTORS):
    rows.append((f"047{number}", "TL", "", sector, ""))
    rows.append((f"221{number + 1}", "TL", "", sector, "lwoo"))
rows += [("0474", "TL", "", "", ""), ("2215", "TL", "", "", "lwoo")]
# Digit 3: 1 techniek, 3 zorg en welzijn, 5 economie, 7 landbouw; digit 4: leerweg and mbo level.
for number, (name, sector) in enumerate(SECTORS):
    route = f"Vakmanschapsroute {name}"
    digit = 2 * number + 1
    for last, leerweg in [("1", "BB"), ("2", "KB"), ("3", "KB")]:
        rows.append((f"45{digit}{last}", leerweg, route, sector, "vakmanschapsroute"))
        rows.append((f"44{digit}{last}", leerweg, route, sector, "vakmanschapsroute lwoo"))
rows += [
    ("4712", "TL", "Beroepsroute Techniek", "techniek", "beroepsroute"),
    ("4771", "GL", "Beroepsroute Landbouw", "landbouw", "beroepsroute"),
    # A general first year of the maritime schools: a profile, no leerweg yet.
    ("1916", "", "MaT", "techniek", ""), ("1394", "", "MaT", "techniek", "lwoo"),
]
# Routes that the file does not show are left out: their pattern is not certain.
rows = [row for row in rows if row[0] in seen or not row[0].startswith(("44", "45"))]
with open(f"{TABLES}/elementcodes.csv", "w", encoding="utf-8", newline="\n") as file:
    out = csv.writer(file, delimiter=";", lineterminator="\n")
    out.writerow(["code", "leerweg", "profiel", "sector", "merken", "bron"])
    for row in sorted(rows):
        out.writerow([*row, "DUO leerlingenbestand 2019" if row[0] in seen else "patroon van data/README §A"])
print(len(rows), "codes,", sum(row[0] in seen for row in rows), "seen")
