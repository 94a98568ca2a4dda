"""Rows that only show how a table is filled in, and sheets of a template in which nothing stands yet."""

from __future__ import annotations

import re
from dataclasses import replace

from gezondmenu.language import LANGUAGES, message, translate
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.file_formats import Sheet, cell_text

EXAMPLE = message("example:")
"""With what the first cell of an example row begins, in any language."""

_MARK = re.compile(rf"\s*(?:{'|'.join(re.escape(translate(EXAMPLE, spoken)) for spoken in LANGUAGES)})", re.IGNORECASE)


def set_examples_aside(sheet: Sheet, findings: Findings) -> tuple[Sheet, int]:
    """A sheet of which the example rows are blank, and how many there were.

    A row is an example when its first cell that holds anything begins with ``voorbeeld:`` or ``example:``. The other
    rows keep their place. In a table with rows of its own each example is noted.

    Parameters
    ----------
    sheet : Sheet
        A sheet with a header.
    findings : Findings
        Gets a note for each example beside rows of the user.

    Examples
    --------
    >>> sheet = Sheet("areas.csv", "", [["area", "name"], ["example: W1", "North"], ["W2", "South"]])
    >>> kept, examples = set_examples_aside(sheet, Findings())
    >>> kept.rows, examples
    ([['area', 'name'], [], ['W2', 'South']], 1)
    """
    if sheet.body is not None:
        places, kept = sheet.body.examples, sheet
    else:
        firsts = (next(filter(None, map(cell_text, row)), "") for row in sheet.rows)
        places = [place for place, first in enumerate(firsts) if is_example(first)]
        if not places:
            return sheet, 0
        aside = set(places)
        kept = replace(sheet, rows=[[] if place in aside else row for place, row in enumerate(sheet.rows)])
    if not has_header_only(kept):
        for place in places:
            findings.add("example_row", sheet.place(place + 1))
    return kept, len(places)


def is_example(first: str) -> bool:
    """Whether a row is an example, by its first cell that holds anything."""
    return bool(_MARK.match(first))


def has_header_only(sheet: Sheet) -> bool:
    """Whether a sheet has no row below its first filled one."""
    return sum(any(cell_text(cell) for cell in row) for row in sheet.rows) <= 1
