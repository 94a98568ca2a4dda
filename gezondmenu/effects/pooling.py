"""Small areas: change and mean score of each area pulled towards what all areas say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.methods import POOLED
from gezondmenu.effects.paired_change import (
    Pairs,
    groups_of_arms,
    outcomes_of_records,
    pairs_of,
    targets_of_scores,
    unit_of_change,
)
from gezondmenu.effects.survey import POINTS
from gezondmenu.indicators.pooled_shares import FEWEST_AREAS, areas_to_pool
from gezondmenu.indicators.records import Records
from gezondmenu.numbers.small_areas import Pooled, fay_herriot
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, group_label


def pooled(records: Records) -> list[dict[str, Any]]:
    """Pooled mean changes (variant ``pooled`` of mean_change) and the weight of an area's own number in them.

    Areas with people of their own in the programme are pooled, by outcome and wave; comparison areas among
    themselves are not. The sampling variance of each is the variance of changes within all areas, divided by its
    number of persons, since that of a handful of persons is itself chance; limits are t limits with its degrees of
    freedom.
    """
    leaves = areas_to_pool(records.study)
    together: dict[tuple[str, str], list[Pairs]] = {}
    for pairs in pairs_of(records):
        if not pairs.arm and pairs.area in leaves and pairs.outcome.level != "ordinal":
            together.setdefault((pairs.outcome.name, pairs.wave), []).append(pairs)
    rows: list[dict[str, Any]] = []
    for entries in together.values():
        rows += _pooled(entries, records.confidence)
    return rows


def pooled_levels(records: Records) -> list[dict[str, Any]]:
    """Pooled mean scores (variant ``pooled`` of outcome_mean) of areas, in the way of `pooled`, by outcome and wave."""
    outcomes, leaves = outcomes_of_records(records), areas_to_pool(records.study)
    table = targets_of_scores(records).dropna(subset="score")
    table = table[table["area"].isin(leaves)]
    if table.empty:
        return []
    comparison = records.study.choices["comparison_arm"]
    areas_rows = [rows[groups_of_arms(rows["arm"], comparison)[""]] for _, rows in table.groupby("area")]
    rows: list[dict[str, Any]] = []
    for (name, wave), scores in pd.concat(areas_rows).groupby(["outcome", "wave"], sort=False):
        if outcomes[str(name)].level != "score":
            continue
        areas = {str(area): _around_mean(values.to_numpy(float)) for area, values in scores.groupby("area")["score"]}
        known = {area: sums for area, sums in areas.items() if sums.freedom > 0}
        together = _shrunk(list(known.values()), records.confidence)
        if together is None:
            continue
        for (area, sums), value, half in zip(known.items(), together[0].value, together[1], strict=True):
            rows.append(
                {
                    "area": area,
                    "period": ALL,
                    "group": group_label(outcome=str(name), wave=str(wave)),
                    "indicator": "outcome_mean",
                    "variant": "pooled",
                    "value": value,
                    "lower": value - half,
                    "upper": value + half,
                    "unit": POINTS,
                    "method": POOLED,
                    "n": sums.persons,
                    "reasons": Why.POOLED(areas=len(known)),
                }
            )
    return rows


@dataclass(frozen=True)
class _Sums:
    """The mean change of an area, squares around means with their freedom, and its variance per unit of those."""

    mean: float
    squares: float
    freedom: int
    factor: float
    persons: float


def _sums(pairs: Pairs) -> _Sums:
    if not pairs.of_other_people:
        return _around_mean(pairs.change[~np.isnan(pairs.change)])
    first, later = (scores[~np.isnan(scores)] for scores in (pairs.first, pairs.later))
    squares = ((first - first.mean()) ** 2).sum() + ((later - later.mean()) ** 2).sum()
    n = len(first) + len(later)
    factor = 1 / len(first) + 1 / len(later)
    return _Sums(float(later.mean() - first.mean()), float(squares), n - 2, factor, float(n))


def _around_mean(values: np.ndarray) -> _Sums:
    n = len(values)
    mean = float(values.mean()) if n else 0.0
    return _Sums(mean, float(((values - mean) ** 2).sum()), n - 1, 1 / max(n, 1), float(n))


def _shrunk(sums: list[_Sums], confidence: float) -> tuple[Pooled, np.ndarray] | None:
    """The areas pooled, and how far the limits of each lie; None where they are few or nobody differs."""
    from scipy.stats import t

    within, freedom = sum(each.squares for each in sums), sum(each.freedom for each in sums)
    if len(sums) < FEWEST_AREAS or not within > 0:
        return None
    variances = within / freedom * np.array([each.factor for each in sums])
    shrunk = fay_herriot(np.array([each.mean for each in sums]), variances, method="adjusted")
    return shrunk, float(t.ppf(0.5 + confidence / 2, freedom)) * np.sqrt(shrunk.mse)


def _pooled(entries: list[Pairs], confidence: float) -> list[dict[str, Any]]:
    sums = [_sums(pairs) for pairs in entries]
    kept = [(pairs, spread) for pairs, spread in zip(entries, sums, strict=True) if spread.freedom > 0]
    together = _shrunk([spread for _, spread in kept], confidence)
    if together is None:
        return []
    shrunk, halves = together
    rows = []
    for place, (pairs, spread) in enumerate(kept):
        factor, half = pairs.outcome.factor, halves[place]
        shared = {"n": spread.persons, "reasons": Why.POOLED(areas=len(kept))}
        rows.append(
            pairs.row(
                "mean_change",
                variant="pooled",
                value=factor * shrunk.value[place],
                lower=factor * (shrunk.value[place] - half),
                upper=factor * (shrunk.value[place] + half),
                unit=unit_of_change(pairs.outcome),
                method=POOLED,
                **shared,
            )
        )
        rows.append(pairs.row("pooled_weight", value=100 * shrunk.weight[place], **shared))
    return rows
