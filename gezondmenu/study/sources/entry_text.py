"""Proposals as text of `study.toml`, and answers written into it: what the user wrote stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from gezondmenu.language import translate
from gezondmenu.study.read.files import CHOICES_FILE, SOURCES
from gezondmenu.study.rules import RULES
from gezondmenu.study.sources.answers import OPEN, column_in_words, in_words, options_text, table_in_words
from gezondmenu.study.sources.proposals import Proposal
from gezondmenu.study.sources.seam import Question
from gezondmenu.whole_files import write_whole

BOM = "\ufeff"


def text_of_entry(one: Proposal, language: str) -> str:
    """A proposal as an entry of `study.toml`, with a question above each key that is open.

    Parameters
    ----------
    one : Proposal
    language : {"nl", "en"}
        Of names and questions.
    """
    reading, table = one.reading, one.reading.table
    if not table:
        heading = translate("This is a form itself, which is not read.", language)
        return f"# {heading}\n[[{SOURCES}]]\nfile = {_value(one.files[0])}\nskip = true\n"
    questions = {question.key: question for question in one.reading.questions}

    def column(name: str) -> str:
        return column_in_words(table, name, language)

    lines: list[tuple[str, str, Any]] = [
        ("file", "file", one.files[0] if len(one.files) == 1 else list(one.files)),
    ]
    if one.sheets:
        lines.append(("sheet", "sheet", one.sheets[0] if len(one.sheets) == 1 else list(one.sheets)))
    lines += [
        ("read_as", "read_as", in_words(one.kind, language)),
        ("table", "table", table_in_words(table, language)),
    ]
    lines += [(f"columns.{name}", f"columns.{_key(column(name))}", label) for name, label in reading.columns.items()]
    lines += [(f"fixed.{name}", f"fixed.{_key(column(name))}", value) for name, value in reading.fixed.items()]
    if isinstance(reading.across, str):
        lines.append(("across", "across", in_words(reading.across, language)))
    else:
        lines += [(f"across.{head}", f"across.{_key(head)}", value) for head, value in reading.across.items()]
    lines += [
        (name, name, column(value)) for name, value in (("names", reading.names), ("values", reading.values)) if value
    ]
    lines += [
        (f"codes.{name}.{cell}", f"codes.{_key(column(name))}.{_key(cell)}", in_words(meant, language))
        for name, cells in reading.codes.items()
        for cell, meant in cells.items()
    ]
    lines += [(f"down.{cell}", f"down.{_key(cell)}", column(name)) for cell, name in reading.down.items()]
    if reading.several:
        several = OPEN if reading.several == OPEN else column(reading.several)
        lines.append(("several", "several", several))
    if reading.fill_down:
        lines.append(("fill_down", "fill_down", [column(name) for name in reading.fill_down]))
    lines += [
        (name, name, in_words(value, language))
        for name, value in (("weekday", reading.weekday), ("sheets_are", reading.sheets_are))
        if value
    ]
    if reading.left_out:
        lines.append(("left_out", "left_out", list(reading.left_out)))
    if reading.year:
        lines.append(("year", "year", int(reading.year) if reading.year.isdecimal() else reading.year))
    heading = translate("How this is read; change what is not right.", language)
    rows = [f"# {heading}", f"[[{SOURCES}]]"]
    for plain, written, value in lines:
        if value == OPEN and plain in questions:
            rows.append(f"# {question_text(questions[plain], language)}")
        rows.append(f"{written} = {_value(value)}")
    return "\n".join(rows) + "\n"


SKIPPABLE = (
    *("submissions_set_aside", "no_question_recognised", "rows_share_a_code", "what_stands_across"),
    *("which_payer", "which_law", "which_weekday", "are_sheets_months", "counts_of_months"),
)
"""Questions of which an answer may be that the sheet is left alone."""


def question_text(question: Question, language: str) -> str:
    """A question in one line, with the answers that fit."""
    words = {**question.words, "options": options_text(question, language)}
    text = translate(RULES[question.rule].rule, language).format(**words)
    if question.options:
        text += " " + translate("Answers: {options}.", language, options=words["options"])
    if question.rule in SKIPPABLE:
        text += " " + translate("To leave this list alone, answer {skip}.", language, skip=in_words("skip", language))
    return " ".join(text.split())


def add_entries(folder: Path, texts: Sequence[str], choices: Mapping[str, str]) -> None:
    """Add entries at the end of study.toml (made where there is none), and choices above the first entry or table.

    Nothing else in it changes.

    Raises
    ------
    OSError
        When the file cannot be written; it is then as it was.
    """
    path = choices_path(folder)
    before = path.read_bytes().decode("utf-8") if path.exists() else ""
    newline = "\r\n" if "\r\n" in before else "\n"
    before, mark = before.removeprefix(BOM), BOM if before.startswith(BOM) else ""
    lines = "".join(f"{_key(name)} = {_value(value)}{newline}" for name, value in choices.items())
    if any(isinstance(value, dict | list) for value in tomlkit.parse(before).unwrap().values()):
        before = lines + before
    else:
        before += lines if before.endswith("\n") or not before else newline + lines
    added = "\n".join(texts).replace("\n", newline)
    gap = "" if not before else newline if before.endswith("\n") else newline * 2
    write_whole(path, mark + before + gap + added)


def write_answer(folder: Path, number: int, key: str, value: str) -> None:
    """Write an answer in the entry with a number (from 0), instead of the question mark that stands there."""
    path = choices_path(folder)
    text = path.read_bytes().decode("utf-8")
    mark = BOM if text.startswith(BOM) else ""
    document = tomlkit.parse(text.removeprefix(BOM))
    place: Any = document[SOURCES][number]
    *above, last = key.split(".", 2)
    for part in above:
        place = place[part]
    place[last] = int(value) if key == "year" and value.isdecimal() else value
    write_whole(path, mark + tomlkit.dumps(document))


def write_skip(folder: Path, number: int) -> None:
    """Say in the entry with a number (from 0) that its files are left alone."""
    path = choices_path(folder)
    text = path.read_bytes().decode("utf-8")
    mark = BOM if text.startswith(BOM) else ""
    document = tomlkit.parse(text.removeprefix(BOM))
    entry: Any = document[SOURCES][number]
    entry["skip"] = True
    write_whole(path, mark + tomlkit.dumps(document))


def choices_path(folder: Path) -> Path:
    """The path of study.toml as the user spells it."""
    named = (path for path in sorted(folder.iterdir()) if path.name.lower() == CHOICES_FILE)
    return next(named, folder / CHOICES_FILE)


def _key(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _value(text)


def _value(value: Any) -> str:
    return tomlkit.item(value).as_string()
