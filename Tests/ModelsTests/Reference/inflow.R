# Numbers for RakingTests and CohortIndexTests; R 4, base only. Rscript inflow.R
options(digits = 15)
cat("# ", R.version.string, "\n", sep = "")
# Iterative proportional fitting by stats::loglin: the target table has the margins, `start` is the seed.
seed <- matrix(c(31, 20, 4, 12, 0, 9, 7, 5, 16, 3, 8, 2), nrow = 4)
rows <- c(50, 30, 25, 20); cols <- c(55, 40, 30)
fit <- loglin(outer(rows, cols) / sum(rows), margin = list(1, 2), start = seed, fit = TRUE,
  eps = 1e-13, iter = 10000, print = FALSE)$fit
cat("raked:", format(as.vector(fit), digits = 15), "\n")

# The cohort index by dense matrices: a random walk over the ages as a Gaussian prior (level diffuse),
# conditioned on the counts by the formula of the conditional normal distribution, not by precisions.
ages <- 2:13
counted <- c(4, 5, 6, 7, 8, 9, 10, 11)
n <- c(480, 520, 515, 540, 530, 560, 555, 470)
q <- c(0.95, 1, 1, 1, 1, 1, 1, 0.88)
sq <- c(0.05, 0, 0, 0, 0, 0, 0, 0.03)
d <- diff(log(n[2:7]))
tau2 <- (sum(d^2) + 3 * 0.03^2) / (length(d) + 3)
# Walk from the age of 5, whose log size has variance 4 around log 500: diffuse beside counts that are
# exact to 1e-3, and not so large that solve() loses its digits (1e4 does: sds wrong in the second digit).
S <- outer(ages, ages, function(a, b)
  ifelse((a - 5) * (b - 5) > 0, tau2 * pmin(abs(a - 5), abs(b - 5)), 0)) + 4
H <- t(sapply(counted, function(a) as.numeric(ages == a)))
v <- sq^2 + 1 / (4 * n^2)
K <- S %*% t(H) %*% solve(H %*% S %*% t(H) + diag(v))
m <- log(500) + as.vector(K %*% (log(n / q) - log(500)))
C <- S - K %*% H %*% S
k <- c(0.11, 0.71, 0.17, 0.01); first <- 13
years <- 2020:2027
W <- t(sapply(years, function(t) {
  a <- ages + t - 2017 - first + 1
  w <- ifelse(a >= 1 & a <= 4, k[pmax(1, pmin(4, a))], 0) * exp(m)
  c(sum(w), w / sum(w))
}))
cat("tau:", format(sqrt(tau2), digits = 15), "\n")
cat("logD:", format(log(W[, 1]), digits = 15), "\n")
V <- W[, -1] %*% C %*% t(W[, -1]) + 0.01^2 * outer(years - 2017, years - 2017, pmin)
cat("sd:", format(sqrt(diag(V)), digits = 15), "\n")
cat("cov2020_2027:", format(V[1, 8], digits = 15), "\n")
