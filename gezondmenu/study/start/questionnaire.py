"""The questionnaire of a new study as an XLSForm, for KoboToolbox, ODK and what else reads such forms.

It holds the statements and the scales whose words may be passed on, each with its source; the names and codes are those
of the tables and scales, so that an export comes back without a question.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from babel import Locale
from openpyxl import Workbook

from gezondmenu.language import LANGUAGES, message, translate
from gezondmenu.reference import read_reference
from gezondmenu.scales.register import scale_table
from gezondmenu.study.schema import tables
from gezondmenu.study.start.tables_book import column_title
from gezondmenu.study.writing import save_workbook

SCALES = ("perceived_health", "life_satisfaction", "gali", "mhi5", "loneliness", "activity_guideline_2017")
"""Scales whose words stand in the form: free to use, or free for research that cites them (loneliness)."""

_LABELS = {spoken: f"label::{str(Locale(spoken).get_language_name()).capitalize()} ({spoken})" for spoken in LANGUAGES}
_TITLE = message("Questionnaire")
_WELCOME = message(
    "You choose yourself whether you take part, and you may skip any question. Do not write names anywhere: your "
    "answers stand under a code."
)
_CODE = message("What is your code? It is a letter and a number, such as F3.")
_CODE_RULE = message("A code of at most 12 letters and digits, without spaces. No name.")
_WAVE = message("Which measurement is this?")
_WAVES = {
    "0": message("before the start"),
    "1": message("the first one after it"),
    "2": message("the second one after it"),
}
_AREA = message("In which neighbourhood do you live?")
_ACTIVITY = message("Which activity is this about?")
_STATEMENTS = message("What do you think of this activity?")
_HEALTH = message("Your health and your life")
_MONTH = message("How often in the past four weeks? ")
_SOURCE = message("Source: {source}")
_AGREE = {
    "1": message("strongly disagree"),
    "2": message("disagree"),
    "3": message("neutral"),
    "4": message("agree"),
    "5": message("strongly agree"),
}
_FIRST_AREA = message("Neighbourhood W1 (change this)")
_FIRST_ACTIVITY = message("Activity A1 (change this)")
_NUMBERS = {
    "life_satisfaction": (0, 10),
    "activity_minutes": (0, 10080),
    "activity_days": (0, 7),
    "strengthening_days": (0, 7),
}
"""Questions that are answered with a whole number, and its range."""


def write_questionnaire(path: Path, language: str) -> None:
    """Write the XLSForm, with both languages in it.

    Parameters
    ----------
    path : Path
        The file, ``.xlsx``.
    language : {"nl", "en"}
        The language in which the form opens, and of the names of its columns.
    """
    book = Workbook()
    book.remove(book.active)
    title, opens_in = translate(_TITLE, language), _LABELS[language].removeprefix("label::")
    settings = [{"form_title": title, "form_id": "gezondmenu", "default_language": opens_in}]
    for name, rows in (("survey", _survey(language)), ("choices", _choices()), ("settings", settings)):
        page = book.create_sheet(name)
        header = list(dict.fromkeys(column for row in rows for column in row))
        page.append(header)
        for row in rows:
            page.append([row.get(column) for column in header])
        for column in "ABCDEF":
            page.column_dimensions[column].width = 30
    save_workbook(book, path)


def _survey(language: str) -> list[dict[str, str]]:
    own = {name: column_title(column, language) for name, column in tables()["survey"].columns.items()}
    activity = column_title(tables()["appreciation"].columns["activity"], language)
    code = own["person"]
    refusal = {label.replace("label", "constraint_message"): text for label, text in _said(_CODE_RULE).items()}
    rows = [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        {"type": "today", "name": "today"},
        {"type": "note", "name": "welcome", **_said(_WELCOME)},
        {
            "type": "text",
            "name": code,
            **_said(_CODE),
            "required": "yes",
            "constraint": "regex(., '^[A-Za-z0-9-]{1,12}$')",
            **refusal,
        },
        {"type": "select_one waves", "name": own["wave"], **_said(_WAVE), "required": "yes"},
        {"type": "select_one areas", "name": own["area"], **_said(_AREA)},
        {"type": "select_one activities", "name": activity, **_said(_ACTIVITY)},
        {"type": "begin_group", "name": "statements", **_said(_STATEMENTS), "relevant": f"${{{activity}}} != ''"},
    ]
    rows += [
        {"type": "select_one agree", "name": row.statement, _LABELS["nl"]: row.nl, _LABELS["en"]: row.en}
        for row in read_reference("statements").itertuples()
    ]
    rows += [{"type": "end_group"}, {"type": "begin_group", "name": "health", **_said(_HEALTH)}]
    for scale in SCALES:
        rows += _items(scale)
    return [*rows, {"type": "end_group"}]


def _items(scale: str) -> list[dict[str, str]]:
    """The questions of a scale, and a note with its source."""
    words = read_reference("question_words")
    first = words[words["scale"] == scale].drop_duplicates(["item", "language"])
    rows = []
    order = scale_table().set_index("scale").loc[[scale], "items"].iloc[0].split()
    for item in order:
        texts = first[first["item"] == item].set_index("language")["words"]
        before = {spoken: translate(_MONTH, spoken) if scale == "mhi5" else "" for spoken in LANGUAGES}
        row = {"name": item, **{label: before[spoken] + texts[spoken] for spoken, label in _LABELS.items()}}
        if item in _NUMBERS:
            low, high = _NUMBERS[item]
            rows.append({"type": "integer", **row, "constraint": f". >= {low} and . <= {high}"})
        else:
            rows.append({"type": f"select_one {scale}", **row})
    source = first["source"].iloc[0]
    said = {label: translate(_SOURCE, spoken, source=source) for spoken, label in _LABELS.items()}
    return [*rows, {"type": "note", "name": f"source_{scale}", **said}]


def _choices() -> list[dict[str, str]]:
    rows = [{"list_name": "waves", "name": code, **_said(words)} for code, words in _WAVES.items()]
    rows += [{"list_name": "areas", "name": "W1", **_said(_FIRST_AREA)}]
    rows += [{"list_name": "activities", "name": "A1", **_said(_FIRST_ACTIVITY)}]
    rows += [{"list_name": "agree", "name": code, **_said(words)} for code, words in _AGREE.items()]
    known = read_reference("answer_words").drop_duplicates(["scale", "version", "code", "language"])
    for scale in SCALES:
        answers = known[known["scale"] == scale]
        for code, labels in answers.groupby("code", sort=False):
            said: pd.Series = labels.set_index("language")["words"]
            texts = {_LABELS[spoken]: said[spoken] for spoken in LANGUAGES}
            rows.append({"list_name": scale, "name": str(code), **texts})
    return rows


def _said(text: str) -> dict[str, str]:
    return {label: translate(text, spoken) for spoken, label in _LABELS.items()}
