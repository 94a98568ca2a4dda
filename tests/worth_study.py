"""Small studies for the valuation, so that every euro can be worked out by hand."""

from __future__ import annotations

import pickle
from typing import Any

import pandas as pd

from gezondmenu.effects import estimate
from gezondmenu.study.model import Study, make_study
from gezondmenu.valuation import Valuation, value
from tests.conftest import rows

NOTHING_OFF = (
    ("attribution", 1.0),
    ("deadweight", 0.0),
    ("displacement", 0.0),
    ("drop_off", 0.0),
    ("first_year", 1.0),
)
CHOICES: dict[str, Any] = {
    "perspective": "societal",
    "price_year": 2024,
    "discount_rate_costs": 0.03,
    "discount_rate_effects": 0.015,
    "horizon_years": 1,
    "price_spread": 0.0,
    "effect_correlation": 1.0,
}


def assumptions(*given: tuple, plain: bool = True) -> pd.DataFrame:
    """The table assumptions: (chain, parameter, value, low, high) with, for all chains, nothing taken off."""
    columns = ["chain", "parameter", "value", "low", "high"]
    base = [(None, name, value, None, None) for name, value in NOTHING_OFF] if plain else []
    table = pd.DataFrame([*base, *given], columns=columns)
    return table.assign(reason="made up for this test")


def worth_study(
    chains: pd.DataFrame,
    *,
    residents: float = 1_200,
    costs: float | None = 70_000,
    prices: pd.DataFrame | None = None,
    effects: pd.DataFrame | None = None,
    given: pd.DataFrame | None = None,
    frames: dict[str, pd.DataFrame] | None = None,
    **chosen: Any,
) -> Study:
    """One area of so many residents with costs in 2024, paid by the municipality under the Wmo."""
    tables = {
        "areas": rows("area name population", ("A", "Dorp", residents)),
        "chains": chains,
        "assumptions": assumptions() if given is None else given,
        **(frames or {}),
    }
    if costs is not None:
        tables["costs"] = rows(
            "date payer law amount_eur area", (pd.Timestamp(2024, 12, 31), "municipality", "Wmo", costs, "A")
        )
    if prices is not None:
        tables["prices"] = prices
    if effects is not None:
        tables["borrowed_effects"] = effects
    days = {"observed_from": pd.Timestamp(2024, 1, 1), "observed_to": pd.Timestamp(2024, 12, 31)}
    return make_study(tables, **{**CHOICES, **days, **chosen})


COUNTED: dict[bytes, pd.DataFrame] = {}
VALUE_TABLES = ("chains", "assumptions", "prices", "borrowed_effects")
VALUE_CHOICES = ("perspective", "horizon_years", "effect_correlation", "price_spread")
VALUE_CHOICES += ("discount_rate_costs", "discount_rate_effects")


def residents_and_costs(study: Study) -> pd.DataFrame:
    """The estimates of these two cards: once for studies that differ only in what neither of them looks at."""
    tables = {name: table for name, table in study.tables.items() if name not in VALUE_TABLES}
    choices = {name: chosen for name, chosen in study.choices.items() if name not in VALUE_CHOICES}
    key = pickle.dumps((tables, choices))
    if key not in COUNTED:
        COUNTED[key] = estimate(study, ["residents", "costs"])
    return COUNTED[key].copy()


def valued(study: Study, draws: int = 500, indicators: tuple[str, ...] = ()) -> Valuation:
    """The valuation of a study whose persons and costs come from these cards; else from its residents and costs."""
    table = estimate(study, list(indicators)) if indicators else residents_and_costs(study)
    return value(study, table, draws=draws)


PRICES_OF_A_VILLAGE = rows(
    "price name value unit price_year payer law counts_as source indexed",
    ("zvw", "zorgkosten per bewoner", 3_000, "EUR/resident/yr", 2024, "insurer", "Zvw", "cost", "[T]", True),
    ("wmo", "Wmo-kosten per bewoner", 400, "EUR/resident/yr", 2024, "municipality", "Wmo", "cost", "[T]", True),
)
EFFECTS_OF_A_SUPPORTER = rows(
    "effect outcome value low high setting design source overlaps_with",
    ("n1", "care cost", -0.09, None, None, "villages", "unknown", "seed 000; no source found", "none"),
    ("n2", "Wmo cost", None, -0.30, 0.0, "villages", "unknown", "seed 000; no source found", None),
)
