"""Who takes part: key figures, how often, beside the city and last year, over time, and per group."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.captions import hidden_groups, source, unknown
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, figure, finding, fold, heading, notes_below, paragraph, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.parts.tables import beside_table, group_lines, indicator_lines, side_by_side
from gezondmenu.report.rows.comparing import is_part_of_it
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import quarters, row
from gezondmenu.report.sections.people import claims, claims_time, figures, figures_time, rows, tables
from gezondmenu.report.sections.people.gaps import gaps
from gezondmenu.report.sections.people.rows import CARDS, GROUPS, HOW_OFTEN, OVER_TIME, TAKING_PART
from gezondmenu.report.words.amounts import hidden_words, why_not
from gezondmenu.report.words.names import indicator_name, level_name, upper_first
from gezondmenu.report.words.sentences_people import persons_known, takes_part
from gezondmenu.report.words.shares import reach_words, visits_words

TITLES = {"who": message("Who takes part?")}


def who_takes_part(page: Page) -> Block:
    """Heading, key figures, how often people come, and the area beside the city and last year."""
    language = page.language
    visits = row(page, "visits")
    lead = [takes_part(page).text, claims.regulars(page)]
    if visits.known and row(page, "participants").known:
        lead.append(
            translate("The activities in the area had {visits}.", language, visits=visits_words(visits.value, language))
        )
    caption = translate("Taking part, {area}", language, area=page.area_name)
    often = translate("How often people come, {area}", language, area=page.area_name)
    return Block(
        "who takes part",
        heading("who", translate(TITLES["who"], language)),
        paragraph(*lead),
        side_by_side(page, rows.TAKING_PART, caption, dashes=False),
        paragraph(*claims.how_often(page)),
        fold(
            translate("More about visits and newcomers", language),
            side_by_side(page, rows.HOW_OFTEN, often, dashes=False),
            notes_below(claims.seem_new(page)),
        ),
        *_beside(page),
        card_folds(page, CARDS["taking part"]),
    )


def _beside(page: Page) -> list[str]:
    """The area beside the city and last year, in words; nothing where there is nothing to put beside it."""
    language = page.language
    caption = translate("Differences, {period}", language, period=page.when)
    lines = indicator_lines(rows.COMPARED, language)
    words = beside_table(page, lines, caption)
    if not words:
        return []
    part = ""
    if page.beside and is_part_of_it(page):
        names = {"area": page.area_name, "other": page.beside_name}
        part = translate("{area} is a part of {other}, and counts there too.", language, **names)
    return [
        subheading(claims.beside_finding(page)),
        words,
        notes_below(
            source(page, row(page, "participants").value),
            *([upper_first(known) + "."] if (known := persons_known(page)) else []),
            claims.seem_new(page),
            translate("Between brackets stands the interval: how sure the difference is.", language),
            part,
            translate("A difference does not say what caused it.", language),
        ),
    ]


def over_time(page: Page) -> Block:
    """Participation per quarter, and the growth with the season taken out."""
    language, indicator = page.language, rows.timeline_indicator(page)
    if not indicator:
        words = translate("There is no quarter whose number can be shown.", language)
        return Block("participation over time", paragraph(words))
    entries = [row(page, indicator, period=label) for label in quarters(page)]
    name = indicator_name(indicator, language)
    alt = f"{upper_first(name)}, {page.area_name}. {claims_time.line_in_words(page, indicator)}"
    hidden = [entry for entry in entries if entry.hidden]
    notes = [source(page, row(page, "participants").value)]
    if hidden:
        words = translate(
            "{count} of {all} quarters: {words}.",
            language,
            count=len(hidden),
            all=len(entries),
            words=hidden_words(hidden[0], language),
        )
        notes.append(words)
        alt += " " + words
    notes.append(translate("A change does not say what caused it.", language))
    first, last = entries[0].period[:4], page.period
    drawn = figure(
        page,
        "participation over time",
        claims_time.change_of_participants(page),
        translate("{what}, per quarter, {first}–{last}", language, what=upper_first(name), first=first, last=last),
        lambda width: figures_time.over_time(page, width),
        alt,
        notes,
        tables.time_table(page),
    )
    grown = claims_time.growth_per_quarter(page)
    cards = card_folds(page, CARDS["over time"])
    return Block("participation over time", drawn.html, paragraph(grown), cards)


def groups(page: Page) -> Block:
    """Who takes part beside who lives here, per group."""
    language = page.language
    groups_shown = rows.shown_groups(page)
    shares = [row(page, "participant_share", group) for group in groups_shown]
    cards = card_folds(page, CARDS["groups"])
    if not any(entry.known for entry in shares):
        first = next((entry for entry in shares), row(page, "participant_share"))
        words = translate("We cannot show which groups take part: {reason}.", language, reason=why_not(first, language))
        above = subheading(translate("Which groups take part?", language))
        return Block("groups", above, paragraph(words), cards)
    here = next(entry for entry in shares if entry.known)
    hidden = [entry for entry in shares if entry.hidden]
    traits = [("participant_share", trait) for trait in rows.TRAITS]
    beside = group_lines(rows.all_groups(page), "participant_share", language)
    caption = translate("Share among participants, beside others, {period}", language, period=page.when)
    drawn = finding(
        page,
        "groups",
        claims.groups_finding(page),
        translate(
            "Share among participants beside share among residents (%), {period}. The thin line is the interval.",
            language,
            period=page.when,
        ),
        lambda width: figures.who_takes_part(page, width),
        [
            f"{upper_first(level_name(group, language))}: {reach_words(row(page, 'reach_ratio', group), language)}"
            for group in groups_shown
        ],
        [source(page, here.n), hidden_groups(page, hidden, len(shares)) if hidden else "", *unknown(page, traits)],
        tables.groups_table(page) + beside_table(page, beside, caption),
    )
    return Block("groups", drawn.html, cards)


SECTION = Section(
    "people",
    order=20,
    blocks=(who_takes_part, over_time, groups),
    titles=TITLES,
    indicators=(*TAKING_PART, *HOW_OFTEN, *OVER_TIME, *GROUPS),
    cards=CARDS,
    gaps=gaps,
)
