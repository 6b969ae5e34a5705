"""Writes nist.txt: the 11 linear regression sets of NIST StRD with their certified values.

Origin: https://www.itl.nist.gov/div898/strd/lls/lls.shtml (a work of the US government, in the public
domain), as shipped in Debian's gretl-data 2022c-1 (apt-get install gretl-data).
Run: python3 make.py [FOLDER] > nist.txt
"""
import re, sys

folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/gretl/data/nist"
# degree of the polynomial; None: the columns as they are, with an intercept; 0: one column, none
sets = dict(Norris=1, Pontius=2, NoInt1=0, NoInt2=0, Filip=10, Longley=None, Wampler1=5, Wampler2=5,
            Wampler3=5, Wampler4=5, Wampler5=5)
print("# NIST StRD, linear regression; made by make.py from gretl-data 2022c-1")
for name, degree in sets.items():
    lines = open(f"{folder}/{name}.dat").read().replace("\r", "").split("\n")
    kind = {None: "columns", 0: "through-zero"}.get(degree, f"polynomial {degree}")
    print(f"set {name} {kind}")
    for line in lines[:60]:
        if found := re.match(r"\s+B\d+\s+(\S+)\s+(\S+)\s*$", line):
            print("coefficient", found[1], found[2])
        if "Standard Deviation" in line and (found := re.match(r"\s+Standard Deviation\s+(\S+)\s*$", line)):
            print("deviation", found[1])
        if found := re.match(r"\s+R-Squared\s+(\S+)\s*$", line):
            print("r-squared", found[1])
    start = max(i for i, line in enumerate(lines) if re.match(r"Data:\s+y", line))
    for line in lines[start + 1:]:
        if line.strip():
            print("row", *line.split())
