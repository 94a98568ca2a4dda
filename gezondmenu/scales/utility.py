"""EQ-5D with the Dutch value sets."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.scales.answers import ITEM_MISSING, Codes, read_answers, score_table
from gezondmenu.vocabulary import GezondmenuError

ITEMS = ("mobility", "self_care", "usual_activities", "pain", "anxiety")
LEVELS = {"3L": 3, "5L": 5, "Y-3L": 3}
MOST_OF_THREE = 3
FEWEST_TO_JUDGE = 30
"""Persons: of fewer it may well be that nobody has a level above 3 of 5."""

DECIMALS = 3
"""The value sets are printed with three decimals, and so is each value."""


def level_codes(instrument: str) -> Codes:
    """What a dimension may hold; ``Y-3L`` has codes only."""
    return Codes(1, LEVELS[instrument], words=("eq5d", instrument))


@functools.cache
def value_sets() -> dict[str, str]:
    """Value sets, each with the instrument that it belongs to.

    Examples
    --------
    >>> value_sets()
    {'NL-2006': '3L', 'NL-2026': '3L', 'NL-2016': '5L', 'NL-2022': 'Y-3L'}
    """
    table = read_reference("eq5d_nl")
    return dict(zip(table["value_set"], table["instrument"], strict=True))


def eq5d(frame: pd.DataFrame, *, instrument: str, value_set: str) -> pd.DataFrame:
    """Utility of a health state as the Dutch public values it: use it for quality of life and QALYs.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``mobility``, ``self_care``, ``usual_activities``, ``pain``,
        ``anxiety``: 1 (no problems) to 3, or to 5 with ``5L``.
    instrument : str
        ``3L``, ``5L`` or ``Y-3L`` (the youth version).
    value_set : str
        ``NL-2006`` or ``NL-2026`` with 3L, ``NL-2016`` with 5L, ``NL-2022`` with Y-3L. There is no default: the two
        sets of the 3L differ by up to 0.40 for one and the same state.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``utility`` (float; 1 is full health, 0 is dead, below 0 is worse),
        ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where value set and instrument do not fit, a column is missing, or an answer is no code.

    Notes
    -----
    ``1 + Σ coefficient`` of the level of each dimension, with a constant for any problem (2006, 2016, 2026) and one
    more for any level 3 (2006), to three decimals. State 11111 is 1. An item missing: no utility. The coefficients
    stand in ``gezondmenu/reference/eq5d_nl.csv``. Never compare utilities of two value sets, and name the set with each
    result.

    References
    ----------
    Lamers (2006), doi:10.1002/hec.1124; Versteegh (2016), doi:10.1016/j.jval.2016.01.003; Roudijk (2022),
    doi:10.1007/s40273-022-01192-0; Roudijk and Jonker (2026), doi:10.1007/s10198-025-01892-2.

    Examples
    --------
    >>> frame = pd.DataFrame([[1, 1, 1, 1, 1], [2, 1, 2, 3, 1], [2, 1, None, 3, 1]], columns=ITEMS)
    >>> eq5d(frame, instrument="3L", value_set="NL-2006")["utility"].tolist()
    [1.0, 0.298, nan]
    >>> eq5d(frame, instrument="3L", value_set="NL-2006")["reason"].tolist()
    ['', '', 'an item is missing']
    """
    if value_sets().get(value_set) != instrument:
        raise GezondmenuError(
            "eq5d: value set {value_set} does not belong to instrument {instrument}; choose one of {allowed}",
            value_set=value_set,
            instrument=instrument,
            allowed=", ".join(f"{fitting} + {name}" for name, fitting in value_sets().items()),
        )
    levels = read_answers(frame, "eq5d", ITEMS, level_codes(instrument))
    missing = np.isnan(levels).sum(axis=1)
    return score_table(frame, {"utility": _utilities(levels, value_set)}, missing, [(missing > 0, ITEM_MISSING)])


def answered_in_three_levels(persons: pd.Series, levels: np.ndarray, instrument: str) -> int:
    """How many persons answered, where these are levels 1 to 3 under the instrument of five; 0 where nothing is odd.

    Parameters
    ----------
    persons : Series
        Who gave each answer.
    levels : array
        The answers, of all dimensions and waves together; NaN where there is none.
    instrument : str
        As in `eq5d`.

    Notes
    -----
    An answer of the 3L under a value set of the 5L makes a utility that is far too high: its level 3 is extreme, and
    that of the 5L moderate. In a large enough group somebody has severe problems.

    Examples
    --------
    >>> persons = pd.Series([f"p{number}" for number in range(30)])
    >>> answered_in_three_levels(persons, np.array([1, 2, 3] * 10), "5L")
    30
    >>> answered_in_three_levels(persons, np.array([1, 2, 4] * 10), "5L")
    0
    """
    known = ~np.isnan(levels)
    people = int(persons[known].nunique())
    odd = LEVELS[instrument] > MOST_OF_THREE and people >= FEWEST_TO_JUDGE and levels[known].max() <= MOST_OF_THREE
    return people if odd else 0


def _utilities(levels: np.ndarray, value_set: str) -> np.ndarray:
    """Values of states, (persons, 5) to (persons,)."""
    full_health, any_problem, any_level_3, losses = _coefficients(value_set)
    known = ~np.isnan(levels).any(axis=1)
    states = np.where(known[:, None], levels, 1).astype(int)
    value = full_health + losses[np.arange(len(ITEMS)), states - 1].sum(axis=1)
    value += any_problem * (states > 1).any(axis=1) + any_level_3 * (states == 3).any(axis=1)
    return np.where(known, np.round(value, DECIMALS), np.nan)


@functools.cache
def _coefficients(value_set: str) -> tuple[float, float, float, np.ndarray]:
    table = read_reference("eq5d_nl")
    rows = table[table["value_set"] == value_set]
    coefficient = {
        (term, level): float(number)
        for term, level, number in zip(rows["term"], rows["level"], rows["coefficient"], strict=True)
    }
    levels = range(1, LEVELS[rows["instrument"].iloc[0]] + 1)
    losses = np.array([[coefficient.get((item, str(level)), 0.0) for level in levels] for item in ITEMS])
    return (
        coefficient["full_health", ""],
        coefficient.get(("any_problem", "2+"), 0.0),
        coefficient.get(("any_level_3", "3"), 0.0),
        losses,
    )
