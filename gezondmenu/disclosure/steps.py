"""Which rules of release touched a row: read off its status, its reasons and its card."""

from __future__ import annotations

import pandas as pd

from gezondmenu.card import AMOUNTS_OVER_PERSONS, CLUSTERED, EXACT_OR_T
from gezondmenu.disclosure.reasons_kept import PARTS_OF_A_WHOLE, SHOWN
from gezondmenu.disclosure.release import BY_NUMBER, COUNTED
from gezondmenu.disclosure.rows import describe_rows
from gezondmenu.indicators.derived import is_derived
from gezondmenu.reasons import Why

STEPS = {
    "counts exact": ("4", "what it counts are no persons: exact"),
    "persons rounded": ("4", "counts of persons are rounded"),
    "n left out": ("4", "a small n is left out"),
    "spread kept": ("2", "what its interval shows of spread is kept to one decimal"),
    "worked out again": ("6", "value and limits are worked out again from the rounded counts"),
    "published share": ("6", "divided by the published share of the neighbourhood"),
    "mean rounded": ("7", "sums are left out, value and limits rounded to three digits or coarser"),
    "reasons rounded": ("8", "persons in its reasons are rounded, or left out where they are few"),
    "method of the card": ("8", "the method of the interval is that of the card, since it would tell how many persons"),
    "rough": ("8", "it says that rounding makes it rough"),
    "no numbers": ("8", "without a result, so without any number"),
    "hidden": ("3 and 5", "hidden: a count is small"),
    "mean hidden": ("3, 5, 7 and 8", "hidden: it rests on few persons, or says how few they are"),
    "denominator": ("3 and 5", "hidden: the denominator of something sensitive is small"),
    "one class": ("3 and 5", "hidden: nearly all are in one class of something sensitive"),
    "cell": ("3, 5 and 8", "hidden with a cell of its distribution, or with a month of its quarter"),
    "in a sum": ("8", "hidden: added up with others it would tell a hidden number"),
    "with other": ("6 and 8", "hidden because it rests on a hidden number"),
    "derived": ("9", "worked out again from the released rows"),
    "trend": ("9", "its limits stay as wide in proportion, to three digits"),
    "derived hidden": ("9", "hidden: the released rows leave nothing to work with"),
    "derived rough": ("9", "beside a rough row a difference would say nothing, so it counts as too few"),
}
"""The number of each rule in `gezondmenu.disclosure.release`, and what it does in words."""

HIDDEN = {
    Why.HIDDEN_FEW: "hidden",
    Why.HIDDEN_DENOMINATOR: "denominator",
    Why.HIDDEN_CLASS: "one class",
    Why.HIDDEN_CELL: "cell",
    Why.HIDDEN_IN_SUM: "in a sum",
    Why.HIDDEN_WITH_OTHER: "with other",
}


def steps_of(row: pd.Series) -> list[str]:
    """The rules that touched a row of a released table, as names of `STEPS`.

    Parameters
    ----------
    row : Series
        A row of the estimate table with its reasons, released by ``standard`` or ``opensafely``.

    Notes
    -----
    The rows before release are not needed. Several rules may hide for the same reason; then all of them are named.
    """
    table = row.to_frame().T
    facts = describe_rows(table).iloc[0]
    if is_derived(table).item():
        return _of_derived(row, str(facts["formula"]))
    if row["status"] == "suppressed":
        return [
            "mean hidden" if kind is Why.HIDDEN_FEW and facts["formula"] == "mean" else name
            for kind, name in HIDDEN.items()
            if kind in row["reasons"]
        ]
    if row["status"] not in SHOWN:
        return ["no numbers"]
    about_persons = bool(facts["numerator_persons"] or facts["denominator_persons"])
    mean = facts["formula"] == "mean"
    holds = {
        "spread kept": facts["interval"] in (*CLUSTERED, AMOUNTS_OVER_PERSONS),
        "counts exact": not about_persons and pd.isna(row["n"]),
        "persons rounded": about_persons or pd.notna(row["n"]),
        "n left out": about_persons and facts["formula"] != "count" and pd.isna(row["n"]),
        "worked out again": about_persons and facts["formula"] in COUNTED,
        "published share": facts["formula"] == "reach",
        "mean rounded": mean and (about_persons or pd.notna(row["n"])),
        "reasons rounded": about_persons and any(kind in PARTS_OF_A_WHOLE for kind in row["reasons"].kinds),
        "method of the card": facts["interval"] in BY_NUMBER or facts["interval"] == EXACT_OR_T,
        "rough": Why.ROUGH in row["reasons"],
    }
    return [name for name, does in holds.items() if does]


def _of_derived(row: pd.Series, formula: str) -> list[str]:
    if row["status"] == "suppressed":
        return ["derived hidden"]
    if row["status"] not in SHOWN:
        return ["derived rough" if Why.ROUGH in row["reasons"] else "no numbers"]
    return ["derived", "trend"] if formula == "trend" and row["variant"] == "main" else ["derived"]
