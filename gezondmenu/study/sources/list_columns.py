"""What the columns of a list by hand hold: persons, activities, counts; and the day in its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gezondmenu.study.names_of_people import holds_first_name, names_among
from gezondmenu.study.sources.cells import is_number, two_numbers
from gezondmenu.study.sources.days import is_day, year_in
from gezondmenu.study.sources.layout import SheetList
from gezondmenu.study.sources.words import (
    PRESENT,
    column_of,
    is_word_of,
)

NAMELESS = "(zonder kop)"
"""Header of a first column that has none."""

DATE_OF_SHEET = "datum van het blad"
"""Header of the column that a list gets when its date stands in its title or in the name of its sheet."""

ROLE_OF_SHEET = "rol volgens het kopje"
"""Header of the column that a list gets when a heading above some names gives their role."""

_DATE_IN_TEXT = re.compile(r"\d{1,2}[-/. ][^\W\d_]{3,9}\.?[-/. ]\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{4}-\d{2}-\d{2}")


def label_of(one: SheetList, place: int) -> str:
    """The header of a column, or what stands for it where the first column has none."""
    return one.header[place] or NAMELESS


def meaning_of(one: SheetList, place: int) -> str:
    """Whether a column holds persons or activities, by its header and its cells; blank for neither.

    Activities may have capitals like names: under a header of activities only first names are people.
    """
    label, cells = one.header[place], one.column(place)
    is_of_activities = is_word_of(label, "activity") and not any(map(holds_first_name, cells))
    if names_among(cells) and not is_of_activities:
        return "person"
    for column in ("person", "activity"):
        if label and (column_of(label, "attendance") == column or column_of(label, "sessions") == column):
            return column
    return ""


def persons_of(one: SheetList, places: list[int]) -> str:
    """The header of the persons: of two or three columns where first and last names stand apart."""
    firsts = [label for label in one.header if is_word_of(label, "first_name")]
    lasts = [label for label in one.header if is_word_of(label, "last_name")]
    between = [label for label in one.header if is_word_of(label, "between")]
    if firsts and lasts:
        return " + ".join([firsts[0], *between[:1], lasts[0]])
    return label_of(one, places[0]) if places else ""


def more_columns(one: SheetList, places: list[int], table: str, taken: set[str]) -> dict[str, str]:
    """Headers that are plainly columns of a table, beside those that are taken."""
    columns: dict[str, str] = {}
    for place in places:
        name = column_of(one.header[place], table)
        if name and name not in taken and name not in columns and name not in ("person", "activity", "date", PRESENT):
            columns[name] = one.header[place]
    return columns


def is_of_counts(one: SheetList, place: int) -> bool:
    """Whether a column counts people: its header says so and some cells are numbers, or most of its cells are."""
    cells = [cell for cell in one.column(place) if cell]
    if column_of(one.header[place], "sessions") == "visits" and any(map(is_number, cells)):
        return not names_among(cells)
    return are_counts(cells)


def are_counts(cells: Sequence[str]) -> bool:
    """Whether most cells are numbers, and not only 0 and 1.

    Examples
    --------
    >>> are_counts(["12", "ca. 20", "x"]), are_counts(["1", "0", "1"])
    (True, False)
    """
    numbers = [cell for cell in cells if is_number(cell) or two_numbers(cell) or is_day(cell)]
    return len(numbers) > len(cells) / 2 and any(cell not in ("0", "1") for cell in numbers)


def day_of(one: SheetList, stem: str) -> str | None:
    """The day of a list that has one in its title, the name of its sheet or of its file."""
    for text in (*one.titles, one.sheet.sheet, stem):
        if is_day(text):
            return text
        if match := _DATE_IN_TEXT.search(text):
            return match[0]
    return None


def year_of(one: SheetList, stem: str) -> str:
    """The year that the sheet, the titles above the list or the name of the file tells; blank for none."""
    return year_in(one.sheet.sheet, *one.titles, stem)
