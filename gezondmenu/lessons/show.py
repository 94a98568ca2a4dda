"""Showing tables and rows in a lesson: fixed decimals, so that an output is the same on every machine."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd

from gezondmenu.language import UNKNOWN, format_number
from gezondmenu.vocabulary import GezondmenuError

UNGROUPED = ("year", "to_year", "row", "birth_year")
"""Whole numbers that are labels: 2025 is not 2,025."""


def format_table(table: pd.DataFrame, decimals: int = 1, language: str = "en") -> pd.DataFrame:
    """A table to look at, not to calculate with: use it as the last line of a notebook cell.

    Parameters
    ----------
    table : DataFrame
        Not changed.
    decimals : int
        For columns that hold other than whole numbers.
    language : {"nl", "en"}
        Of decimal comma and thousands.

    Returns
    -------
    DataFrame
        All cells as text, ``–`` where nothing is known, without row labels.

    Examples
    --------
    >>> format_table(pd.DataFrame({"name": ["Noord", "Zuid"], "value": [1234.56, None]})).values.tolist()
    [['Noord', '1,234.6'], ['Zuid', '–']]
    """
    shown = {name: _as_text(table[name], decimals, language) for name in table.columns}
    return pd.DataFrame(shown, columns=table.columns, dtype="str").set_axis([""] * len(table))


def _as_text(column: pd.Series, decimals: int, language: str) -> list[str]:
    if pd.api.types.is_bool_dtype(column):
        return [UNKNOWN if pd.isna(cell) else "yes" if cell else "no" for cell in column]
    if pd.api.types.is_datetime64_any_dtype(column):
        return [UNKNOWN if pd.isna(cell) else cell.date().isoformat() for cell in column]
    if pd.api.types.is_numeric_dtype(column) and column.name not in UNGROUPED:
        numbers = column.astype("float64").to_numpy(na_value=np.nan)
        known = numbers[np.isfinite(numbers)]
        places = 0 if np.allclose(known, np.round(known), rtol=0, atol=1e-9) else decimals
        return [format_number(number, language, places) for number in numbers]
    return [UNKNOWN if pd.isna(cell) or cell == "" else str(cell) for cell in column]


def find_row(table: pd.DataFrame, **key: str) -> pd.Series:
    """The one row with this key, such as ``indicator="visits", area="01", period="2025"``.

    Parameters
    ----------
    table : DataFrame
    **key
        Column and value. Where the table has columns group and variant, they are ``all`` and ``main`` when left out.

    Raises
    ------
    GezondmenuError
        When there is no such row, or more than one: then the key needs another column.

    Examples
    --------
    >>> find_row(pd.DataFrame({"area": ["01", "02"], "name": ["Noord", "Zuid"]}), area="02")["name"]
    'Zuid'
    """
    usual = {name: value for name, value in (("group", "all"), ("variant", "main")) if name in table.columns}
    rows = table
    for name, value in {**usual, **key}.items():
        rows = rows[rows[name] == value]
    if len(rows) != 1:
        wanted = ", ".join(f"{name} {value!r}" for name, value in key.items())
        raise GezondmenuError(f"one row is expected with {wanted}, and there are {len(rows)}")
    return rows.iloc[0]


def page_sentences(page: str | Path) -> list[str]:
    """The sentences at the top of a rendered page, as plain text.

    Raises
    ------
    GezondmenuError
        When the file is no page of an area.
    """
    text = Path(page).read_text(encoding="utf-8")
    top = re.search(r'<ol class="sentences">(.*?)</ol>', text, re.DOTALL)
    if not top:
        raise GezondmenuError(f"{Path(page).name} has no sentences at its top: it is no page of an area")
    items = re.findall(r"<li>(.*?)</li>", top.group(1), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", item.replace("<span", " <span"))).split()) for item in items]
