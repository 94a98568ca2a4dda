"""Findings: everything wrong or noteworthy in a study folder, one row each, in the user's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from gezondmenu.given import check_table
from gezondmenu.language import check_language, format_number, translate, translate_plural
from gezondmenu.study.names_of_files import masks_of, with_masks
from gezondmenu.study.personal_data import mask
from gezondmenu.study.rules import RULES
from gezondmenu.study.rules_of_files import DID_YOU_MEAN, SEVERITIES
from gezondmenu.study.schema import Named

COLUMNS = ("severity", "file", "sheet", "row", "column", "value", "rule", "what_to_do", "code")
LONGEST_VALUE = 120  # characters of a value that a finding shows
ALIKE_SHOWN = 20  # findings of one kind in one column that are printed in full

START = "start_here"
"""The finding of a study in which nothing stands yet: no fault, but what to do first."""
ROWS_SHOWN = 5  # rows that a finding with more rows names
BY_VALUE = frozenset(
    {
        "unknown_area",
        "unknown_person",
        "unknown_activity",
        "refers_to_nothing",
        "not_allowed",
        "lost_zeros",
        "old_area",
        "name_for_code",
    }
)
"""Findings of which each value has a repair of its own, whatever the rows in which it stands."""
BY_COLUMN = frozenset(
    {
        *("error_cell", "formula_without_result", "required_blank", "not_a_number", "not_whole", "negative"),
        *("impossible_count", "out_of_range", "not_a_date", "two_digit_year", "impossible_year", "future_date"),
        *("not_a_time", "not_a_year", "not_a_period", "not_yes_or_no", "not_an_age_band", "personal_data"),
        *("personal_data_in_text", "row_too_long", "row_too_short", "meeting_not_in_sessions", "one_of_blank"),
        *(
            "mistyped_year",
            "secret_figure",
            "nil_figure",
            "provisional_figure",
            "read_as_range",
            "total_row",
            "name_as_pseudonym",
        ),
    }
)
"""Findings about cells of one column that are mended in one go, whatever stands in them."""
BY_SHEET = frozenset({"column_of_the_program", "column_that_is_split", "column_without_answers", "column_not_needed"})
"""Findings about columns of which nothing has to be done: one for all of a sheet, which names them."""


class Place(NamedTuple):
    """Where something was found; `row` is the row that a spreadsheet shows."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str | Named = ""
    value: str = ""


class _Finding(NamedTuple):
    name: str
    severity: str
    place: Place
    closest: str | None
    words: dict[str, Any]
    more: int = 0
    is_varied: bool = False


class Findings:
    """Collects findings while a study is read; the words are chosen at the end."""

    def __init__(self) -> None:
        self._findings: list[_Finding] = []

    def add(
        self, name: str, place: Place, /, severity: str | None = None, closest: str | None = None, **words: Any
    ) -> None:
        """Note one finding.

        Parameters
        ----------
        name : str
            Name of a rule in `rules.RULES`.
        place : Place
            Where it was found.
        severity : str, optional
            Where this place makes it more or less serious than the rule says.
        closest : str, optional
            What the user may have meant.
        **words
            What the rule and the way out fill in; a str made by `message` is translated.
        """
        self._findings.append(_Finding(name, severity or RULES[name].severity, place, closest, words))

    def add_alike(
        self,
        name: str,
        places: Sequence[Place],
        count: int,
        /,
        severity: str | None = None,
        closest: str | None = None,
        *,
        is_varied: bool = False,
        **words: Any,
    ) -> None:
        """Note a finding that very many rows share, of which only the first are kept.

        Parameters
        ----------
        name : str
            Name of a rule that is told once for all rows of a column (`BY_COLUMN`, `BY_VALUE`).
        places : sequence of Place
            The first rows, at least one, with one cause.
        count : int
            How many rows there are.
        severity, closest, **words
            As in `add`.
        is_varied : bool
            Whether other rows hold other values than the first.
        """
        severity = severity or RULES[name].severity
        kept = [_Finding(name, severity, place, closest, words) for place in places[:ROWS_SHOWN]]
        kept[0] = kept[0]._replace(more=count - len(kept), is_varied=is_varied)
        self._findings += kept

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(finding.severity == "error" for finding in self._findings)

    @property
    def has_errors(self) -> bool:
        """Whether one of the findings is an error."""
        return self.errors > 0

    @property
    def masks(self) -> dict[str, str]:
        """What is shown in the place of names of files and sheets in which somebody may be named."""
        return masks_of((finding.name, finding.place.file, finding.place.sheet) for finding in self._findings)

    def frame(self, language: str) -> pd.DataFrame:
        """All findings as a table: errors first, then by file and row; personal data masked."""
        groups: dict[tuple, list[_Finding]] = {}
        for finding in sorted(self._findings, key=_order):
            groups.setdefault(_cause(finding), []).append(finding)
        masks = self.masks
        records = [
            tuple(with_masks(cell, masks) if isinstance(cell, str) else cell for cell in _record_of(alike, language))
            for alike in groups.values()
        ]
        frame = pd.DataFrame(records, columns=list(COLUMNS)).drop_duplicates(ignore_index=True)
        return frame.astype({name: "Int64" if name == "row" else "str" for name in COLUMNS})


def _order(finding: _Finding) -> tuple:
    place = finding.place
    return (
        SEVERITIES.index(finding.severity),
        place.file,
        place.sheet,
        place.row or 0,
        str(place.column),
        finding.name,
        place.value,
        str(finding.words),
    )


def _cause(finding: _Finding) -> tuple:
    """What findings share that one repair mends: all but the row, and for faults of a column the value."""
    place = finding.place
    if finding.name in BY_SHEET:
        return finding.name, finding.severity, place.file, place.sheet
    value = place.value if finding.closest or finding.name in BY_VALUE else ""
    row = None if finding.name in BY_COLUMN or finding.name in BY_VALUE else place.row
    return (
        finding.name,
        finding.severity,
        place.file,
        place.sheet,
        place.column,
        value,
        row,
        str(finding.words),
        finding.closest,
    )


def _record_of(alike: list[_Finding], language: str) -> tuple:
    """One row for findings with one cause: that of the first, with the count and the first rows of the others."""
    record = list(_record(alike[0], language))
    if alike[0].name in BY_SHEET and len(alike) > 1:
        columns = dict.fromkeys(mask(_said("column", one.place.column, language)) for one in alike)
        record[COLUMNS.index("column")] = ", ".join(columns)
        return tuple(record)
    rows = sorted({finding.place.row: finding.place.value for finding in alike}.items(), key=lambda item: item[0] or 0)
    beyond = sum(finding.more for finding in alike)
    if len(rows) + beyond > 1:
        values = len({value for _, value in rows}) > 1 or any(finding.is_varied for finding in alike)
        shown = [
            f"{row} “{_shortened(mask(value))}”" if values and value else f"{row}" for row, value in rows[:ROWS_SHOWN]
        ]
        more = len(rows) + beyond - ROWS_SHOWN
        count, first = format_number(len(rows) + beyond, language), ", ".join(shown)
        text = (
            translate("({count} rows: {rows} and {more} more)", language, count=count, rows=first, more=more)
            if more > 0
            else translate("({count} rows: {rows})", language, count=count, rows=first)
        )
        record[COLUMNS.index("rule")] += " " + text
    return tuple(record)


def _record(finding: _Finding, language: str) -> tuple:
    name, severity, place, closest, words, *_ = finding
    rule = RULES[name]
    what_to_do = _filled(rule.what_to_do, words, language)
    if closest:
        what_to_do += " " + _filled(DID_YOU_MEAN, {"closest": closest}, language)
    return (
        severity,
        mask(place.file),
        mask(place.sheet),
        place.row,
        _shortened(mask(_said("column", place.column, language))),
        _shortened(mask(place.value)),
        mask(_filled(rule.rule, words, language)),
        mask(what_to_do),
        rule.code or name,
    )


def _filled(template: str, words: dict[str, Any], language: str) -> str:
    # A fixed "kind" of personal data or of type is a message of the catalogue; people's own words are not in it.
    ready = {key: _said(key, word, language) for key, word in words.items()}
    return translate(template, language).format(**ready)


def _said(key: str, word: Any, language: str) -> Any:
    if isinstance(word, Named):
        return word.in_language(language)
    return translate(word, language) if key == "kind" and word else word


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def format_findings(findings: pd.DataFrame, language: str = "nl") -> str:
    """Findings as text for a terminal, file by file, with a line of counts at the end.

    Parameters
    ----------
    findings : DataFrame
        What `check_study` gives.
    language : {"nl", "en"}

    Returns
    -------
    str
        A few lines a finding; after twenty of a kind in one column the rest is only counted.
    """
    check_language(language)
    check_table("gm.format_findings", findings, "gm.check_study(folder)", COLUMNS)
    return "\n".join([*(f"{text}\n" for text in by_file(findings, language)), count_findings(findings, language)])


def by_file(findings: pd.DataFrame, language: str) -> list[str]:
    """The findings of each file as text, under its name."""
    return [
        "\n".join([str(file) or translate("The study folder", language), *_lines_of_file(part, language)])
        for file, part in findings.groupby("file", sort=False)
    ]


def _lines_of_file(part: pd.DataFrame, language: str) -> list[str]:
    alike = ["sheet", "column", "code", "severity"]
    lines = []
    totals = Counter(part[alike].itertuples(index=False, name=None))
    shown: Counter[tuple] = Counter()
    for finding, kind in zip(part.itertuples(index=False), part[alike].itertuples(index=False, name=None), strict=True):
        shown[kind] += 1
        if shown[kind] <= ALIKE_SHOWN:
            lines += _lines_of_finding(finding, language)
        elif shown[kind] == ALIKE_SHOWN + 1:
            more = format_number(totals[kind] - ALIKE_SHOWN, language)
            lines += ["  " + translate("… and {count} more like this", language, count=more)]
    return lines


def _lines_of_finding(finding: Any, language: str) -> list[str]:
    words = {"error": translate("ERROR", language), "warning": translate("warning", language)}
    if finding.code == START:
        words["error"] = translate("start here", language)
    where = [
        translate("sheet {sheet}", language, sheet=finding.sheet) if finding.sheet else "",
        translate("row {row}", language, row=finding.row) if not pd.isna(finding.row) else "",
        translate("column {column}", language, column=finding.column) if finding.column else "",
    ]
    place = ", ".join(part for part in where if part)
    value = f"“{finding.value}”" if finding.value else ""
    head = ": ".join(
        part for part in (words.get(finding.severity, translate("note", language)), place or value) if part
    )
    if place and value:
        head += f": {value}"
    return [f"  {head}", f"      {finding.rule}", f"      → {finding.what_to_do}"]


def count_findings(findings: pd.DataFrame, language: str) -> str:
    """One line that counts the findings, such as ``2 errors, 1 warning``."""
    faults = findings[findings.code != START]
    if len(faults) < len(findings) and faults.empty:
        return translate("No faults: the study is still empty.", language)
    count = faults.severity.value_counts()
    parts = []
    if errors := int(count.get("error", 0)):
        parts.append(translate_plural("{count} error", "{count} errors", errors, language))
    if warnings := int(count.get("warning", 0)):
        parts.append(translate_plural("{count} warning", "{count} warnings", warnings, language))
    if notes := int(count.get("note", 0)):
        parts.append(translate_plural("{count} note", "{count} notes", notes, language))
    return ", ".join(parts) or translate("No faults found.", language)
