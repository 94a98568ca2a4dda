"""The tables of the offer and of the neighbourhood."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.tables import bare, interval_cell, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import compared, context_rows, row, rows_of
from gezondmenu.report.sections.place.rows import activity_rows
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import level_name, measure_text, trait_name, upper_first


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
    named = [entry.reason(Why.SOURCE) or {} for entry in shown]
    sources = [values.get("source", UNKNOWN) for values in named]
    alike = all(entry.unit == "%" for entry in shown)
    value = translate("Residents (%)", language) if alike else translate("Figure", language)
    header = [translate("What", language), value, translate("Year", language)]
    body = [
        [
            measure_text(entry.traits.get("measure", ""), language),
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


def forms_table(page: Page) -> str:
    """Share of activities and of visits by form, with the interval and the change; empty when nothing is known."""
    language = page.language
    shares = [entry for entry in rows_of(page, "form_visits_share", "form") if entry.known]
    if not shares:
        return ""
    header = [translate("Form", language), translate("Activities (%)", language), translate("Visits (%)", language)]
    header += [translate("Interval (%)", language)]
    header += [translate("Beside {other}", language, other=name) for _, name in page.others]
    body = []
    for entry in shares:
        beside = [compared(page, "form_visits_share", code, entry.group) for code, _ in page.others]
        body.append(
            [
                upper_first(level_name(entry.group, language)),
                bare(row(page, "form_share", entry.group), language),
                bare(entry, language),
                interval_cell(entry, language),
                *(difference_words(other, language) for other in beside),
            ]
        )
    caption = translate("Activities and visits by form, {period}", language, period=page.when)
    return table(caption, header, body, texts=tuple(range(4, len(header))))
