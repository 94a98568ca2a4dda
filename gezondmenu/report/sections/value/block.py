"""What it is worth, and to whom: residents' appreciation first, then euros, payers, how sure, and the trace."""

from __future__ import annotations

from gezondmenu.language import format_euro, message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, bars, fold, heading, notes_below, paragraph, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.parts.tables import side_by_side
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value import block_payers, block_sure, claims, claims_payers, paid, rows
from gezondmenu.report.sections.value.amounts import alone
from gezondmenu.report.sections.value.cheers import cheers_fold
from gezondmenu.report.sections.value.gaps import gaps
from gezondmenu.report.sections.value.rows import CARDS, COSTS, TIME_GIVEN, is_valued, weights
from gezondmenu.report.sections.value.tables_trace import silent_list, where_amounts_come_from
from gezondmenu.report.sections.value.words import euros
from gezondmenu.report.words import sentences_costs, sentences_opinion
from gezondmenu.report.words.amounts import cell, why_not
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.report.words.typed_claims import claim_sentence
from gezondmenu.vocabulary import group_label

TITLES = {"worth": message("What is it worth, and to whom?")}

HOW_COSTS_WERE_SPLIT = {
    Why.AMOUNT_SPLIT_BY_POPULATION: message(
        "Of this {amount} is a part of shared costs, split by number of residents."
    ),
    Why.AMOUNT_SPLIT_EQUALLY: message("Of this {amount} is a part of shared costs, split equally."),
}


WHAT_A_VALUATION_TAKES = {
    Why.NO_TABLE: message(
        "That takes a table chains: which change counts, for whom and at what price, and why each assumption holds."
    ),
    Why.NO_CHOICE: message("That takes these choices in study.toml. They have no default on purpose."),
    Why.COMPARISON_AREA: message("The programme was not in this area."),
    Why.NO_FULL_YEAR: message("That takes a year that was counted to its end."),
    Why.NO_CHAIN_IN_EUROS: message("That takes what is missing for each outcome. It is listed here."),
}
"""What would make a valuation possible, by the reason why there is none."""


def what_it_is_worth(page: Page) -> Block:
    """The section: appreciation, euros with their range and their payers, costs and hours, and the trace of it all."""
    title = heading("worth", translate(TITLES["worth"], page.language))
    if page.reader == RESIDENTS:
        body = _for_residents(page)
    elif is_valued(page):
        body = _valued(page)
    else:
        first = [_appreciation(page)] if weights(page) else []
        beside = block_payers.appreciation_and_value(page)
        body = [*first, beside, _costs(page), *paid.who_paid(page), *_hours(page), *_not_valued(page)]
    return Block("what it is worth", title, *body, card_folds(page, rows.cards_of_worth(page)))


def glance(page: Page) -> str:
    """Value beside costs, and who pays and who gains, in a line; nothing for residents."""
    if page.reader == RESIDENTS:
        return ""
    if not is_valued(page):
        unknown = translate("What this is worth in euros, and to whom, was not worked out.", page.language)
        return " ".join([*paid.payers_in_words(page), unknown])
    return " ".join([*claims.value_and_costs(page)[:1], *claims_payers.wrong_pocket(page)[:1]])


def _valued(page: Page) -> list[str]:
    language = page.language
    return [
        _appreciation(page),
        paragraph(*claims_payers.for_reader(page), kind="reader"),
        paragraph(*claims.value_and_costs(page)),
        paragraph(*claims.how_firm(page)),
        block_payers.appreciation_and_value(page),
        *block_payers.payers_block(page),
        block_sure.net_value_block(page),
        *block_sure.answer_block(page),
        *block_sure.plane_block(page),
        subheading(translate("What did it cost?", language)),
        _costs(page),
        *_hours(page),
        block_sure.accepted_fold(page),
        where_amounts_come_from(page),
        cheers_fold(page),
    ]


def _appreciation(page: Page) -> str:
    """What residents think, first: it stands beside the euros and is not added to them."""
    beside = translate("That is appreciation. It stands beside the euros and is not added to them.", page.language)
    claim = sentences_opinion.appreciates(page)
    known = row(page, "appreciation_positive", group_label(statement="my_health")).known or claim.sure
    return paragraph(claim.text, beside if known else "")


def _costs(page: Page) -> str:
    """What was booked, per visit and in all, with last year and the city beside it."""
    language, costs = page.language, row(page, "costs")
    lead = [sentences_costs.costs(page).text if row(page, "cost_per_visit").known else ""]
    if costs.known:
        lead.append(_booked(page, costs))
    else:
        lead.append(translate("We do not know the costs: {reason}.", language, reason=why_not(costs, language)))
    lead += [*_shared_costs(page), claims.costs_that_count(page), claims.helped(page)]
    caption = translate("Costs, {area}", language, area=page.area_name)
    return paragraph(*lead) + side_by_side(page, rows.COSTS, caption, dashes=False)


def _booked(page: Page, costs: Row) -> str:
    """What was booked in all, with the visits that it is divided by where their number may be said."""
    language, visits = page.language, row(page, "visits")
    amount = cell(costs, language)
    if row(page, "cost_per_visit").known and visits.known:
        counted = cell(visits, language)
        return translate("In all {amount} was booked, for {visits} visits.", language, amount=amount, visits=counted)
    return translate("In all {amount} was booked.", language, amount=amount)


def _not_valued(page: Page) -> list[str]:
    """Two lines: what is missing, with the reasons of the rows, and what would make it possible."""
    language = page.language
    entry = next((e for e in (row(page, name) for name in ("value_benefits", "net_value")) if e.reasons), None)
    missing = translate("What this is worth in euros, and to whom, was not worked out.", language)
    needed = translate("That takes knowing what changed, and what that is worth to whom.", language)
    if entry is not None:
        reason = reason_words(entry.reasons, language)
        missing = translate("What this is worth in euros, and to whom, was not worked out: {reason}.", language,
                            reason=reason)  # fmt: skip
        first = entry.reasons.kinds[0]
        needed = translate(WHAT_A_VALUATION_TAKES[first], language) if first in WHAT_A_VALUATION_TAKES else needed
    lines = [paragraph(missing, kind="missing"), paragraph(needed, kind="needed")]
    listed = entry is not None and entry.reason(Why.NO_CHAIN_IN_EUROS) is not None
    return [*lines, silent_list(page)] if listed else lines


def _for_residents(page: Page) -> list[str]:
    """Appreciation, what weighs most and hours: no amount in euros."""
    words = translate("On this page stand no amounts in euros. They are on the page for everybody.", page.language)
    return [
        paragraph(sentences_opinion.appreciates(page).text),
        block_payers.appreciation_and_value(page),
        *_hours(page),
        paragraph(words),
    ]


def _hours(page: Page) -> list[str]:
    """Who gives time: hours by role as bars, the number of volunteers, and euros only where the study asks for them."""
    language = page.language
    lines = claims.hours_lines(page)
    if not lines:
        return []
    caption = translate("Hours and volunteers, {area}", language, area=page.area_name)
    return [
        subheading(sentences_costs.hours_finding(page)),
        bars(lines),
        notes_below(source(page), *claims.missing_hours(page)),
        paragraph(_paid_hours(page)),
        fold(
            translate("The numbers in a table", language),
            side_by_side(page, rows.TIME_GIVEN, caption, dashes=False),
        ),
    ]


def _paid_hours(page: Page) -> str:
    """The unpaid hours in euros, on a line of its own; empty unless the study asks for it."""
    entry = row(page, "volunteer_value")
    if not entry.known:
        return ""
    amount = euros(alone(entry), page.language)
    return claim_sentence("paid hours", entry.design, page.language, amount=amount)


def _shared_costs(page: Page) -> list[str]:
    """Which part of the costs was split over areas, and how."""
    language, sentences = page.language, []
    for kind, words in HOW_COSTS_WERE_SPLIT.items():
        values = row(page, "costs").reason(kind)
        if values:
            amount = format_euro(values["amount"], language, 0)
            sentences.append(translate(words, language, amount=amount))
    return sentences


SECTION = Section(
    "value",
    order=80,
    blocks=(what_it_is_worth,),
    titles=TITLES,
    indicators=(*COSTS, *TIME_GIVEN),
    cards=CARDS,
    gaps=gaps,
    first=claims_payers.first_for_payer,
    glance=glance,
)
