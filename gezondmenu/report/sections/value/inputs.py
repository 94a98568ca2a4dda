"""Words of the inputs of a valuation: what each is called, its number with its unit, its kind and its source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from gezondmenu.card import card_words
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import (
    UNKNOWN,
    format_euro,
    format_number,
    format_percent,
    message,
    translate,
    translate_reasons,
)
from gezondmenu.numbers.rounding import decimals_for
from gezondmenu.reason import Reasons
from gezondmenu.reasons import Why
from gezondmenu.report.words.amounts import unit_name
from gezondmenu.units import A_YEAR, split_unit

PARAMETERS = {
    "effect": message("change per person"),
    "transfer": message("share of it that holds here"),
    "persons": message("people reached"),
    "units": message("units of the price per point"),
    "price": message("price"),
    "price_index": message("price rise to the price year"),
    "attribution": message("share that counts"),
    "deadweight": message("share that would have come anyway"),
    "displacement": message("share that is lost elsewhere"),
    "drop_off": message("share that fades each year"),
    "years": message("years that count"),
    "heat_share": message("share of the people that it holds for"),
    "relative_risk": message("risk of death of who moves enough, beside others"),
    "reference_minutes": message("minutes a week behind that risk"),
    "cap": message("most that may be counted"),
    "mortality": message("deaths a year"),
    "buildup_years": message("years until it counts in full"),
    "costs": message("costs"),
    "perspective": message("whose costs and gains count"),
    "price_year": message("price year"),
    "prices": message("price list"),
    "discount_rate_costs": message("later money counts less, per year"),
    "discount_rate_effects": message("later health counts less, per year"),
    "horizon_years": message("years looked ahead"),
    "effect_correlation": message("how much changes move together (0 to 1)"),
    "draws": message("draws"),
}

KINDS = {
    "measured with comparison": message("measured, with comparison"),
    "measured before-after": message("measured, before and after"),
    "borrowed": message("from elsewhere"),
    "assumed": message("assumed"),
    "counted": message("counted"),
}
PERSPECTIVES = {
    "societal": message("those of everybody"),
    "health care": message("those of health care"),
    "municipality": message("those of the municipality"),
}
UNITS = {
    "persons": message("people"),
    "share of persons": message("of the people"),
    "share of a year's cost": message("of the costs of a year"),
    "per point": message("per point"),
    "minutes a week": message("minutes a week"),
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

WHOLE_STUDY = "the whole study"

REASONS_LEFT_OUT = (Why.NAME, Why.WHO_GAINS)
"""Reasons that `source_words` leaves out: a page shows them elsewhere."""

REASONS_WITH_A_SOURCE = (Why.REASON_GIVEN, Why.SOURCE)
"""Reasons that are a source, or stand in its place."""


def parameter_name(parameter: str, language: str) -> str:
    """What an input is called."""
    return translate(PARAMETERS[parameter], language) if parameter in PARAMETERS else parameter


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
    named = Reasons.of((kind, _named(values, names, language)) for kind, values in kept.items())
    if short and (given := named.get(Why.REASON_GIVEN) or named.get(Why.SOURCE)):
        return str(given.get("source") or given.get("reason"))
    return translate_reasons(named, language)


def _named(values: dict[str, Any], names: Mapping[str, str], language: str) -> dict[str, Any]:
    """The values of a reason, with names of an area and an indicator in the place of their codes."""
    area, known = values.get("area", ""), named_indicators()
    if values.get("indicator") in known:
        return values | {"indicator": card_words(known[values["indicator"]][1], language)}
    if area == WHOLE_STUDY:
        return values | {"area": translate("the whole study", language)}
    return values | {"area": names[area]} if area in names else values
