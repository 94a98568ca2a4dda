"""What residents think and what weighs most for them, in words beside the euros."""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate
from gezondmenu.report.parts.tables import bare, interval_cell
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.sections.value.rows import opinions, weights
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import statement_text
from gezondmenu.report.words.scores import signed, unbroken

OF_WEIGHTS = {
    "points_share": message("How residents divide points"),
    "best_worst_score": message("Chosen as best (+1) or worst (-1)"),
}


def spoken_opinions(page: Page) -> list[str]:
    """What the panel of residents shows, for the alternative text."""
    language = page.language
    phrases = [
        translate("{name}: {share} positive", language, name=statement_text(name, language, short=True),
                  share=cell(entry, language))
        for name, entry in opinions(page)
    ]  # fmt: skip
    for kind, heavy in weights(page):
        for name, entry in heavy:
            words = cell(entry, language) if kind == "points_share" else score_words(entry, language)
            phrases.append(f"{statement_text(name, language, short=True)}: {words}")
    return phrases


def weight_words(kind: str, entry: Row, language: str) -> str:
    """A weight in a cell of a table."""
    if kind == "best_worst_score":
        return score_words(entry, language)
    return bare(entry, language)


def weight_limits(kind: str, entry: Row, language: str) -> str:
    """The interval of a weight in a cell of a table."""
    if not entry.has_interval:
        return "–"
    if kind == "best_worst_score":
        low, high = (format_number(limit, language, 1) for limit in (entry.lower, entry.upper))
    else:
        return interval_cell(entry, language)
    return unbroken(translate("{low} to {high}", language, low=low, high=high))


def score_words(entry: Row, language: str) -> str:
    """A score of best and worst in words: from -1 to 1, with its sign."""
    if not entry.known:
        return cell(entry, language)
    return signed(entry.value, 1, language)
