"""Coverage of `doorstroom stromen` on files of stocks of made-up schools, through the command itself.

    python3 stromen-coverage.py DOORSTROOM FIRST LAST > stromen-coverage.txt

Three schools of 60, 45 and 80 who enter a year (12 % spread), rates below, files of peildata 2018-2024; the same
pupils go on to 2027. "full": arrivals in mbo counted, inflow known, ways told. "bare": stocks of two leerjaren only.
Standard library of Python 3.11 only; seeds FIRST..LAST-1.
"""
import collections, csv, os, random, subprocess, sys, tempfile

RATES = {
    "leerjaar 3": [("leerjaar 3", .05), ("leerjaar 4", .90), ("weg", .05)],
    "leerjaar 4": [("leerjaar 4", .05), ("technisch mbo", .55), ("ander mbo", .35), ("weg", .05)],
}
TRUTH = {(s, d): p for s, ways in RATES.items() for d, p in ways}
TRUTH[("leerjaar 3", "uitstroom")], TRUTH[("leerjaar 4", "uitstroom")] = .05, .95
WAYS = {"leerjaar 3": "leerjaar 3|leerjaar 4|weg", "leerjaar 4": "leerjaar 4|technisch mbo|ander mbo|weg"}


def region(seed):
    """Rows (school, year, state, pupils, inflow or None)."""
    r, rows = random.Random(seed), []
    for name, size in (("00AA00", 60), ("00BB00", 45), ("00CC00", 80)):
        stock = {"leerjaar 3": round(size / .95), "leerjaar 4": round(.9 * size / .95 / .95)}
        for year in range(2018, 2028):
            arrived, entered = {}, None
            if year > 2018:
                moved = collections.Counter()
                for state in stock:
                    for _ in range(stock[state]):
                        u = r.random()
                        for to, p in RATES[state]:
                            u -= p
                            if u < 0:
                                break
                        moved[to] += 1
                entered = max(0, round(size * (1 + .12 * r.gauss(0, 1))))
                stock = {"leerjaar 3": moved["leerjaar 3"] + entered, "leerjaar 4": moved["leerjaar 4"]}
                arrived = {s: moved[s] for s in ("technisch mbo", "ander mbo")}
            rows.append((name, year, "leerjaar 3", stock["leerjaar 3"], entered))
            rows.append((name, year, "leerjaar 4", stock["leerjaar 4"], None if year == 2018 else 0))
            rows += [(name, year, s, n, None) for s, n in arrived.items()]
    return rows


def number(text):
    return float(text.replace(".", "").replace(",", ".")) if "," in text else float(text)


def run(program, seed, folder):
    rows = region(seed)
    future = collections.Counter()
    for _, year, state, n, _ in rows:
        if year > 2024:
            future[(state, str(year))] += n
    for kind in ("full", "bare"):
        path = f"{folder}/{kind}.csv"
        with open(path, "w") as f:
            print("vestiging;jaar;toestand;aantal" + (";instroom;naar" if kind == "full" else ""), file=f)
            for name, year, state, n, entered in rows:
                if year > 2024 or kind == "bare" and state not in RATES:
                    continue
                more = f";{'' if entered is None else entered};{WAYS.get(state, '')}" if kind == "full" else ""
                print(f"{name};{year};{state};{n}{more}", file=f)
        for estimator in ("posterior",):
            subprocess.run(
                [program, "stromen", path, "--schatter", estimator, "--jaren", "3", "--out", folder],
                check=True, stdout=subprocess.DEVNULL, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"})
            for what, table in (("rate", "kansen"), ("projection", "projectie")):
                for d in csv.DictReader(open(f"{folder}/{kind}-{table}.csv"), delimiter=";"):
                    if what == "rate":
                        truth, middle = 100 * TRUTH[(d["van"], d["naar"])], d["kans"]
                    else:
                        truth, middle = future.get((d["toestand"], d["peildatum"])), d["midden"]
                        if d["vestiging"] != "alle vestigingen" or truth is None or not middle:
                            continue
                    low, high, wlow, whigh = (number(d[k]) for k in ("laag_80", "hoog_80", "laag_95", "hoog_95"))
                    yield (kind, estimator, what), (
                        number(middle) - truth, low <= truth <= high, wlow <= truth <= whigh, whigh - wlow)


if __name__ == "__main__":
    program, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, last):
            for key, answer in run(program, seed, folder):
                found[key].append(answer)
    for key, v in sorted(found.items()):
        mean = [sum(x[i] for x in v) / len(v) for i in range(4)]
        print(f"{' '.join(key):40} {len(v):5} {mean[0]:6.2f} {100 * mean[1]:5.1f} {100 * mean[2]:5.1f} {mean[3]:6.1f}")
