"""The tables of the comparison, in all its ways, for who wants to check it."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, message, translate
from gezondmenu.report.parts.tables import bare, table
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import entries, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.change.tables import STACKED
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.outcomes import made_alike_on, outcome_name
from gezondmenu.report.words.scores import cell_of, interval_of, people_in

WAYS = {
    "main": message("the difference itself"),
    "ANCOVA": message("at the same first score (ANCOVA)"),
    "difference in changes": message("difference of the changes"),
    "weighted": message("others weighted to resemble the participants"),
    "standardised": message("predicted for the participants"),
    "weighted, everybody": message("both weighted to resemble everybody"),
    "standardised, everybody": message("predicted for everybody"),
    "bound, least": message("least, allowing for who left"),
    "bound, most": message("most, allowing for who left"),
    "per protocol": message("without people of the comparison who came (per protocol)"),
    "start and wave, simple": message("mean of the effects by start and wave"),
    "start and wave, by start": message("the same, first for each start"),
    "start and wave, by time since the start": message("the same, first for each time since the start"),
    "start and wave, by period": message("the same, first for each wave"),
}
"""The ways in which people with and without the programme were compared."""


def comparison_table(page: Page) -> str:
    """The difference of people with and without the programme in each way that it was worked out."""
    language, area = page.language, health.compared_area(page)
    header = [
        translate("Outcome, and how it was compared", language),
        translate("Difference", language),
        translate("Interval", language),
        translate("People", language),
    ]
    body = []
    for outcome in health.outcomes(page, area):
        for variant, way in WAYS.items():
            entry = find(page, "mean_difference", outcome, area=area, variant=variant)
            if entry.status != "absent":
                numbers = [cell_of(page, outcome, entry), interval_of(page, outcome, entry)]
                name = f"{outcome_name(outcome, language)}: {translate(way, language)}"
                body.append([name, *numbers, people_in(entry, language)])
        for arm in sorted({e.traits["arm"] for e in entries(page, "mean_difference", area) if "arm" in e.traits}):
            entry = find(page, "mean_difference", outcome, area=area, arm=arm)
            if entry.status != "absent":
                numbers = [cell_of(page, outcome, entry), interval_of(page, outcome, entry)]
                name = f"{outcome_name(outcome, language)}: “{arm}”"
                body.append([name, *numbers, people_in(entry, language)])
    caption = translate(
        "People with the programme minus people without (points; shares in percentage points)", language
    )
    return table(caption, header, body, texts=STACKED) if body else ""


def chance_table(page: Page) -> str:
    """How the differences stand against chance: other choices of areas, several outcomes, and the spread of people."""
    language, area = page.language, health.compared_area(page)
    columns = {
        "placebo_p": translate("p-value, other areas chosen", language),
        "smallest_p": translate("smallest p-value possible", language),
        "corrected_p": translate("p-value for several outcomes", language),
        "standardised_difference": translate("difference in standard deviations", language),
        "overlap": translate("people with others like them (%)", language),
    }
    lines = [[find(page, name, outcome, area=area) for name in columns] for outcome in health.outcomes(page, area)]
    body = [
        [outcome_name(outcome, language), *(bare(entry, language) for entry in line)]
        for outcome, line in zip(health.outcomes(page, area), lines, strict=True)
        if any(entry.status != "absent" for entry in line)
    ]
    caption = translate("The comparison against chance", language)
    return table(caption, [translate("Outcome", language), *columns.values()], body, texts=STACKED) if body else ""


def alike_table(page: Page) -> str:
    """How alike the two groups were beforehand, as they came and after weighting, for the outcome told first."""
    language, area = page.language, health.compared_area(page)
    outcome = health.telling(page, area)
    balances = [e for e in entries(page, "balance", area) if e.traits.get("outcome") == outcome]
    traits = list(dict.fromkeys(entry.traits["trait"] for entry in balances))
    body = []
    for trait in traits:
        pair = [find(page, "balance", outcome, area=area, variant=v, trait=trait) for v in ("main", "weighted")]
        name = made_alike_on(trait, language)
        body.append([name, *(cell(entry, language) for entry in pair)])
    header = [translate("Trait", language), translate("As they came", language), translate("After weighting", language)]
    caption = translate("How unlike the two groups were beforehand (standard deviations)", language)
    return table(caption, header, body) if body else ""


def before_table(page: Page) -> str:
    """Whether areas moved alike before the programme began there; empty where it was not measured."""
    language, area = page.language, health.compared_area(page)
    body = []
    for entry in entries(page, "before_start", area):
        traits = entry.traits
        numbers = [cell_of(page, traits["outcome"], entry), interval_of(page, traits["outcome"], entry)]
        body.append([outcome_name(traits["outcome"], language), traits.get("waves_before", UNKNOWN), *numbers])
    header = [
        translate("Outcome", language),
        translate("Measurements before the start", language),
        translate("Difference", language),
        translate("Interval", language),
    ]
    return (
        table(translate("Differences before the programme began", language), header, body, texts=STACKED)
        if body
        else ""
    )
