"""Tables that several sections use: caption, scope, units in words; an area beside others and beside last year."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import UNKNOWN, translate
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import compared, row
from gezondmenu.report.words.amounts import bare_number, cell, number
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import indicator_name, level_name, upper_first
from gezondmenu.vocabulary import ALL


def table(caption: str, header: Sequence[str], body: Sequence[Sequence[str]], *, texts: Sequence[int] = ()) -> str:
    """An HTML table: the first cell of each row is its heading, the other cells are numbers to the right.

    Parameters
    ----------
    caption : str
        What the table shows, with the unit and the period.
    header : sequence of str
        Headings of the columns, none of them empty.
    body : sequence of rows
        Cells as text.
    texts : sequence of int
        Columns that hold words, aligned to the left.

    Examples
    --------
    >>> print(table("Visits", ["Year", "Visits"], [["2025", "40"]]))  # doctest: +ELLIPSIS
    <div class="scroll" ...><table><caption>Visits</caption>...>40</td></tr></tbody></table></div>
    """
    return macro("parts", "table", caption, header, body, texts)


def side_by_side(page: Page, indicators: Sequence[str], caption: str, *, dashes: bool = True) -> str:
    """Indicators of the area in the period, beside the year before and the other area.

    Without `dashes` an indicator that has no number at all is left out; without any row there is no table.
    """
    language = page.language
    heading = page.area_name if page.period == ALL else page.period
    header = [translate("What", language), heading, *_others(page)]
    body = []
    for name in indicators:
        here = row(page, name)
        then, there = row(page, name, period=page.before), row(page, name, area=page.beside)
        if here.status == "absent" and there.status == "absent":
            continue
        if not dashes and not any(entry.known or entry.hidden for entry in (here, then)):
            continue
        cells = [cell(here, language)]
        cells += [cell(then, language)] if _has_before(page) else []
        cells += [cell(there, language)] if page.beside else []
        body.append([upper_first(indicator_name(name, language)), *cells])
    return table(caption, header, body) if body or dashes else ""


def interval_cell(entry: Row, language: str) -> str:
    """Lower and upper limit in a cell."""
    if not entry.has_interval:
        return UNKNOWN
    low, high = (bare_number(limit, entry.unit, language) for limit in (entry.lower, entry.upper))
    return f"{low}–{high}"


def bare(entry: Row, language: str) -> str:
    """A cell under a heading that already names the unit."""
    return cell(entry, language, number if entry.status == "unstable" else bare_number)


def _others(page: Page) -> list[str]:
    """Headings of the columns beside the area."""
    header = [page.before] if _has_before(page) else []
    beside = page.beside_name if page.period == ALL else f"{page.beside_name} {page.period}"
    return header + ([beside] if page.beside else [])


def _has_before(page: Page) -> bool:
    return bool(page.before) and bool(((page.rows["period"] == page.before) & (page.rows["area"] == page.area)).any())


def beside_table(page: Page, lines: Sequence[tuple[str, str, str]], caption: str) -> str:
    """Each line (name, indicator, group) with its number, and the difference with each other area or year in words."""
    language = page.language
    header = [translate("What", language), page.when]
    header += [translate("Beside {other}", language, other=name) for _, name in page.others]
    body = []
    for name, indicator, group in lines:
        here = row(page, indicator, group)
        beside = [compared(page, indicator, code, group) for code, _ in page.others]
        if here.known and any(entry.status != "absent" for entry in beside):
            body.append([name, cell(here, language), *(difference_words(entry, language) for entry in beside)])
    if not body:
        return ""
    return table(caption, header, body, texts=tuple(range(2, len(header))))


def indicator_lines(indicators: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """Lines of `beside_table` for indicators of the whole area."""
    return [(upper_first(indicator_name(name, language)), name, ALL) for name in indicators]


def group_lines(groups: Sequence[str], indicator: str, language: str) -> list[tuple[str, str, str]]:
    """Lines of `beside_table` for groups of one indicator."""
    return [(upper_first(level_name(group, language)), indicator, group) for group in groups]
