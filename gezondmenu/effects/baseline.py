"""People chosen because they began badly: part of their change would have come anyway."""

from __future__ import annotations

from typing import Any

import numpy as np

from gezondmenu.effects.paired_change import pairs_of
from gezondmenu.effects.survey import POINTS
from gezondmenu.indicators.records import Records
from gezondmenu.numbers.checks import alike
from gezondmenu.numbers.paired import mean_change
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import group_label

WORST = "worst third"
FEWEST_SELECTED = 12


def regression_to_the_mean(records: Records) -> list[dict[str, Any]]:
    """What those who began worst would have gained anyway, beside what they gained.

    The worst third is chosen among everybody who began. With r the correlation of the two scores, people who began
    ``d`` below the mean are expected to be ``(1 - r) d`` nearer to it the next time (Barnett, van der Pols and Dobson
    2005, doi:10.1093/ije/dyh299).
    """
    rows = []
    for pairs in pairs_of(records):
        outcome = pairs.outcome
        if outcome.level != "score" or outcome.better == "neutral" or pairs.arm:
            continue
        first, later = pairs.first[pairs.began], pairs.later[pairs.began]
        known = ~np.isnan(later)
        if known.sum() < 3 * FEWEST_SELECTED:
            continue
        side = first * outcome.towards_better
        chosen = side <= np.quantile(side, 1 / 3)
        if chosen.all() or alike(first[known]) or alike(later[known]) or (chosen & known).sum() < FEWEST_SELECTED:
            continue
        r = float(np.corrcoef(first[known], later[known])[0, 1])
        moved = (later - first)[chosen & known]
        value, lower, upper, method = mean_change(moved, records.confidence, pairs.homes[pairs.began][chosen & known])
        expected = (1 - r) * (first.mean() - first[chosen & known].mean())
        group = group_label(**pairs.group, baseline=WORST)
        shared = {"n": float(len(moved)), "unit": POINTS}
        why = Why.BEGAN_BADLY()
        mean = {"value": value, "lower": lower, "upper": upper, "method": method, "reasons": why}
        rows += [
            {**pairs.row("mean_change", **mean, **shared), "group": group},
            {**pairs.row("expected_regression", value=expected, **shared), "group": group},
        ]
    return rows
