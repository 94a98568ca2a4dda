"""How the page was worked out: the cards of its indicators, the rules in plain words, and what made it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gezondmenu.indicators.register import Card, Indicator, cards
from gezondmenu.language import UNKNOWN, format_date, message, translate
from gezondmenu.report.select import Page, rows_hash, rows_of_period
from gezondmenu.report.words import upper_first

DIRECTIONS = {
    "neutral": message("neither higher nor lower is better"),
    "higher is more": message("higher is more"),
    "higher is better": message("higher is better"),
    "higher is more accessible": message("higher is more accessible"),
    "higher is more certain": message("higher is more certain"),
}
INTERVALS = {
    "Wilson": message("Wilson's interval, 95%"),
    "none: complete count": message("none: everything was counted"),
    "none: borrowed figure": message("none: the source gives none here"),
}
FACTS_SHOWN = 12  # characters of the hash; the manifest of the run holds the whole one, under rows


def card_folds(page: Page, ids: Sequence[str]) -> str:
    """The cards of indicators, each in a fold."""
    known = cards()
    folds = "".join(_card(known[id], page.language) for id in ids if id in known)
    heading = escape(translate("How was this counted?", page.language))
    return f'<div class="cards"><p class="cards-title">{heading}</p>{folds}</div>' if folds else ""


def _card(card: Card, language: str) -> str:
    name, why, caveat = (getattr(card, f"{part}{language}") for part in ("", "why_", "caveat_"))
    parts = "".join(_facts(entry, language) for entry in card.indicators.values())
    mind = translate("Mind", language)
    version = translate("Card {id}, version {version}", language, id=card.id, version=card.version)
    return (
        f'<details class="card"><summary>{escape(name)}</summary><div class="card-body"><p>{escape(why)}</p>{parts}'
        f"<p><strong>{escape(mind)}:</strong> {escape(caveat)}</p>"
        f'<p class="small">{escape(version)}</p></div></details>'
    )


def _facts(entry: Indicator, language: str) -> str:
    what = getattr(entry, f"numerator_{language}")
    below = getattr(entry, f"denominator_{language}")
    facts = [(translate("counts", language), what)]
    if below:
        facts.append((translate("divided by", language), below))
    if entry.interval in INTERVALS:
        facts.append((translate("interval", language), translate(INTERVALS[entry.interval], language)))
    if entry.direction in DIRECTIONS:
        facts.append((translate("direction", language), translate(DIRECTIONS[entry.direction], language)))
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in facts if text)
    return f'<p class="card-name">{escape(upper_first(getattr(entry, language)))}</p><dl class="facts">{items}</dl>'


def rules_in_words(page: Page) -> list[tuple[str, str]]:
    """What a reader must know to read the numbers, each a heading and a few sentences."""
    language = page.language
    few = (row.reason("hidden: fewer than {limit}") for row in rows_of_period(page) if row.hidden)
    limit = next((values["limit"] for values in few if values), "")
    rules = [
        (
            translate("Visits and participants", language),
            translate("Somebody who comes ten times is ten visits and one participant.", language),
        ),
        (
            translate("How sure", language),
            translate(
                "“Between 74% and 85%” is the interval. "
                "Had other people answered by chance, the share would most likely still lie there. "
                "It says nothing about people who never answer.",
                language,
            ),
        ),
        (
            translate("More or less", language),
            translate(
                "We write “more” or “less” only where the intervals do not overlap, or a count differs by 3% or more. "
                "A change does not say what caused it.",
                language,
            ),
        ),
    ]
    if page.rule == "internal":
        rules.append(
            (
                translate("Small numbers", language),
                translate("Nothing is hidden on this page. Do not share it outside your organisation.", language),
            )
        )
    else:
        words = translate("Numbers about very few people are hidden on every page, and others are rounded.", language)
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
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{_linked(text)}</dd></div>" for name, text in facts if text)
    heading = escape(translate("About this page", language))
    wrong = escape(
        translate(
            "Have you found a mistake? Let us know. A corrected page carries a new date and a new mark.", language
        )
    )
    inner = f'<p class="foot-title">{heading}</p><dl>{items}</dl><p>{wrong}</p>'
    return f'<footer class="foot"><div class="inner">{inner}</div></footer>'


def _linked(text: str) -> str:
    """An address as a link; other text as it is."""
    if text.startswith(("https://", "http://")) and " " not in text:
        return f'<a href="{escape(text, quote=True)}">{escape(text)}</a>'
    if "@" in text and " " not in text:
        return f'<a href="mailto:{escape(text, quote=True)}">{escape(text)}</a>'
    return escape(text)
