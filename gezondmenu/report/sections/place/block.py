"""What there is to do and at what price, and in what kind of neighbourhood; on the page of a city, over its areas."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.report.parts.captions import source, unknown
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, finding, fold, notes_below, paragraph, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import context_rows, row
from gezondmenu.report.sections.place import claims, figures, rows, tables
from gezondmenu.report.sections.place.gaps import gaps
from gezondmenu.report.sections.place.rows import CARDS, OFFER, PLACE
from gezondmenu.report.words.amounts import cell, why_not
from gezondmenu.report.words.names import level_name
from gezondmenu.vocabulary import ALL


def activities_by_price(page: Page) -> Block:
    """How low the threshold is: prices, distance, who leads, and in what form."""
    language = page.language
    cards = card_folds(page, CARDS["offer"])
    activities = [entry for trait in ("price_low_income", "organiser") for entry in rows.activity_rows(page, trait)]
    if not activities:
        reason = why_not(row(page, "activities"), language)
        words = translate("We do not know what there is to do, and at what price: {reason}.", language, reason=reason)
        above = subheading(translate("Can everybody join in?", language))
        return Block("activities", above, paragraph(words), cards)
    drawn = finding(
        page,
        "activities",
        claims.prices_finding(page),
        translate("Number of activities, {period}", language, period=page.when),
        lambda width: figures.low_threshold(page, width),
        [f"{level_name(entry.group, language)} {cell(entry, language)}" for entry in activities],
        [
            source(page),
            *unknown(page, [("free_for_low_income", "price_low_income"), ("led_by_residents", "organiser")]),
        ],
        tables.activities_table(page),
    )
    return Block(
        "activities",
        drawn.html,
        paragraph(*claims.price_and_distance(page)),
        paragraph(*claims.forms(page)),
        fold(
            translate("Alone, together, for everybody: the numbers", language),
            tables.forms_table(page),
            notes_below(*unknown(page, [("form_share", "form")])),
        ),
        cards,
    )


def neighbourhood(page: Page) -> Block:
    """In what kind of neighbourhood this happens: borrowed figures with their source, and the order of areas."""
    language = page.language
    residents = row(page, "residents", period=ALL)
    gradient = claims.gradient(page)
    if not context_rows(page) and not residents.known and not gradient:
        return Block("neighbourhood")
    words = ""
    if residents.known:
        count = format_number(residents.value, language)
        words = translate("{area} has {count} residents.", language, area=page.area_name, count=count)
    context = tables.context_table(page)
    note = translate("The figures below are estimates by others. They do not show what the activities do.", language)
    known_cards = [*CARDS["place"], *(["context"] if context else [])]
    return Block(
        "neighbourhood",
        subheading(translate("In what kind of neighbourhood?", language)),
        paragraph(words, note if context else ""),
        context,
        *([subheading(gradient[0]), paragraph(*gradient[1:])] if gradient else []),
        card_folds(page, [*known_cards, *(CARDS["gradient"] if gradient else ())]),
    )


SECTION = Section(
    "place",
    order=30,
    blocks=(activities_by_price, neighbourhood),
    indicators=(*OFFER, *PLACE),
    cards=CARDS,
    gaps=gaps,
)
