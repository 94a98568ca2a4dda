"""Indicators of one's own from the file `indicators.toml` of a study folder: rows counted as its `rows` say."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.card import Card, Indicator
from gezondmenu.indicators.population import residents_of_targets
from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, to_targets, whole_years
from gezondmenu.indicators.register import cards_for, register_own, shipped_cards
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.study.row_keys import plain
from gezondmenu.vocabulary import ALL, GezondmenuError, month_of, quarter_of

BLANK = {"role": "participant", "solved_by": "open"}
"""What a blank cell stands for, as elsewhere."""

ROW = "_row"
"""The place of a row in its table, counted from 0."""

JOINED = {"activity": "activities", "person": "people"}
"""A column of these tables may be named too, where the counted table has the id on the left."""


def own_cards(study: Study) -> None:
    """Put the cards of the study's own file in the register.

    Raises
    ------
    GezondmenuError
        When an id or a name is one of ours.
    """
    others = {id: card for id, card in cards_for(()).items() if id not in study.own_indicators}
    names = {name for card in others.values() for name in card.indicators}
    for card in study.own_indicators.values():
        taken = card.id if card.id in shipped_cards() else next((name for name in card.indicators if name in names), "")
        if taken:
            raise GezondmenuError(
                "indicators.toml: the name {name} is taken by an indicator of the package; choose another one",
                name=taken,
            )
    functions = {card.id: functools.partial(counted, card=card) for card in study.own_indicators.values()}
    register_own(study.own_indicators, functions)


def counted(records: Records, card: Card) -> pd.DataFrame:
    """The rows of a card from a study's own file.

    Returns
    -------
    DataFrame
        ``area, period, indicator, numerator, denominator, n``: by year, by period as written, and over all.
    """
    return concat(*(_counted(records, entry) for entry in card.indicators.values()))


def _counted(records: Records, entry: Indicator) -> pd.DataFrame:
    rule = entry.rows
    if not records.study.has(rule["table"]):
        rows = pd.DataFrame({"area": records.targets, "period": ALL, "indicator": entry.name, "status": "no data"})
        return rows.assign(reasons=Why.NO_TABLE(table=rule["table"]))
    every, among, chosen = rows_of_rule(records, entry)
    wanted = _count(among, entry.denominator or entry.numerator, rule.get("sum")).to_frame("denominator")
    wanted["numerator"] = _count(chosen, entry.numerator, rule.get("sum"))
    wanted["numerator"] = wanted["numerator"].fillna(0.0).where(wanted["denominator"].notna())
    behind = among if entry.formula == "percentage" else chosen
    wanted["n"] = _count(behind, "persons", None).reindex(wanted.index) if "person" in behind else np.nan
    if entry.formula == "count":
        wanted = wanted.drop(columns="denominator")
    elif entry.formula == "rate":
        wanted["denominator"] = wanted.index.get_level_values("area").map(residents_of_targets(records))
    lost = (every.groupby(AREA_PERIOD).size() - among.groupby(AREA_PERIOD).size()).reindex(wanted.index)
    whole = every.groupby(AREA_PERIOD).size().reindex(wanted.index)
    reasons_of_rows = [
        Why.UNKNOWN_OF(unknown=int(gone), all=int(size)) if gone > 0 else NOTHING
        for gone, size in zip(lost, whole, strict=True)
    ]
    wanted = wanted.reset_index().assign(indicator=entry.name, status="ok", reasons=reasons_of_rows)
    unknown = wanted["numerator"].isna()
    wanted.loc[unknown, ["status", "reasons"]] = ["no data", Why.SAYS_NOTHING_HERE()]
    if entry.formula == "rate":
        unknown = ~(wanted["denominator"] > 0)
        wanted.loc[unknown, ["status", "reasons"]] = ["no data", Why.POPULATION_UNKNOWN()]
    return wanted


def rows_of_rule(records: Records, entry: Indicator) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows that an indicator is about, those below the line and those above it, by area and period."""
    rule = entry.rows
    of_persons = "persons" in (entry.numerator, entry.denominator)
    every = chosen_rows(_placed(records, rule["table"], of_persons), rule.get("among", {}))
    among = every.dropna(subset=[*rule.get("where", {})]) if entry.formula == "percentage" else every
    return every, among, chosen_rows(among, rule.get("where", {}))


def _placed(records: Records, name: str, at_home: bool) -> pd.DataFrame:
    """The rows of a table with the columns of its activity and person, an area, a period, and every total.

    Persons count where they live, as participants do; other rows where they are or where their activity is.
    """
    rows = with_area(records.study, name, at_home)
    own = next((column for column in ("period", "year") if column in records.study[name]), "")
    if own:
        grain = ["measure", "area"] if name == "invitations" else [ROW]  # a year of invitations holds its quarters
        every = whole_years(rows.assign(period=rows[own].astype("str")), grain)
        return to_targets(every[every["area"].notna()], records)
    if "date" in rows:
        month = month_of(rows["date"])
        labels = {"year": month.str[:4], "quarter": quarter_of(month), "month": month}
        dated = [rows.assign(period=labels[kind]) for kind in records.kinds if kind != ALL]
    else:
        dated = []
    every = concat(*dated, rows.assign(period=ALL))
    return to_targets(every[every["area"].notna() & every["period"].notna()], records)


def with_area(study: Study, name: str, at_home: bool) -> pd.DataFrame:
    """The rows of a table with the columns of its activity and person, and their own place in the table (`ROW`).

    Their area is that of the person where persons count at home, else their own or that of their activity.
    """
    rows = plain(study[name]).assign(**{ROW: range(len(study[name]))})
    rows = rows.fillna({column: word for column, word in BLANK.items() if column in rows})
    for key, other in JOINED.items():
        if key in rows and name != other:
            extra = study[other].set_index(key)
            places = extra["area"].rename("_area")
            extra = extra[[column for column in extra if column not in rows]]
            rows = rows.join(extra, on=key)
            if "area" in study[name] and key == "activity":
                rows["area"] = rows["area"].fillna(rows[key].map(places))
    if at_home and "person" in rows and study.has("people"):
        rows = rows.assign(area=rows["person"].map(study["people"].set_index("person")["area"]))
    return rows


def chosen_rows(rows: pd.DataFrame, where: dict[str, Any]) -> pd.DataFrame:
    """The rows whose columns hold one of the values named; yes and no, numbers and texts as they are written."""
    for column, values in where.items():
        wanted = {word_of_cell(value) for value in (values if isinstance(values, list) else [values])}
        rows = rows[rows[column].map(word_of_cell, na_action="ignore").isin(wanted)]
    return rows


def word_of_cell(value: object) -> str:
    """A cell as a rule or a group writes it: ``yes`` or ``no``, a number without needless digits, or its text."""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    text = f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return {"true": "yes", "false": "no"}.get(text.lower(), text)


def _count(rows: pd.DataFrame, what: str, column: str | None) -> pd.Series:
    by = rows.groupby(AREA_PERIOD)
    if column:
        return by[column].sum(min_count=1).astype("float64")
    if what == "persons" and "person" in rows:  # who has no name counts as one person each
        return (by["person"].nunique() + by["person"].apply(lambda names: names.isna().sum())).astype("float64")
    return by.size().astype("float64")
