"""Every scale that a survey holds, scored in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from gezondmenu.language import message
from gezondmenu.scales.answers import Codes
from gezondmenu.scales.dimensions import items_of, positive_health
from gezondmenu.scales.lonely import LONELY_CODES, UCLA_CODES, loneliness, ucla3
from gezondmenu.scales.moving import A_DAY, A_WEEK, MINUTES_A_WEEK, activity_guideline_2017, ipaq_short
from gezondmenu.scales.register import scale_table
from gezondmenu.scales.single import GALI_CODES, HEALTH_CODES, LIFE_CODES, gali, life_satisfaction, perceived_health
from gezondmenu.scales.utility import eq5d, level_codes, value_sets
from gezondmenu.scales.wellbeing import MHI_CODES, SW_CODES, WHO_CODES, mhi5, swemwbs, who5
from gezondmenu.vocabulary import GezondmenuError

LEFT_OUT = (message("no value set is chosen"), message("columns are not there: {columns}"))
"""Why a scale of which there are answers was not scored."""

_SCORED_BY: dict[str, Callable[[pd.DataFrame, pd.Series], pd.DataFrame]] = {
    "eq5d": lambda wide, row: eq5d(wide, instrument=row["version"], value_set=row["value_set"]),
    "loneliness": lambda wide, row: loneliness(wide, items=int(row["version"].split()[0])),
    "mhi5": lambda wide, _: mhi5(wide),
    "who5": lambda wide, _: who5(wide),
    "swemwbs": lambda wide, _: swemwbs(wide),
    "ucla3": lambda wide, _: ucla3(wide),
    "life_satisfaction": lambda wide, _: life_satisfaction(wide),
    "perceived_health": lambda wide, _: perceived_health(wide),
    "gali": lambda wide, _: gali(wide),
    "ipaq_short": lambda wide, _: ipaq_short(wide),
    "activity_guideline_2017": lambda wide, _: activity_guideline_2017(wide),
    "positive_health": lambda wide, _: positive_health(wide),
}


@dataclass(frozen=True, eq=False)
class SurveyScores:
    """What `score_survey` found.

    Attributes
    ----------
    scores : DataFrame
        The index of the survey; a float column for each outcome, NaN where a score is missing.
    outcomes : DataFrame
        Rows of `scale_table` for those columns, in the same order, with the outcome as index.
    left_out : dict
        Scales of which there are answers but no score, with the reason in words of `LEFT_OUT`.
    """

    scores: pd.DataFrame
    outcomes: pd.DataFrame
    left_out: dict[str, str]


def score_survey(wide: pd.DataFrame, *, value_set: str | None) -> SurveyScores:
    """Score every scale whose items are all among the columns: use it on answers put side by side.

    Parameters
    ----------
    wide : DataFrame
        A row for each person, or person and wave; a column for each question, named as in the scales. Other columns are
        ignored.
    value_set : str or None
        EQ-5D value set, such as ``NL-2016``; the instrument follows from it. With None, EQ-5D is left out.

    Returns
    -------
    SurveyScores
        The main score of each scale as float (yes 1, no 0), by outcome: ``eq5d``, ``loneliness``, ``mhi5``, ``who5``,
        ``swemwbs`` (metric), ``ucla3``, ``life_satisfaction``, ``perceived_health`` (the code), ``gali`` (the code),
        ``ipaq_short`` (MET-minutes), ``activity_guideline_2017``, and ``positive_health_bodily_functions`` and so on.

    Raises
    ------
    GezondmenuError
        Where the value set is unknown or an answer is no code.

    Notes
    -----
    Loneliness has 11 items where all of them are there, else 6; ``outcomes.version`` says which. A scale of which some
    columns are there and some are not is left out and named. Missing answers follow the rule of each scale.

    Examples
    --------
    >>> scored = score_survey(pd.DataFrame({"ucla1": [1], "ucla2": [2], "ucla3": [3], "who1": [4]}), value_set=None)
    >>> scored.scores
       ucla3
    0    6.0
    >>> scored.left_out
    {'who5': 'columns are not there: who2, who3, who4, who5'}
    """
    if value_set is not None and value_set not in value_sets():
        raise GezondmenuError(
            "the value set must be one of {allowed}, not {given}", allowed=", ".join(value_sets()), given=value_set
        )
    scores, used, left_out = {}, [], {}
    for scale, rows in scale_table().groupby("scale", sort=False):
        missing = _missing_columns(wide, rows)
        complete = rows[[not columns for columns in missing]]
        if scale == "positive_health" and len(complete) < len(rows):
            complete = complete.iloc[:0]
        if complete.empty:
            if any(len(columns) < len(items.split()) for columns, items in zip(missing, rows["items"], strict=True)):
                needed = missing if scale == "positive_health" else [min(missing, key=len)]
                names = ", ".join(column for columns in needed for column in columns)
                left_out[str(scale)] = LEFT_OUT[1].format(columns=names)
            continue
        if scale == "eq5d":
            if value_set is None:
                left_out["eq5d"] = LEFT_OUT[0]
                continue
            complete = complete[complete["value_set"] == value_set]
        elif scale == "loneliness":
            complete = complete.iloc[-1:]  # the register has 6 items before 11
        table = _SCORED_BY[str(scale)](wide, complete.iloc[0])
        for _, row in complete.iterrows():
            scores[row["outcome"]] = table[row["score"]].astype("float64")
        used.append(complete)
    outcomes = pd.concat(used) if used else scale_table().iloc[:0]
    return SurveyScores(pd.DataFrame(scores, index=wide.index), outcomes.set_index("outcome"), left_out)


def _missing_columns(wide: pd.DataFrame, rows: pd.DataFrame) -> list[list[str]]:
    """For each row of the register, the item columns that `wide` has not."""
    there = set(wide.columns)
    dimensions = items_of(wide)
    there |= {f"{name}_*" for name, columns in dimensions.items() if columns}
    return [[item for item in items.split() if item not in there] for items in rows["items"]]


_CODES = {
    "loneliness": LONELY_CODES,
    "mhi5": MHI_CODES,
    "who5": WHO_CODES,
    "swemwbs": SW_CODES,
    "ucla3": UCLA_CODES,
    "life_satisfaction": LIFE_CODES,
    "perceived_health": HEALTH_CODES,
    "gali": GALI_CODES,
    "positive_health": Codes(0, 10),
}


def answer_codes(questions: Iterable[str], *, value_set: str | None) -> dict[str, Codes]:
    """Which codes each question of our scales allows: use it to check answers before they are scored.

    Parameters
    ----------
    questions : iterable of str
        Every question that was asked. A scale of which a question was not asked has no say.
    value_set : str or None
        As in `score_survey`.

    Returns
    -------
    dict of Codes
        By question, for those that `score_survey` uses.

    Examples
    --------
    >>> {name: str(codes) for name, codes in answer_codes(["ucla1", "ucla2", "ucla3", "who1"], value_set=None).items()}
    {'ucla1': '1, 2, 3', 'ucla2': '1, 2, 3', 'ucla3': '1, 2, 3'}
    """
    asked = pd.DataFrame(columns=list(questions), dtype="str")
    codes = {}
    for _, row in score_survey(asked, value_set=value_set).outcomes.iterrows():
        for item in row["items"].split():
            names = [name for name in asked if name.startswith(item[:-1])] if item.endswith("*") else [item]
            for name in names:
                codes[name] = _codes_of(str(row["scale"]), str(row["version"]), name)
    return codes


def _codes_of(scale: str, version: str, item: str) -> Codes:
    if scale == "eq5d":
        return level_codes(version)
    if scale in _CODES:
        return _CODES[scale]
    if item.endswith("_days"):
        return A_WEEK
    return MINUTES_A_WEEK if scale == "activity_guideline_2017" else A_DAY
