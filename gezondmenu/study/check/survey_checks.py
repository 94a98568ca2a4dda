"""What the survey, its own questions and the choices about them say of each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.scales import answer_codes, scale_table
from gezondmenu.scales.utility import ITEMS, value_sets
from gezondmenu.study.arms import participants_of_comparison
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.waves import order_of_waves

Tables = dict[str, TypedTable]
YES_NO = ("yes", "no", "ja", "nee")
DERIVED = ("good_health",)
THREE = 3
"""The worst level of the form of EQ-5D with three."""
MANY_ANSWERS = 50
"""Answers to EQ-5D of ten people: of fewer, that there is no 4 or 5 tells nothing. Of healthy people it may be true."""


def check_survey(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """Answers that are no code of their question, questions that nothing is known of, and outcomes that are not there.

    Parameters
    ----------
    known : dict of TypedTable
        The tables that could be read.
    chosen : dict
        The choices of study.toml.
    findings : Findings
        Gets the findings.
    """
    survey, own = known.get("survey"), known.get("questions")
    if survey is None or not (survey.has("question") and survey.has("answer")):
        return
    asked = [str(name) for name in survey.frame["question"].dropna().unique()]
    codes = answer_codes(asked, value_set=chosen["value_set"])
    rules = own.frame.dropna(subset=["question", "low", "high"]) if own is not None else None
    ranges: dict[str, tuple[float, float]] = {}
    if rules is not None:
        ranges = {row.question: (float(row.low), float(row.high)) for row in rules.itertuples()}
    answers = survey.frame["answer"].astype("str").str.strip()
    given = survey.frame["answer"].notna() & (answers != "") & survey.good("question", "answer")
    numbers = pd.to_numeric(answers.where(given), errors="coerce").astype("float64")
    for question in asked:
        of_question = given & (survey.frame["question"] == question)
        if question in codes:
            allowed = codes[question]
            wrong = of_question & (numbers.isna() | ~allowed.allow(numbers.to_numpy(float)))
            words: dict[str, Any] = {"question": question, "allowed": str(allowed)}
        elif question in ranges:
            low, high = ranges[question]
            in_words = answers.str.lower().isin(YES_NO) & (low == 0) & (high == 1)
            wrong = of_question & ~in_words & ~numbers.between(low, high)
            words = {"question": question, "allowed": f"{low:g}–{high:g}"}
        else:
            continue
        survey.note(findings, "no_code_of_question", np.flatnonzero(wrong), "answer", **words)
    _note_three_levels(survey, numbers, chosen["value_set"], findings)
    if own is not None:
        _check_questions(own, findings)
    _note_unused(survey, [name for name in asked if name not in codes and name not in ranges], findings)
    _check_waves(survey, chosen, findings)
    _note_without_arm(survey, chosen, findings)
    _note_comparison_on_lists(known, chosen, findings)
    _check_primary(chosen, asked, codes, rules, findings)
    _check_programme(known, chosen, findings)


def _note_three_levels(survey: TypedTable, numbers: pd.Series, value_set: str | None, findings: Findings) -> None:
    """Answers of the form with three levels fit the codes of five, and would count a 3 as half as bad as it is."""
    if value_sets().get(value_set or "") != "5L":
        return
    answers = numbers[survey.frame["question"].isin(ITEMS) & numbers.notna()]
    if len(answers) >= MANY_ANSWERS and answers.max() == THREE:
        place = int(survey.frame.index.get_indexer([answers.index[0]])[0])
        survey.note(findings, "three_levels_of_five", [place], "answer", count=len(answers), value_set=str(value_set))


def _check_questions(own: TypedTable, findings: Findings) -> None:
    """A question or scale of one's own has no name of ours, and a yes or no is 0 and 1."""
    names = {*scale_table()["outcome"], *DERIVED}
    for column in ("question", "scale"):
        taken = own.frame[column].isin(names) & own.good(column)
        own.note(findings, "name_of_our_scale", np.flatnonzero(taken), column)
    wrong = (own.frame["level"] == "yes_no") & ~((own.frame["low"] == 0) & (own.frame["high"] == 1))
    own.note(findings, "yes_no_is_0_1", np.flatnonzero(wrong.fillna(False)), "high")


def _note_unused(survey: TypedTable, unused: list[str], findings: Findings) -> None:
    """Questions of which nothing is known are kept and not used: said, never dropped in silence."""
    for question in unused:
        position = int(np.flatnonzero((survey.frame["question"] == question).to_numpy())[0])
        count = int((survey.frame["question"] == question).sum())
        survey.note(findings, "question_not_used", [position], "question", count=count)


def _check_waves(survey: TypedTable, chosen: dict[str, Any], findings: Findings) -> None:
    """Nothing is said of a change while it is not known which wave came first."""
    if not survey.has("wave", "person"):
        return
    good = survey.good("wave", "person", *(["date"] if survey.has("date") else []))
    known = survey.frame.loc[good].reindex(columns=["person", "wave", "date"])
    _, fault = order_of_waves(known.astype({"date": "datetime64[ns]"}), chosen["waves"])
    if fault:
        rule, words = fault
        survey.note(findings, rule, [0], "wave", **words)


def _note_without_arm(survey: TypedTable, chosen: dict[str, Any], findings: Findings) -> None:
    """People without an arm are in neither group where study.toml names the comparison."""
    if chosen["comparison_arm"] is None or not (survey.has("person") and survey.has("arm")):
        return
    armed = set(survey.frame.loc[survey.frame["arm"].notna(), "person"].dropna())
    without = survey.frame["person"].notna() & ~survey.frame["person"].isin(armed)
    if without.any():
        people = int(survey.frame.loc[without, "person"].nunique())
        survey.note(findings, "no_arm", [int(np.flatnonzero(without)[0])], "arm", count=people)


def _note_comparison_on_lists(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """Who is in the comparison and came to the programme as a participant makes the difference smaller."""
    survey, lists, activities = (known.get(name) for name in ("survey", "attendance", "activities"))
    if chosen["comparison_arm"] is None or survey is None or lists is None or activities is None:
        return
    if not (survey.has("person", "arm", "area") and lists.has("person", "activity") and activities.has("area")):
        return
    came = participants_of_comparison(survey.frame, lists.frame, activities.frame, chosen["comparison_arm"])
    if came.any():
        people = int(lists.frame.loc[came, "person"].nunique())
        lists.note(findings, "comparison_on_lists", [int(np.flatnonzero(came)[0])], "person", count=people)


def _check_primary(
    chosen: dict[str, Any], asked: list[str], codes: dict[str, Any], rules: pd.DataFrame | None, findings: Findings
) -> None:
    named = [
        (choice, name.strip())
        for choice in ("primary_outcomes", "selected_on")
        for name in (chosen[choice] or "").split(",")
        if name.strip()
    ]
    outcomes = _outcomes(asked, codes, rules)
    for choice, name in named:
        if name not in outcomes:
            place = Place("study.toml", "", None, choice, name)
            closest = closest_name(name, outcomes)
            findings.add("no_such_outcome", place, closest=closest, outcomes=", ".join(outcomes))
    for choice in ("selected_below", "selected_above", "selected_from_mean", "test_retest"):
        if chosen[choice] is not None and not chosen["selected_on"]:
            findings.add("selected_without_outcome", Place("study.toml", "", None, choice, str(chosen[choice])))


def _outcomes(asked: list[str], codes: dict[str, Any], rules: pd.DataFrame | None) -> list[str]:
    """Outcomes that the questions asked add up to: of our scales, then of the study's own."""
    table = scale_table()
    complete = [
        outcome
        for outcome, items in zip(table["outcome"], table["items"], strict=True)
        if any(_is_asked(item, asked, codes) for item in items.split())
    ]
    outcomes = list(dict.fromkeys([*complete, *(DERIVED if "perceived_health" in codes else ())]))
    if rules is not None:
        outcomes += list(rules.loc[rules["question"].isin(asked), "scale"].fillna(rules["question"]).unique())
    return outcomes


def _is_asked(item: str, asked: list[str], codes: dict[str, Any]) -> bool:
    """Whether an item of a scale is among the questions; one with a star is every question that begins so."""
    if item.endswith("*"):
        return any(question.startswith(item[:-1]) for question in asked)
    return item in codes


def survey_outcomes(known: Tables, chosen: dict[str, Any]) -> list[str]:
    """The outcomes that the survey of a study measures; none where it has no survey.

    Parameters
    ----------
    known : dict of TypedTable
        The tables that could be read.
    chosen : dict
        The choices of study.toml.
    """
    survey, own = known.get("survey"), known.get("questions")
    if survey is None or not survey.has("question"):
        return []
    asked = [str(name) for name in survey.frame["question"].dropna().unique()]
    rules = own.frame.dropna(subset=["question", "low", "high"]) if own is not None else None
    return _outcomes(asked, answer_codes(asked, value_set=chosen["value_set"]), rules)


def _check_programme(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    programme, table = chosen["programme"], known.get("arrangement_areas")
    if programme is None:
        return
    begun = [] if table is None else sorted(table.frame.dropna(subset="start")["arrangement"].dropna().unique())
    if programme not in begun:
        place = Place("study.toml", "", None, "programme", programme)
        findings.add("programme_without_start", place, closest=closest_name(programme, begun), known=", ".join(begun))
