"""Entries that a room works out, laid out as rows of the estimate table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from gezondmenu.card import shipped_cards
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import with_notes
from gezondmenu.vocabulary import ALL, ESTIMATE_COLUMNS, ESTIMATE_KEY, NUMBER_COLUMNS, GezondmenuError


def as_table(
    entries: Iterable[dict[str, Any]],
    areas: Sequence[str],
    card_ids: Sequence[str],
    drawn_methods: Sequence[str],
    confidence: float,
) -> pd.DataFrame:
    """The entries as rows of the estimate table, in the order of the areas and of the register.

    Parameters
    ----------
    entries : iterable of dict
        ``area, period, indicator`` and what differs from the card: ``group, variant, value, lower, upper, unit,
        design, method, status, reasons, confidence``.
    areas, card_ids : sequences of str
        The order of the areas, and the cards whose indicators the entries are.
    drawn_methods : sequence of str
        Methods whose limits hold at `confidence`; other rows have none unless they say so.
    """
    register = {
        name: (card.version, entry)
        for id, card in shipped_cards().items()
        if id in card_ids
        for name, entry in card.indicators.items()
    }
    table = pd.DataFrame(list(entries), columns=list(ESTIMATE_COLUMNS))
    texts = [column for column in table if column not in NUMBER_COLUMNS]
    table = table.astype(dict.fromkeys(NUMBER_COLUMNS, "float64") | dict.fromkeys(texts, "object"))
    names = table["indicator"]
    table["group"] = table["group"].fillna(ALL)
    table["variant"] = table["variant"].fillna("main")
    table["version"] = names.map({name: version for name, (version, _) in register.items()})
    for column in ("unit", "design"):
        known = {name: getattr(entry, column) for name, (_, entry) in register.items()}
        table[column] = table[column].where(table[column].fillna("") != "", names.map(known))
    table["method"] = table["method"].fillna(names.map({name: entry.interval for name, (_, entry) in register.items()}))
    table["status"] = table["status"].fillna("ok")
    table["reasons"] = table["reasons"].astype(object).fillna(NOTHING)
    table = with_notes(table)
    table = table.astype(dict.fromkeys((text for text in texts if text != "reasons"), "str"))
    sure = table["method"].isin(drawn_methods)
    table["confidence"] = table["confidence"].fillna(confidence).where(sure | table["confidence"].notna())
    place = {area: position for position, area in enumerate(areas)}
    order = {name: position for position, name in enumerate(register)}
    table = table.assign(_area=table["area"].map(place), _name=table["indicator"].map(order))
    table = table.sort_values(["_area", "_name", "group"], kind="stable").drop(columns=["_area", "_name"])
    if table.duplicated(list(ESTIMATE_KEY)).any():
        raise GezondmenuError("two rows for one key of the estimate table")
    return table[list(ESTIMATE_COLUMNS)].reset_index(drop=True)
