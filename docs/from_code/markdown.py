"""Markdown of tables, for METHODS.md and for the pages of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from gezondmenu.card import shipped_cards
from gezondmenu.lessons.glossary import glossary
from gezondmenu.reference import read_reference
from gezondmenu.strongest_claim import claims_table

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>#$|~@])")
_ADDRESS = re.compile(r"https?://[^\s;,)]+")


def table_text(table: pd.DataFrame) -> str:
    """A table in Markdown; a bar in a cell becomes a slash."""
    lines = [list(table.columns), ["---"] * len(table.columns), *table.astype("str").to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def plain(text: object) -> str:
    """Words as they are, on one line; an address becomes a link."""
    words = " ".join(str(text).split())
    parts, last = [], 0
    for match in _ADDRESS.finditer(words):
        parts += [_MEANS_SOMETHING.sub(r"\\\1", words[last : match.start()]), f"<{match.group()}>"]
        last = match.end()
    return "".join([*parts, _MEANS_SOMETHING.sub(r"\\\1", words[last:])])


def fields_text(fields: Mapping[str, str]) -> str:
    """A definition list in Markdown of what is not blank; the values are Markdown already."""
    return "\n\n".join(f"{name}\n: {value}" for name, value in fields.items() if value)


def facts_text(table: pd.DataFrame) -> str:
    """A Markdown table of facts, each cell as it is; columns that are blank throughout are left out."""
    columns = [name for name in table if (table[name] != "").any()]
    lines = [[plain(name).replace("\\_", " ") for name in columns], ["---"] * len(columns)]
    lines += [[plain(cell) for cell in row] for row in table[columns].to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cards_table() -> str:
    """What the cards say, a row for each indicator."""
    entries = [(card, entry) for card in shipped_cards().values() for entry in card.indicators.values()]
    rows = [
        {
            "indicator": f"`{entry.name}`",
            "name": entry.en,
            "card": card.id,
            "formula": entry.formula,
            "counts": entry.numerator_en,
            "divided by": entry.denominator_en,
            "unit": entry.unit,
            "interval": entry.interval,
            "direction": entry.direction,
            "sensitive": "yes" if entry.sensitive else "",
            "basic": "yes" if card.basic else "",
            "version": card.version,
        }
        for card, entry in entries
    ]
    return table_text(pd.DataFrame(rows))


def prices_table() -> str:
    """The prices that come with the package."""
    prices = read_reference("prices").fillna("")
    columns = ["id", "en", "value", "unit", "price_year", "payer", "law", "values", "found_how", "confidence"]
    return table_text(prices[columns].assign(id="`" + prices["id"] + "`").rename(columns={"id": "price", "en": "name"}))


def claims_text() -> str:
    """What may be said of a comparison, by its design and what went wrong."""
    return table_text(claims_table())


def glossary_text() -> str:
    """The glossary of the course, Dutch first."""
    words = glossary()[["dutch", "english", "meaning", "lessons"]]
    return table_text(words.rename(columns={"dutch": "Dutch", "english": "English"}))


MADE = {"cards": cards_table, "prices": prices_table, "claims": claims_text}
"""The tables of METHODS.md that `.ci/regenerate` makes, by the name in their mark."""
