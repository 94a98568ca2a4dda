"""Points on the map: a latitude goes with a longitude, and the two are easily swapped."""

from __future__ import annotations

from typing import Any

import numpy as np

from gezondmenu.study.check.cross_checks import Tables
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.schema import column_words

POINT = ("latitude", "longitude")
DUTCH_LATITUDES = (50.0, 54.0)  # degrees, wide enough for every place in the European Netherlands
DUTCH_LONGITUDES = (3.0, 8.0)


def check_coordinates(known: Tables, findings: Findings) -> None:
    """Find points of which one half is not known, and points that lie in the Netherlands when swapped."""
    for typed in known.values():
        if set(POINT) <= set(typed.table.columns):
            _check_halves(typed, findings)
            if typed.has(*POINT):
                _check_swapped(typed, findings)


def _check_halves(typed: TypedTable, findings: Findings) -> None:
    for name, other in (POINT, POINT[::-1]):
        half = typed.frame[name].notna().to_numpy() & typed.frame[other].isna().to_numpy() & typed.good(*POINT)
        if half.any() and not typed.has(other):
            findings.add("half_a_point", typed.place(column=name), other=column_words("areas", other))
        else:
            typed.note(findings, "half_a_point", np.flatnonzero(half), name, other=column_words("areas", other))


def _check_swapped(typed: TypedTable, findings: Findings) -> None:
    """One finding when every point is swapped, else one for each that is."""
    latitude, longitude = typed.frame["latitude"], typed.frame["longitude"]
    whole = (latitude.notna() & longitude.notna()).to_numpy() & typed.good(*POINT)
    swapped = whole & (latitude.between(*DUTCH_LONGITUDES) & longitude.between(*DUTCH_LATITUDES)).to_numpy()
    words: dict[str, Any] = {"latitude": _span(DUTCH_LATITUDES), "longitude": _span(DUTCH_LONGITUDES)}
    if swapped.any() and (swapped == whole).all():
        findings.add("swapped_point", typed.place(column="latitude"), **words)
    else:
        typed.note(findings, "swapped_point", np.flatnonzero(swapped), "latitude", **words)


def _span(limits: tuple[float, float]) -> str:
    return f"{limits[0]:g}–{limits[1]:g}"
