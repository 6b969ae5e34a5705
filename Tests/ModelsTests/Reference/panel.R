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
