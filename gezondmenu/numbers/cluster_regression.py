"""Regression with clusters: coefficients, and intervals that hold with few clusters (CR2, Satterthwaite)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import ROUNDING, check_confidence, cluster_names, not_negative
from gezondmenu.numbers.least_squares import columns_alike, constant_column, independent_directions
from gezondmenu.vocabulary import GezondmenuError

NO_SPREAD = 1e-10
"""Residuals so small, beside how the outcome differs among rows, are rounding."""
DETERMINED = 1e-6
"""Part of a contrast that may lie outside what the rows determine."""


@dataclass(frozen=True)
class Contrasts:
    """What was asked of a regression: an array element for each contrast.

    Attributes
    ----------
    coefficient, se : ndarray, shape (contrasts,)
        In the unit of y.
    lower, upper : ndarray
        Limits; NaN where the degrees of freedom cannot be worked out, or nothing varies.
    df : ndarray
        Satterthwaite's degrees of freedom: of how many independent clusters the contrast makes use.
    p : ndarray
        Two-sided p-value of a contrast of zero.
    clusters : int
        Number of clusters.
    """

    coefficient: np.ndarray
    se: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    df: np.ndarray
    p: np.ndarray
    clusters: int


def cluster_regression(
    y: ArrayLike,
    design: ArrayLike,
    contrasts: ArrayLike,
    clusters: Iterable | None = None,
    weights: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Contrasts:
    """Least squares with intervals for rows that come in clusters, also when those are few.

    Parameters
    ----------
    y : array-like, shape (rows,)
        The outcome.
    design : array-like, shape (rows, columns)
        Numbers, the constant as a column of ones; columns that others add up to are allowed.
    contrasts : array-like, shape (columns,) or (contrasts, columns)
        Which sums of coefficients to report.
    clusters : iterable, optional
        The cluster of each row (a person, an area). Each row is a cluster of its own when left out.
    weights : array-like, optional
        Weight of each row, 0 or more, such as one over the chance of being there; rows count alike when left out.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Contrasts

    Raises
    ------
    GezondmenuError
        Where lengths differ, a number is missing, a weight is negative, no row is left, or the data do not determine
        a contrast.

    Notes
    -----
    With ``M = (X'WX)⁻¹`` and residuals e of cluster g, ``V = M Σ X_g'W_g A_g e_g e_g' A_g W_g X_g M``, where ``A_g``
    is the symmetric inverse root of the variance of ``e_g`` that independent rows of equal variance would have
    (CR2). Degrees of freedom are twice the squared mean of that V over its variance, under the same working
    variance. With one row a cluster this is HC2, and for the difference of two groups Welch's standard error.
    Plain cluster-robust errors are too small below some 40 clusters, and most with few treated ones. Columns are first
    put around their means and made of one length, and directions are told apart by singular values, so that neither
    units nor origins matter.

    References
    ----------
    Bell and McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky and Tipton (2018),
    doi:10.1080/07350015.2016.1247004.

    Examples
    --------
    Villages of 4 and of 4, each a mean: 0.2 less, with 6 degrees of freedom.

    >>> y = [0.5, 0.4, 0.7, 0.6, 0.3, 0.2, 0.5, 0.4]
    >>> treated = np.repeat([0, 1], 4)
    >>> fit = cluster_regression(y, np.column_stack([np.ones(8), treated]), [0, 1])
    >>> fit.coefficient.round(3).tolist(), fit.se.round(4).tolist(), fit.df.round(2).tolist()
    ([-0.2], [0.0913], [6.0])
    """
    from scipy.stats import t

    check_confidence(confidence)
    outcome, x, wanted, w = _checked(y, design, contrasts, weights)
    groups = _groups(clusters, len(outcome))
    order = np.concatenate(groups)
    starts = np.cumsum([0, *(len(rows) for rows in groups[:-1])])
    constant = constant_column(x)
    of_constant = None if constant is None else wanted[:, constant] / x[0, constant]
    x, back = columns_alike(x, w)
    wanted = wanted @ back
    left, sizes, right = independent_directions(np.sqrt(w)[:, None] * x)
    _refuse_undetermined(right, wanted)
    inverse = (right / sizes**2) @ right.T
    level = _level(left, outcome, w)
    around = outcome - level
    beta = inverse @ (x.T @ (w * around))
    residual = around - x @ beta
    outer = inverse @ (x.T @ (w[:, None] ** 2 * x)) @ inverse
    columns = x.shape[1]
    middle = np.block([[outer, -inverse], [-inverse, np.zeros((columns, columns))]])
    variance, df = np.empty(len(wanted)), np.empty(len(wanted))
    adjust = _adjustments(x, w, groups, middle)
    for place, direction in enumerate(wanted @ inverse):
        arm = adjust(w * (x @ direction))
        in_clusters = np.column_stack([arm**2, arm[:, None] * x, (arm * w)[:, None] * x, arm * residual])
        sums = np.add.reduceat(in_clusters[order], starts, axis=0)
        variance[place] = np.sum(sums[:, -1] ** 2)
        df[place] = _satterthwaite(sums[:, 0], sums[:, 1:-1], middle)
    unexplained, spread, size = (np.sqrt(w @ values**2) for values in (residual, around, outcome))
    if unexplained <= max(NO_SPREAD * spread, ROUNDING * size):
        df[:] = np.nan  # nothing varies but the last digits of the computer
    if of_constant is None:
        of_constant = wanted @ inverse @ (x.T @ w)
    coefficient, se = wanted @ beta + level * of_constant, np.sqrt(variance)
    half = t.ppf(0.5 + confidence / 2, df) * se
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * t.sf(np.abs(coefficient) / se, df)
    return Contrasts(coefficient, se, coefficient - half, coefficient + half, df, p, len(groups))


def _checked(
    y: ArrayLike, design: ArrayLike, contrasts: ArrayLike, weights: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    outcome, x = np.asarray(y, float), np.asarray(design, float)
    wanted = np.atleast_2d(np.asarray(contrasts, float))
    w = np.ones(len(outcome)) if weights is None else not_negative("weights", weights)
    if x.ndim != 2 or len(x) != len(outcome) or len(w) != len(outcome) or wanted.shape[1] != x.shape[1]:
        raise GezondmenuError("y, design, contrasts and weights do not fit each other: check their lengths")
    if not (np.isfinite(outcome).all() and np.isfinite(x).all() and np.isfinite(w).all()):
        raise GezondmenuError("a regression needs complete rows: leave rows with a missing value out, and count them")
    if not (w > 0).any():
        raise GezondmenuError("a regression needs rows with a weight above 0, and there are none")
    return outcome, x, wanted, w / w.max()


def _groups(clusters: Iterable | None, rows: int) -> list[np.ndarray]:
    """The rows of each cluster."""
    if clusters is None:
        return list(np.arange(rows)[:, None])
    codes, names = cluster_names(clusters).factorize()
    if len(codes) != rows:
        raise GezondmenuError(f"clusters and y need the same number of values, not {len(codes)}, {rows}")
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.searchsorted(codes[order], np.arange(1, len(names))))


def _refuse_undetermined(right: np.ndarray, wanted: np.ndarray) -> None:
    outside = np.linalg.norm(wanted - wanted @ right @ right.T, axis=1)
    if (outside > DETERMINED * np.linalg.norm(wanted, axis=1)).any():
        raise GezondmenuError(
            "the data do not determine what is asked: a group, area or period that it needs has no rows"
        )


def _level(left: np.ndarray, outcome: np.ndarray, w: np.ndarray) -> float:
    """The mean of the outcome where the columns add up to a constant, so that its origin takes no digits; else 0."""
    total = w.sum()
    explained = np.sum((left.T @ np.sqrt(w)) ** 2)
    return float(w @ outcome / total) if total - explained <= DETERMINED**2 * total else 0.0


def _adjustments(
    x: np.ndarray, w: np.ndarray, groups: list[np.ndarray], middle: np.ndarray
) -> Callable[[np.ndarray], np.ndarray]:
    """A function that multiplies by A of each cluster: the inverse root of ``I - H - H' + HH'``.

    That matrix differs from I in as many dimensions as there are columns, so only those are turned.
    """
    both = np.hstack([x, w[:, None] * x])
    if all(len(rows) == 1 for rows in groups):
        root = _inverse_root(1 + np.einsum("ij,jk,ik->i", both, middle, both))
        return lambda values: root * values
    turns = []
    for rows in groups:
        basis, triangle = np.linalg.qr(both[rows])
        lengths, vectors = np.linalg.eigh(triangle @ middle @ triangle.T)
        turns.append((basis @ vectors, _inverse_root(1 + lengths) - 1))

    def adjust(values: np.ndarray) -> np.ndarray:
        turned = values.copy()
        for rows, (directions, extra) in zip(groups, turns, strict=True):
            turned[rows] += directions @ (extra * (directions.T @ values[rows]))
        return turned

    return adjust


def _inverse_root(values: np.ndarray) -> np.ndarray:
    """One over the root; 0 where a value is 0, as where an area has a level of its own."""
    return np.where(values > 1e-10, np.maximum(values, 1e-10) ** -0.5, 0.0)


def _satterthwaite(own: np.ndarray, factor: np.ndarray, middle: np.ndarray) -> float:
    """Squared trace over squared norm of the matrix of products of the clusters' arms, through its low rank."""
    shared = factor.T @ factor
    diagonal = np.einsum("gi,ij,gj->g", factor, middle, factor)
    trace = own.sum() + diagonal.sum()
    norm = (own**2).sum() + 2 * (own * diagonal).sum() + np.trace(middle @ shared @ middle @ shared)
    return float(trace**2 / norm) if norm > 1e-20 * max(trace**2, 1e-300) and trace > 0 else float("nan")
