"""Which rows of a list are no data: totals, counts of names, repeated headers, headings and notes."""

from __future__ import annotations

import re
from collections.abc import Collection

from gezondmenu.study.names_of_people import is_name, names_among
from gezondmenu.study.read.dates import WEEKDAYS
from gezondmenu.study.read.file_formats import header_name
from gezondmenu.study.sources.header_rows import Texts, filled
from gezondmenu.study.sources.words import COUNTED, column_of, is_total, is_word_of, role_of_heading

FEWEST_ABOVE = 2  # rows that a row without a name must be the sum of, to be a total
LONG_NOTE = 40  # characters of a remark below a list


def set_aside(
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
    for rule, rows_of in (
        ("counted_without_names", _counted_without_names),
        ("rows_under_a_text", _headings_among_names),
    ):
        others = set(rows_of(texts, kept))
        why[rule] += [number + 1 for number in others]
        kept = [number for number in kept if number not in others]
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
        numbers = [texts[number][other] for other in others]
        if (
            all(map(str.isdecimal, numbers))
            and any(int(cell) > 1 for cell in numbers)
            and not is_name(texts[number][place])
        ):
            counts.append(number)
    rest = set(kept).difference(counts)
    marks = {texts[row][other] for number in counts[:1] for row in rest for other in filled(texts[number])[1:]} - {""}
    are_marks = marks and not any(mark.isdecimal() and mark not in ("0", "1") for mark in marks)
    return counts if are_marks and _are_names(texts, rest, filled(texts[counts[0]])[0]) else []


def _headings_among_names(texts: Texts, kept: list[int]) -> list[int]:
    """Rows with one text alone that is no name, above other rows, in a column of names: they say what is below."""
    alone = [
        number
        for number in kept[:-1]
        if len(filled(texts[number])) == 1 and not is_name(texts[number][filled(texts[number])[0]])
    ]
    rest = set(kept).difference(alone)
    return alone if alone and _are_names(texts, rest, filled(texts[alone[0]])[0]) else []


def _are_names(texts: Texts, rows: Collection[int], place: int) -> bool:
    cells = [texts[row][place] for row in rows]
    return len(names_among(cells)) * 2 > len(set(cells))


def _counts_names(texts: Texts, above: list[int], number: int, header: list[str]) -> bool:
    """Whether a row counts the people of the rows above it: a word for that in the place of a name, and numbers."""
    place, *others = filled(texts[number])
    if header_name(texts[number][place].rstrip(":")) not in COUNTED:
        return False
    names = [texts[row][place] for row in above]
    are_people = is_word_of(header[place], "person") or bool(names_among(names))
    return are_people and all(texts[number][other].isdecimal() for other in others)


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
