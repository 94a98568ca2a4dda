"""The four tiles under the summary: a number, what it is beside, and a thin line for how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from gezondmenu.language import translate
from gezondmenu.report.rows.page import Page, Row
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.words.amounts import cell, interval, short_reason, why_not
from gezondmenu.report.words.differences import direction
from gezondmenu.report.words.names import statement_text, upper_first
from gezondmenu.vocabulary import ALL

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
        Tile("appreciation_positive", f"statement={statement}", positive, whole=100),
        Tile("cost_per_visit", ALL, translate("cost per visit", language))
        if page.reader != RESIDENTS
        else Tile("volunteer_hours", ALL, translate("hours of volunteers", language), comparable=False),
    )
    return f'<ul class="tiles">{"".join(_tile(page, tile) for tile in shown)}</ul>'


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
    beside = "".join(
        f'<div><dt><span class="mark {kind}" aria-hidden="true"></span>{escape(name)}</dt><dd>{escape(text)}</dd></div>'
        for name, text, kind in lines
    )
    if here.known:
        figure = f'<p class="figure-number">{escape(cell(here, language))}</p>'
    else:
        figure = f'<p class="figure-number words">{escape(upper_first(short_reason(here, language)))}</p>'
    words = [direction(page, tile.indicator, tile.group), interval(here, language)]
    if here.status == "no data":
        words = [why_not(here, language)]
    sentence = upper_first("; ".join(word for word in words if word))
    drawn = [(then, "before"), *([(there, "city")] if there and tile.comparable else []), (here, "here")]
    return (
        f'<li class="tile"><h3>{escape(upper_first(tile.name))}</h3>{figure}{_strip(drawn, tile.whole)}'
        f'<p class="tile-words">{escape(sentence)}</p><dl>{beside}</dl></li>'
    )


def _short(entry: Row, language: str) -> str:
    return cell(entry, language) if entry.known else short_reason(entry, language)


def _strip(drawn: list[tuple[Row, str]], whole: float) -> str:
    """A thin line from zero with a mark for the area, the city and last year; said in words beside it."""
    known = [(entry, kind) for entry, kind in drawn if entry.known]
    if not any(kind == "here" for _, kind in known):
        return '<div class="strip"></div>'
    highest = whole or 1.15 * max(entry.upper if entry.has_interval else entry.value for entry, _ in known)
    highest = highest or 1.0

    def x_of(value: float) -> str:
        return f"{3 + (STRIP - 11) * min(max(value, 0) / highest, 1):.1f}"

    marks = {
        "before": '<path class="before" d="M{x} 2V22"/>',
        "city": '<path class="city" d="M{x} 4L{right} 12L{x} 20L{left} 12Z"/>',
        "here": '<circle class="here" cx="{x}" cy="12" r="5"/>',
    }
    parts = [f'<path class="axis" d="M3 12H{STRIP - 8}"/><path class="axis" d="M3 7V17"/>']
    for entry, kind in known:
        if kind == "here" and entry.has_interval:
            low, high = x_of(entry.lower), x_of(entry.upper)
            parts.append(f'<path class="interval" d="M{low} 12H{high}M{low} 8V16M{high} 8V16"/>')
        x = x_of(entry.value)
        parts.append(marks[kind].format(x=x, left=f"{float(x) - 8:.1f}", right=f"{float(x) + 8:.1f}"))
    drawing = "".join(parts)
    box = f'viewBox="0 0 {STRIP} 24" preserveAspectRatio="xMinYMid"'
    return f'<div class="strip"><svg {box} aria-hidden="true" focusable="false">{drawing}</svg></div>'
