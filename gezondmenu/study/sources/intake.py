"""What the command line does with files of any making: propose, write, ask, and say what was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from gezondmenu.language import translate, translate_plural
from gezondmenu.study.findings import Findings
from gezondmenu.study.pseudonyms import make_key
from gezondmenu.study.read.toml_files import read_toml
from gezondmenu.study.rules import RULES
from gezondmenu.study.sources.answers import in_words, options_text, word_of
from gezondmenu.study.sources.entries import read_entries
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
    *("which_activity", "which_year", "activity_of_statements", "period_of_statements", "wave_of_form"),
    *("submissions_set_aside", "no_question_recognised"),
)
"""Questions with an answer in the user's own words."""


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
    """Put every open question of study.toml to the user and write the answers; a like question is put once.

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
    for number, entry in enumerate(read_entries(folder, Findings())):
        if not entry.is_sound or entry.is_skipped:
            continue
        if entry.read_as not in IMPORTERS or not all((folder / file).is_file() for file in entry.files):
            continue
        questions = questions_of(entry, [source_of(folder / file, entry.read_as, Findings()) for file in entry.files])
        for plain, key in entry.open.items():
            question = questions.get(plain)
            if question is None:
                continue
            like = (plain, question.rule, question.options)
            if like not in given:
                answer = _valid_answer(question, language, ask)
                if answer is None:
                    continue
                given[like] = answer
            written += 1
            if word_of(given[like]) == "skip" and question.rule in SKIPPABLE:
                write_skip(folder, number)
                break
            write_answer(folder, number, key, given[like])
    if not written:
        return ""
    name = choices_path(folder).name
    return translate_plural(
        "{count} answer was written in {file}.", "{count} answers were written in {file}.", written, language, file=name
    )


def _valid_answer(question: Question, language: str, ask: Ask) -> str | None:
    options = tuple(in_words(option, language) for option in question.options)
    text = question_text(question, language)
    while (answer := ask(text, options)) is not None:
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
    if question.rule == "which_year":
        return bool(re.fullmatch(r"(?:19|20)\d\d", answer))
    if question.rule in OPEN_TO_ALL:
        return bool(answer) and answer != "?"
    return word_of(answer) in question.options or answer in question.options
