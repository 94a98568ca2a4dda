"""Several answers or visits by the same persons: the persons are the sample, not the answers."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, cluster_names, not_negative, same_length
from gezondmenu.numbers.proportions import wilson
from gezondmenu.vocabulary import GezondmenuError

PRIOR = 0.25
"""Weight, in answers of the rarer kind, of the guess that all answers of a person are alike."""


def cluster_squares(x: ArrayLike, n: ArrayLike, cluster: Iterable) -> tuple[float, float, float, float]:
    """What `clustered_wilson` asks, from rows: use it on a table of answers with the person who gave them.

    Parameters
    ----------
    x : array-like
        Answers of the kind that is counted, on each row; 0 to n.
    n : array-like
        Answers on each row: a number per row, or 1 for a table with one answer a row.
    cluster : array-like
        Person, activity or session of each row: whatever makes answers alike. One per row, never missing.

    Returns
    -------
    x, n : float
        Totals.
    clusters : float
        Clusters as far as they count, ``n² / Σ n_g²`` with n_g the answers of a cluster: their number when all gave as
        many answers, fewer when some gave many more than others.
    squares : float
        Sum over clusters of ``(x_g - p n_g)²`` with p = x/n.

    Raises
    ------
    GezondmenuError
        Where x lies outside 0 to n, a cluster is missing, or lengths differ.

    Notes
    -----
    Rows with missing x or n are left out. No answers give 0, 0, 0 and NaN.

    References
    ----------
    Kish (1965), Survey Sampling, Wiley, for both sums.

    Examples
    --------
    >>> cluster_squares([1, 1, 0, 1], [1, 1, 1, 1], ["anna", "anna", "bob", "bob"])
    (3.0, 4.0, 2.0, 0.5)
    """
    import pandas as pd

    names = cluster_names(cluster)
    n = np.full(len(names), n, float) if np.ndim(n) == 0 else n
    rows = dict(zip(("x", "n", "row"), same_length(x=x, n=n, cluster=np.arange(len(names))), strict=True))
    if np.any((rows["x"] < 0) | (rows["x"] > rows["n"])):
        raise GezondmenuError("a row needs 0 <= x <= n")
    known = ~(np.isnan(rows["x"]) | np.isnan(rows["n"])) & (rows["n"] > 0)
    groups = (
        pd.DataFrame({"x": rows["x"], "n": rows["n"], "cluster": names})[known].groupby("cluster", sort=False).sum()
    )
    total_x, total_n = float(groups["x"].sum()), float(groups["n"].sum())
    if total_n == 0:
        return 0.0, 0.0, 0.0, np.nan
    apart = np.sort((groups["x"] - total_x / total_n * groups["n"]).to_numpy() ** 2)
    return total_x, total_n, float(total_n**2 / (groups["n"] ** 2).sum()), float(apart.sum())


def effective_size(
    x: ArrayLike, n: ArrayLike, clusters: ArrayLike, squares: ArrayLike, confidence: float = 0.95
) -> np.ndarray:
    """How many answers of different persons the answers are worth: use it to say why an interval is wide.

    Parameters
    ----------
    x : array-like
        Answers of the kind that is counted, 0 to n.
    n : array-like
        Answers.
    clusters : array-like
        Persons (or activities) who gave them, at most n. Where some gave many more answers than others, give
        ``n² / Σ n_g²`` instead, as `cluster_squares` does: with the bare number the interval is then too narrow.
    squares : array-like
        Sum over clusters of ``(x_g - p n_g)²`` with p = x/n; see `cluster_squares`.
    confidence : float
        Between 0 and 1; the size is meant for an interval with this confidence.

    Returns
    -------
    ndarray
        Between 0 and n, of the broadcast shape of the arguments.

    Raises
    ------
    GezondmenuError
        Where x lies outside 0 to n, there are more clusters than answers or answers without clusters, squares are
        negative, or confidence is not between 0 and 1.

    Notes
    -----
    With m = n/clusters, y = min(x, n - x) and the design effect ``d = squares / (n p (1 - p))``:

    1. ``D = (y d + m/4) / (y + 1/4)``: with few answers of the rarer kind d says little, and D leans to m, the design
       effect if all answers of a person were alike;
    2. ``n_eff = n/D · (h f)^(1 - 1/D)``, at most n, with f = (t(n - 1)/t(clusters - 1))² (Korn and Graubard's degrees
       of freedom) and h = ((clusters - 1)/clusters · n/(n - 1))² (what a few clusters make the squares too small, as in
       Bell and McCaffrey's CR3); where D is below 1 the power is 0.

    One answer per cluster gives exactly n. Where p is 0 or 1 the size is the number of clusters. One cluster with
    answers of both kinds has size 0: nothing is known of other persons. NaN where n is 0 or anything is missing. Step 1
    and the power in step 2 are ours: Korn and Graubard's ``n/d · f`` covers too little with ten clusters of many
    answers, see tests/test_coverage.py.

    References
    ----------
    Korn and Graubard (1998), Survey Methodology 24, 193-201; Franco, Little, Louis, Slud (2019),
    doi:10.1093/jssam/smy019, compare such intervals; Bell and McCaffrey (2002), Survey Methodology 28, 169-181.

    Examples
    --------
    >>> float(effective_size(14, 20, clusters=20, squares=4.2))
    20.0
    >>> float(effective_size(14, 20, clusters=5, squares=10).round(1))
    4.8
    """
    from scipy.stats import t

    check_confidence(confidence)
    x, n, groups, spread = np.broadcast_arrays(
        not_negative("x", x), not_negative("n", n), not_negative("clusters", clusters), not_negative("squares", squares)
    )
    if np.any(x > n):
        raise GezondmenuError("a proportion needs 0 <= x <= n")
    if np.any(groups > n) or np.any((groups == 0) & (n > 0)):
        raise GezondmenuError("clusters are those who gave the answers: at least 1, at most n")
    many = (n > 0) & (groups > 1)
    n_, g_ = np.where(many, n, 2.0), np.where(many, groups, 2.0)
    rarer, variance = np.minimum(x, n - x), np.where(many, x * (n - x), 1.0) / n_
    mixed = many & (variance > 0)
    variance = np.where(mixed, variance, 1.0)
    rarer_d = rarer * np.where(mixed, spread, 1.0) / variance
    deff = (rarer_d + PRIOR * n_ / g_) / (rarer + PRIOR)
    freedom = (t.ppf(0.5 + confidence / 2, n_ - 1) / t.ppf(0.5 + confidence / 2, g_ - 1)) ** 2
    few = ((g_ - 1) / g_ * n_ / (n_ - 1)) ** 2 * freedom
    size = np.minimum(n_ / deff * few ** np.maximum(0.0, 1 - 1 / deff), n_)
    size = np.where(mixed, size, np.where((x == 0) | (x == n), groups, 0.0))
    size = np.where(groups == n, n, size)
    return np.where((n > 0) & ~np.isnan(x + n + groups + spread), size, np.nan)


def clustered_wilson(
    x: ArrayLike, n: ArrayLike, clusters: ArrayLike, squares: ArrayLike, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Interval for a share of answers when a person gave several: use it for appreciation.

    Parameters
    ----------
    x, n, clusters, squares : array-like
        As in `effective_size`; `cluster_squares` makes them from rows.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : ndarray
        Proportions between 0 and 1, of the broadcast shape of the arguments.

    Raises
    ------
    GezondmenuError
        As `effective_size`.

    Notes
    -----
    Wilson's interval at p = x/n with the effective size for n. One answer per cluster gives exactly Wilson's interval.
    0 of n has lower limit 0, and an upper limit that counts clusters. One cluster with answers of both kinds has the
    limits 0 and 1. NaN where n is 0 or anything is missing.

    References
    ----------
    Wilson (1927), doi:10.1080/01621459.1927.10502953; Korn and Graubard (1998), Survey Methodology 24, 193-201.

    Examples
    --------
    >>> lower, upper = clustered_wilson(14, 20, clusters=[20, 5], squares=[4.2, 10])
    >>> (100 * lower).round(1).tolist(), (100 * upper).round(1).tolist()
    ([48.1, 29.2], [85.5, 93.0])
    """
    size = effective_size(x, n, clusters, squares, confidence)
    x, n, size = np.broadcast_arrays(np.asarray(x, float), np.asarray(n, float), size)
    share = np.where(n > 0, x, np.nan) / np.where(n > 0, n, 1.0)
    lower, upper = wilson(np.where(size == n, x, np.minimum(share * size, size)), size, confidence)
    lower, upper = np.where(size == 0, 0.0, lower), np.where(size == 0, 1.0, upper)
    return np.minimum(lower, share), np.maximum(upper, share)
