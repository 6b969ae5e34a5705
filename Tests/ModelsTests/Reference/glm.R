# Reference values for the generalised linear models. Run: Rscript glm.R > glm.txt
suppressMessages({library(MASS); library(nnet); library(sandwich); library(splines); library(numDeriv); library(clubSandwich)})
options(digits = 15)
cat(R.version.string, "MASS", as.character(packageVersion("MASS")), "nnet",
    as.character(packageVersion("nnet")), "sandwich", as.character(packageVersion("sandwich")), "\n")
show <- function(name, value) cat(name, ":", format(as.numeric(value), digits = 15), "\n")
ctl <- glm.control(epsilon = 1e-14, maxit = 200)
report <- function(f) {
  s <- summary(f)
  show("coefficients", coef(f)); show("se", s$coefficients[, 2])
  show("deviance", deviance(f)); show("pearson", sum(residuals(f, "pearson")^2))
  show("logLik", logLik(f)); show("dispersion", s$dispersion); show("df", df.residual(f))
}
cat("\n== infert: glm(case ~ age + parity + spontaneous + induced, binomial) by link ==\n")
for (l in c("logit", "probit", "cloglog")) {
  cat("-- link", l, "\n")
  f <- glm(case ~ age + parity + spontaneous + induced, binomial(l), data = infert, control = ctl)
  report(f)
}
cat("\n== UCBAdmissions grouped: Admit ~ Gender + Dept, by link ==\n")
u <- as.data.frame(UCBAdmissions)
a <- u[u$Admit == "Admitted", ]; r <- u[u$Admit == "Rejected", ]
g <- data.frame(Gender = a$Gender, Dept = a$Dept, yes = a$Freq, no = r$Freq)
show("yes", g$yes); show("no", g$no); cat("gender", as.character(g$Gender), "\ndept", as.character(g$Dept), "\n")
for (l in c("logit", "probit", "cloglog", "log", "identity")) {
  cat("-- link", l, "\n")
  f <- glm(cbind(yes, no) ~ Gender + Dept, binomial(l), data = g, control = ctl,
           start = if (l == "log") c(-0.5, rep(0, 6)) else NULL)
  report(f)
}
f <- glm(cbind(yes, no) ~ Gender + Dept, binomial, data = g, control = ctl)
cat("-- logit diagnostics\n")
show("hat", hatvalues(f)); show("cook", cooks.distance(f))
show("pearson residuals", residuals(f, "pearson")); show("deviance residuals", residuals(f, "deviance"))
show("bic", BIC(f)); show("aic", AIC(f))
f0 <- glm(cbind(yes, no) ~ Dept, binomial, data = g, control = ctl)
f1 <- glm(cbind(yes, no) ~ Gender, binomial, data = g, control = ctl)
an <- anova(f1, f, test = "LRT"); show("LRT dropping Dept", c(an$Deviance[2], an$Df[2], an$`Pr(>Chi)`[2]))
ar <- anova(f0, f, test = "Rao"); show("Rao adding Gender", c(ar$Rao[2], ar$Df[2], ar$`Pr(>Chi)`[2]))
ar <- anova(f1, f, test = "Rao"); show("Rao adding Dept", c(ar$Rao[2], ar$Df[2], ar$`Pr(>Chi)`[2]))
b <- coef(f)[3:7]; w <- drop(b %*% solve(vcov(f)[3:7, 3:7], b)); show("Wald Dept", c(w, pchisq(w, 5, lower = FALSE)))
for (t in c("HC0", "HC1", "HC2", "HC3")) show(paste("se", t), sqrt(diag(vcovHC(f, type = t))))
profile95 <- function(fit, fm, j, data, phi = 1, cut = qnorm(.975)) {
  X <- model.matrix(fit); y <- fit$y; w <- fit$prior.weights
  dev <- function(b) glm.fit(X[, -j, drop = FALSE], y, w, offset = b * X[, j] + (if (is.null(fit$offset)) 0 else fit$offset),
                             family = fit$family, control = ctl)$deviance
  h <- function(b) sqrt(max(0, dev(b) - deviance(fit)) / phi) - cut
  se <- sqrt(vcov(fit)[j, j]); b0 <- coef(fit)[j]
  c(uniroot(h, b0 - c(5, 1e-3) * se, tol = 1e-12)$root, uniroot(h, b0 + c(1e-3, 5) * se, tol = 1e-12)$root)
}
ci <- suppressMessages(confint(f))
show("MASS confint Gender", ci[2, ]); show("exact profile Gender", profile95(f, NULL, 2, g))
show("MASS confint DeptF", ci[7, ]); show("exact profile DeptF", profile95(f, NULL, 7, g))

cat("\n== warpbreaks: poisson, quasi; HC and clusters by tension and wool ==\n")
p <- glm(breaks ~ wool + tension, poisson, data = warpbreaks, control = ctl); report(p)
for (t in c("HC0", "HC1", "HC2", "HC3")) show(paste("se", t), sqrt(diag(vcovHC(p, type = t))))
cl <- rep(1:9, 6)
show("se CR0", sqrt(diag(vcovCL(p, cluster = cl, type = "HC0", cadjust = FALSE))))
show("se CR1", sqrt(diag(vcovCL(p, cluster = cl, type = "HC1", cadjust = TRUE))))
q <- update(p, family = quasipoisson)
show("exact profile woolB quasi t", profile95(q, NULL, 2, warpbreaks, summary(q)$dispersion, qt(.975, 50)))
an <- anova(update(q, . ~ . - tension), q, test = "F"); show("F tension", c(an$F[2], an$Df[2], an$`Pr(>F)`[2]))
cat("-- identity link\n"); report(glm(breaks ~ wool + tension, poisson("identity"), data = warpbreaks, control = ctl))
cat("-- gaussian with log link\n"); report(glm(breaks ~ wool + tension, gaussian("log"), data = warpbreaks, control = ctl))

cat("\n== weights: prior weights and offset, warpbreaks ==\n")
w <- rep(c(1, 2, 0.5), 18); o <- rep(c(0.1, -0.2), 27)
report(suppressWarnings(glm(breaks ~ wool + tension + offset(o), poisson, weights = w, data = warpbreaks, control = ctl)))
cat("-- gaussian\n"); report(glm(breaks ~ wool + tension + offset(o), gaussian, weights = w, data = warpbreaks))

cat("\n== effects: marginal effects, infert logit, by hand and the delta method with numDeriv ==\n")
f <- glm(case ~ age + parity + spontaneous + induced, binomial, data = infert, control = ctl)
X <- model.matrix(f); V <- vcov(f)
ame <- function(b) mean(dlogis(drop(X %*% b))) * b[4]
gr <- grad(ame, coef(f)); show("AME spontaneous", c(ame(coef(f)), sqrt(drop(gr %*% V %*% gr))))
dif <- function(b) { A <- X; B <- X; A[, 5] <- 0; B[, 5] <- 1; mean(plogis(drop(B %*% b)) - plogis(drop(A %*% b))) }
gr <- grad(dif, coef(f)); show("difference induced 0 to 1", c(dif(coef(f)), sqrt(drop(gr %*% V %*% gr))))
pr <- predict(f, data.frame(age = 30, parity = 2, spontaneous = 1, induced = 0), se.fit = TRUE)
show("predict link", c(pr$fit, pr$se.fit)); show("response", plogis(pr$fit + c(0, -1, 1) * qnorm(.975) * pr$se.fit))
show("linear combination spontaneous - induced", c(coef(f)[4] - coef(f)[5], sqrt(V[4,4] + V[5,5] - 2 * V[4,5])))

cat("\n== quine: negative binomial, glm.nb ==\n")
nb <- glm.nb(Days ~ Eth + Sex + Age + Lrn, data = quine, control = glm.control(epsilon = 1e-14, maxit = 500))
show("coefficients", coef(nb)); show("se", summary(nb)$coefficients[, 2])
show("theta", c(nb$theta, nb$SE.theta)); show("logLik", logLik(nb)); show("deviance", deviance(nb)); show("aic", AIC(nb))
# MASS's SE belongs to the step before the last; at the maximum it is
i <- function(th, y = quine$Days, mu = fitted(nb)) sum(-trigamma(th + y) + trigamma(th) - 1/th + 2/(mu + th) - (y + th)/(mu + th)^2)
show("theta se at the maximum", 1/sqrt(i(nb$theta)))
ll <- function(par) { th <- par[8]; mu <- exp(drop(model.matrix(nb) %*% par[1:7])); sum(dnbinom(quine$Days, th, mu = mu, log = TRUE)) }
H <- hessian(ll, c(coef(nb), nb$theta)); show("se of joint observed information", sqrt(diag(solve(-H))))
show("gradient", grad(ll, c(coef(nb), nb$theta)))
cat("Eth", paste(as.integer(quine$Eth) - 1, collapse = ""), "\nSex", paste(as.integer(quine$Sex) - 1, collapse = ""),
    "\nAge", paste(as.integer(quine$Age) - 1, collapse = ""), "\nLrn", paste(as.integer(quine$Lrn) - 1, collapse = ""), "\n")
cat("Days", quine$Days, "\n")

cat("\n== housing: multinomial, MASS::housing (counts), nnet::multinom(Sat ~ Infl + Type + Cont, weights = Freq) ==\n")
m <- multinom(Sat ~ Infl + Type + Cont, weights = Freq, data = housing, Hess = TRUE, reltol = 1e-16, maxit = 1000, trace = FALSE)
show("coefficients", t(coef(m))); show("se", sqrt(diag(solve(m$Hess)))); show("deviance", deviance(m))
show("Freq", housing$Freq)
cat("\n== iris: multinomial, Species ~ Sepal.Width ==\n")
im <- multinom(Species ~ Sepal.Width, data = iris, Hess = TRUE, reltol = 1e-16, maxit = 1000, trace = FALSE)
show("coefficients", t(coef(im))); show("se", sqrt(diag(solve(im$Hess)))); show("deviance", deviance(im))
show("Sepal.Width", iris$Sepal.Width)

cat("\n== splines ==\n")
x <- c(1, 2, 3.5, 4, 5.25, 6, 7, 8, 9.5, 10)
show("ns df 3 (by row)", t(ns(x, df = 3))); show("knots", attr(ns(x, df = 3), "knots"))
show("ns at 0 and 12", t(predict(ns(x, df = 3), c(0, 12))))
show("ns knots 3, 7 intercept FALSE boundary 0 11", t(ns(x, knots = c(3, 7), Boundary.knots = c(0, 11))))
show("bs df 5 (by row)", t(bs(x, df = 5))); show("knots", attr(bs(x, df = 5), "knots"))
cat("\n== model.matrix(~ wool * tension + n) ==\n")
d <- warpbreaks[c(1, 10, 19, 28, 37, 46), ]; d$n <- 1:6
mm <- model.matrix(~ wool * tension + n + tension:n, d); cat(colnames(mm), "\n"); show("by row", t(mm))
cat("\n== theta: profile intervals of 95 per cent by glm(negative.binomial(theta)) and uniroot ==\n")
theta95 <- function(name, X, y) {
  at <- function(a) {
    f <- glm.fit(X, y, family = if (a == 0) poisson() else negative.binomial(1 / a), control = ctl)
    sum(if (a == 0) dpois(y, fitted(f), log = TRUE) else dnbinom(y, 1 / a, mu = fitted(f), log = TRUE))
  }
  top <- optimize(at, c(0, 5), maximum = TRUE, tol = 1e-12)$maximum
  if (at(0) > at(top)) top <- 0
  h <- function(a) 2 * (at(top) - at(a)) - qchisq(.95, 1)
  low <- uniroot(h, c(top + 1e-6, 50), tol = 1e-13)$root
  show(name, c(1 / low, if (h(0) < 0) Inf else 1 / uniroot(h, c(0, top), tol = 1e-13)$root))
}
theta95("quine", model.matrix(nb), quine$Days)
theta95("warpbreaks", model.matrix(p), warpbreaks$breaks)
theta95("twelve", matrix(1, 12, 1), c(2, 3, 1, 4, 2, 0, 3, 5, 2, 1, 3, 2))
theta95("open", matrix(1, 10, 1), c(2, 7, 1, 4, 2, 0, 3, 8, 2, 5))
cat("\n== CR2: covariance and Satterthwaite's degrees of freedom by clubSandwich", as.character(packageVersion("clubSandwich")), "==\n")
cr2 <- function(name, f, cluster) {
  t <- clubSandwich::coef_test(f, vcov = clubSandwich::vcovCR(f, cluster = cluster, type = "CR2"), test = "Satterthwaite")
  show(paste(name, "se"), t$SE); show(paste(name, "df"), t$df)
}
cr2("warpbreaks poisson", p, pmin((0:53) %/% 8, 5))
cr2("Berkeley logit", f1, rep(1:6, each = 2))
cr2("infert probit", glm(case ~ age + parity + spontaneous + induced, binomial("probit"), data = infert, control = ctl), infert$stratum)
cat("\n== columns of infert ==\n")
show("infert age", infert$age); show("parity", infert$parity); show("spontaneous", infert$spontaneous)
show("induced", infert$induced); show("case", infert$case)
show("stratum", infert$stratum)
