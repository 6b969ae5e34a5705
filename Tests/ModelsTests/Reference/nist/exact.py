"""The exact least squares solution of Filip for the data as doubles, each coefficient rounded once.

Run: python3 exact.py (any Python 3; rational arithmetic of the standard library)."""
from fractions import Fraction
from pathlib import Path

degree, rows, inside = 10, [], False
for line in Path(__file__).with_name("nist.txt").read_text().splitlines():
    words = line.split()
    if words and words[0] == "set":
        inside = words[1] == "Filip"
    elif inside and words and words[0] == "row":
        rows.append([Fraction(float(word)) for word in words[1:]])
count = degree + 1
moments = [sum(x**k for _, x in rows) for k in range(2 * degree + 1)]
system = [[moments[i + j] for j in range(count)] + [sum(y * x**i for y, x in rows)]
          for i in range(count)]
for i in range(count):  # Gauss-Jordan: exact, so no pivoting
    pivot = system[i][i]
    system[i] = [value / pivot for value in system[i]]
    for k in range(count):
        if k != i:
            factor = system[k][i]
            system[k] = [a - factor * b for a, b in zip(system[k], system[i])]
for row in system:
    print(repr(float(row[count])))
