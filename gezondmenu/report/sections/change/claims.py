"""What the survey lets a page say: change here, and the comparison of the whole.

Each sentence about change, difference or effect comes from `typed_claims`, so that its design decides what it may say.
"""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import change, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import compared, row
from gezondmenu.report.words.amounts import hidden_words
from gezondmenu.report.words.change import change_sentence, chosen_for_score, size, up_or_down
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.outcomes import names_of, outcome_name, scale_words
from gezondmenu.report.words.scores import amount, limits, places_of, smallest_places
from gezondmenu.report.words.shares import share_words
from gezondmenu.report.words.typed_claims import claim_sentence
from gezondmenu.verdicts import is_clear, is_more, is_noticeable


def noticeable(page: Page, outcome: str, entry: Row) -> str:
    """Whether a clear change is as large as what people notice; empty where no such size is published."""
    least, _ = health.important(page, outcome)
    if least != least or not is_clear(entry):
        return ""
    name = "noticeable" if is_noticeable(entry, least) else "not noticeable"
    number = amount(least, entry.unit, smallest_places(page, outcome, least), page.language)
    return claim_sentence(name, entry.design, page.language, important=number)


def own_change(page: Page) -> list[str]:
    """What changed here for the outcome that the section opens with, and what may be made of it."""
    language, outcome = page.language, health.telling(page)
    entry = change(page, outcome)
    sentences = []
    if page.is_comparison:
        sentences.append(translate("The programme was not in this area.", language))
    if entry.reason(Why.OTHER_PEOPLE) is not None:
        sentences.append(translate("Each time other people answered; we compare groups.", language))
    else:
        sentences.append(translate("People answered the same questions twice.", language))
    sentences.append(change_sentence(page, outcome))
    if not entry.has_interval:
        return sentences
    scale = scale_words(page, outcome)
    sentences.append(translate("Scale: {scale}.", language, scale=scale) if scale else "")
    sentences.append(noticeable(page, outcome, entry))
    sentences += chosen_for_score(page, outcome)
    compared_here = health.compared_area(page) == page.area
    name = "change alone" if compared_here else "not the cause" if is_clear(entry) else "no change, no effect"
    sentences.append(claim_sentence(name, entry.design, language))
    return sentences


def change_finding(page: Page) -> str:
    """The title of the figure: what went up, down, or stayed; of an area whose people were compared, what differs."""
    language = page.language
    outcomes = [n for n in health.outcomes(page) if health.verdict(page, n) in ("clear", "unclear", "chance")]
    if outcomes and health.compared_area(page) == page.area:
        design = find(page, "mean_difference", outcomes[0]).design
        clear = [name for name in outcomes if health.verdict(page, name) == "clear"]
        name = "differs" if clear else "no difference"
        return upper_first(claim_sentence(name, design, language, outcomes=names_of(clear, language)))
    moved: dict[str, list[str]] = {"rose": [], "fell": [], "nothing changed": []}
    for outcome in health.outcomes(page):
        entry = change(page, outcome)
        if entry.has_interval:
            moved["nothing changed" if not is_clear(entry) else "rose" if is_more(entry) else "fell"].append(outcome)
    design = change(page, health.telling(page)).design
    parts = [
        claim_sentence(name, design, language, outcomes=names_of(group, language))
        for name, group in moved.items()
        if group
    ]
    return upper_first("; ".join(parts)) or translate("We cannot show what changed", language)


def spoken(page: Page, outcome: str) -> str:
    """What the panel of an outcome shows, for the alternative text."""
    language, entry = page.language, change(page, outcome)
    words = [f"{outcome_name(outcome, language)}: {_short(page, outcome, entry)}"]
    if health.compared_area(page) == page.area:
        other = find(page, "mean_difference", outcome)
        words.append(translate("difference with others {words}", language, words=_short(page, outcome, other)))
    return ", ".join(words)


def _short(page: Page, outcome: str, entry: Row) -> str:
    language = page.language
    if not entry.has_interval:
        return hidden_words(entry, language) if entry.hidden else translate("too few to tell", language)
    words = limits(entry, places_of(page, outcome, entry), language)
    if not is_clear(entry):
        return translate("not clearly, {size} ({low} to {high})", language, size=size(page, outcome, entry), **words)
    return f"{up_or_down(page, outcome, entry)} ({translate('{low} to {high}', language, **words)})"


def steps(page: Page) -> list[str]:
    """The share of self-chosen steps that were taken, and beside others; empty without any."""
    language = page.language
    taken = row(page, "steps_reached")
    if taken.hidden:
        hidden = hidden_words(taken, language)
        return [translate("How many of the steps that people chose were taken is {hidden}.", language, hidden=hidden)]
    if not taken.known:
        return []
    share = share_words(taken, language)
    sentences = [
        translate("Of the steps that people chose themselves, {share} were taken.", language, share=share),
        translate("People say so themselves.", language),
    ]
    for code, other in page.others:
        beside = compared(page, "steps_reached", code)
        if beside.has_interval:
            sentences.append(upper_first(difference_words(beside, language, other)) + ".")
    values = taken.reason(Why.UNKNOWN_OF)
    if values:
        counts = {name: format_number(count, language) for name, count in values.items()}
        sentences.append(translate("Of {unknown} of the {all} steps we do not know it.", language, **counts))
    return sentences


def glance(page: Page) -> str:
    """What went up, down or stayed, in a line; or that it is not known."""
    if health.outcomes(page):
        return f"{change_finding(page)}."
    return translate("Whether the health of participants changed was not worked out.", page.language)
