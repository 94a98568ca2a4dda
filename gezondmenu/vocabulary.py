"""The words of the house: columns, units, statuses, designs, groups, periods, notes and errors.

Everything that two rooms must spell the same way is spelled here once.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

ALL = "all"
"""The label of a total: all periods, all groups, or the whole study as an area."""

ESTIMATE_COLUMNS = (
    "area",
    "period",
    "group",
    "indicator",
    "variant",
    "version",
    "value",
    "lower",
    "upper",
    "confidence",
    "unit",
    "numerator",
    "denominator",
    "n",
    "method",
    "design",
    "status",
    "note",
    "reasons",
)
INTERNAL_COLUMNS = ("effective", "sd", "returning")
"""What an interval rests on beside counts: how many independent answers a share is worth, the standard deviation
behind a mean, and the persons of both this year and the one before as a part of the mean of the two years. They follow
the columns of the estimate table and end with `release`."""

ESTIMATE_KEY = ("area", "period", "group", "indicator", "variant")
NUMBER_COLUMNS = ("value", "lower", "upper", "confidence", "numerator", "denominator", "n")

STATUSES = ("ok", "too few", "suppressed", "no data", "unstable")
DESIGNS = (
    "count",
    "one-off",
    "before-after",
    "comparison",
    "staggered",
    "randomised",
    "borrowed",
    "scenario",
)
"""Order of the table in the design notes; a row made from several designs has the weakest."""

PERSONS = ("persons", "answers", "requests", "steps")
"""Counts that are protected as persons: answers, requests for help and self-chosen steps are of one person each."""

COUNTS_OF = (
    *PERSONS,
    "visits",
    "activities",
    "sessions",
    "employers",
    "items",
    "hours",
    "euros",
    "kilometres",
    "borrowed",
)
"""What a numerator or denominator counts."""

SENSITIVE_TRAITS = ("low_income", "origin", "health")
"""A row about a level of one of these is sensitive, whatever its indicator."""

ROLES = ("participant", "volunteer", "student", "professional")
STATEMENTS = ("my_health", "my_neighbourhood", "my_happiness", "my_relations")
POSITIVE_FROM = 4
"""An answer of 1-5 counts as positive from here on."""


def group_label(**levels: object) -> str:
    """The `group` of a row: sorted ``trait=level`` pairs, or ``all``; ``;``, ``=`` and ``%`` in a level are escaped.

    Examples
    --------
    >>> group_label(statement="my_health", answer=4)
    'answer=4;statement=my_health'
    >>> group_label(statement="fit; and well"), group_label()
    ('statement=fit%3B and well', 'all')
    """
    return ";".join(f"{trait}={_escape(str(levels[trait]))}" for trait in sorted(levels)) or ALL


@functools.lru_cache(maxsize=2**16)
def split_group(group: str) -> Mapping[str, str]:
    """The traits and levels in a group label, read-only: each label is taken apart once.

    Examples
    --------
    >>> dict(split_group("answer=4;statement=my_health"))
    {'answer': '4', 'statement': 'my_health'}
    >>> dict(split_group("statement=fit%3B and well")), dict(split_group("all"))
    ({'statement': 'fit; and well'}, {})
    """
    if group == ALL:
        return MappingProxyType({})
    pairs = (part.split("=", 1) for part in group.split(";"))
    levels = {trait: _ESCAPED.sub(lambda match: chr(int(match[1], 16)), level) for trait, level in pairs}
    return MappingProxyType(levels)


def traits_of(groups: pd.Series) -> pd.Series:
    """The traits and levels of each label in a column.

    Examples
    --------
    >>> [dict(traits) for traits in traits_of(pd.Series(["all", "chain=sleep"]))]
    [{}, {'chain': 'sleep'}]
    """
    return pd.Series([split_group(str(group)) for group in groups], index=groups.index, dtype="object")


_ESCAPED = re.compile("%(25|3B|3D)")


def _escape(level: str) -> str:
    return level.replace("%", "%25").replace(";", "%3B").replace("=", "%3D")


VARIANTS = {"difference": "difference with {other}", "ratio": "ratio to {other}"}
"""A row beside another area or the year before: the code of the area or the period stands in its variant."""


def area_word(code: str) -> str:
    """How a variant names an area: its code, with a word before it where that looks like a period, as postcodes can.

    Examples
    --------
    >>> area_word("WK990101"), area_word("2024")
    ('WK990101', 'area 2024')
    """
    return f"area {code}" if _PERIOD.fullmatch(code) else code


def variant_label(kind: str, other: str) -> str:
    """The `variant` of a comparison.

    Examples
    --------
    >>> variant_label("difference", "2024")
    'difference with 2024'
    """
    return VARIANTS[kind].format(other=other)


class Other(NamedTuple):
    """What a comparison stands beside: an area by its code, or a period; and as a difference or a ratio."""

    kind: str
    area: str = ""
    period: str = ""


@functools.lru_cache(maxsize=2**12)
def split_variant(variant: str) -> Other | None:
    """What stands beside a row of this `variant`; None where it is no comparison.

    Examples
    --------
    >>> split_variant("ratio to 2024"), split_variant("main")
    (Other(kind='ratio', area='', period='2024'), None)
    >>> [split_variant(variant_label("difference", area_word(code))).area for code in ("1011", "1011-01", "area 7")]
    ['1011', '1011-01', 'area 7']
    """
    for kind, template in VARIANTS.items():
        begin = template.removesuffix("{other}")
        if variant.startswith(begin):
            named = variant.removeprefix(begin)
            if _PERIOD.fullmatch(named):
                return Other(kind, period=named)
            code = named.removeprefix("area ")
            return Other(kind, area=code if _PERIOD.fullmatch(code) else named)
    return None


_PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d\d)?")


def year_of(dates: pd.Series) -> pd.Series:
    """Label of the year of each date, such as ``2025``."""
    return dates.dt.year.astype("Int64").astype("str").where(dates.notna())


def month_of(dates: pd.Series) -> pd.Series:
    """Label of the month of each date, such as ``2025-09``."""
    number = dates.dt.month.astype("Int64").astype("str").str.zfill(2)
    return (year_of(dates) + "-" + number).where(dates.notna())


def quarter_of(months: pd.Series) -> pd.Series:
    """Label of the quarter in which each month lies.

    Examples
    --------
    >>> quarter_of(pd.Series(["2025-09", "2025-10"])).tolist()
    ['2025-Q3', '2025-Q4']
    """
    labels = {month: f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in months.dropna().unique()}
    return months.map(labels).astype("str")


def is_year(period: str) -> bool:
    """Whether a period label is a whole year."""
    return bool(re.fullmatch(r"\d{4}", period))


def period_kind(period: str) -> str:
    """``year``, ``quarter``, ``month`` or ``all``.

    Examples
    --------
    >>> [period_kind(p) for p in ("2025", "2025-Q3", "2025-09", "all")]
    ['year', 'quarter', 'month', 'all']
    """
    if period == ALL:
        return ALL
    if is_year(period):
        return "year"
    return "quarter" if "-Q" in period else "month"


def previous_period(period: str) -> str | None:
    """The year before a year, the quarter before a quarter, the month before a month.

    Examples
    --------
    >>> previous_period("2025"), previous_period("2025-Q1"), previous_period("2025-01")
    ('2024', '2024-Q4', '2024-12')
    """
    frequency = {"year": "Y", "quarter": "Q", "month": "M"}.get(period_kind(period))
    if frequency is None:
        return None
    before = pd.Period(period.replace("-Q", "Q"), freq=frequency) - 1
    return {"Y": f"{before.year}", "Q": f"{before.year}-Q{before.quarter}", "M": str(before)}[frequency]


def period_bounds(period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a year, quarter or month."""
    frequency = {"year": "Y", "quarter": "Q", "month": "M"}[period_kind(period)]
    span = pd.Period(period.replace("-Q", "Q"), freq=frequency)
    return span.start_time.normalize(), span.end_time.normalize()


AGE_BAND = re.compile(r"(\d{1,3})\s*(?:-|–|t/m|tot)\s*(\d{1,3})|(\d{1,3})\s*\+|(\d{1,3}) (?:jaar )?en ouder")


def age_band(text: str) -> str | None:
    """One spelling for an age band: ``18-34`` or ``75+``; None when it is no age band.

    Examples
    --------
    >>> age_band("18 - 34"), age_band("65+"), age_band("jong")
    ('18-34', '65+', None)
    """
    match = AGE_BAND.fullmatch(str(text).strip())
    if not match:
        return None
    low, high, open_low, older = match.groups()
    if open_low or older:
        return f"{int(open_low or older)}+"
    return f"{int(low)}-{int(high)}" if int(low) < int(high) else None


def age_band_start(band: str) -> int:
    """First age of a band: the order of bands, so that ``5-9`` comes before ``10-14``.

    Examples
    --------
    >>> sorted(["75+", "5-9", "10-14"], key=age_band_start)
    ['5-9', '10-14', '75+']
    """
    return int(re.match(r"\d+", band).group())  # type: ignore[union-attr]


def band_of_age(ages: pd.Series, bands: list[str]) -> pd.Series:
    """The band of each age among `bands`; missing where the age is unknown or in none of them.

    A closed band holds its last age (``18-34``: up to and including 34), unless the next band begins there, as CBS
    writes them (``15-25`` and ``25-45``: 25 belongs to the second).

    Examples
    --------
    >>> band_of_age(pd.Series([17, 18, 50, 80]), ["18-34", "65+"]).tolist()
    [nan, '18-34', nan, '65+']
    """
    ordered = sorted(bands, key=age_band_start)
    starts = np.array([age_band_start(band) for band in ordered], float)
    nexts = np.append(starts[1:], np.inf)
    tops = np.array([np.inf if band.endswith("+") else float(band.split("-")[1]) for band in ordered])
    lasts = np.append(np.minimum(tops, nexts - 1), -np.inf)
    known = ages.astype("float64").fillna(-1).to_numpy()
    place = np.searchsorted(starts, known, side="right") - 1
    inside = (place >= 0) & (known <= lasts[place])
    labels = np.where(inside, np.array([*ordered, ""], dtype=object)[place], np.nan)
    return pd.Series(labels, index=ages.index, dtype=object)


def today() -> dt.date:
    """The day of this run; SOURCE_DATE_EPOCH (seconds since 1970) fixes it, so that a run can be repeated.

    Examples
    --------
    >>> today() >= dt.date(1970, 1, 1)
    True
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.date.today()
    if not re.fullmatch(r"\d{1,11}", epoch):
        raise GezondmenuError("SOURCE_DATE_EPOCH must be whole seconds since 1970, not {given}", given=repr(epoch))
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()


class GezondmenuError(Exception):
    """A mistake that the user can mend: its text says what is wrong, where, and the way out.

    The text is a template with ``{named}`` values, so that `language.error_text` can say it in Dutch; or several,
    with a space between, each of which has its own Dutch.
    """

    def __init__(self, *templates: str, **values: object):
        template = " ".join(templates)
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.templates = templates
        self.values = values


class StudyError(GezondmenuError):
    """The study folder cannot be used; `findings` holds every fault found, a row each."""

    def __init__(self, message: str, findings: pd.DataFrame):
        super().__init__(message)
        self.findings = findings
