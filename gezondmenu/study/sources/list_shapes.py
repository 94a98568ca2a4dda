"""The shapes of lists by hand: days across, days down, the names of one day, or any table of the study."""

from __future__ import annotations

import dataclasses

from gezondmenu.study.names_of_people import names_among
from gezondmenu.study.read.file_formats import Sheet, header_name
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.answers import OPEN
from gezondmenu.study.sources.cells import ANY_NUMBER, is_number
from gezondmenu.study.sources.layout import SheetList
from gezondmenu.study.sources.list_columns import (
    DATE_OF_SHEET,
    are_counts,
    day_of,
    is_of_counts,
    label_of,
    meaning_of,
    more_columns,
    persons_of,
    year_of,
)
from gezondmenu.study.sources.list_groups import are_together, filled_down, measures_down
from gezondmenu.study.sources.list_questions import with_questions
from gezondmenu.study.sources.seam import Question, Reading
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

_MEASURES = ("visits", "volunteers", "volunteer_hours", "student_hours", "professional_hours")


def matrix(one: SheetList, days: list[int], labels: list[int], stem: str) -> Reading | None:
    """Dates across: who was there, or how many came to what."""
    cells = [cell for place in days for cell in one.column(place) if cell]
    labels = [place for place in labels if header_name(one.header[place]) not in (*NUMBERING, *REMARKS)]
    labels = [place for place in labels if any(one.column(place)) and not is_total(one.header[place])]
    texts = [place for place in labels if not all(is_number(cell) for cell in one.column(place) if cell)]
    if not cells or not labels:
        return None
    whose = {place: meaning_of(one, place) for place in labels}
    person = persons_of(one, [place for place in labels if whose[place] == "person"])
    activity = next((place for place in labels if whose[place] == "activity"), None)
    counts = are_counts(cells)
    first = next((place for place in texts or labels if place != activity), None)
    if first is not None and not person:
        person = label_of(one, first) if names_among(one.column(first)) or not counts else ""
    rows = one.column(first if first is not None else labels[0])
    measures = {cell: column for cell in rows if (column := column_of(cell, "sessions")) in _MEASURES}
    if measures:
        return measures_down(one, measures, rows, cells, stem)
    columns = {"person": person} if person else {}
    if activity is not None or (counts and not person and first is not None):
        columns["activity"] = label_of(one, activity if activity is not None else first or 0)
    if counts and not person:
        return with_questions(
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
        return with_questions(one, stem, reading, cells)
    question = Question("values", "what_numbers_mean", ("hours", PRESENT))
    asked = with_questions(one, stem, dataclasses.replace(reading, values=OPEN, questions=(question,)), cells)
    numbers = {mark for mark in asked.codes.get(PRESENT, {}) if is_number(mark)}
    marks = {mark: meant for mark, meant in asked.codes.get(PRESENT, {}).items() if mark not in numbers}
    questions = tuple(q for q in asked.questions if q.key.removeprefix(f"codes.{PRESENT}.") not in numbers)
    return dataclasses.replace(asked, codes={PRESENT: {**marks, ANY_NUMBER: "yes"}}, questions=questions)


def list_of_days(one: SheetList, dated: int, others: list[int], stem: str) -> Reading | None:
    """Dates down: a row per meeting or per person, or a column per activity or per person."""
    useful = [place for place in others if place != dated and header_name(one.header[place]) not in REMARKS]
    useful = [place for place in useful if any(one.column(place)) and header_name(one.header[place]) not in NUMBERING]
    numeric = {place for place in useful if is_of_counts(one, place)}
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
        (p for p in useful if p not in persons and meaning_of(one, p) == "activity" and p not in numeric), None
    )
    if activity is None and visits is not None and len(persons) == 1 and not names_among(one.column(persons[0])):
        activity, persons = persons[0], []
    base = {"date": one.header[dated]}
    if activity is not None:
        base["activity"] = one.header[activity]
    together = next((p for p in useful if are_together(one, p)), None)
    if together is not None and visits is None:
        columns = {**base, "person": one.header[together]}
        return with_questions(one, stem, Reading(one.sheet.sheet, "attendance", columns, several="person"), [])
    if persons and visits is None:
        more = more_columns(one, useful, "attendance", {*base, "person"})
        columns = {**base, "person": persons_of(one, persons), **more}
        if present is not None:
            columns[PRESENT] = one.header[present]
        cells = one.column(present) if present is not None else []
        reading = Reading(one.sheet.sheet, "attendance", columns, fill_down=filled_down(one, columns))
        return with_questions(one, stem, reading, cells)
    if visits is not None:
        columns = {**base, "visits": one.header[visits], **more_columns(one, useful, "sessions", {*base, "visits"})}
        reading = Reading(one.sheet.sheet, "sessions", columns, fill_down=filled_down(one, columns))
        return with_questions(one, stem, reading, one.column(visits))
    return None if groups else columns_of_days(one, dated, useful, numeric, stem)


def _counts_visits(label: str, is_sum: bool) -> bool:
    """Whether a column of numbers counts who came; a total does, beside columns of kinds of people."""
    counts = column_of(label, "sessions") == "visits" or column_of(label, "attendance") == PRESENT
    return counts or (is_sum and is_total(label))


def columns_of_days(one: SheetList, dated: int, places: list[int], numeric: set[int], stem: str) -> Reading | None:
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
        return _with_sum(one, places, with_questions(one, stem, reading, cells))
    marks = [is_present(cell) for cell in cells]
    if sum(mark is not None for mark in marks) * 2 > len(marks):
        reading = Reading(one.sheet.sheet, "attendance", columns, across=OTHERS, names="person", values=PRESENT)
        return with_questions(one, stem, reading, cells)
    return None


def _with_sum(one: SheetList, places: list[int], reading: Reading) -> Reading:
    """A reading that asks whether the last column is a total, where it is the sum of the others in every row."""
    *parts, last = places
    rows = [[one.texts[row][place] for place in (*parts, last)] for row in one.body]
    is_sum = all(all(cell.isdecimal() or not cell for cell in cells) for cells in rows) and all(
        sum(int(cell or 0) for cell in cells[:-1]) == int(cells[-1] or 0) for cells in rows
    )
    if len(parts) < 2 or len(rows) < 2 or not is_sum:
        return reading
    label = one.header[last]
    question = Question(f"codes.activity.{label}", "is_column_a_total", ("none", label), {"label": label})
    codes = {**reading.codes, "activity": {label: OPEN}}
    return dataclasses.replace(reading, codes=codes, questions=(*reading.questions, question))


def sign_in(one: SheetList, others: list[int], stem: str) -> tuple[Sheet, Reading | None]:
    """A list of names of one day, which stands in its title or in the name of its sheet."""
    persons = [place for place in others if meaning_of(one, place) == "person"]
    day = day_of(one, stem)
    if not persons or day is None:
        return one.sheet, None
    present = next((p for p in others if column_of(one.header[p], "attendance") == PRESENT), None)
    columns = {"date": DATE_OF_SHEET, "person": persons_of(one, persons)}
    columns |= more_columns(one, others, "attendance", set(columns))
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
    return sheet, with_questions(
        one, stem, Reading(one.sheet.sheet, "attendance", columns), one.column(present) if present is not None else []
    )


def other_table(one: SheetList, stem: str) -> Reading | None:
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
        return _bookings(one, stem)
    fitting.sort(key=lambda entry: -entry[0])
    most = [(name, columns) for size, name, columns in fitting if size == fitting[0][0]]
    name, columns = most[0]
    if len(most) > 1:
        options = tuple(name for name, _ in most)
        question = Question("table", "which_table", options)
        return Reading(one.sheet.sheet, OPEN, columns, year=year_of(one, stem), questions=(question,))
    return with_questions(one, stem, Reading(one.sheet.sheet, name, columns), [])


def _bookings(one: SheetList, stem: str) -> Reading | None:
    """A list of amounts by day as costs, of which who paid, and by which law, is asked where no column tells."""
    table = tables()["costs"]
    columns: dict[str, str] = {}
    for label in filter(None, one.header):
        column = column_of(label, "costs")
        if column and column not in columns:
            columns[column] = label
    lacking = [name for name in table.required if name not in columns]
    if not {"date", "amount_eur"} <= set(columns) or not all(table.columns[name].values for name in lacking):
        return None
    questions = tuple(
        Question(f"fixed.{name}", f"which_{name}", tuple(table.columns[name].values or ())) for name in lacking
    )
    reading = Reading(one.sheet.sheet, "costs", columns, dict.fromkeys(lacking, OPEN), questions=questions)
    return with_questions(one, stem, reading, [])
