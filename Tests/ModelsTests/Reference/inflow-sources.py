# Peers for Raking with bounds and ShareTrend (RakingBoundsTests, ShareTrendTests).
#
#   python3 inflow-sources.py        with the versions that it prints first
#
# Raking within bounds: the minimum of sum x log(x/s) - x + s under the totals and the bounds, by SLSQP, which
# knows nothing of rows and columns that are scaled in turn.
# ShareTrend: conditioning a multivariate normal by numpy's general solver.
import numpy as np
import scipy
from scipy.optimize import minimize

print("scipy", scipy.__version__, "numpy", np.__version__)

seed = np.array([[2.5, 12, 2.5], [7, 2.5, 2.5], [2.5, 2.5, 20]])
low = np.array([[1.0, 12, 1], [7, 1, 1], [1, 1, 20]])
high = np.array([[4.0, 12, 4], [7, 4, 4], [4, 4, 20]])
rows = np.array([19.5, 9.5, 23.0])
columns = np.array([11.5, 15.5, 25.0])


def distance(x):
    return np.sum(x * np.log(x / seed.ravel()) - x + seed.ravel())


constraints = [
    {"type": "eq", "fun": lambda x, i=i: x.reshape(3, 3)[i].sum() - rows[i]} for i in range(3)
] + [
    {"type": "eq", "fun": lambda x, j=j: x.reshape(3, 3)[:, j].sum() - columns[j]}
    for j in range(2)
]
fit = minimize(
    distance, np.clip(seed, low, high).ravel(), method="SLSQP",
    bounds=list(zip(low.ravel(), high.ravel())), constraints=constraints,
    options={"ftol": 1e-15, "maxiter": 1000})
print("both:", fit.success, np.round(fit.x.reshape(3, 3), 6).tolist())
fit = minimize(
    distance, np.clip(seed, low, high).ravel(), method="SLSQP",
    bounds=list(zip(low.ravel(), high.ravel())), constraints=constraints[:3],
    options={"ftol": 1e-15, "maxiter": 1000})
print("rows:", fit.success, np.round(fit.x.reshape(3, 3), 6).tolist())

# Part: exact 480, 470 with 6 withheld (1..4), 450 with 4. Rest: 520, 500 with 4, 560 with 2.
years = np.array([2020, 2021, 2023])
part = np.array([480, 470 + 15, 450 + 10.0])
rest = np.array([520, 500 + 10, 560 + 5.0])
wp, wr = np.array([0, 6, 4.0]), np.array([0, 4, 2.0])
y = np.log(part / rest)
tau2 = (3 * 0.04**2 + sum(np.diff(y) ** 2 / np.diff(years))) / 5
noise = wp * 1.25 / part**2 + wr * 1.25 / rest**2
gp, gr = 0.5 * wp / part, 0.5 * wr / rest
last = 2023


def prior(a, b):
    a, b = a - last, b - last
    walk = min(abs(a), abs(b)) if a * b > 0 else 0
    return 4 + 0.02**2 * a * b + tau2 * walk


K = np.array([[prior(a, b) for b in years] for a in years])
K = K + np.diag(noise + 1e-6) + np.outer(gp, gp) + np.outer(gr, gr)
asked = np.array([2019, 2022, 2026])
L = np.array([[prior(a, b) for b in years] for a in asked])
mean = y[-1] + L @ np.linalg.solve(K, y - y[-1])
cov = np.array([[prior(a, b) for b in asked] for a in asked]) - L @ np.linalg.solve(K, L.T)
print("tau:", repr(float(np.sqrt(tau2))))
slope = 1 / (1 + np.exp(mean))
print("log shares:", [round(float(v), 10) for v in -np.log1p(np.exp(-mean))])
print("covariance:", np.round(slope[:, None] * cov * slope[None, :], 10).tolist())
