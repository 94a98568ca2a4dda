"""The register of indicators: a card for each question, a function for each card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from gezondmenu.card import Card, Indicator, make_card, shipped_cards
from gezondmenu.given import check_text, shown
from gezondmenu.vocabulary import GezondmenuError

Function = Callable[..., pd.DataFrame]
_FUNCTIONS: dict[str, Function] = {}
_OWN: dict[str, Card] = {}
_OF_STUDY: dict[str, Card] = {}


def cards() -> dict[str, Card]:
    """Every card by id: ours, then those added with `add_indicator`, then those of the files of studies.

    Examples
    --------
    >>> list(cards()["participants"].indicators)
    ['participants', 'participation_rate']
    """
    return {**shipped_cards(), **_OWN, **_OF_STUDY}


def named_indicators() -> dict[str, tuple[Card, Indicator]]:
    """Each indicator's name with its card."""
    return {name: (card, entry) for card in cards().values() for name, entry in card.indicators.items()}


def of_card(id: str) -> Callable[[Function], Function]:
    """Mark a function as the one that works out the card `id`."""

    def mark(function: Function) -> Function:
        _FUNCTIONS[id] = function
        return function

    return mark


def has_function(id: str) -> bool:
    """Whether the room that works out a card has been loaded."""
    return id in _FUNCTIONS


def function_of(id: str) -> Function:
    """The function that works out a card."""
    return _FUNCTIONS[id]


def add_indicator(function: Function, card: dict[str, Any]) -> Card:
    """Add an indicator of your own, so that it is estimated, released and reported like any other.

    Parameters
    ----------
    function : callable
        Takes the `Records` of a study (see `gezondmenu.indicators.records`) and returns a DataFrame with
        ``area, period, indicator, numerator`` and, where they apply, ``denominator, group, n, status, note`` (words,
        which no release passes on) or ``reasons`` (made with `gezondmenu.reasons.Why`).
        A plain count of the rows is enough: values, intervals and rounding follow from the card.
    card : dict
        The fields of a card, its words in Dutch, English or both; ``id`` gives its id. Adding the same id again
        replaces it.

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
    if not callable(function):
        raise GezondmenuError("gm.add_indicator needs a function that counts, not {given}", given=shown(function))
    if not isinstance(card, Mapping):
        raise GezondmenuError("gm.add_indicator needs a card as a dict of its fields, not {given}", given=shown(card))
    entry = dict(card)
    id = entry.pop("id", getattr(function, "__name__", ""))
    made = make_card(id, entry)
    shipped_names = {name for shipped in shipped_cards().values() for name in shipped.indicators}
    others = {name for other in _OWN.values() if other.id != id for name in other.indicators}
    for indicator in made.indicators.values():
        if indicator.reference and indicator.reference not in shipped_names | others | set(made.indicators):
            raise GezondmenuError(f"card {id!r}: {indicator.reference!r}, its reference, is no indicator")
    taken = set(made.indicators) & (shipped_names | others)
    if id in shipped_cards() or taken:
        raise GezondmenuError(f"the name {', '.join(sorted(taken)) or id} is taken; choose another one")
    _OWN[id] = made
    _FUNCTIONS[id] = function
    return made


def cards_for(own: Iterable[str]) -> dict[str, Card]:
    """The cards that are estimated for a study: all of the register, but of those from files only its own ids."""
    kept = set(own)
    return {id: card for id, card in cards().items() if id not in _OF_STUDY or id in kept}


def cards_of_files() -> dict[str, Card]:
    """The cards that came from the files of studies in this session."""
    return dict(_OF_STUDY)


def register_own(made: Mapping[str, Card], functions: Mapping[str, Function]) -> None:
    """Take the cards of a study's own file into the register, so that its rows can be released and shown.

    Without functions the rows of the cards cannot be estimated. A card of an earlier study with the same id goes.
    """
    names = {name for card in made.values() for name in card.indicators}
    for id in [id for id, card in _OF_STUDY.items() if names & set(card.indicators)]:
        del _OF_STUDY[id]
    _OF_STUDY.update(made)
    _FUNCTIONS.update(functions)


def remove_indicator(id: str) -> None:
    """Take away an indicator that `add_indicator` added, or that came from the file of a study, if it is there."""
    check_text("id", id)
    _OWN.pop(id, None)
    _OF_STUDY.pop(id, None)
    _FUNCTIONS.pop(id, None)
