"""The survey laid out for statements about health: a score for each person, wave and outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.indicators.records import Records, once
from gezondmenu.language import message, translate
from gezondmenu.scales import score_survey
from gezondmenu.study.model import Study
from gezondmenu.study.waves import waves_of

SCORES = ("person", "area", "arm", "wave", "outcome", "score")
GOOD_HEALTH = "good_health"
_GOOD_HEALTH = message("(very) good perceived health")
POINTS, PERCENT, YES_NO = "points", "%", "yes_no"


@dataclass(frozen=True)
class Outcome:
    """What is measured: how it reads, which way is better, and which change is worth noticing.

    `important` is the minimal important difference, in the unit of the score, NaN where none is published, and
    `important_source` how sure that is or where it comes from.
    `level` is score, ordinal or yes_no; `low` and `high` are the ends of the scale.
    """

    name: str
    nl: str
    en: str
    low: float
    high: float
    better: str
    level: str
    important: float = float("nan")
    important_source: str = ""
    items: tuple[str, ...] = ()

    @property
    def towards_better(self) -> int:
        """1 where a higher score is better, -1 where a lower one is."""
        return -1 if self.better == "lower" else 1

    @property
    def factor(self) -> float:
        """From the unit of the score to that of the estimate table: a yes or no is told in percent."""
        return 100.0 if self.level == YES_NO else 1.0


def outcomes_of(study: Study) -> dict[str, Outcome]:
    """Every outcome that the survey of a study holds, by name: our scales first, then questions of its own."""
    survey = study["survey"]
    if survey.empty:
        return {}
    questions = pd.DataFrame(columns=survey["question"].dropna().unique(), dtype="str")
    register = score_survey(questions, value_set=study.choices["value_set"]).outcomes
    outcomes = {name: _of_scale(name, entry) for name, entry in register.iterrows()}
    if "perceived_health" in outcomes:
        outcomes[GOOD_HEALTH] = Outcome(
            GOOD_HEALTH, translate(_GOOD_HEALTH, "nl"), translate(_GOOD_HEALTH, "en"), 0, 1, "higher", YES_NO
        )
    return outcomes | _own_questions(study)


def scores_of(study: Study) -> pd.DataFrame:
    """A row for each person, wave and outcome that was asked.

    Returns
    -------
    DataFrame
        ``person, area, arm, wave, outcome, score``: area and arm are those of the first wave in which the person
        gave one, blank where unknown; waves in order of time; `score` is NaN where it cannot be worked out.

    Raises
    ------
    GezondmenuError
        For an answer that is no code of its question: where, and which codes are allowed.
    """
    survey = study["survey"]
    if survey.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in SCORES}).astype({"score": "float64"})
    wide = wide_answers(survey)
    scores = pd.concat([_scored(study, wide), _own_scores(study, wide)], axis=1)
    scores.columns.name = "outcome"
    long = scores.stack(future_stack=True).rename("score").astype("float64").reset_index()
    waves = waves_of(study)
    long = long.join(_people(survey, waves), on="person")
    place = long["wave"].map(_places(waves))
    return long.assign(_place=place).sort_values(["outcome", "_place", "person"], kind="stable")[list(SCORES)]


@once
def waves_in_order(records: Records) -> list[str]:
    """The waves of the survey in order of time, see `waves_of`."""
    return waves_of(records.study)


@once
def people_of(records: Records) -> pd.DataFrame:
    """Area and arm of each person: those of the first wave in which they are known, whatever the order of the rows."""
    return _people(records.study["survey"], waves_in_order(records))


def _places(waves: list[str]) -> dict[str, int]:
    return {wave: place for place, wave in enumerate(waves)}


def _people(survey: pd.DataFrame, waves: list[str]) -> pd.DataFrame:
    order = survey.assign(_place=survey["wave"].map(_places(waves))).sort_values(
        ["_place", "question", "area", "arm"], kind="stable"
    )
    return order.groupby("person")[["area", "arm"]].first()


def wide_answers(survey: pd.DataFrame) -> pd.DataFrame:
    """Answers as text: a row for each person and wave, a column for each question."""
    return survey.pivot(index=["person", "wave"], columns="question", values="answer")


def _scored(study: Study, wide: pd.DataFrame) -> pd.DataFrame:
    """The scores of our scales, and whether health is (very) good."""
    scores = score_survey(wide, value_set=study.choices["value_set"]).scores
    if "perceived_health" in scores:
        code = scores["perceived_health"]
        scores = scores.assign(**{GOOD_HEALTH: (code <= 2).astype("float64").where(code.notna())})
    return scores


def _of_scale(name: str, entry: pd.Series) -> Outcome:
    important = float(entry["minimal_important_difference"])
    return Outcome(
        name=name,
        nl=entry["nl"],
        en=entry["en"],
        low=float(entry["low"]),
        high=float(entry["high"]),
        better=entry["better"],
        level=entry["level"],
        important=important,
        important_source=entry["mid_how_sure"] if important > 0 else "",
        items=tuple(entry["items"].split()),
    )


def _own_questions(study: Study) -> dict[str, Outcome]:
    """Questions of the study's own, those of one scale together under its name."""
    asked = set(study["survey"]["question"].unique())
    table = study["questions"]
    table = table[table["question"].isin(asked)]
    outcomes = {}
    for name, rows in table.groupby(table["scale"].fillna(table["question"]), sort=False):
        first = rows.iloc[0]
        mixed = rows["better"].nunique() > 1
        important = first["important_difference"]
        outcomes[str(name)] = Outcome(
            name=str(name),
            nl=_text(first["name"], str(name)),
            en=_text(first["name_en"], _text(first["name"], str(name))),
            low=float(first["low"]),
            high=float(first["high"]),
            better="higher" if mixed else _text(first["better"], "higher"),
            level="score" if len(rows) > 1 else _text(first["level"], "score"),
            important=float(important) if pd.notna(important) else float("nan"),
            important_source=_text(first["source"], "of the study's own choice") if pd.notna(important) else "",
            items=tuple(rows["question"]),
        )
    return outcomes


def _text(cell: object, other: str) -> str:
    return other if pd.isna(cell) or cell == "" else str(cell)


def _own_scores(study: Study, wide: pd.DataFrame) -> pd.DataFrame:
    table = study["questions"].set_index("question")
    scores = {}
    for name, outcome in _own_questions(study).items():
        items = own_items(wide, table.loc[list(outcome.items)])
        scores[name] = items.mean(axis=1, skipna=False)
    return pd.DataFrame(scores, index=wide.index)


def own_items(wide: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """Answers to questions of one own scale as numbers, turned so that higher means the same for each.

    Yes and no become 1 and 0. Items are only turned where some are better when higher and others when lower.
    """
    words = {"yes": 1.0, "ja": 1.0, "no": 0.0, "nee": 0.0}
    answers = {}
    for question, rule in rules.iterrows():
        text = wide[question].astype("str").str.strip().str.lower()
        number = pd.to_numeric(text.where(~text.isin(words)), errors="coerce").astype("float64")
        number = number.fillna(text.map(words).astype("float64"))
        turned = rules["better"].nunique() > 1 and rule["better"] == "lower"
        answers[question] = (rule["low"] + rule["high"] - number) if turned else number
    items = pd.DataFrame(answers, index=wide.index)
    return items.astype("float64").replace([np.inf, -np.inf], np.nan)
