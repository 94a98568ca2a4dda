"""Words of the inputs of a valuation: what each is called, its number with its unit, its kind and its source."""

from __future__ import annotations

import math
from collections.abc import Mapping

from gezondmenu.language import (
    UNKNOWN,
    format_euro,
    format_number,
    format_percent,
    message,
    translate,
)
from gezondmenu.numbers.rounding import decimals_for
from gezondmenu.reason import Reasons
from gezondmenu.reasons import Why
from gezondmenu.report.words.amounts import unit_name
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.units import A_YEAR, split_unit

KINDS = {
    "measured with comparison": message("measured, with comparison"),
    "measured before-after": message("measured, before and after"),
    "borrowed": message("from elsewhere"),
    "assumed": message("assumed"),
    "counted": message("counted"),
}
WHOSE = {
    "societal": message("those of everybody"),
    "health care": message("those of health care"),
    "municipality": message("those of the municipality"),
}
"""Whose costs and gains count in a perspective."""

UNITS = {
    "persons": message("people"),
    "share of persons": message("of the people"),
    "share of a year's cost": message("of the costs of a year"),
    "per point": message("per point"),
    "minutes a week": message("minutes a week"),
    "points × years": message("points × years"),
    "deaths averted": message("deaths averted"),
    "deaths per 100,000 a year": message("deaths per 100,000 a year"),
    "years": message("years"),
    "consult": message("consult"),
    "visit": message("visit"),
    "day": message("day"),
    "hour": message("hour"),
    "year": message("year"),
    "person": message("person"),
    "contact": message("contact"),
    "session": message("session"),
    "month": message("month"),
    "unit": message("unit"),
    "insured year": message("insured year"),
    "resident per year": message("resident per year"),
    "person per year": message("person per year"),
    "QALY": message("year of life in good health (QALY)"),
    "WELLBY": message("point of life satisfaction for a year (WELLBY)"),
    "death averted": message("death averted"),
}
UNITS_WITHOUT_WORD = ("share", "factor", "year", "ratio", "correlation", "draws")
"""Units that a number needs no word for."""

REASONS_LEFT_OUT = (Why.NAME, Why.WHO_GAINS)
"""Reasons that `source_words` leaves out: a page shows them elsewhere."""

REASONS_WITH_A_SOURCE = (Why.REASON_GIVEN, Why.SOURCE)
"""Reasons that are a source, or stand in its place."""


def is_share(unit: str) -> bool:
    """Whether a number of this unit is a share, shown as a percentage."""
    return split_unit(unit).is_share


def figure(value: float, unit: str, language: str) -> str:
    r"""A number of an input: three digits that count, a share as a percentage, euros as euros.

    Examples
    --------
    >>> [figure(*given, "nl") for given in ((-0.0194, "share of a year's cost"), (30.87, "EUR/day"), (540, "persons"))]
    ['-1,94%', '€\xa030,87', '540']
    >>> figure(2024, "year", "en"), figure(0.015, "a year", "en"), figure(1.09712, "factor", "nl")
    ('2024', '1.5%', '1,1')
    """
    if math.isnan(value):
        return UNKNOWN
    if split_unit(unit).in_euros:
        return format_euro(value, language)
    if unit == "year":
        return f"{value:.0f}"
    if is_share(unit):
        return format_percent(100 * value, language, decimals_for(100 * value))
    return format_number(value, language, decimals_for(value))


def unit_words(unit: str, language: str) -> str:
    """The unit behind a number; blank where the number says enough.

    Examples
    --------
    >>> unit_words("EUR/consult", "nl"), unit_words("share", "nl"), unit_words("points", "nl"), unit_words("km", "en")
    ('per consult', '', 'punten', 'kilometres')
    """
    if unit in UNITS_WITHOUT_WORD or unit == "EUR":
        return ""
    parts = split_unit(unit)
    if parts.of == "EUR" and parts.per:
        each = translate(UNITS[parts.per], language) if parts.per in UNITS else parts.per
        return translate("per {each}", language, each=each)
    if unit == A_YEAR:
        return translate("per year", language)
    return translate(UNITS[unit], language) if unit in UNITS else unit_name(unit, language)


def source_words(reasons: Reasons, language: str, names: Mapping[str, str], *, short: bool = False) -> str:
    """Where an input comes from: the reasons of its row in words, without names and who gains.

    `names` are those of areas by code. With `short` only the source or reason itself, for a figure.
    """
    kept = reasons.without(*REASONS_LEFT_OUT)
    if short:
        kept = (kept.only(*REASONS_WITH_A_SOURCE) or kept).first
    if short and (given := kept.get(Why.REASON_GIVEN) or kept.get(Why.SOURCE)):
        return str(given.get("source") or given.get("reason"))
    return reason_words(kept, language, names)
