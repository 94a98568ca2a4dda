"""The lists that stand on a sheet: where the header of each is, and which rows are titles, totals or notes.

Nothing moves: a list is the sheet with all other cells blank, so that its rows keep the numbers that the user sees.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gezondmenu.study.read.file_formats import Sheet, cell_text
from gezondmenu.study.sources.days import in_month, is_day, month_of_sheet, months_in
from gezondmenu.study.sources.entries import sheet_name
from gezondmenu.study.sources.header_rows import Texts, day_numbers, filled, has_one_day, header_of, header_row
from gezondmenu.study.sources.rows_aside import set_aside
from gezondmenu.study.sources.seam import Aside
from gezondmenu.study.sources.weeks import is_week
from gezondmenu.study.sources.words import is_known


@dataclass(frozen=True)
class SheetList:
    """One list of a sheet.

    Attributes
    ----------
    sheet : Sheet
        The list alone: its header in the first filled row.
    header : list of str
        What stands above each column, two rows of headers joined; days have their month.
    body : list of int
        Positions of its rows.
    texts : list of list of str
        The cells of all rows of `sheet` as text.
    titles : tuple of str
        What stands above it.
    aside : tuple of Aside
        Rows that are no data of it.
    roles : mapping of str
        By position of a row, the role that a heading above it gives.
    is_month_by_number : bool
        Whether its days have their month from the number by which the sheet is called.
    """

    sheet: Sheet
    header: list[str]
    body: list[int]
    texts: Texts
    titles: tuple[str, ...]
    aside: tuple[Aside, ...]
    roles: Mapping[int, str] = field(default_factory=dict)
    is_month_by_number: bool = False

    def column(self, place: int) -> list[str]:
        """The cells of a column below the header."""
        return [self.texts[row][place] for row in self.body]


def lists_of(sheet: Sheet, *names: str) -> list[SheetList]:
    """The lists of a sheet that have a header; none where no row looks like one.

    Parameters
    ----------
    sheet : Sheet
        The cells as they were read.
    *names : str
        Names that may tell the month of the list: of the sheet, of the file.
    """
    width = max(map(len, sheet.rows), default=0)
    texts = [[cell_text(cell) for cell in row] + [""] * (width - len(row)) for row in sheet.rows]
    parts = [
        (rows, columns)
        for columns in _side_by_side(texts, width)
        for rows in _one_below_the_other(_only(texts, range(len(texts)), columns))
    ]
    lists: list[SheetList] = []
    for rows, columns in parts:
        number = len(lists) + 1
        is_named = number == 1 and (sheet.sheet or len(parts) == 1)
        own = sheet if is_named else dataclasses.replace(sheet, sheet=f"{sheet.sheet} ({number})".strip())
        if (one := _list_of(own, _only(texts, rows, columns), names)) is not None:
            lists.append(one)
    return lists


def _only(texts: Texts, rows: Sequence[int], columns: Sequence[int]) -> Texts:
    here = set(columns)
    within = set(rows)
    return [
        [cell if place in here and number in within else "" for place, cell in enumerate(row)]
        for number, row in enumerate(texts)
    ]


def _side_by_side(texts: Texts, width: int) -> list[range]:
    """Columns of each list: they part at a blank column where a header stands on both sides."""
    blank = [place for place in range(width) if not any(row[place] for row in texts)]
    parts, start = [], 0
    for place in blank:
        left, right = range(start, place), range(place + 1, width)
        if _has_own_header(_only(texts, range(len(texts)), left)) and _has_own_header(
            _only(texts, range(len(texts)), right)
        ):
            parts.append(left)
            start = place + 1
    return [*parts, range(start, width)]


def _has_own_header(texts: Texts) -> bool:
    row = header_row(texts)
    return row is not None and sum(is_known(cell) for cell in texts[row]) >= 1 and len(filled(texts[row])) > 1


def _one_below_the_other(texts: Texts) -> list[range]:
    """Rows of each list: they part at a blank row after which a header stands."""
    starts = [0]
    for number in range(1, len(texts)):
        if filled(texts[number]) and not filled(texts[number - 1]):
            above = _only(texts, range(starts[-1], number), range(len(texts[0])))
            below = texts[number:]
            header = header_row(below)
            near = [place for place in range(len(below)) if filled(below[place])][:3]
            if (
                header in near
                and sum(is_known(cell) or is_day(cell) or is_week(cell) for cell in below[header])
                + day_numbers(below[header])
                >= 2
                and sum(is_known(cell) for cell in below[header]) >= 1
                and header_row(above) is not None
            ):
                starts.append(number)
    return [range(start, end) for start, end in pairwise([*starts, len(texts)])]


def _list_of(sheet: Sheet, texts: Texts, names: Sequence[str]) -> SheetList | None:
    row = header_row(texts)
    if row is None:
        return None
    first, last, header = header_of(texts, row)
    titles = tuple(cell for line in texts[:first] for cell in line if cell)
    months = next((months for name in (sheet.sheet, *titles, *names) if (months := months_in(name))), [])
    lacks_month = bool(day_numbers(header) or has_one_day(header)) and not any(map(is_day, header))
    is_month_by_number = lacks_month and not months and bool(month_of_sheet(sheet_name(sheet.sheet)))
    if is_month_by_number:
        months = [month_of_sheet(sheet_name(sheet.sheet))]
    if lacks_month and len(set(months)) == 1:
        header = [in_month(cell, months[0]) for cell in header]
    body = [number for number in range(last + 1, len(texts)) if filled(texts[number])]
    aside, kept, roles = set_aside(texts, header, body)
    if titles:
        above = tuple(number + 1 for number, line in enumerate(texts[:first]) if filled(line))
        aside = [("rows_above_header", above), *aside]
    inside = {place for number in [*range(first, last + 1), *body] for place in filled(texts[number])}
    rows: list[list[Any]] = [[] for _ in texts]
    rows[last] = [cell if place in inside else "" for place, cell in enumerate(header)]
    for number in kept:
        rows[number] = [cell if place in inside else "" for place, cell in enumerate(sheet.rows[number])]
    tidy = dataclasses.replace(sheet, rows=rows)
    known = tuple(Aside(sheet.sheet, rule, numbers) for rule, numbers in aside if numbers)
    return SheetList(tidy, header, kept, texts, titles, known, roles, is_month_by_number)
