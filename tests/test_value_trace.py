"""Every euro can be worked out again from the leaves of its trace, and only from those."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.described import describe
from gezondmenu.reasons import Why, from_json
from gezondmenu.vocabulary import ALL
from tests.conftest import rows
from tests.worth_study import assumptions, worth_study


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """The published table of the example study, as a reader gets it: nothing else."""
    return gm.read_published("data/example_published.csv")


def from_leaves(leaves: pd.DataFrame) -> float:
    """The benefit of one chain from its trace, written out once more."""
    x = leaves.set_index("parameter")["value"]
    choices = leaves[leaves["part"] == "choices"].set_index("parameter")["value"]
    own = leaves[leaves["part"] != "choices"].set_index("parameter")["value"]
    prices = leaves.set_index("parameter")
    benefit = "QALY" in str(prices.loc["price", "unit"]) or "relative_risk" in own
    rate = choices["discount_rate_effects" if benefit else "discount_rate_costs"]
    horizon = int(choices["horizon_years"])
    if "relative_risk" in own:
        reduction = min((1 - x["relative_risk"]) * x["effect"] * x["transfer"] / x["reference_minutes"], x["cap"])
        change = x["heat_share"] * x["mortality"] / 100_000 * reduction
        built = [min((t + 1) / x["buildup_years"], 1) for t in range(horizon)]
    else:
        change = (1 if benefit else -1) * x["effect"] * x["transfer"]
        built = [1.0] * horizon
    kept = x["attribution"] * (1 - x["deadweight"]) * (1 - x["displacement"])
    years = sum(part * ((1 - x["drop_off"]) / (1 + rate)) ** t for t, part in enumerate(built))
    if "follow_up_years" in own:  # rises to the last wave, stays to the end of that year, and fades from then on
        years, end = 0.0, own["follow_up_years"]
        for year in range(horizon):
            moments = np.clip(np.array([year, min(max(end, year), year + 1), year + 1]), 0, None)
            levels = np.minimum(moments / end, 1.0)
            faded = (1 - x["drop_off"]) ** max(year + 1 - max(np.ceil(end), 1), 0)
            years += np.trapezoid(levels, moments) * faded / (1 + rate) ** year
    assert years == pytest.approx(x["years"], rel=1e-9)
    return float(change * x["persons"] * x["units"] * x["price"] * x["price_index"] * kept * years)


@pytest.mark.slow
def test_each_chain_of_every_area_follows_from_the_leaves_of_its_trace(published: pd.DataFrame):
    chains = published[
        (published["indicator"] == "value_benefits")
        & published["group"].str.startswith("chain=")
        & published["value"].notna()
    ]
    kinds = set()
    assert len(chains) > 10
    for row in chains.itertuples():
        leaves = gm.trace(published, row.area, "value_benefits", row.group)
        kinds |= set(leaves["kind"])
        assert from_leaves(leaves) == pytest.approx(row.value, abs=0.02), (row.area, row.group)
        assert (leaves.loc[leaves["kind"] == "borrowed", "source"] != "").all()
        assert (leaves.loc[leaves["kind"] == "assumed", "source"].str.len() > 0).sum() > 0
    assert kinds >= {"measured with comparison", "borrowed", "assumed", "counted"}


def test_the_net_value_is_the_sum_of_its_chains_minus_the_costs_of_its_trace(published: pd.DataFrame):
    net = published[(published["indicator"] == "net_value") & (published["group"] == ALL) & published["value"].notna()]
    assert len(net) > 3
    for row in net.itertuples():
        leaves = gm.trace(published, row.area)
        chains = [part for part in leaves["part"].unique() if part not in ("costs", "choices")]
        choices = leaves[leaves["part"] == "choices"]
        total = sum(from_leaves(pd.concat([leaves[leaves["part"] == chain], choices])) for chain in chains)
        costs = leaves.loc[leaves["part"] == "costs", "value"].sum()
        assert total - costs == pytest.approx(row.value, abs=0.05)


def test_persons_and_costs_of_a_trace_stand_in_the_same_table_as_counts(published: pd.DataFrame):
    inputs = published[(published["indicator"] == "value_input") & published["group"].str.endswith("parameter=persons")]
    for row in inputs.itertuples():
        name = from_json(row.reasons).get(Why.COUNTED)["indicator"]
        found = published[(published["indicator"] == name) & (published["period"] == "2025")]
        band = "started_level=-5" if "huishouden" in row.group else ALL
        values = found[found["group"] == band].set_index("area")["value"]
        less = from_json(row.reasons).get(Why.LESS_COMPARISON_AREAS)
        areas = less["areas"].split(", ") if less else []
        assert row.value == values[row.area] - sum(values[area] for area in areas)


def test_a_number_that_is_not_there_is_one_clear_error(published: pd.DataFrame):
    with pytest.raises(gm.GezondmenuError, match="there is no net_value with group 'chain=x' in 'all'; groups there:"):
        gm.trace(published, "all", "net_value", "chain=x")
    assert not np.isnan(published["value"]).all()


def test_a_change_before_and_after_is_traced_as_such_and_recomputed():
    chain = rows("chain outcome effect price", ("s", "life_satisfaction", None, "own"))
    price = rows(
        "price name value unit price_year payer law counts_as values source",
        ("own", "levensgeluk", 1_000.0, "EUR/point", 2022, "residents", "none", "benefit", "wellby", "[T]"),
    )
    given = assumptions(
        ("s", "attribution", 0.5, 0.3, 0.7), ("s", "deadweight", 0.25, None, None), ("s", "drop_off", 0.5, None, None)
    )
    study = worth_study(chain, prices=price, given=given, horizon_years=3)
    change = {"area": "A", "period": "all", "group": "outcome=life_satisfaction;wave=1", "indicator": "mean_change"}
    change |= {
        "variant": "main",
        "value": 0.4,
        "lower": 0.1,
        "upper": 0.7,
        "confidence": 0.95,
        "unit": "points",
        "n": 40,
    }
    change |= {"design": "before-after", "status": "ok", "note": ""}
    reached = {
        **change,
        "period": "2024",
        "group": "all",
        "indicator": "participants",
        "value": 80.0,
        "design": "count",
    }
    table = pd.concat([gm.estimate(study, ["residents", "costs"]), pd.DataFrame([change, reached])], ignore_index=True)
    worth = gm.value(study, describe(table, waves=pd.DataFrame({"wave": ["0", "1"]})), draws=200)
    leaves = gm.trace(worth, "A", "value_benefits", "chain=s")
    kinds = leaves.set_index("parameter")["kind"]
    assert kinds[["effect", "attribution", "price", "persons"]].tolist() == [
        "measured before-after", "assumed", "borrowed", "counted",
    ]  # fmt: skip
    x = leaves.set_index("parameter")["value"]
    years = 1 + 0.5 / 1.015 + (0.5 / 1.015) ** 2
    by_hand = 0.4 * 80 * 1_000 * 1.038 * 1.033 * 0.5 * 0.75 * years
    product = x["effect"] * x["transfer"] * x["persons"] * x["units"] * x["price"] * x["price_index"]
    product *= x["attribution"] * (1 - x["deadweight"]) * (1 - x["displacement"]) * x["years"]
    assert product == pytest.approx(by_hand)
    assert worth.by_chain.set_index("area").value["A"] == pytest.approx(by_hand, abs=0.005)
    shares = worth.rows[worth.rows.indicator == "value_by_evidence"].set_index("group")["value"]
    assert shares["evidence=measured before-after"] == pytest.approx(100)
