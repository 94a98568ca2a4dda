"""Where the header of a list stands: the row that is most of one, or two rows that are one together."""

from __future__ import annotations

import re
from itertools import pairwise

from gezondmenu.study.names_of_people import is_name
from gezondmenu.study.read.file_formats import HEADER_WITHIN, header_name
from gezondmenu.study.sources.days import in_month, is_day, is_month, months_in
from gezondmenu.study.sources.weeks import is_week, week_lacks_year
from gezondmenu.study.sources.words import OF_MONTHS, OF_WEEKS, is_known, is_total, is_word_of

Texts = list[list[str]]
_DAY_NUMBER = re.compile(r"(?:[a-z]{2,9}\.? )?\d{1,2}", re.IGNORECASE | re.ASCII)


def filled(row: list[str]) -> list[int]:
    """The places of the cells of a row in which something stands."""
    return [place for place, cell in enumerate(row) if cell]


def header_row(texts: Texts) -> int | None:
    """The row that is most of a header among the first; None when none has two headers or days."""
    best, most = None, 1
    has_days_above = False
    for number in [number for number, row in enumerate(texts) if filled(row)][:HEADER_WITHIN]:
        row = texts[number]
        if is_total(row[filled(row)[0]]):
            continue
        like = sum(bool(cell) and (is_known(cell) or is_day(cell) or is_month(cell) or is_week(cell)) for cell in row)
        like += 0 if has_days_above else day_numbers(row)
        has_days_above = has_days_above or sum(map(is_day, row)) > 1
        below = next((texts[later] for later in range(number + 1, len(texts)) if filled(texts[later])), [])
        like += any(_is_above(cell, under) for cell, under in zip(row, below, strict=False))
        if like > most:
            best, most = number, like
    return best


def _is_above(cell: str, under: str) -> bool:
    """Whether a cell is the header of the day or the name under it."""
    return bool(under) and (
        (is_word_of(cell, "date") and is_day(under))
        or (header_name(cell) in OF_MONTHS and is_month(under))
        or (header_name(cell) in OF_WEEKS and week_lacks_year(under))
        or (is_word_of(cell, "person") and is_name(under))
    )


def day_numbers(row: list[str]) -> int:
    """How many numbers of days a row holds; 0 unless each is later than the one before, from month to month."""
    cells = [cell for cell in row if cell]
    numbers = [cell for cell in cells if _DAY_NUMBER.fullmatch(cell)]
    days = [int(re.sub(r"\D", "", cell)) for cell in numbers]
    if len(days) < 2 or not all(1 <= day <= 31 for day in days):
        return 0
    if not all(is_known(cell) for cell in cells if cell not in numbers):
        return 0
    falls = sum(later <= earlier for earlier, later in pairwise(days))
    return len(days) if falls <= len(days) // 4 and len(set(days)) > len(days) // 2 else 0


def has_one_day(header: list[str]) -> bool:
    """Whether a header is of persons and one number of a day."""
    numbers = [cell for cell in header if _DAY_NUMBER.fullmatch(cell)]
    words = [cell for cell in header if cell and cell not in numbers]
    return len(numbers) == 1 and all(map(is_known, words)) and any(is_word_of(word, "person") for word in words)


def header_of(texts: Texts, row: int) -> tuple[int, int, list[str]]:
    """First and last row of the header, and its cells: of two rows the lower one, where it has any."""
    header = texts[row]
    if row + 1 < len(texts) and _completes(header, texts[row + 1]):
        return row, row + 1, _joined(header, texts[row + 1])
    if row and _completes(texts[row - 1], header):
        return row - 1, row, _joined(texts[row - 1], header)
    return row, row, header


def _completes(upper: list[str], lower: list[str]) -> bool:
    """Whether two rows are one header: the lower one has days or headers, and the upper one what it lacks.

    A header over several columns stands in the first of them, so that below it something stands under a blank cell.
    """
    below = [cell for cell in lower if cell]
    spans = any(cell and not above for above, cell in zip(upper, lower, strict=True))
    if not below or not any(upper) or not spans:
        return False
    like = all(is_known(cell) or is_day(cell) or _DAY_NUMBER.fullmatch(cell) for cell in below)
    if not like or (len(below) == 1 and not is_known(below[0])):
        return False
    months = sum(bool(months_in(cell)) for cell in upper)
    if months and day_numbers(lower):
        return len(filled(upper)) > 1 or months > 1
    lacking = [cell for cell, under in zip(upper, lower, strict=True) if cell and not under]
    return bool(lacking) and all(map(is_known, lacking))


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    months: list[int] = []
    header = []
    for above, cell in zip(upper, lower, strict=True):
        months = months_in(above) or ([] if above else months)
        header.append(in_month(cell, months[0]) if cell and len(months) == 1 else cell or above)
    return header
