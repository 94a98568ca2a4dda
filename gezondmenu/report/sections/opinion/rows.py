"""Which rows the section on what residents think shows."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import compared, row, statements
from gezondmenu.report.words.names import statement_text
from gezondmenu.vocabulary import group_label

OPINION = ("appreciation_positive", "appreciation_share", "appreciation_response")
CARDS = {"opinion": ("appreciation",)}

Line = tuple[str, str, str]
"""A name, an indicator and a group."""


def answers(page: Page, statement: str) -> list[Row]:
    """The shares of the answers to one statement, low to high; empty unless all of them are known."""
    for scale in (("1", "2", "3", "4", "5"), ("no", "yes")):
        groups = [group_label(answer=answer, statement=statement) for answer in scale]
        cells = [row(page, "appreciation_share", group) for group in groups]
        if all(entry.known for entry in cells):
            return cells
    return []


def differences(page: Page, lines: Sequence[Line]) -> list[tuple[str, list[tuple[str, Row]]]]:
    """Of each line the rows beside the other area and last year; lines without any are left out."""
    by_line = []
    for name, indicator, group in lines:
        pairs = [(other, compared(page, indicator, code, group)) for code, other in page.others]
        pairs = [(other, entry) for other, entry in pairs if entry.status != "absent"]
        if any(entry.has_interval for _, entry in pairs):
            by_line.append((name, pairs))
    return by_line


def statement_lines(page: Page) -> list[tuple[str, str, str]]:
    """Lines of `beside_table` for the statements."""
    return [
        (statement_text(name, page.language), "appreciation_positive", group_label(statement=name))
        for name in statements(page)
    ]
