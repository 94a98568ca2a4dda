"""What the rows of the valuation say of an area: totals, payers, chains from outcome to euro, and their inputs.

Selection only. A row without a value that has limits is a range without a point, and never becomes one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gezondmenu.indicators.register import cards
from gezondmenu.reason import Kind
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, rows_of, statements
from gezondmenu.report.words.payers import PAYERS
from gezondmenu.strongest_claim import FACTS
from gezondmenu.verdicts import widest_first
from gezondmenu.verdicts_of_value import moves, usual_price
from gezondmenu.vocabulary import ALL, group_label

WEIGHTS = ("points_share", "best_worst_score")
NAN = float("nan")

COSTS = ("costs", "cost_per_visit", "cost_per_participant", "helped_per_1000_eur")
HOURS = ("volunteer_hours", "student_hours", "professional_hours")
TIME_GIVEN = (*HOURS, "volunteers")
CARDS = {
    "worth": (
        "costs",
        "helped",
        "hours",
        "weights",
        "worth",
        "payers",
        "what_would_change",
        "health_for_money",
        "value_inputs",
        "volunteer_value",
    ),
}

Lines = list[tuple[str, Row]]

MOST = 8
"""So many bars at most; the table has them all."""


@dataclass(frozen=True)
class Payer:
    """What one payer pays and gains under one law."""

    payer: str
    law: str
    costs: Row
    gains: Row
    net: Row


@dataclass(frozen=True)
class Chain:
    """One way from an outcome to euros: its row, who gains, and whether it is in the total."""

    id: str
    name: str
    entry: Row
    payer: str = ""
    law: str = ""
    added: bool = True


def is_range(entry: Row) -> bool:
    """Whether only a range is known, and no point.

    Examples
    --------
    >>> is_range(Row("A", "2025", "all", "net_value", lower=-5.0, upper=9.0, status="ok"))
    True
    """
    limits = math.isnan(entry.lower) or math.isnan(entry.upper)
    return entry.status in ("ok", "unstable") and math.isnan(entry.value) and not limits


def tells(entry: Row) -> bool:
    """Whether there is a number or a range to show."""
    return entry.known or is_range(entry)


def numbers_of(entry: Row) -> tuple[float, ...]:
    """The value of a row, or else the ends of its range; none where it tells nothing."""
    return (entry.value,) if entry.known else limits_of(entry) if is_range(entry) else ()


def limits_of(entry: Row) -> tuple[float, float]:
    """The limits of a value or of a range; NaN where there are none."""
    return (entry.lower, entry.upper) if tells(entry) else (NAN, NAN)


def is_valued(page: Page) -> bool:
    """Whether the page can say what anything is worth in euros."""
    return tells(row(page, "value_benefits"))


def payers(page: Page) -> list[Payer]:
    """Every payer and law with costs or gains, in a fixed order."""
    by_payer: dict[tuple[str, str], dict[str, Row]] = {}
    for indicator in ("value_costs", "value_benefits", "net_value"):
        for entry in rows_of(page, indicator, "law", "payer"):
            traits = entry.traits
            by_payer.setdefault((traits["payer"], traits["law"]), {})[indicator] = entry
    order = list(PAYERS)
    place = {key: (order.index(key[0]) if key[0] in order else len(order), key[1]) for key in by_payer}
    none = Row(page.area, page.period, ALL, "")
    names = ("value_costs", "value_benefits", "net_value")
    return [
        Payer(*key, *(by_payer[key].get(name, none) for name in names))
        for key in sorted(by_payer, key=place.__getitem__)
    ]


def chains(page: Page) -> list[Chain]:
    """Every chain of the study, with or without euros here, the largest first."""
    all_chains = [_chain(page, entry) for entry in rows_of(page, "value_benefits", "chain")]
    return sorted(all_chains, key=lambda chain: (not chain.added, -_size(chain.entry)))


def _chain(page: Page, entry: Row) -> Chain:
    id = entry.traits["chain"]
    about = page.chains_by_id.get(id, {})
    added = entry.reason(Why.NOT_IN_TOTAL) is None and entry.reason(Why.OUTSIDE_PERSPECTIVE) is None
    return Chain(id, page.chain_name(id), entry, about.get("payer", ""), about.get("law", ""), added)


def _size(entry: Row) -> float:
    """How large an amount or the farthest end of a range is; the order of chains, and nothing that is shown."""
    return max(map(abs, numbers_of(entry)), default=-1.0)


def valued_chains(page: Page) -> list[Chain]:
    """The chains that have euros here, in the total or not."""
    return [chain for chain in chains(page) if tells(chain.entry)]


def silent_chains(page: Page) -> list[Chain]:
    """The chains that have no euros here; the row says why."""
    return [chain for chain in chains(page) if not tells(chain.entry)]


def inputs(page: Page, chain: str) -> dict[str, Row]:
    """The inputs of a chain by parameter; those of ``all`` are the choices that hold for every chain."""
    return {entry.traits["parameter"]: entry for entry in page.by_level.get(("value_input", "chain", chain), ())}


def rests_on_no_effect(page: Page) -> bool:
    """Whether a chain rests on a difference of two groups that may not be called an effect."""
    effects = [inputs(page, chain.id).get("effect") for chain in valued_chains(page)]
    return any(e is not None and e.design == "before-after" and bool(e.reasons.only(*FACTS)) for e in effects)


def area_names(page: Page) -> dict[str, str]:
    """The names of the areas that a source may give by code."""
    return {code: name for code, name in ((page.area, page.area_name), (page.beside, page.beside_name)) if code}


def with_input(page: Page, kind: Kind) -> list[str]:
    """The names of the chains with an input whose row gives this reason, such as that it is from memory."""
    return [
        chain.name
        for chain in valued_chains(page)
        if any(entry.reason(kind) is not None for entry in inputs(page, chain.id).values())
    ]


def swings(page: Page) -> list[tuple[str, str, Row]]:
    """Chain, parameter and row of each input that moves the net value, the largest swing first."""
    rows = [*rows_of(page, "net_value_if", "chain", "parameter"), *rows_of(page, "net_value_if", "parameter")]
    moving = widest_first(entry for entry in rows if tells(entry) and moves(entry))
    return [(entry.traits.get("chain", ""), entry.traits["parameter"], entry) for entry in moving]


def dots(page: Page) -> list[float]:
    """The quantiles of the net value, low to high."""
    return sorted(entry.value for entry in rows_of(page, "net_value_dots", "dot") if entry.known)


def accepted(page: Page) -> list[tuple[float, Row]]:
    """The chance that it is good value at each price of a QALY, from the lowest price."""
    prices = [(float(e.traits["threshold"]), e) for e in rows_of(page, "acceptability", "threshold")]
    return sorted((price, entry) for price, entry in prices if entry.known) if prices else []


def weights(page: Page) -> list[tuple[str, list[tuple[str, Row]]]]:
    """How residents weigh the statements, by points and by best and worst: an indicator, its rows, heaviest first.

    Shares of the points are shown as any other percentage.
    """
    by_indicator = []
    for indicator in WEIGHTS:
        entries = [e for e in page.survey.get((page.area, indicator), []) if e.variant == "main" and e.group != ALL]
        pairs = [(e.traits["statement"], e) for e in entries if set(e.traits) == {"statement"}]
        if indicator == "points_share":
            pairs = [(name, replace(entry, unit="%")) for name, entry in pairs]
        if any(entry.known for _, entry in pairs):
            by_indicator.append((indicator, sorted(pairs, key=_weight, reverse=True)))
    return by_indicator


def _weight(pair: tuple[str, Row]) -> float:
    """What a statement weighs, those without a number last."""
    return pair[1].value if pair[1].known else -math.inf


def cards_of_worth(page: Page) -> list[str]:
    """The cards about costs, time and value; those of the valuation and of weights only where the page has a number."""
    known = cards()
    names = {
        name for (area, name), entries in page.entries.items() if area == page.area and any(map(_has_number, entries))
    }
    always = ("costs", "helped", "hours")
    return [id for id in CARDS["worth"] if id in always or (id in known and names & set(known[id].indicators))]


def _has_number(entry: Row) -> bool:
    return entry.known or (entry.status == "ok" and entry.lower == entry.lower)


def opinions(page: Page) -> Lines:
    """The share that is positive about each statement."""
    return [(name, row(page, "appreciation_positive", group_label(statement=name))) for name in statements(page)]


def shown_swings(page: Page) -> list[tuple[str, str, Row]]:
    """The swings that have a bar."""
    return swings(page)[:MOST]


def at_usual_price(prices: Sequence[tuple[float, Row]]) -> tuple[float, Row]:
    """The price of a QALY nearest to the one that is usual to look at, and its row."""
    usual = usual_price(price for price, _ in prices)
    return next(pair for pair in prices if pair[0] == usual)
