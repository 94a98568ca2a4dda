"""A mean over several areas that are not a sample of areas: persons vary within each, and areas are as they are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, cluster_names
from gezondmenu.vocabulary import GezondmenuError

SMALL = 3
"""Areas with fewer persons share one variance: alone they know nothing, or nearly nothing, of their own."""
FEWEST_DF = 4
"""Below so many degrees of freedom together, the smallest areas are taken as one."""


def stratified_interval(values: ArrayLike, strata: Iterable, confidence: float = 0.95) -> tuple[float, float]:
    """Interval for the mean of persons in several areas, about these areas themselves: use it for a city's change.

    Parameters
    ----------
    values : array-like, shape (persons,)
        One value a person, in any unit, none missing.
    strata : iterable, shape (persons,)
        The area of each person.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : float
        Limits around the plain mean, in the unit of the values. NaN below two persons.

    Raises
    ------
    GezondmenuError
        Where lengths differ, an area is missing, or confidence is not between 0 and 1.

    Notes
    -----
    What is estimated is ``Σ n_a μ_a / n``: the mean of each area, an area counting as its persons do. Its variance is
    ``Σ n_a s_a² / n²`` with s_a² the variance within area a, so that how far areas lie apart is in the mean and not in
    its error. Degrees of freedom are Satterthwaite's, ``(Σ v_a)² / Σ v_a²/(n_a - 1)`` with ``v_a = n_a s_a²/n²``: where
    an area with few persons varies most, they are few. Areas of one or two persons share one variance; where
    even together they have fewer than four degrees of freedom they are taken as one area, which is cautious. With one
    area it is a t interval. It says nothing of other areas: for these, areas would have to be a sample.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., section 5.4; Satterthwaite (1946), doi:10.2307/3002019.

    Examples
    --------
    Areas of six that lie ten apart: within each the values differ by one at most.

    >>> values = [1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12]
    >>> [round(limit, 2) for limit in stratified_interval(values, ["A"] * 6 + ["B"] * 6)]
    [6.15, 6.85]
    """
    from scipy.stats import t

    check_confidence(confidence)
    known, codes = np.asarray(values, float), cluster_names(strata).factorize()[0]
    if len(known) != len(codes):
        raise GezondmenuError(f"values and strata need the same number of values, not {len(known)}, {len(codes)}")
    n = len(known)
    if n < 2:
        return float("nan"), float("nan")
    sizes, squares, freedom = _variances(known, codes)
    shares = sizes * squares / freedom / n**2
    error = float(np.sqrt(shares.sum()))
    mean = float(known.mean())
    if error == 0:
        return mean, mean
    df = float(shares.sum() ** 2 / (shares**2 / freedom).sum())
    half = float(t.ppf(0.5 + confidence / 2, df)) * error
    return mean - half, mean + half


def _variances(known: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Persons, squares around means and degrees of freedom of each area; small ones together as one row."""
    sizes, squares = _around_means(known, codes)
    small = sizes < SMALL
    own_freedom = (sizes[small] - 1).sum()
    if small.any() and own_freedom < FEWEST_DF:
        merged = np.where(small[codes], -1, codes)
        if sizes[small].sum() == 1 and not small.all():
            large = np.flatnonzero(~small)
            merged = np.where(merged == -1, large[np.argmin(sizes[large])], merged)
        sizes, squares = _around_means(known, np.unique(merged, return_inverse=True)[1])
        return sizes, squares, sizes - 1
    if not small.any():
        return sizes, squares, sizes - 1
    together = (sizes[small].sum(), squares[small].sum(), own_freedom)
    return tuple(  # type: ignore[return-value]
        np.append(each[~small], one) for each, one in zip((sizes, squares, sizes - 1), together, strict=True)
    )


def _around_means(known: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    sizes = np.bincount(codes).astype(float)
    around = known - (np.bincount(codes, known) / sizes)[codes]
    return sizes, np.bincount(codes, around**2)
