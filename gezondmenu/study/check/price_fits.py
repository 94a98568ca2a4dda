"""Whether the outcome of a chain is in the unit of its price, and which way of it is a gain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gezondmenu.study.valued import (
    AMOUNT,
    DEATH,
    FITTING,
    FLOWS,
    LEVELS,
    QALY,
    Measured,
    Valued,
    borrowed_outcomes,
    measured_outcomes,
    text_of,
    valued_prices,
)

Tables = Mapping[str, pd.DataFrame]

TABLES = ("chains", "assumptions", "prices", "borrowed_effects", "questions")
"""What must be known to tell whether prices fit."""

NOWHERE = Measured("", "")

ABOUT = {"heat_needs_minutes": "outcome", "no_better_way": "outcome"}
"""The column of table chains that a rule points at, where it is not the price."""


class Misfit(NamedTuple):
    """A price that cannot be put on an outcome: the rule, the table, the position of its row, the column, the words."""

    rule: str
    table: str
    position: int
    column: str
    words: dict[str, Any]


class Fit(NamedTuple):
    """How a price fits its outcome.

    `rule` is the one that it breaks, blank where it fits. `turned` says that a lower score is the gain where the price
    is of something good, or a higher one where it is of a cost: the units of the price per point then turn their sign.
    `rises` says that the outcome is how people are at a moment, as it was measured here: it came about between waves.
    """

    rule: str = ""
    turned: bool = False
    rises: bool = False


def fit_of(chain: dict, price: Valued, measured: Measured, has_units: bool) -> Fit:
    """How the price of a chain fits what it is put on.

    Parameters
    ----------
    chain : dict
        The row of table chains.
    price : Valued
    measured : Measured
        Of the outcome, or of the borrowed effect that the chain names; blank where nothing is known of it.
    has_units : bool
        Whether the study says, for this chain, how many units of the price a point is.

    Examples
    --------
    >>> qaly = Valued("EUR/QALY", "residents", "benefit", "qaly")
    >>> lonely = Measured("score", "lower")
    >>> fit_of({"effect": None}, qaly, Measured("utility", "higher"), False)
    Fit(rule='', turned=False, rises=True)
    >>> fit_of({"effect": None}, qaly, lonely, False).rule, fit_of({"effect": None}, qaly, lonely, True).turned
    ('no_utility', True)
    """
    borrowed = text_of(chain["effect"]) != ""
    good = price.counts_as == "benefit"
    if price.values == DEATH:
        minutes = measured.measures in FITTING[DEATH] or (borrowed and not measured.measures)
        return Fit("" if minutes or measured == NOWHERE else "heat_needs_minutes")
    if good and not price.values and not has_units:
        return Fit("price_values_nothing")
    measures = measured.measures
    if borrowed and not measures and not good:
        measures = AMOUNT  # what table borrowed_effects says of its values: so many units per person a year
    if not borrowed and measured == NOWHERE:
        return Fit(rises=True)  # not measured here, so that it has no euros
    fits = measures in FITTING.get(price.values, (AMOUNT,))
    if not fits and not has_units:
        return Fit("no_utility" if price.values == QALY else "price_does_not_fit")
    by_the_scale = (measures in LEVELS) if fits else measured.better != ""
    if by_the_scale and measured.better not in ("higher", "lower"):
        return Fit("no_better_way")
    turned = by_the_scale and measured.better == ("lower" if good else "higher")
    return Fit(turned=turned, rises=not borrowed and measures not in FLOWS)


def price_fits(tables: Tables) -> dict[str, Fit]:
    """How the price of each chain of a study fits, by chain; chains whose price is not known are left out.

    Parameters
    ----------
    tables : mapping of DataFrame
        chains, assumptions, prices, borrowed_effects and questions, each with all its columns.
    """
    prices, given = valued_prices(tables["prices"]), tables["assumptions"]
    with_units = set(given.loc[given["parameter"] == "units", "chain"].dropna())
    return {
        chain: fit_of(row, prices[price], measured, chain in with_units)
        for chain, row, measured in _chains(tables)
        if (price := text_of(row["price"])) in prices
    }


def misfits(tables: Tables) -> list[Misfit]:
    """Every price that cannot be put on its outcome, and units whose sign says what the scale says already.

    `tables` is as `price_fits` takes it.
    """
    if tables["chains"].empty:
        return []
    prices, fits, given = valued_prices(tables["prices"]), price_fits(tables), tables["assumptions"]
    positions = {text_of(chain): position for position, chain in enumerate(tables["chains"]["chain"])}
    wrong, scaled = [], []
    for chain, row, measured in _chains(tables):
        scaled += [chain] if measured.better else []
        rule = fits.get(chain, Fit()).rule
        if rule:
            unit = prices[text_of(row["price"])].unit
            words = {"chain": chain, "outcome": text_of(row["outcome"]), "unit": unit}
            wrong.append(Misfit(rule, "chains", positions[chain], ABOUT.get(rule, "price"), words))
    for column in ("value", "low", "high"):
        below = (given["parameter"] == "units") & given["chain"].isin(scaled) & (given[column] < 0)
        for position in np.flatnonzero(below.fillna(False)):
            words = {"chain": text_of(given["chain"].iloc[position])}
            wrong.append(Misfit("units_below_zero", "assumptions", int(position), column, words))
    return wrong


def _chains(tables: Tables) -> Iterator[tuple[str, dict, Measured]]:
    """Each chain with its row, and what its outcome or its borrowed effect measures."""
    outcomes = measured_outcomes(tables["questions"])
    effects = borrowed_outcomes(tables["borrowed_effects"], outcomes)
    for row in tables["chains"].dropna(subset=["chain"]).to_dict("records"):
        effect = text_of(row["effect"])
        known, name = (effects, effect) if effect else (outcomes, text_of(row["outcome"]))
        yield str(row["chain"]), row, known.get(name, NOWHERE)
