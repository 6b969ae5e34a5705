# Reference values for QuadraticProgramTests. Run: Rscript quadprog.R > quadprog.txt
library(quadprog)
cat("#", R.version.string, "quadprog", as.character(packageVersion("quadprog")), "\n")
show <- function(key, v) cat(key, formatC(as.numeric(v), digits = 15, format = "e", width = 1), "\n")
# The example of its help page: minimise -(0 5 0) %*% b + 1/2 b^T b under A^T b >= (-8 2 0).
D <- diag(3); d <- c(0, 5, 0); A <- matrix(c(-4, -3, 0, 2, 1, 0, 0, -2, 1), 3, 3); b <- c(-8, 2, 0)
s <- solve.QP(D, d, A, b)
show("help.x", s$solution); show("help.value", s$value); show("help.multipliers", s$Lagrangian)
# Shares of a quarterly index: mtcars' mpg as a mixture of wt, hp, qsec, drat (scaled), simplex.
X <- scale(as.matrix(mtcars[, c("wt", "hp", "qsec", "drat", "gear")])); y <- scale(mtcars$mpg)
s <- solve.QP(crossprod(X), crossprod(X, y), cbind(1, diag(5)), c(1, rep(0, 5)), meq = 1)
for (j in 1:5) show(paste0("simplex.column", j), X[, j])
show("simplex.y", y); show("simplex.x", s$solution); show("simplex.multipliers", s$Lagrangian)
