"""What must hold for every questionnaire, whatever people answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezondmenu import scales
from gezondmenu.scales import ipaq_short, loneliness, positive_health, scale_table, score_survey
from gezondmenu.vocabulary import GezondmenuError

quick = settings(deadline=None, max_examples=10)
"""A few tables for each of 14 scales; a table holds several people."""
many = settings(deadline=None, max_examples=80)

ROUNDING = 1e-9  # a mean of a few doubles
CODES = {
    "loneliness": (1, 3),
    "mhi5": (1, 6),
    "who5": (0, 5),
    "swemwbs": (1, 5),
    "ucla3": (1, 3),
    "life_satisfaction": (0, 10),
    "perceived_health": (1, 5),
    "gali": (1, 3),
    "activity_guideline_2017": (0, 7),
    "positive_health": (0, 10),
}
LEVELS = {"NL-2006": 3, "NL-2016": 5, "NL-2022": 3, "NL-2026": 3}
MAY_MISS = {"loneliness": 1}
WORSE_WHEN_HIGHER = {
    "loneliness": ("dj3", "dj9", "dj10", "dj2", "dj5", "dj6"),
    "ucla3": ("ucla1", "ucla2", "ucla3"),
    "mhi5": ("calm", "happy"),
    "perceived_health": ("perceived_health",),
}
"""Items of which a higher code is worse; of all others it is better."""


def register(value_set: str = "") -> pd.DataFrame:
    """The register, with one version of loneliness and one dimension of Positive Health for all."""
    table = scale_table()
    rows = table[table["scale"].isin([*CODES, "eq5d"]) & table["value_set"].isin(["", value_set])]
    rows = rows[(rows["scale"] != "loneliness") | (rows["version"] == "6 items")]
    return rows[(rows["scale"] != "positive_health") | (rows["score"] == "meaning")].reset_index(drop=True)


PLACES = [*((row.outcome, "") for row in register().itertuples()), *(("eq5d", name) for name in LEVELS)]


def of_outcome(outcome: str, value_set: str) -> tuple[pd.Series, list[str], int, int]:
    """The row of the register, the items, and the lowest and highest code."""
    row = register(value_set).set_index("outcome").loc[outcome]
    low, high = CODES.get(row["scale"], (1, LEVELS.get(value_set, 0)))
    return row, row["items"].replace("_*", "_1").split(), low, high


def score(row: pd.Series, frame: pd.DataFrame) -> pd.DataFrame:
    if row["scale"] == "eq5d":
        return scales.eq5d(frame, instrument=row["version"], value_set=row["value_set"])
    if row["scale"] == "positive_health":
        for name in scales.DIMENSIONS:
            frame = frame if f"{name}_1" in frame else frame.assign(**{f"{name}_1": 5})
    return getattr(scales, row["scale"])(frame)


@st.composite
def answers(draw, names, low, high, blank=False):
    codes = st.integers(low, high)
    cells = st.one_of(st.none(), codes) if blank else codes
    people = draw(st.lists(st.tuples(*[cells] * len(names)), min_size=1, max_size=8))
    return pd.DataFrame(people, columns=names, dtype=object)


@pytest.mark.parametrize(("outcome", "value_set"), PLACES)
@quick
@given(st.data())
def test_scores_lie_in_their_range_and_are_there_as_the_missing_rule_says(outcome, value_set, data):
    row, names, low, high = of_outcome(outcome, value_set)
    frame = data.draw(answers(names, low, high, blank=True))
    found = score(row, frame)
    value = found[row["score"]].astype("float64")
    blank = frame.isna().sum(axis=1)
    assert (found["missing_items"] == blank).all()
    assert (value.isna() == (blank > MAY_MISS.get(row["scale"], 0))).all()
    assert ((found["reason"] != "") == value.isna()).all()
    assert value.dropna().between(row["low"], row["high"]).all()


@pytest.mark.parametrize(("outcome", "value_set"), PLACES)
@quick
@given(st.data())
def test_a_worse_answer_never_makes_a_better_score(outcome, value_set, data):
    row, names, low, high = of_outcome(outcome, value_set)
    frame = data.draw(answers(names, low, high)).astype("int64")
    name = data.draw(st.sampled_from(names))
    worse_up = row["scale"] == "eq5d" or name in WORSE_WHEN_HIGHER.get(row["scale"], ())
    worse = frame.copy()
    worse[name] = (worse[name] + (1 if worse_up else -1)).clip(low, high)
    change = score(row, worse)[row["score"]].astype("float64") - score(row, frame)[row["score"]].astype("float64")
    assert (change <= ROUNDING).all() if row["better"] == "higher" else (change >= -ROUNDING).all()


@pytest.mark.parametrize(("outcome", "value_set"), PLACES)
def test_the_best_and_worst_answers_reach_the_ends_of_the_range(outcome, value_set):
    row, names, low, high = of_outcome(outcome, value_set)
    if row["scale"] == "activity_guideline_2017":
        high = 150
    up = {name: row["scale"] == "eq5d" or name in WORSE_WHEN_HIGHER.get(row["scale"], ()) for name in names}
    best = {name: low if up[name] else min(high, 7) if name.endswith("days") else high for name in names}
    worst = {name: high if up[name] else low for name in names}
    value = score(row, pd.DataFrame([best, worst]))[row["score"]].astype("float64").tolist()
    assert value == ([row["high"], row["low"]] if row["better"] == "higher" else [row["low"], row["high"]])


@pytest.mark.parametrize(("outcome", "value_set"), PLACES)
@quick
@given(st.data())
def test_text_order_of_rows_and_other_columns_do_not_matter(outcome, value_set, data):
    row, names, low, high = of_outcome(outcome, value_set)
    frame = data.draw(answers(names, low, high, blank=True))
    before = frame.copy()
    found = score(row, frame)
    pd.testing.assert_frame_equal(frame, before)
    style = data.draw(st.sampled_from(["{}", " {} ", "{}.0", "{}.", "0{}"]))
    text = frame.map(lambda cell: "" if cell is None else style.format(cell))
    pd.testing.assert_frame_equal(score(row, text[names[::-1]].assign(zzz="?")), found)
    order = data.draw(st.permutations(range(len(frame))))
    pd.testing.assert_frame_equal(score(row, frame.iloc[order]), found.iloc[order])
    pd.testing.assert_frame_equal(score(row, frame.astype("Float64")), found)


@pytest.mark.parametrize(("outcome", "value_set"), PLACES)
@quick
@given(st.data())
def test_a_code_that_is_not_allowed_is_named(outcome, value_set, data):
    row, names, low, high = of_outcome(outcome, value_set)
    frame = data.draw(answers(names, low, high))
    place, name = data.draw(st.integers(0, len(frame) - 1)), data.draw(st.sampled_from(names))
    numbers, words = st.one_of(st.integers(-99, -1), st.integers(20_000, 99_999)), ["?", "misschien", "1e0"]
    wrong = data.draw(st.one_of(numbers, st.sampled_from(words)))
    frame.loc[place, name] = wrong
    with pytest.raises(GezondmenuError) as caught:
        score(row, frame)
    values = caught.value.values
    assert (values["row"], values["column"], values["value"], values["cells"]) == (
        place,
        name,
        repr(wrong) if isinstance(wrong, str) else str(wrong),
        1,
    )


@many
@given(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=11, max_size=11))
def test_subscales_add_up_to_the_total(codes):
    frame = pd.DataFrame([codes], columns=[f"dj{number}" for number in range(1, 12)], dtype=object)
    for items in (6, 11):
        found = loneliness(frame, items).iloc[0]
        if found["missing_items"] == 0:
            assert found["emotional"] + found["social"] == found["total"]
        elif found["missing_items"] == 1:
            assert np.isnan(found["emotional"]) != np.isnan(found["social"])
            assert found["total"] >= np.nansum([found["emotional"], found["social"]])
        else:
            assert np.isnan(found["total"])


days, minutes = st.integers(0, 7), st.integers(0, 320)
week = st.tuples(days, minutes, days, minutes, days, minutes)
IPAQ = ["vigorous_days", "vigorous_minutes", "moderate_days", "moderate_minutes", "walking_days", "walking_minutes"]


@many
@given(week, st.integers(0, 5))
def test_more_activity_is_never_less(answers, place):
    more = list(answers)
    more[place] = min(more[place] + 1, 7 if place % 2 == 0 else 320)
    found = ipaq_short(pd.DataFrame([answers, more], columns=IPAQ))
    assert (found["reason"] == "").all()  # three times 320 minutes is 16 hours
    assert found["met_minutes"].between(0, 19278 + ROUNDING).all()
    assert found["met_minutes"].is_monotonic_increasing
    assert found["category"].cat.codes.is_monotonic_increasing


@many
@given(week, st.sets(st.integers(0, 5)))
def test_ipaq_needs_all_days_and_the_minutes_of_days(answers, blank):
    cells = [None if place in blank else answer for place, answer in enumerate(answers)]
    found = ipaq_short(pd.DataFrame([cells], columns=IPAQ, dtype=object)).iloc[0]
    needed = [place for place in blank if place % 2 == 0 or answers[place - 1] > 0 or place - 1 in blank]
    assert found["missing_items"] == len(needed)
    assert np.isnan(found["met_minutes"]) == bool(needed)


@quick
@given(st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=5), min_size=6, max_size=6))
def test_a_dimension_is_the_mean_of_its_items(items):
    frame = pd.DataFrame(
        {
            f"{name}_{number}": [code]
            for name, codes in zip(scales.DIMENSIONS, items, strict=True)
            for number, code in enumerate(codes, start=1)
        }
    )
    found = positive_health(frame).iloc[0]
    for name, codes in zip(scales.DIMENSIONS, items, strict=True):
        assert found[name] == pytest.approx(sum(codes) / len(codes), abs=ROUNDING)


@quick
@given(st.sets(st.sampled_from(["ucla1", "ucla2", "ucla3", "gali", "life_satisfaction", "other"])))
def test_a_survey_scores_exactly_the_scales_that_are_whole(columns):
    found = score_survey(pd.DataFrame([[1] * len(columns)], columns=sorted(columns)), value_set=None)
    whole = ({"ucla3"} if {"ucla1", "ucla2", "ucla3"} <= columns else set()) | (columns & {"gali", "life_satisfaction"})
    assert set(found.scores) == set(found.outcomes.index) == whole
    some = {"ucla1", "ucla2", "ucla3"} & columns
    assert set(found.left_out) == ({"ucla3"} if some and "ucla3" not in whole else set())
