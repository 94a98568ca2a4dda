"""What each published row counts: one variable for each number of persons or visits, however many columns hold it.

A card names the set behind its numerator, denominator and n; `sets.toml` says how a set adds up. Together with the
area, the period and the group of a row that makes a variable: two cells with the same variable hold the same number,
so that hiding one of them hides nothing while the other is shown.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

import pandas as pd

from gezondmenu.card import Indicator
from gezondmenu.indicators.register import named_indicators
from gezondmenu.vocabulary import PERSONS, group_label, previous_period, split_group

KNOWN, BEFORE = "known", "before"
ANY = "*"
"""The level of a trait in the group of a variable that counts all whose level is known."""

SETS_OF = {"numerator": "counts", "denominator": "out_of", "n": "rests_on"}
"""The field of a card that names the set behind each column."""

VARIABLE = ["set", "area", "period", "group"]


@dataclass(frozen=True)
class CountedSet:
    """How a set adds up; the fields are explained at the top of `sets.toml`."""

    areas: str = "some"
    periods: str = "some"
    part_of: str = ""
    made_of: tuple[str, ...] = ()
    public: bool = False


@functools.cache
def counted_sets() -> dict[str, CountedSet]:
    """The sets of `sets.toml` by name.

    Examples
    --------
    >>> counted_sets()["regulars"].part_of, counted_sets()["visits"].periods
    ('participants', 'sum')
    """
    text = resources.files("gezondmenu.disclosure").joinpath("sets.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    return {
        name: CountedSet(**{**entry, "made_of": tuple(entry.get("made_of", ()))}) for name, entry in entries.items()
    }


def how_it_adds(name: str) -> CountedSet:
    """How a set adds up; a set that `sets.toml` does not have belongs to a card of one's own."""
    return counted_sets().get(name, CountedSet())


def counted_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The cells of a table that hold a number of persons or visits, each with its variable.

    Parameters
    ----------
    table : DataFrame
        The estimate table, released or not. Rows of comparisons and trends follow from others and hold none.

    Returns
    -------
    DataFrame
        A line for each cell: ``row`` (its index in `table`), ``column``, its ``value``, ``exact`` (visits, which are
        not rounded), and the variable: ``set``, ``area``, ``period``, ``group``.
    """
    register = named_indicators()
    known = table[(table["variant"] == "main") & table["indicator"].isin(register)]
    parts = []
    for name, rows in known.groupby("indicator", sort=False):
        entry = register[str(name)][1]
        for column in SETS_OF:
            if wanted := _set_of(entry, column):
                parts.append(_cells(rows, column, wanted, entry))
    columns = ["row", "column", "value", "exact", *VARIABLE]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _set_of(entry: Indicator, column: str) -> str:
    """The set behind a column, as the card names it, or one of its own; blank where it counts no persons or visits."""
    if entry.formula in ("borrowed", "trend", "gradient", "value"):
        return ""
    if named := getattr(entry, SETS_OF[column]):
        return "" if how_it_adds(named.split()[0].split(";")[0]).public else named
    if column == "n":
        return f"{entry.name}:n" if entry.formula == "mean" else ""
    counted = getattr(entry, column) in (*PERSONS, "visits") and entry.formula != "mean"
    return f"{entry.name}:{column}" if counted else ""


def _cells(rows: pd.DataFrame, column: str, wanted: str, entry: Indicator) -> pd.DataFrame:
    name, _, how = wanted.partition(" ")
    name, _, level = name.partition(";")
    groups = rows["group"].map({group: _group(group, level, how, entry) for group in rows["group"].unique()})
    periods = rows["period"]
    if how == BEFORE:
        periods = periods.map({period: previous_period(period) for period in periods.unique()})
    exact = getattr(entry, column) == "visits" if column != "n" else False
    cells = {"row": rows.index, "column": column, "value": rows[column].to_numpy(float), "exact": exact, "set": name}
    return pd.DataFrame(
        {**cells, "area": rows["area"].to_numpy(), "period": periods.to_numpy(), "group": groups.to_numpy()}
    )


def _group(group: str, level: str, how: str, entry: Indicator) -> str:
    """The group of the variable of a row: a level more, or all whose level is known."""
    traits = dict(split_group(group))
    if level:
        traits |= split_group(level)
    if how == KNOWN:
        traits = {trait: ANY if entry.distribution in ("", trait) else own for trait, own in traits.items()}
    return group_label(**traits) if traits else "all"
