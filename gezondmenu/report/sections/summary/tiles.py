"""The four tiles under the summary: a number, what it is beside, and a thin line for how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from gezondmenu.language import translate
from gezondmenu.report.parts.axis import Scale, beyond
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.words.amounts import cell, interval, short_reason, why_not
from gezondmenu.report.words.differences import direction
from gezondmenu.report.words.names import statement_text, upper_first
from gezondmenu.report.words.sentences_people import persons_known
from gezondmenu.vocabulary import ALL, group_label

STRIP = 240  # width of the strip in its own units; it stretches with the tile


@dataclass(frozen=True)
class Tile:
    """What a tile shows: a row, its name, and whether the other area may stand beside it."""

    indicator: str
    group: str
    name: str
    comparable: bool = True
    whole: float = 0.0


def tiles(page: Page) -> str:
    """The four tiles as a list."""
    language = page.language
    asked = statements(page)
    statement = "my_health" if "my_health" in asked or not asked else asked[0]
    positive = translate(
        "positive about “{statement}”", language, statement=statement_text(statement, language, short=True)
    )
    shown = (
        Tile("participation_rate", ALL, translate("participants per 1,000 residents", language)),
        Tile("visits", ALL, translate("visits", language), comparable=False),
        Tile("appreciation_positive", group_label(statement=statement), positive, whole=100),
        Tile("cost_per_visit", ALL, translate("cost per visit", language))
        if page.reader != RESIDENTS
        else Tile("volunteer_hours", ALL, translate("hours of volunteers", language), comparable=False),
    )
    return macro("summary", "tiles", [_tile(page, tile) for tile in shown])


def _tile(page: Page, tile: Tile) -> str:
    language = page.language
    here = row(page, tile.indicator, tile.group)
    then = row(page, tile.indicator, tile.group, period=page.before)
    there = row(page, tile.indicator, tile.group, area=page.beside) if page.beside else None
    lines = []
    if there is not None:
        lines.append((page.beside_name, _short(there, language), "city"))
    if then.status != "absent":
        lines.append((page.before, _short(then, language), "before"))
    figure = cell(here, language) if here.known else upper_first(short_reason(here, language))
    words = [direction(page, tile.indicator, tile.group), interval(here, language)]
    if here.status == "no data":
        words = [why_not(here, language)]
    if tile.indicator == "participation_rate" and here.known:
        words.append(persons_known(page))
    sentence = upper_first("; ".join(word for word in words if word))
    drawn = [(then, "before"), *([(there, "city")] if there and tile.comparable else []), (here, "here")]
    strip = macro("summary", "strip", STRIP, _strip(drawn, tile.whole))
    return macro("summary", "tile", upper_first(tile.name), figure, here.known, strip, sentence, lines)


def _short(entry: Row, language: str) -> str:
    return cell(entry, language) if entry.known else short_reason(entry, language)


def _strip(drawn: list[tuple[Row, str]], whole: float) -> list[tuple[str, str, str, str]]:
    """The marks on a thin line from zero: the area, the city and last year; said in words beside it.

    Each is its kind, the middle, and where it begins and ends; none where the area has no number.
    """
    known = [(entry, kind) for entry, kind in drawn if entry.known]
    if not any(kind == "here" for _, kind in known):
        return []
    scale = Scale(0.0, whole or beyond(entry for entry, _ in known) or 1.0, 3, STRIP - 8)

    def x_of(value: float) -> str:
        return f"{scale.inside(value):.1f}"

    marks = []
    for entry, kind in known:
        if kind == "here" and entry.has_interval:
            marks.append(("interval", "", x_of(entry.lower), x_of(entry.upper)))
        x = x_of(entry.value)
        marks.append((kind, x, f"{float(x) - 8:.1f}", f"{float(x) + 8:.1f}"))
    return marks
