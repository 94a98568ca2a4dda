"""What must hold for every study, whatever its numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezondmenu.disclosure import release
from gezondmenu.effects import estimate
from gezondmenu.indicators.pooled_shares import is_pooled_share
from gezondmenu.numbers import byar, wilson
from gezondmenu.study.model import make_study
from gezondmenu.study.reading import read_study
from gezondmenu.vocabulary import ESTIMATE_KEY, GezondmenuError, age_band_start, previous_period

EXACT = 1e-12  # a closed formula on doubles


@settings(deadline=None)  # the first call imports statsmodels
@given(st.integers(0, 500), st.integers(1, 500), st.floats(0.5, 0.999))
def test_wilson_equals_the_closed_formula(x, n, confidence):
    from scipy.stats import norm

    x = min(x, n)
    lower, upper = wilson(x, n, confidence)
    z, p = norm.ppf(0.5 + confidence / 2), x / n
    centre, half = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    np.testing.assert_allclose(
        [lower, upper], [(centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)], atol=EXACT
    )
    assert 0 <= lower <= p <= upper <= 1


def test_wilson_at_the_ends_and_beyond():
    assert (wilson(0, 20)[0], wilson(20, 20)[1]) == (0, 1)
    assert wilson(0, 20)[1] > 0
    assert np.isnan(wilson([np.nan, 0], [10, 0])).all()
    for x, n, confidence in ((5, 4, 0.95), (-1, 4, 0.95), (1, 4, 95)):
        with pytest.raises(GezondmenuError):
            wilson(x, n, confidence)


@pytest.mark.parametrize("count", [1, 4, 10, 50, 400])
def test_byar_is_close_to_the_exact_poisson_interval(count):
    """Breslow and Day: within half a percent of exact from 10 on; from 1 on within three percent of the upper."""
    from scipy.stats import chi2

    lower, upper = byar(count)
    exact = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2
    tolerance = 0.005 if count >= 10 else 0.03
    np.testing.assert_allclose(upper, exact[1], rtol=tolerance)
    np.testing.assert_allclose(lower, exact[0], rtol=max(tolerance, 0.02) if count > 1 else 0.6)
    assert byar(0)[0] == 0


@pytest.mark.parametrize(
    ("period", "before"), [("2025", "2024"), ("2025-Q1", "2024-Q4"), ("2025-Q3", "2025-Q2"), ("2024-03", "2024-02")]
)
def test_the_period_before(period, before):
    assert previous_period(period) == before


def test_age_bands_are_sorted_by_age():
    assert sorted(["80+", "18-24", "5-9", "10-14"], key=age_band_start) == ["5-9", "10-14", "18-24", "80+"]


def shuffled(study, seed: int):
    """The same study with the rows of every table in another order, and a shuffled index."""
    tables = {name: table.sample(frac=1, random_state=seed) for name, table in study.tables.items() if name != "areas"}
    return make_study({"areas": study["areas"], **tables}, own_indicators=study.own_indicators, **study.choices)


def sorted_table(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(list(ESTIMATE_KEY)).reset_index(drop=True)


@pytest.mark.slow
def test_the_order_of_rows_changes_nothing(example, example_estimates):
    again = estimate(shuffled(example, 3))
    pd.testing.assert_frame_equal(sorted_table(again), sorted_table(example_estimates), rtol=1e-12)


@pytest.mark.slow
def test_the_study_is_not_changed(example):
    before = {name: table.copy() for name, table in example.tables.items()}
    estimate(example)
    for name, table in example.tables.items():
        pd.testing.assert_frame_equal(table, before[name])


@pytest.mark.slow
def test_an_area_depends_only_on_its_own_residents_and_activities(example, example_estimates):
    """Drop what residents of one area did at home, its head counts and answers: of others only pooled shares change."""
    gone = "WK990102"
    area_of = example["activities"].set_index("activity")["area"]
    home_of = example["people"].set_index("person")["area"]
    lists = example["attendance"]
    at_home = (lists["activity"].map(area_of) == gone) & (lists["person"].map(home_of) == gone)
    keep = {"attendance": lists[~at_home]}
    for name in ("sessions", "appreciation"):
        keep[name] = example[name][example[name]["activity"].map(area_of) != gone]
    table = estimate(make_study({**example.tables, **keep}, own_indicators=example.own_indicators, **example.choices))
    wholes = {gone, "GM9901", "all"}
    beside_wholes = tuple(f"{kind} {whole}" for kind in ("difference with", "ratio to") for whole in wholes)
    others, before = (
        rows[~rows["area"].isin(wholes) & ~rows["variant"].str.startswith(beside_wholes) & ~is_pooled_share(rows)]
        for rows in (table, example_estimates)
    )
    pd.testing.assert_frame_equal(sorted_table(others), sorted_table(before), rtol=1e-12)
    changed = table[table["area"] == gone].merge(example_estimates, on=list(ESTIMATE_KEY), suffixes=("", "_before"))
    assert (changed["value"] != changed["value_before"]).any()


@pytest.mark.slow
def test_the_same_study_twice_as_large_never_has_wider_intervals(example, example_estimates):
    """Every person, answer and resident a second time, as new persons."""
    second = {}
    for name, table in example.tables.items():
        copy = table.copy()
        if "person" in copy:
            copy["person"] = "x" + copy["person"]
        second[name] = copy
    doubled = {
        **example.tables,
        **{n: pd.concat([example[n], second[n]], ignore_index=True) for n in ("people", "attendance", "appreciation")},
        "population": example["population"].assign(persons=example["population"]["persons"] * 2),
    }
    table = sorted_table(estimate(make_study(doubled, own_indicators=example.own_indicators, **example.choices)))
    both = table.merge(sorted_table(example_estimates), on=list(ESTIMATE_KEY), suffixes=("", "_once"))
    named = both[both["lower"].notna() & both["lower_once"].notna() & both["denominator"].gt(0)]
    assert len(named) > 300
    wide, once = named["upper"] - named["lower"], named["upper_once"] - named["lower_once"]
    assert (wide <= once + 1e-9).all()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.sampled_from(["standard", "opensafely"]))
def test_release_never_shows_a_small_count_of_persons(sizes, rule):
    """Any study of head lists: no published count of persons lies between 0 and the limit."""
    people = [(f"p{area}-{k}", f"A{area}") for area, size in enumerate(sizes) for k in range(size)]
    if not people:
        return
    frame = pd.DataFrame(people, columns=["person", "area"])
    study = make_study(
        {
            "areas": pd.DataFrame({"area": [f"A{k}" for k in range(len(sizes))], "name": "x", "population": 100}),
            "activities": pd.DataFrame({"activity": ["1"], "area": ["A0"], "name": ["x"]}),
            "people": frame,
            "attendance": frame[["person"]].assign(activity="1", date=pd.Timestamp("2025-01-06")),
        }
    )
    published = release(estimate(study, ["participants", "regular", "newcomers", "growth"]), rule)
    persons = published[published["indicator"].isin(["participants", "regular_participants"])]
    shown = persons["value"].dropna()
    assert ((shown == 0) | (shown >= 9)).all()
    hidden = persons[persons["status"] == "suppressed"]
    assert hidden[["value", "numerator", "denominator", "n"]].isna().all().all()


def test_extra_columns_change_nothing(tmp_path):
    """A column that the study does not know is a warning, and no number moves."""
    files = {
        "areas.csv": "area,name,population\nA,Noord,100\n",
        "activities.csv": "activity,area,name\n1,A,Wandelen\n",
        "sessions.csv": "activity,date,visits\n1,2025-03-03,12\n1,2025-03-10,9\n",
    }
    for extra in (False, True):
        folder = tmp_path / str(extra)
        folder.mkdir()
        for name, text in files.items():
            head, *lines = text.splitlines()
            more = [f"{line},x" for line in lines]
            text = "\n".join([f"{head},weather", *more]) if extra and name == "sessions.csv" else text
            (folder / name).write_text(text, encoding="utf-8")
    plain, with_extra = (estimate(read_study(tmp_path / str(extra))) for extra in (False, True))
    pd.testing.assert_frame_equal(plain, with_extra)
