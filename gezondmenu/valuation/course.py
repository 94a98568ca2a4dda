"""How a measured change came about: in straight lines between the days of the waves, or as the study assumes it.

A change at the last wave was not there from the first day on. What it is worth follows the area under the curve from
the first wave, at which it is 0 since each change is one from the first score.

References
----------
Manca, Hawkins and Sculpher (2005), Estimating mean QALYs in trial-based cost-effectiveness analysis: the importance of
controlling for baseline utility, Health Economics 14: 487-496, doi:10.1002/hec.944.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from gezondmenu.numbers import rising_years
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.study.waves import middle_days
from gezondmenu.valuation.effects import MEASURES, measured_effects
from gezondmenu.valuation.formula import Rate, each_year_discounted
from gezondmenu.valuation.leaves import Leaf
from gezondmenu.vocabulary import traits_of

DAYS_A_YEAR = 365.25
SINCE_THE_START = "staggered"
"""The design whose effect is a mean over all waves since the programme began, and not that of the last wave."""

Effects = Mapping[tuple[str, str], Leaf]


@dataclass(frozen=True)
class Course:
    """When each wave was, and what was measured at each.

    Attributes
    ----------
    waves : list of str
        In order of time.
    years : dict of str to float
        From the first wave to each, where that is known.
    effects : dict of str to mapping
        Of each wave after the first, the effects that `measured_effects` has of it.
    """

    waves: Sequence[str] = ()
    years: Mapping[str, float] = field(default_factory=dict)
    effects: Mapping[str, Effects] = field(default_factory=dict)


def course_of(study: Study, table: pd.DataFrame, waves: Sequence[str]) -> Course:
    """The course of what the survey of a study measures."""
    changes = table[table["indicator"].isin(MEASURES)]
    named = [traits.get("wave", "") for traits in traits_of(changes["group"])]
    of_wave = pd.Series(named, index=changes.index, dtype="str")
    effects = {wave: measured_effects(changes[of_wave == wave], waves) for wave in waves[1:]}
    return Course(waves, years_of_waves(study["survey"], waves), effects)


def years_of_waves(survey: pd.DataFrame, waves: Sequence[str]) -> dict[str, float]:
    """Years from the first wave to each: of those who answered both the median, else between the middle days.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-01-01", "2024-11-30", "2024-03-01", None])
    >>> survey = pd.DataFrame({"person": ["a", "a", "b", "b"], "wave": ["0", "1", "0", "1"], "date": days})
    >>> {wave: round(years, 3) for wave, years in years_of_waves(survey, ["0", "1"]).items()}
    {'0': 0.0, '1': 0.914}
    """
    dated = survey.dropna(subset=["date", "wave", "person"])
    if not waves or waves[0] not in set(dated["wave"]):
        return {}
    middle = middle_days(dated)
    of_persons = dated.groupby(["person", "wave"])["date"].min().unstack()
    years = {}
    for wave in waves:
        if wave in middle.index:
            between = (of_persons[wave] - of_persons[waves[0]]).dropna()
            days = between.median() if len(between) else middle[wave] - middle[waves[0]]
            years[wave] = days / pd.Timedelta(days=1) / DAYS_A_YEAR
    return years


def course_leaves(
    course: Course, effect: Leaf, place: str, outcome: str, rate: Rate, horizon: int
) -> dict[str, Leaf] | None:
    """The inputs that say how an effect came about, or None where the days of its waves are not known.

    Parameters
    ----------
    course : Course
    effect : Leaf
        The effect at the last wave, as it was measured in `place`.
    place, outcome : str
    rate : float or mapping of int to float
        Discount rate of the effect, a year; or rates by the year from which each holds.
    horizon : int
        Years that count.

    Returns
    -------
    dict of Leaf, or None
        ``follow_up_years``: from the first wave to that of the effect; where there are waves between them also
        ``rise_from_years``, to the one before the last, and ``earlier``: the changes at those between, each times the
        years that it stands for.
    """
    if effect.design == SINCE_THE_START:
        return {"first_year": Leaf(1.0, unit="share", design=effect.design, reasons=Why.MEAN_SINCE_START())}
    at = [(wave, leaf) for wave in course.waves[1:] if (leaf := course.effects[wave].get((place, outcome)))]
    at = [(wave, leaf) for wave, leaf in at if leaf.design == effect.design]
    last = next((number for number, (_, leaf) in enumerate(at) if leaf.value == effect.value), None)
    if last is None or any(wave not in course.years for wave, _ in at[: last + 1]):
        return None
    moments = [0.0, *(course.years[wave] for wave, _ in at[: last + 1])]
    if any(later <= earlier for earlier, later in itertools.pairwise(moments)):
        return None
    words = Why.LINES_BETWEEN_WAVES(first=course.waves[0], last=at[last][0])
    leaves = {"follow_up_years": Leaf(moments[-1], unit="years", design="count", reasons=words)}
    if last:
        words = Why.BETWEEN_WAVES(waves=[wave for wave, _ in at[:last]])
        leaves["rise_from_years"] = Leaf(moments[-2], unit="years", design="count", reasons=words)
        weights = [
            float(_line(before, here, rate, horizon) - _line(here, after, rate, horizon))
            for before, here, after in zip(moments, moments[1:], moments[2:], strict=False)
        ]
        leaves["earlier"] = _earlier([leaf for _, leaf in at[:last]], weights, effect, f"measured/{place}/{outcome}")
    return leaves


def _line(start: float, end: float, rate: Rate, horizon: int) -> np.ndarray:
    """The years that count under a line from 0 at `start` to 1 at `end`, and 1 after it."""
    return each_year_discounted(lambda one, years: rising_years(one, 0.0, years, start=start, end=end), rate, horizon)


def _earlier(effects: Sequence[Leaf], weights: Sequence[float], last: Leaf, key: str) -> Leaf:
    """The changes at earlier waves, each times the years that it stands for; their errors are taken to go together."""
    half = [0.0 if math.isnan(leaf.high) else (leaf.high - leaf.low) / 2 for leaf in effects]
    value = sum(leaf.value * weight for leaf, weight in zip(effects, weights, strict=True))
    width = sum(side * abs(weight) for side, weight in zip(half, weights, strict=True))
    return last._replace(
        value=value,
        low=value - width if width else math.nan,
        high=value + width if width else math.nan,
        distribution="normal" if width else "fixed",
        unit="points × years",
        key=f"{key}/earlier",
    )
