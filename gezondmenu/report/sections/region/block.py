"""The areas of a region side by side in the order of the study: no ranking, and each number with how sure it is."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, heading, notes_below, paragraph
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.section import REGION_REPORT, Section
from gezondmenu.report.rows.earlier import earlier_page
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.region import claims, since, tables
from gezondmenu.report.words.registers import STATUSES

TITLES = {
    "areas": message("How are the areas doing?"),
    "since": message("What changed since the earlier publication?"),
    "initiatives": message("Which initiatives are there?"),
    "alliances": message("Who works together?"),
    "challenges": message("What do residents want to take over?"),
}

CARDS = {"size": ("learning_region",)}


def areas_side_by_side(page: Page) -> Block:
    """The size of the region, and some indicators of each area."""
    language = page.language
    shown = [text for indicator, group in tables.SIDE_BY_SIDE if (text := tables.areas_table(page, indicator, group))]
    note = translate(
        "Areas stand in the order of the study, and differ in many ways: this is no ranking. Where intervals overlap, "
        "the areas may well be alike.",
        language,
    )
    title = heading("areas", translate(TITLES["areas"], language))
    return Block(
        "areas side by side",
        title,
        paragraph(*claims.how_large(page)),
        *shown,
        notes_below(note),
        card_folds(page, CARDS["size"]),
    )


def since_earlier(page: Page) -> Block:
    """What changed since the earlier publication; nothing where none was given."""
    earlier = earlier_page(page)
    if earlier is None:
        return Block("since earlier")
    title = heading("since", translate(TITLES["since"], page.language))
    others = since.corrected(page, earlier)
    lines = since.changes(page, earlier, others)
    return Block("since earlier", title, paragraph(*lines), *since.tables_of_changes(page, earlier, others))


def initiatives(page: Page) -> Block:
    """The register of initiatives, realised and promising apart, with a box to filter it."""
    language = page.language
    lines = claims.initiatives(page)
    title = heading("initiatives", translate(TITLES["initiatives"], language))
    if not lines:
        words = translate("Not available: the study has no table initiatives for these areas.", language)
        return Block("initiatives", title, paragraph(words))
    registers = [tables.initiatives_table(page, status) for status in STATUSES]
    filtered = macro("region", "filtered", translate("Show only rows with", language), registers)
    note = translate("The same rows stand in {file}, for a spreadsheet.", language, file="published_initiatives.csv")
    return Block("initiatives", title, paragraph(*lines), filtered, notes_below(note))


def alliances(page: Page) -> Block:
    """Alliances on the same fields; no score is made of them."""
    language = page.language
    text = tables.alliances_table(page)
    title = heading("alliances", translate(TITLES["alliances"], language))
    if not text:
        words = translate("Not available: the study has no table alliances.", language)
        return Block("alliances", title, paragraph(words))
    note = translate("What nobody wrote down is not known. No score is made of it.", language)
    return Block("alliances", title, text, notes_below(note))


def challenges(page: Page) -> Block:
    """Right to Challenge: costs now and in the proposal, with unpaid hours as hours; nothing where there is none."""
    text = tables.challenges_table(page)
    if not text:
        return Block("challenges")
    title = heading("challenges", translate(TITLES["challenges"], page.language))
    note = translate("Unpaid hours stay hours: they are not taken off the costs.", page.language)
    return Block("challenges", title, text, notes_below(note))


SECTION = Section(
    "region",
    order=140,
    blocks=(areas_side_by_side, since_earlier, initiatives, alliances, challenges),
    titles=TITLES,
    cards=CARDS,
    notebook=REGION_REPORT,
)
