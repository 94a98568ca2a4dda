# NOT RUN by us. CR2 errors with Satterthwaite's degrees of freedom, for gezondmenu.numbers.cluster_regression.
# The model of the vignette "panel-data-CRVE" of clubSandwich: motor vehicle deaths by legal drinking age and beer tax.
library(clubSandwich)
data(MortalityRates)
deaths <- subset(MortalityRates, cause == "Motor Vehicle" & year <= 1983 & !is.na(beertaxa))
fit <- lm(mrate ~ 0 + legal + beertaxa + factor(state) + factor(year), data = deaths)
print(coef_test(fit, vcov = "CR2", cluster = deaths$state, test = "Satterthwaite")[1:2, ], digits = 10)
write.csv(deaths[c("state", "year", "mrate", "legal", "beertaxa")], "deaths.csv", row.names = FALSE)

# The house prices of tests/published, with a made-up cluster: every tenth row together.
houses <- read.csv("../house_prices.csv")
houses$near_later <- houses$nearinc * houses$y81
houses$group <- (seq_len(nrow(houses)) - 1) %% 10
fit <- lm(rprice ~ near_later + y81 + nearinc, data = houses)
print(coef_test(fit, vcov = "CR2", cluster = houses$group, test = "Satterthwaite"), digits = 10)
