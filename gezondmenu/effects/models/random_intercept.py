"""A random intercept per area by statsmodels' MixedLM, believed only where it passes checks.

The one place where MixedLM is called. It fails, or stops in silence at a wrong answer, where areas differ less than
chance would have them (statsmodels#10239 and our own trials), so no fit is believed before it is checked.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from gezondmenu.effects.models.terms import standardised
from gezondmenu.language import message

MIXED, POWELL, LEAST_SQUARES = "mixed model", "mixed model, powell", "OLS with CR2 by area"

LIKELIHOOD_TOLERANCE = 0.001
"""REML log-likelihood that a fit may lie below the best that a search over one number finds: it moves no decimal that
anybody reads (a 95 % limit lies at 1.92)."""
COEFFICIENT_TOLERANCE = 0.001
"""Standard errors that a coefficient may lie off the closed form at the fit's own variances, which it equals but for
rounding."""
ERROR_TOLERANCE = 0.1
"""Part of a standard error that it may lie off the closed form: statsmodels takes the Hessian of coefficients and
variances together, which in small samples differs a little from the block of the coefficients."""
RATIOS = np.concatenate([[0.0], np.logspace(-6, 6, 121)])
"""Variance between areas over that within areas: where the search looks."""


@dataclass(frozen=True)
class _Sums:
    """All that the likelihood of a random intercept needs of the rows.

    Attributes
    ----------
    products : ndarray, shape (terms + 1, terms + 1)
        Cross products of terms and outcome.
    totals : ndarray, shape (areas, terms + 1)
        Sums per area of terms and outcome.
    sizes : ndarray, shape (areas,)
        Rows per area.
    back : ndarray, shape (terms, terms)
        Turns coefficients of the terms as they are here, with mean 0 and sd 1, into those of the terms as given.
    middle, spread : float
        Mean and sd of the outcome, which here has mean 0 and sd 1.
    """

    products: np.ndarray
    totals: np.ndarray
    sizes: np.ndarray
    back: np.ndarray
    middle: float
    spread: float


@dataclass(frozen=True)
class InterceptFit:
    """Coefficients and errors of a fit that passed, with its variances between and within areas."""

    coefficient: np.ndarray
    se: np.ndarray
    between: float
    within: float


def random_intercept(y: np.ndarray, x: np.ndarray, codes: np.ndarray) -> tuple[InterceptFit | None, str, str]:
    """The first mixed fit that passes every check, what it is, and why that one; None where none passes."""
    if len(y) == codes.max() + 1:
        return None, LEAST_SQUARES, message("one row in every group: groups cannot be told from rows")
    sums = _sums(y, x, codes)
    best = max(_reml(sums, ratio)[0] for ratio in RATIOS)
    first = _attempt(y, x, codes, sums, best, None)
    if isinstance(first, InterceptFit):
        return first, MIXED, message("the default fit passed all checks")
    second = _attempt(y, x, codes, sums, best, "powell")
    if isinstance(second, InterceptFit):
        return second, POWELL, message("default fit: {first}; powell passed all checks").format(first=first)
    words = message("default fit: {first}; powell: {second}")
    return None, LEAST_SQUARES, words.format(first=first, second=second)


def _attempt(
    y: np.ndarray, x: np.ndarray, codes: np.ndarray, sums: _Sums, best: float, method: str | None
) -> InterceptFit | str:
    """A fit by statsmodels that passed, or what was wrong with it."""
    from statsmodels.regression.mixed_linear_model import MixedLM

    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # what these warn of is judged below
            model = MixedLM((y - sums.middle) / sums.spread, standardised(x)[0], groups=codes)
            fit = model.fit(reml=True, **({"method": method} if method else {}))
            coefficient = sums.spread * (sums.back @ np.asarray(fit.fe_params, float))
            coefficient[0] += sums.middle
            covariance = sums.back @ np.asarray(fit.cov_params(), float)[: x.shape[1], : x.shape[1]] @ sums.back.T
            se = sums.spread * np.sqrt(np.diag(covariance))
            variances = float(np.asarray(fit.cov_re)[0, 0]), float(fit.scale)
            between, within = (sums.spread**2 * variance for variance in variances)
    except (np.linalg.LinAlgError, ValueError, FloatingPointError, ZeroDivisionError) as error:
        return f"{type(error).__name__}"
    return _judged(InterceptFit(coefficient, se, between, within), bool(fit.converged), sums, best)


def _judged(fit: InterceptFit, converged: bool, sums: _Sums, best: float) -> InterceptFit | str:
    """The fit, if it passes all three checks; otherwise the check that it failed."""
    if not converged:
        return message("did not converge")
    numbers = [*fit.coefficient, *fit.se, fit.between, fit.within]
    if not np.isfinite(numbers).all() or fit.se.min() <= 0 or fit.between < 0 or fit.within <= 0:
        return message("gave numbers that are not finite")
    reached, coefficient, se, scale = _reml(sums, fit.between / fit.within)
    off = np.abs(fit.coefficient - coefficient) > COEFFICIENT_TOLERANCE * se
    errors_off = np.abs(fit.se - se) > ERROR_TOLERANCE * se
    if off.any() or errors_off.any() or abs(fit.within - scale) > COEFFICIENT_TOLERANCE * scale:
        return message("gave coefficients or errors that are not those of its own variances")
    if not reached >= best - LIKELIHOOD_TOLERANCE:
        return message("stopped below the best likelihood")
    return fit


def _sums(y: np.ndarray, x: np.ndarray, codes: np.ndarray) -> _Sums:
    scaled, back = standardised(x)
    middle, spread = float(y.mean()), float(y.std())
    both = np.column_stack([scaled, (y - middle) / spread])
    areas = int(codes.max()) + 1
    totals = np.column_stack([np.bincount(codes, column, areas) for column in both.T])
    return _Sums(both.T @ both, totals, np.bincount(codes, minlength=areas).astype(float), back, middle, spread)


def _reml(sums: _Sums, ratio: float) -> tuple[float, np.ndarray, np.ndarray, float]:
    """At a ratio of the variances: REML log-likelihood, coefficients, errors and variance within, in closed form.

    With V = I + ratio · J in each area, ``V⁻¹ = I - ratio/(1 + ratio n) J``; ratio 0 is ordinary least squares. The
    likelihood is that of the standardised rows, which lies as far from that of the rows at every ratio.
    """
    weight = ratio / (1 + ratio * sums.sizes)
    whole = sums.products - sums.totals.T @ (weight[:, None] * sums.totals)
    inner, cross = whole[:-1, :-1], whole[:-1, -1]
    solved = np.linalg.solve(inner, cross)
    free = sums.sizes.sum() - len(cross)
    scale = max(float(whole[-1, -1] - cross @ solved) / free, np.finfo(float).tiny)
    logs = np.log1p(ratio * sums.sizes).sum() + np.linalg.slogdet(inner)[1]
    likelihood = -0.5 * float(free * (np.log(2 * np.pi * scale) + 1) + logs)
    coefficient = sums.spread * (sums.back @ solved)
    coefficient[0] += sums.middle
    covariance = sums.back @ np.linalg.inv(inner) @ sums.back.T
    return likelihood, coefficient, sums.spread * np.sqrt(scale * np.diag(covariance)), sums.spread**2 * scale
