"""Rates against traits of areas: counts with the persons they come from, by deprivation, distance and the like."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.effects.models.sandwich import robust_errors
from gezondmenu.effects.models.terms import (
    complete_rows,
    list_of_columns,
    make_design,
    need_columns,
    numbers_in,
    rank,
    shown,
    standardised,
)
from gezondmenu.given import check_frame
from gezondmenu.language import message
from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError

MODELS = ("Poisson", "quasi-Poisson", "negative binomial")
ERRORS = ("robust", "model")

CONVERGED = 1e-10
"""Change of a coefficient in the last round of the Poisson fit: Newton's steps double the digits."""
GAIN_TOLERANCE = 1e-12
"""How much log-likelihood, at most, a Newton step would still add to a negative binomial fit."""
OVERDISPERSED_FROM = 1.5
"""From this dispersion on the note says so. A line of ours: errors are then more than a fifth too small."""
FEW_CLUSTERS = 30
"""Under so many areas or clusters the note says that robust limits may be too narrow. A line of ours."""


@dataclass(frozen=True)
class _Fit:
    """Coefficients and model covariance (standardised terms), expected counts, and what the model says of scatter."""

    coefficient: np.ndarray
    covariance: np.ndarray
    expected: np.ndarray
    alpha: float
    log_likelihood: float


def rates_by_traits(
    frame: pd.DataFrame,
    *,
    count: str,
    persons: str,
    traits: Sequence[str],
    model: str = "quasi-Poisson",
    errors: str = "robust",
    clusters: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Who takes part, by deprivation and distance: use it for counts per area beside traits of those areas.

    Parameters
    ----------
    frame : DataFrame
        A row per area.
    count : str
        Column with the events (visits, participants), 0 or more.
    persons : str
        Column with the persons, or person-years, that the events come from; above 0.
    traits : list of str
        Columns that the rate may go with. A number is one term; its ratio is per unit of that number, so think of the
        unit first (per 10 points of a score, per kilometre). Words, categories and yes/no are one term per level: of
        ordered categories and yes/no against the first, of others against the level with most areas.
    model : str
        ``Poisson``, ``quasi-Poisson`` (the same coefficients; errors grow with the scatter) or ``negative binomial``.
    errors : str
        Which errors the limits rest on: ``robust`` (they hold if the model says too little about scatter) or ``model``.
        Both stand in the table, as `robust_se` and `model_se`.
    clusters : str, optional
        Column of a larger area or group within which areas are alike; robust errors then count those.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    DataFrame
        A row per term, the first the ``intercept`` (the log rate where all numbers are 0 and all words at their
        reference): term, reference (level), coefficient, se, lower, upper (log scale); ratio, ratio_lower, ratio_upper
        (rate ratios; of the intercept the rate per person itself); confidence; df (infinite: normal limits); errors;
        model_se, robust_se; model; dispersion; alpha (negative binomial only); log_likelihood, aic (NaN for
        quasi-Poisson, which has no likelihood); n (areas used); left_out (areas with a blank count, persons or trait,
        or without persons and events); clusters; method; note.

    Raises
    ------
    GezondmenuError
        Where a column is missing or no number, a count is negative, there are events without persons, a trait has one
        value or follows from other traits, areas are no more than terms, areas with events are too few to tell the
        terms apart (a level without any events, say), a cluster is blank, or the fit does not converge.

    Notes
    -----
    ``log E(count) = log persons + b₀ + b₁ trait₁ + …``. Variance of a count with expectation μ: Poisson μ;
    quasi-Poisson φμ with φ the dispersion; negative binomial (NB2) μ + αμ², α by maximum likelihood. `dispersion` is
    Pearson's ``Σ (count - μ)²/variance`` over n less the terms, with the variance of Poisson for the first two models
    and of the negative binomial for the third: about 1 where the model fits. Where the counts are no more scattered
    than Poisson the likelihood has its top at α = 0, and the negative binomial is Poisson; the note says so.

    Robust errors are the sandwich ``A⁻¹ (Σ uᵢuᵢ') A⁻¹``, A the expected information of the k terms and
    ``uᵢ = sᵢ/(1 - hᵢ)`` the scores, made larger by what the fit to that area's own count took from them (h the
    leverage; HC3). With clusters ``u_g = (I - A_g A⁻¹)⁻¹ Σ sᵢ`` and the factor (G - 1)/G (CR3, the jackknife). The
    common HC1 is too small with few areas: see METHODS.md. A term that rests on one area or cluster only, such as a
    level that occurs in one, has no robust error (NaN, and a note). Limits are t limits with n - k (clusters: G - 1)
    degrees of freedom; with model errors of Poisson and negative binomial normal ones.

    A row with anything blank is left out and counted. The areas are compared, not the persons in them: a low rate in
    deprived areas need not mean that deprived persons come less (ecological fallacy).

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., chapter 6, doi:10.1201/9780203753736; Lawless
    (1987), doi:10.2307/3314912, for the negative binomial; White (1982), doi:10.2307/1912526, and Liang and Zeger
    (1986), doi:10.1093/biomet/73.1.13, for robust errors; MacKinnon and White (1985),
    doi:10.1016/0304-4076(85)90158-7, for HC3; Bell and McCaffrey (2002), Survey Methodology 28, 169-181, for CR3;
    Robinson (1950), doi:10.2307/2087176, for the fallacy.

    Examples
    --------
    Near the activity 40 visits per 200 persons, far from it 15 per 150: half the rate.

    >>> table = pd.DataFrame({"visits": [22, 18, 9, 6], "persons": [100, 100, 75, 75], "far": [0, 0, 1, 1]})
    >>> made = rates_by_traits(
    ...     table, count="visits", persons="persons", traits=["far"], model="Poisson", errors="model"
    ... )
    >>> made[["term", "ratio", "ratio_lower", "ratio_upper"]].round(2)
            term  ratio  ratio_lower  ratio_upper
    0  intercept    0.2         0.15         0.27
    1        far    0.5         0.28         0.91
    """
    from scipy.stats import norm, t

    check_confidence(confidence)
    check_frame("frame", frame)
    names = list_of_columns("traits", traits)
    _one_of("model", model, MODELS)
    _one_of("errors", errors, ERRORS)
    need_columns(frame, [count, persons, *names, *([clusters] if clusters else [])])
    used, events, offset = _areas(frame, count, persons, names)
    _enough(len(used), 1 + len(names))
    design = make_design(used, names)
    n, k = design.matrix.shape
    _enough(n, k)
    _check_events(events, design.matrix, design.terms, count)
    scaled, back = standardised(design.matrix)
    fit = _negative_binomial(events, scaled, offset) if model == MODELS[2] else _poisson(events, scaled, offset)
    weight = 1 / (1 + (0.0 if np.isnan(fit.alpha) else fit.alpha) * fit.expected)  # Poisson variance ÷ variance
    dispersion = float(((events - fit.expected) ** 2 / fit.expected * weight).sum() / (n - k))
    covariance = fit.covariance * (dispersion if model == MODELS[1] else 1.0)
    codes = _cluster_codes(used, clusters)
    robust_se = robust_errors(scaled, (events - fit.expected) * weight, fit.expected * weight, codes, back)
    groups = n if codes is None else int(codes.max()) + 1
    model_se = np.sqrt(np.diag(back @ covariance @ back.T))
    se = robust_se if errors == "robust" else model_se
    freedom = (
        (n - k if codes is None else groups - 1) if errors == "robust" else n - k if model == MODELS[1] else np.inf
    )
    tail = 0.5 + confidence / 2
    half = se * (norm.ppf(tail) if np.isinf(freedom) else t.ppf(tail, freedom))
    coefficient = back @ fit.coefficient
    alone = [term for term, known in zip(design.terms, ~np.isnan(robust_se), strict=True) if not known]
    likely = model != MODELS[1]
    with np.errstate(over="ignore"):  # the intercept of numbers far from 0, such as years, is no rate that occurs
        ratio, ratio_lower, ratio_upper = np.exp([coefficient, coefficient - half, coefficient + half])
    return pd.DataFrame(
        {
            "term": design.terms,
            "reference": design.reference,
            "coefficient": coefficient,
            "se": se,
            "lower": coefficient - half,
            "upper": coefficient + half,
            "ratio": ratio,
            "ratio_lower": ratio_lower,
            "ratio_upper": ratio_upper,
            "confidence": confidence,
            "df": freedom,
            "errors": errors,
            "model_se": model_se,
            "robust_se": robust_se,
            "model": model,
            "dispersion": dispersion,
            "alpha": fit.alpha,
            "log_likelihood": fit.log_likelihood if likely else np.nan,
            "aic": 2 * (k + (model == MODELS[2])) - 2 * fit.log_likelihood if likely else np.nan,
            "n": n,
            "left_out": len(frame) - n,
            "clusters": groups,
            "method": _method(model, errors, clusters, freedom),
            "note": _note(model, errors, dispersion, fit.alpha, len(frame) - n, groups, clusters, alone),
        }
    )


def _one_of(argument: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise GezondmenuError(
            "{argument} must be one of {allowed}, not {given}",
            argument=argument,
            allowed=", ".join(allowed),
            given=repr(given),
        )


def _enough(n: int, terms: int) -> None:
    if n <= terms:
        raise GezondmenuError(
            "{terms} terms need more than {terms} areas, and {n} are complete: give fewer traits, or more areas",
            terms=terms,
            n=n,
        )


def _areas(
    frame: pd.DataFrame, count: str, persons: str, traits: list[str]
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The complete rows, their counts, and the logarithm of their persons; raise where these cannot be."""
    events, people = numbers_in(frame, count), numbers_in(frame, persons)
    for column, values in ((count, events), (persons, people)):
        if np.any(values < 0):
            place = int(np.argmax(values < 0))
            raise GezondmenuError(
                "column {column}, row {row}: {value} is below 0; correct it, or make it blank if it is unknown",
                column=column,
                row=frame.index[place],
                value=f"{values[place]:g}",
            )
    nobody = (people == 0) & (events > 0)
    if nobody.any():
        place = int(np.argmax(nobody))
        raise GezondmenuError(
            "row {row} has {events} in column {count} and 0 in column {persons}: events need persons; correct one of "
            "them, or make it blank if it is unknown",
            row=frame.index[place],
            events=f"{events[place]:g}",
            count=count,
            persons=persons,
        )
    known = complete_rows(frame, traits) & ~np.isnan(events) & (people > 0)
    return frame.loc[known], events[known], np.log(people[known])


def _check_events(events: np.ndarray, matrix: np.ndarray, terms: tuple[str, ...], count: str) -> None:
    """Raise unless the areas with events tell the terms apart, so that every coefficient is finite."""
    if not events.any():
        raise GezondmenuError("column {column} is 0 in all {n} areas: there is no rate", column=count, n=len(events))
    scaled = standardised(matrix)[0][events > 0]
    if rank(scaled) == matrix.shape[1]:
        return
    empty = [term for place, term in enumerate(terms) if "=" in term and not (events > 0)[matrix[:, place] == 1].any()]
    raise GezondmenuError(
        "the {n} areas with events in column {column} cannot tell these terms apart: {terms}. Leave a trait out, or "
        "join levels without events to others",
        n=len(scaled),
        column=count,
        terms=", ".join(empty or terms[1:]),
    )


def _poisson(events: np.ndarray, scaled: np.ndarray, offset: np.ndarray) -> _Fit:
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # counts without any scatter are no fault
        fit = GLM(events, scaled, family=Poisson(), offset=offset).fit(tol=CONVERGED, tol_criterion="params")
    if not fit.converged or not np.isfinite([*fit.params, *fit.bse]).all():
        raise _not_converged(MODELS[0])
    return _Fit(fit.params, fit.cov_params(), fit.fittedvalues, np.nan, float(fit.llf))


def _negative_binomial(events: np.ndarray, scaled: np.ndarray, offset: np.ndarray) -> _Fit:
    """NB2 with α by maximum likelihood; α = 0, and the Poisson fit, where that is the top of the likelihood."""
    from statsmodels.discrete.discrete_model import NegativeBinomial

    poisson = _poisson(events, scaled, offset)
    excess = ((events - poisson.expected) ** 2 - events).sum()  # twice the slope of the log-likelihood at α = 0
    if excess <= 0:
        return _Fit(poisson.coefficient, poisson.covariance, poisson.expected, 0.0, poisson.log_likelihood)
    model = NegativeBinomial(events, scaled, loglike_method="nb2", offset=offset)
    k = scaled.shape[1]
    start = np.append(poisson.coefficient, excess / (poisson.expected**2).sum())
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # what these say is judged below
        for method in ("bfgs", "newton", "nm", "newton"):
            try:
                start = np.asarray(model.fit(start, method=method, maxiter=500, disp=0, skip_hessian=True).params)
            except (np.linalg.LinAlgError, ValueError, FloatingPointError):
                continue
            score, information = model.score(start), -model.hessian(start)
            if not np.isfinite([*score, *information.flat]).all() or np.linalg.eigvalsh(information).min() <= 0:
                continue
            if score @ np.linalg.solve(information, score) / 2 < GAIN_TOLERANCE and start[-1] > 0:
                expected = np.exp(offset + scaled @ start[:k])
                covariance = np.linalg.inv(information)[:k, :k]
                return _Fit(start[:k], covariance, expected, float(start[-1]), float(model.loglike(start)))
    raise _not_converged(MODELS[2])


def _not_converged(model: str) -> GezondmenuError:
    return GezondmenuError(
        "the {model} model finds no best fit for these counts; take model='quasi-Poisson', or fewer traits", model=model
    )


def _cluster_codes(used: pd.DataFrame, clusters: str | None) -> np.ndarray | None:
    if clusters is None:
        return None
    if used[clusters].isna().any():
        raise GezondmenuError(
            "column {column}, row {row}: the cluster is blank; give the area a cluster of its own, or leave it out",
            column=clusters,
            row=used.index[int(np.argmax(used[clusters].isna()))],
        )
    codes = pd.factorize(used[clusters])[0]
    if codes.max() < 1:
        raise GezondmenuError(
            "column {column} is {value} in all {n} rows, so nothing can be said about it; leave it out",
            column=clusters,
            value=shown(used[clusters].iloc[0]),
            n=len(used),
        )
    return codes


def _method(model: str, errors: str, clusters: str | None, freedom: float) -> str:
    kind = f"robust errors by {clusters} (CR3)" if clusters else "robust errors (HC3)"
    limits = "normal limits" if np.isinf(freedom) else f"t limits, {freedom:.0f} df"
    return f"{model} regression, offset log persons; {kind if errors == 'robust' else 'model errors'}, {limits}"


def _note(
    model: str,
    errors: str,
    dispersion: float,
    alpha: float,
    left_out: int,
    groups: int,
    clusters: str | None,
    alone: list[str],
) -> str:
    reasons = []
    if left_out:
        reasons.append(message("{left_out} areas left out: something is blank, or nobody lives there"))
    if dispersion >= OVERDISPERSED_FROM:
        if model == MODELS[0] and errors == "model":
            reasons.append(
                message("more scattered than Poisson: dispersion {dispersion}; limits {times} times too narrow")
            )
        elif model == MODELS[2]:
            reasons.append(message("more scattered than negative binomial: dispersion {dispersion}"))
        else:
            reasons.append(message("more scattered than Poisson: dispersion {dispersion}"))
    if alpha == 0:
        reasons.append(message("no more scattered than Poisson: alpha is 0"))
    if errors == "robust" and groups < FEW_CLUSTERS:
        few = message("only {groups} clusters: limits may be too narrow")
        reasons.append(few if clusters else message("only {groups} areas: limits may be too narrow"))
    if errors == "robust" and alone:
        reasons.append(message("no robust errors where one area or cluster is all there is: {alone}"))
    values = {
        "alone": ", ".join(alone).replace(";", ","),
        "left_out": left_out,
        "groups": groups,
        "dispersion": f"{dispersion:.1f}",
        "times": f"{np.sqrt(dispersion):.1f}",
    }
    return "; ".join(reason.format(**values) for reason in reasons)
