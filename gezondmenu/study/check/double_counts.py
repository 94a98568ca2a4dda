"""What a valuation would count twice: the same health or time, effects that overlap, a subsidy beside what it pays."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.study.valued import HEALTH, OVERLAPPING, QALY, WELLBY, WORK, Valued, text_of, valued_prices
from gezondmenu.vocabulary import ALL

NONE = {"none", "geen"}
UNKNOWN = {"unknown", "onbekend"}
"""Words of overlaps_with that name no effect."""

UNKNOWN_PRICE = Valued("", "", "", "")
GIVEN_TO = ("activity", "arrangement", "area")
"""What costs are booked on; the first that a subsidy names says what it pays."""


class DoubleCount(NamedTuple):
    """Something that would count twice: the rule, the table and the position of its row there, and the words."""

    rule: str
    table: str
    position: int
    column: str
    words: dict[str, Any]


class Difference(NamedTuple):
    """A chain, another of the total that values the same thing, and why the first is something else all the same."""

    chain: str
    other: str
    because: str


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
    if len(chains) < 2:
        return _subsidies(costs)
    valued, overlaps = valued_prices(prices), _overlaps(effects)
    counts = []
    for position, a, b in _pairs(chains):
        rule = _of_pair(a, b, valued, overlaps)
        if rule:
            name, column, words = rule
            names = {"chain": str(a["chain"]), "other": str(b["chain"])}
            counts.append(DoubleCount(name, "chains", position, column, {**names, **words}))
    return counts + _subsidies(costs)


def stated_differences(chains: pd.DataFrame, prices: pd.DataFrame) -> list[Difference]:
    """The chains that value the same thing as another of the total, with why the study adds them, by the other's code.

    Parameters
    ----------
    chains, prices : DataFrame
        As `double_counts` takes them.
    """
    valued = valued_prices(prices)
    stated = [
        Difference(str(one["chain"]), str(other["chain"]), because)
        for _, a, b in _pairs(chains)
        for one, other in ((a, b), (b, a))
        if (because := text_of(one["different_because"])) and not _apart(a, b) and _same_thing(a, b, valued)
    ]
    return sorted(stated)


def _pairs(chains: pd.DataFrame) -> Iterator[tuple[int, pd.Series, pd.Series]]:
    """Every two chains of the total, and the position of the last."""
    counted = chains[~chains["in_total"].fillna(True).eq(False) & chains["chain"].notna()]
    for (first, a), (second, b) in itertools.combinations(counted.iterrows(), 2):
        yield int(chains.index.get_loc(max(first, second))), a, b


def _of_pair(
    a: pd.Series, b: pd.Series, valued: dict[str, Valued], overlaps: dict[str, set[str]]
) -> tuple[str, str, dict[str, str]] | None:
    """The rule that two chains break, with the column to point at and its words."""
    if _apart(a, b):
        return None
    prices = [valued.get(text_of(chain["price"]), UNKNOWN_PRICE) for chain in (a, b)]
    one, two = text_of(a["effect"]), text_of(b["effect"])
    outcome = text_of(a["outcome"]) != "" and text_of(a["outcome"]) == text_of(b["outcome"])
    payers = [text_of(chain["payer"]) or price.payer for chain, price in zip((a, b), prices, strict=True)]
    same_price = text_of(a["price"]) == text_of(b["price"]) and (outcome or (one != "" and one == two))
    same_unit = outcome and prices[0].unit.upper() == prices[1].unit.upper() != "" and payers[0] == payers[1]
    if same_price or same_unit:
        return "double_same", "price", {}
    thing = _same_thing(a, b, valued)
    if thing and not any(text_of(chain["different_because"]) for chain in (a, b)):
        kinds = [price.values for price in prices]
        if set(kinds) == {QALY, WELLBY}:
            turned = {"chain": str(b["chain"]), "other": str(a["chain"])}
            return "double_health", "price", {} if kinds[0] == QALY else turned
        return ("double_life" if thing == HEALTH else "double_time"), "price", {}
    for effect, other in ((one, b), (two, a)):
        names = {text_of(other[name]) for name in ("effect", "outcome")} - {""}
        named = {name for name in names if name.casefold() in overlaps.get(effect, set())}
        if effect and named:
            return "double_overlap", "effect", {"effect": effect, "overlap": ", ".join(sorted(named))}
    costs = (one != "" or two != "") and all(price.counts_as == "cost" for price in prices)
    if costs and one != two and not NONE & (overlaps.get(one, set()) | overlaps.get(two, set())):
        effects = [effect or text_of(chain["outcome"]) for effect, chain in ((one, a), (two, b))]
        return "double_unknown", "effect", {"effect": effects[0], "other_effect": effects[1]}
    return None


def _same_thing(a: pd.Series, b: pd.Series, valued: dict[str, Valued]) -> str:
    """What both chains value, as a group of `valued.OVERLAPPING`; blank where they value other things."""
    groups = [_group(valued.get(text_of(chain["price"]), UNKNOWN_PRICE)) for chain in (a, b)]
    return groups[0] if groups[0] == groups[1] else ""


def _group(price: Valued) -> str:
    """The group of what a price values.

    Where nobody says it, an employer's cost is one of time at work, and a benefit may be one of health or well-being.
    """
    if not price.values and price.counts_as == "benefit":
        return HEALTH
    values = price.values or (WORK if price.payer == "employer" else "")
    return OVERLAPPING.get(values, "")


def _apart(a: pd.Series, b: pd.Series) -> bool:
    """Whether two chains are about people of other starting levels."""
    for low, high in ((a, b), (b, a)):
        if pd.notna(low["level_to"]) and pd.notna(high["level_from"]) and low["level_to"] < high["level_from"]:
            return True
    return False


def _overlaps(effects: pd.DataFrame) -> dict[str, set[str]]:
    """What each borrowed effect says that it overlaps with."""
    shipped = read_reference("borrowed_effects").set_index("effect")["overlaps_with"]
    own = effects.dropna(subset=["effect"]).set_index("effect")["overlaps_with"]
    overlaps = {**shipped.to_dict(), **own.to_dict()}
    return {
        str(id): {part.strip().casefold() for part in text_of(text).split(",")} - {"", *UNKNOWN}
        for id, text in overlaps.items()
    }


def overlap_of(effects: pd.DataFrame, one: str, other: str) -> str:
    """Why two borrowed effects may not be added: ``double_overlap``, ``double_unknown``, or blank where they may.

    Parameters
    ----------
    effects : DataFrame
        Table borrowed_effects of a study; effects of the package are known as well.
    one, other : str
        Codes of the two.
    """
    overlaps = _overlaps(effects)
    if one == other or other.casefold() in overlaps.get(one, set()) or one.casefold() in overlaps.get(other, set()):
        return "double_overlap"
    return "" if NONE & (overlaps.get(one, set()) | overlaps.get(other, set())) else "double_unknown"


def overlapping_items(items: pd.DataFrame, effects: pd.DataFrame) -> Iterator[tuple[Any, Any, str]]:
    """Pairs of items of a total whose borrowed effects may not be added.

    Parameters
    ----------
    items : DataFrame
        Items of one arrangement from table cash_flows: ``effect, in_total``.
    effects : DataFrame
        Table borrowed_effects of a study.

    Yields
    ------
    tuple
        The labels of the two rows in the index of `items`, and what `overlap_of` says of their effects.

    Examples
    --------
    >>> items = pd.DataFrame({"effect": ["E1", None, "E1", "E1"], "in_total": [None, None, True, False]})
    >>> list(overlapping_items(items, pd.DataFrame(columns=["effect", "overlaps_with"])))
    [(0, 2, 'double_overlap')]
    """
    counted = items[items["effect"].notna() & ~items["in_total"].fillna(True).eq(False)]["effect"]
    for (one, effect), (other, second) in itertools.combinations(counted.items(), 2):
        if fault := overlap_of(effects, str(effect), str(second)):
            yield one, other, fault


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
