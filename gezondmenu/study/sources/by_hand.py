"""Lists by hand: a matrix of persons or activities by dates, a list of meetings, a sign-in list, a table with a title.

What a list is, is seen from its headers and cells; what they do not tell is a question.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from gezondmenu.study.read.file_formats import Sheet, header_name
from gezondmenu.study.sources.days import is_day
from gezondmenu.study.sources.layout import SheetList, lists_of
from gezondmenu.study.sources.list_columns import (
    NAMELESS,
    ROLE_OF_SHEET,
    day_of,
)
from gezondmenu.study.sources.list_groups import counts_of_months
from gezondmenu.study.sources.list_shapes import list_of_days, matrix, other_table, sign_in
from gezondmenu.study.sources.seam import Aside, Reading, Source
from gezondmenu.study.sources.weeks import is_week, week_lacks_year
from gezondmenu.study.sources.words import OF_WEEKS, is_word_of

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
            own, reading = _with_roles(one, *_reading(one, path.stem))
            tidy.append(own)
            has_roles = reading is not None and reading.columns.get("role") == ROLE_OF_SHEET
            aside += [
                dataclasses.replace(part, rule="rows_under_a_text")
                if part.rule == "role_headings" and not has_roles
                else part
                for part in one.aside
            ]
            if reading is not None:
                readings.append(reading)
    return Source(KIND, tuple(tidy), tuple(readings), tuple(aside)) if tidy else None


def _reading(one: SheetList, stem: str) -> tuple[Sheet, Reading | None]:
    days = [place for place, label in enumerate(one.header) if label and is_day(label)]
    days = days or [place for place, label in enumerate(one.header) if is_week(label)]
    others = [place for place, label in enumerate(one.header) if place not in days and label]
    unnamed = [place for place, label in enumerate(one.header) if not label and any(one.column(place))]
    dated = next((place for place in others if is_word_of(one.header[place], "date")), None)
    if dated is None and not days:
        dated = next((place for place in others if _are_weeks(one, place)), None)
    if len(days) > 1 or (days and dated is None):
        return _with_header(one, [*unnamed, *others], matrix(one, days, [*unnamed, *others], stem))
    if dated is not None:
        return one.sheet, list_of_days(one, dated, others, stem) or other_table(one, stem)
    table = counts_of_months(one, others) or other_table(one, stem)
    if table is not None or day_of(one, stem) is None:
        return one.sheet, table
    return sign_in(one, others, stem)


def _are_weeks(one: SheetList, place: int) -> bool:
    cells = [cell for cell in one.column(place) if cell]
    return header_name(one.header[place]) in OF_WEEKS and bool(cells) and all(map(week_lacks_year, cells))


def _with_roles(one: SheetList, sheet: Sheet, reading: Reading | None) -> tuple[Sheet, Reading | None]:
    """A sheet with a column for the roles that headings give to the people below them."""
    row = next((number for number, cells in enumerate(sheet.rows) if any(cells)), None)
    if not one.roles or row is None or reading is None or reading.table != "attendance" or "role" in reading.columns:
        return sheet, reading
    width = max(map(len, sheet.rows))
    rows = [
        [*cells, *[""] * (width - len(cells)), ROLE_OF_SHEET if number == row else one.roles.get(number, "")]
        if any(cells)
        else cells
        for number, cells in enumerate(sheet.rows)
    ]
    columns = {**reading.columns, "role": ROLE_OF_SHEET}
    return dataclasses.replace(sheet, rows=rows), dataclasses.replace(reading, columns=columns)


def _with_header(one: SheetList, places: list[int], reading: Reading | None) -> tuple[Sheet, Reading | None]:
    """A sheet of which a column without a header has one, where the reading uses it."""
    row = next((number for number, cells in enumerate(one.sheet.rows) if any(cells)), None)
    if reading is None or row is None or not places or one.header[places[0]]:
        return one.sheet, reading
    rows = [list(cells) for cells in one.sheet.rows]
    rows[row][places[0]] = NAMELESS
    return dataclasses.replace(one.sheet, rows=rows), reading
