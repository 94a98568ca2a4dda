"""The lists that stand on a sheet: where the header of each is, and which rows are titles, totals or notes.

Nothing moves: a list is the sheet with all other cells blank, so that its rows keep the numbers that the user sees.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gezondmenu.study.names_of_people import is_name, names_among
from gezondmenu.study.read.dates import WEEKDAYS
from gezondmenu.study.read.file_formats import Sheet, cell_text, header_name
from gezondmenu.study.sources.days import in_month, is_day, is_week, month_of_sheet, months_in
from gezondmenu.study.sources.entries import sheet_name
from gezondmenu.study.sources.header_rows import Texts, day_numbers, filled, has_one_day, header_of, header_row
from gezondmenu.study.sources.seam import Aside
from gezondmenu.study.sources.words import COUNTED, column_of, is_known, is_total, is_word_of, role_of_heading

FEWEST_ABOVE = 2  # rows that a row without a name must be the sum of, to be a total
LONG_NOTE = 40  # characters of a remark below a list


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
    aside, kept, roles = _set_aside(texts, header, body)
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


def _set_aside(
    texts: Texts, header: list[str], body: list[int]
) -> tuple[list[tuple[str, tuple[int, ...]]], list[int], dict[int, str]]:
    """The rows of a list that are no data, by the rule that says why; those that are; and who has which role."""
    why: dict[str, list[int]] = {"total_rows": [], "header_again": [], "notes_below": [], "rows_under_a_text": []}
    why |= {"role_headings": [], "counted_without_names": []}
    kept: list[int] = []
    roles: dict[int, str] = {}
    role = None
    for place, number in enumerate(body):
        row = texts[number]
        cells = filled(row)
        after_a_gap = place and body[place - 1] < number - 1
        heading = role_of_heading(row[cells[0]]) if len(cells) == 1 and number != body[-1] else None
        if heading:
            why["role_headings"].append(number + 1)
            role = heading
        elif (is_total(row[cells[0]]) and (kept or not _is_count(row[cells[0]]))) or _counts_names(
            texts, kept, number, header
        ):
            why["total_rows"].append(number + 1)
        elif len(cells) > 1 and _repeats([row[place] for place in cells], [header[place] for place in cells]):
            why["header_again"].append(number + 1)
        elif len(cells) == 1 and after_a_gap and place + 1 < len(body) and body[place + 1] == number + 1:
            why["rows_under_a_text"].append(number + 1)
        elif len(cells) == 1 and (len(row[cells[0]]) > LONG_NOTE or "=" in row[cells[0]] or (after_a_gap and place)):
            why["notes_below"].append(number + 1)
        else:
            kept.append(number)
            if role:
                roles[number] = role
    for number in _counted_without_names(texts, kept):
        why["counted_without_names"].append(number + 1)
        kept.remove(number)
    for number in _headings_among_names(texts, kept):
        why["rows_under_a_text"].append(number + 1)
        kept.remove(number)
    if kept and _is_sum(texts, kept[:-1], kept[-1], header):
        why["total_rows"].append(kept.pop() + 1)
    return [(rule, tuple(sorted(rows))) for rule, rows in why.items()], kept, roles


def _is_count(text: str) -> bool:
    return column_of(text, "sessions") == "visits"


def _counted_without_names(texts: Texts, kept: list[int]) -> list[int]:
    """Rows of numbers, some above 1, among rows of names with marks: they count people whom nobody noted by name."""
    counts = []
    for number in kept:
        place, *others = filled(texts[number])
        names = [texts[row][place] for row in kept if row != number]
        marks = [texts[row][other] for row in kept if row != number for other in others if texts[row][other]]
        if (
            others
            and not is_name(texts[number][place])
            and len(names_among(names)) * 2 > len(names)
            and all(texts[number][other].isdecimal() for other in others)
            and any(int(texts[number][other]) > 1 for other in others)
            and marks
            and not any(mark.isdecimal() and mark not in ("0", "1") for mark in marks)
        ):
            counts.append(number)
    return counts


def _headings_among_names(texts: Texts, kept: list[int]) -> list[int]:
    """Rows with one text alone that is no name, above other rows, in a column of names: they say what is below."""
    headings = []
    for number in kept[:-1]:
        place, *others = filled(texts[number])
        column = [texts[row][place] for row in kept if row != number]
        if not others and column and not is_name(texts[number][place]) and len(names_among(column)) * 2 > len(column):
            headings.append(number)
    return headings


def _counts_names(texts: Texts, above: list[int], number: int, header: list[str]) -> bool:
    """Whether a row counts the people of the rows above it: a word for that in the place of a name, and numbers."""
    place, *others = filled(texts[number])
    names = [texts[row][place] for row in above]
    return (
        header_name(texts[number][place].rstrip(":")) in COUNTED
        and all(texts[number][other].isdecimal() for other in others)
        and (is_word_of(header[place], "person") or bool(names_among(names)))
    )


def _repeats(row: list[str], header: list[str]) -> bool:
    """Whether a row is the header again, or has the weekdays of its days."""
    return row == header or all(cell.lower().rstrip(".") in WEEKDAYS for cell in row)


def _is_sum(texts: Texts, above: list[int], last: int, header: list[str]) -> bool:
    """Whether a row has numbers alone, each the sum (or the number of filled cells) of those above it."""
    cells = filled(texts[last])
    if len(above) < FEWEST_ABOVE or not all(re.fullmatch(r"\d+", texts[last][place]) for place in cells):
        return False
    named = [place for place in range(len(header)) if header[place] and texts[above[0]][place]]
    if all(place in cells for place in named):
        return False
    for place in cells:
        column = [texts[number][place] for number in above if texts[number][place]]
        numbers = [int(cell) for cell in column if re.fullmatch(r"\d+", cell)]
        if int(texts[last][place]) not in {sum(numbers) if len(numbers) == len(column) else None, len(column)}:
            return False
    return True
