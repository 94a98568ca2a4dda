"""People chosen for what they scored: whether scores look cut off, and how far people return to others anyway."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import alike
from gezondmenu.numbers.cluster_regression import cluster_regression

FEWEST = 20
"""So many people are needed to say how later scores follow from first ones."""


class Expected(NamedTuple):
    """A change that comes without any effect; its limits are NaN where what it rests on was not measured."""

    value: float
    lower: float
    upper: float


def cut_off(score: ArrayLike, lowest: float) -> float:
    """How much better scores fit a bell shape that is cut off above the highest of them than a whole one.

    Parameters
    ----------
    score : array-like
        Whole numbers; missing ones are left out. Turn them around to ask of the lowest.
    lowest : float
        Lower end of the scale: who is lower scores this.

    Returns
    -------
    float
        Twice the difference in log-likelihood, as chi-square with one degree of freedom; 0 where nothing varies.

    Notes
    -----
    Maximum likelihood of a normal distribution in classes of one. That the scores are cut off shows in a few dozen
    people. From whom they were chosen does not: with 1,000 people chosen as the lowest sixth, the mean of everybody
    has a standard error of 0.4 standard deviations by this shape, so no number here rests on it.

    References
    ----------
    Cohen (1950), doi:10.1214/aoms/1177729751.

    Examples
    --------
    Forty people with 0 to 4, more of each higher score, on a scale that goes on to 10; and the same with 5 and 6 too.

    >>> chosen = [0] * 1 + [1] * 4 + [2] * 7 + [3] * 12 + [4] * 16
    >>> cut_off(chosen, 0) > 10.83, cut_off(chosen + [5] * 12 + [6] * 5 + [7] * 1, 0) > 10.83
    (True, False)
    """
    from scipy.optimize import minimize
    from scipy.stats import norm

    x = np.asarray(score, float)
    x = x[~np.isnan(x)]
    if len(x) < 2 or x.std() == 0:
        return 0.0
    bound = x.max()

    def minus_log_likelihood(theta: np.ndarray, cut: bool) -> float:
        mean, sd = theta[0], np.exp(np.clip(theta[1], -10, 10))
        low = np.where(x <= lowest, -np.inf, (x - 0.5 - mean) / sd)
        chance = np.log(np.maximum(norm.cdf((x + 0.5 - mean) / sd) - norm.cdf(low), 1e-300))
        return float(-(chance - (norm.logcdf((bound + 0.5 - mean) / sd) if cut else 0.0)).sum())

    start = np.array([x.mean(), np.log(x.std())])
    whole = minimize(minus_log_likelihood, start, args=(False,), method="Nelder-Mead").fun
    cut = minimize(minus_log_likelihood, start + np.array([1.0, 0.3]), args=(True,), method="Nelder-Mead").fun
    return max(float(2 * (whole - cut)), 0.0)


def return_by_others(
    first: ArrayLike, others_first: ArrayLike, others_later: ArrayLike, confidence: float = 0.95
) -> Expected | None:
    """The mean change of people with these first scores, by how others with such scores changed without the programme.

    Parameters
    ----------
    first : array-like
        First scores of those who were chosen, or of a part of them.
    others_first, others_later : array-like
        Scores of the same others at both moments; missing ones are left out.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Expected or None
        None under 20 others, or where all of them began alike.

    Notes
    -----
    The line of the others' changes on their first scores, at the mean of `first`. What happens to everybody is in it
    too. It takes for granted that who took part would have moved along the same line. Errors are CR2 with
    Satterthwaite's degrees of freedom, since changes vary less near the end of a scale.

    References
    ----------
    Barnett, van der Pols and Dobson (2005), doi:10.1093/ije/dyh299; Pustejovsky and Tipton (2018),
    doi:10.1080/07350015.2016.1247004.

    Examples
    --------
    >>> others = np.array([2.0, 4, 6, 8, 10] * 5)
    >>> round(return_by_others([3, 5], others, 3 + 0.5 * others).value, 1)
    1.0
    """
    before, later = np.asarray(others_first, float), np.asarray(others_later, float)
    known = ~(np.isnan(before) | np.isnan(later))
    before, later = before[known], later[known]
    if len(before) < FEWEST or alike(before):
        return None
    design = np.column_stack([np.ones(len(before)), before - float(np.mean(np.asarray(first, float)))])
    line = cluster_regression(later - before, design, [1, 0], confidence=confidence)
    return Expected(float(line.coefficient[0]), float(line.lower[0]), float(line.upper[0]))


def return_to_mean(first: ArrayLike, mean: float, test_retest: float) -> Expected:
    """The mean change of people with these first scores towards the mean of those from whom they were chosen.

    Parameters
    ----------
    first : array-like
        First scores of those who were chosen, or of a part of them.
    mean : float
        Mean of everybody from whom people were chosen: known, and taken as it is.
    test_retest : float
        Correlation of two scores of the same people when nothing happens, 0 to 1, from the literature.

    Returns
    -------
    Expected
        Without limits: how sure the correlation is, is not known here.

    Notes
    -----
    ``(1 - r) (mean - mean of first)``. The scores of those who were chosen cannot stand in for the correlation.
    Choosing changes it, and the slope of later on first scores stays as it was only where scores lie on a line: on a
    scale with a ceiling that slope among the lowest third was 0.80 where it is 0.61 among all, and nearly half of what
    returns was missed.

    References
    ----------
    Barnett, van der Pols and Dobson (2005), doi:10.1093/ije/dyh299.

    Examples
    --------
    >>> round(return_to_mean([3, 3, 4, 2], 6.0, test_retest=0.6).value, 2)
    1.2
    """
    return Expected((1 - test_retest) * (mean - float(np.mean(np.asarray(first, float)))), np.nan, np.nan)
