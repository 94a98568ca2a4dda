"""Few treated areas: the place of what was found among what other areas would have given."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import ROUNDING
from gezondmenu.vocabulary import GezondmenuError

MOST = 20_000
"""Up to so many assignments all are looked at; above it, so many are drawn."""
TIE = 1e-6
"""Differences this near to each other, beside the real one, count as equal."""


@dataclass(frozen=True)
class Placebo:
    """The place of what was found among all the ways in which the areas could have been treated.

    Attributes
    ----------
    p : float
        Share of the assignments that give at least as large a difference, the real one among them.
    smallest : float
        The smallest p that this number of areas allows.
    assignments : int
        How many ways there are, or how many were looked at.
    """

    p: float
    smallest: float
    assignments: int


def placebo_test(
    value: ArrayLike,
    treated: ArrayLike,
    statistic: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None,
    seed: int = 1,
) -> Placebo:
    """Permutation test over areas: use it where few areas have the programme.

    Parameters
    ----------
    value : array-like, shape (areas,) or (areas, periods)
        The result of each area, such as its mean change; no missing values.
    treated : array-like, shape (areas,)
        Yes or no for each area; or, with `statistic`, whatever is to be exchanged, such as when each began.
    statistic : callable, optional
        ``statistic(value, assignments)`` gives a number for each row of assignments (shape (ways, areas)); the
        difference of the two means when left out. It may be NaN where an assignment tells nothing.
    seed : int
        Of the assignments that are drawn, where there are over 20,000 of them.

    Returns
    -------
    Placebo

    Raises
    ------
    GezondmenuError
        Where a value is missing, or no area or all areas are treated.

    Notes
    -----
    Under no effect every assignment is as likely as the real one, so p ≤ α happens with a chance of at most α. Two-
    sided: differences count whatever their sign. Nothing is assumed of how areas vary, only that treated areas would
    have been like the others. With two of eight areas there are 28 ways, so p is never below 1/28.

    References
    ----------
    Fisher (1935), The Design of Experiments; Abadie, Diamond and Hainmueller (2010), doi:10.1198/jasa.2009.ap08746.

    Examples
    --------
    >>> test = placebo_test([3.0, 0.1, 0.2, -0.1, 0.0], [1, 0, 0, 0, 0])
    >>> test.p, test.smallest, test.assignments
    (0.2, 0.2, 5)
    """
    values, labels = np.asarray(value, float), np.asarray(treated)
    if len(values) != len(labels) or np.isnan(values).any():
        raise GezondmenuError("a placebo test needs a known result and a label for each area: leave others out")
    if len(np.unique(labels)) < 2:
        raise GezondmenuError("a placebo test needs areas with and without the programme")
    ways, all_of_them = _assignments(labels, np.random.default_rng(seed))
    differences = np.abs((statistic or _difference)(values, ways))
    observed = np.abs((statistic or _difference)(values, labels[None])[0])
    differences = differences[~np.isnan(differences)]
    slack = max(TIE * float(observed), ROUNDING * float(np.abs(values).max()))
    as_large = int(np.sum(differences >= observed - slack))
    if all_of_them:
        counts = np.unique(labels, return_counts=True)[1]
        mirrored = statistic is None and len(counts) == 2 and counts[0] == counts[1]
        return Placebo(as_large / len(differences), (2 if mirrored else 1) / len(differences), len(differences))
    return Placebo((as_large + 1) / (len(differences) + 1), 1 / (len(differences) + 1), len(differences))


def _difference(values: np.ndarray, assignments: np.ndarray) -> np.ndarray:
    chosen = assignments.astype(float)
    count = chosen.sum(axis=1)
    return chosen @ values / count - (1 - chosen) @ values / (len(values) - count)


def _assignments(labels: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, bool]:
    """Every way to hand the labels out to the areas, a row each; so many drawn ones where they are too many."""
    kinds, counts = np.unique(labels, return_counts=True)
    ways, left = 1, len(labels)
    for count in counts:
        ways *= comb(left, int(count))
        left -= int(count)
    if ways > MOST:
        order = rng.permuted(np.tile(np.arange(len(labels)), (MOST - 1, 1)), axis=1)
        return labels[order], False
    rows = [np.full(len(labels), -1)]
    for kind, count in enumerate(counts[:-1]):
        rows = [
            _placed(row, chosen, kind)
            for row in rows
            for chosen in itertools.combinations(np.flatnonzero(row < 0), int(count))
        ]
    filled = np.array(rows)
    return kinds[np.where(filled < 0, len(kinds) - 1, filled)], True


def _placed(row: np.ndarray, chosen: tuple, kind: int) -> np.ndarray:
    placed = row.copy()
    placed[list(chosen)] = kind
    return placed
