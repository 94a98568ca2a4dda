"""All indicators of all areas in one estimate table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from gezondmenu.card import Card
from gezondmenu.described import describe
from gezondmenu.given import check_number, check_texts, not_there
from gezondmenu.indicators.derived import FOLLOWS, derive
from gezondmenu.indicators.formulas import from_counts
from gezondmenu.indicators.own import own_cards
from gezondmenu.indicators.pooled_shares import areas_to_pool
from gezondmenu.indicators.records import Records, lay_out
from gezondmenu.indicators.register import cards, cards_for, function_of, has_function, named_indicators, shipped_cards
from gezondmenu.indicators.trend import QUARTERS_NEEDED, persons_together
from gezondmenu.language import message
from gezondmenu.numbers.checks import check_confidence
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why, with_notes
from gezondmenu.study.model import Study, check_is_study
from gezondmenu.study.waves import described_waves
from gezondmenu.vocabulary import ALL, ESTIMATE_COLUMNS, ESTIMATE_KEY, INTERNAL_COLUMNS, NUMBER_COLUMNS, GezondmenuError

FREE_COLUMNS = (
    "area",
    "period",
    "group",
    "indicator",
    "variant",
    "numerator",
    "denominator",
    "n",
    "reference",
    *INTERNAL_COLUMNS,
)
REASON_OF_NO_ROW = {
    "appreciation": Why.NO_ANSWERS,
    "weights": Why.NO_ANSWERS,
    "composition": Why.SHARE_OF_AREA_UNKNOWN,
    "reach": Why.SHARE_OF_AREA_UNKNOWN,
    "costs": Why.NO_COSTS,
    "help": Why.NO_REQUESTS,
    "steps": Why.NO_STEPS,
    "funnel": Why.NO_INVITATIONS,
    "employers": Why.NO_EMPLOYER,
    "helped": Why.NO_BOOKINGS_OF_PEOPLE,
    "cost_per_participant": Why.ONLY_HEAD_COUNTS,
    "participants_growth": Why.ONLY_HEAD_COUNTS,
    "price": Why.NO_SESSIONS,
    "distance_to_free_activity": Why.NO_COORDINATES,
    "form_share": Why.NO_KNOWN_ANSWER,
    "collective_visits_rate": Why.NO_KNOWN_ANSWER,
    "form_visits_share": Why.NO_KNOWN_ANSWER,
    "volunteers": Why.NO_VOLUNTEERS_LISTED,
    "health": Why.NO_ANSWERS,
    "change": Why.NOBODY_TWICE,
    "survey_flow": Why.NO_ANSWERS,
    "comparison": Why.NO_GROUPS_TWICE,
    "dose": Why.NOBODY_TWICE,
    "improved_share": Why.NO_DIFFERENCE_AGREED,
    "worsened_share": Why.NO_DIFFERENCE_AGREED,
    "placebo_p": Why.NOT_BY_AREA,
    "smallest_p": Why.NOT_BY_AREA,
    "before_start": Why.NOT_STAGGERED,
    "corrected_p": Why.ONE_OUTCOME,
    "pooled_weight": Why.FEW_AREAS_TO_POOL,
    "reliability": Why.NO_OWN_SCALE,
}
"""Why a card, or one indicator of it, has no row of an area."""

GIVEN_COLUMNS = ("value", "lower", "upper", "unit", "method", "design", "status", "reasons")


def estimate(study: Study, indicators: str | Iterable[str] | None = None, confidence: float = 0.95) -> pd.DataFrame:
    """Work out the indicators of every area, parent and the whole study.

    Parameters
    ----------
    study : Study
        From `read_study` or `simulate_study`.
    indicators : str or iterable of str, optional
        Ids of cards, or names of indicators, which stand for their whole card; all cards of the register when left
        out. The rows that a trend or a gradient follows from come along.
    confidence : float
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        The estimate table: one row per area, period, group, indicator and variant, unrounded and before release.
        Where something cannot be told there is a row with status ``no data`` and the reason in `note`. Behind the
        public columns stand those that only `release` needs (`vocabulary.INTERNAL_COLUMNS`).

    Raises
    ------
    GezondmenuError
        For a name that is not in the register, or an indicator of your own that returns other columns or two rows
        for one key.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> study = make_study({
    ...     "areas": pd.DataFrame({"area": ["A"], "name": ["Noord"], "population": [100]}),
    ...     "activities": pd.DataFrame({"activity": ["1"], "area": ["A"], "name": ["Wandelen"]}),
    ...     "sessions": pd.DataFrame({"activity": ["1"], "date": [pd.Timestamp("2025-03-01")], "visits": [12]}),
    ... })
    >>> table = estimate(study, ["visits"])
    >>> table.loc[table.period == "2025", ["area", "indicator", "value", "status"]].values.tolist()
    [['A', 'visits', 12.0, 'ok'], ['all', 'visits', 12.0, 'ok']]
    """
    check_is_study("gm.estimate", study)
    check_number("confidence", confidence)
    check_confidence(confidence)
    own_cards(study)
    chosen = _chosen(indicators, cards_for(study.own_indicators))
    records = lay_out(study, confidence)
    bases = _with_bases(chosen)
    parts = [_rows_of(card, records) for card in {card.id: card for card in bases}.values()]
    table = _finish(pd.concat(parts, ignore_index=True), records, confidence)
    wanted = {name for card in bases for name in card.indicators}
    table = table[table["indicator"].isin(wanted)].reset_index(drop=True)
    return describe(table, areas=study["areas"], waves=described_waves(study))


def _with_bases(chosen: list[Card]) -> list[Card]:
    """The cards asked for, and those that their trends and gradients follow from."""
    owner = {name: card for name, (card, _) in named_indicators().items()}
    follows = [entry for card in chosen for entry in card.indicators.values() if entry.formula in FOLLOWS]
    needed = {owner[entry.reference].id: owner[entry.reference] for entry in follows}
    if any(entry.formula == "gradient" for entry in follows):
        needed |= {id: cards()[id] for id in ("residents", "composition")}
    return [*chosen, *(card for id, card in needed.items() if card not in chosen)]


def _chosen(indicators: str | Iterable[str] | None, register: dict[str, Card]) -> list[Card]:
    """The cards asked for, by their id or by the name of one of their indicators, each once."""
    if indicators is None:
        return [card for id, card in register.items() if has_function(id)]
    wanted = check_texts("indicators", indicators)
    owner = {name: id for id, card in register.items() for name in card.indicators}
    ids = [name if name in register else owner.get(name, "") for name in wanted]
    unknown = [name for name, id in zip(wanted, ids, strict=True) if not id]
    if unknown:
        template = message("no card or indicator {given} in the register; its cards are {known}")
        raise not_there(template, unknown, register, near=owner)
    if not wanted:
        raise GezondmenuError("indicators is an empty list: name at least one, or leave it out for all cards")
    made_elsewhere = [id for id in ids if not has_function(id)]
    if made_elsewhere:
        raise GezondmenuError(
            "gm.estimate does not work out {card}: gm.value(study) and gm.arrangement_rows(study) give what is about "
            "euros and arrangements",
            card=made_elsewhere[0],
        )
    return [register[id] for id in dict.fromkeys(ids)]


def _rows_of(card: Card, records: Records) -> pd.DataFrame:
    """The rows of one card, with a `no data` row for each area that it says nothing about."""
    needs = () if card.id in records.study.own_indicators else card.tables  # those look for each of their tables
    missing = [need for need in needs if not any(records.study.has(t) for t in need.split("|"))]
    if missing and card.optional:
        return pd.DataFrame(columns=["area", "period", "indicator"])
    if missing:
        first = missing[0].split("|")
        words = Why.NO_TABLE(table=first[0]) if len(first) == 1 else Why.NO_TABLES(table=first[0], other=first[1])
        return pd.concat([_silent(records, name, records.targets, words) for name in card.indicators])
    rows = function_of(card.id)(records)
    if not isinstance(rows, pd.DataFrame) or not {"area", "period", "indicator"} <= set(rows):
        raise GezondmenuError(f"the function of card {card.id!r} must return a DataFrame with area, period, indicator")
    strange = set(rows) - set(FREE_COLUMNS) - set(GIVEN_COLUMNS) - {"residents", "left_out", "note"}
    unknown = set(rows["indicator"]) - set(card.indicators)
    if strange or unknown:
        raise GezondmenuError(
            f"the function of card {card.id!r} returns what its card does not name: {sorted(strange | unknown)}"
        )
    rows = _with_reasons(rows, card.id)
    if any("sessions" in need or "attendance" in need for need in card.tables):
        rows = _with_unobserved(rows, records)
    parts = [rows]
    for name, entry in card.indicators.items():
        if entry.formula in FOLLOWS:
            continue
        spoken = set(rows.loc[rows["indicator"] == name, "area"])
        silent = [area for area in records.targets if area not in spoken]
        if silent and not card.optional and card.id not in ("context", "gradient"):
            parts.append(_silent(records, name, silent, _silence(card, name, records)))
    return pd.concat(parts, ignore_index=True)


def _with_reasons(rows: pd.DataFrame, id: str) -> pd.DataFrame:
    """Words that a function of the user's own gives in `note` become a reason, beside those in `reasons`."""
    given = rows["reasons"].astype(object).dropna() if "reasons" in rows else []
    if not all(isinstance(reasons, Reasons) for reasons in given):
        raise GezondmenuError(
            "the function of card {id} gives texts in reasons; give words in note, or reasons made with "
            "gezondmenu.reasons.Why",
            id=repr(id),
        )
    if "note" not in rows:
        return rows
    before = rows["reasons"].astype(object).fillna(NOTHING) if "reasons" in rows else [NOTHING] * len(rows)
    reasons = [
        join(kept, Why.IN_OWN_WORDS(words=words)) if words else kept
        for kept, words in zip(before, rows["note"].fillna(""), strict=True)
    ]
    return rows.drop(columns="note").assign(reasons=pd.Series(reasons, index=rows.index, dtype=object))


def _with_unobserved(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """A reason on counts of a year or quarter that was not counted from beginning to end."""
    partly = [p for p in rows["period"].unique() if p != ALL and not records.fully_observed(p)]
    formulas = {name: entry.formula for name, (_, entry) in named_indicators().items()}
    counted = rows["period"].isin(partly) & rows["indicator"].map(formulas).isin(["count", "rate"])
    if "status" in rows:
        counted &= rows["status"].fillna("ok") == "ok"
    before = rows["reasons"].astype(object).fillna(NOTHING) if "reasons" in rows else [NOTHING] * len(rows)
    partly_observed = {period: Why.NOT_FULLY_OBSERVED(period=period) for period in partly}
    reasons = [
        join(given, partly_observed[period]) if short else given
        for given, period, short in zip(before, rows["period"], counted, strict=True)
    ]
    return rows.assign(reasons=pd.Series(reasons, index=rows.index, dtype=object))


def _silence(card: Card, name: str, records: Records) -> Reasons:
    """Why a card says nothing of an area."""
    if name == "before_start" and records.study.choices["programme"]:
        return Why.NO_WAVES_BEFORE()
    if card.id not in shipped_cards():
        return Why.SAYS_NOTHING_HERE()
    return (REASON_OF_NO_ROW.get(name) or REASON_OF_NO_ROW.get(card.id) or Why.NO_ACTIVITIES_LISTED)()


def _silent(records: Records, name: str, areas: list[str], reason: Reasons) -> pd.DataFrame:
    rows = pd.DataFrame({"area": areas, "period": ALL, "indicator": name, "status": "no data"}, dtype="str")
    return rows.assign(reasons=reason)


def _finish(rows: pd.DataFrame, records: Records, confidence: float) -> pd.DataFrame:
    """Values, intervals, words of the register, and the order of the table."""
    texts = ["area", "period", "group", "indicator", "variant", "unit", "method", "design", "status"]
    for column in (*FREE_COLUMNS, *GIVEN_COLUMNS):
        kind = "str" if column in texts else "object" if column == "reasons" else "float64"
        rows[column] = rows[column].astype(kind) if column in rows else pd.Series(index=rows.index, dtype=kind)
    rows = rows.reset_index(drop=True)
    register = named_indicators()
    names = rows["indicator"].unique()
    rows["group"] = rows["group"].fillna(ALL)
    rows["variant"] = rows["variant"].fillna("main")
    rows["status"] = rows["status"].fillna("ok")
    rows["reasons"] = rows["reasons"].astype(object).fillna(NOTHING)
    rows["unit"] = rows["unit"].fillna(rows["indicator"].map({n: register[n][1].unit for n in names}))
    rows["method"] = rows["method"].fillna(rows["indicator"].map({n: register[n][1].interval for n in names}))
    rows["design"] = rows["design"].fillna(rows["indicator"].map({n: register[n][1].design for n in names}))
    rows["version"] = rows["indicator"].map({n: register[n][0].version for n in names})
    rows = from_counts(rows, confidence)
    unknown = ~rows["status"].isin(["ok", "unstable"])
    rows.loc[unknown, ["value", "lower", "upper", "confidence", *INTERNAL_COLUMNS]] = np.nan
    long_enough = len(records.periods_of(["quarter"])) >= QUARTERS_NEEDED and records.study.has("attendance")
    derived = derive(
        rows,
        records.study["areas"],
        confidence,
        together=persons_together(records) if long_enough else None,
        pooled=areas_to_pool(records.study),
    )
    silent = derived["indicator"].isin(rows["indicator"]) & (derived["variant"] == "main")  # for want of a table
    rows = pd.concat([rows, derived[~silent]], ignore_index=True)
    table = with_notes(_ordered(rows, records))[[*ESTIMATE_COLUMNS, *INTERNAL_COLUMNS]]
    numbers = (*NUMBER_COLUMNS, *INTERNAL_COLUMNS)
    texts = [column for column in table if column not in (*numbers, "reasons")]
    table = table.astype({column: "str" for column in texts} | dict.fromkeys(numbers, "float64"))
    doubled = table.duplicated(list(ESTIMATE_KEY))
    if doubled.any():
        key = table.loc[doubled, list(ESTIMATE_KEY)].iloc[0].tolist()
        raise GezondmenuError(f"two rows for one key of the estimate table: {key}")
    return table


def _ordered(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """Areas in the order of the study, indicators in that of the register, periods and groups by name."""
    place = {area: position for position, area in enumerate(records.targets)}
    order = {name: position for position, name in enumerate(named_indicators())}
    keys = rows.assign(_area=rows["area"].map(place), _indicator=rows["indicator"].map(order))
    keys = keys.sort_values(["_area", "_indicator", "period", "group", "variant"], kind="stable")
    return keys.drop(columns=["_area", "_indicator"]).reset_index(drop=True)
