# NOT RUN by us. HC2 and CR2 as estimatr has them, for gezondmenu.effects.difference_of_groups.
library(estimatr)
houses <- read.csv("../house_prices.csv")
houses$near_later <- houses$nearinc * houses$y81
houses$group <- (seq_len(nrow(houses)) - 1) %% 10
print(lm_robust(rprice ~ near_later + y81 + nearinc, data = houses, se_type = "HC2"), digits = 10)
print(lm_robust(rprice ~ near_later + y81 + nearinc, data = houses, clusters = group, se_type = "CR2"), digits = 10)
