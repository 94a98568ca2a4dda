"""Where a number comes from: its card, its counts, the rules of release, the rows behind it, and rows of the files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from gezondmenu.card import Card, Indicator
from gezondmenu.disclosure.steps import STEPS, steps_of
from gezondmenu.given import check_rows, check_text, not_there
from gezondmenu.indicators.own import own_cards
from gezondmenu.indicators.register import named_indicators
from gezondmenu.indicators.rows_behind import key_of, rows_behind
from gezondmenu.indicators.rows_used import rows_used
from gezondmenu.language import message
from gezondmenu.reasons import reasons_of
from gezondmenu.study.model import Study, check_is_study
from gezondmenu.valuation.trace import COLUMNS, trace_value
from gezondmenu.valuation.valuing import Valuation, value_indicators
from gezondmenu.vocabulary import ALL, ESTIMATE_KEY, GezondmenuError

NOT_THERE = {
    "area": message("the table has no area {area}; areas there: {known}"),
    "indicator": message("there is no {indicator} in {area}; indicators there: {known}"),
    "group": message("there is no {indicator} with group {group} in {area}; groups there: {known}"),
    "period": message("there is no {indicator} of period {period} and group {group} in {area}; periods there: {known}"),
    "variant": message("there is no {indicator} with variant {variant} in {area}, {period}; variants there: {known}"),
}
"""What an error says, by the first part of the key that is not there."""

SHOWN_AT_MOST = 40
OF_OTHER_AREAS = ("residents", "participation_rate", "deprivation", "population_share")
"""Indicators of which rows of other areas can be behind a number: those of a gradient."""


def trace(
    table: pd.DataFrame | Valuation,
    area: str,
    indicator: str = "net_value",
    group: str = ALL,
    period: str | None = None,
    variant: str = "main",
    study: Study | None = None,
) -> pd.DataFrame:
    """Where a number of a published table comes from.

    Parameters
    ----------
    table : DataFrame or Valuation
        The released table, as `read_published` reads it, or what `value` gives.
    area, indicator : str
    group : str
        ``all``, a level of a trait (``gender=f``), or of a number of `value` a payer (``law=Zvw;payer=insurer``) or a
        chain (``chain=gp``).
    period : str, optional
        ``all`` where the number is there for that, else its last period.
    variant : str
        ``main``, or a comparison such as ``difference with 2024``.
    study : Study, optional
        Adds the rows of its files, for the researcher alone: they belong in no publication.

    Returns
    -------
    DataFrame
        A number of `value`: its inputs, as `gezondmenu.valuation.trace_value` says. Any other number, by ``part``:

        - ``number``: ``value``, ``numerator``, ``denominator`` and ``n`` as the table has them; `source` has the key of
          the row, or what is counted;
        - ``release``: the rules that touched it, their number in `gezondmenu.disclosure.release` in `name`. They are
          read off the row, so of a table that was not released they are what release would do;
        - ``card``: what its card says, one field a row;
        - ``tables``: the tables without which there is no such number;
        - ``follows from``: the rows of the same table behind it, with in `source` their key;
        - ``rows``: with a study, the file of each table (`name`), how many rows (`value`) and which (`source`), as
          `gezondmenu.indicators.rows_used` says.

    Raises
    ------
    GezondmenuError
        When there is no such number: it says what there is. When the indicator has no card: one of one's own is known
        once its study has been read.

    Examples
    --------
    >>> import gezondmenu as gm
    >>> published = gm.read_published("data/example_published.csv")
    >>> origin = gm.trace(published, "WK990101", "participation_rate", period="2025")
    >>> origin.loc[origin["part"] == "release", ["name", "parameter"]].values.tolist()
    [['rule 4', 'persons rounded'], ['rule 6', 'worked out again']]
    >>> origin.loc[origin["part"] == "follows from", "name"].tolist()
    ['participants', 'residents']
    """
    if not isinstance(table, Valuation):
        check_rows("gm.trace", table, "gm.release(gm.estimate(study))")
    for name, given in (("area", area), ("indicator", indicator), ("group", group), ("variant", variant)):
        check_text(name, given)
    rows = (table.rows if isinstance(table, Valuation) else table).reset_index(drop=True)
    if study is not None:
        check_is_study("gm.trace", study)
        own_cards(study)
    row = _row(rows, {"area": area, "indicator": indicator, "group": group, "period": period, "variant": variant})
    if indicator in value_indicators():
        return trace_value(table, area, indicator, group)
    register = named_indicators()
    if indicator not in register:
        raise GezondmenuError(
            "{indicator} has no card here; read the study that describes it first", indicator=indicator
        )
    card, entry = register[indicator]
    near = rows[(rows["area"] == area) | rows["indicator"].isin([indicator, *OF_OTHER_AREAS])]
    near = near.assign(reasons=reasons_of(near), version=near["version"].astype("str"))
    row = near.loc[row.name]
    lines = [*_number(row, entry), *_release(row), *_card(card, entry, row["version"]), *_tables(card, entry)]
    lines += _follows(rows_behind(near, row))
    if study is not None:
        lines += _rows_of_files(rows_used(study, card, entry, area, str(row["period"]), group))
    return pd.DataFrame(lines).reindex(columns=list(COLUMNS)).fillna(_BLANK)


_BLANK = {name: "" for name in COLUMNS if name not in ("value", "lower", "upper")}


def _row(rows: pd.DataFrame, key: dict[str, str | None]) -> pd.Series:
    """The row of a key; an error that says what there is where it is not."""
    every, rows = rows, rows[list(ESTIMATE_KEY)]
    for name, wanted in key.items():
        there = list(rows[name].unique())
        if wanted is None:
            wanted = ALL if ALL in there else max(there, default="")
            key = {**key, name: wanted}
        rows = rows[rows[name] == wanted]
        if rows.empty:
            known = sorted(map(str, there))
            listed = [*known[:SHOWN_AT_MOST], "…"] if len(known) > SHOWN_AT_MOST else known
            words = {each: word if each == "indicator" else repr(word) for each, word in key.items()}
            raise not_there(NOT_THERE[name], [wanted], listed, near=known, **words)
    return every.loc[rows.index[0]]


def _number(row: pd.Series, entry: Indicator) -> Iterable[dict[str, Any]]:
    number = {"part": "number", "kind": row["design"]}
    status = "; ".join(text for text in (str(row["status"]), row["reasons"].words) if text)
    same = {name: row[name] for name in ("value", "lower", "upper", "unit")}
    yield {**number, **same, "parameter": "value", "distribution": row["method"], "name": status, "source": key_of(row)}
    for name in ("numerator", "denominator"):
        counts, words = getattr(entry, name), getattr(entry, f"{name}_en")
        if counts:
            yield {**number, "parameter": name, "value": row[name], "unit": counts, "source": words}
    yield {**number, "parameter": "n", "value": row["n"], "unit": "persons", "source": "persons it rests on"}


def _release(row: pd.Series) -> Iterable[dict[str, Any]]:
    for name in steps_of(row):
        number, words = STEPS[name]
        rule = f"rules {number}" if " " in number else f"rule {number}"
        yield {"part": "release", "name": rule, "parameter": name, "kind": row["status"], "source": words}


def _card(card: Card, entry: Indicator, version: str) -> Iterable[dict[str, Any]]:
    fields = {
        "name": entry.en,
        "formula": entry.formula,
        "numerator": entry.numerator_en,
        "denominator": entry.denominator_en,
        "interval": entry.interval,
        "direction": entry.direction,
        "sensitive": "yes" if entry.sensitive else "no",
        "reference": entry.reference,
        "why": card.why_en,
        "caveat": card.caveat_en,
        "version": version,
    }
    for name, words in fields.items():
        if words:
            yield {"part": "card", "name": card.id, "parameter": name, "unit": entry.unit, "source": words}


def _tables(card: Card, entry: Indicator) -> Iterable[dict[str, Any]]:
    for name in (entry.rows["table"],) if entry.rows else card.tables:
        yield {"part": "tables", "name": card.id, "parameter": name.replace("|", " or "), "source": "data/README.md"}


def _follows(rows: pd.DataFrame) -> Iterable[dict[str, Any]]:
    for row in rows.to_dict("records"):
        line = {name: row[name] for name in ("value", "lower", "upper", "unit")}
        line |= {"name": row["indicator"], "parameter": row["status"], "kind": row["design"], "source": key_of(row)}
        yield {"part": "follows from", "distribution": row["method"], **line}


def _rows_of_files(used: pd.DataFrame) -> Iterable[dict[str, Any]]:
    for row in used.to_dict("records"):
        kind = f"{row['kind']}, {row['chosen_by']}" if row["chosen_by"] else row["kind"]
        line = {"name": row["file"], "parameter": row["table"], "value": row["count"], "kind": kind}
        yield {"part": "rows", "unit": "rows", "source": row["rows"], **line}
