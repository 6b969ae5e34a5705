# Reference values for FlowMomentsTests and FlowProjectionTests. Run: Rscript projection.R > projection.txt
# Base R only. A route of its own: Kronecker products (Pollard 1966) and enumeration, no covariance recursion.
options(digits = 15)
cat("#", R.version.string, "\n")
show <- function(key, value) cat(key, format(as.numeric(value), digits = 15, trim = TRUE), "\n")
# States a, b (may stay), c; d and e are exits. Rows of P are of a, b, c.
P <- rbind(c(.10, .75, .00, .15, .00),
           c(.00, .05, .80, .00, .15),
           c(.02, .00, .08, .60, .30),
           0, 0)
start <- c(40, 30, 20, 0, 0)
inflow <- c(12, 0, 3.5, 0, 0)   # Poisson means, every year
n <- 5
M <- start; v <- rep(0, n * n)  # vec of the covariance
for (t in 1:6) {
  noise <- Reduce(`+`, lapply(1:3, function(s) M[s] * (diag(P[s, ]) - outer(P[s, ], P[s, ]))))
  v <- as.vector(kronecker(t(P), t(P)) %*% v) + as.vector(noise) + as.vector(diag(inflow))
  M <- as.vector(t(P) %*% M) + inflow
  if (t %in% c(1, 2, 6)) {
    show(paste0("mean", t), M)
    show(paste0("covariance", t), v)
  }
}
# Two pupils in a, one in b, nobody enters, two years: the distribution of the stock of c after year 2 by
# enumeration of all ways of all pupils (each of the three goes its own way).
ways <- function(state) {            # probability of being in c after two years
  sum(sapply(1:5, function(k) P[state, k] * (if (k <= 3) P[k, 3] else 0)))
}
pa <- ways(1); pb <- ways(2)
dist <- convolve(dbinom(0:2, 2, pa), rev(dbinom(0:1, 1, pb)), type = "open")
show("enumerated", dist)
# First year of Dirichlet rates: 50 pupils, parameters 3, 5, 2: mean and covariance of the three flows
# (Dirichlet-multinomial: Mosimann 1962).
a <- c(3, 5, 2); A <- sum(a); q <- a / A; k <- 50
show("dirichletMean", k * q)
show("dirichletCovariance", k * (k + A) / (1 + A) * (diag(q) - outer(q, q)))
# Inflow: gamma mean (shape 4, mean 10) and log-normal mean (2, 0.3): mean and variance of the counts.
mu <- exp(2 + .3^2 / 2)
show("inflow", c(10, 10 + 100 / 4, mu, mu + mu^2 * (exp(.3^2) - 1)))
