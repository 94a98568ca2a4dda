"""Tables of a region: the areas beside each other with how sure each number is, and the registers."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.tables import interval_cell, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import indicator_name, upper_first
from gezondmenu.report.words.registers import (
    ALLIANCE_FIELDS,
    CHALLENGE_FIELDS,
    INITIATIVE_FIELDS,
    STATUSES,
    field_words,
)
from gezondmenu.vocabulary import ALL, group_label

SIDE_BY_SIDE = (
    ("participation_rate", ALL),
    ("visits", ALL),
    ("appreciation_positive", group_label(statement="my_health")),
    ("steps_reached", ALL),
    ("volunteer_hours", ALL),
)
"""What is told of each area, in the order of a page."""


def areas_table(page: Page, indicator: str, group: str) -> str:
    """One indicator of each area in the order of the study, with its interval; none where no area has it."""
    language = page.language
    entries = [(area, row(page, indicator, group, area=area)) for area in page.inside]
    if not any(is_shown(entry) for _, entry in entries):
        return ""
    name = upper_first(indicator_name(indicator, language))
    body = [[page.names.get(area, area), cell(entry, language)] for area, entry in entries]
    header = [translate("Area", language), name]
    if any(entry.has_interval for _, entry in entries):
        header.append(translate("Interval", language))
        for line, (_, entry) in zip(body, entries, strict=True):
            line.append(interval_cell(entry, language))
    return table(translate("{what}, {period}", language, what=name, period=page.when), header, body)


def is_shown(entry: Row) -> bool:
    """Whether a number stands there, or is hidden."""
    return entry.known or entry.hidden


def initiatives_table(page: Page, status: str) -> str:
    """The initiatives of one status, each on the same fields."""
    language = page.language
    own = page.initiatives[page.initiatives["status"] == status]
    own = own[own["area"].isin(["", page.area, *page.inside])]
    if own.empty:
        return ""
    body = [
        [
            entry["initiative"],
            *(field_words(entry, name, language, page.names) for name in INITIATIVE_FIELDS),
        ]
        for entry in own.to_dict("records")
    ]
    header = [translate("Initiative", language), *(translate(words, language) for words in INITIATIVE_FIELDS.values())]
    return table(translate(STATUSES[status], language), header, body, texts=tuple(range(1, len(header))))


def challenges_table(page: Page) -> str:
    """What is done now and what residents propose, beside each other; hours are hours."""
    language = page.language
    own = page.challenges[page.challenges["area"].isin(["", page.area, *page.inside])]
    if own.empty:
        return ""
    header = [translate("Challenge", language), *(translate(words, language) for words in CHALLENGE_FIELDS.values())]
    body = [
        [entry["challenge"], *(field_words(entry, name, language, page.names) for name in CHALLENGE_FIELDS)]
        for entry in own.to_dict("records")
    ]
    return table(translate("Challenges: now, and as residents propose", language), header, body, texts=(1,))


def alliances_table(page: Page) -> str:
    """Each alliance on the same fields; not known where a field is blank."""
    language = page.language
    if page.alliances.empty:
        return ""
    header = [translate("What", language), *page.alliances["alliance"]]
    body = [
        [
            translate(words, language),
            *(field_words(entry, name, language, page.names) for entry in page.alliances.to_dict("records")),
        ]
        for name, words in ALLIANCE_FIELDS.items()
    ]
    return table(translate("Alliances on the same fields", language), header, body, texts=tuple(range(1, len(header))))
