"""The page of an arrangement: in one minute, through the year, who has room, over the years, and who has which role."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, box, figure, fold, heading, notes_below, paragraph, subheading
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.section import BUDGET_REPORT, Section
from gezondmenu.report.rows.arrangements import Described, month_shown, parts_of, rows_over_time, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import OF_EUROS
from gezondmenu.report.sections.budget import claims, figures, outcomes, tables
from gezondmenu.report.sections.budget.rows import CARDS
from gezondmenu.report.words.agreed import agreed
from gezondmenu.report.words.decisions import decisions
from gezondmenu.report.words.sentences_budget import (
    booked_late,
    conditions,
    gap_over_the_years,
    has_money,
    one_offs,
    spent,
    year_ends,
)
from gezondmenu.report.words.sentences_case import worth
from gezondmenu.report.words.sentences_more import premiums, spent_locally

TITLES = {
    "decide": message("In one minute"),
    "year": message("How is the budget doing this year?"),
    "brings": message("What does it bring?"),
    "room": message("Who can still deliver?"),
    "years": message("Does the budget last?"),
    "roles": message("Who has which role?"),
}


def _about(page: Page) -> Described:
    return page.arrangements[0]


def _titled(page: Page, anchor: str) -> str:
    return heading(anchor, translate(TITLES[anchor], page.language))


def to_decide(page: Page) -> Block:
    """What is spent, where the year ends, and what must be decided today."""
    about = _about(page)
    return Block(
        "to decide",
        _titled(page, "decide"),
        paragraph(spent(page, about), year_ends(page, about)),
        paragraph(worth(page, about)),
        box(translate("To decide today", page.language), decisions(page, about)),
    )


def through_the_year(page: Page) -> Block:
    """The year as a figure, and by law, payer, organisation and form."""
    language, about = page.language, _about(page)
    month = month_shown(page, about)
    by = [tables.parts_table(page, about, trait) for trait in tables.PARTS]
    parts = fold(translate("By law, payer, organisation and form", language), *by)
    cards = card_folds(page, CARDS["year"])
    if not has_money(page, about):
        return Block("through the year")
    if not month or not rows_over_time(page, about, "budgeted", "year"):
        words = translate("Without a budget and bookings there is no forecast.", language)
        return Block("through the year", _titled(page, "year"), paragraph(words), parts, cards)
    title = claims.year_finding(page, about)
    drawn = figure(
        page,
        "through the year",
        title,
        translate("Booked so far, the even line (dashed) and the forecast, {year}", language, year=month[:4]),
        lambda width: figures.year_of_budget(page, about, width),
        f"{title}. {'; '.join(claims.line_in_words(page, about))}.",
        [source(page), translate("The bar at the end holds nine years of ten.", language)],
        tables.months_table(page, about),
    )
    more = paragraph(one_offs(page, about), booked_late(page, about))
    return Block("through the year", _titled(page, "year"), drawn.html, more, parts, cards)


def what_it_brings(page: Page) -> Block:
    """What is spent, and beside each amount what the help brings."""
    about = _about(page)
    pairs, measured = claims.volumes(page, about), outcomes.outcomes_table(page, about)
    if not pairs and not measured:
        return Block("what it brings")
    note = translate("An amount says nothing of what it brings: its outcome stands beside it.", page.language)
    shown = [macro("budget", "volumes", pairs), notes_below(note)] if pairs else []
    residents_helped = paragraph(outcomes.helped(page, about))
    of_effect = paragraph(*outcomes.effect(page)) if measured else ""
    more = paragraph(premiums(page, about), spent_locally(page, about))
    cards = card_folds(page, CARDS["brings"]) if more else ""
    parts = (*shown, residents_helped, measured, of_effect, more, cards)
    return Block("what it brings", _titled(page, "brings"), *parts)


def room_left(page: Page) -> Block:
    """What each organisation may still spend, and the rule."""
    language, about = page.language, _about(page)
    if not parts_of(page, about, "room_left", year_shown(page, about), "organisation"):
        return Block("room left")
    rule = translate(
        "Any organisation that can give the help may deliver it from its own room. Where none has room, the managers "
        "consult. Nobody is assigned: professionals and residents choose.",
        language,
    )
    table = tables.room_table(page, about)
    return Block("room left", _titled(page, "room"), table, paragraph(rule), card_folds(page, CARDS["room"]))


def over_the_years(page: Page) -> Block:
    """A fixed budget beside a need that grows."""
    language, about = page.language, _about(page)
    needs = [
        entry for entry in rows_over_time(page, about, "need", "year") if entry.known or entry.lower == entry.lower
    ]
    if not needs and not has_money(page, about):
        return Block("over the years")
    if not needs:
        words = translate(
            "Not available: the table agreements gives no growth of the need, or the budget is of one year.", language
        )
        return Block("over the years", _titled(page, "years"), paragraph(words))
    title = gap_over_the_years(page, about) or translate("Need and budget over the years", language)
    drawn = figure(
        page,
        "over the years",
        title,
        translate("Need and budget, {first}–{last}", language, first=needs[0].period, last=needs[-1].period),
        lambda width: figures.need_and_budget(page, about, width),
        f"{title} {'; '.join(claims.years_in_words(page, about))}.",
        [translate("What would be, if the need grows as was given.", language)],
        tables.years_table(page, about),
    )
    basis = paragraph(*agreed(page, about))
    return Block("over the years", _titled(page, "years"), basis, drawn.html, card_folds(page, CARDS["years"]))


def roles(page: Page) -> Block:
    """Who commissions, employs, pays and benefits, and the conditions for success."""
    about = _about(page)
    title = translate("Conditions for success", page.language)
    lines = [paragraph(line) for line in conditions(about, page.language)]
    return Block("roles", _titled(page, "roles"), tables.roles_table(page, about), subheading(title), *lines)


SECTION = Section(
    "budget",
    order=110,
    blocks=(to_decide, through_the_year, what_it_brings, room_left, over_the_years, roles),
    titles=TITLES,
    readers=OF_EUROS,
    cards=CARDS,
    notebook=BUDGET_REPORT,
)
