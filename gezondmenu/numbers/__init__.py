"""Ground floor: array functions that each cite a formula. docs/which_interval_when.md helps to choose."""

from gezondmenu.numbers.area_quantiles import quantile_of
from gezondmenu.numbers.bootstrap import cluster_bootstrap
from gezondmenu.numbers.cluster_regression import cluster_regression
from gezondmenu.numbers.clusters import cluster_squares, clustered_wilson, effective_size
from gezondmenu.numbers.comparison import difference, rate_ratio
from gezondmenu.numbers.counts import byar, exact_poisson
from gezondmenu.numbers.distributions import quantiles, standard_error
from gezondmenu.numbers.economics import (
    acceptability,
    discount_factors,
    discounted_years,
    evpi,
    icer,
    present_value,
    split_to_the_cent,
)
from gezondmenu.numbers.frontier import acceptability_frontier, efficiency_frontier
from gezondmenu.numbers.gradients import slope_index, slope_index_interval
from gezondmenu.numbers.heat import deaths_averted, mortality_reduction
from gezondmenu.numbers.inequality import (
    concentration_index,
    erreygers_index,
    generalised_concentration_index,
    wagstaff_index,
)
from gezondmenu.numbers.investment import declining_factors, internal_rate_of_return, payback_years
from gezondmenu.numbers.means import amount_interval, t_interval
from gezondmenu.numbers.paired import (
    cronbach_alpha,
    exact_mean_interval,
    mean_change,
    standardised_change,
    standardised_difference,
)
from gezondmenu.numbers.placebo import placebo_test
from gezondmenu.numbers.proportions import wilson
from gezondmenu.numbers.rising import rising_years
from gezondmenu.numbers.shared_budget import shared_result, spread_below_stop_loss, surplus_by_chance, who_delivers
from gezondmenu.numbers.small_area_shares import pooled_shares
from gezondmenu.numbers.small_areas import fay_herriot
from gezondmenu.numbers.standardisation import directly_standardised_rate, indirectly_standardised_ratio
from gezondmenu.numbers.strata import stratified_interval
from gezondmenu.numbers.times import median_time
from gezondmenu.numbers.trends import quarterly_growth
from gezondmenu.numbers.weighting import (
    attrition_weighted_mean,
    standardised_mean_differences,
    weighted_difference,
)
from gezondmenu.numbers.year_budget import budget_and_need, year_end
from gezondmenu.numbers.year_forecast import year_end_of_bookings

__all__ = [
    "acceptability",
    "acceptability_frontier",
    "amount_interval",
    "attrition_weighted_mean",
    "budget_and_need",
    "byar",
    "cluster_bootstrap",
    "cluster_regression",
    "cluster_squares",
    "clustered_wilson",
    "concentration_index",
    "cronbach_alpha",
    "deaths_averted",
    "declining_factors",
    "difference",
    "directly_standardised_rate",
    "discount_factors",
    "discounted_years",
    "effective_size",
    "efficiency_frontier",
    "erreygers_index",
    "evpi",
    "exact_mean_interval",
    "exact_poisson",
    "fay_herriot",
    "generalised_concentration_index",
    "icer",
    "indirectly_standardised_ratio",
    "internal_rate_of_return",
    "mean_change",
    "median_time",
    "mortality_reduction",
    "payback_years",
    "placebo_test",
    "pooled_shares",
    "present_value",
    "quantile_of",
    "quantiles",
    "quarterly_growth",
    "rate_ratio",
    "rising_years",
    "shared_result",
    "slope_index",
    "slope_index_interval",
    "split_to_the_cent",
    "spread_below_stop_loss",
    "standard_error",
    "standardised_change",
    "standardised_difference",
    "standardised_mean_differences",
    "stratified_interval",
    "surplus_by_chance",
    "t_interval",
    "wagstaff_index",
    "weighted_difference",
    "who_delivers",
    "wilson",
    "year_end",
    "year_end_of_bookings",
]
