"""What a card of an indicator is: the fields that say what a number means, and the check of those fields.

The register (`cards.toml` of the rooms `indicators`, `effects` and `valuation`) and a file `indicators.toml` in a study
folder are read with it. Our own cards are written in English, and the catalogue has their Dutch; a card of the user has
both languages itself.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from importlib import resources
from typing import Any

from gezondmenu.language import translate_of
from gezondmenu.units import split_unit
from gezondmenu.vocabulary import COUNTS_OF, DESIGNS, GezondmenuError

FORMULAS = (
    "count",
    "percentage",
    "rate",
    "quotient",
    "growth",
    "reach",
    "mean",
    "borrowed",
    "trend",
    "gradient",
    "value",
)
"""How a value follows from its counts; a trend and a gradient follow from other rows of the estimate table,
a value from the draws of `gezondmenu.valuation`."""

WILSON = "Wilson"
WILSON_OF_PERSONS, WILSON_OF_ACTIVITIES = "Wilson, clustered by person", "Wilson, clustered by activity"
T_OVER_PERSONS = "t, over persons"
AMOUNTS_OVER_SESSIONS = "t on the log scale, over sessions"
AMOUNTS_OVER_PERSONS = "t on the log scale, over persons"
EXACT_OR_T = "exact or t, over persons"
OF_DRAWS = "share of draws"
OF_MONTHS = "prediction of months to come"
OF_CHANCE = "range of chance"
FOLLOWS, COMPLETE = "none: follows from others", "none: complete count"

CLUSTERED = (WILSON_OF_PERSONS, WILSON_OF_ACTIVITIES)
WILSONS = (WILSON, *CLUSTERED)
T_INTERVALS = (AMOUNTS_OVER_SESSIONS, AMOUNTS_OVER_PERSONS, T_OVER_PERSONS)
"""Intervals that are made in the same way; nobody asks how the name of one begins."""

INTERVALS = (
    *WILSONS,
    *T_INTERVALS,
    "Kaplan-Meier",
    "quasi-Poisson with season",
    "slope over areas",
    EXACT_OR_T,
    "t with Hedges' correction",
    "regression that allows for few areas",
    "regression over persons",
    OF_DRAWS,
    OF_MONTHS,
    OF_CHANCE,
    FOLLOWS,
    COMPLETE,
    "none: borrowed figure",
)
ROOMS = ("indicators", "effects", "valuation", "arrangements")
"""Rooms with a `cards.toml`."""

_WORDED = ("", "aside_", "why_", "caveat_", "numerator_", "denominator_")

DIRECTIONS = (
    "neutral",
    "higher is more",
    "higher is better",
    "lower is better",
    "higher is more accessible",
    "higher is more certain",
)


@dataclass(frozen=True)
class Indicator:
    """One named number of a card: what it divides by what, and how sure it can be said to be.

    `aside` is what stands behind its name between brackets, where there is room for it.
    `sensitive` rows (and rows about a sensitive trait) need larger groups at release; `open` ones come from an open
    statistic about whole neighbourhoods, so they do not. `complement` says whether a small rest (say 48 of 50) is
    hidden too; `of_residents` whether it is divided by all residents, who live in one area each, so that areas can be
    added up; `distribution` names the trait whose cells are one distribution. `reference` is the indicator that a
    ratio is divided by, or that a trend follows. `rows` says which rows of a study's table an indicator of one's own
    counts (``table``, ``where``, ``among``, ``sum``).

    `counts`, `out_of` and `rests_on` name the set of persons (answers, requests, steps) or visits that is behind its
    numerator, its denominator and its n, as `gezondmenu.disclosure.counted` reads them: two columns that name the same
    set hold the same number.
    """

    name: str
    nl: str
    en: str
    formula: str
    unit: str
    numerator: str
    aside_nl: str = ""
    aside_en: str = ""
    numerator_nl: str = ""
    numerator_en: str = ""
    denominator: str = ""
    denominator_nl: str = ""
    denominator_en: str = ""
    reference: str = ""
    interval: str = COMPLETE
    direction: str = "neutral"
    design: str = "count"
    sensitive: bool = False
    open: bool = False
    of_residents: bool = False
    complement: bool = True
    distribution: str = ""
    rows: dict[str, Any] = field(default_factory=dict)
    counts: str = ""
    out_of: str = ""
    rests_on: str = ""

    @property
    def about_euros(self) -> bool:
        """Whether it counts euros, or is worked out from such amounts."""
        counts = self.formula == "value" or "euros" in (self.numerator, self.denominator)
        return counts or split_unit(self.unit).about_euros


@dataclass(frozen=True)
class Card:
    """What a reader must know of an indicator before believing it.

    In our own cards the Dutch fields are blank: `card_words` takes those words from the catalogue.

    Attributes
    ----------
    tables : tuple of str
        Tables it cannot do without; ``a|b`` means one of the two.
    breakdowns : tuple of str
        Traits by which it is also told.
    basic : bool
        Whether it belongs to the basic set of ten.
    optional : bool
        Whether nothing is said where a study or an area has nothing of it, in the place of a row that says so.
    """

    id: str
    nl: str
    en: str
    why_nl: str
    why_en: str
    caveat_nl: str
    caveat_en: str
    indicators: dict[str, Indicator] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    version: str = "1"
    basic: bool = False
    optional: bool = False


def make_card(id: str, entry: dict[str, Any]) -> Card:
    """A card of the user's own, from its entry in `indicators.toml` or a dict of the same shape.

    Where only one of the two languages is written (``nl`` or ``en``), the other reads the same.

    Raises
    ------
    GezondmenuError
        When a field is missing, unknown or not one of the allowed words.

    Examples
    --------
    >>> words = {"nl": "Fruit", "why_nl": "Gezond.", "caveat_nl": "Zelf gezegd."}
    >>> rule = {"nl": "fruiteters", "formula": "count", "unit": "persons", "numerator": "persons"}
    >>> make_card("fruit", {**words, "indicators": {"fruit_eaters": rule}}).en
    'Fruit'
    """
    return _made(id, entry, _both_languages)


def card_words(part: Card | Indicator, language: str, field: str = "") -> str:
    """The name of a card or an indicator in `language`, or what it says under ``why``, ``caveat``, ``numerator``, ….

    The name of an indicator has its aside behind it; ``field="name"`` is the name alone.

    Examples
    --------
    >>> card = shipped_cards()["visits"]
    >>> card_words(card, "nl"), card_words(card.indicators["visits"], "en", "numerator")
    ('Bezoeken', 'visits to activities in the area')
    """
    if not field and isinstance(part, Indicator) and part.aside_en:
        return f"{card_words(part, language, 'name')} ({card_words(part, language, 'aside')})"
    stem = f"{field}_" if field not in ("", "name") else ""
    name = part.id if isinstance(part, Card) else part.name
    return getattr(part, f"{stem}{language}") or translate_of(name, getattr(part, f"{stem}en"), language)


def _made(id: str, entry: dict[str, Any], worded: Callable[[dict[str, Any]], dict[str, Any]]) -> Card:
    entry = worded(entry)
    named = entry.get("indicators")
    if not isinstance(named, dict) or not named or not all(isinstance(rules, dict) for rules in named.values()):
        raise GezondmenuError("card {id} has no indicators; write [{id}.indicators.a_name]", id=id)
    made = {name: _filled(Indicator, f"{id}.{name}", {**worded(r), "name": name}) for name, r in named.items()}
    for indicator in made.values():
        _check_words(id, indicator)
    lists = {name: tuple(entry.get(name, ())) for name in ("tables", "breakdowns")}
    return _filled(Card, id, {**entry, **lists, "id": id, "indicators": made})


@functools.cache
def shipped_cards() -> dict[str, Card]:
    """The cards that come with the package, by id: those of the rooms `indicators`, `effects`, `valuation`."""
    texts = [resources.files("gezondmenu").joinpath(f"{room}/cards.toml") for room in ROOMS]
    entries = [tomllib.loads(text.read_text(encoding="utf-8")) for text in texts]
    return {id: _made(id, entry, _english) for room in entries for id, entry in room.items()}


def _both_languages(entry: dict[str, Any]) -> dict[str, Any]:
    full = dict(entry)
    for name in _WORDED:
        nl, en = f"{name}nl", f"{name}en"
        if nl in full or en in full:
            full.setdefault(nl, full.get(en))
            full.setdefault(en, full.get(nl))
    return full


def _english(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of our own register: `card_words` finds the Dutch of what is blank here."""
    return {**{f"{name}nl": "" for name in _WORDED if f"{name}en" in entry}, **entry}


def _filled(kind: type, place: str, entry: dict[str, Any]) -> Any:
    known = {entry.name: entry for entry in fields(kind)}
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise GezondmenuError(
            "{place}: unknown field {unknown}; it has {known}",
            place=place,
            unknown=", ".join(unknown),
            known=", ".join(known),
        )
    needed = [name for name, each in known.items() if each.default is MISSING and each.default_factory is MISSING]
    missing = [name for name in needed if name not in entry]
    if missing:
        pairs = [f"{name} / {name[:-2]}en" if name.endswith("nl") else name for name in missing]
        listed = [name for name in pairs if not name.endswith("en") or "/" in name]
        raise GezondmenuError("{place}: {missing} is missing", place=place, missing=", ".join(listed))
    return kind(**entry)


def _check_words(id: str, entry: Indicator) -> None:
    free = entry.formula == "mean"
    rules = (
        ("formula", entry.formula, FORMULAS),
        ("numerator", entry.numerator, ("borrowed",) if entry.formula == "borrowed" else COUNTS_OF[:-1]),
        ("denominator", entry.denominator or "persons", COUNTS_OF),
        ("interval", entry.interval, (entry.interval,) if free else INTERVALS),
        ("direction", entry.direction, DIRECTIONS),
        ("design", entry.design, DESIGNS),
    )
    for name, word, allowed in rules:
        if word not in allowed:
            raise GezondmenuError(
                "{place}: {name} is {word}, which is not one of {allowed}",
                place=f"{id}.{entry.name}",
                name=name,
                word=repr(word),
                allowed=", ".join(allowed),
            )
