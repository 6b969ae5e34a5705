# Reference values for the tests of linear regression. Run: Rscript linear.R > linear.txt
# Debian bookworm: r-cran-sandwich, r-cran-clubsandwich, r-cran-quadprog, r-cran-mass.
suppressMessages({library(sandwich); library(clubSandwich); library(quadprog); library(MASS)})
cat("#", R.version.string, "\n")
for (p in c("sandwich", "clubSandwich", "quadprog", "MASS"))
  cat("#", p, as.character(packageVersion(p)), "\n")
show <- function(key, v) cat(key, formatC(as.numeric(v), digits = 15, format = "e", width = 1), "\n")

# mtcars: Henderson & Velleman (1981), Biometrics 37, 391-411; R's datasets, public.
d <- mtcars
for (v in c("mpg", "wt", "hp", "qsec", "carb")) show(paste0("mtcars.", v), d[[v]])
fits <- list(ols = lm(mpg ~ wt + hp, d), wls = lm(mpg ~ wt + hp, d, weights = qsec))
for (n in names(fits)) {
  f <- fits[[n]]; s <- summary(f)
  show(paste0(n, ".coef"), coef(f)); show(paste0(n, ".se"), s$coefficients[, 2])
  show(paste0(n, ".p"), s$coefficients[, 4])
  show(paste0(n, ".hat"), hatvalues(f)); show(paste0(n, ".cook"), cooks.distance(f))
  show(paste0(n, ".rstandard"), rstandard(f))
  show(paste0(n, ".r2"), c(s$r.squared, s$adj.r.squared))
  show(paste0(n, ".F"), c(s$fstatistic, pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE)))
  new <- data.frame(wt = 3, hp = 150, qsec = 18)
  show(paste0(n, ".confidence"), predict(f, new, interval = "confidence", level = 0.9))
  show(paste0(n, ".prediction"),
       if (n == "ols") predict(f, new, interval = "prediction", level = 0.9)
       else predict(f, new, interval = "prediction", level = 0.9, weights = 18))
  for (t in c("HC0", "HC1", "HC2", "HC3")) show(paste0(n, ".", t), vcovHC(f, type = t))
  for (t in c("CR0", "CR1", "CR1S", "CR2")) {
    V <- if (n == "ols") vcovCR(f, cluster = d$carb, type = t)
      else vcovCR(f, cluster = d$carb, type = t, target = 1 / d$qsec, inverse_var = TRUE)
    show(paste0(n, ".", t), as.matrix(V))
    if (t == "CR2") show(paste0(n, ".CR2.df"), coef_test(f, vcov = V, test = "Satterthwaite")$df)
  }
}
zero <- d$qsec; zero[c(3, 20)] <- 0
f <- lm(mpg ~ wt + hp, d, weights = zero)
show("zero.coef", coef(f)); show("zero.se", summary(f)$coefficients[, 2]); show("zero.df", df.residual(f))
show("zero.HC3", vcovHC(lm(mpg ~ wt + hp, d[-c(3, 20), ], weights = qsec), type = "HC3"))

# A column that one cluster decides alone: I - H has no inverse there
f <- lm(mpg ~ wt + I(carb == 1), d); V <- vcovCR(f, cluster = d$carb, type = "CR2")
show("dummy.CR2", as.matrix(V)); show("dummy.CR2.df", coef_test(f, vcov = V, test = "Satterthwaite")$df)

# Longley with lm.ridge, as in its help page
names(longley)[1] <- "y"
for (v in names(longley)) show(paste0("longley.", v), longley[[v]])
lambda <- c(0, 0.001, 0.01, 0.05, 0.1)
r <- lm.ridge(y ~ ., longley, lambda = lambda)
show("ridge.lambda", lambda); show("ridge.coef", t(coef(r))); show("ridge.GCV", r$GCV)
best <- optimize(function(l) lm.ridge(y ~ ., longley, lambda = l)$GCV, c(1e-4, 0.1), tol = 1e-12)
show("ridge.best", best$minimum)

# Satterthwaite's degrees of freedom for weights, written out after Pustejovsky & Tipton (2018), eq. 11,
# with the working model Var e = 1/w: clubSandwich 0.5.8 gives others for an inverse_var target of lm.
w <- d$qsec; X <- model.matrix(fits$wls); M <- solve(crossprod(X, w * X))
IH <- diag(nrow(X)) - X %*% M %*% t(w * X)
P <- lapply(split(seq_len(nrow(X)), d$carb), function(g) {
  D <- diag(1 / sqrt(w[g]), length(g))
  B <- D %*% IH[g, g, drop = FALSE] %*% diag(1 / w[g], length(g)) %*% D
  e <- eigen((B + t(B)) / 2); keep <- e$values > 1e-10 * max(e$values)
  U <- e$vectors[, keep, drop = FALSE]
  A <- D %*% U %*% diag(1 / sqrt(e$values[keep]), sum(keep)) %*% t(U) %*% D
  t(IH[g, , drop = FALSE]) %*% t(A) %*% (w[g] * X[g, , drop = FALSE]) %*% M
})
show("wls.CR2.df.written", sapply(1:3, function(j) {
  p <- sapply(P, function(m) m[, j]); G <- crossprod(p, p / w)
  sum(diag(G))^2 / sum(G^2)
}))
