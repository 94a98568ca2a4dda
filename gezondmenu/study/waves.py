"""The waves of a survey in order of time: one order, for every number and every page that rests on it."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.model import Study
from gezondmenu.study.rules_of_choices import WAVE_ORDERS
from gezondmenu.vocabulary import GezondmenuError

Fault = tuple[str, dict[str, Any]]
"""The rule that an order breaks, and what its words need."""


def waves_of(study: Study) -> list[str]:
    """The waves of the survey of a study in order of time; none without a survey.

    Raises
    ------
    GezondmenuError
        Where neither the choice `waves` of study.toml, nor days, nor numbers in the names say which wave came first.
    """
    order, fault = order_of_waves(study["survey"], study.choices["waves"])
    if fault:
        name, words = fault
        rule = WAVE_ORDERS[name]
        template = " ".join((rule.rule, rule.what_to_do))
        raise GezondmenuError(template, **words)
    return order


def middle_days(survey: pd.DataFrame) -> pd.Series:
    """The middle day of the answers of each wave; blank where none of them has a day."""
    return survey.groupby("wave")["date"].median()


def described_waves(study: Study) -> pd.DataFrame:
    """A row for each wave in order of time, with the month of its middle day, blank where not every wave has days."""
    waves, days = waves_of(study), middle_days(study["survey"])
    months = [days[wave].strftime("%Y-%m") if pd.notna(days[wave]) else None for wave in waves]
    return pd.DataFrame({"wave": waves, "month": months}, dtype="object")


def order_of_waves(survey: pd.DataFrame, chosen: str | None = None) -> tuple[list[str], Fault | None]:
    """The waves in order of time, or why that order is not known.

    The order is the one that is chosen. Else that of the days: for two waves that the same persons answered, which of
    the two most of them answered first; for other waves, which middle day is earlier. Else that of the numbers in the
    names. Where days and numbers contradict each other, it is not known.

    Parameters
    ----------
    survey : DataFrame
        ``person, wave, date`` for each answer; `date` may be missing.
    chosen : str, optional
        Every wave once, with commas between.

    Returns
    -------
    list of str, and (str, dict) or None
        The waves, and the code and the words of the fault.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-03-01", "2024-09-01", None])
    >>> survey = pd.DataFrame({"person": ["a", "a", "b"], "wave": ["voor", "na", "na"], "date": days})
    >>> order_of_waves(survey)
    (['voor', 'na'], None)
    >>> order_of_waves(survey.assign(date=pd.NaT))[1]
    ('waves_without_order', {'waves': 'na, voor'})
    """
    waves = sorted(survey["wave"].dropna().unique().tolist())
    names = [name.strip() for name in (chosen or "").split(",") if name.strip()]
    if names and len(waves) > 0:
        if sorted(names) != waves:
            return waves, ("waves_unlike_choice", {"chosen": ", ".join(names), "waves": ", ".join(waves)})
        return names, None
    if len(waves) < 2:
        return waves, None
    by_day, by_number = _by_day(survey, waves), _by_number(waves)
    if by_day and by_number and by_day != by_number:
        return waves, ("waves_contradict", {"by_day": ", ".join(by_day), "by_number": ", ".join(by_number)})
    order = by_day or by_number
    return (order, None) if order else (waves, ("waves_without_order", {"waves": ", ".join(waves)}))


def _by_day(survey: pd.DataFrame, waves: list[str]) -> list[str]:
    """The order that the days say; empty where two waves have no days, the same ones, or go round in a circle."""
    dated = survey.dropna(subset=["date", "wave"])
    middle = middle_days(dated)
    if set(middle.index) != set(waves):
        return []
    of_persons = dated.groupby(["person", "wave"])["date"].min().unstack()
    earlier: dict[str, int] = dict.fromkeys(waves, 0)
    for one, other in itertools.combinations(waves, 2):
        between = (of_persons[other] - of_persons[one]).dropna()
        days = between.median() if len(between) else middle[other] - middle[one]
        if days == pd.Timedelta(0):
            return []
        earlier[other if days > pd.Timedelta(0) else one] += 1
    places = sorted(earlier.values())
    return sorted(waves, key=earlier.__getitem__) if places == list(range(len(waves))) else []


def _by_number(waves: list[str]) -> list[str]:
    """The order of the one number that each name holds among words that are the same; empty where it is not so."""
    parts = [re.fullmatch(r"(\D*?)(-?\d+(?:\.\d+)?)(\D*)", wave) for wave in waves]
    if not all(parts) or len({(part[1].casefold(), part[3].casefold()) for part in parts if part}) > 1:
        return []
    numbers = np.array([float(part[2]) for part in parts if part])
    return [waves[place] for place in np.argsort(numbers)] if len(set(numbers)) == len(waves) else []
