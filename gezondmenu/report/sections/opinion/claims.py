"""Sentences about what residents think: which statement most, how many answered, and beside others."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import pooled, row, statements
from gezondmenu.report.sections.opinion.rows import differences, statement_lines
from gezondmenu.report.words.amounts import interval, number
from gezondmenu.report.words.names import statement_text
from gezondmenu.verdicts import are_most, is_clear, is_more, is_wide, stands_out
from gezondmenu.vocabulary import group_label


def appreciation_finding(page: Page) -> str:
    """The statement with the largest and the one with the smallest share of positive answers."""
    known = [
        entry
        for name in statements(page)
        if (entry := row(page, "appreciation_positive", group_label(statement=name))).known
    ]
    if not known:
        return translate("We cannot show what residents think", page.language)
    best, least = max(known, key=lambda e: e.value), min(known, key=lambda e: e.value)
    if len(known) == 1 or not stands_out(best, least):
        return (
            translate("Most answers are positive about every statement", page.language)
            if are_most(least)
            else translate("Residents judge the statements about alike", page.language)
        )
    return translate(
        "Residents are more often positive about “{best}” than about “{least}”",
        page.language,
        best=statement_text(best.traits["statement"], page.language, short=True),
        least=statement_text(least.traits["statement"], page.language, short=True),
    )


def with_the_others(page: Page) -> str:
    """What the share that stands first comes to when it leans on the other areas; blank where it is sure by itself."""
    group = group_label(statement="my_health")
    own, leaning = row(page, "appreciation_positive", group), pooled(page, "appreciation_positive", group)
    if not own.known or not leaning.has_interval or not is_wide(own):
        return ""
    return translate(
        "Few people answered here. With what the other areas tell, the share is about {percent} ({interval}).",
        page.language,
        percent=number(leaning.value, "%", page.language),
        interval=interval(leaning, page.language),
    )


def answered_of_asked(page: Page) -> str:
    """How many of those asked gave an answer, for the caption."""
    answered = row(page, "appreciation_response")
    if not answered.known or answered.numerator != answered.numerator:
        return ""
    return translate(
        "{answered} of the {asked} people asked gave an answer.",
        page.language,
        answered=format_number(answered.numerator, page.language),
        asked=format_number(answered.denominator, page.language),
    )


def opinion_finding(page: Page) -> str:
    """Where residents are clearly more or less often positive than elsewhere or before."""
    language = page.language
    by_statement = differences(page, statement_lines(page))
    clear = [(other, entry) for _, pairs in by_statement for other, entry in pairs if is_clear(entry)]
    if not clear:
        names = translate(" or ", language).join(other for _, other in page.others)
        return translate("No clear difference with {others}", language, others=names)
    if len(clear) > 1:
        count = sum(len(pairs) for _, pairs in by_statement)
        return translate(
            "A clear difference in {count} of the {all} comparisons", language, count=len(clear), all=count
        )
    ((other, entry),) = clear
    statement = statement_text(entry.traits["statement"], language, short=True)
    if is_more(entry):
        return translate(
            "More often positive about “{statement}” than in {other}", language, statement=statement, other=other
        )
    return translate(
        "Less often positive about “{statement}” than in {other}", language, statement=statement, other=other
    )
