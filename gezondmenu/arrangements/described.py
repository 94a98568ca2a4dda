"""What describes the arrangements of a study: names, roles, conditions for success, and the areas they are for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL

SEPARATOR = ";"
REGISTERS = ("initiatives", "alliances", "challenges")


def described_arrangements(study: Study) -> pd.DataFrame:
    """A row an arrangement, every cell as text, blank where it is not known.

    ``payers`` are those of its budget, else of its bookings, else the one of table arrangements, and ``areas`` its
    areas, both with ``;`` between; ``home`` is the smallest area that holds them all.
    """
    table = study["arrangements"]
    rows = []
    for _, row in table.iterrows():
        members = study["arrangement_areas"]
        areas = members.loc[members["arrangement"] == row["arrangement"], "area"].tolist()
        known = {name: "" if pd.isna(value) else str(value) for name, value in row.items()}
        start = "" if pd.isna(row["start"]) else row["start"].date().isoformat()
        answers = {name: _answer(row[name]) for name in ("embedded", "daily_steering")}
        payers = SEPARATOR.join(_payers(study, row["arrangement"])) or known["payer"]
        places = {"areas": SEPARATOR.join(areas), "home": _home(study, areas)}
        rows.append({**known, "start": start, **answers, "payers": payers, **places})
    return pd.DataFrame(rows)


def registers(study: Study) -> dict[str, pd.DataFrame]:
    """The registers of the study that have rows, each cell as text: initiatives, alliances and challenges."""
    kept = {name: study[name] for name in REGISTERS if study.has(name)}
    return {name: table.apply(lambda column: column.map(_text)) for name, table in kept.items()}


def _text(value: object) -> str:
    """A cell as text: dates without time, whole amounts without a point, yes or no, blank where it is not known."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool | np.bool_):
        return _answer(value)
    return f"{value:.2f}".removesuffix(".00") if isinstance(value, float) else str(value)


def _payers(study: Study, arrangement: str) -> list[str]:
    for name in ("budget", "spending"):
        payers = study[name].loc[study[name]["arrangement"] == arrangement, "payer"]
        if len(payers):
            return sorted(set(payers))
    flows = study["cash_flows"]
    return sorted(set(flows.loc[(flows["arrangement"] == arrangement) & (flows["counts_as"] == "cost"), "payer"]))


def _home(study: Study, areas: list[str]) -> str:
    """The one area, or the area in which all lie; else the whole study."""
    if len(areas) == 1:
        return areas[0]
    parents = study["areas"].set_index("area")["parent"].reindex(areas)
    return str(parents.iloc[0]) if len(areas) and parents.notna().all() and parents.nunique() == 1 else ALL


def _answer(value: object) -> str:
    return "" if pd.isna(value) else "yes" if value else "no"
