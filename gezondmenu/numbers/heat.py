"""Mortality and regular walking or cycling, as the Health Economic Assessment Tool of the WHO has it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import not_negative
from gezondmenu.vocabulary import GezondmenuError


def mortality_reduction(
    minutes: ArrayLike, relative_risk: ArrayLike, reference_minutes: ArrayLike, cap: ArrayLike
) -> np.ndarray:
    """Share of the deaths in a year that so many minutes a week more prevent: use it for adults who keep it up.

    Parameters
    ----------
    minutes : array-like
        Minutes a week more, as a mean per adult; negative where it became less.
    relative_risk : array-like
        Of dying, at `reference_minutes` a week against none; 0 or more, and above 1 where it does harm (as a few
        draws of an uncertain one can be).
    reference_minutes : array-like
        Above 0.
    cap : array-like
        Largest reduction that the method allows, between 0 and 1.

    Returns
    -------
    ndarray
        Share, of the broadcast shape; negative where minutes are.

    Raises
    ------
    GezondmenuError
        Where a relative risk is negative, a cap is not between 0 and 1, or the reference is not above 0.

    Notes
    -----
    ``(1 - relative_risk) · minutes / reference_minutes``, at most `cap` either way. Linear in the minutes: twice as
    long, twice the reduction. The cap is meant for all the minutes of a person, so a group that walks or cycles much
    already gains less than this says: see `gezondmenu.valuation.heat`. Missing numbers give NaN.

    References
    ----------
    Kelly et al. (2014), doi:10.1186/s12966-014-0132-x (relative risks). WHO Regional Office for Europe (2017),
    Health economic assessment tool for walking and for cycling, user guide (linear dose and caps).

    Examples
    --------
    >>> mortality_reduction([84, 168, 600], 0.89, 168, 0.30).round(3).tolist()
    [0.055, 0.11, 0.3]
    """
    more, risk, reference, most = (
        np.asarray(numbers, float) for numbers in (minutes, relative_risk, reference_minutes, cap)
    )
    if np.any(risk < 0) or np.any((most < 0) | (most > 1)):
        raise GezondmenuError("a relative risk is 0 or more, and a cap lies between 0 and 1")
    if np.any(reference <= 0):
        raise GezondmenuError("the reference minutes are above 0")
    return np.clip((1 - risk) * more / reference, -most, most)


def deaths_averted(
    minutes: ArrayLike,
    mortality: ArrayLike,
    relative_risk: ArrayLike,
    reference_minutes: ArrayLike,
    cap: ArrayLike,
) -> np.ndarray:
    """Deaths a year that so many minutes a week more prevent, per 100,000 adults.

    Parameters
    ----------
    minutes, relative_risk, reference_minutes, cap : array-like
        As for `mortality_reduction`.
    mortality : array-like
        Deaths per 100,000 a year of those adults, 0 or more.

    Returns
    -------
    ndarray
        Deaths per 100,000 a year, once the whole effect is there (years after people began).

    Raises
    ------
    GezondmenuError
        As `mortality_reduction`, and where mortality is negative.

    Notes
    -----
    ``mortality · mortality_reduction``. One mortality for all who walk or cycle more, as if they died as often as
    others of their age. No minutes avert nothing; missing numbers give NaN.

    References
    ----------
    WHO Regional Office for Europe (2017), Health economic assessment tool for walking and for cycling, user guide.

    Examples
    --------
    Everybody of 20 to 74 in the Netherlands walks ten minutes a day more.

    >>> round(float(deaths_averted(70, 348.6748, 0.89, 168, 0.30)), 4)
    15.9809
    """
    reduction = mortality_reduction(minutes, relative_risk, reference_minutes, cap)
    return not_negative("mortality", mortality) * reduction
