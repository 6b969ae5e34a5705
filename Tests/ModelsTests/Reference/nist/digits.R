# Correct digits of R's lm on nist.txt, as given and with tol = 1e-12. Run: Rscript digits.R
options(digits = 17)
cat("#", R.version.string, "\n")
lines <- readLines("nist.txt")
starts <- grep("^set ", lines)
ends <- c(starts[-1] - 1, length(lines))
lre <- function(got, want) {
  d <- ifelse(want == 0, -log10(abs(got)), -log10(abs(got - want) / abs(want)))
  d[is.na(d)] <- 0
  min(pmin(15, pmax(0, d)))
}
for (k in seq_along(starts)) {
  part <- strsplit(lines[starts[k]:ends[k]], " ")
  head <- part[[1]]
  take <- function(key) Filter(function(p) p[1] == key, part)
  certified <- sapply(take("coefficient"), function(p) as.numeric(p[2:3]))
  rows <- t(sapply(take("row"), function(p) as.numeric(p[-1])))
  y <- rows[, 1]
  x <- if (head[3] == "polynomial") outer(rows[, 2], 0:as.integer(head[4]), "^")
    else if (head[3] == "columns") cbind(1, rows[, -1]) else rows[, 2, drop = FALSE]
  for (tol in c(1e-7, 1e-12)) {
    s <- suppressWarnings(summary(lm(y ~ x - 1, tol = tol)))
    b <- rep(NA, ncol(x)); e <- b
    b[!s$aliased] <- s$coefficients[, 1]; e[!s$aliased] <- s$coefficients[, 2]
    cat("lm", format(tol), head[2], sprintf("%.1f %.1f\n", lre(b, certified[1, ]), lre(e, certified[2, ])))
  }
}
