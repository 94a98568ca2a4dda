"""What we do not know: read off the statuses and reasons of the rows, grouped, in words."""

from __future__ import annotations

from gezondmenu.card import card_words
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import format_number, message, translate, translate_plural
from gezondmenu.reasons import Why
from gezondmenu.report.parts.gaps import about, in_order
from gezondmenu.report.rows.health import OF_SURVEY
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import incomplete
from gezondmenu.report.sections import register
from gezondmenu.report.sections.register import rows_shown
from gezondmenu.report.words.names import lower_first, short_name, trait_name, upper_first
from gezondmenu.report.words.reasons import reason_words

OWN_WORDS = ("appreciation_response",)
NAMED_TRAITS = ("low_income", "gender", "age_band", "kind", "form")
"""Traits that are named behind an indicator; the others go without saying."""

KNOWN_IN_PART = (
    Why.KNOWN_OF_VISITS,
    Why.AREAS_KNOWN,
    Why.HOURS_KNOWN_AT,
    Why.DAYS_UNKNOWN,
    Why.MORE_IN_A_STEP,
    Why.THROUGH_AREA_LINKS,
)
"""Reasons of numbers that are shown which no section says in words of its own."""

WHY_HIDDEN = {
    Why.HIDDEN_FEW: message("a group of fewer than {limit} people or visits"),
    Why.HIDDEN_DENOMINATOR: message("a sensitive trait, known of fewer than {limit} people"),
    Why.HIDDEN_CLASS: message("more than {share}% of the people are in one group"),
    Why.HIDDEN_CELL: message("one of its parts is about fewer than {limit} people"),
    Why.HIDDEN_IN_SUM: message("added up with other numbers it would tell a group of fewer than {limit} people"),
    Why.HIDDEN_WITH_OTHER: message("it rests on another hidden number"),
}


def gaps(page: Page) -> list[tuple[str, str]]:
    """Each gap as a short heading and one or two sentences; those that weigh most come first."""
    all_gaps = [
        *register.gaps(page),
        *about("small numbers", _hidden(page), _rough(page)),
        *about("missing", _no_data(page)),
        *about("left out", _in_part(page)),
        *about("period", _not_complete(page)),
    ]
    return [(gap.heading, gap.text) for gap in in_order(all_gaps)]


def _hidden(page: Page) -> tuple[str, str] | None:
    language = page.language
    hidden = [entry for entry in rows_shown(page) if entry.hidden and entry.indicator not in OF_SURVEY]
    if not hidden:
        return None
    names = _names(hidden, language)
    count = translate_plural(
        "{count} number about {period} is hidden, so that nobody can be recognised.",
        "{count} numbers about {period} are hidden, so that nobody can be recognised.",
        len(hidden),
        language,
        period=page.when,
    )
    about = translate("It concerns: {names}.", language, names=", ".join(names))
    return translate("Small groups", language), " ".join([count, *_why_hidden(hidden, language), about])


def _why_hidden(hidden: list[Row], language: str) -> list[str]:
    """A sentence for each reason why numbers are hidden, that of most numbers first."""
    counts: dict[str, int] = {}
    for entry in hidden:
        for kind, values in entry.reasons.items():
            if kind in WHY_HIDDEN:
                reason = translate(WHY_HIDDEN[kind], language, **values)
                counts[reason] = counts.get(reason, 0) + 1
    if len(counts) == 1:
        return [translate("Reason: {reason}.", language, reason=next(iter(counts)))]
    return [
        translate("Reason: {reason} ({count}×).", language, reason=reason, count=format_number(count, language))
        for reason, count in sorted(counts.items(), key=lambda item: -item[1])
    ]


def _rough(page: Page) -> tuple[str, str] | None:
    rough = [entry for entry in rows_shown(page) if entry.reason(Why.ROUGH)]
    if not rough:
        return None
    words = translate(
        "Counts of people are rounded to {width}. With so few people a share can shift by several points.",
        page.language,
        width=rough[0].reason(Why.ROUGH)["width"],  # type: ignore[index]
    )
    about = translate("It concerns: {names}.", page.language, names=", ".join(_names(rough, page.language)))
    return translate("Rough shares", page.language), f"{words} {about}"


def _in_part(page: Page) -> tuple[str, str] | None:
    """Numbers that are shown and rest on a part of what happened, a sentence for each reason."""
    language = page.language
    reasons: dict[str, list[Row]] = {}
    for entry in rows_shown(page):
        for reason in entry.reasons.only(*KNOWN_IN_PART).each if entry.known else ():
            reasons.setdefault(reason_words(reason, language), []).append(entry)
    sentences = [
        translate("{names}: {reason}.", language, names=upper_first(", ".join(_names(entries, language))), reason=why)
        for why, entries in reasons.items()
    ]
    return (translate("Known in part", language), " ".join(sentences)) if sentences else None


def _no_data(page: Page) -> tuple[str, str] | None:
    """What has no data, a sentence for each reason; a card of which nothing is known is named by the card."""
    language = page.language
    lacking = [entry for entry in rows_shown(page) if _is_lacking(entry)]
    known_names = {entry.indicator for entry in rows_shown(page) if not _is_lacking(entry)}
    reasons: dict[str, list[str]] = {}
    for entry in lacking:
        why = translate("too few to tell", language)
        if entry.status == "no data":
            why = reason_words(entry.reasons.first, language) or translate("no data", language)
        names = reasons.setdefault(why, [])
        name = _name_of(entry, known_names, language)
        if name not in names:
            names.append(name)
    sentences = [
        translate("{names}: {reason}.", language, names=upper_first(", ".join(names)), reason=why)
        for why, names in reasons.items()
    ]
    return (translate("Missing", language), " ".join(sentences)) if sentences else None


def _is_lacking(entry: Row) -> bool:
    silent = entry.indicator in (*OWN_WORDS, *OF_SURVEY) or entry.reason(Why.ONLY_HEAD_COUNTS) is not None
    return entry.status in ("no data", "too few") and not silent


def _name_of(entry: Row, known_names: set[str], language: str) -> str:
    """The card, where nothing of it is known; else the indicator."""
    card, indicator = named_indicators().get(entry.indicator, (None, None))
    if card and indicator and not known_names & set(card.indicators):
        return lower_first(card_words(card, language))
    return _names([entry], language)[0]


def _not_complete(page: Page) -> tuple[str, str] | None:
    if not incomplete(page):
        return None
    return (
        translate("The year is not complete", page.language),
        translate("Not every month of {period} was counted.", page.language, period=page.when),
    )


def _names(entries: list[Row], language: str) -> list[str]:
    """The indicators of rows in words, each once, with the traits behind it where it is told per group."""
    traits: dict[str, list[str]] = {}
    for entry in entries:
        name = short_name(entry.indicator, language)
        trait_words = traits.setdefault(name, [])
        words = [lower_first(trait_name(trait, language)) for trait in entry.traits if trait in NAMED_TRAITS]
        trait_words += [word for word in words if word not in trait_words]
    return [f"{name} ({', '.join(words)})" if words else name for name, words in traits.items()]
