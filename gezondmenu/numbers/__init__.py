"""Ground floor: array functions that each cite a formula. docs/which_interval_when.md helps to choose."""

from gezondmenu.numbers.bootstrap import cluster_bootstrap
from gezondmenu.numbers.clusters import cluster_squares, clustered_wilson, effective_size
from gezondmenu.numbers.comparison import difference, rate_ratio
from gezondmenu.numbers.counts import byar, exact_poisson
from gezondmenu.numbers.gradients import quantile_of, slope_index, slope_index_interval
from gezondmenu.numbers.inequality import (
    concentration_index,
    erreygers_index,
    generalised_concentration_index,
    wagstaff_index,
)
from gezondmenu.numbers.means import t_interval
from gezondmenu.numbers.proportions import wilson
from gezondmenu.numbers.standardisation import directly_standardised_rate, indirectly_standardised_ratio
from gezondmenu.numbers.times import median_time
from gezondmenu.numbers.trends import quarterly_growth

__all__ = [
    "byar",
    "cluster_bootstrap",
    "cluster_squares",
    "clustered_wilson",
    "concentration_index",
    "difference",
    "directly_standardised_rate",
    "effective_size",
    "erreygers_index",
    "exact_poisson",
    "generalised_concentration_index",
    "indirectly_standardised_ratio",
    "median_time",
    "quantile_of",
    "quarterly_growth",
    "rate_ratio",
    "slope_index",
    "slope_index_interval",
    "t_interval",
    "wagstaff_index",
    "wilson",
]
