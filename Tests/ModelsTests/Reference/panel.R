# Reference values for the tests of panels. Run: Rscript panel.R > panel.txt
# Debian bookworm: r-cran-plm, r-cran-sandwich, r-cran-clubsandwich, r-cran-quadprog.
suppressMessages({library(plm); library(sandwich); library(clubSandwich); library(quadprog)})
cat("#", R.version.string, "\n")
for (p in c("plm", "sandwich", "clubSandwich", "quadprog"))
  cat("#", p, as.character(packageVersion(p)), "\n")
show <- function(key, v) cat(key, formatC(as.numeric(v), digits = 15, format = "e", width = 1), "\n")
plain <- function(key, v) cat(key, format(as.numeric(v), digits = 15, trim = TRUE), "\n")

# Grunfeld (1958): investment of 10 firms, 1935-1954; plm's data set, public. Every third row of the
# first half and two whole stretches are left out in the unbalanced part.
data(Grunfeld); g <- as.data.frame(Grunfeld)
for (v in names(g)) plain(paste0("grunfeld.", v), g[[v]])
keep <- !(seq_len(200) %% 3 == 0 & g$year < 1945) & !(g$firm == 4 & g$year > 1950) & !(g$firm == 9 & g$year != 1940)
plain("grunfeld.keep", keep)
g$w <- 1 + (g$firm * 7 + g$year * 3) %% 5
# Firm 9 has one row in the unbalanced part: a singleton, which the formulas by row and by cluster must not see.
cases <- list(balanced = g, unbalanced = g[keep & g$firm != 9, ])
for (n in names(cases)) for (e in c("unit", "period", "both")) for (weighted in c(FALSE, TRUE)) {
  d <- cases[[n]]; d$wt <- if (weighted) d$w else 1
  fe <- c(unit = "factor(firm)", period = "factor(year)", both = "factor(firm) + factor(year)")[[e]]
  f <- lm(as.formula(paste("inv ~ value + capital +", fe)), d, weights = wt)
  key <- paste(n, e, if (weighted) "weighted" else "plain", sep = ".")
  i <- 2:3
  show(paste0(key, ".coef"), coef(f)[i])
  show(paste0(key, ".classical"), vcov(f)[i, i])
  show(paste0(key, ".df"), df.residual(f)); show(paste0(key, ".r2"), summary(f)$r.squared)
  for (t in c("HC1", "HC3")) show(paste0(key, ".", t), vcovHC(f, type = t)[i, i])
  for (t in c("CR0", "CR1", "CR1S", "CR2")) {
    V <- if (weighted) vcovCR(f, cluster = d$firm, type = t, target = 1 / d$wt, inverse_var = TRUE)
      else vcovCR(f, cluster = d$firm, type = t)
    show(paste0(key, ".", t), as.matrix(V)[i, i])
    if (t == "CR2" && !weighted)
      show(paste0(key, ".CR2.df"), coef_test(f, vcov = V, test = "Satterthwaite")$df[i])
  }
}
p <- plm(inv ~ value + capital, pdata.frame(g, index = c("firm", "year")), model = "within", effect = "twoways")
show("plm.firm", fixef(p, effect = "individual", type = "dmean"))
show("plm.year", fixef(p, effect = "time", type = "dmean"))
show("plm.r2", summary(p)$r.squared[["rsq"]])

# Staggered starts, simulated (base R, written out): 30 units, 7 periods, starts at 3, 4, 6 or never (0).
set.seed(4); u <- rep(1:30, each = 7); t <- rep(1:7, 30)
start <- c(rep(3, 5), rep(4, 7), rep(6, 6), rep(0, 12))[u]
y <- round(rnorm(30)[u] + 0.3 * t + (start > 0 & t >= start) * (1 + 0.2 * (t - start)) + rnorm(210) / 2, 4)
plain("staggered.unit", u); plain("staggered.time", t); plain("staggered.start", start); plain("staggered.y", y)
att <- function(g, s, notyet) {
  base <- g - 1; d <- y[t == s] - y[t == base]; gs <- start[t == 1]
  ctrl <- gs == 0 | (notyet & gs != g & gs > max(s, base))
  f <- lm(d[gs == g | ctrl] ~ (gs == g)[gs == g | ctrl]); V <- vcovHC(f, type = "HC2")
  c(coef(f)[2], sqrt(V[2, 2]))
}
for (k in c(FALSE, TRUE)) for (g in c(3, 4, 6))
  show(paste0("staggered.", if (k) "notyet" else "never", ".", g), sapply(setdiff(1:7, g - 1), att, g = g, notyet = k))
# Sun and Abraham (2021) by lm: each start and time since it but -1, on unit and period effects.
e <- ifelse(start > 0, t - start, NA)
cell <- ifelse(start > 0 & e != -1, paste(start, e), "none")
f <- lm(y ~ relevel(factor(cell), "none") + factor(u) + factor(t))
b <- coef(f)[grep("relevel", names(coef(f)))]; names(b) <- sub(".*none\"\\)", "", names(b))
share <- c(`3` = 5, `4` = 7, `6` = 6); V <- vcovCR(f, cluster = u, type = "CR2")
i <- grep("relevel", names(coef(f))); es <- sort(unique(e[!is.na(e) & e != -1]))
R <- t(sapply(es, function(x) { w <- rep(0, length(coef(f)))
  for (g in names(share)) { k <- match(paste(g, x), names(b)); if (!is.na(k)) w[i[k]] <- share[g] }
  w / sum(w) }))
show("study.times", es); show("study.effect", R %*% coef(f)); show("study.se", sqrt(diag(R %*% V %*% t(R))))
L <- R[es < 0, ]; W <- drop(t(L %*% coef(f)) %*% solve(L %*% V %*% t(L), L %*% coef(f)))
show("study.pretrend", c(W / nrow(L), nrow(L), 29, pf(W / nrow(L), nrow(L), 29, lower.tail = FALSE)))
s <- es[es < 0] + 1; unit <- drop(t(s) %*% solve(L %*% V %*% t(L), s))
slope <- uniroot(function(d) pf(qf(.95, nrow(L), 29), nrow(L), 29, ncp = d^2 * unit, lower.tail = FALSE) - .8,
                 c(0.001, 10), tol = 1e-13)$root
show("study.slope", slope)
# One start: units 6 to 12 and the never treated, the classical two-way estimate with CR2 by unit.
one <- start %in% c(0, 4); d1 <- data.frame(y, u, t, D = as.numeric(start == 4 & t >= 4))[one, ]
f <- lm(y ~ D + factor(u) + factor(t), d1); V <- vcovCR(f, cluster = d1$u, type = "CR2")
show("twoway", c(coef(f)[2], sqrt(V[2, 2]), coef_test(f, vcov = V, test = "Satterthwaite")$df[2]))

# Cigarettes: packs per head by state, 1963-1992 (Baltagi & Levin; plm's Cigar, public). California is state
# 5, whose Proposition 99 came into force in 1989. Donors: the twenty states of the lowest numbers.
data(Cigar); c21 <- Cigar[Cigar$state %in% sort(unique(Cigar$state))[1:21], ]
Y <- with(c21, tapply(sales, list(year, state), sum)); pre <- 1:26
plain("cigar.state", colnames(Y)); plain("cigar.year", rownames(Y)); plain("cigar.sales", as.vector(Y))
synth <- function(k, donors = setdiff(seq_len(ncol(Y)), k)) {
  A <- Y[pre, donors]; b <- Y[pre, k]; J <- ncol(A)
  w <- solve.QP(crossprod(A), crossprod(A, b), cbind(rep(1, J), diag(J)), c(1, rep(0, J)), meq = 1)$solution
  gap <- drop(Y[, k] - Y[, donors] %*% w)
  list(w = w, gap = gap, pre = sqrt(mean(gap[pre]^2)), post = sqrt(mean(gap[-pre]^2)))
}
ca <- which(colnames(Y) == "5"); s <- synth(ca)
show("synth.weights", s$w); show("synth.gap", s$gap)
all <- lapply(seq_len(21), synth)
show("synth.pre", sapply(all, `[[`, "pre")); show("synth.ratio", sapply(all, function(x) x$post / x$pre))
# Two predictors given: the mean of sales 1980-1988 (importance 3) and the price of 1980 (1), each by its sd.
P <- rbind(colMeans(Y[18:26, ]), with(c21[c21$year == 80, ], setNames(price, state))[colnames(Y)])
plain("cigar.mean", P[1, ]); plain("cigar.price", P[2, ])
