"""What makes every number of an outcome doubtful, said on each of its rows."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pandas as pd

from gezondmenu.indicators.records import Records, once
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.scales import answered_in_three_levels, level_codes, value_sets
from gezondmenu.scales.utility import ITEMS
from gezondmenu.vocabulary import traits_of

Rows = Callable[[Records], pd.DataFrame]


@once
def doubts_of_outcomes(records: Records) -> dict[str, Reasons]:
    """Why the scores of an outcome may be wrong as a whole, by outcome; those without a doubt are left out."""
    value_set = records.study.choices["value_set"]
    if value_set is None or not records.study.has("survey"):
        return {}
    instrument, survey = value_sets()[value_set], records.study["survey"]
    answers = survey[survey["question"].isin(ITEMS)]
    levels = level_codes(instrument).read(answers["answer"])
    return {"eq5d": Why.LIKE_3L()} if answered_in_three_levels(answers["person"], levels, instrument) else {}


def with_doubts(function: Rows) -> Rows:
    """Mark a function of a card whose rows are about outcomes: each row gets the doubts of its own."""

    @functools.wraps(function)
    def rows_with_doubts(records: Records) -> pd.DataFrame:
        rows, doubts = function(records), doubts_of_outcomes(records)
        if not doubts or rows.empty:
            return rows
        outcomes = [levels.get("outcome", "") for levels in traits_of(rows["group"])]
        before = rows["reasons"].astype(object) if "reasons" in rows else pd.Series(NOTHING, index=rows.index)
        reasons = [
            join(given if isinstance(given, Reasons) else NOTHING, doubts.get(outcome, NOTHING))
            for given, outcome in zip(before, outcomes, strict=True)
        ]
        return rows.assign(reasons=pd.Series(reasons, index=rows.index, dtype=object))

    return rows_with_doubts
