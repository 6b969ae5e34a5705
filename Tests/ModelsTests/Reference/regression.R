# Reference values for RegressionTests. Run: Rscript regression.R > regression.txt
options(digits = 15)
cat(R.version.string, "\n")
show <- function(name, value) cat(name, ":", format(value, digits = 15), "\n")

cat("\n== warpbreaks: glm(breaks ~ wool * tension, poisson) ==\n")
f <- glm(breaks ~ wool * tension, family = poisson, data = warpbreaks,
         control = glm.control(epsilon = 1e-12))
report <- function(f) {
  s <- summary(f)
  show("coefficients", coef(f)); show("se", s$coefficients[, 2])
  show("deviance", deviance(f)); show("pearson", sum(residuals(f, "pearson")^2))
  show("logLik", as.numeric(logLik(f))); show("aic", AIC(f)); show("dispersion", s$dispersion)
  show("df", df.residual(f))
}
report(f)
cat("\n== the same, quasipoisson ==\n")
q <- update(f, family = quasipoisson)
show("se", summary(q)$coefficients[, 2]); show("dispersion", summary(q)$dispersion)
show("wald 95 t intercept", coef(q)[1] + qt(c(.025, .975), 48) * summary(q)$coefficients[1, 2])

cat("\n== counts with offset: glm(y ~ x + offset(log(n)), poisson) ==\n")
n <- c(1200, 850, 430, 2210, 990, 1500, 310, 720)
y <- c(31, 25, 16, 92, 45, 80, 19, 51)
x <- 0:7
o <- glm(y ~ x + offset(log(n)), family = poisson, control = glm.control(epsilon = 1e-12))
report(o)
show("hat", hatvalues(o))
p <- predict(o, data.frame(x = 8, n = 1000), se.fit = TRUE)
show("predict link x=8 n=1000", c(p$fit, p$se.fit))
show("mean and 90 interval", exp(p$fit + c(0, -1, 1) * qnorm(.95) * p$se.fit))

cat("\n== grouped binomial: Bliss (1935) beetles, glm(cbind(killed, m - killed) ~ dose) ==\n")
dose <- c(1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839)
m <- c(59, 60, 62, 56, 63, 59, 62, 60)
killed <- c(6, 13, 18, 28, 52, 53, 61, 60)
b <- glm(cbind(killed, m - killed) ~ dose, family = binomial,
         control = glm.control(epsilon = 1e-12))
report(b)
cat("\n== the same, quasibinomial ==\n")
show("se", summary(update(b, family = quasibinomial))$coefficients[, 2])
show("dispersion", summary(update(b, family = quasibinomial))$dispersion)

cat("\n== interval-censored Poisson: counts under 5 known only as 0-4, by optim ==\n")
low  <- c(12, 0, 9, 0, 7, 15, 0, 6, 0, 21, 11, 0)
high <- c(12, 4, 9, 4, 7, 15, 4, 6, 4, 21, 11, 4)
t  <- 0:11
g  <- rep(c(0, 1), 6)
e  <- c(100, 60, 90, 50, 80, 110, 40, 70, 45, 130, 95, 30)
X <- cbind(1, t, g)
negll <- function(beta) {
  mu <- e * exp(drop(X %*% beta))
  p <- ifelse(low == high, dpois(low, mu), ppois(high, mu) - ppois(low - 1, mu))
  -sum(log(p))
}
start <- coef(glm(c(12, 2, 9, 2, 7, 15, 2, 6, 2, 21, 11, 2) ~ t + g + offset(log(e)),
                  family = poisson))
r <- optim(start, negll, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
# BFGS stops at a flat value, some 1e-5 from the maximum; Newton steps on central differences finish.
hessian <- function(b) optimHess(b, negll, control = list(ndeps = rep(1e-4, 3)))
gradient <- function(b, h = 1e-5)
  sapply(1:3, function(j) (negll(b + h * (1:3 == j)) - negll(b - h * (1:3 == j))) / (2 * h))
best <- r$par
for (step in 1:5) best <- best - solve(hessian(best), gradient(best))
show("optim alone", r$par); show("coefficients", best)
show("se", sqrt(diag(solve(hessian(best))))); show("logLik", -negll(best))

cat("\n== weighted least squares: lm(dist ~ speed, cars, weights = 1 / speed) ==\n")
w <- lm(dist ~ speed, data = cars, weights = 1 / speed)
s <- summary(w)
show("coefficients", coef(w)); show("se", s$coefficients[, 2]); show("sigma2", s$sigma^2)
show("confint 90 speed", confint(w, "speed", level = .9))
pc <- predict(w, data.frame(speed = 20), interval = "confidence")
show("mean at 20, 95", pc)
show("hat 1 and 50", hatvalues(w)[c(1, 50)])
show("speed", cars$speed); show("dist", cars$dist); show("breaks", warpbreaks$breaks)
