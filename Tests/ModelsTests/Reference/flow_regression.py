# Reference for FlowRegression: the likelihood of the rounded data written anew with scipy's Student t,
# maximised by Nelder-Mead and BFGS from several starts; errors by the numerical Hessian.
# Run: python3 flow_regression.py > flow-regression.txt
import numpy as np, scipy
from scipy import stats, optimize

rng = np.random.default_rng(20191001)
n = 90
x = np.column_stack([rng.poisson(22, n), rng.poisson(9, n)]).astype(float)
mu = x @ [0.93, 0.2]
g = lambda v: 2 * np.sqrt(np.maximum(v, 0) + 0.375)
scale = np.where(rng.random(n) < 0.75, 0.25, 1.6)
latent = g(mu) + scale * rng.standard_t(4, n)
y = np.maximum(0, np.rint(np.maximum(latent, 0) ** 2 / 4 - 0.375)).astype(int)
y[rng.random(n) < 0.05] = 0
low, high = y.copy(), y.copy()
small = (y >= 1) & (y <= 4)
low[small], high[small] = 1, 4
low[[3, 17]] -= 2
high[[3, 17]] += 2

def cell(lo, hi, m, s):
    below = np.where(lo > 0, stats.t.cdf((g(lo - 0.5) - g(m)) / s, 4), 0)
    return stats.t.cdf((g(hi + 0.5) - g(m)) / s, 4) - below

def minus(p, kappa=0.0):
    b, s1, s2, q, w = p[:2], np.exp(p[2] / 2), np.exp(p[3] / 2), 1 / (1 + np.exp(-p[4])), 1 / (1 + np.exp(-p[5]))
    if (b < 0).any():
        return 1e10
    m = x @ b
    h = np.sqrt(1 + kappa * m)
    mix = q * cell(low, high, m, s1 * h) + (1 - q) * cell(low, high, m, s2 * h)
    return -np.log(np.maximum((1 - w) * mix + w * (low == 0), 1e-300)).sum()

def fit(kappa):
    best = None
    for start in ([0.9, 0.2, -2, 1, 1, -3], [0.8, 0.5, -3, 0.5, 0, -2], [1, 0.05, -1, 2, 1, -4]):
        r = optimize.minimize(minus, start, (kappa,), "Nelder-Mead",
                              options=dict(maxiter=20000, maxfev=40000, xatol=1e-9, fatol=1e-12))
        r = optimize.minimize(minus, r.x, (kappa,), "BFGS", options=dict(gtol=1e-8))
        if best is None or r.fun < best.fun:
            best = r
    return best

def hessian(f, p, kappa):
    k = len(p)
    out = np.zeros((k, k))
    step = 1e-3
    for i in range(k):
        for j in range(k):
            def at(a, b):
                q = p.copy(); q[i] += a * step; q[j] += b * step
                return f(q, kappa)
            out[i, j] = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * step * step)
    return out

print(f"# flow_regression.py; scipy {scipy.__version__}, numpy {np.__version__}")
for i in range(n):
    print(f"row-{i} {low[i]} {high[i]} {x[i,0]:.0f} {x[i,1]:.0f}")
for kappa in (0.0, 0.05):
    r = fit(kappa)
    e = np.sqrt(np.diag(np.linalg.inv(hessian(minus, r.x, kappa))))
    name = "kappa0" if kappa == 0 else "kappa5"
    print(f"{name}-likelihood {-r.fun:.8f}")
    print(f"{name}-rates {r.x[0]:.8f} {r.x[1]:.8f}")
    print(f"{name}-errors {e[0]:.6f} {e[1]:.6f}")
    print(f"{name}-squares {np.exp(r.x[2]):.7f} {np.exp(r.x[3]):.7f}")
    print(f"{name}-share {1/(1+np.exp(-r.x[4])):.7f}")
    print(f"{name}-loss {1/(1+np.exp(-r.x[5])):.7f}")
