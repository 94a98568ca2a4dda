# NOT RUN by us. Effects for each start and year, and their four aggregates, on the data mpdta of the package did.
library(did)
data(mpdta)
effects <- att_gt(yname = "lemp", gname = "first.treat", idname = "countyreal", tname = "year", xformla = ~1,
                  data = mpdta, est_method = "reg")
summary(effects)
for (type in c("simple", "group", "dynamic", "calendar")) print(aggte(effects, type = type)$overall.att, digits = 10)
write.csv(mpdta, "mpdta.csv", row.names = FALSE)
