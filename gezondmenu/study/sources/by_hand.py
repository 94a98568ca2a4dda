"""Lists by hand: a matrix of persons or activities by dates, a list of meetings, a sign-in list, a table with a title.

What a list is, is seen from its headers and cells; what they do not tell is a question.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.sources.days import is_day
from gezondmenu.study.sources.layout import SheetList, lists_of
from gezondmenu.study.sources.list_columns import (
    NAMELESS,
    day_of,
)
from gezondmenu.study.sources.list_shapes import list_of_days, matrix, other_table, sign_in
from gezondmenu.study.sources.seam import Aside, Reading, Source
from gezondmenu.study.sources.words import (
    is_word_of,
)

KIND = "by hand"


def by_hand(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """Read sheets as lists by hand.

    Parameters
    ----------
    path : Path
        Its name may tell the year, the month and the activity.
    sheets : sequence of Sheet
        The cells as they were read.

    Returns
    -------
    Source or None
        Every list, and how those are read of which it is clear what they are; None where no row looks like a header.
    """
    tidy: list[Sheet] = []
    readings: list[Reading] = []
    aside: list[Aside] = []
    for sheet in sheets:
        for one in lists_of(sheet, path.stem):
            dated, reading = _reading(one, path.stem)
            tidy.append(dated)
            aside += one.aside
            if reading is not None:
                readings.append(reading)
    return Source(KIND, tuple(tidy), tuple(readings), tuple(aside)) if tidy else None


def _reading(one: SheetList, stem: str) -> tuple[Sheet, Reading | None]:
    days = [place for place, label in enumerate(one.header) if label and is_day(label)]
    others = [place for place, label in enumerate(one.header) if place not in days and label]
    unnamed = [place for place, label in enumerate(one.header) if not label and any(one.column(place))]
    dated = next((place for place in others if is_word_of(one.header[place], "date")), None)
    if len(days) > 1 or (days and dated is None):
        return _with_header(one, [*unnamed, *others], matrix(one, days, [*unnamed, *others], stem))
    if dated is not None:
        return one.sheet, list_of_days(one, dated, others, stem) or other_table(one, stem)
    table = other_table(one, stem)
    if table is not None or day_of(one, stem) is None:
        return one.sheet, table
    return sign_in(one, others, stem)


def _with_header(one: SheetList, places: list[int], reading: Reading | None) -> tuple[Sheet, Reading | None]:
    """A sheet of which a column without a header has one, where the reading uses it."""
    row = next((number for number, cells in enumerate(one.sheet.rows) if any(cells)), None)
    if reading is None or row is None or not places or one.header[places[0]]:
        return one.sheet, reading
    rows = [list(cells) for cells in one.sheet.rows]
    rows[row][places[0]] = NAMELESS
    return dataclasses.replace(one.sheet, rows=rows), reading
