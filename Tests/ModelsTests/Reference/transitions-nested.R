# Two-level pooling by brute force. Run: Rscript transitions-nested.R > transitions-nested.txt
# y_i ~ Binomial(n_i, p_i), p_i ~ Beta(M1 q_r, M1 (1-q_r)), q_r ~ Beta(M2 pi, M2 (1-pi)), pi uniform,
# n/(n+M1) and nr/(nr+M2) uniform with n, nr the harmonic means of school and region totals.
y <- c(12, 30, 9, 25,  5, 20, 11,  40, 18, 33, 22); n <- c(40, 80, 30, 60,  35, 90, 50,  70, 40, 60, 45)
r <- c(1, 1, 1, 1,  2, 2, 2,  3, 3, 3, 3); R <- 3
cat("#", R.version.string, "\n")
show <- function(name, value) cat(name, format(as.numeric(value), digits = 8), "\n")
h <- function(x) length(x) / sum(1 / x)
n1 <- h(n); n2 <- h(tapply(n, r, sum))
# Shrinkages u uniform: M = n (1-u)/u, at 60 midpoints; shares at 400 midpoints in a beta-friendly scale.
K <- 60; u <- (1:K - 0.5) / K; M1 <- n1 * (1 - u) / u; M2 <- n2 * (1 - u) / u
G <- 400; q <- (1:G - 0.5) / G; P <- 100; pi <- (1:P - 0.5) / P
lbb <- function(y, n, a, b) lchoose(n, y) + lbeta(y + a, n - y + b) - lbeta(a, b)
# L[[region]][q, M1]
L <- lapply(1:R, function(k) sapply(M1, function(m) Reduce(`+`, lapply(which(r == k), function(i)
  lbb(y[i], n[i], m * q, m * (1 - q))))))
shift <- sapply(L, max)
E <- lapply(1:R, function(k) exp(L[[k]] - shift[k]))
post <- array(0, c(P, K, K)); mom <- array(0, c(length(y), 2)); total <- 0
nat <- c(0, 0); reg <- matrix(0, R, 2)
for (b in 1:K) {
  D <- sapply(pi, function(p) { d <- dbeta(q, M2[b] * p, M2[b] * (1 - p)); d / sum(d) })  # q x pi
  I <- lapply(1:R, function(k) t(D) %*% E[[k]])                                        # pi x M1
  W <- Reduce(`*`, I)
  total <- total + sum(W); nat <- nat + c(sum(W * pi), sum(W * pi^2))
  for (k in 1:R) {
    others <- Reduce(`*`, I[-k])
    Q <- D %*% others * E[[k]]                                                          # q x M1: weights
    reg[k, ] <- reg[k, ] + c(sum(Q * q), sum(Q * q^2))
    for (i in which(r == k)) {
      a <- outer(q, M1) + y[i]; s <- matrix(M1 + n[i], G, K, byrow = TRUE)
      m <- a / s; v <- m * (1 - m) / (s + 1)
      mom[i, ] <- mom[i, ] + c(sum(Q * m), sum(Q * (v + m^2)))
    }
  }
}
sd <- function(m) sqrt(m[, 2] / total - (m[, 1] / total)^2)
show("schools.mean", mom[, 1] / total); show("schools.sd", sd(mom))
show("regions.mean", reg[, 1] / total); show("regions.sd", sd(reg))
show("country", c(nat[1] / total, sqrt(nat[2] / total - (nat[1] / total)^2)))
