"""Sentences about what residents think that several sections say."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.words.amounts import cell, hidden_words, interval, why_not
from gezondmenu.report.words.names import statement_text
from gezondmenu.report.words.shares import out_of_ten, plain_share
from gezondmenu.report.words.summary_sentence import SummarySentence, beside_words
from gezondmenu.vocabulary import group_label


def appreciates(page: Page) -> SummarySentence:
    """How many of those who answered are positive about their own health, or about the first statement."""
    asked = statements(page)
    statement = "my_health" if "my_health" in asked or not asked else asked[0]
    group = group_label(statement=statement)
    positive = row(page, "appreciation_positive", group)
    if not positive.known:
        if positive.hidden:
            text = translate(
                "What residents think of it is {hidden}, to protect them.",
                page.language,
                hidden=hidden_words(positive, page.language),
            )
        else:
            text = translate(
                "We do not know what residents think of it: {reason}.",
                page.language,
                reason=why_not(positive, page.language),
            )
        return SummarySentence(text, "opinion")
    between = interval(positive, page.language)
    rough = positive.reason(Why.ROUGH) is not None and bool(between)
    share = plain_share(positive, page.language)
    if statement == "my_health":
        text = translate("Of those who answered, {share} said it is good for their health.", page.language, share=share)
    else:
        text = translate(
            "Of those who answered, {share} agreed with “{statement}”.",
            page.language,
            share=share,
            statement=statement_text(statement, page.language),
        )
    sure = ["" if rough else between, response(page)]
    return SummarySentence(
        text,
        "opinion",
        sure="; ".join(part for part in sure if part),
        beside=beside_words(
            page, "appreciation_positive", lambda r: cell(r, page.language), group_label(statement=statement)
        ),
    )


def answered(page: Page) -> str:
    """How many of those who were asked gave an answer, as a sentence; empty when it is unknown."""
    row_of_answers = row(page, "appreciation_response")
    if not row_of_answers.known:
        return ""
    share = out_of_ten(row_of_answers.value, page.language)
    return translate("Of the people whom we asked, {share} gave an answer.", page.language, share=share)


def response(page: Page) -> str:
    """How many of those who were asked gave an answer, as a clause; empty when it is unknown."""
    answered = row(page, "appreciation_response")
    if not answered.known:
        return ""
    return translate("{share} gave an answer", page.language, share=out_of_ten(answered.value, page.language))
