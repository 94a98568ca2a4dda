"""Who takes part: key figures, how often, beside the city and last year, over time, and per group."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts import tables, tables_beside
from gezondmenu.report.parts.html import (
    Block,
    figure,
    finding,
    fold,
    heading,
    hidden_groups,
    notes_below,
    paragraph,
    source,
    subheading,
    unknown,
)
from gezondmenu.report.rows import shown
from gezondmenu.report.rows.select import Page, quarters, row
from gezondmenu.report.sections.method import rules
from gezondmenu.report.sections.people import claims as people_claims
from gezondmenu.report.sections.people import claims_time, figures, figures_time
from gezondmenu.report.words import claims as words_claims
from gezondmenu.report.words.amounts import hidden_words, why_not
from gezondmenu.report.words.differences import is_part_of_it
from gezondmenu.report.words.names import level_name, reach_words, upper_first, visits_words


def who_takes_part(page: Page) -> Block:
    """Heading, key figures, how often people come, and the area beside the city and last year."""
    language = page.language
    visits = row(page, "visits")
    lead = [words_claims.takes_part(page).text, words_claims.regulars(page)]
    if visits.known and row(page, "participants").known:
        lead.append(
            translate("The activities in the area had {visits}.", language, visits=visits_words(visits.value, language))
        )
    caption = translate("Taking part, {area}", language, area=page.area_name)
    often = translate("How often people come, {area}", language, area=page.area_name)
    return Block(
        "who takes part",
        heading("who", translate("Who takes part?", language)),
        paragraph(*lead),
        tables.side_by_side(page, shown.TAKING_PART, caption, dashes=False),
        paragraph(*people_claims.how_often(page)),
        fold(
            translate("More about visits and newcomers", language),
            tables.side_by_side(page, shown.HOW_OFTEN, often, dashes=False),
            notes_below(people_claims.seem_new(page)),
        ),
        *_beside(page),
        rules.card_folds(page, shown.CARDS["taking part"]),
    )


def _beside(page: Page) -> list[str]:
    """The area beside the city and last year, in words; nothing where there is nothing to put beside it."""
    language = page.language
    caption = translate("Differences, {period}", language, period=page.when)
    lines = tables_beside.indicator_lines(shown.COMPARED, language)
    words = tables_beside.beside_table(page, lines, caption)
    if not words:
        return []
    part = ""
    if page.beside and is_part_of_it(page):
        names = {"area": page.area_name, "other": page.beside_name}
        part = translate("{area} is a part of {other}, and counts there too.", language, **names)
    return [
        subheading(people_claims.beside_finding(page)),
        words,
        notes_below(
            source(page, row(page, "participants").value),
            *people_claims.missing_of_persons(page),
            people_claims.seem_new(page),
            translate("Between brackets stands the interval: how sure the difference is.", language),
            part,
            translate("A difference does not say what caused it.", language),
        ),
    ]


def over_time(page: Page) -> Block:
    """Participation per quarter, and the growth with the season taken out."""
    language, indicator = page.language, figures_time.timeline_indicator(page)
    if not indicator:
        words = translate("There is no quarter whose number can be shown.", language)
        return Block("participation over time", paragraph(words))
    entries = [row(page, indicator, period=label) for label in quarters(page)]
    name = tables.indicator_name(indicator, language)
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
    cards = rules.card_folds(page, shown.CARDS["over time"])
    return Block("participation over time", drawn.html, paragraph(grown), cards)


def groups(page: Page) -> Block:
    """Who takes part beside who lives here, per group."""
    language = page.language
    groups_shown = figures.shown_groups(page)
    shares = [row(page, "participant_share", group) for group in groups_shown]
    cards = rules.card_folds(page, shown.CARDS["groups"])
    if not any(entry.known for entry in shares):
        first = next((entry for entry in shares), row(page, "participant_share"))
        words = translate("We cannot show which groups take part: {reason}.", language, reason=why_not(first, language))
        above = subheading(translate("Which groups take part?", language))
        return Block("groups", above, paragraph(words), cards)
    here = next(entry for entry in shares if entry.known)
    hidden = [entry for entry in shares if entry.hidden]
    traits = [("participant_share", trait) for trait in figures.TRAITS]
    beside = tables_beside.group_lines(tables.all_groups(page), "participant_share", language)
    caption = translate("Share among participants, beside others, {period}", language, period=page.when)
    drawn = finding(
        page,
        "groups",
        words_claims.groups_finding(page),
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
        tables.groups_table(page) + tables_beside.beside_table(page, beside, caption),
    )
    return Block("groups", drawn.html, cards)
