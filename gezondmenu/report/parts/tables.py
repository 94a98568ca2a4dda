"""The tables of the page: caption, scope, units in words, the same decimals in a row of like numbers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import UNKNOWN, format_number, message, translate
from gezondmenu.report.rows.select import Page, Row, context_rows, quarters, row, statements
from gezondmenu.report.sections.opinion.figures import answers
from gezondmenu.report.sections.people.figures import shown_groups
from gezondmenu.report.sections.people.figures_time import timeline_indicator
from gezondmenu.report.sections.place.figures import activity_rows
from gezondmenu.report.words.amounts import cell, number
from gezondmenu.report.words.names import (
    level_name,
    measure_text,
    period_name,
    reach_words,
    statement_text,
    trait_name,
    upper_first,
)
from gezondmenu.vocabulary import ALL, split_group

NAMES = {
    "costs": message("costs"),
    "cost_per_visit": message("cost per visit"),
    "cost_per_participant": message("cost per participant"),
    "volunteer_hours": message("hours of volunteers"),
    "student_hours": message("hours of students"),
    "regular_share": message("regular participants (% of participants)"),
}


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
    kind = ' class="words"'
    many = ' class="many"' if len(header) > 4 or texts else ""
    head = "".join(
        f'<th scope="col"{kind if place in (0, *texts) else ""}>{escape(text)}</th>'
        for place, text in enumerate(header)
    )
    lines = []
    for cells in body:
        first = f'<th scope="row">{escape(cells[0])}</th>'
        rest = "".join(
            f'<td{kind if place in texts else ""} data-label="{escape(header[place])}">{escape(text)}</td>'
            for place, text in enumerate(cells[1:], start=1)
        )
        lines.append(f"<tr>{first}{rest}</tr>")
    label = escape(caption, quote=True)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
        f"<table{many}><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


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


def all_groups(page: Page) -> list[str]:
    """The groups of the figure, with the counterpart of a yes."""
    groups = []
    for group in shown_groups(page):
        groups.append(group)
        other = group.removesuffix("yes") + "no"
        if group.endswith("=yes") and row(page, "population_share", other).known:
            groups.append(other)
    return groups


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
        positive = row(page, "appreciation_positive", f"statement={name}")
        cells = [row(page, "appreciation_share", f"answer={answer};statement={name}") for answer in scale]
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


def activities_table(page: Page) -> str:
    """Numbers of activities by price and by who leads them."""
    language = page.language
    header = [translate("Trait", language), translate("Level", language), translate("Activities", language)]
    body = []
    for trait in ("price_low_income", "organiser"):
        for entry in activity_rows(page, trait):
            body.append(
                [trait_name(trait, language), upper_first(level_name(entry.group, language)), cell(entry, language)]
            )
    caption = translate("Number of activities, {period}", language, period=page.when)
    return table(caption, header, body, texts=(1,))


def context_table(page: Page) -> str:
    """Figures from open sources, with year and source."""
    language = page.language
    shown = context_rows(page)
    named = [entry.reason("source: {source}") or {} for entry in shown]
    sources = [values.get("source", UNKNOWN) for values in named]
    alike = all(entry.unit == "%" for entry in shown)
    value = translate("Residents (%)", language) if alike else translate("Figure", language)
    header = [translate("What", language), value, translate("Year", language)]
    body = [
        [
            measure_text(split_group(entry.group).get("measure", ""), language),
            bare(entry, language) if alike else cell(entry, language),
            entry.period,
        ]
        for entry in shown
    ]
    caption = translate("Figures from open sources: borrowed, not measured here", language)
    if len(set(sources)) == 1:
        named_source = translate("Source: {study}.", language, study=sources[0])
        return table(f"{caption}. {named_source}", header, body)
    header.append(translate("Source", language))
    cited = [[*cells, source] for cells, source in zip(body, sources, strict=True)]
    return table(caption, header, cited, texts=(3,)) if shown else ""


def indicator_name(name: str, language: str) -> str:
    """The name of an indicator with its unit."""
    if name in NAMES:
        return translate(NAMES[name], language)
    register = named_indicators()
    return getattr(register[name][1], language) if name in register else name


def interval_cell(entry: Row, language: str) -> str:
    """Lower and upper limit in a cell."""
    if not entry.has_interval:
        return UNKNOWN
    low, high = number(entry.lower, entry.unit, language), number(entry.upper, entry.unit, language)
    return f"{low.removesuffix('%')}–{high.removesuffix('%')}"


def bare(entry: Row, language: str) -> str:
    """A cell under a heading that already names the unit."""
    return cell(entry, language).removesuffix("%") if entry.known else cell(entry, language)


def _others(page: Page) -> list[str]:
    """Headings of the columns beside the area."""
    header = [page.before] if _has_before(page) else []
    beside = page.beside_name if page.period == ALL else f"{page.beside_name} {page.period}"
    return header + ([beside] if page.beside else [])


def _has_before(page: Page) -> bool:
    return bool(page.before) and bool(((page.rows["period"] == page.before) & (page.rows["area"] == page.area)).any())


def _column(entries: Sequence[Row], language: str) -> list[str]:
    """Cells of one column with the same decimals: one where any value is under 10, else none."""
    decimals = 1 if any(entry.known and entry.value < 10 and entry.unit.startswith("per ") for entry in entries) else 0
    return [format_number(e.value, language, decimals) if e.status == "ok" else cell(e, language) for e in entries]
