"""Answers of persons in areas: a mixed model where it can be trusted, else least squares with clusters.

The one place where statsmodels' MixedLM is called. It fails, or stops in silence at a wrong answer, where areas differ
less than chance would have them (statsmodels#10239 and our own trials), so no fit is believed before it is checked.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.effects.models.terms import (
    complete_rows,
    list_of_columns,
    make_design,
    need_columns,
    numbers_in,
    standardised,
)
from gezondmenu.language import message
from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError

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
NEGLIGIBLE_VARIANCE_RATIO = 1e-4
"""Variance between areas over that within under which the note says that areas differ no more than chance."""
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
class _Fit:
    """Coefficients and errors of a fit that passed, with its variances between and within areas."""

    coefficient: np.ndarray
    se: np.ndarray
    between: float
    within: float


def mixed_model(
    frame: pd.DataFrame, *, outcome: str, terms: Sequence[str], groups: str, confidence: float = 0.95
) -> pd.DataFrame:
    """How an answer goes with traits of persons and areas, when people of one area are alike: use it for surveys.

    Parameters
    ----------
    frame : DataFrame
        A row per answer.
    outcome : str
        Column with the outcome, a number.
    terms : list of str
        Columns it may go with. A number is one term, per unit. Words, categories and yes/no are one term per level: of
        ordered categories and yes/no against the first, of others against the level with most rows.
    groups : str
        Column with the area (or activity) that makes rows alike; never blank.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    DataFrame
        A row per term, the first the ``intercept``: term, reference (level), coefficient, se, lower, upper (in the unit
        of the outcome); confidence; df; model (``mixed model``, ``mixed model, powell`` or ``OLS with CR2 by area``);
        why (that one); n (rows used), groups, left_out (rows with a blank outcome or term); between_sd and within_sd
        (standard deviations between and within areas), icc (between variance ÷ both): NaN for least squares; method;
        note.

    Raises
    ------
    GezondmenuError
        Where a column is missing, the outcome is no number or the same in all rows, a term has one value or follows
        from other terms, a group is blank, or there are too few rows or groups for the terms.

    Notes
    -----
    ``outcome = terms + area + rest`` with a random intercept per area, by REML. Three routes, in this order:
    statsmodels MixedLM as it comes; the same with Powell's method; least squares with CR2 errors by area and
    Satterthwaite's degrees of freedom (`numbers.cluster_regression`). A mixed fit is used if all of these hold:

    1. it ends without an error, says that it converged, and all its numbers are finite and its errors above 0;
    2. its coefficients are those of generalised least squares at the fit's own variances, a closed form, to a
       thousandth of a standard error, and its errors to a tenth: coefficients that come back as 0.0 in silence do not
       pass;
    3. its REML log-likelihood lies no more than 0.001 below the best of a search over the ratio of the two variances,
       from 0 (where the mixed model is ordinary least squares, OLS) to a million: a fit that stopped half-way, or is
       worse than OLS, does not pass.

    Where areas differ less than chance, the best ratio is 0: the mixed model then equals OLS with independent rows, and
    the note says so. With one row in every area no model can tell areas from persons, and the third route is taken.

    Limits are t limits. Degrees of freedom of a mixed model are those of the between-within rule: for the intercept and
    terms that are constant within areas, areas less the number of those; for others, rows less areas less the number of
    those others. Where areas are many the two are normal limits.

    References
    ----------
    Laird and Ware (1982), doi:10.2307/2529876; Harville (1977), doi:10.1080/01621459.1977.10480998, for REML; Pinheiro
    and Bates (2000), Mixed-Effects Models in S and S-PLUS, section 2.4.2, doi:10.1007/b98882, for the degrees of
    freedom; Pustejovsky and Tipton (2018), doi:10.1080/07350015.2016.1247004, for CR2.

    Examples
    --------
    Six areas, three with an activity; three answers in each.

    >>> table = pd.DataFrame({
    ...     "area": list("AAABBBCCCDDDEEEFFF"),
    ...     "activity": [1] * 9 + [0] * 9,
    ...     "mark": [8, 7, 9, 6, 7, 7, 8, 9, 9, 6, 5, 6, 7, 6, 8, 5, 6, 5],
    ... })
    >>> made = mixed_model(table, outcome="mark", terms=["activity"], groups="area")
    >>> made[["term", "coefficient", "lower", "upper", "df", "model"]].round(2)
            term  coefficient  lower  upper   df        model
    0  intercept         6.00   4.47   7.53  4.0  mixed model
    1   activity         1.78  -0.38   3.94  4.0  mixed model
    """
    from scipy.stats import t

    check_confidence(confidence)
    names = list_of_columns("terms", terms)
    need_columns(frame, [outcome, *names, groups])
    used, y = _rows(frame, outcome, names, groups)
    design = make_design(used, names)
    x, codes = design.matrix, pd.factorize(used[groups])[0]
    areas = int(codes.max()) + 1
    df = _between_within(x, codes)
    if df.min() < 1:
        raise GezondmenuError(
            "{n} rows in {areas} groups of column {column} are too few for these terms: {terms}; give fewer terms, or "
            "more rows and groups",
            n=len(y),
            areas=areas,
            column=groups,
            terms=", ".join(design.terms),
        )
    fit, model, why = _trusted(y, x, codes)
    if fit is None:
        coefficient, se, lower, upper, df = _least_squares(y, x, codes, confidence)
        between = within = np.nan
        how = "least squares; CR2 errors by area, t limits (Satterthwaite)"
    else:
        coefficient, se, between, within = fit.coefficient, fit.se, fit.between, fit.within
        half = t.ppf(0.5 + confidence / 2, df) * se
        lower, upper = coefficient - half, coefficient + half
        how = "random intercept per area, REML; t limits (between-within)"
    return pd.DataFrame(
        {
            "term": design.terms,
            "reference": design.reference,
            "coefficient": coefficient,
            "se": se,
            "lower": lower,
            "upper": upper,
            "confidence": confidence,
            "df": df,
            "model": model,
            "why": why,
            "n": len(y),
            "groups": areas,
            "left_out": len(frame) - len(y),
            "between_sd": np.sqrt(between),
            "within_sd": np.sqrt(within),
            "icc": between / (between + within),
            "method": how,
            "note": _note(len(frame) - len(y), between, within),
        }
    )


def _rows(frame: pd.DataFrame, outcome: str, terms: list[str], groups: str) -> tuple[pd.DataFrame, np.ndarray]:
    """The complete rows and their outcome."""
    if frame[groups].isna().any():
        raise GezondmenuError(
            "column {column}, row {row}: the group is blank; give the row a group, or leave it out",
            column=groups,
            row=frame.index[int(np.argmax(frame[groups].isna()))],
        )
    y = numbers_in(frame, outcome)
    known = complete_rows(frame, terms) & ~np.isnan(y)
    used, y = frame.loc[known], y[known]
    if len(np.unique(y)) < 2:
        raise GezondmenuError(
            "column {column} is {value} in all {n} rows, so nothing can be said about it; leave it out",
            column=outcome,
            value=f"{y[0]:g}" if len(y) else "blank",
            n=len(y),
        )
    return used, y


def _between_within(x: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Degrees of freedom of each term, by the between-within rule; least squares' own with one row in every area."""
    n, k = x.shape
    areas = int(codes.max()) + 1
    if areas == n:
        return np.full(k, float(n - k))
    top, bottom = np.full((areas, k), -np.inf), np.full((areas, k), np.inf)
    np.maximum.at(top, codes, x)
    np.minimum.at(bottom, codes, x)
    constant = (top == bottom).all(axis=0)
    return np.where(constant, areas - constant.sum(), n - areas - (~constant).sum()).astype(float)


def _trusted(y: np.ndarray, x: np.ndarray, codes: np.ndarray) -> tuple[_Fit | None, str, str]:
    """The first mixed fit that passes every check, what it is, and why that one; None where none passes."""
    if len(y) == codes.max() + 1:
        return None, LEAST_SQUARES, message("one row in every group: groups cannot be told from rows")
    sums = _sums(y, x, codes)
    best = max(_reml(sums, ratio)[0] for ratio in RATIOS)
    first = _attempt(y, x, codes, sums, best, None)
    if isinstance(first, _Fit):
        return first, MIXED, message("the default fit passed all checks")
    second = _attempt(y, x, codes, sums, best, "powell")
    if isinstance(second, _Fit):
        return second, POWELL, message("default fit: {first}; powell passed all checks").format(first=first)
    words = message("default fit: {first}; powell: {second}")
    return None, LEAST_SQUARES, words.format(first=first, second=second)


def _attempt(
    y: np.ndarray, x: np.ndarray, codes: np.ndarray, sums: _Sums, best: float, method: str | None
) -> _Fit | str:
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
    return _judged(_Fit(coefficient, se, between, within), bool(fit.converged), sums, best)


def _judged(fit: _Fit, converged: bool, sums: _Sums, best: float) -> _Fit | str:
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


def _least_squares(y: np.ndarray, x: np.ndarray, codes: np.ndarray, confidence: float) -> tuple[np.ndarray, ...]:
    from gezondmenu.numbers.cluster_regression import cluster_regression

    fit = cluster_regression(y, x, np.eye(x.shape[1]), codes, confidence=confidence)
    return fit.coefficient, fit.se, fit.lower, fit.upper, fit.df


def _note(left_out: int, between: float, within: float) -> str:
    reasons = []
    if left_out:
        reasons.append(message("{left_out} rows left out: something is blank").format(left_out=left_out))
    if between < NEGLIGIBLE_VARIANCE_RATIO * within:
        reasons.append(message("areas differ no more than chance: the mixed model equals OLS").format())
    return "; ".join(reasons)
