"""The rules of one table: pandera for each column, made from the description of the table; then its grain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pandera

from gezondmenu.study.findings import Findings
from gezondmenu.study.read.parse import LARGEST_COUNT
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.row_keys import fill_words, firsts, key_of_rows, repeats
from gezondmenu.study.schema import Column, Table, allowed_words, column_words
from gezondmenu.vocabulary import ROLES, period_bounds, today


def table_schema(table: Table, day: dt.date | None = None) -> pandera.DataFrameSchema:
    """The rules of the columns of a table for pandera; the name of each check is the code of a finding.

    Parameters
    ----------
    table : Table
        The description of the table.
    day : date, optional
        What counts as today, for columns that tell what has been.

    Examples
    --------
    >>> from gezondmenu.study.schema import tables
    >>> [check.error for check in table_schema(tables()["sessions"]).columns["visits"].checks]
    ['negative', 'impossible_count']
    """
    return pandera.DataFrameSchema(
        {
            name: pandera.Column(nullable=column.may_be_blank, checks=_checks(column, day or today()))
            for name, column in table.columns.items()
        }
    )


def _checks(column: Column, day: dt.date) -> list[pandera.Check]:
    checks = []
    low, high = _limits(column)
    if low is not None and low >= 0:
        checks.append(pandera.Check.ge(0, error="negative"))
    beyond = "impossible_count" if column.type == "count" else "out_of_range"
    if low is not None and low < 0:
        checks.append(pandera.Check.ge(low, error="out_of_range"))
    if low is not None and low > 0:
        checks.append(pandera.Check(lambda cell: (cell >= low) | (cell < 0), error=beyond))
    if high is not None:
        checks.append(pandera.Check.le(high, error=beyond))
    if column.type == "choice":
        checks.append(pandera.Check.isin(list(column.values or ()), error="not_allowed"))
    if column.past and column.type == "date":
        checks.append(pandera.Check.le(pd.Timestamp(day), error="future_date"))
    if column.past and column.type == "year":
        checks.append(pandera.Check.le(day.year, error="future_date"))
    if column.past and column.type == "period":
        checks.append(pandera.Check(lambda cells: _has_begun(cells, day), error="future_date"))
    return checks


def _limits(column: Column) -> tuple[float | None, float | None]:
    if column.type == "count":
        low = 0 if column.min is None else column.min
        return low, LARGEST_COUNT if column.max is None else column.max
    return column.min, column.max


def _has_begun(periods: pd.Series, day: dt.date) -> pd.Series:
    begun = {period: period_bounds(period)[0] <= pd.Timestamp(day) for period in periods.unique()}
    return periods.map(begun).astype(bool)


def check_table(typed: TypedTable, findings: Findings) -> None:
    """Check the columns and the grain of one table; each fault becomes a finding."""
    if len(typed.frame):
        _check_columns(typed, findings)
        _check_one_of(typed, findings)
        _check_order_of_columns(typed, findings)
        _check_grain(typed, findings)


def _check_columns(typed: TypedTable, findings: Findings) -> None:
    day = today()
    present = [name for name in typed.table.columns if typed.has(name)]
    rules = table_schema(typed.table, day)
    parts = [[name] for name in present] if typed.is_large else [present]
    for names in parts:
        for (name, check), failing in _failing(typed, rules.select_columns(names), names):
            positions = failing[typed.good(name)[failing]]
            if check == "not_nullable":
                typed.note(findings, "required_blank", positions, name)
            else:
                typed.note(findings, check, positions, name, **_words(typed.table.columns[name], day))
            typed.bad[name][positions] = True


def _failing(
    typed: TypedTable, rules: pandera.DataFrameSchema, names: list[str]
) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """The positions that fail each check; of one column of a large file each different value is looked at once."""
    frame = typed.frame[names]
    looked_at = frame.drop_duplicates() if typed.is_large else frame
    try:
        rules.validate(looked_at, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return
    for key, group in cases.groupby(["column", "check"], sort=False):
        positions = np.sort(group["index"].to_numpy(dtype="int64"))
        if typed.is_large:
            values, wrong = frame[key[0]], frame[key[0]].iloc[positions]
            alike = values.isna() if key[1] == "not_nullable" else values.isin(wrong.dropna())
            positions = np.flatnonzero(alike)
        yield key, positions


def _words(column: Column, day: dt.date) -> dict[str, Any]:
    low, high = _limits(column)
    return {
        "low": "-∞" if low is None else f"{low:g}",
        "high": "∞" if high is None else f"{high:.10g}",
        "unit": column.unit or column.type,
        "allowed": allowed_words(column),
        "today": day.isoformat(),
    }


def _check_one_of(typed: TypedTable, findings: Findings) -> None:
    for group in typed.table.one_of:
        present = [name for name in group if typed.has(name)]
        if present:
            blank = typed.frame[present].isna().all(axis="columns").to_numpy()
            positions = np.flatnonzero(blank & typed.good(*present))
            typed.note(findings, "one_of_blank", positions, present[0], columns=column_words(typed.table.name, *group))


def _check_order_of_columns(typed: TypedTable, findings: Findings) -> None:
    for name, column in typed.table.columns.items():
        for other, rule in ((column.not_before, "before_other"), (column.not_below, "below_other")):
            if other and typed.has(name, other):
                less = (typed.frame[name] < typed.frame[other]).fillna(False).to_numpy(dtype=bool)
                positions = np.flatnonzero(less & typed.good(name, other))
                for position in typed.listed(findings, rule, positions, name):
                    value = typed.text[other][position]
                    words = column_words(typed.table.name, other)
                    typed.note(findings, rule, [position], name, other=words, other_value=value)


def _check_grain(typed: TypedTable, findings: Findings) -> None:
    """Find rows that share the key of the table with an earlier row (blank counts as a value)."""
    key = list(typed.table.key)
    required = set(typed.table.required)
    if not key or not all(typed.has(name) for name in key if name in required):
        return
    usable = typed.good(*key)
    for name in (name for name in key if typed.table.columns[name].required):
        usable &= typed.frame[name].notna().to_numpy()
    if typed.table.key_needs:
        usable &= typed.frame[typed.table.key_needs].notna().to_numpy()
    frame = typed.frame[key]
    if "role" in key:
        frame = frame.assign(role=fill_words(frame["role"], ROLES[0]))
    places = None if usable.all() else np.flatnonzero(usable)
    frame = frame if places is None else frame.iloc[places]
    repeated = repeats(frame, key)
    if not len(repeated):
        return
    keys = key_of_rows(frame, key)
    shown = next((name for name in reversed(key) if typed.has(name)), key[0])
    repeated = typed.listed(findings, "double_row", repeated, shown)
    for one, other in zip(repeated.tolist(), firsts(keys, repeated).tolist(), strict=True):
        position, first = (one, other) if places is None else (int(places[one]), int(places[other]))
        place = typed.place(position, shown)._replace(
            column=", ".join(typed.labels.get(name, name) for name in key if typed.has(name)),
            value=", ".join(typed.text[name][position] for name in key if typed.has(name)),
        )
        earlier = typed.row_beside(first, position)
        findings.add("double_row", place, key=column_words(typed.table.name, *key), first=earlier)
