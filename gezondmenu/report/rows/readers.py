"""For whom a page is: everybody, a payer who reads their own part first, or residents, who read no amounts in euros."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from gezondmenu.card import Card
from gezondmenu.described import of_arrangements
from gezondmenu.given import check_choice
from gezondmenu.indicators.register import named_indicators
from gezondmenu.units import split_unit

EVERYBODY, RESIDENTS = "all", "residents"
PAYERS_OF = {
    "municipality": ("municipality",),
    "insurer": ("insurer",),
    "partners": ("care office", "employer", "fund", "other"),
}
"""The payers that each reader stands for; partners are those who are neither of the others, nor residents."""

READERS = (EVERYBODY, *PAYERS_OF, RESIDENTS)
OF_EUROS = tuple(reader for reader in READERS if reader != RESIDENTS)
"""Who may read a section that is about amounts in euros."""


def check_reader(reader: str) -> str:
    """The reader itself.

    Raises
    ------
    GezondmenuError
        When there is no such reader.

    Examples
    --------
    >>> check_reader("insurer")
    'insurer'
    """
    return check_choice("reader", reader, READERS)


def rows_for(reader: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that a page for this reader may show: for residents none in euros, and none that follows from euros.

    Examples
    --------
    >>> rows = pd.DataFrame({"indicator": ["visits", "costs", "net_value_chance"], "unit": ["visits", "EUR", "%"]})
    >>> rows_for("residents", rows)["indicator"].tolist(), len(rows_for("municipality", rows))
    (['visits'], 3)
    """
    if reader != RESIDENTS:
        return rows
    units = {unit: split_unit(unit).about_euros for unit in rows["unit"].unique()}
    money = rows["unit"].map(units) | rows["indicator"].isin(about_euros())
    return rows[~money.astype(bool)].reset_index(drop=True)


def table_for(reader: str, table: pd.DataFrame) -> pd.DataFrame:
    """The published table that stands beside the pages for this reader: for residents without amounts in euros.

    What describes arrangements, chains and registers, with amounts of its own, is left out there too.
    """
    if reader != RESIDENTS:
        return table
    kept = rows_for(reader, table[~of_arrangements(table)].reset_index(drop=True))
    kept.attrs = {name: text for name, text in table.attrs.items() if name in ("areas", "waves")}
    return kept


def about_euros() -> list[str]:
    """Names of the indicators that are amounts in euros, or are worked out from such amounts."""
    return [name for name, (_, entry) in named_indicators().items() if entry.about_euros]


def cards_for(reader: str, cards: Iterable[Card]) -> list[Card]:
    """The cards that a page for this reader may show: for residents none about euros."""
    hidden = set(about_euros()) if reader == RESIDENTS else set()
    return [card for card in cards if not hidden & set(card.indicators)]
