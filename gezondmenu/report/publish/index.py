"""The index of a run: every area with its key figures, and which page could not be made and why."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import pandas as pd

from gezondmenu.described import arrangements_of, of_arrangements
from gezondmenu.language import UNKNOWN, format_date, message, translate
from gezondmenu.reasons import reasons_of
from gezondmenu.report.parts.markup import environment
from gezondmenu.report.publish.directions import isolate
from gezondmenu.report.publish.spoken import languages_of_words, with_languages
from gezondmenu.report.rows.arrangements import month_shown, of_arrangement, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import EVERYBODY, RESIDENTS, about_euros
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell, why_not
from gezondmenu.report.words.sentences_budget import chance_words, whole_euros
from gezondmenu.study.model import Study, in_language
from gezondmenu.study.places import rows_without_area
from gezondmenu.vocabulary import ALL, group_label

KEY_FIGURES = (
    ("residents", "all", message("Residents")),
    ("participants", "all", message("Participants")),
    ("participation_rate", "all", message("Participants per 1,000 residents")),
    ("visits", "all", message("Visits")),
    ("appreciation_positive", group_label(statement="my_health"), message("Good for my health")),
    ("cost_per_visit", "all", message("Cost per visit")),
)

OF_ARRANGEMENT = (
    ("budgeted", message("Budget of the year")),
    ("booked", message("Booked")),
    ("year_end", message("Forecast of the year")),
    ("overspending_chance", message("Chance that it is not enough")),
)
YEAR = message("Year")
WORDS = {
    False: (
        message("The areas"),
        message("Choose an area to read its page. Areas differ in many ways, so this is not a ranking."),
        message("Key figures of each area"),
        message("Area"),
        message("Find an area"),
    ),
    True: (
        message("The arrangements"),
        message("Choose an arrangement to read its page."),
        message("Key figures of each arrangement"),
        message("Arrangement"),
        message("Find an arrangement"),
    ),
}
"""Heading, lead, caption, first column and what is searched in an index of areas, and in one of arrangements."""


def index_html(
    study: Study,
    published: pd.DataFrame,
    summary: pd.DataFrame,
    *,
    period: str,
    language: str,
    rule: str,
    date: dt.date,
    own: str = "",
    reader: str = EVERYBODY,
    by_arrangement: bool = False,
) -> str:
    """The index page: a table of all areas, or all arrangements, that sorts without anything from outside.

    Parameters
    ----------
    study : Study
        For names and choices; its rows are not shown.
    published : DataFrame
        The released table.
    summary : DataFrame
        ``area, name, page, status, reason`` of the run.
    own : str
        Name of the file with the user's own cards; blank when there is none.
    reader : str
        For whom the pages are; for residents the index has no amounts in euros either.

    Returns
    -------
    str
        HTML.
    """
    published = published.assign(reasons=reasons_of(published))
    if by_arrangement:
        heads = [YEAR, *(title for _, title in OF_ARRANGEMENT)]
        entries = _of_arrangements(published, summary, language)
    else:
        hidden = about_euros() if reader == RESIDENTS else []
        shown = [figure for figure in KEY_FIGURES if figure[0] not in hidden]
        heads = [title for _, _, title in shown]
        entries = _of_areas(published, summary, period, language, [(name, group) for name, group, _ in shown])
    failed = summary[summary["status"] == "failed"]
    words = functools.partial(translate, language=language)
    name, subject = in_language(study, "name", language), in_language(study, "subject", language)
    makers = [study.choices.get("made_by") or "", study.choices.get("contact") or ""]
    html = (
        environment()
        .get_template("index.html.j2")
        .render(
            language=language,
            _=words,
            study=name or words(message("Neighbourhood activities")),
            subject=subject,
            period="" if period == ALL or by_arrangement else period,
            synthetic=bool(study.choices.get("synthetic")),
            internal=rule == "internal",
            heads=[words(title) for title in heads],
            entries=entries,
            text=[words(text) for text in WORDS[by_arrangement]],
            failed=failed.to_dict("records"),
            without_area=", ".join(rows_without_area(study.tables)),
            date=format_date(date, language),
            own=own,
            made_by=makers[0],
            contact=makers[1],
        )
    )
    html = isolate(html, [*summary["name"], name, subject, *makers])
    return with_languages(html, language, languages_of_words(study))


def _of_areas(
    published: pd.DataFrame, summary: pd.DataFrame, period: str, language: str, shown: list[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Each area of the summary with its key figures."""
    by_area = dict(tuple(published.groupby("area", sort=False)))
    entries = []
    for entry in summary.to_dict("records"):
        page = Page(
            rows=by_area[entry["area"]], area=entry["area"], area_name=entry["name"], period=period, language=language
        )
        of_period = {name: row(page, name, group) for name, group in shown}
        residents = {"residents": row(page, "residents", period=ALL)} if "residents" in of_period else {}
        figures = {**of_period, **residents}
        entries.append(
            {**entry, "figures": [_figure(each, cell(each, language), language) for each in figures.values()]}
        )
    return entries


def _of_arrangements(published: pd.DataFrame, summary: pd.DataFrame, language: str) -> list[dict[str, Any]]:
    """Each arrangement of the summary with its key figures."""
    described = arrangements_of(published)
    rows = published[of_arrangements(published)]
    entries = []
    for entry in summary.to_dict("records"):
        page = Page(rows, ALL, entry["name"], ALL, language=language, described_arrangements=described)
        about = next(one for one in described.to_dict("records") if one["arrangement"] == entry["area"])
        year = year_shown(page, about)
        figures = [{"text": year or UNKNOWN, "order": year, "why": ""}]
        for name, _ in OF_ARRANGEMENT:
            each = of_arrangement(page, about, name, year)
            in_euros = each.known and each.unit == "EUR"
            text = whole_euros(each.value, language) if in_euros else cell(each, language)
            if name == "overspending_chance" and each.known:
                is_over = month_shown(page, about).endswith("-12")
                text = translate("the year is over", language) if is_over else chance_words(each, language)
            figures.append(_figure(each, text, language))
        entries.append({**entry, "figures": figures})
    return entries


def _figure(entry: Row, text: str, language: str) -> dict[str, Any]:
    """What a cell shows, what it is sorted by, and why there is no number."""
    return {
        "text": text,
        "order": "" if entry.value != entry.value else repr(entry.value),
        "why": "" if entry.known else why_not(entry, language),
    }
