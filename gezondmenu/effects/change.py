"""Change in people measured twice or more: how much, how many, and what those who left could hide."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.baseline import regression_to_the_mean
from gezondmenu.effects.doubts import with_doubts
from gezondmenu.effects.methods import DELTA, WEIGHTED
from gezondmenu.effects.models.groups import difference_of_groups
from gezondmenu.effects.paired_change import (
    Pairs,
    areas_reason,
    as_table,
    flow_reason,
    pairs_of,
    traits_of_people,
    unit_of_change,
)
from gezondmenu.effects.pooling import pooled
from gezondmenu.effects.survey import YES_NO
from gezondmenu.indicators.records import Records
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers.checks import ROUNDING, alike
from gezondmenu.numbers.paired import mean_change, standardised_change
from gezondmenu.numbers.weighting import attrition_weighted_mean
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why


@of_card("change")
@with_doubts
def change(records: Records) -> pd.DataFrame:
    """Mean change, in points and in standard deviations, and how many moved by more than what matters."""
    rows: list[dict[str, Any]] = []
    traits = traits_of_people(records)
    for pairs in pairs_of(records):
        if not pairs.began.any():
            continue
        if pairs.of_other_people:
            rows += [_change_of_means(pairs, records.confidence)] if pairs.outcome.level != "ordinal" else []
            continue
        if pairs.outcome.level == "ordinal" and pairs.outcome.better == "neutral":
            continue
        if pairs.outcome.level == "ordinal":
            rows += _moved(pairs, 1.0, "")
            continue
        rows += _mean_change(pairs, traits, records.confidence)
        if pairs.outcome.level == YES_NO:
            continue
        rows.append(_standardised(pairs, records.confidence))
        if not np.isnan(pairs.outcome.important) and pairs.outcome.better != "neutral":
            rows += _moved(pairs, pairs.outcome.important, pairs.outcome.important_source)
    return as_table([*rows, *regression_to_the_mean(records), *pooled(records)])


def _change_of_means(pairs: Pairs, confidence: float) -> dict[str, Any]:
    """The later mean minus the first one, where other people answered each time: two samples (Welch)."""
    first, later = (scores[~np.isnan(scores)] for scores in (pairs.first, pairs.later))
    frame = pd.DataFrame({"score": [*first, *later], "later": [0] * len(first) + [1] * len(later)})
    difference = difference_of_groups(frame, outcome="score", treated="later", confidence=confidence)
    factor = pairs.outcome.factor
    return pairs.row(
        "mean_change",
        value=factor * difference.value,
        lower=factor * difference.lower,
        upper=factor * difference.upper,
        method=difference.method,
        numerator=float(len(later)),
        denominator=float(len(first)),
        n=float(len(first) + len(later)),
        unit=unit_of_change(pairs.outcome),
        reasons=Why.OTHER_PEOPLE(),
    )


def _mean_change(pairs: Pairs, traits: pd.DataFrame, confidence: float) -> list[dict[str, Any]]:
    """Complete cases, weighted for who left, and how much worse these must have done to undo the change."""
    outcome, moved = pairs.outcome, pairs.change
    used = float(pairs.used)
    value, lower, upper, method = mean_change(moved, confidence, pairs.homes[pairs.began])
    factor, flow = outcome.factor, flow_reason(pairs)
    shared = {"unit": unit_of_change(outcome), "n": used}
    if used < 2:
        words = Why.FEW_TWICE(needed=2)
        return [pairs.row("mean_change", status="too few", reasons=join(words, flow), unit=unit_of_change(outcome))]
    plain = pairs.row(
        "mean_change",
        value=factor * value,
        lower=factor * lower,
        upper=factor * upper,
        method=method,
        reasons=join(flow, areas_reason(pairs)),
        **shared,
    )
    return [plain, _weighted(pairs, traits, confidence, shared), _delta(pairs, value, lower, upper, shared)]


def _weighted(pairs: Pairs, traits: pd.DataFrame, confidence: float, shared: dict[str, Any]) -> dict[str, Any]:
    """Weighted on the first score and what else is known of people; on the first score where that asks too much."""
    moved, factor = pairs.change, pairs.outcome.factor
    if not np.isnan(moved).any():
        words = Why.NOBODY_LEFT()
        unit = unit_of_change(pairs.outcome)
        return pairs.row("mean_change", variant="weighted", status="no data", reasons=words, unit=unit)
    known = traits.reindex(pairs.persons[pairs.began]).assign(first=pairs.first[pairs.began])
    names = ["first", *(name for name in traits if not alike(known[name].dropna()))]
    known = known[names].fillna(known[names].mean())  # somebody with an unknown trait is as likely to stay as others
    weighted = attrition_weighted_mean(moved, known.to_numpy(float), confidence)
    if weighted.why and len(names) > 1:
        names = ["first"]
        weighted = attrition_weighted_mean(moved, known[names].to_numpy(float), confidence)
    if weighted.why:
        words = Why.FEW_LEFT_OR_STAYED()
        return pairs.row(
            "mean_change", variant="weighted", status="too few", reasons=words, unit=unit_of_change(pairs.outcome)
        )
    return pairs.row(
        "mean_change",
        variant="weighted",
        value=factor * weighted.value,
        lower=factor * weighted.lower,
        upper=factor * weighted.upper,
        method=WEIGHTED,
        reasons=join(flow_reason(pairs), Why.WEIGHTED_ON(traits=names)),
        **shared,
    )


def _delta(pairs: Pairs, value: float, lower: float, upper: float, shared: dict[str, Any]) -> dict[str, Any]:
    """By how much those who left must have done worse (or better) than those who stayed to undo the change."""
    left, gone = float(np.isnan(pairs.change).mean()), float(np.isnan(pairs.change).sum())
    nearest = lower if value > 0 else -upper
    if left == 0:
        return pairs.row(
            "dropout_to_zero", status="no data", reasons=Why.NOBODY_LEFT(), unit=unit_of_change(pairs.outcome)
        )
    if not nearest > 0:
        words = Why.NOT_CLEAR_OF_ZERO()
        return pairs.row("dropout_to_zero", status="no data", reasons=words, unit=unit_of_change(pairs.outcome))
    if nearest / left > pairs.outcome.high - pairs.outcome.low:
        words = Why.SCALE_TOO_SHORT()
        return pairs.row("dropout_to_zero", status="no data", reasons=words, unit=unit_of_change(pairs.outcome))
    return pairs.row(
        "dropout_to_zero",
        value=pairs.outcome.factor * nearest / left,
        numerator=gone,
        denominator=float(pairs.began.sum()),
        method=DELTA,
        reasons=flow_reason(pairs),
        **shared,
    )


def _standardised(pairs: Pairs, confidence: float) -> dict[str, Any]:
    g, lower, upper = standardised_change(pairs.first[pairs.began], pairs.later[pairs.began], confidence)
    used = float(pairs.used)
    if np.isnan(g):
        words = Why.FEW_TWICE_OR_ALIKE(needed=3)
        return pairs.row("standardised_change", status="too few", reasons=words)
    return pairs.row("standardised_change", value=g, lower=lower, upper=upper, n=used, reasons=flow_reason(pairs))


def _moved(pairs: Pairs, least: float, source: str) -> list[dict[str, Any]]:
    """How many improved, and how many worsened, by at least what matters."""
    known = pairs.change[~np.isnan(pairs.change)] * pairs.outcome.towards_better
    if not len(known):
        return []
    least_shown = least - ROUNDING * max(np.nanmax(np.abs(pairs.first)), np.nanmax(np.abs(pairs.later)), least)
    counts = {"improved_share": (known >= least_shown).sum(), "worsened_share": (known <= -least_shown).sum()}
    words = Why.AT_LEAST_POINTS(least=float(least), source=source) if source else NOTHING
    if not source:
        words = Why.AT_LEAST_ONE_CLASS()
    return [
        pairs.row(
            name,
            numerator=float(count),
            denominator=float(len(known)),
            n=float(len(known)),
            reasons=join(words, flow_reason(pairs)),
        )
        for name, count in counts.items()
    ]
