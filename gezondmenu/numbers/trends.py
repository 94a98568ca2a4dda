"""Change from quarter to quarter."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative, same_length

FEWEST_QUARTERS = 8
"""Two years: every season twice."""

FEWEST_PERSONS = 2
"""Persons, as far as they count: of fewer nothing tells how persons differ."""

CONVERGED = 1e-10
"""Change of a coefficient in the last round: Newton's steps double the digits, so what is left is rounding."""


def quarterly_growth(
    counts: ArrayLike, confidence: float = 0.95, *, together: ArrayLike | None = None
) -> tuple[float, float, float]:
    """Growth per quarter with the seasons taken out: use it for visits, participants, volunteers over the years.

    Parameters
    ----------
    counts : array-like
        Counts of successive quarters, 0 or more; NaN for a quarter that was not observed.
    confidence : float
        Between 0 and 1.
    together : array-like, shape (quarters, quarters), optional
        Where the same persons come in several quarters: for each two quarters the sum over persons of the product of
        their counts in the one and in the other. None takes the quarters as independent.

    Returns
    -------
    value, lower, upper : float
        Percent per quarter; 0 = no growth.

    Raises
    ------
    GezondmenuError
        Where a count is negative, counts are no list, or confidence is not between 0 and 1.

    Notes
    -----
    Quasi-Poisson regression: log of the expected count = season + b · quarter, variance = φ · expected count, φ the
    Pearson statistic over its degrees of freedom, and t limits with those degrees of freedom. Value
    ``100(exp(b) - 1)``. A count of 0 is a count; a season whose counts are all 0 says nothing about growth and is left
    out. With `together` the wider of that and of limits with persons as clusters, with the variance
    ``A⁻¹ X' T X A⁻¹ · m/(m - 1)`` (T the products, X the design, A its information) and t limits with m - 1 degrees of
    freedom. There m is the number of persons as far as they count, ``(Σ counts)² / ΣΣ T``: all of them where they came
    as often, fewer where some came much more often than others. All three are NaN with fewer than eight quarters left,
    with fewer than two persons as far as they count, with a season that was seen once, and where the quarters with a
    count above 0 do not pin down both seasons and growth (a series of zeros, say). Growth is taken as steady and,
    without `together`, the quarters as independent given season and growth: the same people every quarter, or waves
    longer than a year, make the interval too narrow.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., chapter 6, doi:10.1201/9780203753736; Liang and
    Zeger (1986), doi:10.1093/biomet/73.1.13, for clusters.

    Examples
    --------
    >>> growth = quarterly_growth([40, 60, 50, 30, 44, 66, 55, 33, 48, 73, 61, 36])
    >>> [round(number, 1) for number in growth]
    [2.4, 2.3, 2.5]
    """
    from scipy.stats import t
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    check_confidence(confidence)
    (series,) = same_length(counts=not_negative("counts", counts))
    unknown = (np.nan, np.nan, np.nan)
    quarter = np.flatnonzero(np.isfinite(series))
    observed = series[quarter]
    alive = np.isin(quarter % 4, np.unique(quarter[observed > 0] % 4))
    quarter, observed = quarter[alive], observed[alive]
    if len(quarter) < FEWEST_QUARTERS:
        return unknown
    seasons, times_seen = np.unique(quarter % 4, return_counts=True)
    design = np.column_stack([quarter - quarter.mean(), quarter[:, None] % 4 == seasons]).astype(float)
    if times_seen.min() < 2 or np.linalg.matrix_rank(design[observed > 0]) < design.shape[1]:
        return unknown
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a series without any scatter is no fault: its interval has no width
        fit = GLM(observed, design, family=Poisson()).fit(tol=CONVERGED, tol_criterion="params")
    dispersion = fit.pearson_chi2 / fit.df_resid  # afterwards: statsmodels stops where all counts are alike otherwise
    slope, error = fit.params[0], fit.bse[0] * np.sqrt(dispersion)
    if not fit.converged or not np.isfinite([slope, error]).all():
        return unknown
    half = t.ppf(0.5 + confidence / 2, fit.df_resid) * error
    if together is not None:
        products = np.asarray(together, float)[np.ix_(quarter, quarter)]
        bread = np.linalg.inv(design.T @ (fit.fittedvalues[:, None] * design)) @ design.T
        persons = observed.sum() ** 2 / products.sum()
        if persons < FEWEST_PERSONS:
            return unknown
        variance = max(float((bread @ products @ bread.T)[0, 0]), 0.0) * persons / (persons - 1)
        half = max(half, t.ppf(0.5 + confidence / 2, persons - 1) * np.sqrt(variance))
    low, mid, high = (float(100 * np.expm1(b)) for b in (slope - half, slope, slope + half))
    return mid, low, high
