"""Pooled mean scores of areas: the same numbers by `fay_herriot`, and what a release does with them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from gezondmenu import release
from gezondmenu.effects import estimate
from gezondmenu.numbers import fay_herriot
from gezondmenu.study.model import make_study
from tests.conftest import pick, rows

SIZES = {"A": 40, "B": 30, "C": 50, "D": 35, "E": 25, "F": 6}
GROUP = "outcome=life_satisfaction;wave=0"


@pytest.fixture(scope="module")
def study():
    rng = np.random.default_rng(5)
    means = dict(zip(SIZES, (6.0, 6.5, 7.0, 7.5, 6.8, 9.0), strict=True))
    answers = [
        (
            f"{area}{person}",
            wave,
            "life_satisfaction",
            str(int(np.clip(rng.normal(means[area], 1.5), 0, 10))),
            area,
            arm,
        )
        for area, size in SIZES.items()
        for person in range(size)
        for wave in ("0", "1")
        for arm in (["with", "without"][person % 5 == 0],)
    ]
    survey = pd.DataFrame(answers, columns=["person", "wave", "question", "answer", "area", "arm"])
    areas = rows("area name", *((area, area) for area in SIZES))
    return make_study({"areas": areas, "survey": survey}, comparison_arm="without")


def test_the_people_of_the_programme_are_pooled_with_one_variance_within_areas(study):
    table = estimate(study, ["health"])
    survey = (
        study["survey"].query("wave == '0' and arm == 'with'").assign(score=lambda rows: rows["answer"].astype(float))
    )
    groups = survey.groupby("area")["score"]
    freedom = len(survey) - 6
    within = ((survey["score"] - groups.transform("mean")) ** 2).sum() / freedom
    shrunk = fay_herriot(groups.mean().to_numpy(), within / groups.size().to_numpy(), method="adjusted")
    pooled = table[(table["variant"] == "pooled") & (table["group"] == GROUP)].set_index("area")
    np.testing.assert_allclose(pooled["value"], shrunk.value)
    np.testing.assert_allclose(pooled["upper"] - pooled["value"], t.ppf(0.975, freedom) * np.sqrt(shrunk.mse))
    assert pooled["n"].tolist() == groups.size().tolist()
    own = pick(table, area="F", group=GROUP, indicator="outcome_mean", variant="main").value
    assert pooled.loc["F", "value"] < own - 0.1  # five people with a high mean are pulled to the others


def test_a_release_hides_a_pooled_level_with_the_raw_one_and_gives_it_no_more_digits(study):
    table = release(estimate(study, ["health"]))
    levels = table[(table["indicator"] == "outcome_mean") & (table["group"] == GROUP)].set_index(["area", "variant"])
    assert levels.loc["F", "status"].to_dict() == {"main": "suppressed", "pooled": "suppressed"}
    for area in "ABCDE":
        raw, pooled = (levels.loc[(area, variant), "value"] for variant in ("main", "pooled"))
        digits = [len(f"{value:.10f}".rstrip("0").split(".")[1]) for value in (raw, pooled)]
        assert digits[1] <= max(digits[0], 1), area


def test_three_areas_are_not_pooled(study):
    few = study["survey"][study["survey"]["area"].isin(list("ABC"))]
    areas = rows("area name", *((area, area) for area in "ABC"))
    table = estimate(make_study({"areas": areas, "survey": few}, comparison_arm="without"), ["health"])
    assert table[table["variant"] == "pooled"].empty
