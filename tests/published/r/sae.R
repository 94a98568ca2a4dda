# NOT RUN by us; its numbers stand in ../milk.csv as the package emdi printed them. For gezondmenu.numbers.fay_herriot.
library(sae)
data(milk)
fit <- mseFH(yi ~ as.factor(MajorArea), SD^2, data = milk, method = "REML")
print(fit$est$fit$refvar, digits = 10)
write.csv(data.frame(EBLUP = fit$est$eblup, MSE = fit$mse), "milk.csv", row.names = FALSE)
