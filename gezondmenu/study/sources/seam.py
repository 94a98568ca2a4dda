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
        Header in the sheet, by column of the table.
    fixed : mapping of str
        Value of all rows, by column of the table.
    across : mapping of str
        Wide to long: for each header of the sheet that is a value (a date, a code of a question), that value.
    names, values : str
        Columns of the table that get the value of such a header, and the cell under it.
    codes : mapping of mapping
        By column of the table: what stands in a cell, and the value that is meant.
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
    across: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    values: str = ""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: tuple[int, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Source:
    """What an importer makes of a file: its sheets, each with its header in its first row, and how to read them."""

    kind: str
    sheets: tuple[Sheet, ...]
    readings: tuple[Reading, ...]


Importer = Callable[[Path, Sequence[Sheet]], Source | None]
