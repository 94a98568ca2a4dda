# Run with R 4 and estimatr of Debian: writes estimatr.csv. HC2 and CR2 as estimatr has them, for
# gezondmenu.numbers.cluster_regression. house_prices.csv as clubSandwich.R says.
library(estimatr)
houses <- read.csv("house_prices.csv")
houses$near_later <- houses$nearinc * houses$y81
houses$group <- (seq_len(nrow(houses)) - 1) %% 10
told <- function(model, fit) {
  data.frame(model, term = fit$term, estimate = fit$coefficients, se = fit$std.error, df = fit$df, p = fit$p.value)
}
rows <- rbind(
  told("HC2", lm_robust(rprice ~ near_later + y81 + nearinc, data = houses, se_type = "HC2")),
  told("CR2", lm_robust(rprice ~ near_later + y81 + nearinc, data = houses, clusters = group, se_type = "CR2")))
number <- sapply(rows, is.numeric)
rows[number] <- lapply(rows[number], sprintf, fmt = "%.12g")
write.csv(rows, "estimatr.csv", row.names = FALSE, quote = TRUE)
