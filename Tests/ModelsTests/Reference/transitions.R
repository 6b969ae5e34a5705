# Reference values for the tests of transition rates. Run: Rscript transitions.R > transitions.txt
# Needs nnet and quadprog (Debian r-cran-quadprog).
options(digits = 15, warn = -1)
suppressPackageStartupMessages({library(nnet); library(quadprog)})
cat("#", R.version.string, "nnet", as.character(packageVersion("nnet")), "quadprog",
    as.character(packageVersion("quadprog")), "\n")
show <- function(name, value) cat(name, format(as.numeric(value), digits = 15), "\n")

# Pupils of leerjaar 3 who stay, go to 4, leave, in three years; leerjaar 4: stay, mbo, leave.
three <- rbind(c(6, 110, 9), c(4, 121, 14), c(9, 98, 11))
four <- rbind(c(5, 90, 12), c(7, 96, 9), c(3, 104, 16))
y <- colSums(three)
fit <- multinom(y3 ~ 1, data = list(y3 = factor(rep(1:3, y))), trace = FALSE, reltol = 1e-15,
                abstol = 1e-12, maxit = 500)
p <- predict(fit, data.frame(1)[1, , drop = FALSE], type = "probs")
show("rates3", p)
# The covariance of the rates by the delta method on nnet's covariance of the log odds.
V <- vcov(fit); J <- diag(p) - outer(p, p); J <- J[, 2:3]
show("errors3", sqrt(diag(J %*% V %*% t(J))))
show("covariance3", J %*% V %*% t(J))

lr <- function(m) { e <- outer(rowSums(m), colSums(m)) / sum(m); 2 * sum(ifelse(m > 0, m * log(m / e), 0)) }
chi <- function(m) { e <- outer(rowSums(m), colSums(m)) / sum(m); sum((m - e)^2 / e) }
g <- lr(three) + lr(four); x <- chi(three) + chi(four)
show("stationarity", c(g, x, 8, pchisq(g, 8, lower = FALSE), pchisq(x, 8, lower = FALSE)))
show("chisq.test3", unname(chisq.test(three)$statistic))
# The same G2 as the deviance between two multinomial logits.
d <- data.frame(y = factor(rep(rep(1:3, 3), t(three))), t = factor(rep(1:3, rowSums(three))))
a <- multinom(y ~ 1, d, trace = FALSE, reltol = 1e-14, maxit = 500)
b <- multinom(y ~ t, d, trace = FALSE, reltol = 1e-14, maxit = 500)
show("deviance3", a$deviance - b$deviance)

# Quasi-independence on the allowed cells, by a Poisson log-linear model.
q <- data.frame(n = c(y, colSums(four)), i = factor(c(3, 3, 3, 4, 4, 4)), j = factor(c(1, 2, 4, 2, 3, 4)))
m <- glm(n ~ i + j, poisson, q, epsilon = 1e-14, maxit = 100)
show("quasi", c(deviance(m), sum(residuals(m, "pearson")^2), df.residual(m)))
# Full tables: two states that lead to three.
full <- rbind(c(20, 30, 50), c(35, 25, 40)); m <- chisq.test(full)
show("independence", c(lr(full), unname(m$statistic), 2, pchisq(lr(full), 2, lower = FALSE)))

# Stocks only: four yearly stocks more than unknowns; leerjaar 3 (stay, on, leave), leerjaar 4 (stay, leave)
# with known inflow to leerjaar 3.
s3 <- c(400, 430, 380, 460, 415, 450, 395, 440); s4 <- c(350, 366, 391, 353, 412, 388, 407, 369)
inflow <- c(NA, 409, 357, 440, 391, 428, 371, 420)
n <- length(s3)
A <- rbind(cbind(s3[-n], 0, 0, 0, 0), cbind(0, s3[-n], 0, s4[-n], 0))
bb <- c(s3[-1] - inflow[-1], s4[-1])
E <- rbind(c(1, 1, 1, 0, 0), c(0, 0, 0, 1, 1))
# The leaving rates have no equation: solve on a Q with a tiny ridge on them only.
stock <- function(A, b) {
  Q <- t(A) %*% A + diag(c(0, 0, 1e-9, 0, 1e-9))
  solve.QP(Q, t(A) %*% b, cbind(t(E), diag(5)), c(1, 1, rep(0, 5)), meq = 2)$solution
}
show("stocks.ols", stock(A, bb))
# Generalised least squares with the multinomial covariance at the last rates, iterated.
p <- stock(A, bb)
for (k in 1:200) {
  W <- matrix(0, 2 * (n - 1), 2 * (n - 1))
  for (t in 1:(n - 1)) {
    r3 <- p[1:2]; r4 <- c(0, p[4])
    S <- s3[t] * (diag(r3) - r3 %o% r3) + s4[t] * (diag(r4) - r4 %o% r4) + 0.25 * diag(2)
    W[c(t, n - 1 + t), c(t, n - 1 + t)] <- chol(solve(S))
  }
  # chol gives U with UtU = S^-1, so U A, U b are whitened.
  new <- stock(W %*% A, W %*% bb)
  if (max(abs(new - p)) < 1e-13) break
  p <- new
}
show("stocks.gls", new)
# Normal likelihood with that covariance as a function of the rates (nlminb on logits).
loglik <- function(p) {
  v <- 0
  for (t in 1:(n - 1)) {
    r3 <- p[1:2]; r4 <- c(0, p[4])
    S <- s3[t] * (diag(r3) - r3 %o% r3) + s4[t] * (diag(r4) - r4 %o% r4) + 0.25 * diag(2)
    r <- c(s3[t + 1] - inflow[t + 1] - s3[t] * p[1], s4[t + 1] - s3[t] * p[2] - s4[t] * p[4])
    v <- v - 0.5 * (2 * log(2 * pi) + log(det(S)) + sum(r * solve(S, r)))
  }
  v
}
un <- function(z) { a <- exp(c(z[1:2], 0)); b <- exp(c(z[3], 0)); c(a / sum(a), b / sum(b)) }
o <- nlminb(c(-2, 2, -2), function(z) -loglik(un(z)), control = list(rel.tol = 1e-15, x.tol = 1e-12,
            iter.max = 2000, eval.max = 5000))
o <- nlminb(o$par, function(z) -loglik(un(z)), control = list(rel.tol = 1e-15, x.tol = 1e-14,
            iter.max = 2000, eval.max = 5000))
show("stocks.ml", un(o$par)); show("stocks.ml.value", -o$objective)
