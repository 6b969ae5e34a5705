"""statsmodels on the data of FitModels, processor time on one thread: OPENBLAS_NUM_THREADS=1 python3 fit_models.py DIR"""
import sys
import time
import warnings

import numpy as np
import statsmodels.api as sm

warnings.filterwarnings("ignore")
folder = sys.argv[1] if len(sys.argv) > 1 else "/tmp/fit-models"
x = np.fromfile(f"{folder}/logits-x").reshape(5000, 5, 60).transpose(0, 2, 1)
y = np.fromfile(f"{folder}/logits-y").reshape(5000, 60)
start, total = time.process_time(), 0.0
for i in range(5000):
    fit = sm.GLM(np.column_stack([y[i], 40 - y[i]]), x[i], family=sm.families.Binomial()).fit()
    total += fit.bse[1]
print("statsmodels 5,000 logits:", time.process_time() - start, "s; sum of errors", total)

x = np.fromfile(f"{folder}/multinomial-x").reshape(12, -1).T.copy()
y = np.fromfile(f"{folder}/multinomial-y").astype(int)
for _ in range(2):
    start = time.process_time()
    fit = sm.MNLogit(y, x).fit(method="newton", disp=0)
    error = np.asarray(fit.bse)[1, 0]
    print("statsmodels multinomial:", time.process_time() - start, "s;", fit.llf, "error", error)
