"""The tables of taking part: per quarter, and per group."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import UNKNOWN, format_number, translate
from gezondmenu.report.parts.tables import bare, interval_cell, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import quarters, row
from gezondmenu.report.sections.people.rows import all_groups, timeline_indicator
from gezondmenu.report.words.amounts import cell, decimals_of
from gezondmenu.report.words.names import indicator_name, level_name, period_name, upper_first
from gezondmenu.report.words.shares import reach_words


def time_table(page: Page) -> str:
    """The quarters behind the line."""
    indicator, language = timeline_indicator(page), page.language
    beside = bool(page.beside) and indicator == "participation_rate"
    header = [translate("Quarter", language), page.area_name, *([page.beside_name] if beside else [])]
    labels = quarters(page)
    shown = [[row(page, indicator, period=label) for label in labels]]
    shown += [[row(page, indicator, period=label, area=page.beside) for label in labels]] if beside else []
    columns = [_column(entries, language) for entries in shown]
    body = [[period_name(label, language), *cells] for label, *cells in zip(labels, *columns, strict=True)]
    caption = translate("{what}, per quarter", language, what=upper_first(indicator_name(indicator, language)))
    return table(caption, header, body)


def groups_table(page: Page) -> str:
    """Shares of groups among participants and residents, with the reach ratio in words."""
    language = page.language
    header = [
        translate("Group", language),
        translate("Participants (%)", language),
        translate("Interval (%)", language),
        translate("Residents (%)", language),
        translate("Reach (ratio)", language),
        translate("In words", language),
    ]
    body = []
    for group in all_groups(page):
        here, there, reach = (
            row(page, name, group) for name in ("participant_share", "population_share", "reach_ratio")
        )
        body.append(
            [
                upper_first(level_name(group, language)),
                bare(here, language),
                interval_cell(here, language),
                bare(there, language),
                cell(reach, language),
                reach_words(reach, language) if reach.known else UNKNOWN,
            ]
        )
    caption = translate("Participants and residents per group, {period}", language, period=page.when)
    return table(caption, header, body, texts=(5,))


def _column(entries: Sequence[Row], language: str) -> list[str]:
    """Cells of one column with the same decimals: one where any value is under 10, else none."""
    decimals = max((decimals_of(entry.value, entry.unit) for entry in entries if entry.known), default=0)
    return [format_number(e.value, language, decimals) if e.status == "ok" else cell(e, language) for e in entries]
