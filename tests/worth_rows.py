"""Rows of a valuation as `gm.value` gives them, made by hand: the report's own fixture, with sums that can be checked.

Costs 30,000 + 20,000 + 10,000 = 60,000. Value 18,240.50 + 10,860.25 + 58,400.00 + 6,849.25 = 94,350.00, of four
payers. So the net value is 34,350.00. One chain is not added, one is a range without a point, two have no euros.
"""

from __future__ import annotations

from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import group_label

COSTS = {("municipality", "Wmo"): 30_000.0, ("insurer", "Zvw"): 20_000.0, ("fund", "none"): 10_000.0}
CHAINS = {
    "gp": ("huisarts", "insurer", "Zvw", 18_240.50, 9_100.0, 28_900.0, "comparison"),
    "home_help": ("huishoudelijke hulp", "municipality", "Wmo", 10_860.25, 2_000.0, 21_400.0, "borrowed"),
    "quality": ("kwaliteit van leven", "residents", "none", 58_400.00, 11_000.0, 105_800.0, "comparison"),
    "sick_leave": ("ziekteverzuim", "employer", "none", 6_849.25, -1_500.0, 15_300.0, "scenario"),
}
NET = 34_350.0
DOTS = [
    -24_000.0, -11_000.0, -3_500.0, -900.0, 4_200.0, 9_000.0, 14_000.0, 19_500.0, 24_600.0, 29_800.0,
    34_000.0, 38_500.0, 43_100.0, 48_200.0, 53_600.0, 59_300.0, 65_900.0, 73_800.0, 84_400.0, 98_700.0,
]  # fmt: skip
SWINGS = (
    ("quality", "effect", -12_900.0, 81_700.0),
    ("quality", "drop_off", -2_400.0, 61_100.0),
    ("home_help", "transfer", 23_500.0, 45_200.0),
    ("gp", "effect", 25_100.0, 43_800.0),
    ("all", "deadweight", 24_000.0, 39_700.0),
    ("gp", "price", 31_900.0, 40_200.0),
    ("sick_leave", "effect", 29_000.0, 37_000.0),
    ("home_help", "price", 32_200.0, 36_500.0),
    ("sick_leave", "price", 33_000.0, 35_700.0),
)


def worth(indicator: str, value: float = float("nan"), **more) -> dict:
    """A row of the valuation of area A in 2025."""
    base = {"indicator": indicator, "value": value, "unit": "EUR", "design": "scenario", "status": "ok"}
    return base | more


def leaf(chain: str, parameter: str, value: float = float("nan"), **more) -> dict:
    group = group_label(chain=chain, parameter=parameter)
    return worth("value_input", value, group=group, **({"unit": "share", "method": "fixed"} | more))


def chain_row(id: str, value: float, lower: float, upper: float, *reasons: Reasons, name: str = "") -> dict:
    said = join(Why.NAME(name=name or CHAINS[id][0]), *reasons)
    return worth("value_benefits", value, lower=lower, upper=upper, group=group_label(chain=id), reasons=said)


def inputs_of(id: str, design: str, payer: str, law: str) -> list[dict]:
    """The leaves of a chain."""
    source = {
        "comparison": Why.MEASURED_IN_ALL(),
        "borrowed": join(Why.FOUND_IN(setting="vijf dorpen"), Why.SOURCE(source="Fictief (2023)")),
        "scenario": Why.REASON_GIVEN(reason="schatting van de werkgroep"),
    }[design]
    memory = Why.FROM_MEMORY() if id == "sick_leave" else NOTHING
    return [
        leaf(id, "effect", -0.09, lower=-0.15, upper=-0.03, unit="points", design=design, reasons=source,
             method="normal"),
        leaf(id, "transfer", 0.6, lower=0.3, upper=0.9,
             reasons=Why.REASON_GIVEN(reason="andere buurt, andere zorg")),
        leaf(id, "persons", 540, unit="persons", design="count",
             reasons=Why.COUNTED(indicator="participants")),
        leaf(id, "units", 1.0, unit="per point", reasons=Why.ONE_UNIT_A_POINT()),
        leaf(id, "price", 30.87, lower=28.74, upper=42.47, unit="EUR/consult", design="borrowed", method="gamma",
             reasons=join(Why.SOURCE(source="Kostenhandleiding 2024"), memory)),
        leaf(id, "price_index", 1.0971, unit="factor", design="borrowed",
             reasons=Why.PRICE_INDEX(year=2022, to_year=2025)),
        leaf(id, "attribution", 1.0, reasons=Why.REASON_GIVEN(reason="alleen deze activiteiten")),
        leaf(id, "deadweight", 0.2, lower=0.1, upper=0.3, reasons=Why.REASON_GIVEN(reason="eerder onderzoek")),
        leaf(id, "displacement", 0.0, reasons=Why.REASON_GIVEN(reason="niets verdwijnt elders")),
        leaf(id, "drop_off", 0.5, lower=0.3, upper=0.8, reasons=Why.REASON_GIVEN(reason="werkgroep")),
        leaf(id, "years", 1.9, unit="years", reasons=Why.FOLLOWS_FROM_DROP_OFF()),
        leaf(id, "payer", reasons=Why.WHO_GAINS(payer=payer, law=law)),
    ]  # fmt: skip


CHOICES = [
    leaf("all", "perspective", reasons=Why.NAME(name="societal")),
    leaf("all", "price_year", 2025, unit="year"),
    leaf("all", "discount_rate_costs", 0.03, unit="a year"),
    leaf("all", "discount_rate_effects", 0.015, unit="a year"),
    leaf("all", "horizon_years", 5, unit="years"),
    leaf("all", "draws", 10_000, unit="draws", reasons=Why.SEED(seed=1)),
    leaf("all", "prices", reasons=Why.NAME(name="gezondmenu 0.1.0, prices.csv 3f2a91")),
]


def payer_rows() -> list[dict]:
    gains = {(payer, law): numbers for _, payer, law, *numbers, _ in CHAINS.values()}
    rows = []
    for payer, law in dict.fromkeys([*COSTS, *gains]):
        group = group_label(law=law, payer=payer)
        paid = COSTS.get((payer, law))
        value, lower, upper = gains.get((payer, law), (0.0, 0.0, 0.0))
        rows += [worth("value_costs", paid, group=group, design="count")] if paid is not None else []
        rows += [worth("value_benefits", value, lower=lower, upper=upper, group=group)] if (payer, law) in gains else []
        paid = paid or 0.0
        rows.append(worth("net_value", value - paid, lower=lower - paid, upper=upper - paid, group=group))
    return rows


FAIR = {"insurer": 30_443.90, "municipality": 18_125.06, "employer": 11_431.04}
"""Costs in proportion to gain, residents left out: 60,000 x 18,240.50 / 35,950 and so on."""


def all_law_rows() -> list[dict]:
    """Each payer under all laws together, its parts of 60,000 and 94,350, and what those who pay gain together."""
    totals: dict[str, list[float]] = {}
    for key, amount in COSTS.items():
        totals.setdefault(key[0], [0.0, 0.0])[0] += amount
    for _, payer, _, value, *_ in CHAINS.values():
        totals.setdefault(payer, [0.0, 0.0])[1] += value
    limits = {payer: (lower, upper) for _, payer, _, _, lower, upper, _ in CHAINS.values()} | {"fund": (0.0, 0.0)}
    rows = []
    for payer, (paid, gained) in totals.items():
        group = group_label(payer=payer)
        of_costs, of_value = 100 * paid / 60_000, 100 * gained / 94_350
        rows += [
            worth("payer_costs_share", of_costs, group=group, unit="%"),
            worth("payer_benefits_share", of_value, group=group, unit="%"),
            worth("payer_share_difference", of_value - of_costs, group=group, unit="percentage points"),
            worth("payer_benefits", gained, lower=limits[payer][0], upper=limits[payer][1], group=group),
        ]
        if payer in FAIR:
            ends = {name: end - FAIR[payer] for name, end in zip(("lower", "upper"), limits[payer], strict=True)}
            rows.append(worth("fair_share_difference", gained - FAIR[payer], **ends, group=group))
    gained = sum(gained for payer, (_, gained) in totals.items() if payer != "residents")
    return [*rows, worth("payers_benefits", gained)]


VALUED = [
    worth("value_costs", 60_000.0, design="count"),
    worth("value_benefits", 94_350.0, lower=39_600.0, upper=155_100.0),
    worth("net_value", NET, lower=-20_400.0, upper=95_100.0),
    worth("net_value_chance", 79.6, unit="%"),
    worth("benefit_cost_ratio", 1.5725, lower=0.66, upper=2.585, unit="EUR per EUR"),
    worth("break_even_share", 63.59, unit="%"),
    worth("evpi", 4_870.0),
    *payer_rows(),
    *all_law_rows(),
    *(chain_row(id, value, low, high) for id, (_, _, _, value, low, high, _) in CHAINS.items()),
    chain_row("life", 121_000.0, 30_000.0, 214_000.0, Why.NOT_IN_TOTAL(), name="levensgeluk"),
    chain_row("wmo", float("nan"), 0.0, 14_400.0, Why.RANGE_ONLY(inputs=["effect"]),
              Why.NOT_IN_TOTAL(), name="Wmo in dorpen"),
    worth("value_benefits", group="chain=lonely", status="no data",
          reasons=join(Why.NAME(name="eenzaamheid"),
                          Why.NO_EFFECT(outcome="ucla3"))),
    worth("value_benefits", group="chain=nursing", status="no data",
          reasons=join(Why.NAME(name="verpleging"), Why.NO_PRICE(price="wlz_day"))),
    *(row for id, (_, payer, law, *_, design) in CHAINS.items() for row in inputs_of(id, design, payer, law)),
    *inputs_of("life", "comparison", "residents", "none"),
    *inputs_of("wmo", "borrowed", "municipality", "Wmo"),
    *CHOICES,
    *(worth("net_value_dots", value, group=group_label(dot=f"{place:02d}")) for place, value in enumerate(DOTS, 1)),
    *(worth("net_value_if", NET, lower=low, upper=high, group=group_label(chain=chain, parameter=name))
      for chain, name, low, high in SWINGS),
    worth("break_even_effect", -0.0371, group="chain=quality", unit="points"),
    worth("break_even_effect", group="chain=gp", unit="points", status="no data",
          reasons=Why.PAID_WITHOUT_THIS()),
    worth("break_even_transfer", 37.2, group="chain=home_help", unit="%"),
    worth("break_even_transfer", group="chain=gp", unit="%", status="no data",
          reasons=Why.NO_BREAK_EVEN()),
    worth("value_by_evidence", 81.2295, group="evidence=measured with comparison", unit="%"),
    worth("value_by_evidence", 0.0, group="evidence=measured before-after", unit="%"),
    worth("value_by_evidence", 11.5106, group="evidence=borrowed", unit="%"),
    worth("value_by_evidence", 7.2599, group="evidence=assumed", unit="%"),
    *(worth("fair_share", amount, group=group_label(payer=payer)) for payer, amount in FAIR.items()),
    worth("health_gain", 1.168, lower=0.22, upper=2.116, group="chain=quality", unit="QALY"),
    worth("care_cost_per_person", -40.0, lower=-120.0, upper=40.0, unit="EUR per person"),
    *(worth("acceptability", chance, group=group_label(threshold=price), unit="%")
      for price, chance in zip(range(0, 100_001, 10_000), (1, 6, 19, 41, 62, 79, 88, 93, 95, 97, 98), strict=True)),
    worth("evpi", 2_100.0, group="threshold=20000"),
    worth("icer", 20_593.0, unit="EUR per QALY"),
]  # fmt: skip

RANGE_ONLY = [
    worth("value_costs", 70_000.0, design="count"),
    worth("value_costs", 70_000.0, group="law=none;payer=municipality", design="count"),
    worth("value_benefits", lower=0.0, upper=144_000.0),
    worth("value_benefits", lower=0.0, upper=144_000.0, group="law=Wmo;payer=municipality"),
    worth("net_value", lower=-70_000.0, upper=74_000.0),
    worth("net_value", lower=0.0, upper=144_000.0, group="law=Wmo;payer=municipality"),
    worth("net_value", -70_000.0, lower=-70_000.0, upper=-70_000.0, group="law=none;payer=municipality"),
    worth("net_value_chance", lower=0.0, upper=100.0, unit="%"),
    worth("benefit_cost_ratio", lower=0.0, upper=2.057, unit="EUR per EUR"),
    worth("break_even_share", lower=48.6, unit="%"),
    chain_row("wmo", float("nan"), 0.0, 144_000.0, Why.RANGE_ONLY(inputs=["effect"]),
              name="Wmo in dorpen"),
    *inputs_of("wmo", "borrowed", "municipality", "Wmo"),
    *CHOICES,
]  # fmt: skip
"""An area of which all value is a range without a point: row N2."""

NO_VALUATION = [
    worth(name, status="no data", reasons=Why.NO_TABLE(table="chains"))
    for name in ("value_benefits", "value_costs", "net_value")
]

NO_CHAIN = Why.NO_CHAIN_IN_EUROS(chains="huisarts")
HIDDEN_INPUTS = [
    worth("value_benefits", status="no data", reasons=NO_CHAIN),
    worth("value_costs", status="no data", reasons=Why.HIDDEN_FEW(limit=10)),
    worth("net_value", status="no data", reasons=NO_CHAIN),
    worth("value_benefits", group="chain=gp", status="no data",
          reasons=join(Why.NAME(name="huisarts"), Why.REACHED_UNKNOWN(),
                       Why.HIDDEN_FEW(limit=10))),
]  # fmt: skip
"""An area so small that who was reached is hidden."""


def opinion(statement: str, value: float, n: int = 120) -> dict:
    group = group_label(statement=statement)
    limits = {"lower": value - 8, "upper": value + 7, "unit": "%", "n": n, "design": "one-off"}
    return {"indicator": "appreciation_positive", "group": group, "value": value} | limits


def weight(statement: str, value: float, indicator: str = "points_share", **more) -> dict:
    unit, width = ("% of the points", 4.0) if indicator == "points_share" else ("score from -1 to 1", 0.15)
    row = {"indicator": indicator, "group": group_label(statement=statement), "value": value, "unit": unit}
    return row | {"lower": value - width, "upper": value + width, "n": 46, "period": "all", "design": "one-off"} | more


OPINIONS = [
    opinion("my_health", 79.0),
    opinion("my_neighbourhood", 71.0),
    opinion("my_happiness", 86.0),
    opinion("my_relations", 83.0),
    {"indicator": "appreciation_response", "value": 41.0, "numerator": 120, "denominator": 293, "unit": "%"},
]
WEIGHTS = [
    weight("my_relations", 38.0),
    weight("my_happiness", 27.0),
    weight("my_health", 24.0),
    weight("my_neighbourhood", 11.0),
]
BOOKED = [
    {"indicator": "costs", "value": 58_900.0, "unit": "EUR"},
    {"indicator": "cost_per_visit", "value": 6.4, "unit": "EUR per visit"},
    {"indicator": "volunteer_hours", "value": 410, "unit": "hours"},
    {"indicator": "professional_hours", "value": 640, "unit": "hours"},
]
HEALTH = [
    {"indicator": "outcome_mean", "value": 71.0, "lower": 69.5, "upper": 72.5, "period": "all", "unit": "points",
     "group": "outcome=swemwbs;wave=0", "design": "one-off", "n": 140},
    {"indicator": "mean_change", "value": 2.0, "lower": -0.5, "upper": 4.5, "period": "all", "unit": "points",
     "group": "outcome=swemwbs;wave=1", "design": "before-after", "n": 96},
]  # fmt: skip
"""Row O1: health +2.0 (-0.5 to 4.5)."""

EVERYTHING = [*OPINIONS, *WEIGHTS, *BOOKED, *HEALTH, *VALUED]
