"""How much loss a comparison of two groups can bear, and what those who left could do to it at most."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence
from gezondmenu.reference import read_reference
from gezondmenu.vocabulary import GezondmenuError


def loss_beyond_boundary(began: tuple[float, float], known: tuple[float, float]) -> bool:
    """Whether two groups lost more people, or more unequally, than a comparison can bear.

    Parameters
    ----------
    began, known : (float, float)
        Persons who began, and those of whom the outcome is known: with the programme, and without.

    Raises
    ------
    GezondmenuError
        Where nobody began in one of the groups, or more are known than began.

    Notes
    -----
    For the share lost of both groups together, in whole percents, the What Works Clearinghouse gives the largest
    difference between the groups at which bias is expected to stay under 0.05 standard deviations; from 58 % on no
    difference is small enough. Its cautious boundary is used: a programme may well change who answers again.

    References
    ----------
    What Works Clearinghouse (2020), Standards Handbook, version 4.1, table II.1; version 5.0 (2022) keeps it. Deke
    and Chiang (2017), doi:10.1177/0193841X16670047.

    Examples
    --------
    >>> loss_beyond_boundary((120, 120), (85, 120)), loss_beyond_boundary((120, 120), (100, 104))
    (True, False)
    """
    (one, other), (one_known, other_known) = began, known
    if min(began) <= 0 or one_known > one or other_known > other:
        raise GezondmenuError("loss needs persons who began in both groups, and no more who are known than began")
    overall = 100 * (1 - (one_known + other_known) / (one + other))
    apart = 100 * abs(one_known / one - other_known / other)
    boundary = _boundary()
    place = round(overall)
    return place >= len(boundary) or bool(apart > boundary[place] + 1e-9)


@functools.cache
def _boundary() -> np.ndarray:
    """The largest difference in percentage points, for a loss of 0, 1, 2 ... percent."""
    return read_reference("attrition_boundary")["differential_percentage_points"].to_numpy(float)


FEWEST = 10
"""With fewer persons of whom the value is known on a side, the cut rests on one or two of them: no limits."""


class Bound(NamedTuple):
    """An end of what the difference can be, with its own interval."""

    value: float
    lower: float
    upper: float


def lee_bounds(
    value: ArrayLike, treated: ArrayLike, confidence: float = 0.95, clusters: ArrayLike | None = None
) -> tuple[Bound, Bound]:
    """The least and the most that a difference can be, where one group lost more people than the other.

    Parameters
    ----------
    value : array-like, shape (persons,)
        Of everybody who began; missing for those who left.
    treated : array-like, shape (persons,)
        Whether each has the programme.
    confidence : float
        Between 0 and 1.
    clusters : array-like, optional
        The area of each person, where areas got the programme.

    Returns
    -------
    least, most : Bound
        NaN limits under 10 known persons in a group, or too few areas.

    Raises
    ------
    GezondmenuError
        Where one of the groups has nobody of whom the value is known.

    Notes
    -----
    The group that kept more people has the highest values, or the lowest, cut off until both kept the same share. It
    says what holds for people who would answer in either group. It takes for granted that lots were drawn, and that
    having the programme makes nobody answer and somebody else not. A person on the cut counts in part. Errors are
    those of Lee's proposition 3; with areas those of leaving out each area in turn, and t limits.

    References
    ----------
    Lee (2009), doi:10.1111/j.1467-937X.2009.00536.x; Tauchmann (2014), doi:10.1177/1536867X1401400411.

    Examples
    --------
    Half of those with the programme left; of the four others the lowest two, or the highest two, are cut off.

    >>> least, most = lee_bounds([5, 7, None, None, 1, 2, 3, 4], [1, 1, 1, 1, 0, 0, 0, 0])
    >>> least.value, most.value
    (2.5, 4.5)
    """
    from scipy.stats import norm, t

    check_confidence(confidence)
    values, group = np.asarray(value, float), np.asarray(treated, float) > 0
    ends = _ends(values, group)
    half = np.full(2, np.nan)
    if clusters is None:
        half = float(norm.ppf(0.5 + confidence / 2)) * np.array([_error(values, group, cut) for cut in ("top", "foot")])
        known = group[~np.isnan(values)]
        half = half if min(known.sum(), (~known).sum()) >= FEWEST else np.full(2, np.nan)
    else:
        names, codes = np.unique(np.asarray(clusters), return_inverse=True)
        without = [codes != code for code in range(len(names))]
        if len(names) >= 4 and all(len(set(group[kept & ~np.isnan(values)])) == 2 for kept in without):
            left_out = np.array([_ends(values[kept], group[kept]) for kept in without])
            squares = ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0)
            half = float(t.ppf(0.5 + confidence / 2, len(names) - 2)) * np.sqrt(squares * (1 - 1 / len(names)))
    least, most = (
        Bound(float(end), float(end - wide), float(end + wide)) for end, wide in zip(ends, half, strict=True)
    )
    return least, most


def _shares(values: np.ndarray, group: np.ndarray) -> tuple[float, float]:
    known = ~np.isnan(values)
    if not (known[group].any() and known[~group].any()):
        raise GezondmenuError("bounds need people of whom the value is known in both groups")
    return float(known[group].mean()), float(known[~group].mean())


def _ends(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The difference with the group that kept more people cut off at either side, the smaller first."""
    one, other = _shares(values, group)
    more = group if one >= other else ~group
    cut = abs(one - other) / max(one, other)
    kept, rest = values[more & ~np.isnan(values)], values[~more & ~np.isnan(values)].mean()
    sign = 1 if one >= other else -1
    return np.sort([sign * (_trimmed(kept, cut, end)[0] - rest) for end in ("top", "foot")])


def _trimmed(values: np.ndarray, cut: float, end: str) -> tuple[float, float, float]:
    """Mean and variance of what is left when a share is cut off at one end, and the value at the cut."""
    ordered = np.sort(values) if end == "top" else -np.sort(-values)
    room = (1 - cut) * len(ordered) - np.arange(len(ordered))
    weight = np.clip(room, 0, 1)
    mean = float(np.average(ordered, weights=weight))
    variance = float(np.average((ordered - mean) ** 2, weights=weight))
    return mean, variance, float(ordered[np.flatnonzero(weight > 0)[-1]])


def _error(values: np.ndarray, group: np.ndarray, which: str) -> float:
    """The standard error of the smaller bound (``top``) or of the larger one (``foot``)."""
    one, other = _shares(values, group)
    more = group if one >= other else ~group
    end = which if one >= other else {"top": "foot", "foot": "top"}[which]
    kept, rest = values[more & ~np.isnan(values)], values[~more & ~np.isnan(values)]
    cut = abs(one - other) / max(one, other)
    mean, variance, edge = _trimmed(kept, cut, end)
    of_mean = (variance + (edge - mean) ** 2 * cut) / (len(kept) * (1 - cut))
    of_shares = (edge - mean) ** 2 * ((1 - one) / (group.sum() * one) + (1 - other) / ((~group).sum() * other))
    return (
        float(np.sqrt(of_mean + (of_shares if cut else 0.0) + rest.var(ddof=1) / len(rest)))
        if len(rest) > 1
        else np.nan
    )
