"""What is not known of what residents think."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.gaps import Gap, about
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.report.words.shares import others_out_of_ten, people


def gaps(page: Page) -> list[Gap]:
    """How many people did not answer."""
    return about("answers", _response(page))


def _response(page: Page) -> tuple[str, str] | None:
    language, answered = page.language, row(page, "appreciation_response")
    heading = translate("People who did not answer", language)
    if answered.known:
        return (
            heading,
            translate(
                "Of the {people} whom we asked, {share} did not answer. They may think otherwise.",
                language,
                people=people(answered.denominator, language),
                share=others_out_of_ten(answered.value, language),
            ),
        )
    if answered.status == "no data" and rows_of(page, "appreciation_positive", "statement"):
        reason = reason_words(answered.reasons, language)
        words = translate("We do not know how many people did not answer: {reason}.", language, reason=reason)
        return heading, words
    return None
