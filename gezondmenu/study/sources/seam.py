"""The one seam of the intake: an importer turns a file into named sheets of text and a proposal.

An importer is a function of a path and of the sheets that were read from it; it gives None where the file is not of
its kind. Nothing else knows from which program a file comes: what is right of the seam works from a `Source` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gezondmenu.study.read.file_formats import Sheet


@dataclass(frozen=True)
class Question:
    """What only the user can tell, asked once and answered in `study.toml`.

    Attributes
    ----------
    key : str
        Where the answer goes, within the entry of the source: ``fixed.activity``, ``columns.person``.
    rule : str
        Name of the rule in `rules.RULES` whose words ask it.
    options : tuple of str
        The answers that fit, the likeliest first; none for an answer in the user's own words.
    words : mapping
        What the words of the rule need.
    """

    key: str
    rule: str
    options: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """How one sheet becomes rows of one table: an entry ``[[sources]]`` of `study.toml`.

    Attributes
    ----------
    sheet : str
        Name of a sheet of the source (blank: its only sheet).
    table : str
        Table of the study that gets the rows.
    columns : mapping of str
        Header in the sheet, by column of the table; ``first + last`` joins the cells of two. The column ``present``,
        which no table has, says who of those listed was there.
    fixed : mapping of str
        Value of all rows, by column of the table.
    across : mapping of str, or {"dates", "others"}
        Wide to long: for each header of the sheet that is a value (a date, a code of a question), that value; or in a
        word, which headers are values as they stand: those that are days, or all that `columns` does not name.
    names, values : str
        Columns of the table that get the value of such a header, and the cell under it.
    codes : mapping of mapping
        By column of the table: what stands in a cell, and the value that is meant (blank: the row is no row). In a
        column of counts ``#/#`` stands for all cells like 12/15 and ``#-#`` for all that became a date.
    year : str
        The year of days that stand there without one.
    is_of_names : bool
        Whether the persons are names, which become pseudonyms.
    down : mapping of str
        Column of the table, by what stands in the first column of a row: the rows of a sheet with days across of which
        each counts something else of one meeting.
    several : str
        Column of the table whose cells hold several values, each of which is a row.
    fill_down : tuple of str
        Columns of the table of which a blank cell has the value above it.
    weekday : str
        On which day of the week the meetings are, where the sheet tells weeks alone.
    sheets_are : str
        ``month`` where the sheets of a year are called by the numbers of its months.
    left_out : tuple of int
        Rows, as a spreadsheet counts them, that are no data: totals, notes.
    unread : mapping of str
        Headers that go nowhere (free text, personal data, columns of the program itself), each with the rule of
        `rules.RULES` that says why; what reads the sheet tells them, so that nothing is dropped in silence.
    questions : tuple of Question
        What is open; nothing is read from the sheet until all are answered.
    """

    sheet: str
    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    across: Mapping[str, str] | str = field(default_factory=dict)
    names: str = ""
    values: str = ""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    down: Mapping[str, str] = field(default_factory=dict)
    several: str = ""
    fill_down: tuple[str, ...] = ()
    weekday: str = ""
    sheets_are: str = ""
    left_out: tuple[int, ...] = ()
    year: str = ""
    is_of_names: bool = False
    unread: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Aside:
    """Rows of a sheet that an importer left out of it, and the rule in `rules.RULES` that says why."""

    sheet: str
    rule: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    """What an importer makes of a file: its sheets, each with its header in its first filled row, and how to read them.

    Rows keep their places (rows that are no data are blank), so that a row has the number that the user sees.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    readings: tuple[Reading, ...]
    aside: tuple[Aside, ...] = ()


Importer = Callable[[Path, Sequence[Sheet]], Source | None]
