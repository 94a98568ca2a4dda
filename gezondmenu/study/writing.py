"""Writing a study to a folder that `read_study` can read again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook

from gezondmenu.card import Card, Indicator
from gezondmenu.given import check_choice, check_path
from gezondmenu.study.model import Study, check_is_study, check_table_name
from gezondmenu.study.read.files import CHOICES_FILE, INDICATORS_FILES
from gezondmenu.study.schema import Table, tables
from gezondmenu.vocabulary import ROLES

FORMATS = ("csv", "dutch csv", "xlsx")
WRITTEN_ON = dt.datetime(2026, 1, 1)
"""The date inside a workbook: fixed, so that it does not tell when the study was written."""


def write_study(study: Study, folder: str | Path, formats: Mapping[str, str] | None = None) -> list[Path]:
    """Write the tables of a study, its study.toml and, where it has any, its own indicators as indicators.toml.

    Parameters
    ----------
    study : Study
        Tables without rows are not written, nor columns without a value that are not required.
    folder : path
        Made when it does not exist; files of the same name are replaced.
    formats : mapping of str, optional
        By table, ``csv`` (the default), ``dutch csv`` (``;``, decimal comma, byte order mark and Dutch headers, as
        Dutch Excel writes it) or ``xlsx`` (one sheet).

    Returns
    -------
    list of Path
        The files written. Text files depend on the study alone.

    Raises
    ------
    GezondmenuError
        When a table or a format has an unknown name.
    """
    check_is_study("gm.write_study", study)
    folder = check_path("folder", folder)
    formats = dict(formats or {})
    for name, chosen in formats.items():
        check_table_name(name)
        check_choice(f"formats[{name!r}]", chosen, FORMATS)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in study.tables.items():
        if frame.empty:
            continue
        sheet, chosen = tables()[name], formats.get(name, "csv")
        columns = [c for c in sheet.columns if c in frame and (c in sheet.required or frame[c].notna().any())]
        path = folder / f"{name}.{'xlsx' if chosen == 'xlsx' else 'csv'}"
        if chosen == "xlsx":
            _write_workbook(frame[columns], name, path)
        else:
            _write_csv(frame[columns], sheet, path, dutch=chosen == "dutch csv")
        written.append(path)
    texts = {CHOICES_FILE: _toml(study.choices)}
    if study.own_indicators:
        texts[INDICATORS_FILES[0]] = "\n".join(map(_toml_of_card, study.own_indicators.values()))
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return [*written, *(folder / file for file in texts)]


def _write_csv(frame: pd.DataFrame, sheet: Table, path: Path, dutch: bool) -> None:
    yes, no = ("ja", "nee") if dutch else ("yes", "no")
    cells = {}
    for column, values in frame.items():
        rules = sheet.columns[str(column)]
        head = rules.alias[0] if dutch and rules.alias else str(column)
        if rules.type == "date":
            cells[head] = values.dt.strftime("%Y-%m-%d")
        elif rules.type == "yes_no":
            cells[head] = values.map({True: yes, False: no})
        elif rules.type == "number":
            shown = values.map(lambda value: f"{value:.10g}", na_action="ignore").astype("str")
            cells[head] = shown.str.replace(".", ",", regex=False) if dutch else shown
        elif rules.name == "role":
            cells[head] = values.mask(values == ROLES[0])  # blank is a participant, and saves a third of the file
        else:
            cells[head] = values
    pd.DataFrame(cells).to_csv(
        path,
        sep=";" if dutch else ",",
        encoding="utf-8-sig" if dutch else "utf-8",
        index=False,
        lineterminator="\n",
    )


def _write_workbook(frame: pd.DataFrame, name: str, path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = name
    page.append(list(frame.columns))
    for row in frame.astype(object).itertuples(index=False):
        page.append([_cell(value) for value in row])
    save_workbook(book, path)


def _cell(value: Any) -> Any:
    if pd.isna(value):
        return None
    if isinstance(value, np.generic):
        return value.item()
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def save_workbook(book: Workbook, path: Path) -> None:
    """Save a workbook so that its bytes depend on what stands in it alone."""
    book.properties.created = book.properties.modified = WRITTEN_ON
    book.properties.creator = "gezondmenu"
    book.save(path)
    _without_clock(path)


def _without_clock(path: Path) -> None:
    """Pack the workbook again with fixed times, since openpyxl writes the clock of today into it."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    stamp = f"{WRITTEN_ON:%Y-%m-%dT%H:%M:%SZ}".encode()
    core = parts["docProps/core.xml"]
    start = core.index(b">", core.index(b"<dcterms:modified")) + 1
    parts["docProps/core.xml"] = core[:start] + stamp + core[core.index(b"<", start) :]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(zipfile.ZipInfo(name, WRITTEN_ON.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def _toml(choices: Mapping[str, Any]) -> str:
    """The choices that have a value, a line each."""
    return "".join(f"{name} = {toml_value(value)}\n" for name, value in choices.items() if value is not None)


def _toml_of_card(card: Card) -> str:
    """A card in the shape of indicators.toml: what is not usual, without what reading fills in."""
    lines = [f"[{card.id}]", *_toml_fields(card, leave_out=("id", "indicators", "tables"))]
    for name, indicator in card.indicators.items():
        lines += [f"[{card.id}.indicators.{name}]", *_toml_fields(indicator, leave_out=("name",))]
    return "\n".join(lines) + "\n"


def _toml_fields(entry: Card | Indicator, leave_out: tuple[str, ...]) -> list[str]:
    usual = {rule.name: rule.default for rule in dataclasses.fields(entry)}
    values = {name: getattr(entry, name) for name in usual if name not in leave_out}
    return [f"{name} = {toml_value(value)}" for name, value in values.items() if value != usual[name]]


def toml_value(value: Any) -> str:
    """A value as TOML writes it.

    Examples
    --------
    >>> toml_value(True), toml_value("a"), toml_value(dt.date(2025, 1, 2))
    ('true', '"a"', '2025-01-02')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {toml_value(part)}' for name, part in value.items())} }}"
    return str(value)
