"""What a valuation would count twice: QALYs beside WELLBYs, effects that overlap, a subsidy beside what it pays."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.vocabulary import ALL

NONE = {"none", "geen"}
UNKNOWN = {"unknown", "onbekend"}
"""Words of overlaps_with that name no effect."""

HEALTH_UNITS = ("QALY", "WELLBY")
GIVEN_TO = ("activity", "arrangement", "area")
"""What costs are booked on; the first that a subsidy names says what it pays."""


class DoubleCount(NamedTuple):
    """Something that would count twice: the rule, the table and the position of its row there, and the words."""

    rule: str
    table: str
    position: int
    column: str
    words: dict[str, Any]


def double_counts(
    chains: pd.DataFrame, effects: pd.DataFrame, prices: pd.DataFrame, costs: pd.DataFrame
) -> list[DoubleCount]:
    """Everything that the chains of a study would count twice.

    Parameters
    ----------
    chains, effects, prices, costs : DataFrame
        The tables chains, borrowed_effects, prices and costs of a study, each with all its columns; empty where the
        study has none. Effects and prices of the package are known as well.

    Returns
    -------
    list of DoubleCount
        Chains that are not added (in_total is no) are left out.
    """
    counted = chains[~chains["in_total"].fillna(True).eq(False) & chains["chain"].notna()]
    facts = _of_prices(prices)
    overlaps = _overlaps(effects)
    counts = []
    for (first, a), (second, b) in itertools.combinations(counted.iterrows(), 2):
        names = {"chain": str(a["chain"]), "other": str(b["chain"])}
        position = chains.index.get_loc(max(first, second))
        rule = _of_pair(a, b, facts, overlaps)
        if rule:
            name, column, words = rule
            counts.append(DoubleCount(name, "chains", int(position), column, {**names, **words}))
    return counts + _subsidies(costs)


def _of_pair(
    a: pd.Series, b: pd.Series, facts: dict[str, dict[str, str]], overlaps: dict[str, set[str]]
) -> tuple[str, str, dict[str, str]] | None:
    """The rule that two chains break, with the column to point at and its words."""
    prices = [facts.get(_text(chain["price"]), {}) for chain in (a, b)]
    units = [price.get("unit", "").upper() for price in prices]
    kinds = [next((kind for kind in HEALTH_UNITS if kind in unit), "") for unit in units]
    if set(kinds) == set(HEALTH_UNITS):
        words = {} if kinds[0] == HEALTH_UNITS[0] else {"chain": str(b["chain"]), "other": str(a["chain"])}
        return "double_health", "price", words
    if _apart(a, b):
        return None
    one, two = _text(a["effect"]), _text(b["effect"])
    outcome = _text(a["outcome"]) != "" and _text(a["outcome"]) == _text(b["outcome"])
    payers = [_text(chain["payer"]) or price.get("payer", "") for chain, price in zip((a, b), prices, strict=True)]
    same_price = _text(a["price"]) == _text(b["price"]) and (outcome or (one != "" and one == two))
    same_unit = outcome and units[0] != "" and units[0] == units[1] and payers[0] == payers[1]
    if same_price or same_unit:
        return "double_same", "price", {}
    for effect, other in ((one, b), (two, a)):
        names = {_text(other[name]) for name in ("effect", "outcome")} - {""}
        named = {name for name in names if name.casefold() in overlaps.get(effect, set())}
        if effect and named:
            return "double_overlap", "effect", {"effect": effect, "overlap": ", ".join(sorted(named))}
    costs = (one != "" or two != "") and all(price.get("counts_as") == "cost" for price in prices)
    if costs and one != two and not NONE & (overlaps.get(one, set()) | overlaps.get(two, set())):
        effects = [effect or _text(chain["outcome"]) for effect, chain in ((one, a), (two, b))]
        return "double_unknown", "effect", {"effect": effects[0], "other_effect": effects[1]}
    return None


def _apart(a: pd.Series, b: pd.Series) -> bool:
    """Whether two chains are about people of other starting levels."""
    for low, high in ((a, b), (b, a)):
        if pd.notna(low["level_to"]) and pd.notna(high["level_from"]) and low["level_to"] < high["level_from"]:
            return True
    return False


def _of_prices(prices: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Unit, payer and kind (cost or benefit) of each price; a study's own go first."""
    columns = ["unit", "payer", "counts_as"]
    shipped = read_reference("prices").rename(columns={"id": "price"})
    both = pd.concat([table[["price", *columns]].astype("object") for table in (shipped, prices)])
    both = both.dropna(subset=["price"]).drop_duplicates("price", keep="last").set_index("price")
    return {str(id): {name: _text(row[name]) for name in columns} for id, row in both.iterrows()}


def _overlaps(effects: pd.DataFrame) -> dict[str, set[str]]:
    """What each borrowed effect says that it overlaps with."""
    shipped = read_reference("borrowed_effects").set_index("effect")["overlaps_with"]
    own = effects.dropna(subset=["effect"]).set_index("effect")["overlaps_with"]
    overlaps = {**shipped.to_dict(), **own.to_dict()}
    return {
        str(id): {part.strip().casefold() for part in _text(text).split(",")} - {"", *UNKNOWN}
        for id, text in overlaps.items()
    }


def _subsidies(costs: pd.DataFrame) -> list[DoubleCount]:
    """Subsidies beside other costs of the same activity, arrangement or area in the same year."""
    paid = costs[costs["amount_eur"].notna() & costs["date"].notna()]
    if not (paid["kind"] == "subsidy").any():
        return []
    given = paid["kind"] == "subsidy"
    counts = []
    for row, subsidy in paid[given].iterrows():
        others = paid[~given & (paid["date"].dt.year == subsidy["date"].year)]
        thing = next((name for name in GIVEN_TO if pd.notna(subsidy[name])), None)
        if thing is None:  # a subsidy for the whole study
            booked, what = others[list(GIVEN_TO)].isna().all(axis=1), ALL
        else:
            booked, what = others[thing] == subsidy[thing], str(subsidy[thing])
        if booked.any():
            words = {"what": what, "year": str(subsidy["date"].year)}
            counts.append(DoubleCount("double_subsidy", "costs", int(costs.index.get_loc(row)), "kind", words))
    return counts


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
