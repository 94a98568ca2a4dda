"""A random slope of time beside a random intercept: both differ by person or area, and may go together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gezondmenu.effects.models.terms import standardised
from gezondmenu.language import message
from gezondmenu.vocabulary import GezondmenuError

RANDOM_SLOPE = "mixed model, random slope"

NEGLIGIBLE_SPREAD = 1e-3
"""Standard deviation, where that of the rest is 1 and time has sd 1, under which the note says that it is none."""
TOGETHER = 0.9999
"""Correlation of intercepts and slopes beyond which they go together entirely, which few data can show."""
STARTS = ((1.0, 0.0, 1.0), (0.3, 0.0, 0.1), (3.0, 0.0, 0.01), (0.1, 0.0, 3.0))
"""Where the search begins: factors of the covariance of intercepts and slopes (below)."""


@dataclass(frozen=True)
class SlopeFit:
    """A fit by restricted maximum likelihood, in the units of the rows.

    Attributes
    ----------
    coefficient, se : ndarray, shape (terms,)
    covariance : ndarray, shape (2, 2)
        Of the intercepts at time 0 and the slopes.
    within : float
        Variance of the rest.
    log_likelihood : float
        The restricted one.
    edge : str
        In words what lies at an edge; blank where nothing does.
    """

    coefficient: np.ndarray
    se: np.ndarray
    covariance: np.ndarray
    within: float
    log_likelihood: float
    edge: str


@dataclass(frozen=True)
class _Sums:
    """Cross products, all together and per group, of terms and outcome with one another and with (1, time)."""

    products: np.ndarray  # (terms + 1, terms + 1)
    of_time: np.ndarray  # (groups, 2, 2)
    mixed: np.ndarray  # (groups, 2, terms + 1)
    n: int


def random_slope(y: np.ndarray, x: np.ndarray, time: np.ndarray, codes: np.ndarray) -> SlopeFit:
    """Restricted maximum likelihood of ``y = x b + intercept of the group + slope of the group · time + rest``.

    Parameters
    ----------
    y : ndarray, shape (rows,)
    x : ndarray, shape (rows, terms)
        The first column is 1.
    time : ndarray, shape (rows,)
    codes : ndarray of int, shape (rows,)
        The group of each row, from 0.

    Returns
    -------
    SlopeFit

    Raises
    ------
    GezondmenuError
        Where no group has rows at three times: slopes cannot be told from the rest.

    Notes
    -----
    The covariance of intercepts and slopes is ``within · L Lᵀ`` with L lower triangular and its diagonal 0 or more, so
    that an edge (a variance of 0, a correlation of 1) is a place like any other; coefficients and the variance of the
    rest follow in closed form, and three numbers are searched, from several places. Errors are those of generalised
    least squares at the variances found.

    References
    ----------
    Laird and Ware (1982), doi:10.2307/2529876; Bates et al. (2015), doi:10.18637/jss.v067.i01, section 3, for L.

    Examples
    --------
    Slopes 0, 1 and 2 without rest but a little:

    >>> time, codes = np.tile([0.0, 1.0, 2.0, 3.0], 3), np.repeat([0, 1, 2], 4)
    >>> y = codes * time + 0.01 * np.tile([1, -1, -1, 1], 3)
    >>> made = random_slope(y, np.column_stack([np.ones(12), time]), time, codes)
    >>> made.coefficient.round(2).tolist(), round(float(made.covariance[1, 1]), 2)
    ([-0.0, 1.0], 1.0)
    """
    from scipy.optimize import minimize

    _check_times(time, codes)
    scaled, back = standardised(x)
    middle, spread = float(y.mean()), float(y.std())
    at, unit = float(time.mean()), float(time.std())
    sums = _sums((y - middle) / spread, scaled, (time - at) / unit, codes)

    def loss(factors: np.ndarray) -> float:
        return -_restricted(sums, factors)[0]

    bounds = [(0.0, None), (None, None), (0.0, None)]
    climbs = [minimize(loss, start, method="L-BFGS-B", bounds=bounds) for start in STARTS]
    nearest = min(climbs, key=lambda climb: climb.fun).x
    exact = {"xatol": 1e-8, "fatol": 1e-11, "maxiter": 2000, "maxfev": 4000}
    best = minimize(loss, nearest, method="Nelder-Mead", bounds=bounds, options=exact).x
    likelihood, solved, covariance, within = _restricted(sums, best)
    coefficient = spread * (back @ solved)
    coefficient[0] += middle
    shift = np.array([[1.0, -at / unit], [0.0, 1.0 / unit]]) @ _lower(best)
    in_units = (len(y) - x.shape[1]) * np.log(spread) - np.linalg.slogdet(back)[1]
    return SlopeFit(
        coefficient=coefficient,
        se=spread * np.sqrt(within * np.diag(back @ covariance @ back.T)),
        covariance=spread**2 * within * shift @ shift.T,
        within=spread**2 * within,
        log_likelihood=float(likelihood - in_units),
        edge=_edge(best),
    )


def _check_times(time: np.ndarray, codes: np.ndarray) -> None:
    pairs = np.unique(np.column_stack([codes, time]), axis=0)
    if np.unique(pairs[:, 0], return_counts=True)[1].max() < 3:
        raise GezondmenuError(
            "no group has rows at three times or more, so that slopes cannot be told from chance; leave slope out"
        )


def _sums(y: np.ndarray, x: np.ndarray, time: np.ndarray, codes: np.ndarray) -> _Sums:
    both, own = np.column_stack([x, y]), np.column_stack([np.ones(len(time)), time])
    of_time, mixed = np.zeros((codes.max() + 1, 2, 2)), np.zeros((codes.max() + 1, 2, both.shape[1]))
    np.add.at(of_time, codes, own[:, :, None] * own[:, None, :])
    np.add.at(mixed, codes, own[:, :, None] * both[:, None, :])
    return _Sums(both.T @ both, of_time, mixed, len(y))


def _lower(factors: np.ndarray) -> np.ndarray:
    return np.array([[factors[0], 0.0], [factors[1], factors[2]]])


def _restricted(sums: _Sums, factors: np.ndarray) -> tuple[float, np.ndarray, np.ndarray, float]:
    """Restricted log-likelihood, coefficients, their covariance over that of the rest, and variance of the rest.

    With Z the columns (1, time) of a group, ``V = I + Z L Lᵀ Zᵀ`` and ``V⁻¹ = I - Z L (I + Lᵀ Zᵀ Z L)⁻¹ Lᵀ Zᵀ``.
    """
    lower = _lower(factors)
    inner = np.eye(2) + lower.T @ sums.of_time @ lower
    seen = lower.T @ sums.mixed
    whole = sums.products - np.einsum("gij,gik->jk", seen, np.linalg.solve(inner, seen))
    information, cross = whole[:-1, :-1], whole[:-1, -1]
    solved = np.linalg.solve(information, cross)
    free = sums.n - len(cross)
    within = max(float(whole[-1, -1] - cross @ solved) / free, np.finfo(float).tiny)
    logs = np.linalg.slogdet(inner)[1].sum() + np.linalg.slogdet(information)[1]
    likelihood = -0.5 * float(free * (np.log(2 * np.pi * within) + 1) + logs)
    return likelihood, solved, np.linalg.inv(information), within


def _edge(factors: np.ndarray) -> str:
    """What is said where the best fit lies at an edge of what is possible."""
    intercepts, slopes = abs(factors[0]), float(np.hypot(factors[1], factors[2]))
    if slopes < NEGLIGIBLE_SPREAD:
        return message("slopes differ no more than chance: the model is that of a random intercept").format()
    if intercepts < NEGLIGIBLE_SPREAD or abs(factors[1]) / slopes > TOGETHER:
        return message("intercepts and slopes go together entirely: the rows are too few to tell them apart").format()
    return ""
