"""Correct digits of numpy.linalg.lstsq (rcond=None, and eps) on nist.txt. Run: python3 digits.py"""
import numpy as np

print("# numpy", np.__version__)
sets = {}
for line in open("nist.txt"):
    word = line.split()
    if word[0] == "set":
        current = sets.setdefault(word[1], dict(kind=word[2:], b=[], e=[], rows=[]))
    elif word[0] == "coefficient":
        current["b"].append(float(word[1])); current["e"].append(float(word[2]))
    elif word[0] == "row":
        current["rows"].append([float(v) for v in word[1:]])

def lre(got, want):
    with np.errstate(divide="ignore", invalid="ignore"):
        d = np.where(want == 0, -np.log10(abs(got)), -np.log10(abs(got - want) / abs(want)))
    return np.nan_to_num(d, nan=0, posinf=15).clip(0, 15).min()

for name, s in sets.items():
    rows = np.array(s["rows"]); y = rows[:, 0]
    kind = s["kind"][0]
    x = (rows[:, 1:2] ** np.arange(int(s["kind"][1]) + 1) if kind == "polynomial"
         else np.column_stack([np.ones(len(y)), rows[:, 1:]]) if kind == "columns" else rows[:, 1:])
    n, p = x.shape
    for label, rcond in (("None", None), ("eps", np.finfo(float).eps)):
        b = np.linalg.lstsq(x, y, rcond=rcond)[0]
        variance = ((y - x @ b) ** 2).sum() / (n - p)
        r = np.linalg.qr(x, mode="r")
        inverse = np.linalg.solve(r, np.eye(p))
        e = np.sqrt(variance * (inverse ** 2).sum(1))
        print("lstsq", label, name, f"{lre(b, np.array(s['b'])):.1f} {lre(e, np.array(s['e'])):.1f}")
