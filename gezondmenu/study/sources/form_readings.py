"""From an export of a form to a proposal: which columns are the survey, which the statements, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from gezondmenu.scales.answer_words import words_of_scale
from gezondmenu.scales.question_words import plain_question
from gezondmenu.scales.register import scale_table
from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.form_columns import (
    is_closed,
    is_personal,
    item_of,
    one_of_each,
    sheet_of_columns,
    statement_of,
    texts_of_question,
)
from gezondmenu.study.sources.form_keys import OPEN, PERIOD, FormSheet, keys_of, months_of, roles_of
from gezondmenu.study.sources.seam import Question, Reading, Source

COMPLETE, SET_ASIDE = "complete", "set aside"
"""Sheets of a text file with submissions that were not finished, or were rejected."""


def source_of(kind: str, forms: Sequence[FormSheet]) -> Source:
    """The sheets of an export and how to read them.

    Parameters
    ----------
    kind : str
        Name of the importer.
    forms : sequence of FormSheet
        The sheets of the export; those without a row are left out.

    Returns
    -------
    Source
        Each sheet with its columns as text, personal data emptied, and the columns that were made behind them.
        Submissions that were set aside stand in a sheet of their own, which is skipped unless the user says that they
        count.
    """
    sheets: list[Sheet] = []
    readings: list[Reading] = []
    for form in forms:
        columns, proposed = _readings(form)
        aside = columns.index.isin(form.set_aside)
        main = form.sheet.sheet or (COMPLETE if aside.any() else "")
        sheets.append(sheet_of_columns(_without(columns, aside), form.sheet, main))
        readings += [replace(reading, sheet=main) for reading in proposed]
        if aside.any():
            name = " ".join(filter(None, (form.sheet.sheet, SET_ASIDE)))
            sheets.append(sheet_of_columns(_without(columns, ~aside), form.sheet, name))
            readings += [_asked(reading, name, int(aside.sum())) for reading in proposed]
    return Source(kind, tuple(sheets), tuple(readings))


def _asked(reading: Reading, sheet: str, count: int) -> Reading:
    """The reading of submissions that were set aside, which asks whether they count."""
    column = reading.columns["person"]
    ask = Question("columns.person", "submissions_set_aside", (), {"count": count, "column": column})
    others = [question for question in reading.questions if question.key != ask.key]
    return replace(
        reading, sheet=sheet, columns={**reading.columns, "person": OPEN}, unread={}, questions=(ask, *others)
    )


def _without(columns: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """The columns with these rows blank, so that the others keep their place."""
    kept = columns.copy()
    kept.loc[rows] = ""
    return kept


def _readings(form: FormSheet) -> tuple[pd.DataFrame, list[Reading]]:
    columns = form.columns.copy()
    rest = [header for header in columns if header not in form.unread and header not in form.moments]
    unread = {**form.unread, **dict.fromkeys(form.moments, "column_of_the_program")}
    unread.pop(form.person, None)
    texts = {name: texts_of_question(form.names.get(name, name), form.words.get(name, "")) for name in rest}
    asked_here = [name for name in rest if name not in form.inherited]
    statements, again = one_of_each({name: known for name in asked_here if (known := statement_of(texts[name]))})
    items, twice = one_of_each(
        {name: known for name in asked_here if name not in {*statements, *again} and (known := item_of(texts[name]))}
    )
    unread |= dict.fromkeys([*again, *twice], "question_asked_twice")
    _take_labels(columns, form, statements, items)
    rest = [name for name in rest if name not in {*statements, *items, *unread, form.person}]
    roles = roles_of(form, rest)
    own: dict[str, str] = {}
    for name in rest:
        if name in form.inherited or name in {header for headers in roles.values() for header in headers}:
            continue
        why = _why_unread(form, name)
        if why:
            unread[name] = why
        else:
            own[name] = _question_name(form, name, own)
    answers = {**items, **own} if items or not statements else {}
    keys, asked = keys_of(form, columns, roles)
    readings = []
    if answers:
        readings.append(_survey(form, answers, keys, asked))
    if statements:
        readings.append(_appreciation(form, statements, keys, asked, roles, columns))
    if not readings:
        ask = Question("columns.person", "no_question_recognised")
        readings.append(Reading(form.sheet.sheet, "survey", {**keys, "person": OPEN}, questions=(ask,)))
    used = {header for reading in readings for header in (*reading.columns.values(), *reading.across)} - {OPEN}
    asked_about = {option for reading in readings for question in reading.questions for option in question.options}
    left = {name: "column_not_needed" for name in form.columns if name not in {*used, *asked_about, *unread}}
    unread = {name: why for name, why in {**left, **unread}.items() if name not in {*used, *form.inherited}}
    readings[0] = replace(readings[0], unread=unread)
    for name in [name for name, why in unread.items() if why == "column_with_personal_data"]:
        columns[name] = ""
    idle = [name for name in form.inherited if name not in {*used, *asked_about}]
    return columns.drop(columns=idle), readings


def _take_labels(columns: pd.DataFrame, form: FormSheet, statements: Mapping, items: Mapping) -> None:
    """Codes of a form become the words of its labels, where the scale knows those words by another code."""
    scale_of = {item: row.scale for row in scale_table().itertuples() for item in row.items.split()}
    answers = tables()["appreciation"].columns["answer"].values or {}
    agree = {plain_question(word): code for code, words in answers.items() for word in (code, *words)}
    for header in (*statements, *items):
        words = words_of_scale(scale_of.get(items[header], "")) if header in items else {}
        known = {plain_question(word): str(code) for word, code in words.items()} or agree
        labels = form.labels.get(header, {})
        other = {code: label for code, label in labels.items() if known.get(plain_question(label), code) != code}
        columns[header] = columns[header].replace(other)


def _why_unread(form: FormSheet, name: str) -> str:
    cells = list(form.columns[name])
    listed = name in form.closed
    if is_personal(form.names.get(name, name), form.words.get(name, ""), cells, may_be_names=not listed):
        return "column_with_personal_data"
    if not any(cells):
        return "column_without_answers"
    if name in form.free or not (listed or is_closed(cells)):
        return "column_with_free_text"
    return ""


def _question_name(form: FormSheet, header: str, taken: Mapping[str, str]) -> str:
    name = form.names.get(header, header)
    return header if name in taken.values() else name


def _survey(
    form: FormSheet,
    answers: Mapping[str, str],
    keys: Mapping[str, str],
    asked: Mapping[str, Question],
) -> Reading:
    questions = [asked[role] for role in asked]
    fixed = {}
    if "wave" not in keys:
        fixed["wave"] = OPEN
        questions.append(Question("fixed.wave", "wave_of_form", ("0", "1", "2")))
    return Reading(
        form.sheet.sheet,
        "survey",
        dict(keys),
        fixed,
        across=dict(answers),
        names="question",
        values="answer",
        questions=tuple(questions),
    )


def _appreciation(
    form: FormSheet,
    statements: Mapping[str, str],
    keys: Mapping[str, str],
    asked: Mapping[str, Question],
    roles: Mapping[str, Sequence[str]],
    columns: pd.DataFrame,
) -> Reading:
    known, fixed = {"person": keys["person"]}, {}
    questions = [asked["person"]] if keys["person"] == OPEN else []
    if form.inherited:
        known["person"], questions = form.person, []
    named = roles.get("activity", ())
    if len(named) == 1:
        known["activity"] = named[0]
    elif named:
        known["activity"] = OPEN
        questions.append(Question("columns.activity", "column_of_form", tuple(named), {"columns": ", ".join(named)}))
    else:
        fixed["activity"] = OPEN
        questions.append(Question("fixed.activity", "activity_of_statements"))
    months = months_of(columns[keys["date"]]) if "date" in keys else None
    if months is None:
        fixed["period"] = OPEN
        questions.append(Question("fixed.period", "period_of_statements"))
    else:
        columns[PERIOD] = months
        known["period"] = PERIOD
    return Reading(
        form.sheet.sheet,
        "appreciation",
        known,
        fixed,
        across=dict(statements),
        names="statement",
        values="answer",
        questions=tuple(questions),
    )
