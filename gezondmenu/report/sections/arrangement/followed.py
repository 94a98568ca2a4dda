"""What is followed from year to year beside what would be good, and households helped under several laws."""

from __future__ import annotations

from gezondmenu.language import format_number, format_percent, message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import paragraph, subheading
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.sentences_more import care_cost, hours_in_kind
from gezondmenu.verdicts import how_far, ratio_beside_goal
from gezondmenu.vocabulary import Other, previous_period

CARDS = ("monitored", "overlap", "care_cost", "in_kind")
NUMBERS = ("monitored_number", "monitored_items")
COMPARED = ("monitored_rate", "monitored_share")
VERDICTS = {
    "no rise": message("no rise seen (ratio {ratio}); a rise of up to {up} is not ruled out ({low}–{high})"),
    "no fall": message("no fall seen (ratio {ratio}); a fall of up to {down} is not ruled out ({low}–{high})"),
    "rise": message("a rise (ratio {ratio}, {low}–{high})"),
    "fall": message("a fall (ratio {ratio}, {low}–{high})"),
    "unclear": message("no clear difference (ratio {ratio}, {low}–{high})"),
}


def followed(page: Page) -> list[str]:
    """A line for each measure that is followed, and the table of households; nothing where nothing is."""
    lines = [line for measure in _measures(page) if (line := _line(page, measure))]
    parts = [paragraph(line) for line in lines]
    parts += [paragraph(line) for line in [*care_cost(page), hours_in_kind(page)] if line]
    households = _households(page)
    if not parts and not households:
        return []
    title = subheading(translate("What is followed?", page.language))
    return [title, *parts, households, card_folds(page, CARDS)]


def _measures(page: Page) -> list[str]:
    entries = (entry for name in NUMBERS for entry in page.entries.get((page.area, name), ()))
    return list(dict.fromkeys(entry.traits["measure"] for entry in entries if "measure" in entry.traits))


def _years(page: Page, measure: str) -> list[Row]:
    """The rows of a measure, the last year last."""
    entries = [entry for name in NUMBERS for entry in page.entries.get((page.area, name), ())]
    return sorted((e for e in entries if e.traits.get("measure") == measure), key=lambda entry: entry.period)


def _line(page: Page, measure: str) -> str:
    """The last two years of a measure, and what may be said of the two."""
    language, years = page.language, _years(page, measure)
    last = years[-1]
    words = translate("{measure}: {number} in {year}", language, measure=upper_first(measure),
                      number=cell(last, language), year=last.period)  # fmt: skip
    if len(years) > 1 and years[-2].period == previous_period(last.period):
        words += translate(", {number} in {year}", language, number=cell(years[-2], language), year=years[-2].period)
    verdict = _verdict(page, last)
    return f"{words}; {verdict}." if verdict else f"{words}."


def _verdict(page: Page, last: Row) -> str:
    """What may be said of the last year beside the one before; blank where there is no interval."""
    language = page.language
    beside = Other("ratio", period=previous_period(last.period) or "")
    ratio = next((e for e in page.every if e.area == page.area and e.indicator in COMPARED
                  and (e.group, e.period, e.other) == (last.group, last.period, beside)), None)  # fmt: skip
    if ratio is None or not ratio.has_interval:
        return ""
    up, down = how_far(ratio)
    goal = (last.reason(Why.GOAL) or {}).get("goal", "")
    return translate(
        VERDICTS[ratio_beside_goal(ratio, goal)],
        language,
        ratio=format_number(ratio.value, language, 2),
        low=format_number(ratio.lower, language, 2),
        high=format_number(ratio.upper, language, 2),
        up=format_percent(up, language),
        down=format_percent(down, language),
    )


def _households(page: Page) -> str:
    """Households by the laws under which they are helped, of the last year that is known."""
    language = page.language
    entries = page.entries.get((page.area, "households_by_laws"), [])
    if not entries:
        return ""
    year = max(entry.period for entry in entries)
    body = [[entry.traits["laws"], cell(entry, language)] for entry in entries if entry.period == year]
    header = [translate("Laws", language), translate("Households", language)]
    return table(translate("Households helped under several laws, {year}", language, year=year), header, body)
