"""Where a number comes from, to read: its parts one under the other."""

from __future__ import annotations

import pandas as pd

from gezondmenu.card import card_words
from gezondmenu.html_table import Shown, ShownTable
from gezondmenu.indicators.describe import COLUMNS, words_of
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import UNKNOWN, format_number, message, translate
from gezondmenu.numbers.rounding import decimals_for
from gezondmenu.report.words.amounts import UNITS, number, unit_name
from gezondmenu.report.words.names import indicator_name
from gezondmenu.report.words.reasons import parameter_name

PARTS = {
    "number": message("The number"),
    "release": message("What release did"),
    "card": message("What its card says"),
    "tables": message("Tables it needs"),
    "follows from": message("Follows from"),
    "rows": message("Rows of the files"),
    "costs": message("Costs"),
    "choices": message("Choices of the study"),
}
HEADS = (message("What"), message("Number"), message("Between"), message("Unit"), message("Source"))


def show_trace(table: pd.DataFrame, language: str) -> Shown:
    """The lines of a trace, each part under its own heading; texts of rules are in English."""
    rows: list[list[str]] = []
    table = _in_language(table, language)
    for part, lines in table.groupby("part", sort=False):
        rows.append([_part(str(part), lines, language)])
        rows += [_cells(line, language) for line in lines.to_dict("records")]
    header = [translate(head, language) for head in HEADS]
    caption = translate("Where this number comes from", language)
    return Shown([ShownTable(caption, header, rows, numbers=[1, 2])], language)


def _in_language(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """What the card says, in `language`: its words, and the names of its fields, interval and direction."""
    of_card = table["part"] == "card"
    known = {(card.id, card_words(entry, "en", "name")): (card, entry) for card, entry in named_indicators().values()}
    names = table.loc[of_card & (table["parameter"] == "name"), ["name", "source"]]
    card, entry = known.get(tuple(names.iloc[0]), (None, None)) if len(names) else (None, None)
    if card is None or entry is None:
        return table
    said = {name: card_words(entry, language, name) for name in ("name", "numerator", "denominator")}
    said |= {name: card_words(card, language, name) for name in ("why", "caveat")}
    said |= {"interval": words_of(entry.interval, language), "direction": words_of(entry.direction, language)}
    said["sensitive"] = translate("yes", language) if entry.sensitive else translate("no", language)
    made = table.copy()
    of_words = table["part"].isin(["card", "number"]) & table["parameter"].isin(list(said))
    made.loc[of_words, "source"] = table.loc[of_words, "parameter"].map(said)
    fields = {name: translate(words, language) for name, words in COLUMNS.items()}
    named = of_card | ((table["part"] == "number") & table["parameter"].isin(["numerator", "denominator"]))
    made.loc[named, "parameter"] = table.loc[named, "parameter"].map(lambda name: fields.get(name, name))
    return made


def _part(part: str, lines: pd.DataFrame, language: str) -> str:
    """The name of a part: fixed words, or the name of a chain."""
    if part in PARTS:
        return translate(PARTS[part], language)
    return str(lines["name"].iloc[0]) or part


def _cells(line: dict, language: str) -> list[str]:
    value, low, high = (_amount(line[end], str(line["unit"]), language) for end in ("value", "lower", "upper"))
    between = "" if UNKNOWN in (low, high) else translate("{low} to {high}", language, low=low, high=high)
    unit = unit_name(str(line["unit"]), language)
    return [_what(line, language), "" if value == UNKNOWN else value, between, unit, str(line["source"])]


def _what(line: dict, language: str) -> str:
    """What a line is about: the number that it follows from, a rule with its name, or an input."""
    name, parameter = str(line["name"]), str(line["parameter"])
    if line["part"] == "follows from":
        return indicator_name(name, language)
    words = parameter_name(parameter, language)
    return f"{name}: {words}" if line["part"] in ("release", "rows") and name else words


def _amount(value: float, unit: str, language: str) -> str:
    if unit in UNITS or unit.startswith("EUR"):
        return number(value, unit, language)
    return UNKNOWN if value != value else format_number(value, language, decimals_for(value))
