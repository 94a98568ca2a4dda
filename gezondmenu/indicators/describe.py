"""The register as a table and as text: for JupyterLab, for the command, and for whoever wants the whole card."""

from __future__ import annotations

import pandas as pd

from gezondmenu.card import Card, Indicator, card_words
from gezondmenu.indicators.register import cards
from gezondmenu.language import check_language, message, translate

COLUMNS = {
    "card": message("card"),
    "indicator": message("indicator"),
    "name": message("name"),
    "why": message("why it matters"),
    "numerator": message("counts"),
    "denominator": message("divided by"),
    "unit": message("unit"),
    "counts": message("what is counted"),
    "sensitive": message("sensitive"),
    "direction": message("direction"),
    "tables": message("tables needed"),
    "interval": message("interval"),
    "breakdowns": message("also told by"),
    "caveat": message("mind"),
    "basic": message("basic set"),
    "version": message("version"),
}
"""Fields of the register, with the words that a reader sees."""

WORDS = {
    "Wilson": message("Wilson's interval, 95%"),
    "Wilson, clustered by person": message("Wilson's interval, 95%, that allows for several answers of one person"),
    "Wilson, clustered by activity": message("Wilson's interval, 95%, that takes activities as clusters"),
    "t on the log scale, over sessions": message("t interval on the log scale over sessions, 95%"),
    "t on the log scale, over persons": message("t interval on the log scale over persons, 95%"),
    "t, over persons": message("t interval over persons, 95%"),
    "Kaplan-Meier": message("Kaplan and Meier's interval of the median, 95%"),
    "quasi-Poisson with season": message("regression of counts on quarters and season, 95%"),
    "slope over areas": message("regression over areas, 95%"),
    "exact or t, over persons": message("exact interval below 20 persons, t interval from there on, 95%"),
    "t with Hedges' correction": message("t interval with Hedges' correction for few persons, 95%"),
    "regression that allows for few areas": message("regression whose interval allows for few areas, 95%"),
    "regression over persons": message("regression over persons with robust errors, 95%"),
    "share of draws": message("95% of draws of all uncertain inputs together"),
    "prediction of months to come": message("range of the months to come, 90%"),
    "range of chance": message("range of 95 of 100 years in which nothing changed"),
    "none: follows from others": message("none: follows from other numbers that have one"),
    "none: complete count": message("none: everything was counted"),
    "none: borrowed figure": message("none: the source gives none here"),
    "neutral": message("neither higher nor lower is better"),
    "higher is more": message("higher is more"),
    "higher is better": message("higher is better"),
    "lower is better": message("lower is better"),
    "higher is more accessible": message("higher is more accessible"),
    "higher is more certain": message("higher is more certain"),
}
"""Words of a card that are not its own, for a reader."""


def describe_indicators(language: str = "nl") -> pd.DataFrame:
    """The register as a table: every named indicator with what a reader must know of it.

    Parameters
    ----------
    language : {"nl", "en"}
        Of the names and explanations.

    Returns
    -------
    DataFrame
        A row for each named indicator: card, indicator, name, why, numerator, denominator, unit, counts, sensitive,
        direction, tables, interval, breakdowns, caveat, basic, version.

    Examples
    --------
    >>> table = describe_indicators("en").set_index("indicator")
    >>> table.loc["participation_rate", ["numerator", "denominator"]].tolist()
    ['different residents who came at least once', 'residents']
    """
    check_language(language)
    entries = [(card, entry) for card in cards().values() for entry in card.indicators.values()]
    return pd.DataFrame([_fields(card, entry, language) for card, entry in entries], columns=list(COLUMNS))


def describe_card(id: str, language: str = "nl") -> str:
    """One card as text, for the command line."""
    card = cards()[id]
    lines = [f"{card.id}: {card_words(card, language)}"]
    shared = ("why", "tables", "breakdowns", "caveat", "basic", "version")
    for entry in card.indicators.values():
        fields = _fields(card, entry, language)
        lines += ["", f"{entry.name}: {fields['name']}"]
        lines += _lines({name: text for name, text in fields.items() if name not in shared}, language)
    lines += ["", *_lines({name: fields[name] for name in shared}, language)]
    return "\n".join(lines)


def words_of(word: str, language: str) -> str:
    """An interval method or a direction as a reader says it; an own one as it is."""
    return translate(WORDS[word], language) if word in WORDS else word


def _fields(card: Card, entry: Indicator, language: str) -> dict[str, object]:
    return {
        "card": card.id,
        "indicator": entry.name,
        "name": card_words(entry, language),
        "why": card_words(card, language, "why"),
        "numerator": card_words(entry, language, "numerator"),
        "denominator": card_words(entry, language, "denominator"),
        "unit": entry.unit,
        "counts": " / ".join(word for word in (entry.numerator, entry.denominator) if word),
        "sensitive": entry.sensitive,
        "direction": words_of(entry.direction, language),
        "tables": ", ".join(table.replace("|", " / ") for table in card.tables),
        "interval": words_of(entry.interval, language),
        "breakdowns": ", ".join(card.breakdowns),
        "caveat": card_words(card, language, "caveat"),
        "basic": card.basic,
        "version": card.version,
    }


def _lines(fields: dict[str, object], language: str) -> list[str]:
    yes_no = {True: translate("yes", language), False: translate("no", language)}
    skipped = ("card", "indicator", "name")
    return [
        f"    {translate(COLUMNS[name], language)}: {yes_no[text] if isinstance(text, bool) else text}"
        for name, text in fields.items()
        if text != "" and name not in skipped
    ]
