# Second peer for MultinomialRegressionTests and the time beside it. Run: python3 multinomial.py
# Needs statsmodels and the columns that Rscript glm.R prints (glm.txt, iris).
import time
import numpy as np
import statsmodels
import statsmodels.api as sm

width = next(line for line in open("glm.txt") if line.startswith("Sepal.Width"))
x = np.array([float(v) for v in width.split(":")[1].split()])
fit = sm.MNLogit(np.repeat([0, 1, 2], 50), sm.add_constant(x)).fit(method="newton", disp=0, tol=1e-12)
print("statsmodels", statsmodels.__version__)
print("coefficients", *fit.params.T.ravel())
print("se", *fit.bse.T.ravel())
print("llf", fit.llf)
