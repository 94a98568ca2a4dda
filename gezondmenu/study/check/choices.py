"""study.toml: the choices of a study, checked at the door like a table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.language import LANGUAGES, message
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.files import CHOICES_FILE, SOURCES, closest_name
from gezondmenu.study.read.toml_files import Keys, line_of, lines_of_keys, read_toml, shown
from gezondmenu.study.schema import Column, choices

_KINDS = {
    "text": (message("a text between quotation marks"), '{name} = "..."'),
    "choice": (message("a text between quotation marks"), '{name} = "{first}"'),
    "yes_no": (message("true or false, without quotation marks"), "{name} = true"),
    "count": (message("a whole number, without quotation marks"), "{name} = 8"),
    "year": (message("a year, without quotation marks"), "{name} = 2025"),
    "number": (message("a number with a decimal point, without quotation marks"), "{name} = 0.03"),
    "date": (message("a date, without quotation marks"), "{name} = 2025-01-31"),
}


def read_choices(folder: Path, findings: Findings) -> dict[str, Any]:
    """The choices of study.toml with the defaults filled in; every fault in it becomes a finding.

    Returns
    -------
    dict
        Every choice by name; None where there is neither a choice nor a default, dates as Timestamp.
    """
    chosen = {name: column.default for name, column in choices().items()}
    path = next((path for path in sorted(folder.iterdir()) if path.name.lower() == CHOICES_FILE), None)
    if path is None:
        return chosen
    text, values = read_toml(path, "bad_toml", findings)
    lines = lines_of_keys(text)
    for name, value in values.items():
        if name == SOURCES:
            continue
        place = Place(path.name, "", line_of(lines, [name]), name, shown(value))
        if name not in chosen:
            known = ", ".join(choices())
            findings.add("unknown_choice", place, closest=closest_name(name, choices()), choices=known)
            continue
        fault = _fault(choices()[name], value)
        if fault:
            rule, words = fault
            findings.add(rule, place, **words)
        else:
            chosen[name] = pd.Timestamp(value) if choices()[name].type == "date" else value
    if chosen["observed_from"] and chosen["observed_to"]:
        _check_order(path, lines, chosen, findings)
    return chosen


def language_of(chosen: dict[str, Any], asked: str | None = None) -> str:
    """The language of findings: what is asked, else what the study says, else Dutch."""
    return asked or (chosen["language"] if chosen["language"] in LANGUAGES else LANGUAGES[0])


def _fault(column: Column, value: Any) -> tuple[str, dict[str, Any]] | None:
    """The rule that a value breaks, with what its words need; None when it is in order."""
    if not _is_of_type(column.type, value):
        kind, example = _KINDS[column.type]
        first = next(iter(column.values or ()), "")
        return "wrong_type", {"kind": kind, "example": example.format(name=column.name, first=first)}
    if column.type == "choice" and value not in (column.values or ()):
        return "not_allowed", {"allowed": ", ".join(column.values or ())}
    if column.type == "year" and not 1900 <= value <= 2100:
        return "impossible_year", {}
    if column.type == "date" and not 1900 <= pd.Timestamp(value).year <= 2100:
        return "impossible_year", {}
    if column.type in ("count", "number"):
        low = 0 if column.type == "count" and column.min is None else column.min
        if (low is not None and value < low) or (column.max is not None and value > column.max):
            bounds = {"low": "-∞" if low is None else f"{low:g}"}
            bounds["high"] = "∞" if column.max is None else f"{column.max:g}"
            return "out_of_range", {**bounds, "unit": column.unit or column.type}
    return None


def _is_of_type(kind: str, value: Any) -> bool:
    if kind == "yes_no":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if kind == "date":
        if isinstance(value, dt.datetime):
            return value.tzinfo is None
        return isinstance(value, dt.date) or (isinstance(value, str) and _is_iso_date(value))
    types = {"count": (int,), "year": (int,), "number": (int, float)}.get(kind, (str,))
    return isinstance(value, types) and value == value


def _is_iso_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_order(path: Path, lines: dict[Keys, int], chosen: dict[str, Any], findings: Findings) -> None:
    first, last = chosen["observed_from"], chosen["observed_to"]
    if last < first:
        place = Place(path.name, "", line_of(lines, ["observed_to"]), "observed_to", f"{last:%Y-%m-%d}")
        findings.add("before_other", place, other="observed_from", other_value=f"{first:%Y-%m-%d}")
