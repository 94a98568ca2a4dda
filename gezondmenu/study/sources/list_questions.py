"""What a list by hand does not tell, as questions: its activity, its year, its marks and its double counts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from gezondmenu.study.names_of_people import holds_first_name
from gezondmenu.study.personal_data import kind_of_personal_data
from gezondmenu.study.read.file_formats import header_name
from gezondmenu.study.sources.answers import OPEN, WEEKDAYS
from gezondmenu.study.sources.cells import ANY_REMARK, FRACTION, TURNED, is_remark, seem_several, turned, two_numbers
from gezondmenu.study.sources.days import is_day, lacks_year, without_time, years_of
from gezondmenu.study.sources.layout import SheetList
from gezondmenu.study.sources.list_columns import (
    DATE_OF_SHEET,
    NAMELESS,
    day_of,
    year_of,
)
from gezondmenu.study.sources.rows_aside import FEWEST_ABOVE
from gezondmenu.study.sources.seam import Question, Reading
from gezondmenu.study.sources.weeks import is_week, week_lacks_year
from gezondmenu.study.sources.words import (
    DATES,
    NO_MEETING,
    OF_WEEKS,
    PRESENT,
    is_present,
    role_of_heading,
)
from gezondmenu.vocabulary import ROLES

SHORTEST_NAME = 3  # letters of a name that an activity may have
_LIST_WORDS = re.compile(
    r"\b(?:blad|sheet|presentie|presentielijst|aanwezigheid|aanwezigheidslijst|deelnemerslijst|lijst|bijeenkomsten"
    r"|sessies|overzicht|attendance|list|week)\b(?:\s+van(?:\s+(?:de|het)\b)?)?|[-_/]",
    re.IGNORECASE,
)


def with_questions(one: SheetList, stem: str, reading: Reading, cells: Sequence[str]) -> Reading:
    """A reading with the questions that its cells and headers leave open."""
    questions = list(reading.questions)
    fixed: dict[str, str] = dict(reading.fixed)
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
        days = [day_of(one, stem) or ""]
    weeks = _weeks(one, reading, days)
    if weeks:
        days = weeks
        questions.append(Question("weekday", "which_weekday", WEEKDAYS, {"week": weeks[0]}))
    if one.is_month_by_number:
        questions.append(Question("sheets_are", "are_sheets_months", ("month",), {"sheet": one.sheet.sheet}))
    year = ""
    if len(set(years_of(days, "2024").values())) > 1:
        year = OPEN
        questions.append(Question("year", "which_first_year", (), _turn_of_year(days)))
    elif any(lacks_year(day) or (weeks and week_lacks_year(day)) for day in days):
        year = year_of(one, stem)
        if not year:
            year = OPEN
            short = sorted({f"20{day[-2:]}" for day in days if re.search(r"\d[-/.]\d{1,2}[-/.]\d{2}$", day)})
            questions.append(
                Question("year", "which_year", tuple(short), {"day": next(d for d in days if weeks or lacks_year(d))})
            )
    codes = _codes(reading, cells, questions)
    if (label := _sum_of_all(one, reading)) is not None:
        codes["activity"] = {label: OPEN}
        questions.append(Question(f"codes.activity.{label}", "is_it_a_total", ("none", label), {"label": label}))
    person = reading.columns.get("person", "")
    several = reading.several
    people = one.column(one.header.index(person)) if person in one.header else []
    if not several and (count := sum(map(seem_several, people))):
        several = OPEN
        questions.append(Question("several", "are_cells_of_several", ("person", "none"), {"count": count}))
    role = role_of_heading(person)
    if role not in (None, ROLES[0]) and "role" not in reading.columns:
        fixed["role"] = str(role)
    return dataclasses.replace(
        reading,
        several=several,
        fixed=fixed,
        weekday=OPEN if weeks else "",
        sheets_are=OPEN if one.is_month_by_number else "",
        year=year,
        codes=codes,
        is_of_names=_are_names(one, reading, person),
        questions=tuple(questions),
    )


def _weeks(one: SheetList, reading: Reading, days: Sequence[str]) -> list[str]:
    """The weeks of a list that tells no days: above its columns, or in its column of dates."""
    if reading.across == DATES and not days:
        return [label for label in one.header if is_week(label)]
    label = reading.columns.get("date", "")
    known = [day for day in days if day]
    are_weeks = all(map(is_week, known)) or (header_name(label) in OF_WEEKS and all(map(week_lacks_year, known)))
    return known if label in one.header and known and are_weeks else []


def _turn_of_year(days: Sequence[str]) -> dict[str, str]:
    years = years_of(days, "2024")
    return {"first": next(iter(years)), "later": next(day for day, year in years.items() if year == "2025")}


def _are_names(one: SheetList, reading: Reading, person: str) -> bool:
    if reading.names == "person":
        return _are_words([label for label in one.header if label not in reading.columns.values()])
    if " + " in person and person not in one.header:
        return True
    label = "" if person == NAMELESS else person
    return bool(person) and label in one.header and _are_words(one.column(one.header.index(label)))


def _are_words(cells: Sequence[str]) -> bool:
    """Whether persons are called by words or letters, such as surnames or initials, rather than by numbered codes."""
    known = {cell for cell in cells if cell}
    return sum(not any(map(str.isdigit, cell)) for cell in known) > len(known) / 2


def _sum_of_all(one: SheetList, reading: Reading) -> str | None:
    """The name in the last row of a matrix of counts, where its numbers are the sums of all rows above it."""
    label = reading.columns.get("activity", "").replace(NAMELESS, "")
    if (
        reading.across != DATES
        or reading.values != "visits"
        or label not in one.header
        or len(one.body) <= FEWEST_ABOVE
    ):
        return None
    *above, last = one.body
    places = [place for place, head in enumerate(one.header) if is_day(head) and one.texts[last][place]]
    for place in places:
        cells = [one.texts[row][place] for row in (*above, last)]
        if not all(cell.isdecimal() or not cell for cell in cells):
            return None
        if sum(int(cell or 0) for cell in cells[:-1]) != int(cells[-1]):
            return None
    return (one.texts[last][one.header.index(label)] or None) if len(places) > 1 else None


def _names_of_activity(one: SheetList, stem: str) -> tuple[str, ...]:
    """Names that the activity may have: what its title, sheet and file are called, without date and kind of list."""
    texts = (re.sub(r"\(.*?\)", " ", text) for text in (*one.titles[:1], one.sheet.sheet, stem))
    plain = [re.sub(r"\d+", " ", without_time(text)) for text in texts]
    names = [" ".join(_LIST_WORDS.sub(" ", name).split()).strip(" -:,.'’") for name in plain]
    return tuple(dict.fromkeys(name for name in names if len(name) >= SHORTEST_NAME and not _tells_of_somebody(name)))


def _tells_of_somebody(text: str) -> bool:
    return holds_first_name(text) or kind_of_personal_data(text) is not None


def _codes(reading: Reading, cells: Sequence[str], questions: list[Question]) -> dict[str, dict[str, str]]:
    """What is asked of marks that have no fixed meaning, and of counts that are more, or less, than a number."""
    codes: dict[str, str] = {}
    if reading.table == "attendance":
        unknown = [cell for cell in cells if is_present(cell) is None]
        remarks = [cell for cell in unknown if is_remark(cell)]
        if remarks:
            codes[ANY_REMARK] = OPEN
            about = {"count": len(remarks)}
            questions.append(Question(f"codes.{PRESENT}.{ANY_REMARK}", "what_remarks_mean", ("yes", "no"), about))
        for mark in sorted({*unknown} - {*remarks}):
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
    marks = {cell for cell in cells if cell.lower().rstrip(".!") in NO_MEETING}
    marks |= {cell for cell in cells if cell in ("-", "–", "x", "X") and reading.across}
    for mark in sorted(marks):
        codes[mark] = OPEN
        words = {"mark": mark, "count": sum(cell == mark for cell in cells)}
        questions.append(Question(f"codes.visits.{mark}", "mark_among_counts", ("none", "0"), words))
    return {"visits": codes} if codes else {}
