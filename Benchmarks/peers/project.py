"""The problems of Project in numpy: python3 project.py FILE prints seconds, the mean of the total, the algorithm, seconds of
processor time and the greatest memory in megabytes.

Plain numpy, as one who knows numpy well would write it. Rates: gamma draws over their sum. Rates only: all units are
carried forward year by year, stocks times matrix, each replicate with its own draw. With few destinations: transition
by transition on arrays of replicates, and many units by worth (below). Whole pupils: `Generator.multinomial` over all
replicates and units at once, or conditional binomials on arrays, whichever is quicker. Quantiles by `numpy.quantile`,
method inverted_cdf.

ROUTE="by worth" in the environment does many units by other algebra, as ours does too: what a pupil in each state is worth
t years later, made once, then one matrix product for all schools, years and draws. ALGORITHM=1 runs only the second of several.
"""
import os
import resource
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
import sys
import time
import numpy as np

lines = open(sys.argv[1]).read().split("\n")
K, D, S, R, T, whole = map(int, lines[0].split())
to = np.array([l.split() for l in lines[1:K + 1]], int)
alpha = np.array([l.split() for l in lines[K + 1:2 * K + 1]], float)
start = np.array([l.split() for l in lines[2 * K + 1:2 * K + 1 + S]], int)
probabilities = [0.025, 0.1, 0.5, 0.9, 0.975]
dense = D == K


def rates(rng, last=False):
    """Replicates first; or last, so that each transition is an array of replicates."""
    if last:
        g = rng.standard_gamma(alpha[:, :, None], size=(K, D, R))
        g /= g.sum(1, keepdims=True)
    else:
        g = rng.standard_gamma(alpha, size=(R, K, D))
        g /= g.sum(2, keepdims=True)
    return g


def summary(values):
    """values: series by replicates."""
    q = np.quantile(values, probabilities, axis=-1, method="inverted_cdf", overwrite_input=False)
    return values.mean(-1), values.std(-1, ddof=1), q


def one_rates(rng):
    out = np.empty((T, K + 1, R))
    if dense:
        g = rates(rng)
        x = np.broadcast_to(start[0].astype(float), (R, K))[:, None, :]
        for h in range(T):
            x = x @ g
            out[h, :K] = x[:, 0].T
    else:
        g = rates(rng, last=True)
        x = np.broadcast_to(start[0].astype(float)[:, None], (K, R))
        for h in range(T):
            y = np.zeros((K, R))
            for s in range(K):
                for d in range(D):
                    y[to[s, d]] += x[s] * g[s, d]
            x = y
            out[h, :K] = x
    out[:, K] = out[:, :K - 3].sum(1)
    return summary(out)[0][-1, K]


def one_pupils(rng, multinomial):
    out = np.empty((T, K + 1, R))
    if multinomial:
        g = rates(rng)
        x = np.broadcast_to(start[0], (R, K))
        for h in range(T):
            f = rng.multinomial(x, g)
            if dense:
                x = f.sum(1)
            else:
                y = np.zeros((R, K), int)
                for s in range(K):
                    for d in range(D):
                        y[:, to[s, d]] += f[:, s, d]
                x = y
            out[h, :K] = x.T
    else:
        g = rates(rng, last=True)
        rest = np.cumsum(g[:, ::-1], 1)[:, ::-1]
        share = np.minimum(g / rest, 1)
        x = np.broadcast_to(start[0][:, None], (K, R))
        for h in range(T):
            y = np.zeros((K, R), int)
            for s in range(K):
                left = x[s]
                for d in range(D - 1):
                    f = rng.binomial(left, share[s, d])
                    y[to[s, d]] += f
                    left = left - f
                y[to[s, D - 1]] += left
            x = y
            out[h, :K] = x
    out[:, K] = out[:, :K - 3].sum(1)
    return summary(out)[0][-1, K]


def schools_rates(rng):
    if not dense:
        return schools_worth(rng)
    values = np.empty((T, R, S))
    g = rates(rng)
    x = np.broadcast_to(start.astype(float), (R, S, K))
    for h in range(T):
        x = x @ g
        values[h] = x[:, :, :K - 3].sum(2)
    np.quantile(values, probabilities, axis=1, method="inverted_cdf")
    values.std(1, ddof=1)
    return values.mean(1)[-1].sum()


def schools_worth(rng):
    weights = np.ones(K)
    weights[K - 3:] = 0
    worth = np.empty((K, T, R))
    g = rates(rng, last=True)
    v = np.broadcast_to(weights[:, None], (K, R))
    for h in range(T):
        if dense:
            v = np.einsum("sdr,dr->sr", g, v)
        else:
            v = sum(g[:, d] * v[to[:, d]] for d in range(D))
        worth[:, h] = v
    values = start.astype(float) @ worth.reshape(K, T * R)
    return summary(values.reshape(S, T, R))[0][:, -1].sum()


def schools_pupils(rng, multinomial):
    out = np.empty((T, S, R))
    if multinomial:
        g = rates(rng)
        x = np.broadcast_to(start[:, None, :], (S, R, K))
        for h in range(T):
            f = rng.multinomial(x, g)
            if dense:
                x = f.sum(2)
            else:
                y = np.zeros((S, R, K), int)
                for s in range(K):
                    for d in range(D):
                        y[:, :, to[s, d]] += f[:, :, s, d]
                x = y
            out[h] = x[:, :, :K - 3].sum(2)
    else:
        g = rates(rng, last=True)
        rest = np.cumsum(g[:, ::-1], 1)[:, ::-1]
        share = np.minimum(g / rest, 1)
        x = [np.broadcast_to(start[:, s, None], (S, R)) for s in range(K)]
        for h in range(T):
            y = [np.zeros((S, R), int) for _ in range(K)]
            for s in range(K):
                left = x[s]
                for d in range(D - 1):
                    f = rng.binomial(left, share[s, d])
                    y[to[s, d]] += f
                    left = left - f
                y[to[s, D - 1]] += left
            x = y
            out[h] = sum(x[:K - 3])
    return summary(out)[0][-1].sum()


if S == 1:
    routes = [lambda r: one_pupils(r, True), lambda r: one_pupils(r, False)] if whole else [one_rates]
else:
    routes = ([lambda r: schools_pupils(r, True), lambda r: schools_pupils(r, False)] if whole
              else [schools_worth if os.environ.get("ROUTE") == "by worth" else schools_rates])
best = None
for number, route in enumerate(routes):
    if os.environ.get("ALGORITHM", str(number)) != str(number):
        continue
    rng = np.random.default_rng(2026)
    route(rng) if not whole and S == 1 else None  # warm up what is short
    begin, processor = time.perf_counter(), time.process_time()
    mean = route(rng)
    seconds, processor = time.perf_counter() - begin, time.process_time() - processor
    if best is None or seconds < best[0]:
        best = (seconds, mean, number, processor)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{best[0]:.4f} {best[1]:.1f} {best[2]} {best[3]:.4f} {memory:.1f}")
