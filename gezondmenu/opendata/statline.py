"""Figures of StatLine for the areas of a study: read as the service gives them, its signs for no figure kept."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import pandas as pd

from gezondmenu.language import message
from gezondmenu.opendata.service import records
from gezondmenu.vocabulary import GezondmenuError

REGION = "WijkenEnBuurten"
PERIOD = "Perioden"
COUNTS = frozenset(("aantal", "number"))
"""Units of measures that add up over areas."""

ABOUT_THE_AREA = ("ID", "Gemeentenaam", "SoortRegio", "Codering", "Indelingswijziging")
"""Begin of the keys of columns that describe the area, and are no measures."""

_DIMENSIONS = message(
    "The table {table} has several values of {dimension}: choose one with --where {dimension}=CODE; it has {known}."
)
_NO_TABLE = message("There is no table of {name} for {year}; there is one for {known}.")
_NO_ROWS = message(
    "The table {table} of {year} has no figures of these areas ({areas}). Are the codes those of that year?"
)


@dataclass(frozen=True)
class Fetched:
    """Figures as rows of table ``context``, and where they come from.

    Attributes
    ----------
    rows : DataFrame
        ``area, year, measure, value, adds_up, source, fetched_on``; `value` is text as the service gives it: ``.`` is
        unknown, ``x`` secret, blank does not apply.
    about : dict
        ``table, title, source, licence, modified, address, fetched_on`` and the units by measure.
    """

    rows: pd.DataFrame
    about: dict[str, Any]


@functools.cache
def catalog() -> dict[str, dict[str, Any]]:
    """The tables that are known by name."""
    text = resources.files("gezondmenu.opendata").joinpath("catalog.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def table_of(name: str, year: int) -> str:
    """The number of a table that is known by name, for a year.

    Raises
    ------
    GezondmenuError
        When there is none for that year.

    Examples
    --------
    >>> table_of("key_figures", 2024), table_of("health", 2024)
    ('85984NED', '50120NED')
    """
    tables = catalog()[name]["tables"]
    number = tables.get(str(year)) or tables.get("all")
    if number is None:
        raise GezondmenuError(_NO_TABLE, name=name, year=year, known=", ".join(tables))
    return str(number)


def fetch_figures(
    table: str,
    areas: Iterable[str],
    *,
    day: dt.date,
    service: str,
    source: str = "CBS StatLine",
    licence: str = "CC BY 4.0",
    where: Mapping[str, str] | None = None,
    year: int | None = None,
) -> Fetched:
    """The figures of a StatLine table for some areas.

    Parameters
    ----------
    table : str
        Number of the table, such as ``85984NED``.
    areas : iterable of str
        Codes such as ``GM0363``, ``WK036300`` or ``BU03630000``.
    day : date
        The day of fetching.
    service : str
        Address of the service, up to the number of the table.
    source, licence : str
        As the rows and the notes beside them name them.
    where : mapping of str, optional
        A code for each further dimension of the table, such as ``{"Leeftijd": "20300"}``.
    year : int, optional
        The year that is wanted, of a table with several; otherwise all of them.

    Raises
    ------
    GezondmenuError
        When the service is down, the table is not there, a dimension needs a choice, or the areas are not in it.
    """
    wanted, chosen = set(areas), dict(where or {})
    address = f"{service}/{table}"
    about = next(iter(records(f"{address}/TableInfos")), {})
    properties = list(records(f"{address}/DataProperties"))
    measures = {entry["Key"]: entry for entry in properties if _is_measure(entry)}
    entries = _cells(address, properties, wanted, chosen, table)
    parts = [
        {
            "area": _area(entry),
            "year": _year(entry, about),
            "measure": key,
            "value": str(entry.get(key) if entry.get(key) is not None else "").strip(),
            "adds_up": "yes" if _unit(properties) in COUNTS else "no",
        }
        for entry in entries
        for key, properties in measures.items()
        if _area(entry) in wanted
    ]
    rows = pd.DataFrame(parts, columns=["area", "year", "measure", "value", "adds_up"])
    rows = rows[rows["value"] != ""]
    if year is not None:
        rows = rows[rows["year"] == year]
    if rows.empty:
        named = ", ".join(sorted(wanted)[:5])
        raise GezondmenuError(_NO_ROWS, table=table, year=year or "", areas=named)
    words = f"{source}, {table}"
    rows = rows.assign(source=words, fetched_on=day.isoformat()).drop_duplicates(["area", "year", "measure"])
    notes = {
        "table": table,
        "title": about.get("Title", ""),
        "source": source,
        "licence": licence,
        "modified": about.get("Modified", ""),
        "address": address,
        "fetched_on": day.isoformat(),
        "where": chosen,
        "units": {key: _unit(entry) for key, entry in measures.items()},
    }
    return Fetched(rows.reset_index(drop=True), notes)


def _cells(
    address: str, properties: list[dict], wanted: set[str], chosen: dict[str, str], table: str
) -> list[dict[str, Any]]:
    dimensions = [entry["Key"] for entry in properties if "Dimension" in str(entry.get("Type"))]
    for dimension in [key for key in dimensions if key not in (REGION, PERIOD, *chosen)]:
        known = [str(entry["Key"]).strip() for entry in records(f"{address}/{dimension}")]
        if len(known) > 1:
            raise GezondmenuError(_DIMENSIONS, table=table, dimension=dimension, known=", ".join(known))
    others = "".join(f" and (startswith({name},'{code}'))" for name, code in chosen.items())
    cells: list[dict[str, Any]] = []
    for municipality in sorted({code[2:6] for code in wanted}):
        asked = {"$filter": f"(substring({REGION},2,4) eq '{municipality}'){others}"}
        cells += records(f"{address}/UntypedDataSet", asked)
    return cells


def _is_measure(entry: dict[str, Any]) -> bool:
    key = str(entry.get("Key", ""))
    return str(entry.get("Type")) == "Topic" and not key.startswith(ABOUT_THE_AREA)


def _unit(entry: dict[str, Any]) -> str:
    return str(entry.get("Unit") or "").strip().lower()


def _area(entry: dict[str, Any]) -> str:
    return str(entry.get(REGION, "")).strip()


def _year(entry: dict[str, Any], about: dict[str, Any]) -> int | None:
    text = str(entry.get(PERIOD) or about.get("Period") or "").strip()[:4]
    return int(text) if text.isdecimal() else None
