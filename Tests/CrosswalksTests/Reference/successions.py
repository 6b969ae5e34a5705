#!/usr/bin/env python3
"""Counts of DUO's OVERGANGEN file, by rules 1, 3 and 4 of Successions, written apart from the package.

Python 3 without packages. Usage: successions.py OVERGANGEN_20250113.csv
"""

import csv
import datetime
import sys
from collections import defaultdict


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            old, new = row["NR_ADMIN_VAN"].strip(), row["NR_ADMIN_NAAR"].strip()
            if row["CODE_FUNCTIE_VAN"] not in ("U", "D"):
                continue
            if len(old) not in (4, 6) or len(new) not in (4, 6):
                continue
            day, month, year = map(int, row["DT_OVERGANG"].split("-"))
            yield old, new, datetime.date(year, month, day), row["IND_VOLLEDIG"] == "J"


def main(path):
    leaving = defaultdict(set)
    for old, new, date, whole in read(path):
        leaving[old].add((date, new, whole))

    used = set()

    def ends(code, since):
        """The codes at the end, and how long the longest way there is."""
        own = {m for m in leaving[code] if m[0] >= since}
        whole = {m for m in own if m[2]}
        if whole:
            first = min(m[0] for m in whole)
            steps = {m for m in whole if m[0] == first}
        else:
            steps = set()
            above = leaving[code[:4]] if len(code) == 6 else set()
            ended = {m for m in above if m[0] >= since and m[2]}
            if ended:
                day = min(m[0] for m in ended)
                if all(m[0] <= day for m in own):
                    named = {m for m in own if m[0] == day}
                    if named:
                        used.add(code)
                    reached = {m[1][:4] for m in named}
                    steps = named | {
                        m for m in ended if m[0] == day and m[1][:4] not in reached
                    }
        if not steps:
            return {code}
        result = set()
        for date, new, _ in steps:
            result |= ends(new, date)
        return result

    codes = sorted(leaving)
    long_ago = datetime.date(1, 1, 1)
    found = {}
    incomplete = []
    for code in [c for c in codes if leaving[c]]:
        used.clear()
        found[code] = ends(code, long_ago)
        if used:
            incomplete.append(code)
    print("codes", len(found))
    print("splits", [c for c in found if len(found[c]) > 1])
    print("to institution", sum(
        len(c) == 6 and len(e) == 1 and len(next(iter(e))) == 4 for c, e in found.items()))
    print("not followed", sum(e == {c} for c, e in found.items()))
    print("followed though not complete", len(incomplete), incomplete)


main(sys.argv[1])
