"""What residents think: the answers, per group, and beside the city and last year."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, finding, fold, heading, notes_below, paragraph
from gezondmenu.report.parts.section import Section
from gezondmenu.report.parts.tables import beside_table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, rows_of, statements
from gezondmenu.report.sections.opinion import claims, figures, figures_beside, rows, tables
from gezondmenu.report.sections.opinion.gaps import gaps
from gezondmenu.report.sections.opinion.rows import CARDS, OPINION
from gezondmenu.report.words.amounts import hidden_words, interval
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import statement_text
from gezondmenu.report.words.sentences_opinion import answered, appreciates
from gezondmenu.vocabulary import group_label

TITLES = {"opinion": message("What do residents think?")}


def what_residents_think(page: Page) -> Block:
    """Heading and reading of the second section."""
    language = page.language
    claim = appreciates(page)
    lead = [claim.text]
    positive = row(page, "appreciation_positive", group_label(statement="my_health"))
    if positive.has_interval and positive.reason(Why.ROUGH) is None:
        lead.append(translate("That share lies {interval}.", language, interval=interval(positive, language)))
    lead.append(claims.with_the_others(page))
    lead.append(answered(page))
    if positive.known:
        lead.append(translate("This is their opinion, not a measurement of their health.", language))
    return Block("what residents think", heading("opinion", translate(TITLES["opinion"], language)), paragraph(*lead))


def appreciation(page: Page) -> Block:
    """The answers to each statement, then beside others, then per group."""
    language = page.language
    cards = card_folds(page, CARDS["opinion"])
    asked = statements(page)
    positives = [row(page, "appreciation_positive", group_label(statement=name)) for name in asked]
    if not any(entry.known for entry in positives):
        return Block("appreciation", cards)
    drawn = finding(
        page,
        "appreciation",
        claims.appreciation_finding(page),
        translate("Answers to each statement (%), {period}", language, period=page.when),
        lambda width: figures.what_residents_think(page, width),
        [
            f"{statement_text(name, language)}: {figures.positive_words(page, entry)}"
            for name, entry in zip(asked, positives, strict=True)
        ],
        [source(page), claims.answered_of_asked(page), _covered(page)],
        tables.appreciation_table(page),
    )
    per_group = tables.opinion_by_group(page)
    below = translate("Few people in a group means a rough share. Hidden groups stand as words.", language)
    return Block(
        "appreciation",
        drawn.html,
        _beside(page),
        fold(translate("The same, per group of people", language), per_group, notes_below(below)) if per_group else "",
        cards,
    )


def _covered(page: Page) -> str:
    """Why a dot stands where the answers one by one would."""
    asked = statements(page)
    positives = [row(page, "appreciation_positive", group_label(statement=name)) for name in asked]
    dots = [n for n, e in zip(asked, positives, strict=True) if e.known and not rows.answers(page, n)]
    first = next((entry for entry in rows_of(page, "appreciation_share", "answer", "statement") if entry.hidden), None)
    if not dots or first is None:
        return ""
    return translate(
        "Where a dot stands, the answers one by one are {words}. The thin line is the interval.",
        page.language,
        words=hidden_words(first, page.language),
    )


def _beside(page: Page) -> str:
    """The shares positive beside the city and last year: dots against zero."""
    language = page.language
    lines = rows.statement_lines(page)
    differences = rows.differences(page, lines)
    if not differences:
        return ""
    caption = translate("Share positive, beside others, {period}", language, period=page.when)
    return finding(
        page,
        "appreciation beside others",
        claims.opinion_finding(page),
        translate(
            "Difference in the share positive, in percentage points. "
            "The thin line is the interval; where it crosses zero there is no clear difference.",
            language,
        ),
        lambda width: figures_beside.beside_zero(page, lines, width),
        [
            f"{name}: " + ", ".join(difference_words(entry, language, other) for other, entry in pairs)
            for name, pairs in differences
        ],
        [
            source(page),
            claims.answered_of_asked(page),
            translate("A difference does not say what caused it.", language),
        ],
        beside_table(page, lines, caption),
    ).html


SECTION = Section(
    "opinion",
    order=60,
    blocks=(what_residents_think, appreciation),
    titles=TITLES,
    indicators=OPINION,
    cards=CARDS,
    gaps=gaps,
)
