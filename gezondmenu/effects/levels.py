"""Where people stand at each wave: the mean of a score, the share of a yes, the median and the classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.doubts import with_doubts
from gezondmenu.effects.paired_change import (
    are_others,
    as_table,
    groups_of_arms,
    outcomes_of_records,
    targets_of_scores,
)
from gezondmenu.effects.pooling import pooled_levels
from gezondmenu.effects.survey import PERCENT, POINTS, YES_NO, Outcome, waves_in_order
from gezondmenu.indicators.records import Records
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers.paired import mean_change
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, group_label


@of_card("health")
@with_doubts
def health(records: Records) -> pd.DataFrame:
    """The people of the programme at each wave, and each arm where an area has several.

    At a later wave the reasons say of how many who began the score is not known: whoever is not known is not counted.
    Where other people answered, nobody is missing.
    """
    table = targets_of_scores(records)
    outcomes = outcomes_of_records(records)
    if not outcomes:
        return as_table([])
    comparison, first = records.study.choices["comparison_arm"], waves_in_order(records)[0]
    rows: list[dict[str, Any]] = []
    for (area, name), scores in table.groupby(["area", "outcome"], sort=False):
        for arm, chosen in groups_of_arms(scores["arm"], comparison).items():
            people = scores[chosen]
            began = set(people.loc[people["wave"] == first, "person"])
            for wave, now in people.dropna(subset="score").groupby("wave", sort=False):
                traits = {"outcome": str(name), "wave": str(wave), **({"arm": arm} if arm else {})}
                base = {"area": area, "period": ALL, "group": group_label(**traits), "n": float(len(now))}
                came = set(now["person"])
                gone = len(began - came)
                if wave != first and gone and not are_others(began, came):
                    base["reasons"] = Why.UNKNOWN_OF(unknown=gone, all=len(began))
                rows += _level(base, traits, now["score"].to_numpy(float), outcomes[str(name)], records.confidence)
    return as_table([*rows, *pooled_levels(records)])


def _level(
    base: dict[str, Any], traits: dict[str, str], values: np.ndarray, outcome: Outcome, confidence: float
) -> list[dict[str, Any]]:
    if outcome.level == YES_NO:
        counts = {"numerator": float(values.sum()), "denominator": float(len(values))}
        return [{**base, "indicator": "outcome_yes", **counts, "unit": PERCENT}]
    if outcome.level == "ordinal":
        median = {**base, "indicator": "outcome_median", "value": float(np.median(values)), "unit": POINTS}
        return [median, *_classes(base, traits, values, outcome)]
    value, lower, upper, method = mean_change(values, confidence)  # few people: exact, here too
    limits = {"lower": lower, "upper": upper, "method": method}
    return [{**base, "indicator": "outcome_mean", "value": value, **limits, "unit": POINTS}]


def _classes(
    base: dict[str, Any], traits: dict[str, str], values: np.ndarray, outcome: Outcome
) -> list[dict[str, Any]]:
    rows = []
    for answer in np.arange(outcome.low, outcome.high + 1):
        group = group_label(**traits, answer=f"{answer:g}")
        counts = {"numerator": float((values == answer).sum()), "denominator": float(len(values))}
        rows.append({**base, "group": group, "indicator": "outcome_share", **counts, "unit": PERCENT})
    return rows
