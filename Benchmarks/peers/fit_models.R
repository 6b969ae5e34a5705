# glm.fit with standard errors on the data of FitModels: OPENBLAS_NUM_THREADS=1 Rscript fit_models.R DIR
folder <- c(commandArgs(TRUE), "/tmp/fit-models")[1]
x <- readBin(file.path(folder, "logits-x"), "double", 5000 * 300)
y <- readBin(file.path(folder, "logits-y"), "double", 5000 * 60)
total <- 0
time <- system.time(for (i in 0:4999) {
  f <- glm.fit(matrix(x[i * 300 + 1:300], 60), y[i * 60 + 1:60] / 40, rep(40, 60), family = binomial())
  total <- total + sqrt(diag(chol2inv(f$qr$qr[1:5, 1:5])))[2]
})
cat("R glm.fit 5,000 logits:", sum(time[1:2]), "s; sum of errors", total, "\n")
