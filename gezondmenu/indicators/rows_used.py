"""Which rows of a study's files are behind a number: for the researcher alone, never for a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gezondmenu.card import Card, Indicator
from gezondmenu.indicators.own import ROW, rows_of_rule, with_area, word_of_cell
from gezondmenu.indicators.records import Records, lay_out
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, month_of, period_kind, quarter_of, split_group

COLUMNS = ("table", "file", "count", "rows", "kind", "chosen_by")
COUNTED, LOOKED_AT = "counted", "of this area and period"
"""Whether these rows alone are counted (`rows` of one's own indicator says which), or are those to count from."""

FOR_RESIDENTS = ("areas", "population")
OF_OTHER_ROLES = ("hours", "volunteer_value")
"""Cards about volunteers, students and professionals; all others count participants."""
IN_BANDS = ("age_band", "started_level")
"""Traits whose levels are bands: the cells hold other words, such as a year of birth."""


def rows_used(study: Study, card: Card, entry: Indicator, area: str, period: str, group: str = ALL) -> pd.DataFrame:
    """The rows of the study from which a number is counted, with their numbers in the file.

    Parameters
    ----------
    study : Study
    card, entry : Card, Indicator
    area, period, group : str
        Of the row of the estimate table.

    Returns
    -------
    DataFrame
        A row per table and file: ``table``; ``file`` (with its sheet; blank for a table that was not read from a file);
        ``count``; ``rows``, their numbers as a spreadsheet shows them (``2-4, 9``), or counted from 0 where there is no
        file; ``kind``; ``chosen_by``, the parts of the group by which rows could be chosen. Of an own indicator of
        `indicators.toml` these are the rows counted, above and below the line. Of other indicators they are the rows of
        the tables of the card that belong to the area, the period and the group: what is counted of them its card says,
        and a few look outside the period too (a visit before or after it).

    Examples
    --------
    >>> from gezondmenu.card import shipped_cards
    >>> from gezondmenu.study.model import make_study
    >>> card = shipped_cards()["visits"]
    >>> days = pd.to_datetime(["2025-01-06", "2025-01-13", "2025-04-07"])
    >>> study = make_study({
    ...     "areas": pd.DataFrame({"area": ["A"], "name": ["Noord"]}),
    ...     "activities": pd.DataFrame({"activity": ["1"], "area": ["A"], "name": ["Koken"]}),
    ...     "sessions": pd.DataFrame({"activity": ["1", "1", "1"], "date": days, "visits": [4, 6, 8]}),
    ... })
    >>> rows_used(study, card, card.indicators["visits"], "A", "2025-Q1")[["table", "count", "rows"]].values.tolist()
    [['activities', 1, '0'], ['sessions', 2, '0-1']]
    """
    records = lay_out(study)
    if entry.rows:
        return _of_own(records, entry, area, period)
    members = set(records.membership.loc[records.membership["target"] == area, "area"])
    lines = []
    for name in _tables_of(study, card):
        rows = with_area(study, name, _at_home(card, entry, name))
        if "area" in rows and name not in ("questions", "chains"):
            rows = rows[rows["area"].isin(members)]
        if name == "attendance" and card.id not in OF_OTHER_ROLES:
            rows = rows[rows["role"] == "participant"]
        rows = rows[_in_period(rows, name, period)]
        rows, traits = _of_group(rows, group)
        lines += _lines(study, name, name, rows, LOOKED_AT, traits)
    return pd.DataFrame(lines, columns=list(COLUMNS))


def spans(numbers: Sequence[int] | np.ndarray) -> str:
    """Row numbers in short.

    Examples
    --------
    >>> spans([2, 3, 4, 9]), spans([])
    ('2-4, 9', '')
    """
    ordered = np.unique(np.asarray(numbers, dtype="int64"))
    runs = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1) if len(ordered) else []
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _of_own(records: Records, entry: Indicator, area: str, period: str) -> pd.DataFrame:
    name = entry.rows["table"]
    if not records.study.has(name):
        return pd.DataFrame(columns=list(COLUMNS))
    _, among, chosen = rows_of_rule(records, entry)
    parts = {"numerator": chosen, "denominator": among} if entry.formula == "percentage" else {"numerator": chosen}
    lines = []
    for part, rows in parts.items():
        rows = rows[(rows["area"] == area) & (rows["period"] == period)]
        lines += _lines(records.study, name, f"{name} ({part})", rows, COUNTED, [])
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _tables_of(study: Study, card: Card) -> list[str]:
    """The tables of a card that the study has; of two that may stand for each other both."""
    named = [name for words in card.tables for name in words.split("|")] or list(FOR_RESIDENTS)
    return [name for name in named if study.has(name)]


def _at_home(card: Card, entry: Indicator, name: str) -> bool:
    """Whether rows belong to the area where the person lives: participants do, helpers are where they help."""
    persons = "persons" in (entry.numerator, entry.denominator)
    return name == "people" or (name == "attendance" and persons and card.id not in OF_OTHER_ROLES)


def _in_period(rows: pd.DataFrame, name: str, period: str) -> pd.Series:
    """Rows that lie in a period; a table without a day, a period or a year holds for each of them."""
    kind = period_kind(period)
    own = next((column for column in ("period", "year") if column in rows), "")
    if kind == ALL or name in FOR_RESIDENTS or not (own or "date" in rows):
        return pd.Series(True, index=rows.index)
    if own:
        labels = rows[own].astype("str")
        if kind == "year":
            return labels.str[:4] == period
        months = labels.map({label: period_kind(label) for label in labels.unique()}) == "month"
        quarters = labels.where(~months, quarter_of(labels[months]).reindex(labels.index))
        return (labels if kind == "month" else quarters) == period
    months = month_of(rows["date"])
    labels = {"year": months.str[:4], "quarter": quarter_of(months), "month": months}[kind]
    return labels == period


def _of_group(rows: pd.DataFrame, group: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows of a group, and the parts of it by which they could be chosen: those that stand in the cells so."""
    traits = []
    for trait, level in split_group(group).items():
        if trait not in rows or trait in IN_BANDS:
            continue
        cells = rows[trait].map(word_of_cell, na_action="ignore")
        cells = cells.astype("object").where(cells.notna(), "unknown")
        if (cells == level).any():
            rows = rows[cells == level]
            traits.append(f"{trait}={level}")
    return rows, traits


def _lines(
    study: Study, name: str, label: str, rows: pd.DataFrame, kind: str, traits: list[str]
) -> list[dict[str, object]]:
    """A line for each file and sheet that rows stand in; one where they were not read from files."""
    positions = np.unique(rows[ROW].to_numpy(dtype="int64"))
    parts, start = [], 0
    for origin in study.origins.get(name, ()):
        end = start + len(origin.rows)
        here = positions[(positions >= start) & (positions < end)] - start
        parts.append((" / ".join(part for part in (origin.file, origin.sheet) if part), origin.rows[here]))
        start = end
    parts = [part for part in parts if len(part[1])] or parts[:1] or [("", positions)]
    return [
        {
            "table": label,
            "file": file,
            "count": len(numbers),
            "rows": spans(numbers),
            "kind": kind,
            "chosen_by": ";".join(traits),
        }
        for file, numbers in parts
    ]
