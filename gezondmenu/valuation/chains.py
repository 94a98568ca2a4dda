"""The chains of a study: what each says, with the inputs that are the same in every area."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import pandas as pd

from gezondmenu.indicators.starting_level import level_band
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.reference import read_reference
from gezondmenu.study.check.double_counts import Difference, stated_differences
from gezondmenu.study.check.price_fits import TABLES, Fit, price_fits
from gezondmenu.study.check.value_checks import needed_choices
from gezondmenu.study.model import Study
from gezondmenu.units import split_unit
from gezondmenu.valuation.effects import borrowed_effects
from gezondmenu.valuation.leaves import DEFLATORS, HEAT, LINEAR, NAN, Leaf
from gezondmenu.valuation.prices import cpi_factors, index_factor, price_list
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label

TAKEN_OUT = {"attribution": 1.0, "deadweight": 0.0}
"""What a comparison has taken out already: the part that others did, and what would have come anyway."""

FOR_ALL = "assumption/all/"
"""The stream of an assumption for all chains; one for a chain itself has its id there."""

Inputs = dict[str, Leaf]


@dataclass(frozen=True)
class Chain:
    """One way from an outcome to euros: what a row of table chains says, with the price it names.

    `values` is what the price values. `turned` says that the scale of the outcome goes the other way: less of the score
    is a gain at the price of something good, or more of it at the price of a cost. `rises` says that the change came
    about between waves, so that the first year is no whole one. `different_from` are the chains of
    the total that value the same thing, and `because` is why the study adds it to them.
    """

    id: str
    outcome: str
    effect: str
    price: str
    reached: str = "participants"
    band: str = ""
    method: str = LINEAR
    in_total: bool = True
    payer: str = ""
    law: str = ""
    counts_as: str = "cost"
    unit: str = ""
    values: str = ""
    turned: bool = False
    rises: bool = False
    name: str = ""
    name_en: str = ""
    different_from: tuple[str, ...] = ()
    because: str = ""
    fault: Reasons = NOTHING
    leaves: dict[str, Leaf] = field(default_factory=dict)

    @property
    def rate_choice(self) -> str:
        """The discount rate that holds for it."""
        return "discount_rate_effects" if self.counts_as == "benefit" else "discount_rate_costs"

    @property
    def gains_health(self) -> bool:
        """Whether it is valued by an amount of health: QALYs, WELLBYs or deaths averted."""
        return self.counts_as == "benefit" or self.method in HEAT

    @property
    def amount_unit(self) -> str:
        """The unit of that amount."""
        if self.method in HEAT:
            return "deaths averted"
        parts = split_unit(self.unit)
        return parts.per if parts.in_euros and parts.per else self.unit

    @property
    def persons_group(self) -> str:
        """The group of the row that counts who is reached."""
        return group_label(started_level=self.band) if self.band else ALL


def missing_choices(study: Study) -> list[str]:
    """Choices of study.toml that a valuation needs and that were not made."""
    return [name for name in needed_choices(study.choices) if study.choices.get(name) is None]


def read_chains(study: Study) -> list[Chain]:
    """The chains of a study with the inputs that are the same in every area: price, deflators, transfer, units."""
    prices = price_list(study).set_index("id", drop=False)
    factors = cpi_factors(study)
    assumed = {(_text(row.chain), row.parameter): row for row in study["assumptions"].itertuples()}
    borrowed = borrowed_effects(study)
    fits = price_fits({name: study[name] for name in TABLES})
    chains = [_chain(row, study, prices, factors, assumed, borrowed) for row in study["chains"].to_dict("records")]
    differences = stated_differences(study["chains"], study["prices"])
    return [_compared(_fitted(chain, fits.get(chain.id, Fit())), differences) for chain in chains]


def _fitted(chain: Chain, fit: Fit) -> Chain:
    """The chain as its price fits its outcome; what is said of the first year of all is about those that rise."""
    leaves = dict(chain.leaves)
    if not fit.rises and "first_year" in leaves and leaves["first_year"].key.startswith(FOR_ALL):
        del leaves["first_year"]
    chain = replace(chain, rises=fit.rises, leaves=leaves)
    return _turned(chain) if fit.turned else chain


def _compared(chain: Chain, differences: list[Difference]) -> Chain:
    """The chain with those that it is added to although they value the same thing."""
    stated = [difference for difference in differences if difference.chain == chain.id]
    if not stated:
        return chain
    others = tuple(difference.other for difference in stated)
    return replace(chain, different_from=others, because=stated[0].because)


def _turned(chain: Chain) -> Chain:
    """The chain with the units of its price below 0, since less of the score is the gain (or more of it, of a cost)."""
    units = chain.leaves.get("units", Leaf(1.0))
    reasons = join(units.reasons, Why.UNITS_TURNED())
    key = f"{units.key}/turned" if units.key else ""
    turned = units._replace(value=-units.value, low=-units.high, high=-units.low, reasons=reasons, key=key)
    return replace(chain, turned=True, leaves={**chain.leaves, "units": turned})


def _chain(row: dict, study: Study, prices: pd.DataFrame, factors: dict, assumed: dict, borrowed: dict) -> Chain:
    id, effect, price_id = (_text(row[name]) for name in ("chain", "effect", "price"))
    ends = row["level_from"], row["level_to"]
    plain = Chain(
        id=id,
        outcome=_text(row["outcome"]),
        effect=effect,
        price=price_id,
        reached=_text(row["reached"]) or "participants",
        band="" if all(map(pd.isna, ends)) else level_band(*ends),
        method=_text(row["method"]) or LINEAR,
        in_total=not (pd.notna(row["in_total"]) and row["in_total"] == False),  # noqa: E712
        payer=_text(row["payer"]),
        law=_text(row["law"]),
        name=_text(row["name"]) or _text(row["outcome"]),
        name_en=_text(row["name_en"]),
    )
    if price_id not in prices.index:
        return replace(plain, fault=Why.NO_PRICE(price=price_id))
    price = prices.loc[price_id]
    plain = replace(
        plain,
        payer=plain.payer or price["payer"],
        law=plain.law or price["law"],
        counts_as=price["counts_as"],
        unit=price["unit"],
        values=price["values"],
    )
    if price["currency"] != "EUR":
        return replace(plain, fault=Why.NOT_IN_EUROS(price=price_id))
    leaves: Inputs = {"price": _price(price, study.choices["price_spread"], int(study.choices["price_year"]))}
    try:
        leaves["price_index"] = _index(price, study.choices["price_year"], factors)
    except GezondmenuError:
        words = Why.NO_PRICE_INDEX(
            year=price["price_year"],
            to_year=study.choices["price_year"],
        )
        return replace(plain, fault=words)
    leaves["units"] = Leaf(1.0, unit="per point", reasons=Why.ONE_UNIT_A_POINT())
    for parameter in (*DEFLATORS, "transfer", "units", "heat_share", "first_year"):
        given = assumed.get((id, parameter)) or assumed.get(("", parameter))
        if given is not None:
            leaves[parameter] = _assumption(given, id)
    given = assumed.get((id, "persons")) or assumed.get(("", "persons"))
    if given is not None:
        leaves["persons_factor"] = factor_leaf(given, id)
    if plain.method in HEAT:
        leaves |= _heat(HEAT[plain.method])
    if effect:
        leaf = borrowed.get(effect)
        if not isinstance(leaf, Leaf):
            return replace(plain, fault=leaf or Why.NO_BORROWED_EFFECT(effect=effect))
        leaves["effect"] = leaf
        needed = [*DEFLATORS, "transfer"]
    else:
        if "transfer" not in leaves or leaves["transfer"].key.startswith(FOR_ALL):
            leaves["transfer"] = Leaf(1.0, unit="share", reasons=Why.MEASURED_HERE())
        needed = [name for name in DEFLATORS if name not in TAKEN_OUT]
    needed += ["heat_share"] if plain.method in HEAT else []
    absent = [name for name in needed if name not in leaves]
    if absent:
        return replace(plain, fault=Why.NOT_GIVEN(parameter=absent))
    return replace(plain, leaves=leaves)


def _price(price: pd.Series, spread: float, price_year: int) -> Leaf:
    value, low, high = (float(price[name]) if pd.notna(price[name]) else NAN for name in ("value", "low", "high"))
    known = not (math.isnan(low) or math.isnan(high))
    words = [Why.SOURCE(source=price["source"])]
    if "memory" in str(price["found_how"]):
        words.append(Why.FROM_MEMORY())
    if pd.notna(price["review_by"]) and pd.Timestamp(price["review_by"]).year < price_year:
        words.append(Why.REVIEW_BY(day=str(price["review_by"])[:10]))
    distribution = str(price.get("distribution") or "") if known else ""
    if known:
        distribution = distribution or "pert"
    elif price["counts_as"] == "benefit":
        distribution, low, high = "fixed", NAN, NAN
        words.append(Why.CHOSEN())
    elif spread > 0:
        low, high = sorted((value * (1 - spread), value * (1 + spread)))
        distribution = "gamma"
        words.append(Why.SPREAD_ASSUMED(share=round(100 * spread)))
    else:
        distribution = "fixed"
    unit = str(price["unit"])
    return Leaf(value, low, high, distribution, unit, "borrowed", join(*words), f"price/{price['id']}")


def _index(price: pd.Series, price_year: int, factors: dict) -> Leaf:
    if not bool(price["indexed"]) or pd.isna(price["price_year"]):
        return Leaf(1.0, unit="factor", design="borrowed", reasons=Why.NOT_INDEXED())
    year = int(price["price_year"])
    value = index_factor(year, price_year, factors)
    words = Why.PRICE_INDEX(year=year, to_year=price_year)
    return Leaf(value, unit="factor", design="borrowed", reasons=words)


def _assumption(row: object, chain: str) -> Leaf:
    value, low, high = (
        float(getattr(row, name)) if pd.notna(getattr(row, name)) else NAN for name in ("value", "low", "high")
    )
    alone = math.isnan(low) or math.isnan(high)
    chosen = _text(row.distribution)  # type: ignore[attr-defined]
    chosen = "fixed" if alone else "range" if math.isnan(value) else chosen or "pert"
    stream = f"assumption/{chain}/" if _text(row.chain) else FOR_ALL  # type: ignore[attr-defined]
    parameter = row.parameter  # type: ignore[attr-defined]
    return Leaf(
        value,
        NAN if alone else low,
        NAN if alone else high,
        chosen,
        "per point" if parameter == "units" else "share",
        "scenario",
        Why.REASON_GIVEN(reason=_text(row.reason)),  # type: ignore[attr-defined]
        f"{stream}{parameter}",
    )


def factor_leaf(row: object, chain: str) -> Leaf:
    """How far a count may be off: a range around 1."""
    return _assumption(row._replace(value=1.0), chain)._replace(unit="factor")  # type: ignore[attr-defined]


def costs_factor(study: Study) -> Leaf:
    """How far the costs may be off, as table assumptions says; 1 where it says nothing."""
    given = [row for row in study["assumptions"].itertuples() if row.parameter == "costs"]
    return factor_leaf(given[0], "all") if given else Leaf(1.0, unit="factor")


def _heat(mode: str) -> Inputs:
    """The parameters of WHO's HEAT, of walking or cycling."""
    table = read_reference("heat").set_index("id")

    def leaf(id: str, unit: str, **more: object) -> Leaf:
        row = table.loc[id]
        memory = Why.FROM_MEMORY() if "memory" in row["found_how"] else NOTHING
        words = join(Why.SOURCE(source=row["source"]), memory)
        return Leaf(float(row["value"]), unit=unit, design="borrowed", reasons=words, **more)  # type: ignore[arg-type]

    low, high = (float(table.loc[f"heat_{mode}_rr_{end}", "value"]) for end in ("low", "high"))
    ages = table.loc[f"heat_{mode}_age", "value"]
    return {
        "relative_risk": leaf(
            f"heat_{mode}_rr", "ratio", low=low, high=high, distribution="lognormal", key=f"heat/{mode}/relative_risk"
        ),
        "reference_minutes": leaf(f"heat_{mode}_ref_min", "minutes a week"),
        "cap": leaf(f"heat_{mode}_cap", "share"),
        "mortality": leaf(f"heat_mort_nl_{ages}", "deaths per 100,000 a year"),
        "buildup_years": leaf("heat_buildup_years", "years"),
    }


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
