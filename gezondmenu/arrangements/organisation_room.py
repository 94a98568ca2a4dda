"""What each organisation of an arrangement may still spend, and who can deliver a kind of help from its own room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from gezondmenu.arrangements.ledger import bookings
from gezondmenu.given import check_number, check_text, not_there
from gezondmenu.language import message
from gezondmenu.numbers.shared_budget import who_delivers
from gezondmenu.study.model import Study, check_is_study
from gezondmenu.vocabulary import ALL, group_label

Entry = dict[str, Any]

PROPOSED, NO_ROOM, CANNOT = "may deliver", "no room", "cannot"


def room_of(study: Study) -> pd.DataFrame:
    """``arrangement, organisation, year, amount_eur, spent, left, helps_with``: a row an organisation and year."""
    booked = bookings(study).astype({"year": "str"})
    keys = ["arrangement", "organisation", "year"]
    spent = booked.groupby(keys)["amount"].sum().rename("spent")
    table = study["organisations"].astype({"year": "str"})
    table = table.join(spent, on=keys).fillna({"spent": 0.0, "helps_with": ""})
    return table.assign(left=(table["amount_eur"] - table["spent"]).round(2))


def room_rows(study: Study) -> Iterator[Entry]:
    """Rows of what each organisation may still spend in each year."""
    for _, row in room_of(study).iterrows():
        group = group_label(arrangement=row["arrangement"], organisation=row["organisation"])
        yield {"area": ALL, "period": row["year"], "group": group, "indicator": "room_left", "value": row["left"]}


def delivering(
    study: Study, arrangement: str, kind: str, amount_eur: float, year: int | None = None
) -> tuple[pd.DataFrame, bool]:
    """Who can deliver a kind of help and has room for it, and whether the managers must consult.

    Nobody is assigned: where several may deliver, the professionals and the resident choose.

    Parameters
    ----------
    study : Study
        With the table organisations.
    arrangement : str
        Code of the arrangement.
    kind : str
        Kind of help, as in the column helps_with.
    amount_eur : float
        What the help costs, in EUR, 0 or more.
    year : int, optional
        The last year of the table when left out.

    Returns
    -------
    table : DataFrame
        ``organisation, left`` in EUR and ``rule``: may deliver, no room or cannot; most room first.
    consult : bool
        Whether nobody may deliver, so that the managers consult.

    Raises
    ------
    GezondmenuError
        Where the arrangement has no organisations in that year, or none of them knows the kind of help.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> rows = pd.DataFrame({"organisation": ["A", "B", "C"], "amount_eur": [10_000.0, 5_000, 0]})
    >>> rows = rows.assign(arrangement="R", year=2025, helps_with=["day care", "day care", "home help"])
    >>> study = make_study({"organisations": rows})
    >>> delivering(study, "R", "day care", 6_000)[0]["rule"].tolist()
    ['may deliver', 'no room', 'cannot']
    >>> delivering(study, "R", "home help", 6_000)[1]
    True
    """
    check_is_study("gm.delivering", study)
    for name, given in (("arrangement", arrangement), ("kind", kind)):
        check_text(name, given)
    check_number("amount_eur", amount_eur)
    table = room_of(study)
    table = table[table["arrangement"] == arrangement]
    table = table[table["year"] == str(year or table["year"].max())]
    if table.empty:
        template = message("table organisations has no organisation of arrangement {given} in {year}; it has {known}")
        known = sorted(set(study["organisations"]["arrangement"]))
        raise not_there(template, [arrangement], known, year=year or "-")
    able = {row["organisation"]: kind.strip().lower() in kinds_of(row["helps_with"]) for _, row in table.iterrows()}
    if not any(able.values()):
        kinds = sorted({each for text in table["helps_with"] for each in kinds_of(text)})
        template = message(
            "no organisation of {arrangement} helps with {given}; they help with {known} (column helps_with)"
        )
        raise not_there(template, [kind], kinds, arrangement=arrangement)
    room = dict(zip(table["organisation"], table["left"], strict=True))
    fitting = who_delivers(room, able, amount_eur)
    rule = [PROPOSED if name in fitting else NO_ROOM if able[name] else CANNOT for name in table["organisation"]]
    shown = table[["organisation", "left"]].assign(rule=rule)
    return shown.sort_values("left", ascending=False, kind="stable", ignore_index=True), not fitting


def kinds_of(text: str) -> list[str]:
    """The kinds of help of a cell, in small letters.

    Examples
    --------
    >>> kinds_of("Dagbesteding, huishoudelijke hulp")
    ['dagbesteding', 'huishoudelijke hulp']
    """
    return [part.strip().lower() for part in text.split(",") if part.strip()]
