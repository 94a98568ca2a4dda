"""The entries ``[[sources]]`` of `study.toml`: which sheet of which file is which table, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from gezondmenu.given import closest_name
from gezondmenu.language import message
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.files import CHOICES_FILE, SOURCES, Claimed, column_names, table_names
from gezondmenu.study.read.toml_files import Keys, TomlPage, lines_of_keys, read_toml
from gezondmenu.study.schema import Named, column_words, table_words, tables
from gezondmenu.study.sources.answers import OPEN, WEEKDAYS, column_of_text, in_words, table_of, word_of
from gezondmenu.study.sources.seam import Reading
from gezondmenu.study.sources.words import PRESENT

_TEXT = message("a text between quotation marks")
_TEXTS = message("a text between quotation marks, or a list of them")
_MAP = message("a table of names and texts, between braces")
_ROWS = message("a list of row numbers, between square brackets")
_KINDS: dict[str, tuple[str, str]] = {
    "file": (_TEXTS, 'file = "januari.csv"'),
    "sheet": (_TEXTS, 'sheet = ["jan", "feb"]'),
    "read_as": (_TEXT, 'read_as = "by hand"'),
    "table": (_TEXT, 'table = "sessions"'),
    "columns": (_MAP, 'columns.date = "Datum"'),
    "fixed": (_MAP, 'fixed.activity = "Wandelgroep"'),
    "across": (_MAP, 'across = "dates"'),
    "names": (_TEXT, 'names = "date"'),
    "values": (_TEXT, 'values = "visits"'),
    "codes": (_MAP, 'codes.present.z = "no"'),
    "down": (_MAP, 'down.Deelnemers = "visits"'),
    "several": (_TEXT, 'several = "person"'),
    "fill_down": (_TEXTS, 'fill_down = "date"'),
    "weekday": (_TEXT, 'weekday = "monday"'),
    "sheets_are": (_TEXT, 'sheets_are = "month"'),
    "left_out": (_ROWS, "left_out = [34, 35]"),
    "year": (message("a year"), "year = 2025"),
    "skip": (message("true or false, without quotation marks"), "skip = true"),
}


@dataclass(frozen=True)
class Entry:
    """One entry of `study.toml`.

    Attributes
    ----------
    files, sheets : tuple of str
        Which sheets of which files are read so; no sheet: the only one of a file.
    read_as : str
        Kind of the importer.
    reading : Reading
        How rows of a table are made; its sheet is blank.
    open : mapping of str
        Keys of which the answer is still open, by what questions call them: ``fixed.activiteit`` by ``fixed.activity``.
    is_skipped, is_sound : bool
        Whether the files are left alone, and whether nothing is wrong with the entry.
    page : TomlPage
        Notes findings at the lines of this entry.
    """

    files: tuple[str, ...]
    sheets: tuple[str, ...]
    read_as: str
    reading: Reading
    open: Mapping[str, str]
    is_skipped: bool
    is_sound: bool
    page: TomlPage

    def note(self, rule: str, key: str, value: Any = "", /, closest: str | None = None, **words: Any) -> None:
        """Note one finding at a key of this entry."""
        self.page.note(rule, (SOURCES, *key.split(".", 2)), value, closest=closest, **words)


def read_entries(folder: Path, findings: Findings) -> list[Entry]:
    """The entries of study.toml; what is wrong in them becomes findings at their lines.

    A file that cannot be read as TOML gives none (`read_choices` says why).
    """
    path = next((path for path in sorted(folder.iterdir()) if path.name.lower() == CHOICES_FILE), None)
    if path is None:
        return []
    text, values = read_toml(path, "bad_toml", Findings())
    entries = values.get(SOURCES, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        TomlPage(path.name, lines_of_keys(text), findings).note(
            "wrong_type", [SOURCES], entries, kind=message("entries that begin with [[sources]]"), example="[[sources]]"
        )
        return []
    lines = lines_of_entries(text)
    names = {other.name for other in folder.iterdir()}
    return [
        _entry(entry, TomlPage(path.name, lines[number] if number < len(lines) else {}, findings), names)
        for number, entry in enumerate(entries)
    ]


def lines_of_entries(text: str) -> list[dict[Keys, int]]:
    r"""The lines of the keys of each entry.

    Examples
    --------
    >>> lines = lines_of_entries('name = "a"\n[[sources]]\nfile = "x"\n[[sources]]\nfile = "y"\n')
    >>> [entry["sources", "file"] for entry in lines]
    [3, 5]
    """
    rows = text.splitlines(keepends=True)
    starts = [number for number, row in enumerate(rows) if re.match(rf"\s*\[\[\s*{SOURCES}\s*\]\]", row)]
    return [
        {keys: line + start for keys, line in lines_of_keys("".join(rows[start:end])).items()}
        for start, end in pairwise([*starts, len(rows)])
    ]


def claimed_by(entries: Sequence[Entry]) -> Claimed:
    """By file: the sheets that entries read or leave alone; None where that is all of it."""
    claimed: dict[str, frozenset[str] | None] = {}
    for entry in entries:
        for file in entry.files:
            before = claimed.get(file, frozenset())
            names = {*entry.sheets, *(sheet_name(sheet) for sheet in entry.sheets)}
            claimed[file] = None if not entry.sheets or before is None else before | names
    return claimed


def sheet_name(name: str) -> str:
    """The name of a sheet, without the number of the list on it.

    Examples
    --------
    >>> sheet_name("Blad1 (2)"), sheet_name("(1)"), sheet_name("jan")
    ('Blad1', '', 'jan')
    """
    return re.sub(r" ?\(\d+\)$", "", name)


def _entry(entry: dict[str, Any], page: TomlPage, names: set[str]) -> Entry:
    before = page.findings.errors
    for key, value in entry.items():
        if key not in _KINDS:
            page.note("unknown_source_key", (SOURCES, key), closest=closest_name(key, _KINDS), keys=", ".join(_KINDS))
        elif not _is_of_kind(key, value):
            kind, example = _KINDS[key]
            page.note("wrong_type", (SOURCES, key), value, kind=kind, example=example)
    entry = {key: value for key, value in entry.items() if key in _KINDS and _is_of_kind(key, value)}
    files, sheets = _texts(entry.get("file")), _texts(entry.get("sheet"))
    if not files:
        page.note("source_without_file", (SOURCES,))
    for file in files:
        if file not in names:
            page.note("no_such_file", (SOURCES, "file"), file, closest=closest_name(file, names))
    is_skipped = entry.get("skip", False)
    reading = Reading("", "") if is_skipped else _reading_of(entry, page)
    open_keys = {_plain_key(key, reading.table): key for key, value in _leaves(entry) if value == OPEN}
    return Entry(
        files,
        sheets,
        word_of(entry.get("read_as", "by hand")),
        reading,
        {} if is_skipped else open_keys,
        is_skipped,
        page.findings.errors == before,
        page,
    )


def _is_of_kind(key: str, value: Any) -> bool:
    if key == "skip":
        return isinstance(value, bool)
    if key == "year":
        return value == OPEN or bool(re.fullmatch(r"(?:19|20)\d\d", str(value)))
    if key == "left_out":
        return isinstance(value, list) and all(isinstance(row, int) and not isinstance(row, bool) for row in value)
    if key in ("file", "sheet", "fill_down"):
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(text, str) for text in value))
    if key == "codes":
        return isinstance(value, dict) and all(_is_of_kind("columns", codes) for codes in value.values())
    if key in ("columns", "fixed", "across", "down"):
        is_map = isinstance(value, dict) and all(isinstance(cell, str | int | float) for cell in value.values())
        return is_map or (key == "across" and isinstance(value, str))
    return isinstance(value, str)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _leaves(entry: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    leaves = []
    for key, value in entry.items():
        leaves += _leaves(value, f"{above}{key}.") if isinstance(value, dict) else [(f"{above}{key}", value)]
    return leaves


def _plain_key(key: str, table: str) -> str:
    """A key with the English name of its column.

    Examples
    --------
    >>> _plain_key("fixed.activiteit", "sessions"), _plain_key("codes.aanwezig.z", "attendance")
    ('fixed.activity', 'codes.present.z')
    """
    head, _, rest = key.partition(".")
    text, _, cell = rest.partition(".")
    column = column_of_text(text, table) if table in table_names().values() else None
    return ".".join(filter(None, (head, column or text, cell)))


def _reading_of(entry: Mapping[str, Any], page: TomlPage) -> Reading:
    table = _table(entry, page)
    if not table:
        return Reading("", OPEN)

    def columns_of(key: str, cells: Mapping[str, Any]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for text, value in cells.items():
            if (column := _column(key, text, table, page, (SOURCES, key, text))) is not None:
                named[column] = value
        return named

    across = entry.get("across", {})
    names, values = (
        text if (text := entry.get(key, "")) in ("", OPEN) else _column(key, text, table, page, (SOURCES, key)) or ""
        for key in ("names", "values")
    )
    down = {
        str(cell): column
        for cell, text in entry.get("down", {}).items()
        if (column := _column("down", str(text), table, page, (SOURCES, "down", cell))) is not None
    }
    several, *fill_down = (
        text
        if text == OPEN
        else ""
        if word_of(text) == "none"
        else _column(key, text, table, page, (SOURCES, key)) or ""
        for key, text in (
            ("several", entry.get("several", "")),
            *(("fill_down", t) for t in _texts(entry.get("fill_down"))),
        )
        if text or key == "several"
    )
    for key, known in (("weekday", WEEKDAYS), ("sheets_are", ("month",))):
        text = entry.get(key, "")
        if text not in ("", OPEN) and word_of(text) not in known:
            words = (", ".join(in_words(word, language) for word in known) for language in ("nl", "en"))
            page.note("unknown_answer", (SOURCES, key), text, kinds=Named(*words))
    if across and not (names and (values or down)):
        page.note("across_without_names", (SOURCES, "across"))
    if isinstance(across, str) and across != OPEN and word_of(across) not in ("dates", "others"):
        page.note("unknown_across", (SOURCES, "across"), across)
    codes = {
        column: {str(cell).strip(): str(value) for cell, value in cells.items()}
        for column, cells in columns_of("codes", entry.get("codes", {})).items()
    }
    return Reading(
        "",
        table,
        {column: str(label) for column, label in columns_of("columns", entry.get("columns", {})).items()},
        {column: str(value) for column, value in columns_of("fixed", entry.get("fixed", {})).items()},
        word_of(across) if isinstance(across, str) else {str(head): str(value) for head, value in across.items()},
        names,
        values,
        codes,
        down,
        several,
        tuple(fill_down),
        word_of(entry.get("weekday", "")),
        word_of(entry.get("sheets_are", "")),
        tuple(entry.get("left_out", ())),
        str(entry.get("year", "")),
    )


def _table(entry: Mapping[str, Any], page: TomlPage) -> str:
    text = entry.get("table", "")
    if text == OPEN:
        return ""
    table = table_of(text)
    if table is None:
        rule = "unknown_table" if text else "source_without_table"
        page.note(
            rule, (SOURCES, "table"), text, closest=closest_name(text, table_names()), tables=table_words(*tables())
        )
    return table or ""


def _column(key: str, text: str, table: str, page: TomlPage, keys: tuple[str, ...]) -> str | None:
    if not text:
        return None
    column = column_of_text(text, table)
    if column is None or (column == PRESENT and key == "fixed"):
        known = {*column_names(table), *((PRESENT,) if table == "attendance" else ())}
        words = {"table": table_words(table), "columns": column_words(table, *tables()[table].columns)}
        page.note("unknown_source_column", keys, text, closest=closest_name(text, known), **words)
        return None
    return column
