"""Lists by hand whose rows hang together: counts below a day, groups with one date, people in one cell, months."""

from __future__ import annotations

from itertools import pairwise

from gezondmenu.study.names_of_people import is_name, names_among
from gezondmenu.study.read.file_formats import header_name
from gezondmenu.study.sources.answers import OPEN
from gezondmenu.study.sources.cells import are_names_together, is_number
from gezondmenu.study.sources.days import is_month
from gezondmenu.study.sources.layout import SheetList
from gezondmenu.study.sources.list_columns import (
    are_counts,
)
from gezondmenu.study.sources.list_questions import with_questions
from gezondmenu.study.sources.seam import Question, Reading
from gezondmenu.study.sources.words import (
    DATES,
    NUMBERING,
    OF_MONTHS,
    PRESENT,
    REMARKS,
    column_of,
)


def measures_down(
    one: SheetList, measures: dict[str, str], rows: list[str], cells: list[str], stem: str
) -> Reading | None:
    """Days across, with below each of them how many came, volunteers, hours; None where a row is something else."""
    rows = [cell for cell in rows if header_name(cell) not in (*REMARKS, *NUMBERING)]
    columns = [measures.get(cell, "") for cell in rows]
    if "visits" not in columns or len(set(columns)) < len(columns) or "" in columns or not are_counts(cells):
        return None
    reading = Reading(one.sheet.sheet, "sessions", across=DATES, names="date", down=measures)
    return with_questions(one, stem, reading, cells)


def are_together(one: SheetList, place: int) -> bool:
    """Whether the cells of a column hold the names of several people each."""
    label = one.header[place]
    of_people = {column_of(label, "attendance"), column_of(label, "sessions")} & {"person", "visits", PRESENT}
    return bool(of_people) and are_names_together(one.column(place))


def filled_down(one: SheetList, columns: dict[str, str]) -> tuple[str, ...]:
    """The columns of which a value stands in the first row of its group alone, as a merged cell leaves it.

    Each value then differs from the one above it; what has no such groups is left blank, which is a finding.
    """
    beside = "person" if "person" in columns else "activity"
    if beside not in columns or columns[beside] not in one.header:
        return ()
    cells = one.column(one.header.index(columns[beside]))
    names = names_among(cells)
    columns_down = []
    for name in ("date", *(("activity",) if beside == "person" else ())):
        values = one.column(one.header.index(columns[name])) if name in columns else []
        known = [value for value in values if value]
        blank = [cell for cell, value in zip(cells, values, strict=False) if not value]
        in_groups = all(value != before for before, value in pairwise(known))
        if (
            blank
            and values[0]
            and in_groups
            and len(known) > 1
            and all(cell and (not names or is_name(cell)) for cell in blank)
        ):
            columns_down.append(name)
    return tuple(columns_down)


def counts_of_months(one: SheetList, others: list[int]) -> Reading | None:
    """How many came in a month, of which no meeting is known: asked, since it is no table of a study."""
    months = [place for place in others if is_month(one.header[place])]
    down = next(
        (p for p in others if header_name(one.header[p]) in OF_MONTHS and any(map(is_month, one.column(p)))), None
    )
    cells = [cell for place in months for cell in one.column(place) if cell]
    if down is not None:
        cells = [cell for place in others if place != down for cell in one.column(place) if is_number(cell)]
    if not (down is not None or len(months) > 1) or not are_counts(cells):
        return None
    question = Question("columns.date", "counts_of_months")
    return Reading(one.sheet.sheet, "sessions", {"date": OPEN}, questions=(question,))
