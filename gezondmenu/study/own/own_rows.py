"""Which rows an indicator of the user's own counts: the field `rows`, checked against the tables of the study.

A column is looked for in the table itself, then among its activities, then among its people. The denominator of a
percentage is every row that `among` allows, its numerator those of them that `where` allows too.
"""

from __future__ import annotations

import json
from typing import Any

from gezondmenu.given import closest_name
from gezondmenu.study.check.cross_checks import Tables
from gezondmenu.study.read.file_formats import header_name
from gezondmenu.study.read.files import column_names, table_names
from gezondmenu.study.read.parse import parse_column
from gezondmenu.study.read.toml_files import TomlPage, shown
from gezondmenu.study.schema import Column, tables

ROW_COUNTS = {
    "activities": "activities",
    "sessions": "sessions",
    "attendance": "visits",
    "people": "persons",
    "appreciation": "answers",
    "survey": "answers",
    "invitations": "",
    "requests": "requests",
    "offers": "",
    "goals": "steps",
    "costs": "",
    "budget": "",
    "spending": "",
    "initiatives": "",
}
"""What a row of each table is; blank where rows are not counted, but a column of them may be added up."""

SUM_COUNTS = {"persons": "persons", "visits": "visits", "hours": "hours", "EUR": "euros"}
"""What the sum of a column counts, by the unit of the column."""

NOT_SUMMED = ("volunteers",)
"""Counts of people who are there again at the next session: their sum is no number of persons."""

ROWS_FIELDS = ("table", "where", "among", "sum")
_CHOSEN_BY = ("id", "text", "choice", "yes_no", "age_band", "period", "year", "count", "number", "time")
_LINKS = (("activity", "activities"), ("person", "people"))
_VALUES_SHOWN = 8


def find_column(table: str, name: str) -> tuple[str, Column] | None:
    """The table that holds a column for rows of `table`, with the column; None when there is none.

    The name may be any that a header may have.

    Examples
    --------
    >>> find_column("sessions", "theme")[0], find_column("attendance", "geslacht")[1].name
    ('activities', 'gender')
    """
    homes = [table, *(other for link, other in _LINKS if link in tables()[table].columns)]
    named = ((home, column_names(home).get(header_name(name))) for home in homes)
    return next(((home, tables()[home].columns[column]) for home, column in named if column), None)


def placed_by(table: str) -> str | None:
    """The column by which rows of a table belong to an area: area, activity or person.

    Examples
    --------
    >>> placed_by("requests"), placed_by("sessions"), placed_by("borrowed_effects")
    ('area', 'activity', None)
    """
    columns = tables()[table].columns
    return next((name for name in ("area", "activity", "person") if name in columns), None)


def tables_needed(rows: dict[str, Any]) -> tuple[str, ...]:
    """The tables without which these rows cannot be counted or placed in an area.

    Examples
    --------
    >>> tables_needed({"table": "sessions", "where": {"theme": ["voeding"]}})
    ('sessions', 'activities')
    """
    table = rows["table"]
    names = [*rows.get("where", {}), *rows.get("among", {}), *([rows["sum"]] if "sum" in rows else [])]
    homes = [home[0] for name in names if (home := find_column(table, name))]
    placing = dict(_LINKS).get(placed_by(table) or "")
    return tuple(dict.fromkeys([table, *([placing] if placing else []), *homes]))


def words_of_rows(rows: dict[str, Any]) -> list[str]:
    """What these rows may be said to count: the words for `numerator`.

    Examples
    --------
    >>> words_of_rows({"table": "attendance"}), words_of_rows({"table": "sessions", "sum": "visits"})
    (['visits', 'persons'], ['visits'])
    """
    table = rows["table"]
    if "sum" in rows:
        home = find_column(table, rows["sum"])
        return [SUM_COUNTS[home[1].unit]] if home and home[1].unit in SUM_COUNTS else []
    distinct = ["persons"] if "person" in tables()[table].columns else []
    return list(dict.fromkeys([word for word in (ROW_COUNTS[table], *distinct) if word]))


def check_rows(given: dict[str, Any], keys: tuple[str, ...], page: TomlPage, known: Tables) -> dict[str, Any] | None:
    """The field `rows` with its values in the words of the tables; None, with findings, when it is not in order."""
    before = page.findings.errors
    for name in sorted(set(given) - set(ROWS_FIELDS)):
        page.note(
            "unknown_field", (*keys, name), closest=closest_name(name, ROWS_FIELDS), fields=", ".join(ROWS_FIELDS)
        )
    table = table_names().get(header_name(str(given.get("table", ""))), "")
    if not _check_table(given.get("table"), table, keys, page):
        return None
    made: dict[str, Any] = {"table": table}
    for name in ("where", "among"):
        if name in given:
            made[name] = _check_choice(given[name], table, (*keys, name), page, known)
    if "sum" in given:
        made["sum"] = _check_sum(given["sum"], table, (*keys, "sum"), page, known)
    elif not words_of_rows(made):
        page.note("missing_field", keys, field="sum", example=f'sum = "{_summable(table)[0]}"')
    return made if page.findings.errors == before else None


def _check_table(given: Any, table: str, keys: tuple[str, ...], page: TomlPage) -> bool:
    words = ", ".join(ROW_COUNTS)
    if given is None:
        page.note("missing_field", keys, field="table", example='table = "sessions"')
    elif not table:
        closest = closest_name(str(given), ROW_COUNTS)
        page.note("field_not_allowed", (*keys, "table"), given, closest=closest, allowed=words)
    elif placed_by(table) is None:
        page.note("table_without_place", (*keys, "table"), table, table=table, tables=words)
    elif table not in ROW_COUNTS:
        page.note("table_not_counted", (*keys, "table"), table, table=table, tables=words)
    else:
        return True
    return False


def _columns(table: str) -> dict[str, Column]:
    """Columns by which rows may be chosen, those of linked tables too."""
    linked = [other for link, other in _LINKS if link in tables()[table].columns and other != table]
    every = {name: column for home in [*linked[::-1], table] for name, column in tables()[home].columns.items()}
    return {name: column for name, column in every.items() if column.type in _CHOSEN_BY and name != "person"}


def _summable(table: str) -> list[str]:
    columns = tables()[table].columns.values()
    return [column.name for column in columns if column.unit in SUM_COUNTS and column.name not in NOT_SUMMED]


def _check_choice(given: Any, table: str, keys: tuple[str, ...], page: TomlPage, known: Tables) -> dict[str, list[Any]]:
    """The values by column, in the words of the tables."""
    if not isinstance(given, dict) or not given:
        page.note("not_a_table", keys, given, example=f'{keys[-1]} = {{ theme = ["voeding"] }}')
        return {}
    made = {}
    for name, values in given.items():
        home = _check_column(name, table, (*keys, name), page, known)
        if home:
            made[home[1].name] = _check_values(values, *home, (*keys, name), page, known)
    return made


def _check_column(
    name: str, table: str, keys: tuple[str, ...], page: TomlPage, known: Tables
) -> tuple[str, Column] | None:
    """A column by which rows may be chosen, with its table; None, with a finding, where they may not."""
    home = find_column(table, name)
    columns = _columns(table)
    if home is None:
        closest = closest_name(name, columns)
        page.note("unknown_row_column", keys, closest=closest, table=table, columns=", ".join(columns))
    elif home[1].name == "person":
        page.note("row_column_of_person", keys)
    elif home[1].type not in _CHOSEN_BY:
        page.note("row_column_kind", keys, type=home[1].type, columns=", ".join(columns))
    else:
        _check_in_file(*home, keys, page, known)
        return home
    return None


def _check_values(
    values: Any, home: str, column: Column, keys: tuple[str, ...], page: TomlPage, known: Tables
) -> list[Any]:
    """The values of one column as its table holds them."""
    if not isinstance(values, list) or not values or any(isinstance(value, list | dict) for value in values):
        page.note("not_a_list", keys, values, example=_example(column))
        return []
    read = (_check_value(value, home, column, keys, page, known) for value in values)
    return [value for value in read if value is not None]


def _example(column: Column) -> str:
    first = next(iter(column.values or column.values_alias or ()), "...")
    plain = {"yes_no": "true", "year": "2025", "count": "1", "number": "1"}.get(column.type)
    return f"{column.name} = [{plain or json.dumps(first)}]"


def _check_in_file(home: str, column: Column, keys: tuple[str, ...], page: TomlPage, known: Tables) -> None:
    typed = known.get(home)
    if typed is not None and len(typed.frame) and not typed.has(column.name):
        page.note("row_column_not_in_file", keys, table=home, column=column.name)


def _check_value(value: Any, home: str, column: Column, keys: tuple[str, ...], page: TomlPage, known: Tables) -> Any:
    parsed = parse_column([shown(value)], column)
    read = parsed.values.tolist()[0]
    if parsed.faults:
        fault = parsed.faults[0].fault
        page.note(fault.rule, keys, value, **fault.words)
        return None
    if not isinstance(read, str | bool | int | float) or read != read:
        page.note("missing_field", keys, value, field=column.name, example=_example(column))
        return None
    if column.type == "choice" and read not in (column.values or {}):
        allowed = list(column.values or {})
        page.note(
            "field_not_allowed", keys, value, closest=closest_name(str(read), allowed), allowed=", ".join(allowed)
        )
        return None
    typed = known.get(home)
    present = typed.frame[column.name].dropna() if typed is not None and typed.has(column.name) else None
    if present is not None and len(present) and not present.isin([read]).any():
        there = sorted(map(shown, present.unique()))
        few = ", ".join(there[:_VALUES_SHOWN]) + (", …" if len(there) > _VALUES_SHOWN else "")
        closest = closest_name(str(read), there)
        page.note("value_not_in_table", keys, value, closest=closest, table=home, column=column.name, values=few)
    return read


def _check_sum(given: Any, table: str, keys: tuple[str, ...], page: TomlPage, known: Tables) -> str:
    columns = _summable(table)
    name = column_names(table).get(header_name(str(given)), "")
    if name in columns:
        _check_in_file(table, tables()[table].columns[name], keys, page, known)
    elif columns:
        closest = closest_name(str(given), columns)
        page.note("field_not_allowed", keys, given, closest=closest, allowed=", ".join(columns))
    else:
        page.note("unknown_field", keys, given, fields=", ".join(name for name in ROWS_FIELDS if name != "sum"))
    return name
