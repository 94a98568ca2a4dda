"""The words of findings about chains to euros: what would count twice."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

DOUBLE_COUNTS = {
    "double_health": Rule(
        "error",
        message(
            "Chain {chain} counts QALYs and chain {other} WELLBYs in one total. Better health makes life more "
            "satisfying, so the same gain would count twice."
        ),
        message(
            "Choose one of the two, and write no under in_total for the other: then it is shown beside the total. "
            "Where the two are different, write why under different_because: the page repeats it."
        ),
    ),
    "double_life": Rule(
        "error",
        message(
            "Chains {chain} and {other} both value health or well-being in one total (QALYs, WELLBYs, points of "
            "health, deaths averted), and nothing says that it is of other people: the same gain may count twice."
        ),
        message(
            "Choose one of the two, and write no under in_total for the other, or give them starting levels that do "
            "not overlap. Where they are different gains, write why under different_because: the page repeats it."
        ),
    ),
    "double_time": Rule(
        "error",
        message(
            "Chains {chain} and {other} both value the same kind of time in one total. A day of absence and its hours, "
            "or an hour lost and its pay, are one loss, which would count twice."
        ),
        message(
            "Choose one of the two, and write no under in_total for the other, or give them starting levels that do "
            "not overlap. Where it is other time, write why under different_because: the page repeats it."
        ),
    ),
    "double_overlap": Rule(
        "error",
        message(
            "Effect {effect} overlaps with {overlap} (overlaps_with), and chains {chain} and {other} add both. "
            "The part that they share would count twice."
        ),
        message("Write no under in_total for one of the two chains, or use one effect that holds both."),
    ),
    "double_unknown": Rule(
        "error",
        message(
            "Chains {chain} and {other} add the effects {effect} and {other_effect}. Nobody says whether "
            "these overlap, so the same saving may count twice."
        ),
        message(
            "Look it up in the source. Where they do not overlap, write none under overlaps_with; where they do, or "
            "nobody knows, write no under in_total for one of the two chains."
        ),
    ),
    "double_same": Rule(
        "error",
        message("Chains {chain} and {other} value the same change of the same people in the same unit."),
        message(
            "Remove one of the two, write no under in_total for it, or give them starting levels that do not overlap "
            "(level_from, level_to)."
        ),
    ),
    "double_subsidy": Rule(
        "error",
        message("This subsidy pays for costs that are booked too ({what}, {year}): the same money would count twice."),
        message("Keep the costs and remove the subsidy, or the other way round."),
    ),
}
"""Rules that `check` names at the row, and that `gm.value` refuses with."""

MISFITS = {
    "price_values_nothing": Rule(
        "error",
        message(
            "Nobody says what this price of a benefit values ({unit}), so that it cannot be told whether chain {chain} "
            "is in its unit, or counts something twice."
        ),
        message(
            "Write it under values in table prices, such as qaly, wellby or health point; or give units for this chain "
            "in table assumptions."
        ),
    ),
    "no_utility": Rule(
        "error",
        message(
            "A QALY is a year of life at utility 1, and {outcome} in chain {chain} is no utility: "
            "a point of it is not a QALY ({unit})."
        ),
        message(
            "Name an outcome with a utility, such as eq5d, or a borrowed effect with utility or qaly under measures; "
            "or give in table assumptions, under units and for this chain, how many QALYs a point is that lasts a "
            "year, with the source."
        ),
    ),
    "price_does_not_fit": Rule(
        "error",
        message(
            "The outcome {outcome} of chain {chain} is not in the unit of this price ({unit}), "
            "so that each point would count as a whole unit."
        ),
        message(
            "Give in table assumptions, under units and for this chain, how many units of the price a point is, with "
            "the source; or choose a price that fits, or say under measures (questions, borrowed_effects) what it is."
        ),
    ),
    "heat_needs_minutes": Rule(
        "error",
        message("HEAT takes minutes a week of walking or cycling, and {outcome} in chain {chain} is something else."),
        message(
            "Name a question of your own with minutes a week under measures, or a borrowed effect in minutes a week."
        ),
    ),
    "no_better_way": Rule(
        "error",
        message("Of {outcome} in chain {chain} neither higher nor lower counts as better: no change of it is a gain."),
        message("Write higher or lower under better in table questions, or leave out the chain."),
    ),
    "units_below_zero": Rule(
        "error",
        message("Units of the price per point lie above 0: which way of a score is a gain, its scale says."),
        message("Write how many units one point better is, without a minus (chain {chain})."),
    ),
}
"""Prices that cannot be put on what they are put on: `check` names them at the row, and `gm.value` refuses them."""

VALUE_RULES = {
    **DOUBLE_COUNTS,
    **MISFITS,
    "unknown_price": Rule(
        "error",
        message("There is no price with this code in the price list or in table prices."),
        message("Choose a code of the price list, or add your own price with its source to table prices."),
    ),
    "unknown_effect": Rule(
        "error",
        message("There is no borrowed effect with this code."),
        message(
            "Add it to table borrowed_effects with its setting, design and source; leave the cell empty when the "
            "effect was measured here."
        ),
    ),
    "value_outside_range": Rule(
        "error",
        message("The value does not lie between low and high."),
        message("Look up all three, or leave the value empty when only the range is known."),
    ),
    "half_a_range": Rule(
        "error",
        message("A range has two ends, and one is missing."),
        message("Give both low and high, or neither."),
    ),
    "distribution_needs_range": Rule(
        "error",
        message("This distribution needs a value with low and high."),
        message("Give all three; or leave the distribution empty, so that a range stays a range."),
    ),
    "distribution_does_not_fit": Rule(
        "error",
        message(
            "This distribution does not fit the range: gamma and lognormal stay on one side of 0, beta between 0 and 1."
        ),
        message("Use pert, or normal."),
    ),
    "not_a_share": Rule(
        "error",
        message("This is a share, and must lie between 0 and 1."),
        message("Write 30% as 0.3."),
    ),
    "factor_is_a_range": Rule(
        "error",
        message("Persons and costs take a range around 1, above 0, and no other value."),
        message("Write low and high, such as 0.9 and 1.1, and leave value blank."),
    ),
    "costs_of_all": Rule(
        "error",
        message("The costs are those of everything together, not of one chain."),
        message("Leave chain blank."),
    ),
    "share_needs_bounds": Rule(
        "error",
        message("A share lies between 0 and 1, and draws of this distribution go beyond that."),
        message("Use pert or beta."),
    ),
    "deaths_need_heat": Rule(
        "error",
        message("A HEAT method gives deaths averted: it goes with the price of a death averted, and only with that."),
        message("Choose price vsl_nl_heat with method heat walking or heat cycling, or another price without them."),
    ),
    "not_in_euros": Rule(
        "error",
        message("The price is not in euros."),
        message("Give the price in euros, with its source, in table prices."),
    ),
    "price_to_review": Rule(
        "note",
        message("This price should have been looked at again by now."),
        message("Look for a newer figure; if there is none, choose a new date."),
    ),
    "index_not_to_next_year": Rule(
        "error",
        message("A factor of the price index goes from one year to the next."),
        message("Use a code such as cpi_factor_2024_2025."),
    ),
    "index_out_of_range": Rule(
        "error",
        message("A factor of the price index from one year to the next lies between 0.8 and 1.5."),
        message("Write 3.3% inflation as 1.0330, with four decimals, so that it cannot be read as thousands."),
    ),
    "effect_no_share": Rule(
        "error",
        message("The unit says that this is a share, and a share lies between -1 and 1."),
        message("Write 9% less as -0.09; or correct the unit."),
    ),
    "effect_expired": Rule(
        "warning",
        message("This borrowed effect may not be used after this day, so its chains have no euros."),
        message("Look for a newer study; or choose a new date, if it still holds."),
    ),
    "band_of_participants_only": Rule(
        "error",
        message("Starting levels are known of participants only."),
        message("Leave reached empty, or leave level_from and level_to empty."),
    ),
    "chain_without": Rule(
        "warning",
        message("This chain has no {missing}, so it has no euros."),
        message("Give it in table assumptions, with a reason; 0 is an answer too."),
    ),
    "outcome_not_measured": Rule(
        "warning",
        message("The survey does not measure this outcome, so the chain has no euros."),
        message("Name an outcome of the survey ({outcomes}), or a borrowed effect."),
    ),
    "no_price_index": Rule(
        "warning",
        message(
            "There is no price index from {year} to {next}, so chains that need it have no euros, such as {chain}."
        ),
        message("Give it in table prices as cpi_factor_{year}_{next}, with its source, or choose another price_year."),
    ),
    "chosen_twice": Rule(
        "error",
        message("Of one set, one statement is chosen as best and one as worst; this choice doubles another."),
        message("Keep the statement that this person chose, and leave the choice of the other empty."),
    ),
    "choice_needed_for_value": Rule(
        "warning",
        message("The study has chains to euros, and study.toml does not say {choice}."),
        message("Add it to study.toml; until then nothing is valued."),
    ),
    "rates_unreadable": Rule(
        "error",
        message("“{part}” is no year with the discount rate from then on: a rate lies between 0 and 0.2."),
        message("Write such as 0: 0.035, 30: 0.03, with commas between and a point in each rate."),
    ),
    "rates_without_start": Rule(
        "error",
        message("Discount rates that fall with time start at year 0, and these start at year {year}."),
        message("Write first which rate holds from year 0 on, such as 0: 0.035."),
    ),
    "rates_do_not_fall": Rule(
        "error",
        message("Years rise and discount rates fall, and year {year} after year {before} does not follow that."),
        message("Put the years in order, each once and with a lower rate than the one before."),
    ),
    "rates_beside_rates": Rule(
        "note",
        message("This rate is not used: discount_rates holds for costs and effects."),
        message("Leave it out, or leave out discount_rates."),
    ),
}
"""Every rule about value; all have their Dutch in valuation.po."""
