# Reference values for the pooling tests. Run: Rscript pooling.R > pooling.txt
# Needs VGAM (Debian r-cran-vgam) and MASS.
options(digits = 15, warn = -1)
suppressPackageStartupMessages({library(VGAM); library(MASS)})
cat(R.version.string, "VGAM", as.character(packageVersion("VGAM")), "\n")
show <- function(name, value) cat(name, ":", format(as.numeric(value), digits = 12), "\n")

# Tumours in 71 groups of rats: Tarone (1982), Gelman et al., Bayesian Data Analysis, table 5.1.
y <- c(0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,2,2,2,2,2,2,2,2,2,1,5,2,5,3,2,7,7,3,3,2,9,10,
       4,4,4,4,4,4,4,10,4,4,4,5,11,12,5,5,6,5,6,6,6,6,16,15,15,9,4)
n <- c(20,20,20,20,20,20,20,19,19,19,19,18,18,17,20,20,20,20,19,19,18,18,25,24,23,20,20,20,20,20,20,
       10,49,19,46,27,17,49,47,20,20,13,48,50,20,20,20,20,20,20,20,48,19,19,19,22,46,49,20,20,23,19,
       22,20,20,20,52,46,47,24,14)
cat("\n== rats ==\n")
show("mean and sd of the first 70 shares (printed in BDA: 0.136, 0.103)", c(mean((y/n)[-71]), sd((y/n)[-71])))
lbb <- function(y, n, a, b) lchoose(n, y) + lbeta(y + a, n - y + b) - lbeta(a, b)
# theta = logit mean, log M; polished by Newton with numerical derivatives
polish <- function(f, start) {
  o <- optim(start, function(t) -f(t), method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
  o <- nlm(function(t) -f(t), o$par, hessian = TRUE, gradtol = 1e-10, steptol = 1e-12, iterlim = 500)
  h <- optimHess(o$estimate, function(t) -f(t), control = list(ndeps = rep(1e-4, length(start))))
  list(par = o$estimate, value = -o$minimum, se = sqrt(diag(solve(h))), cov = solve(h))
}
report <- function(o) {
  p <- plogis(o$par[1]); m <- exp(o$par[2])
  show("mean", p); show("mean se", o$se[1] * p * (1 - p))
  show("rho", 1 / (m + 1)); show("rho se", o$se[2] * m / (m + 1)^2); show("logLik", o$value)
}
f <- function(t) { m <- exp(t[2]); p <- plogis(t[1]); sum(lbb(y, n, m * p, m * (1 - p))) }
cat("-- optim\n"); report(polish(f, c(-1.8, 2.5)))
v <- vglm(cbind(y, n - y) ~ 1, betabinomial(lmu = "logitlink", lrho = "logitlink"), epsilon = 1e-12, maxit = 200)
cat("-- VGAM betabinomial\n")
show("mean, rho", plogis(coef(v))); show("logLik", logLik(v))
cat("-- counts of 1 to 4 known only as 1...4, by optim\n")
fi <- function(t) {
  m <- exp(t[2]); a <- m * plogis(t[1]); b <- m - a
  sum(ifelse(y >= 1 & y <= 4, log(rowSums(sapply(1:4, function(k) exp(lbb(k, n, a, b))))), lbb(y, n, a, b)))
}
report(polish(fi, c(-1.8, 2.5)))

cat("-- posterior on a brute grid of 801 x 801: prior pi uniform, rho = 1/(1+M) uniform\n")
u <- seq(-2.8, -0.9, length.out = 801); s <- seq(0.5, 6.5, length.out = 801)
g <- outer(u, s, Vectorize(function(u, s) f(c(u, s))))
lp <- outer(u, s, function(u, s) plogis(u, log.p = TRUE) + plogis(-u, log.p = TRUE) + s - 2 * log1p(exp(s)))
w <- exp(g + lp - max(g + lp)); w <- w / sum(w)
A <- outer(u, s, function(u, s) exp(s) * plogis(u)); B <- outer(u, s, function(u, s) exp(s) * plogis(-u))
for (i in c(1, 32, 67, 71)) {
  keep <- w > 1e-9
  cdf <- function(x) sum(w[keep] * pbeta(x, A[keep] + y[i], B[keep] + n[i] - y[i]))
  ql <- function(p) uniroot(function(x) cdf(x) - p, c(1e-9, 0.9), tol = 1e-12)$root
  show(paste("group", i, "mean, 2.5 %, 97.5 %"), c(sum(w * (A + y[i]) / (A + B + n[i])), ql(.025), ql(.975)))
}
show("new group mean, 2.5 %, 97.5 %", {
  keep <- w > 1e-9
  cdf <- function(x) sum(w[keep] * pbeta(x, A[keep], B[keep]))
  ql <- function(p) uniroot(function(x) cdf(x) - p, c(1e-9, 0.9), tol = 1e-12)$root
  c(sum(w * A / (A + B)), ql(.025), ql(.975)) })
mu <- rowSums(w); show("mean interval 95 %", plogis(approx(cumsum(mu) - mu / 2, u, c(.025, .975))$y))
ps <- colSums(w); show("rho interval 95 %", rev(1 / (1 + exp(approx(cumsum(ps) - ps / 2, s, c(.025, .975))$y))))
cat("-- the same under the prior of BDA, (a+b)^(-5/2); printed there: E(a|y) = 2.4, E(b|y) = 14.3\n")
lp <- outer(u, s, function(u, s) plogis(u, log.p = TRUE) + plogis(-u, log.p = TRUE) - s / 2)
w <- exp(g + lp - max(g + lp)); w <- w / sum(w)
show("E a, E b", c(sum(w * A), sum(w * B)))

cat("\n== no more variance than chance: 3 5 4 6 5 4 of 20 ==\n")
yb <- c(3, 5, 4, 6, 5, 4); p <- sum(yb) / 120
show("mean, se, logLik", c(p, sqrt(p * (1 - p) / 120), sum(dbinom(yb, 20, p, log = TRUE))))

cat("\n== HairEyeColor: eyes (Brown Blue Hazel Green) by hair and sex, Dirichlet-multinomial ==\n")
e <- rbind(HairEyeColor[, , 1], HairEyeColor[, , 2]); rownames(e) <- NULL
print(unname(e))
d <- vglm(e ~ 1, dirmultinomial(), epsilon = 1e-13, maxit = 300)
show("VGAM shares, rho", c(fitted(d)[1, ], plogis(coef(d)[4]))); show("VGAM logLik without the coefficient", logLik(d))
ldm <- function(y, a) lfactorial(sum(y)) - sum(lfactorial(y)) + lgamma(sum(a)) - lgamma(sum(a) + sum(y)) +
  sum(lgamma(a + y) - lgamma(a))
fd <- function(t) { x <- exp(c(t[1:3], 0)); a <- exp(t[4]) * x / sum(x); sum(apply(e, 1, ldm, a)) }
o <- polish(fd, c(0.5, 0.5, 0, 1.5))
x <- exp(c(o$par[1:3], 0)); x <- x / sum(x); m <- exp(o$par[4])
J <- diag(x)[, 1:3] - x %o% x[1:3]
show("optim shares", x); show("shares se", sqrt(diag(J %*% o$cov[1:3, 1:3] %*% t(J))))
show("rho, se, logLik", c(1 / (m + 1), o$se[4] * m / (m + 1)^2, o$value))
cat("-- counts of 1 to 7 known only as 1...7, with the totals, by optim\n")
total <- rowSums(e)
cells <- lapply(seq_len(nrow(e)), function(i) {
  g <- as.matrix(expand.grid(lapply(e[i, ], function(v) if (v <= 7) 1:7 else v)))
  g[rowSums(g) == total[i], , drop = FALSE] })
show("candidates", sapply(cells, nrow))
fe <- function(t) { x <- exp(c(t[1:3], 0)); a <- exp(t[4]) * x / sum(x)
  sum(sapply(cells, function(g) log(sum(exp(apply(g, 1, ldm, a)))))) }
o <- polish(fe, c(0.5, 0.5, 0, 1.5)); x <- exp(c(o$par[1:3], 0)); x <- x / sum(x); m <- exp(o$par[4])
show("shares", x); show("rho, se, logLik", c(1 / (m + 1), o$se[4] * m / (m + 1)^2, o$value))

cat("\n== failures of ten pumps (Gaver & O'Muircheartaigh 1987): Poisson-gamma ==\n")
k <- c(5, 1, 5, 14, 3, 19, 1, 1, 4, 22); t <- c(94.3, 15.7, 62.9, 126, 5.24, 31.4, 1.05, 1.05, 2.1, 10.5)
fn <- function(h) sum(dnbinom(k, size = exp(h[2]), mu = t * exp(h[1]), log = TRUE))
o <- polish(fn, c(-0.5, 0))
show("mean, log se", c(exp(o$par[1]), o$se[1])); show("shape, log se", c(exp(o$par[2]), o$se[2])); show("logLik", o$value)
b <- glm.nb(k ~ 1 + offset(log(t)), control = glm.control(epsilon = 1e-12, maxit = 100))
show("glm.nb mean, theta, logLik", c(exp(coef(b)), b$theta, logLik(b)))
cat("-- counts of 1 to 4 known only as 1...4, by optim\n")
fk <- function(h) sum(ifelse(k <= 4, log(sapply(seq_along(k), function(i) sum(dnbinom(1:4, size = exp(h[2]), mu = t[i] * exp(h[1]))))),
  dnbinom(k, size = exp(h[2]), mu = t * exp(h[1]), log = TRUE)))
o <- polish(fk, c(-0.5, 0))
show("mean, log se", c(exp(o$par[1]), o$se[1])); show("shape, log se", c(exp(o$par[2]), o$se[2])); show("logLik", o$value)
cat("-- posterior on a brute grid: prior 1/(1+kappa) uniform, mE/(1+mE) Beta(1/2, 1/2)\n")
u <- seq(-3, 4, length.out = 701); s <- seq(-4, 9, length.out = 701); E <- sum(t)
g <- outer(u, s, Vectorize(function(u, s) fn(c(u, s))))
lp <- outer(u, s, function(u, s) 0.5 * (u + log(E)) - log1p(E * exp(u)) + s - 2 * log1p(exp(s)))
w <- exp(g + lp - max(g + lp)); w <- w / sum(w)
M <- outer(u, s, function(u, s) exp(u)); K <- outer(u, s, function(u, s) exp(s)); keep <- w > 1e-10
for (i in c(1, 7, 10)) {
  cdf <- function(x) sum(w[keep] * pgamma(x, K[keep] + k[i], K[keep] / M[keep] + t[i]))
  ql <- function(p) uniroot(function(x) cdf(x) - p, c(1e-9, 20), tol = 1e-12)$root
  show(paste("pump", i, "mean, 2.5 %, 97.5 %"), c(sum(w * (K + k[i]) / (K / M + t[i])), ql(.025), ql(.975)))
}
