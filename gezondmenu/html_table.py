"""A table as JupyterLab shows it: HTML that a screen reader can walk through, and the same as text for a terminal.

Colours are those of the notebook, so that it reads in a light and in a dark theme; what people wrote is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from gezondmenu.language import WORD_JOINER, format_number, translate

MOST_ROWS = 60
"""Rows of a table that are shown; of the others it is said how many they are."""
WIDEST = 60
"""Characters of a cell that a terminal shows."""
LEFT, RIGHT = "text-align:left", "text-align:right"


@dataclass(frozen=True)
class ShownTable:
    """A caption, headings and rows of text.

    Attributes
    ----------
    caption : str
        What the table shows.
    header : sequence of str
        Headings of the columns.
    rows : sequence of sequence of str
        Cells as text; the first of a row is its heading. A row of one cell is a heading above those that follow.
    numbers : sequence of int
        Columns that stand to the right.
    notes : sequence of str
        Lines under the table.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    notes: Sequence[str] = ()


class Shown:
    """What a notebook or a terminal shows: one table or several, one under the other.

    Examples
    --------
    >>> made = Shown([ShownTable("Visits", ["Area", "Visits"], [["Noord & Zuid", "40"]], numbers=[1])], "en")
    >>> made
    Visits
    Area          Visits
    Noord & Zuid      40
    >>> "Noord &amp; Zuid" in made._repr_html_()
    True
    """

    def __init__(self, tables: Sequence[ShownTable], language: str):
        self.tables, self.language = list(tables), language

    def _repr_html_(self) -> str:
        return "".join(_html(table, self.language) for table in self.tables)

    def __repr__(self) -> str:
        return "\n\n".join(_text(table, self.language) for table in self.tables)


def _left_out(table: ShownTable, language: str) -> list[str]:
    more = len(table.rows) - MOST_ROWS
    if more <= 0:
        return []
    count, shown = format_number(more, language), format_number(MOST_ROWS, language)
    return [translate("The first {shown} rows; {count} more are not shown.", language, shown=shown, count=count)]


def _html(table: ShownTable, language: str) -> str:
    frame = ET.Element("div", {"lang": language, "role": "region", "tabindex": "0", "style": "overflow-x:auto"})
    frame.set("aria-label", table.caption)
    made = ET.SubElement(frame, "table")
    caption = ET.SubElement(made, "caption", {"style": f"{LEFT};font-weight:bold"})
    caption.text = table.caption
    line = ET.SubElement(ET.SubElement(made, "thead"), "tr")
    for place, words in enumerate(table.header):
        ET.SubElement(line, "th", {"scope": "col", "style": _side(table, place)}).text = words
    body = ET.SubElement(made, "tbody")
    for row in table.rows[:MOST_ROWS]:
        if len(row) == 1:
            body = ET.SubElement(made, "tbody") if len(body) else body
            above = {"scope": "rowgroup", "colspan": str(len(table.header)), "style": LEFT}
            ET.SubElement(ET.SubElement(body, "tr"), "th", above).text = row[0]
            continue
        line = ET.SubElement(body, "tr")
        ET.SubElement(line, "th", {"scope": "row", "style": _side(table, 0)}).text = row[0]
        for place, words in enumerate(row[1:], start=1):
            ET.SubElement(line, "td", {"style": _side(table, place)}).text = words
    for words in [*_left_out(table, language), *table.notes]:
        ET.SubElement(frame, "p").text = words
    return ET.tostring(frame, encoding="unicode", method="html")


def _side(table: ShownTable, place: int) -> str:
    return RIGHT if place in table.numbers else LEFT


def _text(table: ShownTable, language: str) -> str:
    rows = [
        [_shortened(words.replace(WORD_JOINER, "")) for words in row] if len(row) > 1 else row
        for row in table.rows[:MOST_ROWS]
    ]
    lines = [list(table.header), *(row for row in rows if len(row) > 1)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.header))]

    def written(row: Sequence[str]) -> str:
        cells = zip(row, widths, strict=False)
        sides = [
            words.rjust(width) if place in table.numbers else words.ljust(width)
            for place, (words, width) in enumerate(cells)
        ]
        return "  ".join(sides).rstrip()

    body = [row[0] if len(row) == 1 else written(row) for row in rows]
    return "\n".join([table.caption, written(table.header), *body, *_left_out(table, language), *table.notes])


def _shortened(words: str) -> str:
    return words if len(words) <= WIDEST else words[: WIDEST - 1] + "…"
