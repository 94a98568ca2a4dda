"""At a glance: findings of other sections in a line each, and the main indicators beside the city and last year."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, translate
from gezondmenu.report.parts.html import subheading
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import RESIDENTS, about_euros
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.sections.register import findings
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.differences import in_a_word
from gezondmenu.report.words.names import indicator_name, statement_text, upper_first
from gezondmenu.vocabulary import ALL, group_label

INDICATORS = (
    ("participation_rate", "who"),
    ("regular_share", "who"),
    ("visits", "who"),
    ("appreciation_positive", "opinion"),
    ("volunteer_hours", "worth"),
    ("cost_per_visit", "worth"),
)
"""What a reader looks for first, and the anchor of the section that tells more."""


def at_a_glance(page: Page) -> list[str]:
    """Findings with a link to their section, and a table of the main indicators; nothing where none is known."""
    said = findings(page)
    heading = subheading(translate("At a glance", page.language))
    return [heading, macro("summary", "findings", said) if said else "", _table(page)]


def _table(page: Page) -> str:
    language = page.language
    lines = [
        (anchor, name, indicator, group)
        for indicator, anchor in INDICATORS
        if page.reader != RESIDENTS or indicator not in about_euros()
        for name, group in _groups(page, indicator)
    ]
    header = [translate("What", language), page.when]
    header += [translate("Beside {other}", language, other=name) for _, name in page.others]
    body = []
    for anchor, name, indicator, group in lines:
        here = row(page, indicator, group)
        if here.known or here.hidden:
            words = [in_a_word(page, indicator, code, group) for code, _ in page.others]
            link = macro("summary", "way", anchor, upper_first(name))
            body.append([link, cell(here, language), *(word or UNKNOWN for word in words)])
    caption = translate("The main indicators, {area}", language, area=page.area_name)
    return table(caption, header, body, texts=tuple(range(2, len(header)))) if body else ""


def _groups(page: Page, indicator: str) -> list[tuple[str, str]]:
    """The names and groups of an indicator: each statement that residents answered, or all together."""
    if indicator != "appreciation_positive":
        return [(indicator_name(indicator, page.language), ALL)]
    return [(statement_text(name, page.language), group_label(statement=name)) for name in statements(page)]
