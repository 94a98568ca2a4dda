"""A random slope beside a random intercept: statsmodels, lme4, closed forms, and what is said at an edge."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM

from gezondmenu.effects import mixed_model
from gezondmenu.effects.models.random_slope import _restricted, _sums, random_slope
from gezondmenu.vocabulary import GezondmenuError

SAME = 1e-4
"""Two climbs to the same top."""
PRINTED = 1e-5
"""R printed seven digits, of the variances too."""


def course(seed, persons=40, slope_sd=0.5, waves=5) -> pd.DataFrame:
    """Persons with levels of sd 1 and slopes of `slope_sd`; the programme adds 0.7 to the slope of every other one."""
    rng = np.random.default_rng([7, seed])
    person, month = np.repeat(np.arange(persons), waves), np.tile(np.arange(float(waves)), persons)
    treated = (person % 2).astype(float)
    level, slope = rng.normal(size=persons), slope_sd * rng.normal(size=persons)
    score = 10 + 0.5 * month + 0.7 * treated * month + level[person] + slope[person] * month
    score += rng.normal(size=len(person))
    return pd.DataFrame({"score": score, "month": month, "treated": treated, "both": treated * month, "person": person})


def fit(table, terms=("month", "treated", "both"), slope="month"):
    made = mixed_model(table, outcome="score", terms=list(terms), groups="person", slope=slope)
    return made.set_index("term")


def arrays(table, terms):
    x = np.column_stack([np.ones(len(table)), table[list(terms)]])
    return table["score"].to_numpy(), x, table["month"].to_numpy(), pd.factorize(table["person"])[0]


def best_of_statsmodels(y, x, month, codes):
    """The highest of its climbs: one alone may stop half-way."""
    model = MixedLM(y, x, groups=codes, exog_re=np.column_stack([np.ones(len(month)), month]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        climbs = [
            model.fit(reml=True, method=method, maxiter=2000) for method in ("bfgs", "lbfgs", "powell", "cg", "nm")
        ]
    return max(climbs, key=lambda climb: climb.llf)


def check(y, x, month, codes, flat=SAME):
    made, other = random_slope(y, x, month, codes), best_of_statsmodels(y, x, month, codes)
    assert made.log_likelihood == pytest.approx(other.llf, abs=SAME)
    np.testing.assert_allclose(made.coefficient, other.fe_params, rtol=SAME, atol=SAME * made.se.min())
    np.testing.assert_allclose(made.covariance, np.asarray(other.cov_re), rtol=flat, atol=flat)
    assert made.within == pytest.approx(other.scale, rel=SAME)
    return made, other


@pytest.mark.slow
def test_simulated_courses_are_those_of_statsmodels():
    for seed in range(3):
        made, other = check(*arrays(course(seed), ("month", "treated", "both")))
        np.testing.assert_allclose(made.se, other.bse_fe, rtol=SAME)  # balanced: both ways to an error are one


@pytest.mark.slow
def test_persons_who_miss_waves_are_those_of_statsmodels():
    table = course(1)
    check(*arrays(table[np.random.default_rng(3).random(len(table)) < 0.8], ("month", "treated", "both")))


@pytest.mark.slow
def test_beat_the_blues_is_that_of_statsmodels(real_data: Path):
    wide = pd.read_csv(real_data / "small_trials" / "BtheB.csv")
    waves = [f"bdi.{month}m" for month in (2, 4, 6, 8)]
    long = wide.melt(["rownames", "treatment", "bdi.pre"], waves, value_name="score").dropna(subset="score")
    long = long.assign(
        month=long["variable"].str[4].astype(float), treated=(long["treatment"] == "BtheB").astype(float)
    ).rename(columns={"rownames": "person"})
    y, x, month, codes = arrays(long, ("bdi.pre", "month", "treated"))
    x[:, 1] /= 10  # as they are, statsmodels stops 0.001 to 5 below the best
    x[:, 2] = month = (month - 5) / 2
    check(y / 10, x, month, codes, flat=5 * SAME)  # the top is that flat: its climbs end 0.002 apart in a variance


@pytest.mark.parametrize("number", range(6, 12))
def test_likelihood_coefficients_and_errors_are_those_of_lme4(number):
    """lme4 on data of 100 groups that ship with statsmodels: at its variances all else is equal, and none is better."""
    spec = importlib.util.find_spec("statsmodels.regression.tests.results.lme_r_results")
    if spec is None or spec.origin is None:
        pytest.skip("this statsmodels comes without its tests")
    stored = importlib.import_module("statsmodels.regression.tests.results.lme_r_results")
    data = pd.read_csv(Path(spec.origin).parent / f"lme{number:02}.csv")
    y, time, x = data["endog"].to_numpy(), data["exog_re_1"].to_numpy(), data.filter(like="exog_fe").to_numpy()
    printed = {
        name: getattr(stored, f"{name}_reml_drf_{number}") for name in ("coef", "vcov", "cov_re", "scale", "loglike")
    }
    covariance = printed["cov_re"] / printed["scale"]
    first = np.sqrt(covariance[0, 0])
    second = covariance[0, 1] / first
    factors = np.array([first, second, np.sqrt(max(covariance[1, 1] - second**2, 0.0))])
    sums = _sums(y, x, time, pd.factorize(data["groups"])[0])
    likelihood, coefficient, inverse, within = _restricted(sums, factors)
    assert likelihood == pytest.approx(printed["loglike"].item(), rel=PRINTED)
    np.testing.assert_allclose(coefficient, printed["coef"], rtol=PRINTED)
    np.testing.assert_allclose(within * inverse, printed["vcov"], rtol=10 * PRINTED, atol=1e-8)
    assert within == pytest.approx(printed["scale"].item(), rel=PRINTED)
    for step in 0.02 * np.vstack([np.eye(3), -np.eye(3)]):
        moved = factors + step
        if moved[2] >= 0:
            assert _restricted(sums, moved)[0] < likelihood


def test_with_the_same_waves_for_all_it_is_a_t_test_on_the_slopes_of_persons():
    table = course(2, persons=16)
    made = fit(table)
    slopes = np.array([np.polyfit(own["month"], own["score"], 1)[0] for _, own in table.groupby("person")])
    test = stats.ttest_ind(slopes[1::2], slopes[::2])
    limits = test.confidence_interval()
    assert made.loc["both", "coefficient"] == pytest.approx(slopes[1::2].mean() - slopes[::2].mean(), rel=1e-6)
    assert made.loc["both", "df"] == test.df == 14
    assert made.loc["both", ["lower", "upper"]].tolist() == pytest.approx([limits.low, limits.high], rel=SAME)
    between = (slopes[1::2].var(ddof=1) + slopes[::2].var(ddof=1)) / 2
    rest = made["within_sd"].iloc[0] ** 2 / 10  # the sum of squares of months 0 to 4 is 10
    assert made["slope_sd"].iloc[0] ** 2 == pytest.approx(between - rest, rel=1e-3)


def test_slopes_that_do_not_differ_are_said_in_words_and_the_model_is_that_of_a_random_intercept():
    """Each person has exactly the slope of all: less than chance."""
    table = course(3, slope_sd=0.0)
    rest = table["score"] - table.groupby("person")["score"].transform("mean")
    centred = table["month"] - 2.0
    own = (rest * centred).groupby(table["person"]).transform("sum") / 10
    table["score"] += (own.groupby(table["treated"]).transform("mean") - own) * centred
    made = fit(table)
    assert (made["note"] == "slopes differ no more than chance: the model is that of a random intercept").all()
    assert made["slope_sd"].iloc[0] == pytest.approx(0, abs=1e-3)
    plain = fit(table, slope=None)
    np.testing.assert_allclose(made["coefficient"], plain["coefficient"], rtol=1e-6)
    assert made["between_sd"].iloc[0] == pytest.approx(plain["between_sd"].iloc[0], rel=1e-3)
    assert plain["slope_sd"].isna().all()


def test_levels_and_slopes_that_are_one_are_said_in_words():
    rng = np.random.default_rng(4)
    person, month = np.repeat(np.arange(30), 5), np.tile(np.arange(5.0), 30)
    table = pd.DataFrame({"person": person, "month": month})
    table["score"] = rng.normal(size=30)[person] * (1 + month) + 0.001 * rng.normal(size=150)
    made = fit(table, ["month"])
    assert made["slope_correlation"].iloc[0] == pytest.approx(1, abs=1e-3)
    assert made["note"].iloc[0].startswith("intercepts and slopes go together entirely")


def test_units_and_origins_do_not_matter():
    table = course(5)
    moved = table.assign(score=1e6 + 1e3 * table["score"], month=2000 + table["month"] / 12)
    one, other = fit(table, ["month", "treated"]), fit(moved, ["month", "treated"])
    for column in ("coefficient", "se"):
        np.testing.assert_allclose(other[column].iloc[1:], one[column].iloc[1:] * [12e3, 1e3], rtol=1e-5)
    assert other["slope_sd"].iloc[0] == pytest.approx(12e3 * one["slope_sd"].iloc[0], rel=1e-4)
    assert other["df"].tolist() == one["df"].tolist()


def test_two_waves_tell_no_slopes_and_a_slope_is_a_term():
    table = course(6)
    with pytest.raises(GezondmenuError, match="no group has rows at three times or more"):
        fit(table[table["month"] < 2])
    with pytest.raises(GezondmenuError, match="week is not: choose one of month, treated, both"):
        fit(table, slope="week")
