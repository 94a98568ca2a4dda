"""The reasons of a row in words: codes among their values are said by the names that pages have for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gezondmenu.card import card_words
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import message, translate, translate_reasons
from gezondmenu.reason import Kind, Reasons
from gezondmenu.reasons import Why
from gezondmenu.report.words.names import lower_first
from gezondmenu.report.words.outcomes import IN_SENTENCE, NAMES, how_sure, made_alike_on
from gezondmenu.study.schema import table_words

Say = Callable[[str, str], str]
"""From a code and a language to words."""

PARAMETERS = {
    "effect": message("change per person"),
    "transfer": message("share of it that holds here"),
    "persons": message("people reached"),
    "persons_factor": message("how far the number of people reached may be off"),
    "costs_factor": message("how far the costs may be off"),
    "units": message("units of the price per point"),
    "price": message("price"),
    "price_index": message("price rise to the price year"),
    "attribution": message("share that counts"),
    "deadweight": message("share that would have come anyway"),
    "displacement": message("share that is lost elsewhere"),
    "drop_off": message("share that fades each year"),
    "first_year": message("share of the first year that counts"),
    "follow_up_years": message("years from the first measurement to the last"),
    "rise_from_years": message("years from the first measurement to the one before the last"),
    "earlier": message("changes at earlier measurements, times years"),
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
    "discount_rates": message("later money and health count less, per year, the further off the less so"),
    "horizon_years": message("years looked ahead"),
    "effect_correlation": message("how much changes move together (0 to 1)"),
    "draws": message("draws"),
}
"""What an input of a valuation is called."""

PERSPECTIVES = {
    "societal": message("societal"),
    "health care": message("health care"),
    "municipality": message("municipality"),
}
"""The name of a perspective; whose costs and gains count in it, a section says in full."""


def reason_words(reasons: Reasons, language: str, areas: Mapping[str, str] | None = None) -> str:
    """The reasons of a row, with ``; `` between them; `areas` has names of areas by their codes.

    Examples
    --------
    >>> reason_words(Why.NOT_GIVEN(parameter=["drop_off"]), "nl")
    'deel dat er elk jaar afgaat is niet opgegeven'
    >>> reason_words(Why.MEASURED_IN(area="W1"), "en", {"W1": "Noord"})
    'measured in Noord'
    """
    known = areas or {}
    named = Reasons.of((kind, _named(kind, values, language, known)) for kind, values in reasons.items())
    return translate_reasons(named, language)


def _named(kind: Kind, values: dict[str, Any], language: str, areas: Mapping[str, str]) -> dict[str, Any]:
    """The values of a reason, with names in the place of codes."""
    says = {name: say for name, say in CODES.get(kind, {}).items() if name in values}
    words = {name: _each(values[name], say, language) for name, say in says.items()}
    if kind is Why.MEASURED_IN:
        words["area"] = areas.get(values["area"], values["area"])
    return values | words


def _each(value: Any, say: Say, language: str) -> Any:
    return [say(code, language) for code in value] if isinstance(value, list) else say(str(value), language)


def parameter_name(parameter: str, language: str) -> str:
    """What an input is called."""
    return translate(PARAMETERS[parameter], language) if parameter in PARAMETERS else parameter


def _outcome(outcome: str, language: str) -> str:
    """An outcome in the middle of a sentence; one of the study's own as it is."""
    if outcome in IN_SENTENCE:
        return translate(IN_SENTENCE[outcome], language)
    return lower_first(translate(NAMES[outcome], language)) if outcome in NAMES else outcome


def _indicator(indicator: str, language: str) -> str:
    known = named_indicators()
    return card_words(known[indicator][1], language) if indicator in known else indicator


def _table(table: str, language: str) -> str:
    return table_words(table).in_language(language)


def _perspective(perspective: str, language: str) -> str:
    return translate(PERSPECTIVES[perspective], language) if perspective in PERSPECTIVES else perspective


CODES: Mapping[Kind, Mapping[str, Say]] = {
    Why.NO_EFFECT: {"outcome": _outcome},
    Why.NOT_GIVEN: {"parameter": parameter_name},
    Why.RANGE_ONLY: {"inputs": parameter_name},
    Why.OUTSIDE_PERSPECTIVE: {"perspective": _perspective},
    Why.COUNTED: {"indicator": _indicator},
    Why.MADE_ALIKE: {"traits": made_alike_on},
    Why.WEIGHTED_ON: {"traits": made_alike_on},
    Why.AT_LEAST_POINTS: {"source": how_sure},
    Why.NO_TABLE: {"table": _table},
    Why.NO_TABLES: {"table": _table, "other": _table},
}
"""The values of reasons that are codes, each with what says it. A code that nobody named is said as it is."""
