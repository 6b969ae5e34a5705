"""Reference values for DistributionsGridTests.

Run: python3 distributions.py > distributions.txt      (mpmath 1.3.0, R 4.2.2 for `Rscript`)

Each line: distribution, operation, two parameters, argument, value, relative error of R's value.
Operations: d density or probability, p P(X <= x), s P(X > x), lp and ls their logarithms,
q quantile, u quantile of the upper tail. The values come from series with positive terms in 400-digit
arithmetic (mpmath as arithmetic only), quantiles from R's by Newton steps in it; R is measured
against them, not the other way round.
"""
import subprocess, sys
from mpmath import mp, mpf, gamma, loggamma, exp, log, sqrt, erfc, pi

mp.dps = 400

def gamma_tails(a, x):
    a, x = mpf(a), mpf(x)
    if x <= 0: return mpf(0), mpf(1)
    term = total = mpf(1)
    k = a
    while term > mpf(10) ** -400 * total:
        k += 1
        term *= x / k
        total += term
    p = exp(a * log(x) - x - loggamma(a + 1)) * total
    return p, 1 - p

def beta_tails(a, b, x, y):
    if x <= 0: return mpf(0), mpf(1)
    if y <= 0: return mpf(1), mpf(0)
    if x > y:
        p, q = beta_tails(b, a, y, x)
        return q, p
    term = total = mpf(1)
    k = 0
    while term > mpf(10) ** -400 * total or (a + b + k) * x > (a + 1 + k):
        term *= (a + b + k) / (a + 1 + k) * x
        k += 1
        total += term
    p = exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)) * total
    return p, 1 - p

def tails(kind, a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    if kind == "norm": return erfc(-(x - a) / b / sqrt(2)) / 2, erfc((x - a) / b / sqrt(2)) / 2
    if kind == "gamma": return gamma_tails(a, x * b)
    if kind == "chisq": return gamma_tails(a / 2, x / 2)
    if kind == "beta": return beta_tails(a, b, x, 1 - x)
    if kind == "f": return beta_tails(a / 2, b / 2, a * x / (a * x + b), b / (a * x + b))
    if kind == "t":
        half = beta_tails(a / 2, mpf(1) / 2, a / (a + x * x), x * x / (a + x * x))[0] / 2
        return (half, 1 - half) if x < 0 else (1 - half, half)
    if kind == "binom":
        if x >= a: return mpf(1), mpf(0)
        q, p = beta_tails(x + 1, a - x, b, 1 - b)
        return p, q
    if kind == "pois":
        q, p = gamma_tails(x + 1, a)
        return p, q
    if kind == "nbinom": return beta_tails(a, x + 1, a / (a + b), b / (a + b))

def density(kind, a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    if kind == "norm": return exp(-((x - a) / b) ** 2 / 2) / sqrt(2 * pi) / b
    if kind == "gamma": return exp(a * log(b) + (a - 1) * log(x) - b * x - loggamma(a))
    if kind == "chisq": return density("gamma", a / 2, mpf(1) / 2, x)
    if kind == "beta":
        return exp((a - 1) * log(x) + (b - 1) * log(1 - x) + loggamma(a + b) - loggamma(a) - loggamma(b))
    if kind == "f":
        u = a * x / (a * x + b)
        return density("beta", a / 2, b / 2, u) * u * (1 - u) / x
    if kind == "t":
        return exp(loggamma((a + 1) / 2) - loggamma(a / 2) - (a + 1) / 2 * log(1 + x * x / a)) / sqrt(a * pi)
    if kind == "binom":
        return exp(loggamma(a + 1) - loggamma(x + 1) - loggamma(a - x + 1) + x * log(b) + (a - x) * log(1 - b))
    if kind == "pois": return exp(x * log(a) - a - loggamma(x + 1))
    if kind == "nbinom":
        return exp(loggamma(a + x) - loggamma(a) - loggamma(x + 1) + a * log(a / (a + b)) + x * log(b / (a + b)))

R = {"norm": "norm(%s, {a}, {b}%s)", "t": "t(%s, {a}%s)", "f": "f(%s, {a}, {b}%s)",
     "chisq": "chisq(%s, {a}%s)", "gamma": "gamma(%s, {a}, {b}%s)", "beta": "beta(%s, {a}, {b}%s)",
     "binom": "binom(%s, {a}, {b}%s)", "pois": "pois(%s, {a}%s)", "nbinom": "nbinom(%s, {a}, mu = {b}%s)"}
OP = {"d": ("d", ""), "p": ("p", ""), "s": ("p", ", lower = FALSE"), "lp": ("p", ", log.p = TRUE"),
      "ls": ("p", ", lower = FALSE, log.p = TRUE"), "q": ("q", ""), "u": ("q", ", lower = FALSE")}

def call(kind, op, a, b, x):
    head, tail = OP[op]
    return head + R[kind].format(a=repr(a), b=repr(b)) % (repr(x), tail)

cases = []
def points(kind, a, b, xs):
    for x in xs:
        for op in ("d", "p", "s", "lp", "ls"):
            if op in ("lp", "ls") and kind in ("binom", "pois", "nbinom"): continue
            cases.append((kind, op, float(a), float(b), float(x)))
def quantiles(kind, a, b, ps=(1e-300, 1e-20, 0.01, 0.3, 0.5)):
    for p in ps:
        cases.append((kind, "q", float(a), float(b), p))
        if p != 0.5: cases.append((kind, "u", float(a), float(b), p))

points("norm", 0, 1, (-37.5, -12, -3.7, -1, 0.2, 1.5, 5.1, 20))
quantiles("norm", 0, 1)
for nu in (1e-3, 0.5, 1, 2.5, 30, 1000, 1e6):
    points("t", nu, 0, (-1e10, -40, -2.5, -1e-3, 0.7, 6, 1e3))
    quantiles("t", nu, 0)
for a in (1e-3, 0.4, 1, 7.5, 99, 101, 5000, 1e6):
    sd = a ** 0.5
    points("gamma", a, 1, sorted({max(a * 1e-3, 1e-8), max(a / 3, 0.3), a * 0.8, a, a + sd, a + 6 * sd, a + 25 * sd, 2.5 * a + 5}))
    quantiles("gamma", a, 1)
for nu in (1e-3, 1, 3, 1e6):
    points("chisq", nu, 0, (1e-5, nu / 2, nu, nu + 10 * nu ** 0.5 + 5))
    quantiles("chisq", nu, 0)
for a, b in ((1e-3, 1e-3), (1e-3, 5), (0.5, 0.5), (2.5, 4), (0.5, 12.5), (20, 3), (300, 0.2), (250, 350), (5000, 7000), (1e6, 2), (1e6, 1e6), (3e5, 1e6)):
    m = a / (a + b); sd = (m * (1 - m) / (a + b + 1)) ** 0.5
    xs = {1e-8, m} | {m + k * sd for k in (-20, -6, -1, 1, 6, 20) if 0 < m + k * sd < 1}
    points("beta", a, b, sorted(xs | ({0.3, 0.95} if a + b < 1000 else set())))
    quantiles("beta", a, b)
for a, b in ((1e-3, 1e-3), (1, 1), (3, 40.5), (200, 10), (1e6, 30), (1e6, 1e6), (5, 1e6)):
    points("f", a, b, (1e-6, 0.4, 1, 1.02, 3, 50))
    quantiles("f", a, b)
for n, p in ((10, 0.2), (100, 0.5), (500, 0.001), (1000, 0.97), (10**6, 0.3), (10**6, 1e-5)):
    m = n * p; sd = (m * (1 - p)) ** 0.5
    points("binom", n, p, sorted({min(n, max(0, round(m + k * sd))) for k in (-30, -8, -2, 0, 1, 7, 25)}))
    quantiles("binom", n, p)
for m in (1e-5, 0.3, 9, 150, 1e4, 1e6):
    points("pois", m, 0, sorted({max(0, round(m + k * m ** 0.5)) for k in (-30, -8, -1, 0, 2, 9, 25)} | {3}))
    quantiles("pois", m, 0)
for size, m in ((1e-3, 2), (0.7, 12), (15, 15), (400, 1000), (1e6, 300)):
    sd = (m + m * m / size) ** 0.5
    points("nbinom", size, m, sorted({max(0, round(m + k * sd)) for k in (-8, -1, 0, 2, 9, 20)} | {3}))
    quantiles("nbinom", size, m)

script = "options(digits = 22)\n" + "\n".join(
    f'cat(sprintf("%.17g\\n", suppressWarnings(q{R[k].format(a=repr(a), b=repr(b)) % (repr(x), OP[o][1])})))' if o in "qu"
    else f'cat(sprintf("%.17g\\n", suppressWarnings({call(k, o, a, b, x)})))' for k, o, a, b, x in cases)
answers = subprocess.run(["Rscript", "-"], input=script, capture_output=True, text=True).stdout.split()
assert len(answers) == len(cases), (len(answers), len(cases))

cache = {}
def value(kind, op, a, b, x, r):
    if op == "d": return density(kind, a, b, x)
    if op in ("p", "s", "lp", "ls"):
        key = (kind, a, b, x)
        if key not in cache: cache[key] = tails(*key)
        p, s = cache[key]
        v = p if op in ("p", "lp") else s
        if v < mpf(10) ** -350: return None  # 1 - p has no digits left
        return log(v) if op[0] == "l" and v > 0 else v
    if kind in ("binom", "pois", "nbinom"): return mpf(r)
    target, z = mpf(x), mpf(r)
    if z == 0 or not mp.isfinite(z) or abs(z) < mpf(10) ** -300: return None
    for _ in range(6):
        p, s = tails(kind, a, b, z)
        v = p if op == "q" else s
        if v <= 0 or abs(log(v / target)) > 1: return None
        step = (v - target) / density(kind, a, b, z) * (1 if op == "q" else -1)
        z -= step
        if abs(step) < mpf(10) ** -40 * abs(z): return z
    return z

print("# distribution operation a b x value error-of-R; mpmath 1.3.0, " + subprocess.run(["Rscript", "-e", "cat(R.version.string)"], capture_output=True, text=True).stdout)
for (kind, op, a, b, x), r in zip(cases, answers):
    try: v = value(kind, op, a, b, x, r)
    except (ValueError, ZeroDivisionError): v = None
    if v is None or (v != 0 and abs(v) < mpf(10) ** -307): continue
    if v == 0: continue
    ok = r not in ("NaN", "Inf", "-Inf")
    error = abs((mpf(r) - v) / v) if ok else None
    print(kind, op, repr(a), repr(b), repr(x), mp.nstr(v, 20, strip_zeros=False), mp.nstr(error, 2) if ok else "-")
