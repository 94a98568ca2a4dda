"""The index of a run: every area with its key figures, and which page could not be made and why."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import pandas as pd

from gezondmenu.language import format_date, message, translate
from gezondmenu.reasons import reasons_of
from gezondmenu.report.parts.markup import environment
from gezondmenu.report.publish.directions import isolate
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import EVERYBODY, RESIDENTS, about_euros
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell, why_not
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
) -> str:
    """The index page: a table of all areas that sorts without anything from outside.

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
    by_area = dict(tuple(published.groupby("area", sort=False)))
    areas, hidden = [], about_euros() if reader == RESIDENTS else []
    shown = [figure for figure in KEY_FIGURES if figure[0] not in hidden]
    for entry in summary.to_dict("records"):
        page = Page(
            rows=by_area[entry["area"]],
            area=entry["area"],
            area_name=entry["name"],
            period=period,
            language=language,
        )
        areas.append({**entry, "figures": [_figure(page, name, group) for name, group, _ in shown]})
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
            period="" if period == ALL else period,
            synthetic=bool(study.choices.get("synthetic")),
            internal=rule == "internal",
            heads=[words(title) for _, _, title in shown],
            areas=areas,
            failed=failed.to_dict("records"),
            without_area=", ".join(rows_without_area(study.tables)),
            date=format_date(date, language),
            own=own,
            made_by=makers[0],
            contact=makers[1],
        )
    )
    return isolate(html, [*summary["name"], name, subject, *makers])


def _figure(page: Page, indicator: str, group: str) -> dict[str, Any]:
    """What a cell shows, what it is sorted by, and why there is no number."""
    entry = row(page, indicator, group)
    if indicator == "residents":
        entry = row(page, indicator, group, period=ALL)
    return {
        "text": cell(entry, page.language),
        "order": "" if entry.value != entry.value else repr(entry.value),
        "why": "" if entry.known else why_not(entry, page.language),
    }
