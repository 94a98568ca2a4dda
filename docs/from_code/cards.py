"""A page for each card, in English and Dutch, and a list of all indicators."""

from __future__ import annotations

import pandas as pd

import gezondmenu as gm
from from_code.markdown import fields_text, plain
from gezondmenu.card import Card, card_words, shipped_cards
from gezondmenu.indicators.describe import COLUMNS
from gezondmenu.indicators.register import function_of, has_function
from gezondmenu.language import translate

FOLDER = "reference/cards"
OF_CARD = ("why", "caveat", "tables", "breakdowns", "basic", "version")
OF_INDICATOR = ("numerator", "denominator", "unit", "counts", "sensitive", "direction", "interval")


def pages() -> dict[str, str]:
    """The page of each card by its name, and the list."""
    gm.effects  # noqa: B018 - the rooms that work out the cards are loaded with it
    cards = shipped_cards()
    described = {language: gm.describe_indicators(language) for language in ("en", "nl")}
    made = {f"{FOLDER}/{id}.md": _page(card, described) for id, card in cards.items()}
    return {**made, "reference/cards.md": _list(cards)}


def _page(card: Card, described: dict[str, pd.DataFrame]) -> str:
    parts = [f"# {plain(card_words(card, 'en'))}", f"Card `{card.id}`."]
    for language in ("en", "nl"):
        rows = described[language].query("card == @card.id").set_index("indicator")
        if language == "nl":
            parts += ["## In het Nederlands", f"**{plain(card_words(card, 'nl'))}**"]
        parts.append(fields_text(_fields(rows.iloc[0], OF_CARD, language)))
        for name, row in rows.iterrows():
            heading = plain(row["name"])
            parts += [f"(indicator-{card.id}-{name})=\n## {heading}"] if language == "en" else [f"### {heading}"]
            entry = card.indicators[str(name)]
            fields = {"formula": f"`{entry.formula}`"} if language == "en" else {}
            parts.append(fields_text({"indicator": f"`{name}`", **fields, **_fields(row, OF_INDICATOR, language)}))
    if has_function(card.id):
        function = function_of(card.id)
        parts += ["## In the code", f"Worked out by `{function.__module__}.{function.__name__}`."]
    return "\n\n".join(parts) + "\n"


def _fields(row: pd.Series, names: tuple[str, ...], language: str) -> dict[str, str]:
    yes_no = {True: translate("yes", language), False: translate("no", language)}
    return {
        translate(COLUMNS[name], language): _tables(row[name])
        if name == "tables"
        else yes_no[bool(row[name])]
        if name in ("basic", "sensitive")
        else plain(row[name])
        for name in names
    }


def _tables(needed: str) -> str:
    """The tables that a card needs, each with a link to its page."""
    groups = [
        [f"[`{table}`](/reference/tables/{table}.md)" for table in part.split(" / ")] for part in needed.split(", ")
    ]
    return ", ".join(" / ".join(group) for group in groups) if needed else ""


def _list(cards: dict[str, Card]) -> str:
    lines = ["| indicator | name | card | unit |", "| --- | --- | --- | --- |"]
    for card in cards.values():
        link = f"[{plain(card_words(card, 'en'))}](/{FOLDER}/{card.id}.md)"
        for name, entry in card.indicators.items():
            words = plain(card_words(entry, "en"))
            lines.append(f"| [`{name}`](#indicator-{card.id}-{name}) | {words} | {link} | {plain(entry.unit)} |")
    basic = ", ".join(
        f"[{plain(card_words(card, 'en'))}](/{FOLDER}/{card.id}.md)" for card in cards.values() if card.basic
    )
    return (
        "\n\n".join(
            [
                "# Cards and indicators",
                "A card answers one question with one or more indicators, and says what a reader must know before "
                f"believing them. The package has {len(cards)} cards; the basic set is: {basic}.",
                "`gezondmenu indicators` prints the same list, and `gm.describe_indicators` gives it as a table.",
                "\n".join(lines),
                "```{toctree}\n:hidden:\n:titlesonly:\n\n" + "\n".join(f"cards/{id}" for id in cards) + "\n```",
            ]
        )
        + "\n"
    )
