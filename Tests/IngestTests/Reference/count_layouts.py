#!/usr/bin/env python3
"""Counts DUO's files without this package, with Python's csv module; its figures stand as literals in
DuoLayoutsTests.swift and DuoReconciliationTests.swift.

    python3 count_layouts.py ../../../../shared/data/duo
"""
import csv
import glob
import re
import sys
from collections import Counter

FOLDER = sys.argv[1]


def rows(name, encoding="cp1252", delimiter=";"):
    with open(f"{FOLDER}/{name}", encoding=encoding, newline="") as file:
        table = list(csv.reader(file, delimiter=delimiter))
    header = [h.strip() for h in table[0]]
    return [dict(zip(header, (c.strip() for c in row), strict=True)) for row in table[1:]]


def total(table, column):
    return sum(int(row[column]) for row in table if row[column].isdigit())


def decimal(text):
    return float(text.replace(",", "."))


def geslaagden():
    table = rows("geslaagden-gezakten-en-cijfers-2018-2019.csv")
    vmbo = [row for row in table if row["ONDERWIJSTYPE VO"] == "VMBO"]
    print("geslaagden: rows", len(table), "vmbo", len(vmbo))
    for column in ("EXAMENKANDIDATEN", "GESLAAGDEN", "GEZAKTEN"):
        print("  vmbo", column, total(vmbo, column))
    marks = [c for c in table[0] if c.startswith("GEMIDDELD")]
    for column in marks:
        values = [decimal(row[column]) for row in table if row[column]]
        print(" ", column, len(values), round(sum(values), 1))
    by = Counter()
    for row in vmbo:
        by[row["AFDELING"]] += int(row["EXAMENKANDIDATEN"])
    print("  by afdeling", dict(sorted(by.items())))
    by = Counter()
    for row in vmbo:
        by[row["LEERWEG VMBO"], row["VMBO SECTOR"]] += int(row["EXAMENKANDIDATEN"])
    print("  by leerweg and sector", dict(sorted(by.items())))


def examenkandidaten():
    table = rows("examenkandidaten-en-geslaagden-2014-2019.csv")
    by = Counter()
    for row in table:
        if row["ONDERWIJSTYPE VO"] == "VMBO":
            by[row["OPLEIDINGSNAAM"]] += int(row["EXAMENKANDIDATEN SCHOOLJAAR 2018-2019 - TOTAAL"])
    print("examenkandidaten 2019 by programme", dict(sorted(by.items())))


def adressen():
    for name in ("vo", "bo"):
        table = rows(f"alle-vestigingen-{name}.csv")
        print(f"adressen {name}: rows", len(table))
        print("  municipalities", len({row["GEMEENTENUMMER"] for row in table}))
        print("  in rmc 16:", sum(row["RMC-REGIO CODE"] == "16" for row in table))
        print("  sum of gemeentenummer", sum(int(row["GEMEENTENUMMER"]) for row in table))
        print("  postcodes 38..", sum(row["POSTCODE"].startswith("38") for row in table))


def overgangen():
    table = rows("OVERGANGEN_20250113.csv", "utf-8-sig", ",")
    print("overgangen: rows", len(table), dict(Counter(row["NAAM_OVERGANG"] for row in table)))
    print("  functie", dict(Counter(row["CODE_FUNCTIE_VAN"] for row in table)))
    print("  volledig", sum(row["IND_VOLLEDIG"] == "J" for row in table))
    print("  on 1-8-2024", sum(row["DT_OVERGANG"] == "1-8-2024" for row in table))
    many = Counter(row["NR_ADMIN_VAN"] for row in table)
    print("  codes that went over into several", sum(n > 1 for n in many.values()))
    years = Counter(row["DT_OVERGANG"].split("-")[2] for row in table)
    print("  sum of years", sum(int(y) * n for y, n in years.items()))


def eindscores():
    table = rows("gemiddelde-eindscores-bo-sbo-2018-2019.csv")
    print("eindscores: rows", len(table), "leerjaar 8", total(table, "LEERJAAR_8"),
          "ontheffing", total(table, "ONTHEFFING_REDEN_ND"))
    for test in ("CET", "IEP", "ROUTE8", "DIA", "AMN"):
        values = [decimal(row[f"{test}_GEM"]) for row in table if row[f"{test}_GEM"]]
        print(" ", test, total(table, f"{test}_AANTAL"), len(values), round(sum(values), 6))


def postcode():
    for path in sorted(glob.glob(f"{FOLDER}/po-postcode-2017/*.csv")):
        name = path.split("/")[-1]
        table = rows(f"po-postcode-2017/{name}")
        ages = [c for c in table[0] if c.startswith("LEEFTIJD")]
        print(f"po-postcode {name}: rows", len(table), "totaal", total(table, "TOTAAL"),
              "ages", sum(total(table, c) for c in ages),
              "postcodes", len({row["POSTCODE_LEERLING"] for row in table}),
              "abroad", sum(int(r["TOTAAL"]) for r in table if len(r["POSTCODE_LEERLING"]) < 4))


def vsv():
    table = rows("vsv-per-swv-2015.csv")
    print("vsv: rows", len(table), "swv", len({r["SAMENWERKINGSVERBAND_NUMMER"] for r in table}),
          {c: total(table, c) for c in list(table[0])[3:]})


def excerpts():
    for name in ("03-leerlingen-vo-per-vestiging-en-bestuur-2025.EXCERPT.csv",
                 "04-leerlingen-bo-sbo-schooladviezen-2024-2025.EXCERPT.csv"):
        table = rows(name, "utf-8")
        cells = [c for row in table for c in list(row.values())]
        print(name, len(table), "withheld", cells.count("<5"))


for count in (geslaagden, examenkandidaten, adressen, overgangen, eindscores, postcode, vsv,
              excerpts):
    count()
