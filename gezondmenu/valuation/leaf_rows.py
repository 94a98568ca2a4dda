"""Every input as a row of the estimate table, so that each euro can be followed back on the published table alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from gezondmenu.card import FOLLOWS
from gezondmenu.reason import Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.valuation.chains import Chain, Inputs
from gezondmenu.valuation.engine import Choices, corners
from gezondmenu.valuation.formula import years_that_count
from gezondmenu.valuation.leaves import Leaf
from gezondmenu.valuation.prices import index_factor, price_list
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label

PARAMETERS = (
    "effect",
    "transfer",
    "persons",
    "persons_factor",
    "units",
    "price",
    "price_index",
    "attribution",
    "deadweight",
    "displacement",
    "drop_off",
    "first_year",
    "follow_up_years",
    "rise_from_years",
    "earlier",
    "years",
    "heat_share",
    "relative_risk",
    "reference_minutes",
    "cap",
    "mortality",
    "buildup_years",
)
"""Inputs of a chain in the order of the formula, and then those of WHO's HEAT."""

CHOICES = (
    "perspective",
    "price_year",
    "prices",
    "discount_rate_costs",
    "discount_rate_effects",
    "discount_rates",
    "horizon_years",
    "effect_correlation",
    "draws",
    "costs_factor",
)
"""Choices that hold for all chains, in the order in which a reader sees them."""

VOLUNTEER_PRICE = "unpaid_work_hour"
VOLUNTEERS = "volunteers"
"""Stands in the place of a chain in the inputs of the value of unpaid hours."""

Entry = dict[str, Any]


def leaf_rows(area: str, chains: Sequence[Chain], given: list[Inputs | Reasons], choices: Choices) -> Iterator[Entry]:
    """A row `value_input` for each input of each chain that has euros in this area."""
    for chain, inputs in zip(chains, given, strict=True):
        if isinstance(inputs, Reasons):
            continue
        shown = {**inputs, "years": _years(chain, inputs, choices)}
        for parameter in PARAMETERS:
            if parameter in shown:
                yield _entry(area, chain.id, parameter, shown[parameter])
        yield _entry(area, chain.id, "price_id", Leaf(design="borrowed", reasons=Why.NAME(name=chain.price)))
        who = Why.WHO_GAINS(payer=chain.payer, law=chain.law)
        yield _entry(area, chain.id, "payer", Leaf(reasons=who))


def choice_rows(area: str, choices: Choices, version: str) -> Iterator[Entry]:
    """The choices that hold for all chains: perspective, price year, rates, horizon, price list and draws."""
    leaves = {
        "perspective": Leaf(reasons=Why.NAME(name=choices.perspective)),
        "price_year": Leaf(choices.price_year, unit="year"),
        **_rates(choices),
        "horizon_years": Leaf(choices.horizon_years, unit="years"),
        "effect_correlation": Leaf(choices.effect_correlation, unit="correlation"),
        "draws": Leaf(choices.draws, unit="draws", reasons=Why.SEED(seed=choices.seed)),
        "prices": Leaf(reasons=Why.NAME(name=version)),
    }
    if not choices.costs_factor.is_fixed:
        leaves["costs_factor"] = choices.costs_factor
    for parameter, leaf in leaves.items():
        yield _entry(area, "all", parameter, leaf)


def _rates(choices: Choices) -> dict[str, Leaf]:
    falling = choices.discount_rates
    if falling is not None:
        words = Why.FALLING_RATES(rates=list(falling.values()), years=list(falling))
        return {"discount_rates": Leaf(unit="a year", reasons=words)}
    names = ("discount_rate_costs", "discount_rate_effects")
    return {name: Leaf(float(getattr(choices, name)), unit="a year") for name in names}


def _entry(area: str, chain: str, parameter: str, leaf: Leaf) -> Entry:
    return {
        "area": area,
        "indicator": "value_input",
        "group": group_label(chain=chain, parameter=parameter),
        "value": leaf.value,
        "lower": leaf.low,
        "upper": leaf.high,
        "unit": leaf.unit,
        "n": leaf.n,
        "method": leaf.distribution,
        "design": leaf.design,
        "reasons": leaf.reasons,
    }


def _years(chain: Chain, inputs: Inputs, choices: Choices) -> Leaf:
    """The years that count: no leaf of its own, but what drop-off, rate, horizon and the course come to."""
    ranges = {name: leaf for name, leaf in inputs.items() if name in ("drop_off", "first_year") and leaf.is_range}
    words = Why.FOLLOWS_FROM_DROP_OFF()

    def years(**ends: float) -> float:
        given = {name: leaf.value for name, leaf in inputs.items()} | ends
        return float(years_that_count(given, choices.rate(chain), choices.horizon_years, chain.method))

    if ranges:
        worth = [years(**ends) for ends in corners(ranges)]
        return Leaf(low=min(worth), high=max(worth), distribution="range", unit="years", reasons=words)
    return Leaf(years(), unit="years", reasons=words)


def volunteer_rows(study: Study, table: pd.DataFrame, period: str, price_year: int, factors: dict) -> Iterator[Entry]:
    """Unpaid hours in euros, only where the study asks for it; a line of its own, in no total."""
    if not study.choices.get("value_volunteer_time"):
        return
    prices = price_list(study).set_index("id")
    price = prices.loc[VOLUNTEER_PRICE]
    words = join(Why.NOT_IN_TOTAL(), Why.SOURCE(source=price["source"]))
    try:
        each = float(price["value"]) * index_factor(int(price["price_year"]), price_year, factors)
    except GezondmenuError:
        each = float("nan")
        words = Why.NO_PRICE_INDEX(year=price["price_year"], to_year=price_year)
    rows = table[(table["indicator"] == "unpaid_hours") & (table["period"] == period) & (table["group"] == ALL)]
    for row in rows[rows["variant"] == "main"].itertuples():
        entry = {
            "area": row.area,
            "indicator": "volunteer_value",
            "reasons": words,
            "method": FOLLOWS,
        }
        if row.status != "ok" or each != each:
            yield {**entry, "status": "no data", "reasons": row.reasons if row.status != "ok" else words}
        else:
            yield {**entry, "value": row.value * each, "numerator": row.value}
            hours = Leaf(
                float(row.value),
                unit="hours",
                design="count",
                reasons=Why.COUNTED(indicator="unpaid_hours"),
            )
            paid = Leaf(float(price["value"]), unit=str(price["unit"]), design="borrowed", reasons=words)
            index = Leaf(each / float(price["value"]), unit="factor", design="borrowed")
            for parameter, leaf in (("units", hours), ("price", paid), ("price_index", index)):
                yield _entry(str(row.area), VOLUNTEERS, parameter, leaf)
