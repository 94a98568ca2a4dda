"""Answers of persons in areas: a mixed model where it can be trusted, else least squares with clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gezondmenu.effects.models.random_intercept import random_intercept
from gezondmenu.effects.models.random_slope import RANDOM_SLOPE, random_slope
from gezondmenu.effects.models.terms import (
    complete_rows,
    list_of_columns,
    make_design,
    need_columns,
    numbers_in,
)
from gezondmenu.language import message
from gezondmenu.numbers.checks import ROUNDING, check_confidence
from gezondmenu.numbers.cluster_regression import cluster_regression
from gezondmenu.vocabulary import GezondmenuError

NEGLIGIBLE_VARIANCE_RATIO = 1e-4
"""Variance between areas over that within under which the note says that areas differ no more than chance."""

COLUMNS = (
    "term",
    "reference",
    "coefficient",
    "se",
    "lower",
    "upper",
    "confidence",
    "df",
    "model",
    "why",
    "n",
    "groups",
    "left_out",
    "between_sd",
    "within_sd",
    "icc",
    "slope_sd",
    "slope_correlation",
    "method",
    "note",
)


def mixed_model(
    frame: pd.DataFrame,
    *,
    outcome: str,
    terms: Sequence[str],
    groups: str,
    slope: str | None = None,
    confidence: float = 0.95,
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
    slope : str, optional
        One of the terms, a number such as the month of a wave: its slope may then differ by group, beside the level.
        Groups are then mostly persons, with a row per wave.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    DataFrame
        A row per term, the first the ``intercept``: term, reference (level), coefficient, se, lower, upper (in the unit
        of the outcome); confidence; df; model (``mixed model``, ``mixed model, powell``, ``mixed model, random slope``
        or ``OLS with CR2 by area``); why (that one); n (rows used), groups, left_out (rows with a blank outcome or
        term); between_sd and within_sd (standard deviations between and within areas), icc (between variance ÷ both):
        NaN for least squares, and with a slope those where it is 0; slope_sd (of the slopes of groups) and
        slope_correlation (of their levels at 0 and slopes, -1 to 1): NaN without a slope, the correlation also where
        either does not differ; method; note.

    Raises
    ------
    GezondmenuError
        Where a column is missing, the outcome is no number or the same in all rows, a term has one value or follows
        from other terms, a group is blank, there are too few rows or groups for the terms, the slope is no numeric
        term, or no group has rows at three values of it.

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

    With a random slope the fit is that of `random_slope`: levels and slopes of groups have a covariance of their own,
    searched with its edges, and errors are those of generalised least squares. Terms that lie on a line over the
    slope's column in every group (that column, or its product with a trait of groups) are known once per group: their
    degrees of freedom are groups less the number of those terms; those of others, rows less twice the groups less
    their number, and never under groups less the number of terms. Where slopes differ no more than chance their
    variance is 0, the coefficients are those of a random intercept, and the note says so; the limits stay those of few
    groups.

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
    check_confidence(confidence)
    names = list_of_columns("terms", terms)
    need_columns(frame, [outcome, *names, groups])
    used, y = _rows(frame, outcome, names, groups)
    design = make_design(used, names)
    x, codes = design.matrix, pd.factorize(used[groups])[0]
    areas = int(codes.max()) + 1
    time = x[:, _place_of(slope, design.terms)] if slope is not None else None
    df = _between_within(x, codes, time)
    if df.min() < 1:
        raise GezondmenuError(
            "{n} rows in {areas} groups of column {column} are too few for these terms: {terms}; give fewer terms, or "
            "more rows and groups",
            n=len(y),
            areas=areas,
            column=groups,
            terms=", ".join(design.terms),
        )
    fitted = (
        _with_intercept(y, x, codes, df, confidence) if time is None else _with_slope(y, x, time, codes, df, confidence)
    )
    left_out = len(frame) - len(y)
    blank = message("{left_out} rows left out: something is blank").format(left_out=left_out) if left_out else ""
    about = {
        "term": design.terms,
        "reference": design.reference,
        "confidence": confidence,
        "n": len(y),
        "groups": areas,
        "left_out": left_out,
        "note": "; ".join(filter(None, [blank, fitted["note"]])),
    }
    return pd.DataFrame(fitted | about)[list(COLUMNS)]


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


def _place_of(slope: str, terms: tuple[str, ...]) -> int:
    if slope not in terms:
        raise GezondmenuError(
            "slope is one of the terms, and a number, such as the month of a wave; {slope} is not: "
            "choose one of {terms}",
            slope=slope,
            terms=", ".join(terms[1:]),
        )
    return terms.index(slope)


def _between_within(x: np.ndarray, codes: np.ndarray, time: np.ndarray | None) -> np.ndarray:
    """Degrees of freedom of each term, by the between-within rule; least squares' own with one row in every area."""
    n, k = x.shape
    areas = int(codes.max()) + 1
    if areas == n:
        return np.full(k, float(n - k))
    constant = _follow(x, codes, np.zeros(n))
    if time is None:
        return np.where(constant, areas - constant.sum(), n - areas - (~constant).sum()).astype(float)
    lines = _follow(x, codes, time) & ~constant
    others = max(n - 2 * areas - (~constant & ~lines).sum(), areas - k)
    return np.select([constant, lines], [areas - constant.sum(), areas - lines.sum()], others).astype(float)


def _follow(x: np.ndarray, codes: np.ndarray, time: np.ndarray) -> np.ndarray:
    """Whether a term lies on a line over time within every group; with time 0 throughout, whether it is constant."""
    sizes = np.bincount(codes)
    centred = np.column_stack([time, x])
    centred = centred - np.column_stack([np.bincount(codes, column) / sizes for column in centred.T])[codes]
    own, rest = centred[:, 0], centred[:, 1:]
    squares = np.bincount(codes, own**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = [np.where(squares > 0, np.bincount(codes, own * column) / squares, 0.0)[codes] for column in rest.T]
    left = rest - own[:, None] * np.column_stack(slopes)
    return np.abs(left).max(axis=0) <= ROUNDING * np.abs(x).max(axis=0)


def _with_intercept(y: np.ndarray, x: np.ndarray, codes: np.ndarray, df: np.ndarray, confidence: float) -> dict:
    fit, model, why = random_intercept(y, x, codes)
    none = {"slope_sd": np.nan, "slope_correlation": np.nan, "model": model, "why": why, "note": ""}
    if fit is None:
        least = cluster_regression(y, x, np.eye(x.shape[1]), codes, confidence=confidence)
        return none | {
            **{name: getattr(least, name) for name in ("coefficient", "se", "lower", "upper", "df")},
            **dict.fromkeys(("between_sd", "within_sd", "icc"), np.nan),
            "method": "least squares; CR2 errors by area, t limits (Satterthwaite)",
        }
    if fit.between < NEGLIGIBLE_VARIANCE_RATIO * fit.within:
        none["note"] = message("areas differ no more than chance: the mixed model equals OLS").format()
    method = "random intercept per area, REML; t limits (between-within)"
    limits = _t_limits(fit.coefficient, fit.se, df, confidence)
    return none | limits | _spread(fit.between, fit.within) | {"method": method}


def _with_slope(
    y: np.ndarray, x: np.ndarray, time: np.ndarray, codes: np.ndarray, df: np.ndarray, confidence: float
) -> dict:
    fit = random_slope(y, x, time, codes)
    intercepts, slopes = np.sqrt(np.diag(fit.covariance))
    differ = fit.covariance[0, 0] > 0 and fit.covariance[1, 1] > 0
    return {
        **_t_limits(fit.coefficient, fit.se, df, confidence),
        **_spread(fit.covariance[0, 0], fit.within),
        "slope_sd": slopes,
        "slope_correlation": fit.covariance[0, 1] / (intercepts * slopes) if differ else np.nan,
        "model": RANDOM_SLOPE,
        "why": message("a slope per group was asked for"),
        "method": "random intercept and slope per group, REML; t limits (between-within)",
        "note": fit.edge,
    }


def _t_limits(coefficient: np.ndarray, se: np.ndarray, df: np.ndarray, confidence: float) -> dict:
    from scipy.stats import t

    half = t.ppf(0.5 + confidence / 2, df) * se
    return {"coefficient": coefficient, "se": se, "lower": coefficient - half, "upper": coefficient + half, "df": df}


def _spread(between: float, within: float) -> dict:
    icc = between / (between + within)
    return {"between_sd": np.sqrt(between), "within_sd": np.sqrt(within), "icc": icc}
