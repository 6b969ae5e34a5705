# Looks for a binomial regression where Newton steps fail unless halved. Run: Rscript halving.R
newton <- function(X, y, off, halve, m = NULL) {
  pois <- is.null(m)
  ll <- function(e) if (pois) sum(y*e - exp(e)) else sum(y*e - m*(pmax(e,0)+log1p(exp(-abs(e)))))
  mu <- function(e) if (pois) exp(e) else m*plogis(e)
  w <- function(e) if (pois) exp(e) else m*plogis(e)*plogis(-e)
  z <- if (pois) log(y+.1) else qlogis((y+.5)/(m+1)); w0 <- w(z)
  b <- solve(t(X) %*% (w0*X), t(X) %*% (w0*(z-off))); nh <- 0
  for (i in 1:100) {
    e <- drop(X%*%b)+off
    s <- try(solve(t(X) %*% (w(e)*X), t(X)%*%(y-mu(e)), tol=1e-30), silent=TRUE)
    if (inherits(s,"try-error") || any(!is.finite(s))) return(paste("fail",i))
    if (max(abs(X%*%s))<1e-9*(1+max(abs(e)))) return(paste("ok",i,"halvings",nh))
    k <- 1; while (halve && !(isTRUE(ll(drop(X%*%(b+k*s))+off) >= ll(e)-1e-9))) {k <- k/2; nh <- nh+1; if(k<1e-10) return("stuck")}
    b <- b+k*s }
  "no conv" }
x4 <- cbind(1,0:3)
cat("offset case:", newton(x4,c(5,6,4,5),c(0,0,0,20),FALSE), "|", newton(x4,c(5,6,4,5),c(0,0,0,20),TRUE),"\n")
set.seed(1)
for (i in 1:400) { n <- sample(4:7,1); X <- cbind(1,round(rnorm(n)*3)); m <- sample(c(1,5,50,500),n,TRUE); y <- rbinom(n,m,runif(n)*.9+.05); off <- round(rnorm(n)*4)
 a <- try(newton(X,y,off,FALSE,m),silent=TRUE); if(inherits(a,"try-error")) next
 b <- newton(X,y,off,TRUE,m); if (!grepl("ok",a) && grepl("ok",b)) {cat(a,"|",b,"\n"); dput(X[,2]);dput(m);dput(y);dput(off); break} }
