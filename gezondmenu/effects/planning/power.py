"""How many people or areas a study needs, before it starts."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from gezondmenu.language import message
from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError

PAIRED, TWO_GROUPS, TWO_GROUPS_TWICE = "paired", "two groups", "two groups, before and after"
POWER_DESIGNS = (PAIRED, TWO_GROUPS, TWO_GROUPS_TWICE)
FEW_AREAS = 6
"""Under so many areas in a group the note warns. A line of ours."""


@dataclass(frozen=True)
class _Plan:
    """What does not change while the number of units (people, or areas) is looked for."""

    change: float
    sd: float
    design: str
    correlation: float
    power: float
    confidence: float
    dropout: float
    people_per_area: float  # who answer; NaN without areas
    icc: float
    design_effect: float

    @property
    def groups(self) -> int:
        return 1 if self.design == PAIRED else 2

    @property
    def clustered(self) -> bool:
        return not math.isnan(self.people_per_area)

    @property
    def unit_sd(self) -> float:
        """Sd of what a unit brings in: a score, a person's change, or the mean of those in an area."""
        twice = 1.0 if self.design == TWO_GROUPS else math.sqrt(2 * (1 - self.correlation))
        return self.sd * twice * (math.sqrt(self.design_effect / self.people_per_area) if self.clustered else 1.0)


def people_needed(
    change: float,
    sd: float,
    *,
    design: str = TWO_GROUPS,
    correlation: float | None = None,
    power: float = 0.8,
    confidence: float = 0.95,
    dropout: float = 0.0,
) -> pd.DataFrame:
    """How many people must take part to see a change of this size: use it before a study starts.

    Parameters
    ----------
    change : float
        The smallest change that would matter to you, in the unit of the answers; up or down, not 0.
    sd : float
        Standard deviation of the answers of different people at one moment, above 0. Of a share p it is √(p(1 - p)).
    design : str
        ``paired``: the same people before and after; ``two groups``: two groups of people, once; ``two groups, before
        and after``: do the people of one group change more than those of the other?
    correlation : float, optional
        Between a person's answers before and after, from -1 to under 1; asked for by the designs with a before and
        after. 0.5 is a common guess for well-being over a year: the sd of a person's change is then `sd` itself.
    power : float
        The chance of seeing the change if it is there, between 1 - confidence and 1.
    confidence : float
        Between 0 and 1.
    dropout : float
        Share of the people asked of whom the (second) answer will be missing, from 0 to under 1.

    Returns
    -------
    DataFrame
        One row: design, change, sd, effect (change in sd); areas_per_group, areas, people_per_area, icc, design_effect
        (blank here); people_per_group and people (whose answers are needed), people_asked (with the dropout, in all);
        correlation; df; power (that is reached, since people are whole numbers); confidence; method; note.

    Raises
    ------
    GezondmenuError
        Where an argument lies outside its range or a design lacks its correlation.

    Notes
    -----
    The smallest whole n per group for which the two-sided t test has the power asked, by the noncentral t: with one
    group ``t = change √n/s`` and n - 1 degrees of freedom, with two ``t = change √(n/2)/s`` and 2n - 2, where s is sd,
    or sd √(2(1 - correlation)) for changes of persons. Asked are ⌈n/(1 - dropout)⌉ per group: those who stay away are
    taken to be like those who answer, and no number of people mends that if they are not. Missing values are refused.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., doi:10.4324/9780203771587; Faul,
    Erdfelder, Lang and Buchner (2007), doi:10.3758/BF03193146 (G*Power), for the same numbers.

    Examples
    --------
    Half a standard deviation: 64 in each group, or 34 people twice.

    >>> people_needed(0.5, 1.0)[["people_per_group", "people", "power"]].round(3)
       people_per_group  people  power
    0                64     128  0.801
    >>> people_needed(0.5, 1.0, design="paired", correlation=0.5, dropout=0.2)[["people", "people_asked"]]
       people  people_asked
    0      34            43
    """
    plan = _plan(change, sd, design, correlation, power, confidence, dropout)
    return _row(plan, _smallest(lambda n: _power(plan, plan.unit_sd, n), _guess(plan, plan.unit_sd), power))


def areas_needed(
    change: float,
    sd: float,
    *,
    people_per_area: float,
    icc: float,
    design: str = TWO_GROUPS,
    correlation: float | None = None,
    size_cv: float = 0.0,
    power: float = 0.8,
    confidence: float = 0.95,
    dropout: float = 0.0,
) -> pd.DataFrame:
    """How many areas must take part, if whole areas do or do not have the activity: use it before a study starts.

    Parameters
    ----------
    change, sd, design, correlation, power, confidence
        As in `people_needed`.
    people_per_area : float
        People asked in each area, 1 or more; the mean if areas differ.
    icc : float
        Intraclass correlation, 0 to 1: which part of the variance of the answers (for ``paired`` and ``two groups,
        before and after``: of the changes) lies between areas. 0.01 to 0.05 is common for health and well-being.
    size_cv : float
        Standard deviation of the people per area ÷ their mean, 0 or more.
    dropout : float
        Share of the people asked in an area who do not answer, from 0 to under 1.

    Returns
    -------
    DataFrame
        One row, as `people_needed`, with areas_per_group, areas (in all), people_per_area (who answer), icc and
        design_effect. The note says how many areas it takes with endless people in each: under that, more people per
        area do not help.

    Raises
    ------
    GezondmenuError
        Where an argument lies outside its range or a design lacks its correlation.

    Notes
    -----
    Areas are the sample. The mean of an area with m answers has the variance ``s² D/m`` with the design effect
    ``D = 1 + ((1 + size_cv²) m - 1) icc``; the t test on the means of areas then has areas - 2 degrees of freedom
    (``paired``: areas - 1), and the number of areas is the smallest for which it has the power asked, with the degrees
    of freedom of that number.

    References
    ----------
    Donner and Klar (2000), Design and Analysis of Cluster Randomization Trials in Health Research, Arnold; Hemming,
    Girling, Sitch, Marsh and Lilford (2011), doi:10.1186/1471-2288-11-102; Rutterford, Copas and Eldridge (2015),
    doi:10.1093/ije/dyv113; Eldridge, Ashby and Kerry (2006), doi:10.1093/ije/dyl129, for size_cv.

    Examples
    --------
    A third of a standard deviation, 30 people in each area:

    >>> areas_needed(0.33, 1.0, people_per_area=30, icc=0.05)[["areas_per_group", "areas", "people", "design_effect"]]
       areas_per_group  areas  people  design_effect
    0               13     26     780           2.45
    """
    plan = _plan(change, sd, design, correlation, power, confidence, dropout, people_per_area, icc, size_cv)
    areas = _smallest(lambda n: _power(plan, plan.unit_sd, n), _guess(plan, plan.unit_sd), power)
    endless = plan.unit_sd * math.sqrt(icc * (1 + size_cv**2) * plan.people_per_area / plan.design_effect)
    least = _smallest(lambda n: _power(plan, endless, n), _guess(plan, endless), power)
    return _row(plan, areas, least)


def change_that_can_be_seen(
    n: int,
    sd: float,
    *,
    design: str = TWO_GROUPS,
    correlation: float | None = None,
    people_per_area: float | None = None,
    icc: float | None = None,
    size_cv: float = 0.0,
    power: float = 0.8,
    confidence: float = 0.95,
    dropout: float = 0.0,
) -> pd.DataFrame:
    """The smallest change that a study of this size is likely to see: use it where the size is given.

    Parameters
    ----------
    n : int
        People asked in each group (``paired``: in all), or, with `people_per_area`, areas in each group; 2 or more.
    sd, design, correlation, power, confidence, dropout
        As in `people_needed`.
    people_per_area, icc, size_cv
        As in `areas_needed`; without them people are the sample.

    Returns
    -------
    DataFrame
        One row, as `people_needed` or `areas_needed`; `change` is the answer, above 0.

    Raises
    ------
    GezondmenuError
        Where an argument lies outside its range, n leaves fewer than two units in a group, `people_per_area` stands
        without `icc` or the other way round, or a design lacks its correlation.

    Notes
    -----
    The change at which the power of `people_needed` or `areas_needed` is exactly the power asked, found with Brent's
    method. Of n people asked ⌊n (1 - dropout)⌋ answer.

    References
    ----------
    Bloom (1995), doi:10.1177/0193841X9501900504, minimum detectable effects; and those of `people_needed` and
    `areas_needed`.

    Examples
    --------
    >>> change_that_can_be_seen(64, 1.0)["change"].round(3).tolist()
    [0.499]
    >>> change_that_can_be_seen(4, 1.0, people_per_area=30, icc=0.05)["change"].round(3).tolist()
    [0.68]
    """
    from scipy.optimize import brentq

    if (people_per_area is None) != (icc is None):
        raise GezondmenuError("people_per_area and icc belong together: give both, or neither")
    clustered = () if people_per_area is None or icc is None else (people_per_area, icc, size_cv)
    plan = _plan(1.0, sd, design, correlation, power, confidence, dropout, *clustered)
    units = n if plan.clustered else math.floor(n * (1 - dropout) + 1e-9)  # 10 of 10 less 0.1 are 9, not 8.999…
    if not (float(n).is_integer() and units >= 2):
        raise GezondmenuError(
            "n is a whole number of which at least 2 are left in each group after dropout, not {n}", n=n
        )

    def short_of_power(effect: float) -> float:
        return _power(plan, 1 / effect, units) - power

    high = 1.0
    while short_of_power(high) < 0:
        high *= 2
    effect = brentq(short_of_power, 1e-9, high, xtol=1e-12)
    solved = _plan(effect * plan.unit_sd, sd, design, correlation, power, confidence, dropout, *clustered)
    return _row(solved, units, asked=None if plan.clustered else n * plan.groups)


def _plan(
    change: float,
    sd: float,
    design: str,
    correlation: float | None,
    power: float,
    confidence: float,
    dropout: float,
    people_per_area: float | None = None,
    icc: float | None = None,
    size_cv: float = 0.0,
) -> _Plan:
    """Check every argument once."""
    check_confidence(confidence)
    if design not in POWER_DESIGNS:
        raise GezondmenuError(
            "{argument} must be one of {allowed}, not {given}",
            argument="design",
            allowed=", ".join(repr(known) for known in POWER_DESIGNS),
            given=repr(design),
        )
    _must(change != 0 and math.isfinite(change), message("change must be a number other than 0, not {given}"), change)
    _must(0 < sd < math.inf, message("sd must be above 0, not {given}"), sd)
    _must(
        1 - confidence < power < 1,
        message("power must be between 1 - confidence and 1, such as 0.8, not {given}"),
        power,
    )
    _must(0 <= dropout < 1, message("dropout must be a share from 0 to under 1, such as 0.2, not {given}"), dropout)
    if design != TWO_GROUPS and correlation is None:
        raise GezondmenuError(
            "design {design} needs correlation, of people's answers before with those after: a number from -1 to under "
            "1; 0.5 if you have no idea",
            design=repr(design),
        )
    together = 0.0 if correlation is None else correlation
    _must(-1 <= together < 1, message("correlation must be from -1 to under 1, not {given}"), together)
    answers = within = effect = math.nan
    if people_per_area is not None and icc is not None:
        size = people_per_area
        _must(1 <= size < math.inf, message("people_per_area must be 1 or more, not {given}"), people_per_area)
        _must(0 <= icc <= 1, message("icc must be from 0 to 1, not {given}"), icc)
        _must(0 <= size_cv < math.inf, message("size_cv must be 0 or more, not {given}"), size_cv)
        answers, within = size * (1 - dropout), icc
        effect = 1 + ((1 + size_cv**2) * answers - 1) * icc
    used = math.nan if design == TWO_GROUPS else together
    return _Plan(float(change), float(sd), design, used, power, confidence, dropout, answers, within, effect)


def _must(right: bool, rule: str, given: float) -> None:
    if not right:
        raise GezondmenuError(rule, given=given)


def _power(plan: _Plan, unit_sd: float, units: int) -> float:
    """Chance that the two-sided t test on so many units per group sees the change."""
    from statsmodels.stats.power import TTestIndPower, TTestPower

    if unit_sd == 0:
        return 1.0
    test = TTestPower() if plan.groups == 1 else TTestIndPower()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scipy's noncentral t warns in the far tail, where the answer is 1
        reached = float(test.power(abs(plan.change) / unit_sd, units, 1 - plan.confidence))
    return reached if math.isfinite(reached) else _normal_power(plan, unit_sd, units)


def _normal_power(plan: _Plan, unit_sd: float, units: int) -> float:
    """With the normal for the t: where n or the effect is so large that the noncentral t cannot be worked out."""
    from scipy.stats import norm

    away = abs(plan.change) / unit_sd * math.sqrt(units / plan.groups)
    limit = norm.isf((1 - plan.confidence) / 2)
    return float(norm.sf(limit - away) + norm.cdf(-limit - away))


def _guess(plan: _Plan, unit_sd: float) -> int:
    """Units per group by the normal: a few too small, as a start."""
    from scipy.stats import norm

    both = norm.isf((1 - plan.confidence) / 2) + norm.ppf(plan.power)
    return max(2, math.floor(plan.groups * (both * unit_sd / plan.change) ** 2))


def _smallest(power_of: Callable[[int], float], guess: int, power: float) -> int:
    """The smallest whole number, from 2 on, with at least this power."""
    while guess > 2 and power_of(guess - 1) >= power:
        guess -= 1
    while power_of(guess) < power:
        guess += 1
    return guess


def _row(plan: _Plan, units: int, least: int | None = None, asked: int | None = None) -> pd.DataFrame:
    whole, missing = plan.groups * units, pd.NA
    answers = math.ceil(units * plan.people_per_area - 1e-9) if plan.clustered else units
    per_group = units * (plan.people_per_area if plan.clustered else 1) / (1 - plan.dropout)
    asked = plan.groups * math.ceil(per_group - 1e-9) if asked is None else asked
    freedom = whole - plan.groups
    row = {
        "design": plan.design,
        "change": plan.change,
        "sd": plan.sd,
        "effect": plan.change / plan.sd,
        "areas_per_group": units if plan.clustered else missing,
        "areas": whole if plan.clustered else missing,
        "people_per_area": plan.people_per_area,
        "people_per_group": answers,
        "people": plan.groups * answers,
        "people_asked": asked,
        "correlation": plan.correlation,
        "icc": plan.icc,
        "design_effect": plan.design_effect,
        "df": freedom,
        "power": _power(plan, plan.unit_sd, units),
        "confidence": plan.confidence,
        "method": f"two-sided t test on {'means of areas' if plan.clustered else 'people'}, {freedom} df",
        "note": _note(plan, units, least),
    }
    return pd.DataFrame([row]).astype({"areas_per_group": "Int64", "areas": "Int64"})


def _note(plan: _Plan, units: int, least: int | None) -> str:
    reasons = []
    if least is not None:
        reasons.append(message("with endless people per area still {least} areas in each group").format(least=least))
    if plan.clustered and units < FEW_AREAS:
        reasons.append(message("few areas: one unusual area can turn the result").format())
    return "; ".join(reasons)
