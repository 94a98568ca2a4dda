"""Which rows the section on change shows: its indicators, and the lines of each outcome."""

from __future__ import annotations

from dataclasses import dataclass

from gezondmenu.indicators.register import cards
from gezondmenu.language import translate
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import change, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.shown import survey_rows
from gezondmenu.verdicts import are_many_outcomes

STEPS = ("steps_reached",)
CARDS = {
    "change": ("health", "change", "survey_flow", "comparison", "dose", "reliability"),
    "steps": ("steps",),
}


def cards_of_survey(page: Page) -> list[str]:
    """The cards of statements about health of which the page shows a row, of the area or of the comparison."""
    indicators = {entry.indicator for entry in survey_rows(page)}
    known = cards()
    return [id for id in CARDS["change"] if id in known and indicators & set(known[id].indicators)]


@dataclass(frozen=True)
class Line:
    """A dot of a panel: which kind, what stands before it, and the row."""

    kind: str
    name: str
    entry: Row


def lines_of(page: Page, outcome: str, *, every: bool = True) -> list[Line]:
    """The lines of an outcome: here, allowing for who left, leaning on other areas, without the programme, difference.

    On the page of an area of the comparison, the line of the others is that of the people with the programme.
    """
    language = page.language
    with_it, without = translate("with the programme", language), translate("without the programme", language)
    arms = health.arms(page)
    lines = [Line("main", with_it if len(arms) == 1 else page.area_name, change(page, outcome))]
    if every:
        left, lean = translate("allowing for who left", language), translate("leaning on other areas", language)
        lines.append(Line("weighted", left, change(page, outcome, variant="weighted")))
        lines.append(Line("pooled", lean, change(page, outcome, variant="pooled")))
    if arms:
        names = [without] if len(arms) == 1 else [f"“{arm}”" for arm in arms]
        lines += [Line("others", n, change(page, outcome, arm=a)) for a, n in zip(arms, names, strict=True)]
    else:
        area = health.compared_area(page)
        beside = health.arms(page, area) if area and area != page.area else []
        if page.is_comparison and beside:
            lines.append(Line("others", with_it, change(page, outcome, area=area)))
        elif len(beside) == 1:
            lines.append(Line("others", without, change(page, outcome, area=area, arm=beside[0])))
    if health.compared_area(page) == page.area:
        lines.append(Line("difference", translate("difference", language), find(page, "mean_difference", outcome)))
    return [line for line in lines if line.entry.status != "absent"]


def panels(page: Page) -> list[tuple[str, list[Line]]]:
    """Every outcome of which a dot can be drawn, with its lines."""
    outcomes = health.outcomes(page)
    every = not are_many_outcomes(len(outcomes))
    pairs = [(name, lines_of(page, name, every=every)) for name in outcomes]
    return [(name, lines) for name, lines in pairs if any(line.entry.has_interval for line in lines)]
