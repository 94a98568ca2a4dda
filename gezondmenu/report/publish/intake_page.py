"""The intake report: what a researcher sends back to who gave the files, as a page and as text."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

import pandas as pd

from gezondmenu.language import format_date, format_number, message, translate, translate_plural
from gezondmenu.report.parts.markup import environment
from gezondmenu.report.publish.directions import isolate
from gezondmenu.study.findings import by_file
from gezondmenu.study.intake import Intake, is_late

TITLE = message("What we read in your files")
SEVERITY = {"error": message("to mend"), "warning": message("to look at"), "note": message("for your information")}

_FOOT = message("Nothing in your files was changed. Where something is masked with stars, it looked personal.")

_LONG_AGO = message("long ago")

Say = Callable[..., str]


def intake_html(intake: Intake, study: str, day: dt.date, synthetic: bool = False) -> str:
    """The page of an intake; names and numbers that looked personal are masked in it.

    Parameters
    ----------
    intake : Intake
    study : str
        Name of the study.
    day : date
        The day of the report.
    synthetic : bool
        Whether the people of the study are made up.
    """
    say: Say = functools.partial(translate, language=intake.language)
    html = (
        environment()
        .get_template("intake.html.j2")
        .render(
            language=intake.language,
            _=say,
            title=say(TITLE),
            study=study,
            date=format_date(day, intake.language),
            synthetic=synthetic,
            verdict=_verdict(intake, say),
            sections=[section for section in _sections(intake, say) if section["rows"] or section["findings"]],
            foot=say(_FOOT),
        )
    )
    return isolate(html, [study, *intake.readings["file"], *intake.readings["sheet"], *intake.findings["value"]])


def intake_text(intake: Intake, study: str, day: dt.date) -> str:
    """The same as text, for a mail."""
    say: Say = functools.partial(translate, language=intake.language)
    lines = [f"{say(TITLE)}: {study}, {format_date(day, intake.language)}", " ".join(_verdict(intake, say)), ""]
    for section in _sections(intake, say):
        if not (section["rows"] or section["findings"]):
            continue
        lines += [section["title"].upper(), section["lead"]]
        for row in section["rows"]:
            pairs = zip(section["heads"][1:], row[1:], strict=True)
            lines.append(f"- {row[0]}: " + ", ".join(f"{head} {cell}" for head, cell in pairs if cell))
        if section["findings"]:
            lines += by_file(section["frame"], intake.language)
        lines.append("")
    return "\n".join(lines)


def _verdict(intake: Intake, say: Say) -> tuple[str, str]:
    errors = int(intake.findings["severity"].eq("error").sum())
    if errors:
        count = translate_plural(
            "{count} thing has to be mended or answered.", "{count} things have to be mended or answered.", errors,
            intake.language,
        )  # fmt: skip
        return say(message("Not ready yet.")), count
    return say(message("Ready.")), say(message("A report can be made from these files."))


def _sections(intake: Intake, say: Say) -> list[dict[str, Any]]:
    severe = intake.findings[~intake.findings.index.isin(intake.set_aside.index)]
    number = functools.partial(format_number, language=intake.language)
    late = [is_late(last) for last in intake.quality["last"]]
    quality = [
        [
            row.table,
            number(row.rows),
            *(f"{number(share)}%" if share == share else "–" for share in (row.complete, row.valid, row.unique)),
            f"{row.last} ({say(_LONG_AGO)})" if old else row.last,
        ]
        for row, old in zip(intake.quality.itertuples(), late, strict=True)
    ]
    return [
        _findings("mend", message("What to mend or answer"), severe, "error", intake, say,
                  message("Each of these stands in the way of a report.")),
        _findings("look", message("What to look at"), severe, "warning", intake, say,
                  message("We went on with this as it is described.")),
        {
            "id": "read",
            "title": say(message("What was read as what")),
            "lead": say(message("Each line is a file, or a sheet of a workbook.")),
            "heads": [say(message("File")), say(message("Sheet")), say(message("Table")), say(message("Rows")),
                      say(message("Columns with another name"))],
            "rows": [[row.file, row.sheet, row.table, number(row.rows), row.columns]
                     for row in intake.readings.itertuples()],
            "findings": [],
        },
        _findings("aside", message("Rows set aside"), intake.set_aside, None, intake, say,
                  message("These rows are no data, such as titles and totals; they do not count.")),
        {
            "id": "decisions",
            "title": say(message("What was decided")),
            "lead": say(message("So it stands in study.toml. Is something not as you meant it? Then say so.")),
            "heads": [say(message("File")), say(message("Choice")), say(message("Answer"))],
            "rows": [[row.file or "study.toml", row.key, row.value] for row in intake.decisions.itertuples()],
            "findings": [],
        },
        {
            "id": "quality",
            "title": say(message("How complete and up to date")),
            "lead": say(message(
                "Complete: cells that are filled. Valid: filled cells that could be read. Unique: rows that do not "
                "double another."
            )),
            "heads": [say(message("Table")), say(message("Rows")), say(message("Complete")), say(message("Valid")),
                      say(message("Unique")), say(message("Last row"))],
            "rows": quality,
            "findings": [],
        },
        _findings("notes", message("For your information"), severe, "note", intake, say,
                  message("Nothing has to be done about this.")),
    ]  # fmt: skip


def _findings(
    name: str, title: str, findings: pd.DataFrame, severity: str | None, intake: Intake, say: Say, lead: str
) -> dict[str, Any]:
    chosen = findings if severity is None else findings[findings["severity"] == severity]
    return {
        "id": name,
        "title": say(title),
        "lead": say(lead),
        "heads": [],
        "rows": [],
        "frame": chosen,
        "findings": [
            {
                "severity": row.severity,
                "word": say(SEVERITY[str(row.severity)]),
                "where": _where(row, intake.language),
                "rule": row.rule,
                "what_to_do": row.what_to_do,
            }
            for row in chosen.itertuples()
        ],
    }


def _where(row: Any, language: str) -> str:
    parts = [
        row.file,
        translate("sheet {sheet}", language, sheet=row.sheet) if row.sheet else "",
        translate("row {row}", language, row=row.row) if not pd.isna(row.row) else "",
        translate("column {column}", language, column=row.column) if row.column else "",
        f"“{row.value}”" if row.value else "",
    ]
    return ", ".join(part for part in parts if part)
