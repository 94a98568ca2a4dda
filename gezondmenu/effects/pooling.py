"""Small areas: the change of each area pulled towards what all areas say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gezondmenu.effects.methods import POOLED
from gezondmenu.effects.paired_change import Pairs, pairs_of, unit_of_change
from gezondmenu.indicators.records import Records
from gezondmenu.numbers.small_areas import fay_herriot
from gezondmenu.reasons import Why

FEWEST_AREAS = 4


def pooled(records: Records) -> list[dict[str, Any]]:
    """Pooled mean changes (variant ``pooled`` of mean_change) and the weight of an area's own number in them.

    Areas with people of their own in the programme are pooled, by outcome and wave; comparison areas among
    themselves are not. The sampling variance of each is the variance of changes within all areas, divided by its
    number of persons, since that of a handful of persons is itself chance; limits are t limits with its degrees of
    freedom.
    """
    comparison = records.study.choices["comparison_arm"]
    of_comparison = _comparison_areas(records, comparison)
    areas = records.study["areas"]
    leaves = set(areas["area"]) - set(areas["parent"].dropna()) - of_comparison
    together: dict[tuple[str, str], list[Pairs]] = {}
    for pairs in pairs_of(records):
        if not pairs.arm and pairs.area in leaves and pairs.outcome.level != "ordinal":
            together.setdefault((pairs.outcome.name, pairs.wave), []).append(pairs)
    rows: list[dict[str, Any]] = []
    for entries in together.values():
        rows += _pooled(entries, records.confidence)
    return rows


def _comparison_areas(records: Records, comparison: str | None) -> set[str]:
    survey = records.study["survey"].dropna(subset=["area", "arm"])
    only = survey.groupby("area")["arm"].agg(lambda arms: set(arms) == {comparison})
    return set(only.index[only.astype(bool)])


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
        moved = pairs.change[~np.isnan(pairs.change)]
        n = len(moved)
        mean = float(moved.mean()) if n else 0.0
        return _Sums(mean, float(((moved - mean) ** 2).sum()), n - 1, 1 / max(n, 1), float(n))
    first, later = (scores[~np.isnan(scores)] for scores in (pairs.first, pairs.later))
    squares = ((first - first.mean()) ** 2).sum() + ((later - later.mean()) ** 2).sum()
    n = len(first) + len(later)
    factor = 1 / len(first) + 1 / len(later)
    return _Sums(float(later.mean() - first.mean()), float(squares), n - 2, factor, float(n))


def _pooled(entries: list[Pairs], confidence: float) -> list[dict[str, Any]]:
    from scipy.stats import t

    sums = [_sums(pairs) for pairs in entries]
    kept = [(pairs, spread) for pairs, spread in zip(entries, sums, strict=True) if spread.freedom > 0]
    within, freedom = (sum(getattr(spread, name) for _, spread in kept) for name in ("squares", "freedom"))
    if len(kept) < FEWEST_AREAS or not within > 0:
        return []
    means = np.array([spread.mean for _, spread in kept])
    variances = within / freedom * np.array([spread.factor for _, spread in kept])
    shrunk = fay_herriot(means, variances, method="adjusted")
    quantile = float(t.ppf(0.5 + confidence / 2, freedom))
    rows = []
    for place, (pairs, spread) in enumerate(kept):
        factor, half = pairs.outcome.factor, quantile * np.sqrt(shrunk.mse[place])
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
