"""How the page was worked out: the rules in plain words, and what made it."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_date, format_percent, message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.rows import health
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.published import rows_hash
from gezondmenu.report.sections.register import rows_shown
from gezondmenu.report.words.names import upper_first
from gezondmenu.verdicts import SMALL_CHANGE

TITLE = message("About this page")
FACTS_SHOWN = 12  # characters of the hash; the manifest of the run holds the whole one, under rows


def rules_in_words(page: Page) -> list[tuple[str, str]]:
    """What a reader must know to read the numbers, each a heading and a few sentences."""
    language = page.language
    few = (row.reason(Why.HIDDEN_FEW) for row in rows_shown(page) if row.hidden)
    limit = next((values["limit"] for values in few if values), "")
    rules = [
        (
            translate("Visits and participants", language),
            translate("Somebody who comes ten times is ten visits and one participant.", language),
        ),
        (
            translate("How sure", language),
            translate(
                "An example: “between 74% and 85%” is the interval. "
                "Had other people answered by chance, the share would most likely still lie there. "
                "It says nothing about people who never answer.",
                language,
            ),
        ),
        (
            translate("More or less", language),
            translate(
                "We write “more” or “less” only where the interval of the difference leaves out zero. "
                "A count without an interval must differ by {percent} or more. "
                "A change does not say what caused it.",
                language,
                percent=format_percent(SMALL_CHANGE, language),
            ),
        ),
        (
            translate("Percentage points", language),
            translate("From 60% to 66% is 6 percentage points more.", language),
        ),
    ]
    if health.outcomes(page):
        rules.append(
            (
                translate("Change and comparison", language),
                translate(
                    "A change compares answers of before and after. It may have many causes. "
                    "Only a comparison shows what would have changed anyway.",
                    language,
                ),
            )
        )
    if page.rule == "internal":
        rules.append(
            (
                translate("Small numbers", language),
                translate("Nothing is hidden on this page. Do not share it outside your organisation.", language),
            )
        )
    else:
        words = translate("Numbers about very few people are hidden on every page, and others are rounded.", language)
        words += " " + translate("Words of their own that very few people share are left out whole.", language)
        if limit:
            shown = translate("hidden (< {limit})", language, limit=limit)
            words += " " + translate("In the place of a hidden number stands “{words}”.", language, words=shown)
        rules.append((translate("Small numbers", language), words))
    if page.beside:
        rules.append(
            (
                page.beside_name,
                translate("Counted in the same way. Somebody who comes in two areas counts once there.", language),
            )
        )
    return rules


def foot(page: Page) -> str:
    """What made the page, who made and paid it, and where to turn: the footer."""
    language = page.language
    facts = [
        (translate("Made on", language), format_date(page.made_on, language) if page.made_on else UNKNOWN),
        (translate("Period", language), upper_first(page.when)),
        (translate("Made by", language), page.made_by),
        (translate("Paid by", language), page.paid_by),
        (translate("Questions and corrections", language), page.contact),
        (translate("Licence", language), page.licence),
        (translate("Accessibility", language), page.accessibility_statement),
        (translate("Software", language), f"gezondmenu {page.package_version}".strip()),
        (translate("Notebook", language), page.notebook),
        (translate("Rule for small numbers", language), page.rule),
        (translate("Mark of the numbers shown", language), f"sha256 {rows_hash(page.rows)[:FACTS_SHOWN]}"),
        (translate("Area", language), f"{page.area_name} ({page.area})"),
        (translate("Beside it", language), f"{page.beside_name} ({page.beside})" if page.beside else ""),
        (translate("Seed of chance", language), str(page.seed) if page.seed >= 0 else ""),
    ]
    shown = [(name, text, _address(text)) for name, text in facts if text]
    wrong = translate(
        "Have you found a mistake? Let us know. A corrected page carries a new date and a new mark.", language
    )
    return macro("method", "foot", translate(TITLE, language), shown, wrong)


def _address(text: str) -> str:
    """Where a text leads that is an address; blank for other text."""
    if text.startswith(("https://", "http://")) and " " not in text:
        return text
    return f"mailto:{text}" if "@" in text and " " not in text else ""
