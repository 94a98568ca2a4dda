"""What there is to do and at what price, and in what kind of neighbourhood; on the page of a city, over its areas."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.report import claims, claims_more, figures_offer, method, shown, tables, tables_more
from gezondmenu.report.amounts import cell, why_not
from gezondmenu.report.parts import Block, finding, fold, notes_below, paragraph, source, subheading, unknown
from gezondmenu.report.select import Page, context_rows, row
from gezondmenu.report.words import level_name
from gezondmenu.vocabulary import ALL


def activities_by_price(page: Page) -> Block:
    """How low the threshold is: prices, distance, who leads, and in what form."""
    language = page.language
    cards = method.card_folds(page, shown.CARDS["offer"])
    activities = [
        entry for trait in ("price_low_income", "organiser") for entry in figures_offer.activity_rows(page, trait)
    ]
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
        lambda width: figures_offer.low_threshold(page, width),
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
        paragraph(*claims_more.price_and_distance(page)),
        paragraph(*claims_more.forms(page)),
        fold(
            translate("Alone, together, for everybody: the numbers", language),
            tables_more.forms_table(page),
            notes_below(*unknown(page, [("form_share", "form")])),
        ),
        cards,
    )


def neighbourhood(page: Page) -> Block:
    """In what kind of neighbourhood this happens: borrowed figures with their source, and the order of areas."""
    language = page.language
    residents = row(page, "residents", period=ALL)
    gradient = claims_more.gradient(page)
    if not context_rows(page) and not residents.known and not gradient:
        return Block("neighbourhood")
    words = ""
    if residents.known:
        count = format_number(residents.value, language)
        words = translate("{area} has {count} residents.", language, area=page.area_name, count=count)
    context = tables.context_table(page)
    note = translate("The figures below are estimates by others. They do not show what the activities do.", language)
    known_cards = [*shown.CARDS["place"], *(["context"] if context else [])]
    return Block(
        "neighbourhood",
        subheading(translate("In what kind of neighbourhood?", language)),
        paragraph(words, note if context else ""),
        context,
        *([subheading(gradient[0]), paragraph(*gradient[1:])] if gradient else []),
        method.card_folds(page, [*known_cards, *(shown.CARDS["gradient"] if gradient else ())]),
    )
