"""Effects by start and period, and their four averages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.effects import (
    difference_in_differences,
    group_time_average,
    group_time_averages,
    group_time_effects,
)
from gezondmenu.effects.models.group_time import AGGREGATES

PRINTED = pd.read_csv(Path(__file__).parent / "published" / "r" / "printed.csv")
COUNTIES = {2004: 20, 2006: 40, 2007: 131}
"""Counties of each start in the data mpdta of R package did."""
NAMED = {"outcome": "y", "area": "area", "period": "wave", "start": "start"}


def printed_effects():
    effects = PRINTED[(PRINTED["script"] == "did.R") & (PRINTED["quantity"] == "effect")]
    return effects.assign(since=effects["year"] - effects["start"], n=effects["start"].map(COUNTIES)).rename(
        columns={"year": "period"}
    )


def test_the_simple_average_of_what_did_prints():
    """-0.0400. Ours, which uses the earlier years as well, is another number: the counties themselves are not here."""
    assert group_time_average(printed_effects(), "simple") == pytest.approx(-0.0400, abs=0.00005)


def test_the_other_averages_of_what_did_prints_by_hand():
    of_starts = [(-0.0105 - 0.0704 - 0.1373 - 0.1008) / 4, (-0.0046 - 0.0412) / 2, -0.0261]
    by_start = (20 * of_starts[0] + 40 * of_starts[1] + 131 * of_starts[2]) / 191
    at_once = (20 * -0.0105 + 40 * -0.0046 + 131 * -0.0261) / 191
    a_year_on = (20 * -0.0704 + 40 * -0.0412) / 60
    of_2006 = (20 * -0.1373 + 40 * -0.0046) / 60
    of_2007 = (20 * -0.1008 + 40 * -0.0412 + 131 * -0.0261) / 191
    expected = {
        "by start": by_start,
        "by time since the start": (at_once + a_year_on - 0.1373 - 0.1008) / 4,
        "by period": (-0.0105 - 0.0704 + of_2006 + of_2007) / 4,
    }
    for aggregate, value in expected.items():
        assert group_time_average(printed_effects(), aggregate) == pytest.approx(value, abs=1e-12)


def made(seed=1, areas=8, waves=4, persons=6):
    rng = np.random.default_rng(seed)
    index = pd.MultiIndex.from_product([range(areas), range(persons), range(waves)], names=["area", "person", "wave"])
    rows = index.to_frame(index=False)
    begins = np.array([1.0, 1, 2, 2] + [np.nan] * (areas - 4))
    rows["start"] = begins[rows["area"]]
    return rows.assign(y=rng.normal(size=len(rows)))


def test_an_effect_is_the_change_since_the_wave_before_less_that_of_others():
    rows = made()
    means = rows.assign(start=rows["start"].fillna(9)).groupby(["start", "wave"])["y"].mean()
    effects = group_time_effects(rows, **NAMED).set_index(["start", "period"])
    assert effects.index.tolist() == [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3)]
    expected = means[2, 3] - means[2, 1] - (means[9, 3] - means[9, 1])
    assert effects.loc[(2, 3), "value"] == pytest.approx(expected)
    assert (effects["n"] == 12).all()
    assert effects["since"].tolist() == [0, 1, 2, 0, 1]


def test_one_start_and_two_waves_are_the_plain_difference_in_differences():
    rows = made(waves=2).assign(start=lambda rows: rows["start"].where(rows["start"] < 2))
    ours = difference_in_differences(rows, **NAMED).iloc[0]
    averages = group_time_averages(rows, **NAMED)
    assert averages["value"].to_numpy() == pytest.approx(np.full(4, ours["value"]))
    assert averages["aggregate"].tolist() == list(AGGREGATES)


def test_limits_are_those_of_leaving_out_each_area():
    from scipy.stats import t

    rows, whole = made(), group_time_averages(made(), **NAMED)
    each = [group_time_averages(rows[rows["area"] != area], **NAMED)["value"].iloc[0] for area in range(8)]
    error = np.sqrt(np.sum((each - np.mean(each)) ** 2) * 7 / 8)
    half = t.ppf(0.975, 8 - 3) * error
    assert whole["upper"].iloc[0] - whole["value"].iloc[0] == pytest.approx(half)


def test_one_area_at_a_start_has_no_limits():
    rows = made().query("area != 3")
    averages = group_time_averages(rows, **NAMED)
    assert averages["lower"].isna().all()
    assert averages["value"].notna().all()
    assert set(averages["method"]) == {"none: a start or the comparison has one area"}


def test_where_all_begin_the_last_is_the_comparison_until_it_does():
    rows = made(areas=4)
    assert group_time_effects(rows, **NAMED)[["start", "period"]].to_numpy().tolist() == [[1, 1]]


def test_an_average_that_is_not_there_is_refused():
    with pytest.raises(gm.GezondmenuError, match="an aggregate is one of"):
        group_time_average(printed_effects(), "dynamic")
