"""What residents think: the answers, per group, and beside the city and last year."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts import tables, tables_beside
from gezondmenu.report.parts.html import Block, finding, fold, heading, notes_below, paragraph, source
from gezondmenu.report.rows import shown
from gezondmenu.report.rows.select import Page, row, rows_of, statements
from gezondmenu.report.sections.method import rules
from gezondmenu.report.sections.opinion import figures, figures_beside
from gezondmenu.report.sections.people import claims as people_claims
from gezondmenu.report.words import claims as words_claims
from gezondmenu.report.words import names
from gezondmenu.report.words.amounts import ROUGH, hidden_words, interval
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import out_of_ten
from gezondmenu.vocabulary import group_label


def what_residents_think(page: Page) -> Block:
    """Heading and reading of the second section."""
    language = page.language
    claim = words_claims.appreciates(page)
    lead = [claim.text]
    answered = row(page, "appreciation_response")
    positive = row(page, "appreciation_positive", "statement=my_health")
    if positive.has_interval and positive.reason(ROUGH) is None:
        lead.append(translate("That share lies {interval}.", language, interval=interval(positive, language)))
    if answered.known:
        share = out_of_ten(answered.value, language)
        lead.append(translate("Of the people whom we asked, {share} gave an answer.", language, share=share))
    if positive.known:
        lead.append(translate("This is their opinion, not a measurement of their health.", language))
    return Block(
        "what residents think", heading("opinion", translate("What do residents think?", language)), paragraph(*lead)
    )


def appreciation(page: Page) -> Block:
    """The answers to each statement, then beside others, then per group."""
    language = page.language
    cards = rules.card_folds(page, shown.CARDS["opinion"])
    asked = statements(page)
    positives = [row(page, "appreciation_positive", group_label(statement=name)) for name in asked]
    if not any(entry.known for entry in positives):
        return Block("appreciation", cards)
    drawn = finding(
        page,
        "appreciation",
        words_claims.appreciation_finding(page),
        translate("Answers to each statement (%), {period}", language, period=page.when),
        lambda width: figures.what_residents_think(page, width),
        [
            f"{names.statement_text(name, language)}: {figures.positive_words(page, entry)}"
            for name, entry in zip(asked, positives, strict=True)
        ],
        [source(page), people_claims.answered_of_asked(page), _covered(page)],
        tables.appreciation_table(page),
    )
    per_group = tables_beside.opinion_by_group(page)
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
    dots = [n for n, e in zip(asked, positives, strict=True) if e.known and not figures.answers(page, n)]
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
    lines = tables_beside.statement_lines(page)
    found = figures_beside.differences(page, lines)
    if not found:
        return ""
    caption = translate("Share positive, beside others, {period}", language, period=page.when)
    return finding(
        page,
        "appreciation beside others",
        people_claims.opinion_finding(page),
        translate(
            "Difference in the share positive, in percentage points. "
            "The thin line is the interval; where it crosses zero there is no clear difference.",
            language,
        ),
        lambda width: figures_beside.beside_zero(page, lines, width),
        [
            f"{name}: " + ", ".join(difference_words(entry, language, other) for other, entry in mine)
            for name, mine in found
        ],
        [
            source(page),
            people_claims.answered_of_asked(page),
            translate("A difference does not say what caused it.", language),
        ],
        tables_beside.beside_table(page, lines, caption),
    ).html
