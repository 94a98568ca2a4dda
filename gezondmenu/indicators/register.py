"""The register of indicators: a card for each question, a function for each card."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import pandas as pd

from gezondmenu.vocabulary import COUNTS_OF, DESIGNS, GezondmenuError

FORMULAS = ("count", "percentage", "rate", "quotient", "growth", "reach", "mean", "borrowed")
INTERVALS = ("Wilson", "none: complete count", "none: borrowed figure")


@dataclass(frozen=True)
class Indicator:
    """One named number of a card: what it divides by what, and how sure it can be said to be.

    `sensitive` rows (and rows about a sensitive trait) need larger groups at release; `open` ones come from an open
    statistic about whole neighbourhoods, so they do not. `complement` says whether a small rest (say 48 of 50) is
    hidden too; `distribution` names the trait whose cells are one distribution.
    """

    name: str
    nl: str
    en: str
    formula: str
    unit: str
    numerator: str
    numerator_nl: str = ""
    numerator_en: str = ""
    denominator: str = ""
    denominator_nl: str = ""
    denominator_en: str = ""
    reference: str = ""
    interval: str = "none: complete count"
    direction: str = "neutral"
    design: str = "count"
    sensitive: bool = False
    open: bool = False
    complement: bool = True
    distribution: str = ""


@dataclass(frozen=True)
class Card:
    """What a reader must know of an indicator before believing it.

    Attributes
    ----------
    tables : tuple of str
        Tables it cannot do without; ``a|b`` means one of the two.
    basic : bool
        Whether it belongs to the basic set of ten.
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
    version: str = "1"
    basic: bool = False


Function = Callable[..., pd.DataFrame]
_FUNCTIONS: dict[str, Function] = {}
_OWN: dict[str, Card] = {}


def make_card(id: str, entry: dict[str, Any]) -> Card:
    """A card from its entry in `cards.toml`, or from a dict of the same shape.

    Raises
    ------
    GezondmenuError
        When a field is missing, unknown or not one of the allowed words.
    """
    try:
        named = {name: Indicator(name=name, **rules) for name, rules in entry["indicators"].items()}
        card = Card(id=id, **{**entry, "indicators": named, "tables": tuple(entry.get("tables", ()))})
    except (TypeError, KeyError) as mistake:
        raise GezondmenuError(f"card {id!r} is not complete or has an unknown field: {mistake}") from None
    for indicator in named.values():
        for word, allowed in (
            (indicator.formula, FORMULAS),
            (indicator.denominator or "persons", COUNTS_OF),
            (indicator.design, DESIGNS),
            (indicator.interval, (indicator.interval,) if indicator.formula == "mean" else INTERVALS),
            (indicator.numerator, ("borrowed",) if indicator.formula == "borrowed" else COUNTS_OF[:-1]),
        ):
            if word not in allowed:
                raise GezondmenuError(
                    f"card {id!r}, indicator {indicator.name!r}: {word!r} is not one of {', '.join(allowed)}"
                )
    return card


@functools.cache
def shipped_cards() -> dict[str, Card]:
    """The cards that come with the package, by id."""
    text = resources.files("gezondmenu.indicators").joinpath("cards.toml").read_text(encoding="utf-8")
    return {id: make_card(id, entry) for id, entry in tomllib.loads(text).items()}


def cards() -> dict[str, Card]:
    """Every card by id: ours, then those added with `add_indicator`.

    Examples
    --------
    >>> list(cards()["participants"].indicators)
    ['participants', 'participation_rate']
    """
    return {**shipped_cards(), **_OWN}


def named_indicators() -> dict[str, tuple[Card, Indicator]]:
    """Each indicator's name with its card."""
    return {name: (card, entry) for card in cards().values() for name, entry in card.indicators.items()}


def of_card(id: str) -> Callable[[Function], Function]:
    """Mark a function as the one that works out the card `id`."""

    def mark(function: Function) -> Function:
        _FUNCTIONS[id] = function
        return function

    return mark


def function_of(id: str) -> Function:
    """The function that works out a card."""
    return _FUNCTIONS[id]


def add_indicator(function: Function, card: dict[str, Any]) -> Card:
    """Add an indicator of your own, so that it is estimated, released and reported like any other.

    Parameters
    ----------
    function : callable
        Takes the `Records` of a study (see `gezondmenu.indicators.records`) and returns a DataFrame with
        ``area, period, indicator, numerator`` and, where they apply, ``denominator, group, n, status, note``.
        A plain count of the rows is enough: values, intervals and rounding follow from the card.
    card : dict
        The fields of a card of `cards.toml`; ``id`` gives its id. Adding the same id again replaces it.

    Returns
    -------
    Card

    Raises
    ------
    GezondmenuError
        When the card is not complete, or its id or a name of its indicators is one of ours.

    Examples
    --------
    See CONTRIBUTING.md, "An indicator of your own".
    """
    entry = dict(card)
    id = entry.pop("id", function.__name__)
    made = make_card(id, entry)
    ours = {name for shipped in shipped_cards().values() for name in shipped.indicators}
    others = {name for other in _OWN.values() if other.id != id for name in other.indicators}
    for indicator in made.indicators.values():
        if indicator.reference and indicator.reference not in ours | others | set(made.indicators):
            raise GezondmenuError(f"card {id!r}: {indicator.reference!r}, its reference, is no indicator")
    taken = set(made.indicators) & (ours | others)
    if id in shipped_cards() or taken:
        raise GezondmenuError(f"the name {', '.join(sorted(taken)) or id} is taken; choose another one")
    _OWN[id] = made
    _FUNCTIONS[id] = function
    return made


def remove_indicator(id: str) -> None:
    """Take away an indicator that `add_indicator` added."""
    _OWN.pop(id, None)
    _FUNCTIONS.pop(id, None)
