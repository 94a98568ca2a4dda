"""Who left where areas begin one by one: how many on either side, and what they could do to the difference."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gezondmenu.effects.comparability import LEAST, MOST
from gezondmenu.effects.methods import LEE_AREAS
from gezondmenu.numbers.attrition import Bound, lee_bounds, loss_beyond_boundary
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.verdicts import leaves_out
from gezondmenu.vocabulary import group_label

NOT_BEGUN = "not begun"
"""The arm of people in areas that do not begin, or begin last where all of them do."""


class Lost(NamedTuple):
    """Persons who began and left, with the programme and without; the bounds where these are too many, and why."""

    began: tuple[float, float]
    left: tuple[float, float]
    bounds: tuple[Bound, Bound] | None
    reasons: Reasons


def lost_by_start(panel: pd.DataFrame, confidence: float) -> Lost | None:
    """Who left of those who answered the first time; None where one side has nobody.

    Parameters
    ----------
    panel : DataFrame
        A row for each person and wave with a score: person, home (the area), place (of the wave), start (place of the
        first wave at or after the start of the area, missing where it never begins), score.
    confidence : float
        Between 0 and 1.

    Notes
    -----
    Whoever misses a wave has left. The bounds are those of `lee_bounds`, areas being left out in turn, of the mean
    score from the start on minus that before it; for people without the programme the mean of that over the starts of
    the others, as many times as these have people.

    References
    ----------
    Lee (2009), doi:10.1111/j.1467-937X.2009.00536.x.
    """
    if panel.empty:
        return None
    wide = panel.pivot(index="person", columns="place", values="score")
    traits = panel.groupby("person")[["home", "start"]].first().reindex(wide.index)
    scores, begins = wide.to_numpy(float), traits["start"].to_numpy(float)
    begins = np.where(begins <= wide.columns.max(), begins, np.nan)
    last = np.nan if np.isnan(begins).any() else begins.max()
    treated = ~np.isnan(begins) & (begins != last)
    here = ~np.isnan(scores[:, 0])
    known = ~np.isnan(scores).any(axis=1)
    began = float((here & treated).sum()), float((here & ~treated).sum())
    stayed = float((known & treated).sum()), float((known & ~treated).sum())
    if min(began) == 0:
        return None
    left = began[0] - stayed[0], began[1] - stayed[1]
    if min(stayed) == 0 or not loss_beyond_boundary(began, stayed):
        return Lost(began, left, None, NOTHING)
    gained = _gained(scores, wide.columns.to_numpy(float), np.where(treated, begins, np.nan), last)
    bounds = lee_bounds(gained[here], treated[here], confidence, traits["home"].to_numpy()[here])
    undone = not leaves_out(bounds[0].lower, bounds[1].upper)
    return Lost(began, left, bounds, join(Why.LOSS_BEYOND(), Why.BOUNDS_HOLD_ZERO() if undone else NOTHING))


def _gained(scores: np.ndarray, places: np.ndarray, begins: np.ndarray, last: float) -> np.ndarray:
    """The mean from the start on minus that before it, of each person; up to the last start where all begin."""
    used = places < (np.inf if np.isnan(last) else last)
    starts, counts = np.unique(begins[~np.isnan(begins)], return_counts=True)
    apart = np.column_stack(
        [
            scores[:, used & (places >= start)].mean(axis=1) - scores[:, used & (places < start)].mean(axis=1)
            for start in starts
        ]
    )
    own = apart[np.arange(len(scores)), np.searchsorted(starts, np.nan_to_num(begins, nan=starts[0]))]
    gained = np.where(np.isnan(begins), apart @ (counts / counts.sum()), own)
    return np.where(np.isnan(scores).any(axis=1), np.nan, gained)


def rows_of_loss(lost: Lost, base: dict[str, Any], traits: dict[str, str], factor: float, unit: str) -> list[dict]:
    """The share lost on either side, and the bounds, as rows."""
    groups: tuple[dict[str, str], ...] = ({}, {"arm": NOT_BEGUN})
    rows = [
        base
        | {"group": group_label(**traits, **side), "indicator": "lost_share"}
        | {"numerator": gone, "denominator": all_of, "n": all_of}
        for side, gone, all_of in zip(groups, lost.left, lost.began, strict=True)
    ]
    for variant, end in zip((LEAST, MOST), lost.bounds or (), strict=False):
        few = np.isnan(end.lower)
        rows.append(
            base
            | {"indicator": "mean_difference", "variant": variant, "unit": unit, "method": LEE_AREAS}
            | {"value": factor * end.value, "lower": factor * end.lower, "upper": factor * end.upper}
            | {"reasons": Why.FEW_FOR_INTERVAL() if few else Why.LOSS_BEYOND(), "status": "too few" if few else "ok"}
        )
    return rows
