"""A study and its findings as JupyterLab shows them."""

from __future__ import annotations

import pandas as pd

from gezondmenu.html_table import Shown, ShownTable
from gezondmenu.language import format_number, message, translate
from gezondmenu.study.check.choices import language_of
from gezondmenu.study.findings import COLUMNS, START, count_findings
from gezondmenu.study.model import Study, in_language
from gezondmenu.study.schema import table_words

SEVERITIES = {"error": message("ERROR"), "warning": message("warning"), "note": message("note")}


def show_study(study: Study, language: str | None = None) -> Shown:
    """Name, made-up or not, period, how many findings, and the rows of each table.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> areas = pd.DataFrame({"area": ["01", "02"], "name": ["Noord", "Zuid"]})
    >>> show_study(make_study({"areas": areas}, name="Lindermeer", synthetic=True), "en")
    Lindermeer – Made-up data
    Table  Rows
    areas     2
    Period: –
    No faults found.
    """
    spoken = language or language_of(study.choices)
    name = in_language(study, "name", spoken) or translate("A study without a name", spoken)
    if study.choices.get("synthetic"):
        name = f"{name} – {translate('Made-up data', spoken)}"
    rows = [
        [table_words(table).in_language(spoken), format_number(len(frame), spoken)]
        for table, frame in study.tables.items()
    ]
    known = study.findings if set(COLUMNS) <= set(study.findings) else pd.DataFrame(columns=list(COLUMNS))
    notes = [translate("Period: {period}", spoken, period=_period(study)), count_findings(known, spoken)]
    header = [translate("Table", spoken), translate("Rows", spoken)]
    return Shown([ShownTable(name, header, rows, numbers=[1], notes=notes)], spoken)


def _period(study: Study) -> str:
    """First and last day of what was observed: as study.toml says, else of the meetings."""
    dates = [study[table]["date"].dropna() for table in ("sessions", "attendance")]
    days = pd.concat(dates)
    first = study.choices.get("observed_from") or (days.min() if len(days) else None)
    last = study.choices.get("observed_to") or (days.max() if len(days) else None)
    return "–".join(f"{pd.Timestamp(day):%Y-%m-%d}" for day in (first, last) if day is not None) or "–"


def show_findings(findings: pd.DataFrame, language: str) -> Shown:
    """Findings by cause, each with the places where it was found and the way out; errors first."""
    header = [translate(head, language) for head in (message("Place"), message("Value"), message("Way out"))]
    rows: list[list[str]] = []
    for (severity, code, rule), alike in findings.groupby(["severity", "code", "rule"], sort=False):
        word = message("start here") if code == START else SEVERITIES.get(str(severity), str(severity))
        rows.append([f"{translate(word, language)}: {rule}"])
        rows += [[_place(row, language), str(row["value"]), str(row["what_to_do"])] for _, row in alike.iterrows()]
    return Shown([ShownTable(count_findings(findings, language), header, rows)], language)


def _place(row: pd.Series, language: str) -> str:
    where = [
        str(row["file"]) or translate("The study folder", language),
        translate("sheet {sheet}", language, sheet=row["sheet"]) if row["sheet"] else "",
        translate("row {row}", language, row=row["row"]) if not pd.isna(row["row"]) else "",
        translate("column {column}", language, column=row["column"]) if row["column"] else "",
    ]
    return ", ".join(part for part in where if part)
