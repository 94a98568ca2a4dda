"""What we do not know: read off the statuses and notes of the rows, grouped, in words."""

from __future__ import annotations

from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import format_number, message, translate, translate_note, translate_plural
from gezondmenu.report.parts.tables import indicator_name
from gezondmenu.report.rows.health import OF_SURVEY
from gezondmenu.report.rows.select import PARTLY, Page, Row, row, rows_of, rows_of_period
from gezondmenu.report.rows.shown import rows_shown
from gezondmenu.report.sections.change import gaps as change_gaps
from gezondmenu.report.sections.value import gaps as value_gaps
from gezondmenu.report.words.amounts import ROUGH
from gezondmenu.report.words.names import out_of_ten, people, trait_name, upper_first
from gezondmenu.vocabulary import split_group

UNKNOWN_NOTE = "{unknown} of {all} unknown"
HEADS = "only head counts: persons are not known"
OWN_WORDS = ("appreciation_response",)
NAMED_TRAITS = ("low_income", "gender", "age_band", "kind", "form")
"""Traits that are named behind an indicator; the others go without saying."""

UNKNOWN = (
    ("participant_share", "low_income"),
    ("participant_share", "gender"),
    ("participant_share", "age_band"),
    ("free_for_low_income", "price_low_income"),
    ("led_by_residents", "organiser"),
    ("form_share", "form"),
)
"""Indicators that say how often a trait is unknown."""

WHY_HIDDEN = {
    "hidden: fewer than {limit}": message("a group of fewer than {limit} people or visits"),
    "hidden: denominator under {limit}": message("a sensitive trait, known of fewer than {limit} people"),
    "hidden: over {share}% in one class": message("more than {share}% of the people are in one group"),
    "hidden: a cell of the distribution is under {limit}": message(
        "one of its parts is about fewer than {limit} people"
    ),
    "hidden: rests on a hidden number": message("it rests on another hidden number"),
}


def gaps(page: Page) -> list[tuple[str, str]]:
    """Each gap as a short heading and one or two sentences; those that weigh most come first."""
    found = [
        *(change_gaps.comparison(page) or [_no_comparison(page)]),
        _head_counts(page),
        _response(page),
        *change_gaps.answered_and_hidden(page),
        *value_gaps.behind_the_value(page),
        _hidden(page),
        _rough(page),
        _some_lists(page),
        _left_out(page),
        _not_residents(page),
        _no_data(page),
        *_unknown(page),
        _not_complete(page),
    ]
    return [gap for gap in found if gap]


def incomplete(page: Page) -> bool:
    """Whether a part of the period was not counted: as the run says, or a row of the period itself."""
    reasons = [entry.reason(PARTLY) for entry in rows_of_period(page)]
    return not page.complete or any(values and values["period"] == page.period for values in reasons)


def _no_comparison(page: Page) -> tuple[str, str]:
    language = page.language
    return (
        translate("No comparison", language),
        translate(
            "No comparison was made with people who do not take part. "
            "So this page does not say what the activities bring about.",
            language,
        ),
    )


def _head_counts(page: Page) -> tuple[str, str] | None:
    if row(page, "participants").reason(HEADS) is None:
        return None
    return (
        translate("Only visits were counted", page.language),
        translate(
            "Names or numbers of people were not kept. "
            "So we do not know how many different residents came, and which groups.",
            page.language,
        ),
    )


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
                share=out_of_ten(100 - answered.value, language),
            ),
        )
    if answered.status == "no data" and rows_of(page, "appreciation_positive", "statement"):
        reason = translate_note(answered.note, language)
        words = translate("We do not know how many people did not answer: {reason}.", language, reason=reason)
        return heading, words
    return None


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
    found: dict[str, int] = {}
    for entry in hidden:
        for template, values in entry.reasons():
            if template in WHY_HIDDEN:
                reason = translate(WHY_HIDDEN[template], language, **values)
                found[reason] = found.get(reason, 0) + 1
    if len(found) == 1:
        return [translate("Reason: {reason}.", language, reason=next(iter(found)))]
    return [
        translate("Reason: {reason} ({count}×).", language, reason=reason, count=format_number(count, language))
        for reason, count in sorted(found.items(), key=lambda item: -item[1])
    ]


def _rough(page: Page) -> tuple[str, str] | None:
    rough = [entry for entry in rows_shown(page) if entry.reason(ROUGH)]
    if not rough:
        return None
    words = translate(
        "Counts of people are rounded to {width}. With so few people a share can shift by several points.",
        page.language,
        width=rough[0].reason(ROUGH)["width"],  # type: ignore[index]
    )
    about = translate("It concerns: {names}.", page.language, names=", ".join(_names(rough, page.language)))
    return translate("Rough shares", page.language), f"{words} {about}"


def _some_lists(page: Page) -> tuple[str, str] | None:
    values = row(page, "participants").reason("persons known at {known} of {all} activities")
    if values is None:
        return None
    return (
        translate("Activities without a list of names", page.language),
        translate(
            "Of {known} of the {all} activities we know who came. Of the others we only know how many.",
            page.language,
            **values,
        ),
    )


def _left_out(page: Page) -> tuple[str, str] | None:
    values = row(page, "participants").reason("without areas where only head counts are known: {areas}")
    if values is None:
        return None
    words = translate(
        "In {areas} only visits were counted. Participants and residents from there are left out.",
        page.language,
        areas=values["areas"],
    )
    return translate("Areas that are left out", page.language), words


def _not_residents(page: Page) -> tuple[str, str] | None:
    template = "persons at the activities of this area, since the study has no table people"
    if row(page, "participants").reason(template) is None:
        return None
    words = translate("We count people at the activities here. Where they live, we do not know.", page.language)
    return translate("Where participants live", page.language), words


def _no_data(page: Page) -> tuple[str, str] | None:
    """What has no data, a sentence for each reason; a card of which nothing is known is named by the card."""
    language = page.language
    lacking = [entry for entry in rows_shown(page) if _is_lacking(entry)]
    told = {entry.indicator for entry in rows_shown(page) if not _is_lacking(entry)}
    reasons: dict[str, list[str]] = {}
    for entry in lacking:
        why = translate("too few to tell", language)
        if entry.status == "no data":
            why = translate_note(entry.note.split("; ")[0], language) or translate("no data", language)
        names = reasons.setdefault(why, [])
        name = _name_of(entry, told, language)
        if name not in names:
            names.append(name)
    sentences = [
        translate("{names}: {reason}.", language, names=upper_first(", ".join(names)), reason=why)
        for why, names in reasons.items()
    ]
    return (translate("Missing", language), " ".join(sentences)) if sentences else None


def _is_lacking(entry: Row) -> bool:
    silent = entry.indicator in (*OWN_WORDS, *OF_SURVEY) or entry.reason(HEADS) is not None
    return entry.status in ("no data", "too few") and not silent


def _name_of(entry: Row, told: set[str], language: str) -> str:
    """The card, where nothing of it is known; else the indicator."""
    card, indicator = named_indicators().get(entry.indicator, (None, None))
    if card and indicator and not told & set(card.indicators):
        name: str = getattr(card, language)
        return name[:1].lower() + name[1:]
    return _names([entry], language)[0]


def _unknown(page: Page) -> list[tuple[str, str]]:
    """Of which participants and activities a trait is unknown."""
    language, found = page.language, []
    for indicator, trait in UNKNOWN:
        entries = rows_of(page, indicator, trait) or [row(page, indicator)]
        values = next((v for entry in entries if (v := entry.reason(UNKNOWN_NOTE))), None)
        if not values:
            continue
        counts = numbers(values, language)
        if indicator == "participant_share":
            words = translate(
                "Of {unknown} of the {all} participants we do not know this. They are left out.", language, **counts
            )
        else:
            words = translate(
                "Of {unknown} of the {all} activities we do not know this. They are counted apart.", language, **counts
            )
        name = trait_name(trait, language).lower()
        found.append((translate("Unknown: {trait}", language, trait=name), words))
    return found


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
        name = indicator_name(entry.indicator, language).split(" (")[0]
        found = traits.setdefault(name, [])
        words = [trait_name(trait, language).lower() for trait in split_group(entry.group) if trait in NAMED_TRAITS]
        found += [word for word in words if word not in found]
    return [f"{name} ({', '.join(words)})" if words else name for name, words in traits.items()]


def numbers(values: dict[str, str], language: str) -> dict[str, str]:
    """The values of a reason, written as the language writes numbers."""
    return {name: format_number(float(text), language) for name, text in values.items()}
