"""Whether the WHO's method for walking and cycling (HEAT) may be used for a group of people."""

from __future__ import annotations

import pandas as pd

from gezondmenu.language import message, translate
from gezondmenu.reference import read_reference
from gezondmenu.vocabulary import GezondmenuError

MODES = {"walking": "walk", "cycling": "cycle"}
WHO_MANUAL = "WHO Regional Office for Europe, HEAT for walking and for cycling, manual"

RULES = {
    "age": message("adults of {low} to {high}"),
    "habitual": message("people walk or cycle like this every week, and keep it up"),
    "not very active": message("the mean stays under {cap} minutes a week, after which HEAT counts no more"),
    "whole group": message("the minutes are a mean of the whole group, those who did not change included"),
}
UNKNOWN = message("not known: ask")


def most_minutes(kind: str) -> float:
    """The minutes a week from which on HEAT counts no more, to ``walk`` or to ``cycle``.

    Examples
    --------
    >>> round(most_minutes("walk")), round(most_minutes("cycle"))
    (458, 450)
    """
    table = read_reference("heat").set_index("id")
    most, reference, risk = (float(table.loc[f"heat_{kind}_{name}", "value"]) for name in ("cap", "ref_min", "rr"))
    return most * reference / (1 - risk)


def heat_applicability(
    mode: str,
    *,
    age_from: float | None = None,
    age_to: float | None = None,
    habitual: bool | None = None,
    minutes: float | None = None,
    whole_group: bool | None = None,
    language: str = "en",
) -> pd.DataFrame:
    """Whether HEAT may be used: its rules, which of them are met, and why.

    Parameters
    ----------
    mode : {"walking", "cycling"}
    age_from, age_to : float, optional
        Ages of the youngest and oldest of the people who walk or cycle more.
    habitual : bool, optional
        Whether they do so every week and keep it up; nobody but the user knows.
    minutes : float, optional
        Mean minutes a week that they walk (cycle) in all, what they gained included.
    whole_group : bool, optional
        Whether minutes are a mean of a group, with those in it who did not change; HEAT is not for single persons.
    language : {"en", "nl"}

    Returns
    -------
    DataFrame
        A row per rule: `rule` (age, habitual, not very active, whole group), `met` (true, false, or missing where it is
        not known), `reason` in words, `source`. HEAT may be used where all four are met.

    Raises
    ------
    GezondmenuError
        Where mode is neither of the two.

    Notes
    -----
    Walking: 20-74 years; cycling: 20-64. The cap in minutes follows from the largest reduction that HEAT allows,
    reached at cap · reference minutes/(1 - relative risk): 458 minutes a week of walking, 450 of cycling. Both caps are
    from memory.

    Examples
    --------
    >>> rules = heat_applicability("walking", age_from=18, age_to=70, habitual=True, minutes=200)
    >>> rules.met.tolist()
    [False, True, True, <NA>]
    """
    if mode not in MODES:
        raise GezondmenuError("HEAT is for walking or for cycling, not for {mode}", mode=mode)
    table = read_reference("heat").set_index("id")
    kind = MODES[mode]
    low, high = map(int, table.loc[f"heat_{kind}_age", "value"].split("-"))
    cap = most_minutes(kind)
    met = {
        "age": None if age_from is None or age_to is None else age_from >= low and age_to <= high,
        "habitual": habitual,
        "not very active": None if minutes is None else minutes < cap,
        "whole group": whole_group,
    }
    sources = {
        "age": str(table.loc[f"heat_{kind}_age", "source"]),
        "not very active": f"{table.loc[f'heat_{kind}_cap', 'source']} ({table.loc[f'heat_{kind}_cap', 'found_how']})",
    }
    rows = []
    for rule, words in RULES.items():
        reason = translate(words, language, low=low, high=high, cap=round(cap))
        if met[rule] is None:
            reason += f" ({translate(UNKNOWN, language)})"
        rows.append((rule, met[rule], reason, sources.get(rule, f"{WHO_MANUAL} (from memory)")))
    out = pd.DataFrame(rows, columns=["rule", "met", "reason", "source"])
    return out.astype({"met": "boolean"})
