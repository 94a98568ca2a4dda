"""What the command line does with files of any making: propose, write, ask, and say what was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gezondmenu.language import translate, translate_plural
from gezondmenu.study.findings import Findings
from gezondmenu.study.pseudonyms import make_key
from gezondmenu.study.read.toml_files import read_toml
from gezondmenu.study.rules import RULES
from gezondmenu.study.sources.answers import is_option, option_in_words, options_text, word_of
from gezondmenu.study.sources.entries import Entry, read_entries
from gezondmenu.study.sources.entry_text import (
    SKIPPABLE,
    add_entries,
    choices_path,
    question_text,
    text_of_entry,
    write_answer,
    write_skip,
)
from gezondmenu.study.sources.importers import IMPORTERS, source_of
from gezondmenu.study.sources.mapping import questions_of
from gezondmenu.study.sources.proposals import propose
from gezondmenu.study.sources.seam import Question

Ask = Callable[[str, tuple[str, ...]], str | None]
"""Puts a question with its answers to the user; None where there is no answer."""

OPEN_TO_ALL = (
    *(
        "which_activity",
        "which_year",
        "which_first_year",
        "activity_of_statements",
        "period_of_statements",
        "wave_of_form",
    ),
    *("submissions_set_aside", "no_question_recognised"),
)
"""Questions with an answer in the user's own words."""


ABOUT_ACTIVITY = ("which_activity", "activity_of_statements")
"""Questions whose answers are names of activities, so that those given before may be given again."""

OF_EACH_LIST = (*ABOUT_ACTIVITY, "which_weekday")
"""Questions of which the answer may differ from list to list in one file."""

TRIES = 5
"""Answers that do not fit, after which a question stays open."""

WITHOUT_FIRST = ("what_mark_means", "what_remarks_mean")
"""Questions of which no answer is given with Enter: neither is likelier."""

_SHAPES = {
    "which_year": r"(?:19|20)\d\d",
    "which_first_year": r"(?:19|20)\d\d",
    "wave_of_form": r"\d{1,3}",
    "period_of_statements": r"(?:19|20)\d\d(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?",
}
"""How an answer in one's own words is written."""


def write_proposals(folder: Path, language: str) -> list[str]:
    """Write in study.toml how files that nothing tells of may be read; nothing when nothing is proposed.

    Parameters
    ----------
    folder : Path
        The study folder.
    language : {"nl", "en"}
        Of what is written.

    Returns
    -------
    list of str
        What was done, in sentences; none when nothing was.

    Raises
    ------
    OSError
        When study.toml, or the key of pseudonyms, cannot be written.
    """
    findings = Findings()
    path = choices_path(folder)
    _, text_of_choices = read_toml(path, "bad_toml", findings) if path.exists() else ("", {})
    entries = read_entries(folder, findings)
    if findings.has_errors:
        return []
    proposals = propose(folder, entries)
    if not proposals:
        return []
    key = text_of_choices.get("pseudonyms", "")
    choices = {}
    if not key and any(one.reading.is_of_names for one in proposals):
        choices["pseudonyms"] = key = make_key(folder.resolve().name)
    add_entries(folder, [text_of_entry(one, language) for one in proposals], choices)
    files = ", ".join(dict.fromkeys(file for one in proposals for file in one.files))
    lines = [
        translate(
            "Written at the end of {file}, under sources: how {files} may be read. Look it over; you may change it.",
            language,
            file=path.name,
            files=files,
        )
    ]
    if any(one.reading.is_of_names for one in proposals):
        lines.append(
            translate(
                "Names of people become pseudonyms, by the key {key} of {file}; it is kept outside the study, on this "
                "computer.",
                language,
                key=key,
                file=path.name,
            )
        )
    return lines


def ask_open(folder: Path, language: str, ask: Ask) -> str:
    """Put every open question of study.toml to the user and write the answers.

    A like question about a file is put once; which activity a list is about, and on which day, is asked of each list.

    Parameters
    ----------
    folder : Path
    language : {"nl", "en"}
    ask : callable
        Gets the text of a question and its answers; gives the answer, or None to leave it open.

    Returns
    -------
    str
        How many answers were written; blank when none was.
    """
    written = 0
    given: dict[tuple, str] = {}
    activities: list[str] = []
    skipped: set[int] = set()
    for number, entry, plain, question in _open_questions(folder):
        if number in skipped:
            continue
        like = (entry.files, plain, question.rule)
        is_of_activity = question.rule in ABOUT_ACTIVITY
        if like not in given or question.rule in OF_EACH_LIST:
            if is_of_activity:
                names = dict.fromkeys((*question.options, *reversed(activities)))
                question = replace(question, options=tuple(names))
            answer = _valid_answer(question, _name_of(entry), language, ask)
            if answer is None:
                continue
            given[like] = answer
        written += 1
        if question.rule in SKIPPABLE and word_of(given[like]) == "skip":
            write_skip(folder, number)
            skipped.add(number)
            continue
        if is_of_activity:
            activities.append(given[like])
        write_answer(folder, number, entry.open[plain], given[like])
    if not written:
        return ""
    name = choices_path(folder).name
    return translate_plural(
        "{count} answer was written in {file}.", "{count} answers were written in {file}.", written, language, file=name
    )


def _open_questions(folder: Path) -> list[tuple[int, Entry, str, Question]]:
    """Number of the entry, entry, key and question of all that is open; statements of an activity last."""
    questions = []
    for number, entry in enumerate(read_entries(folder, Findings())):
        paths = [folder / file for file in entry.files]
        if entry.open and entry.is_sound and entry.read_as in IMPORTERS and all(path.is_file() for path in paths):
            asked = questions_of(entry, [source_of(path, entry.read_as, Findings()) for path in paths])
            questions += [(number, entry, plain, asked[plain]) for plain in entry.open if plain in asked]
    return sorted(questions, key=lambda one: one[3].rule == "activity_of_statements")


def _name_of(entry: Entry) -> str:
    """The file of an entry, with its sheet; of several the first."""
    file, sheet = (f"{names[0]} …" if len(names) > 1 else "".join(names) for names in (entry.files, entry.sheets))
    return f"{file} ({sheet})" if sheet else file


def _valid_answer(question: Question, name: str, language: str, ask: Ask) -> str | None:
    options = tuple(option_in_words(option, language) for option in question.options)
    text = f"{name}: {question_text(question, language)}"
    options = () if question.rule in WITHOUT_FIRST else options
    for _ in range(TRIES):
        if (answer := ask(text, options)) is None:
            break
        answer = answer.strip() or (options[0] if options else "")
        if _fits(question, answer):
            return answer
        text = translate("This is no answer to it: {answer}.", language, answer=answer) + " "
        text += (
            translate("Answers: {options}.", language, options=options_text(question, language))
            if question.rule not in OPEN_TO_ALL
            else translate(RULES[question.rule].what_to_do, language).format(
                **{**question.words, "options": options_text(question, language)}
            )
        )
    return None


def _fits(question: Question, answer: str) -> bool:
    if question.rule in SKIPPABLE and word_of(answer) == "skip":
        return True
    if question.rule in _SHAPES:
        return bool(re.fullmatch(_SHAPES[question.rule], answer))
    if question.rule in OPEN_TO_ALL:
        return bool(answer) and answer != "?"
    return is_option(answer, question.options)
