# NOT RUN by us; the slope indices are those printed in its vignette. For slope_index and the standardised rates.
library(PHEindicatormethods)
areas <- data.frame(area = rep(c("A", "B"), each = 2), events = c(10, 40, 8, 16), persons = c(1000, 500, 1000, 500),
                    standard = c(30000, 10000))
print(calculate_dsr(dplyr::group_by(areas, area), events, persons, stdpop = standard, multiplier = 1000), digits = 10)
print(phe_quantile(data.frame(area = 1:5, value = c(21, 35, 28, 40, 25)), value, nquantiles = 4L, invert = FALSE))
print(phe_proportion(data.frame(area = 1, x = 14, n = 20), x, n), digits = 10)
print(phe_rate(data.frame(area = 1:2, x = c(9, 10), n = c(1000, 1000)), x, n, multiplier = 1000), digits = 10)
