"""People who began badly, or were chosen because of it: part of their change would have come anyway."""

from __future__ import annotations

from typing import Any

import numpy as np

from gezondmenu.effects.paired_change import Pairs, pairs_of
from gezondmenu.effects.selection import Selection, return_of_chosen, selection_of
from gezondmenu.effects.survey import POINTS
from gezondmenu.indicators.records import Records
from gezondmenu.numbers.checks import alike
from gezondmenu.numbers.paired import mean_change
from gezondmenu.reason import join
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import group_label

WORST = "worst third"
FEWEST_SELECTED = 12


def regression_to_the_mean(records: Records) -> list[dict[str, Any]]:
    """What those who began worst would have gained anyway, beside what they gained; of everybody where all were chosen.

    The worst third is chosen among everybody who began. With r the correlation of the two scores, people who began
    ``d`` below the mean are expected to be ``(1 - r) d`` nearer to it the next time (Barnett, van der Pols and Dobson
    2005, doi:10.1093/ije/dyh299). Where everybody was chosen for a low first score, neither that mean nor that
    correlation is the right one: both would say too little. See `selection.return_of_chosen`.
    """
    rows = []
    every = pairs_of(records)
    choices = records.study.choices
    compared = {(p.area, p.outcome.name, p.wave): p for p in every if p.arm and p.arm == choices["comparison_arm"]}
    for pairs in every:
        outcome = pairs.outcome
        if outcome.level != "score" or outcome.better == "neutral" or pairs.arm or pairs.of_other_people:
            continue
        others = compared.get((pairs.area, outcome.name, pairs.wave))
        selection = selection_of(pairs, others, choices)
        if selection:
            rows += _of_all(pairs, selection, others, records)
        rows += _of_worst(pairs, selection, others, records)
    return rows


def _of_all(pairs: Pairs, selection: Selection, others: Pairs | None, records: Records) -> list[dict[str, Any]]:
    known = pairs.first[pairs.began & ~np.isnan(pairs.later)]
    if len(known) < FEWEST_SELECTED:
        return []
    return [_expected(known, pairs, selection, others, records)]


def _expected(
    part: np.ndarray, pairs: Pairs, selection: Selection, others: Pairs | None, records: Records
) -> dict[str, Any]:
    """What was to be expected of a part of people who were all chosen, or that it cannot be told."""
    returned = return_of_chosen(part, others, records.study.choices, records.confidence)
    if returned is None:
        why = join(selection.reason, Why.RETURN_UNKNOWN())
        return pairs.row("expected_regression", status="too few", reasons=why, unit=POINTS)
    expected, method = returned
    return pairs.row(
        "expected_regression",
        value=expected.value,
        lower=expected.lower,
        upper=expected.upper,
        method=method,
        n=float(len(part)),
        unit=POINTS,
        reasons=selection.reason,
    )


def _of_worst(
    pairs: Pairs, selection: Selection | None, others: Pairs | None, records: Records
) -> list[dict[str, Any]]:
    first, later = pairs.first[pairs.began], pairs.later[pairs.began]
    known = ~np.isnan(later)
    if known.sum() < 3 * FEWEST_SELECTED:
        return []
    side = first * pairs.outcome.towards_better
    chosen = side <= np.quantile(side, 1 / 3)
    if chosen.all() or alike(first[known]) or alike(later[known]) or (chosen & known).sum() < FEWEST_SELECTED:
        return []
    moved = (later - first)[chosen & known]
    value, lower, upper, method = mean_change(moved, records.confidence, pairs.homes[pairs.began][chosen & known])
    group = group_label(**pairs.group, baseline=WORST)
    shared = {"n": float(len(moved)), "unit": POINTS}
    mean = {"value": value, "lower": lower, "upper": upper, "method": method, "reasons": Why.BEGAN_BADLY()}
    if selection:
        expected = _expected(first[chosen & known], pairs, selection, others, records)
    else:
        r = float(np.corrcoef(first[known], later[known])[0, 1])
        anyway = (1 - r) * (first.mean() - first[chosen & known].mean())
        expected = pairs.row("expected_regression", value=anyway, **shared)
    return [{**pairs.row("mean_change", **mean, **shared), "group": group}, {**expected, "group": group}]
