"""Rows of the estimate table to read: each number with its interval, its unit, and why it is not shown."""

from __future__ import annotations

import pandas as pd

from gezondmenu.html_table import Shown, ShownTable
from gezondmenu.language import message, translate
from gezondmenu.reasons import reasons_of
from gezondmenu.report.rows.row import FIELDS, Row
from gezondmenu.report.words.amounts import cell, number, unit_name
from gezondmenu.report.words.names import (
    indicator_name,
    level_name,
    measure_text,
    period_name,
    statement_text,
    trait_name,
)
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.units import split_unit
from gezondmenu.valuation.shown import names_of_areas
from gezondmenu.vocabulary import ALL, group_label

WHAT, NUMBER = message("What"), message("Number")
SHARED = (message("Area"), message("Period"), message("Group"), message("Beside"))
"""Columns that stand in the caption where they say the same in each row."""
BEHIND = (message("Between"), message("Unit"), message("Remark"))
"""Columns behind the number, left out where they say nothing."""


def show_estimates(table: pd.DataFrame, language: str) -> Shown:
    """A row a number; what all rows share stands in the caption."""
    names = names_of_areas(table, language)
    heads = [WHAT, *SHARED, NUMBER, *BEHIND]
    cells = pd.DataFrame([_cells(entry, names, language) for entry in _entries(table)], columns=heads)
    same = [head for head in SHARED if cells[head].nunique() == 1]
    blank = [head for head in BEHIND if (cells[head] == "").all()]
    about = ", ".join(words for words in (cells[head].iloc[0] for head in same) if words)
    title = translate("Estimates", language)
    kept = [head for head in heads if head not in (*same, *blank)]
    shown = ShownTable(
        caption=f"{title}: {about}" if about else title,
        header=[translate(head, language) for head in kept],
        rows=cells[kept].to_numpy().tolist(),
        numbers=[place for place, head in enumerate(kept) if head in (NUMBER, BEHIND[0])],
    )
    return Shown([shown], language)


def _entries(table: pd.DataFrame) -> list[Row]:
    """Rows as pages see them; columns that a table made by hand lacks are blank."""
    whole = table.assign(reasons=reasons_of(table)) if "reasons" in table else table
    known = [name for name in FIELDS if name in whole]
    return [Row(**entry) for entry in whole[known].to_dict("records")]


def _cells(entry: Row, names: dict[str, str], language: str) -> list[str]:
    unit = entry.unit if isinstance(entry.unit, str) else ""
    says_unit = unit == "%" or (split_unit(unit).in_euros and not split_unit(unit).per)
    return [
        indicator_name(entry.indicator, language),
        names.get(entry.area, entry.area),
        period_name(entry.period, language),
        group_words(entry.group, language),
        _beside(entry, names, language),
        cell(entry, language),
        _limits(entry, language),
        "" if says_unit or not entry.known else unit_name(unit, language),
        reason_words(entry.reasons, language, names),
    ]


def _limits(entry: Row, language: str) -> str:
    if not entry.has_interval:
        return ""
    low, high = (number(limit, entry.unit, language) for limit in (entry.lower, entry.upper))
    return translate("{low} to {high}", language, low=low, high=high)


def _beside(entry: Row, names: dict[str, str], language: str) -> str:
    """What a comparison stands beside; another variant as it is, and nothing of the main number."""
    other = entry.other
    if other is None:
        return "" if entry.variant == "main" else entry.variant
    beside = names.get(other.area, other.area) or other.period
    if other.kind == "ratio":
        return translate("ratio to {other}", language, other=beside)
    return translate("difference with {other}", language, other=beside)


def group_words(group: str, language: str) -> str:
    """A group in words; nothing of a total.

    Examples
    --------
    >>> group_words("gender=female", "nl"), group_words("answer=yes;statement=my_health", "en")
    ('vrouwen', 'Answer: yes, my health')
    >>> group_words("all", "nl")
    ''
    """
    if group == ALL:
        return ""
    traits = Row("", "", group, "").traits
    return ", ".join(_level(trait, level, language) for trait, level in traits.items())


def _level(trait: str, level: str, language: str) -> str:
    if trait == "statement":
        return statement_text(level, language, short=True)
    if trait == "measure":
        return measure_text(level, language)
    label = group_label(**{trait: level})
    words = level_name(label, language)
    return words if words != level else f"{trait_name(trait, language)}: {level}"
