"""Lists by hand: a matrix of persons or activities by dates, a list of meetings, a sign-in list, a table with a title.

What a list is, is seen from its headers and cells; what they do not tell is a question.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from pathlib import Path

from gezondmenu.study.names_of_people import names_among
from gezondmenu.study.read.file_formats import Sheet, header_name
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.answers import OPEN
from gezondmenu.study.sources.cells import ANY_NUMBER, FRACTION, TURNED, is_number, turned, two_numbers
from gezondmenu.study.sources.days import is_day, lacks_year, without_time, year_in
from gezondmenu.study.sources.layout import SheetList, lists_of
from gezondmenu.study.sources.seam import Aside, Question, Reading, Source
from gezondmenu.study.sources.words import (
    DATES,
    GROUPS,
    NUMBERING,
    OTHERS,
    PRESENT,
    REMARKS,
    column_of,
    is_present,
    is_total,
    is_word_of,
)

KIND = "by hand"
DATE_OF_SHEET = "datum van het blad"
"""Header of the column that a list gets when its date stands in its title or in the name of its sheet."""

SHORTEST_NAME = 3  # letters of a name that an activity may have
_LIST_WORDS = re.compile(
    r"\b(?:blad|sheet|presentie|presentielijst|aanwezigheid|aanwezigheidslijst|deelnemerslijst|lijst|bijeenkomsten"
    r"|sessies|overzicht|attendance|list|van|de|het|week)\b|[-_/]",
    re.IGNORECASE,
)
_DATE_IN_TEXT = re.compile(r"\d{1,2}[-/. ][^\W\d_]{3,9}\.?[-/. ]\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{4}-\d{2}-\d{2}")
_MEASURES = ("visits", "volunteers", "volunteer_hours", "student_hours", "professional_hours")


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
        return _with_header(one, [*unnamed, *others], _matrix(one, days, [*unnamed, *others], stem))
    if dated is not None:
        return one.sheet, _list_of_days(one, dated, others, stem) or _other_table(one, stem)
    table = _other_table(one, stem)
    if table is not None or _day_of(one, stem) is None:
        return one.sheet, table
    return _sign_in(one, others, stem)


def _with_header(one: SheetList, places: list[int], reading: Reading | None) -> tuple[Sheet, Reading | None]:
    """A sheet of which a column without a header has one, where the reading uses it."""
    row = next((number for number, cells in enumerate(one.sheet.rows) if any(cells)), None)
    if reading is None or row is None or not places or one.header[places[0]]:
        return one.sheet, reading
    rows = [list(cells) for cells in one.sheet.rows]
    rows[row][places[0]] = NAMELESS
    return dataclasses.replace(one.sheet, rows=rows), reading


NAMELESS = "(zonder kop)"
"""Header of a first column that has none."""


def _matrix(one: SheetList, days: list[int], labels: list[int], stem: str) -> Reading | None:
    """Dates across: who was there, or how many came to what."""
    cells = [cell for place in days for cell in one.column(place) if cell]
    labels = [place for place in labels if header_name(one.header[place]) not in (*NUMBERING, *REMARKS)]
    labels = [place for place in labels if any(one.column(place)) and not is_total(one.header[place])]
    texts = [place for place in labels if not all(is_number(cell) for cell in one.column(place) if cell)]
    if not cells or not labels:
        return None
    whose = {place: _meaning(one, place) for place in labels}
    person = _persons(one, [place for place in labels if whose[place] == "person"])
    activity = next((place for place in labels if whose[place] == "activity"), None)
    counts = _are_counts(cells)
    first = next((place for place in texts or labels if place != activity), None)
    if first is not None and not person:
        person = _label(one, first) if names_among(one.column(first)) or not counts else ""
    rows = one.column(first if first is not None else labels[0])
    if any(column_of(cell, "sessions") in _MEASURES for cell in rows):
        return None
    columns = {"person": person} if person else {}
    if activity is not None or (counts and not person and first is not None):
        columns["activity"] = _label(one, activity if activity is not None else first or 0)
    if counts and not person:
        return _asked(
            one, stem, Reading(one.sheet.sheet, "sessions", columns, across=DATES, names="date", values="visits"), cells
        )
    if not person:
        return None
    columns |= {
        name: one.header[place]
        for place in labels
        if (name := column_of(one.header[place], "attendance")) in ("role", "start", "hours")
    }
    reading = Reading(one.sheet.sheet, "attendance", columns, across=DATES, names="date", values=PRESENT)
    if not counts:
        return _asked(one, stem, reading, cells)
    question = Question("values", "what_numbers_mean", ("hours", PRESENT))
    asked = _asked(one, stem, dataclasses.replace(reading, values=OPEN, questions=(question,)), cells)
    numbers = {mark for mark in asked.codes.get(PRESENT, {}) if is_number(mark)}
    marks = {mark: meant for mark, meant in asked.codes.get(PRESENT, {}).items() if mark not in numbers}
    questions = tuple(q for q in asked.questions if q.key.removeprefix(f"codes.{PRESENT}.") not in numbers)
    return dataclasses.replace(asked, codes={PRESENT: {**marks, ANY_NUMBER: "yes"}}, questions=questions)


def _label(one: SheetList, place: int) -> str:
    return one.header[place] or NAMELESS


def _meaning(one: SheetList, place: int) -> str:
    """Whether a column holds persons or activities, by its header and else by its cells; blank for neither."""
    label, cells = one.header[place], one.column(place)
    if names_among(cells):
        return "person"
    for column in ("person", "activity"):
        if label and (column_of(label, "attendance") == column or column_of(label, "sessions") == column):
            return column
    return ""


def _persons(one: SheetList, places: list[int]) -> str:
    """The header of the persons: of two columns where first and last names stand apart."""
    firsts = [label for label in one.header if is_word_of(label, "first_name")]
    lasts = [label for label in one.header if is_word_of(label, "last_name")]
    if firsts and lasts:
        return f"{firsts[0]} + {lasts[0]}"
    return _label(one, places[0]) if places else ""


def _is_of_counts(one: SheetList, place: int) -> bool:
    cells = [cell for cell in one.column(place) if cell]
    if column_of(one.header[place], "sessions") == "visits" and any(map(is_number, cells)):
        return not names_among(cells)
    return _are_counts(cells)


def _are_counts(cells: Sequence[str]) -> bool:
    numbers = [cell for cell in cells if is_number(cell) or two_numbers(cell) or is_day(cell)]
    return len(numbers) > len(cells) / 2 and any(cell not in ("0", "1") for cell in numbers)


def _list_of_days(one: SheetList, dated: int, others: list[int], stem: str) -> Reading | None:
    """Dates down: a row per meeting or per person, or a column per activity or per person."""
    useful = [place for place in others if place != dated and header_name(one.header[place]) not in REMARKS]
    useful = [place for place in useful if any(one.column(place)) and header_name(one.header[place]) not in NUMBERING]
    numeric = {place for place in useful if _is_of_counts(one, place)}
    persons = [
        place
        for place in useful
        if place not in numeric
        and column_of(one.header[place], "attendance") == "person"
        and (names_among(one.column(place)) or not is_word_of(one.header[place], "activity"))
    ]
    present = next((p for p in useful if p not in numeric and column_of(one.header[p], "attendance") == PRESENT), None)
    groups = [place for place in useful if header_name(one.header[place]) in GROUPS]
    visits = next((p for p in useful if p in numeric and _counts_visits(one.header[p], bool(groups))), None)
    activity = next(
        (p for p in useful if p not in persons and _meaning(one, p) == "activity" and p not in numeric), None
    )
    if activity is None and visits is not None and len(persons) == 1 and not names_among(one.column(persons[0])):
        activity, persons = persons[0], []
    base = {"date": one.header[dated]}
    if activity is not None:
        base["activity"] = one.header[activity]
    if persons and visits is None:
        more = _more_columns(one, useful, "attendance", {*base, "person"})
        columns = {**base, "person": _persons(one, persons), **more}
        if present is not None:
            columns[PRESENT] = one.header[present]
        cells = one.column(present) if present is not None else []
        return _asked(one, stem, Reading(one.sheet.sheet, "attendance", columns), cells)
    if visits is not None:
        columns = {**base, "visits": one.header[visits], **_more_columns(one, useful, "sessions", {*base, "visits"})}
        return _asked(one, stem, Reading(one.sheet.sheet, "sessions", columns), one.column(visits))
    return None if groups else _columns_of_days(one, dated, useful, numeric, stem)


def _counts_visits(label: str, is_sum: bool) -> bool:
    """Whether a column of numbers counts who came; a total does, beside columns of kinds of people."""
    counts = column_of(label, "sessions") == "visits" or column_of(label, "attendance") == PRESENT
    return counts or (is_sum and is_total(label))


def _more_columns(one: SheetList, places: list[int], table: str, taken: set[str]) -> dict[str, str]:
    """Headers that are plainly columns of a table, beside those that are taken."""
    columns: dict[str, str] = {}
    for place in places:
        name = column_of(one.header[place], table)
        if name and name not in taken and name not in columns and name not in ("person", "activity", "date", PRESENT):
            columns[name] = one.header[place]
    return columns


def _columns_of_days(one: SheetList, dated: int, places: list[int], numeric: set[int], stem: str) -> Reading | None:
    """Dates down and something across: activities with counts, or persons with marks."""
    places = [place for place in places if not is_total(one.header[place])]
    known = [place for place in places if column_of(one.header[place], "sessions")]
    if known or len(places) < 2 or any(column_of(one.header[p], "costs") for p in places):
        return None
    cells = [cell for place in places for cell in one.column(place) if cell]
    columns = {"date": one.header[dated]}
    if set(places) == numeric & set(places):
        question = Question(
            "names", "what_stands_across", ("activity",), {"headers": ", ".join(one.header[p] for p in places)}
        )
        reading = Reading(
            one.sheet.sheet, "sessions", columns, across=OTHERS, names=OPEN, values="visits", questions=(question,)
        )
        return _asked(one, stem, reading, cells)
    marks = [is_present(cell) for cell in cells]
    if sum(mark is not None for mark in marks) * 2 > len(marks):
        reading = Reading(one.sheet.sheet, "attendance", columns, across=OTHERS, names="person", values=PRESENT)
        return _asked(one, stem, reading, cells)
    return None


def _day_of(one: SheetList, stem: str) -> str | None:
    """The day of a list that has one in its title, the name of its sheet or of its file."""
    for text in (*one.titles, one.sheet.sheet, stem):
        if is_day(text):
            return text
        if match := _DATE_IN_TEXT.search(text):
            return match[0]
    return None


def _sign_in(one: SheetList, others: list[int], stem: str) -> tuple[Sheet, Reading | None]:
    """A list of names of one day, which stands in its title or in the name of its sheet."""
    persons = [place for place in others if _meaning(one, place) == "person"]
    day = _day_of(one, stem)
    if not persons or day is None:
        return one.sheet, None
    present = next((p for p in others if column_of(one.header[p], "attendance") == PRESENT), None)
    columns = {"date": DATE_OF_SHEET, "person": _persons(one, persons)}
    columns |= _more_columns(one, others, "attendance", set(columns))
    if present is not None:
        columns[PRESENT] = one.header[present]
    row = next(number for number, cells in enumerate(one.sheet.rows) if any(cells))
    rows = [
        [*cells, *[""] * (len(one.header) - len(cells)), DATE_OF_SHEET if number == row else day]
        if number == row or number in one.body
        else cells
        for number, cells in enumerate(one.sheet.rows)
    ]
    sheet = dataclasses.replace(one.sheet, rows=rows)
    return sheet, _asked(
        one, stem, Reading(one.sheet.sheet, "attendance", columns), one.column(present) if present is not None else []
    )


def _other_table(one: SheetList, stem: str) -> Reading | None:
    """A list that has every column that a table needs, and no list that could be another table too."""
    fitting = []
    for name, table in tables().items():
        columns: dict[str, str] = {}
        for label in filter(None, one.header):
            column = column_of(label, name)
            if column and column not in columns and column in table.columns:
                columns[column] = label
        one_of = all(set(group) & set(columns) for group in table.one_of)
        if set(table.required) <= set(columns) and one_of and len(table.required) > 1:
            fitting.append((len(columns), name, columns))
    if not fitting:
        return None
    fitting.sort(key=lambda entry: -entry[0])
    most = [(name, columns) for size, name, columns in fitting if size == fitting[0][0]]
    name, columns = most[0]
    if len(most) > 1:
        options = tuple(name for name, _ in most)
        question = Question("table", "which_table", options)
        return Reading(one.sheet.sheet, OPEN, columns, year=_year(one, stem), questions=(question,))
    return _asked(one, stem, Reading(one.sheet.sheet, name, columns), [])


def _asked(one: SheetList, stem: str, reading: Reading, cells: Sequence[str]) -> Reading:
    """A reading with the questions that its cells and headers leave open."""
    questions = list(reading.questions)
    fixed: dict[str, str] = {}
    if (
        reading.table in ("sessions", "attendance")
        and "activity" not in reading.columns
        and reading.names not in ("activity", OPEN)
    ):
        fixed["activity"] = OPEN
        questions.append(Question("fixed.activity", "which_activity", _names_of_activity(one, stem)))
    days = [label for label in one.header if is_day(label)]
    if "date" in reading.columns and reading.columns["date"] in one.header:
        days = one.column(one.header.index(reading.columns["date"]))
    if reading.columns.get("date") == DATE_OF_SHEET:
        days = [_day_of(one, stem) or ""]
    year = ""
    if any(lacks_year(day) for day in days):
        year = _year(one, stem)
        if not year:
            year = OPEN
            short = sorted({f"20{day[-2:]}" for day in days if re.search(r"\d[-/.]\d{1,2}[-/.]\d{2}$", day)})
            questions.append(
                Question("year", "which_year", tuple(short), {"day": next(d for d in days if lacks_year(d))})
            )
    codes = _codes(reading, cells, questions)
    person = reading.columns.get("person", "")
    return dataclasses.replace(
        reading,
        fixed=fixed,
        year=year,
        codes=codes,
        is_of_names=_are_names(one, reading, person),
        questions=tuple(questions),
    )


def _are_names(one: SheetList, reading: Reading, person: str) -> bool:
    if reading.names == "person":
        return bool(names_among([label for label in one.header if label not in reading.columns.values()]))
    if " + " in person and person not in one.header:
        return True
    label = "" if person == NAMELESS else person
    return bool(person) and label in one.header and bool(names_among(one.column(one.header.index(label))))


def _names_of_activity(one: SheetList, stem: str) -> tuple[str, ...]:
    """Names that the activity may have: what its title, sheet and file are called, without date and kind of list."""
    plain = [re.sub(r"[\d()]+", " ", without_time(text)) for text in (*one.titles[:1], one.sheet.sheet, stem)]
    names = [" ".join(_LIST_WORDS.sub(" ", name).split()).strip(" -:,.") for name in plain]
    return tuple(dict.fromkeys(name for name in names if len(name) >= SHORTEST_NAME))


def _year(one: SheetList, stem: str) -> str:
    return year_in(one.sheet.sheet, *one.titles, stem)


def _codes(reading: Reading, cells: Sequence[str], questions: list[Question]) -> dict[str, dict[str, str]]:
    """What is asked of marks that have no fixed meaning, and of counts that are more, or less, than a number."""
    codes: dict[str, str] = {}
    if reading.table == "attendance":
        for mark in sorted({cell for cell in cells if is_present(cell) is None}):
            codes[mark] = OPEN
            words = {"mark": mark, "count": sum(cell == mark for cell in cells)}
            questions.append(Question(f"codes.{PRESENT}.{mark}", "what_mark_means", ("yes", "no"), words))
        return {PRESENT: codes} if codes else {}
    if reading.table != "sessions":
        return {}
    fractions = [cell for cell in cells if two_numbers(cell)]
    if fractions:
        codes[FRACTION] = OPEN
        words = {"cell": fractions[0], "count": len(fractions)}
        questions.append(Question(f"codes.visits.{FRACTION}", "which_of_two_counts", ("first", "second"), words))
    days = [cell for cell in cells if turned(cell)]
    if days:
        codes[TURNED] = OPEN
        words = {"cell": days[0], "count": len(days)}
        questions.append(Question(f"codes.visits.{TURNED}", "count_became_date", ("day", "month"), words))
    for mark in sorted({cell for cell in cells if cell in ("-", "–", "x", "X") and reading.across}):
        codes[mark] = OPEN
        words = {"mark": mark, "count": sum(cell == mark for cell in cells)}
        questions.append(Question(f"codes.visits.{mark}", "mark_among_counts", ("none", "0"), words))
    return {"visits": codes} if codes else {}
