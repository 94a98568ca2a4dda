"""Weights for who answered, and for who took part: one over the chance of being there."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import alike, check_confidence
from gezondmenu.vocabulary import GezondmenuError

FEWEST = 5
"""So many persons per trait are needed on either side for a chance to be told."""
AT_ONCE = 2**22
"""Chances held at the same time while each person is left out in turn."""
LEAST_CHANCE = 1e-6
"""No chance is taken as nearer to 0 or 1, so that no weight is without end."""


@dataclass(frozen=True)
class Weighted:
    """A weighted mean or difference with its interval.

    Attributes
    ----------
    value, lower, upper : float
        In the unit of the values; NaN where the chances cannot be told.
    weight : ndarray
        Weight of each person who counts, in the order of the rows; 0 for others.
    chance : ndarray
        The estimated chance of each person.
    effective : float
        How many equally weighted persons the weighted ones are worth.
    why : str
        Blank, or why there is no number.
    """

    value: float
    lower: float
    upper: float
    weight: np.ndarray
    chance: np.ndarray
    effective: float
    why: str = ""


def attrition_weighted_mean(value: ArrayLike, traits: ArrayLike, confidence: float = 0.95) -> Weighted:
    """Mean of everybody who began, from those who stayed, weighted by one over their chance to stay.

    Parameters
    ----------
    value : array-like, shape (persons,)
        Such as a change; missing for those who left.
    traits : array-like, shape (persons, traits)
        Known of everybody at the start, such as the first measurement; no missing values.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Weighted

    Raises
    ------
    GezondmenuError
        Where a trait is missing.

    Notes
    -----
    Logistic regression of staying on the traits gives the chances p; the value is ``Σ v/p ÷ Σ 1/p`` over those who
    stayed. The error is that of leaving out each person in turn, chances and all, with t limits. It is right where
    staying depends on the traits alone; leaving because of what happened since is not mended by it. Where everybody
    stayed it is the plain mean.

    References
    ----------
    Robins, Rotnitzky and Zhao (1995), doi:10.1080/01621459.1995.10476493; Seaman and White (2013),
    doi:10.1177/0962280210395740. Efron and Stein (1981), doi:10.1214/aos/1176345462, for the error.

    Examples
    --------
    Of ten people who began well all stayed, of ten who began badly half; they changed 0 and 1.

    >>> change = [0.0] * 10 + [1.0] * 5 + [None] * 5
    >>> began = [[7]] * 10 + [[4]] * 10
    >>> mean = attrition_weighted_mean(change, began)
    >>> mean.why
    'the chance to stay cannot be told apart from the traits'
    """
    from scipy.stats import t

    check_confidence(confidence)
    values = np.asarray(value, float)
    stayed = ~np.isnan(values)
    design = _design(traits, len(values))
    n = int(stayed.sum())
    if stayed.all():
        chance, why = np.ones(len(values)), ""
    else:
        chance, why = _chances(stayed, design)
    if why or n < 3:
        return _nothing(len(values), why or "fewer than 3 persons stayed")
    weight = np.where(stayed, 1 / chance, 0.0)
    known = np.where(stayed, values, 0.0)
    mean = float(np.sum(weight * known) / weight.sum())

    def of_chances(chances: np.ndarray, here: np.ndarray) -> np.ndarray:
        weights = here * stayed / chances
        return (weights @ known) / weights.sum(axis=1)

    freedom = max(n - 1 if stayed.all() else n - design.shape[1], 1)
    half = float(t.ppf(0.5 + confidence / 2, freedom) * _error(of_chances, stayed, chance, design))
    effective = float(weight.sum() ** 2 / np.sum(weight**2))
    return Weighted(mean, mean - half, mean + half, weight, chance, effective)


def weighted_difference(
    value: ArrayLike, treated: ArrayLike, traits: ArrayLike, confidence: float = 0.95, *, everybody: bool = False
) -> Weighted:
    """Difference between those who took part and others who are made alike by weights.

    Parameters
    ----------
    value : array-like, shape (persons,)
        No missing values.
    treated : array-like, shape (persons,)
        Whether each took part.
    traits : array-like, shape (persons, traits)
        Known of everybody before; no missing values.
    confidence : float
        Between 0 and 1.
    everybody : bool
        Make both groups like all people together, and not the others like those who took part.

    Returns
    -------
    Weighted
        `value`: mean of those who took part (about everybody: weighted) minus the weighted mean of the others.

    Raises
    ------
    GezondmenuError
        Where a number is missing.

    Notes
    -----
    The others weigh p/(1 - p), with p the chance to take part by logistic regression, so that they resemble those
    who took part: what it says is about those who did. About everybody, those who took part weigh 1/p and the others
    1/(1 - p): what it would be had all taken part, against none. The error is that of leaving
    out each person in turn, chances and all, with t limits. It is right where the traits hold everything that decides
    both taking part and the outcome.

    References
    ----------
    Hirano, Imbens and Ridder (2003), doi:10.1111/1468-0262.00442; Lunceford and Davidian (2004),
    doi:10.1002/sim.1903. Efron and Stein (1981), doi:10.1214/aos/1176345462, for the error.

    Examples
    --------
    >>> x = np.tile([[0.0], [1.0], [2.0], [3.0]], (12, 1))
    >>> took_part = (np.arange(48) % 5 < 2).astype(float)
    >>> difference = weighted_difference(2.0 * took_part + x[:, 0], took_part, x)
    >>> round(difference.value, 1), round(difference.lower, 1), round(difference.upper, 1)
    (2.0, 2.0, 2.1)
    """
    from scipy.stats import t

    check_confidence(confidence)
    values, took_part = np.asarray(value, float), np.asarray(treated, float) > 0
    design = _design(traits, len(values))
    if np.isnan(values).any():
        raise GezondmenuError("a weighted difference needs a value of everybody: leave others out, and count them")
    chance, why = _chances(took_part, design)
    if why:
        return _nothing(len(values), why)
    weight = np.where(took_part, 1.0, chance / (1 - chance))
    if everybody:
        weight = np.where(took_part, 1 / chance, 1 / (1 - chance))
    one, other = weight * took_part, weight * ~took_part
    treated_mean, other_mean = (float(np.sum(part * values) / part.sum()) for part in (one, other))

    def of_chances(chances: np.ndarray, here: np.ndarray) -> np.ndarray:
        with_it, without = (1 / chances, 1 / (1 - chances)) if everybody else (1.0, chances / (1 - chances))
        sides = here * took_part * with_it, here * ~took_part * without
        one_mean, other_mean = ((side @ values) / side.sum(axis=1) for side in sides)
        return one_mean - other_mean

    freedom = max(len(values) - design.shape[1] - 1, 1)
    error = _error(of_chances, took_part, chance, design)
    half, difference = float(t.ppf(0.5 + confidence / 2, freedom) * error), float(treated_mean - other_mean)
    return Weighted(
        difference,
        difference - half,
        difference + half,
        weight,
        chance,
        float(other.sum() ** 2 / np.sum(other**2)),
    )


def standardised_mean_differences(treated: ArrayLike, traits: ArrayLike, weight: ArrayLike | None = None) -> np.ndarray:
    """How unlike two groups are on each trait, in standard deviations: balance before and after weighting.

    Parameters
    ----------
    treated : array-like, shape (persons,)
    traits : array-like, shape (persons, traits)
    weight : array-like, optional
        Such as `Weighted.weight`; equal when left out.

    Returns
    -------
    ndarray, shape (traits,)
        Above 0.1 in size is often called unlike. NaN where a trait has no spread.

    Raises
    ------
    GezondmenuError
        Where the rows do not fit each other, or one of the groups is empty.

    Notes
    -----
    ``(mean of the treated - mean of the others)/√((s₁² + s₂²)/2)``, with the standard deviations before weighting, so
    that before and after are measured with one yardstick.

    References
    ----------
    Austin (2009), doi:10.1002/sim.3697.

    Examples
    --------
    >>> standardised_mean_differences([1, 1, 0, 0], [[3.0], [5.0], [1.0], [3.0]]).round(3).tolist()
    [1.414]
    """
    took_part, values = np.asarray(treated, float) > 0, np.asarray(traits, float)
    weights = np.ones(len(values)) if weight is None else np.asarray(weight, float)
    if values.ndim != 2 or len(values) != len(took_part) or len(weights) != len(took_part) or len(set(took_part)) < 2:
        raise GezondmenuError("balance needs a row for each person, and persons of both groups")
    spread = np.sqrt((values[took_part].var(axis=0, ddof=1) + values[~took_part].var(axis=0, ddof=1)) / 2)
    unlike = [not (alike(column[took_part]) and alike(column[~took_part])) for column in values.T]
    means = [np.average(values[group], axis=0, weights=weights[group]) for group in (took_part, ~took_part)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(unlike, (means[0] - means[1]) / spread, np.nan)


def _design(traits: ArrayLike, persons: int) -> np.ndarray:
    """The traits with a constant, each scaled; traits that nobody differs on are left out."""
    values = np.asarray(traits, float)
    if values.ndim != 2 or len(values) != persons or not np.isfinite(values).all():
        raise GezondmenuError("traits need a row for each person without missing values: leave who has one out")
    varied = values[:, [not alike(column) for column in values.T]]
    return np.column_stack([np.ones(persons), (varied - varied.mean(axis=0)) / varied.std(axis=0)])


def _chances(event: np.ndarray, design: np.ndarray) -> tuple[np.ndarray, str]:
    """The chance of each person by logistic regression, or why it cannot be told."""
    from statsmodels.discrete.discrete_model import Logit
    from statsmodels.tools.sm_exceptions import PerfectSeparationError

    fewer = int(min(event.sum(), len(event) - event.sum()))
    if fewer < FEWEST * max(1, design.shape[1] - 1):
        return np.full(len(event), np.nan), "too few persons on one side to tell a chance"
    why = "the chance to stay cannot be told apart from the traits"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = Logit(event.astype(float), design).fit(disp=0, maxiter=50)
            chance = np.asarray(fit.predict(design))
    except (PerfectSeparationError, np.linalg.LinAlgError):
        return np.full(len(event), np.nan), why
    extreme = np.abs(fit.params).max() > 15 or not fit.mle_retvals["converged"]
    return chance, why if extreme else ""


def _error(
    of_chances: Callable[[np.ndarray, np.ndarray], np.ndarray],
    event: np.ndarray,
    chance: np.ndarray,
    design: np.ndarray,
) -> float:
    """The jackknife error of a number that follows from chances, a row of them for each person who is left out.

    Without a person the coefficients of the chances move by one step of Newton's.
    """
    from scipy.special import expit, logit

    n = len(event)
    everybody = bool((chance == 1).all())
    level = np.zeros(n) if everybody else logit(np.clip(chance, LEAST_CHANCE, 1 - LEAST_CHANCE))
    spread = chance * (1 - chance)
    information = design.T @ (design * spread[:, None])
    numbers = []
    for out in np.array_split(np.arange(n), -(-n * n // AT_ONCE)):
        here = np.ones((len(out), n))
        here[np.arange(len(out)), out] = 0.0
        if everybody:
            chances = np.ones_like(here)
        else:
            own = design[out]
            left = information - spread[out, None, None] * own[:, :, None] * own[:, None, :]
            steps = np.linalg.solve(left, ((chance - event)[out, None] * own)[:, :, None])[:, :, 0]
            chances = np.clip(expit(level + steps @ design.T), LEAST_CHANCE, 1 - LEAST_CHANCE)
        numbers.append(of_chances(chances, here))
    without = np.concatenate(numbers)
    return float(np.sqrt((n - 1) / n * np.sum((without - without.mean()) ** 2)))


def _nothing(persons: int, why: str) -> Weighted:
    nothing = float("nan")
    return Weighted(nothing, nothing, nothing, np.full(persons, nothing), np.full(persons, nothing), nothing, why)
