"""What a unit of each price is worth something for, what each outcome measures, and which of these fit and overlap.

All of it is data: the column `values` of prices, and `measures` of scales, questions and borrowed effects. No word of a
unit decides.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.scales import scale_table

QALY, WELLBY, DEATH, POINT = "qaly", "wellby", "death averted", "health point"
WORK = "working time"
HEALTH, TIME = "health", "time"

OVERLAPPING = {
    QALY: HEALTH,
    WELLBY: HEALTH,
    DEATH: HEALTH,
    POINT: HEALTH,
    WORK: f"{TIME}: work",
    "informal care": f"{TIME}: informal care",
    "unpaid work": f"{TIME}: unpaid work",
    "care": "",
    "care cost": "",
    "travel": "",
    "other": "",
}
"""What a price may value, with its group: two chains in one group value the same thing of the same people. Visits and
days of care have none, since one is not the other; of borrowed savings `overlaps_with` says whether they overlap."""

AMOUNT, SCORE = "amount", "score"
FITTING = {
    QALY: ("utility", QALY),
    WELLBY: ("life satisfaction", WELLBY),
    DEATH: ("minutes a week",),
    POINT: (SCORE, "share", "utility", "life satisfaction"),
    "care cost": ("share of cost", AMOUNT),
    "": ("share of cost", AMOUNT),
}
"""Measures of which one point a year is one unit of what the price values; of all other prices, an amount a year. A
cost of which nobody says what it values (blank) takes amounts, and shares of itself."""

LEVELS = ("utility", "life satisfaction", SCORE, "share")
"""Measures of how people are at a moment, of which the scale says which way is better."""

FLOWS = (AMOUNT, "minutes a week")
"""Measures of what people do in a time, which a wave asks for the time before it."""

UPWARDS = ("utility", "life satisfaction")
"""Of these higher is better, whoever measures them."""


class Valued(NamedTuple):
    """What a price is about; `values` is blank where nobody says it."""

    unit: str
    payer: str
    counts_as: str
    values: str


class Measured(NamedTuple):
    """What an outcome measures, and which way is better: higher, lower, neutral, or blank where nobody says."""

    measures: str
    better: str


def valued_prices(own: pd.DataFrame) -> dict[str, Valued]:
    """What each price is about, by id: those of the list, and those of a study, which go first.

    Parameters
    ----------
    own : DataFrame
        The table prices of a study. A blank under `values` is what the list says of the same price, else of every
        price in exactly the same unit (a QALY, a consult, not an hour, which may be of care or of work).

    Examples
    --------
    >>> prices = valued_prices(pd.DataFrame())
    >>> prices["sick_day_8h"].values, prices["productivity_hour"].values, prices["gp_consult"].values
    ('working time', 'working time', 'care')
    """
    valued = dict(_shipped_prices())
    of_unit: dict[str, set[str]] = {}
    for price in valued.values():
        of_unit.setdefault(unit_of(price.unit), set()).add(price.values)
    for row in own.to_dict("records"):
        id, unit = text_of(row["price"]), text_of(row["unit"])
        same = of_unit.get(unit_of(unit), set())
        values = text_of(row.get("values")) or (valued[id].values if id in valued else "")
        values = values or (next(iter(same)) if len(same) == 1 else "")
        valued[id] = Valued(unit, text_of(row["payer"]), text_of(row["counts_as"]), values)
    return valued


@functools.cache
def _shipped_prices() -> dict[str, Valued]:
    """What each price of the list is about; not to be changed."""
    shipped = read_reference("prices")
    return {row.id: Valued(row.unit, row.payer, row.counts_as, row.values) for row in shipped.itertuples(index=False)}


def unit_of(unit: str) -> str:
    """The unit that a price is for one of.

    Examples
    --------
    >>> unit_of("EUR/QALY"), unit_of("GBP per WELLBY")
    ('QALY', 'WELLBY')
    """
    return unit.replace(" per ", "/", 1).partition("/")[2].strip()


def measured_outcomes(questions: pd.DataFrame) -> dict[str, Measured]:
    """What each outcome of a survey measures, by name: our scales, and questions of a study's own.

    Examples
    --------
    >>> outcomes = measured_outcomes(pd.DataFrame(columns=["question", "scale"]))
    >>> outcomes["eq5d"].measures, outcomes["ucla3"]
    ('utility', Measured(measures='score', better='lower'))
    """
    measured = dict(_outcomes_of_scales())
    own = questions.dropna(subset=["question"])
    for name, rows in own.groupby(own["scale"].fillna(own["question"]), sort=False):
        first = rows.iloc[0]
        blank = "share" if text_of(first["level"]) == "yes_no" and len(rows) == 1 else SCORE
        turned = rows["better"].fillna("higher").nunique() > 1  # its items are turned, so that higher is better
        better = "higher" if turned else text_of(first["better"]) or "higher"
        measured[str(name)] = Measured(text_of(first.get("measures")) or blank, better)
    return measured


@functools.cache
def _outcomes_of_scales() -> dict[str, Measured]:
    """What the outcomes of our scales measure; not to be changed."""
    measured = {row.outcome: Measured(row.measures, row.better) for row in scale_table().itertuples(index=False)}
    return {**measured, "good_health": Measured("share", "higher")}


def borrowed_outcomes(own: pd.DataFrame, outcomes: dict[str, Measured]) -> dict[str, Measured]:
    """What each borrowed effect is a change of, by id.

    Parameters
    ----------
    own : DataFrame
        The table borrowed_effects of a study. A blank under `measures` is what an outcome of that name measures;
        blank where there is none.
    outcomes : dict of Measured
        Of `measured_outcomes`.
    """
    shipped = read_reference("borrowed_effects")[["effect", "outcome", "measures"]]
    measured = {}
    for row in [*shipped.to_dict("records"), *own.to_dict("records")]:
        same = outcomes.get(text_of(row["outcome"]), Measured("", ""))
        measures = text_of(row.get("measures")) or same.measures
        better = same.better or ("higher" if measures in UPWARDS else "")
        measured[text_of(row["effect"])] = Measured(measures, better)
    return measured


def text_of(cell: object) -> str:
    """A cell as text; blank where it is missing."""
    return "" if cell is None or pd.isna(cell) else str(cell)
