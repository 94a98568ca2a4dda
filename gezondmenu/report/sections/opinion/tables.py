"""The tables of what residents think: per statement, and per group of people."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.report.parts.tables import bare, interval_cell, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, rows_of, statements
from gezondmenu.report.sections.opinion.rows import answers
from gezondmenu.report.words.names import level_name, statement_text, upper_first
from gezondmenu.vocabulary import group_label

OPINION_GROUPS = ("low_income", "gender", "age_band")


def appreciation_table(page: Page) -> str:
    """Per statement the share positive with its interval, the persons, and the answers."""
    language = page.language
    asked = statements(page)
    scale = [answer for answer in "54321" if any(len(answers(page, name)) == 5 for name in asked)]
    header = [
        translate("Statement", language),
        translate("Positive (%)", language),
        translate("Interval (%)", language),
        translate("People", language),
        *(translate("Answer {answer} (%)", language, answer=answer) for answer in scale),
    ]
    body = []
    for name in asked:
        positive = row(page, "appreciation_positive", group_label(statement=name))
        cells = [row(page, "appreciation_share", group_label(answer=answer, statement=name)) for answer in scale]
        body.append(
            [
                statement_text(name, language),
                bare(positive, language),
                interval_cell(positive, language),
                format_number(positive.n, language),
                *(bare(entry, language) for entry in cells),
            ]
        )
    caption = translate("Answers to the statements, {period}", language, period=page.when)
    return table(caption, header, body)


def opinion_by_group(page: Page) -> str:
    """Share positive by group of people, a column for each statement; empty where nothing of it can be shown."""
    language, asked = page.language, statements(page)
    by_group: dict[str, dict[str, Row]] = {}
    for trait in OPINION_GROUPS:
        for entry in rows_of(page, "appreciation_positive", "statement", trait):
            levels = entry.traits
            by_group.setdefault(group_label(**{trait: levels[trait]}), {})[levels["statement"]] = entry
    if not any(entry.known for by_statement in by_group.values() for entry in by_statement.values()):
        return ""
    header = [translate("Group", language), *(statement_text(name, language, short=True) for name in asked)]
    body = []
    for group, by_statement in by_group.items():
        entries = [
            by_statement.get(name, Row(page.area, page.period, group, "appreciation_positive")) for name in asked
        ]
        body.append([upper_first(level_name(group, language)), *(bare(entry, language) for entry in entries)])
    caption = translate("Share positive per group (% of those who answered), {period}", language, period=page.when)
    return table(caption, header, body)
