"""The mixed-model adapter: finite and right where areas are alike, statsmodels itself where they differ."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.regression.mixed_linear_model import MixedLM

from gezondmenu.effects.models.mixed import mixed_model
from gezondmenu.effects.models.random_intercept import LEAST_SQUARES, MIXED, POWELL
from gezondmenu.numbers.cluster_regression import cluster_regression
from gezondmenu.vocabulary import GezondmenuError

SAME = 1e-6  # the same search, made twice: where it stops depends on the last bits of sums
CLIMBED = 1e-4
"""Two climbs to the same top, one over standardised columns, stop this near to each other."""
NO_SPREAD = 1e-3
"""Standard deviation between areas, where that within is about 1: at the edge a climb stops anywhere below it."""
CLOSE = 0.02  # statsmodels' errors come from the Hessian of coefficients and variances together


def answers(area, age, rest) -> pd.DataFrame:
    mark = 1 + 0.5 * (area % 2) + 0.3 * age + rest
    return pd.DataFrame({"mark": mark, "activity": area % 2, "age": age, "area": area})


def alike(seed) -> pd.DataFrame:
    """Twelve areas of 8 that differ less than chance: each has exactly the mean that its activity says."""
    rng = np.random.default_rng([1, seed])
    area, age = np.repeat(np.arange(12), 8), rng.normal(size=96)
    rest = pd.Series(rng.normal(size=96))
    return answers(area, age, (rest - rest.groupby(area).transform("mean")).to_numpy())


def ordinary(seed, areas=20, icc=0.2) -> pd.DataFrame:
    """Areas of 4 to 12 persons; activity does 0.5, a year of age 0.3."""
    rng = np.random.default_rng([2, seed])
    area = np.repeat(np.arange(areas), rng.integers(4, 13, areas))
    age, rest = rng.normal(size=len(area)), rng.normal(size=len(area))
    rest += rng.normal(0, np.sqrt(icc / (1 - icc)), areas)[area]
    return answers(area, age, rest)


def fit(table, terms=("activity", "age"), **more):
    return mixed_model(table, outcome="mark", terms=terms, groups="area", **more).set_index("term")


def design(table):
    return np.column_stack([np.ones(len(table)), table[["activity", "age"]]])


def statsmodels(table, **how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return MixedLM(table["mark"].to_numpy(), design(table), groups=table["area"].to_numpy()).fit(**how)


def check_alike(seeds):
    """Finite, and OLS: coefficients to a thousandth of an error, errors but for the Hessian."""
    for seed in seeds:
        table = alike(seed)
        made, plain = fit(table), OLS(table["mark"].to_numpy(), design(table)).fit()
        assert np.isfinite(made[["coefficient", "se", "lower", "upper", "df"]]).all(axis=None), seed
        assert (np.abs(made["coefficient"] - plain.params) < 0.001 * plain.bse).all(), seed
        if made["model"].iloc[0] != LEAST_SQUARES:
            np.testing.assert_allclose(made["se"], plain.bse, rtol=CLOSE)
            assert made["icc"].iloc[0] == pytest.approx(0, abs=1e-4)
            assert made["note"].iloc[0] == "areas differ no more than chance: the mixed model equals OLS"


def check_ordinary(seeds):
    """The mixed model itself, as statsmodels gives it, in at least 95 %."""
    used = []
    for seed in seeds:
        table = ordinary(seed)
        made = fit(table)
        used.append(made["model"].iloc[0])
        if used[-1] == LEAST_SQUARES:
            continue
        own = statsmodels(table, **({"method": "powell"} if used[-1] == POWELL else {}))
        np.testing.assert_allclose(made["coefficient"], own.fe_params, atol=SAME)
        np.testing.assert_allclose(made["se"], own.bse_fe, rtol=CLIMBED)
        assert made["between_sd"].iloc[0] == pytest.approx(np.sqrt(own.cov_re[0, 0]), rel=CLIMBED, abs=NO_SPREAD)
    counts = pd.Series(used).value_counts()
    print(counts.to_dict())
    assert counts.get(MIXED, 0) + counts.get(POWELL, 0) >= 0.95 * len(used)


@pytest.mark.slow
def test_ten_ordinary_sets():
    check_ordinary(range(10))


@pytest.mark.slow
def test_sets_in_which_areas_differ_less_than_chance():
    check_alike(range(60))


@pytest.mark.slow
def test_ordinary_sets():
    check_ordinary(range(60))


# --- other routes ----------------------------------------------------------------------------------------------------


def test_even_areas_have_the_closed_form():
    """With as many persons in each area the effect of an activity is the t test on the means of areas."""
    from scipy import stats

    rng = np.random.default_rng(3)
    area = np.repeat(np.arange(12), 10)
    table = pd.DataFrame({"mark": rng.normal(size=12)[area] + rng.normal(size=120), "activity": area % 2, "area": area})
    made = fit(table, ["activity"]).loc["activity"]
    means = table.groupby("area")["mark"].mean().to_numpy()
    test = stats.ttest_ind(means[1::2], means[::2])
    assert made["coefficient"] == pytest.approx(means[1::2].mean() - means[::2].mean(), abs=1e-9)
    assert made["df"] == test.df == 10
    limits = test.confidence_interval()
    assert [made["lower"], made["upper"]] == pytest.approx([limits.low, limits.high], rel=1e-4)
    within = table.groupby("area")["mark"].var().mean()  # analysis of variance
    between = (means[1::2].var(ddof=1) + means[::2].var(ddof=1)) / 2 - within / 10
    assert made["icc"] == pytest.approx(between / (between + within), rel=1e-3)


def test_uneven_areas_equal_the_likelihood_of_the_whole_covariance_matrix():
    """REML written out with matrices of all rows, and maximised by scipy."""
    from scipy.optimize import minimize

    table = ordinary(1, areas=10)
    y, x = table["mark"].to_numpy(), design(table)
    same = (table["area"].to_numpy()[:, None] == table["area"].to_numpy()).astype(float)

    def solved(theta):
        v = np.exp(theta[0]) * same + np.exp(theta[1]) * np.eye(len(y))
        information = x.T @ np.linalg.solve(v, x)
        beta = np.linalg.solve(information, x.T @ np.linalg.solve(v, y))
        return v, information, beta

    def loss(theta):
        v, information, beta = solved(theta)
        rest = y - x @ beta
        return np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + rest @ np.linalg.solve(v, rest)

    best = minimize(loss, [-1.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9})
    _, information, beta = solved(best.x)
    made = fit(table)
    np.testing.assert_allclose(made["coefficient"], beta, atol=1e-5)
    np.testing.assert_allclose(made["se"], np.sqrt(np.diag(np.linalg.inv(information))), rtol=CLOSE)
    assert made["between_sd"].iloc[0] == pytest.approx(np.exp(best.x[0] / 2), rel=1e-3)
    assert made["within_sd"].iloc[0] == pytest.approx(np.exp(best.x[1] / 2), rel=1e-3)


# --- the guard -------------------------------------------------------------------------------------------------------


def is_least_squares(made, table):
    found = cluster_regression(table["mark"], design(table), np.eye(3), table["area"])
    assert (made["model"] == LEAST_SQUARES).all()
    for column in ("coefficient", "se", "lower", "upper", "df"):
        np.testing.assert_allclose(made[column], getattr(found, column), rtol=1e-9)
    assert made[["between_sd", "within_sd", "icc"]].isna().all(axis=None)
    return made["why"].iloc[0]


def test_coefficients_that_come_back_as_zero_in_silence_do_not_pass(monkeypatch):
    """statsmodels#10239."""
    right = MixedLM.fit

    def zero(self, *arguments, **more):
        fitted = right(self, *arguments, **more)
        fitted.fe_params = np.zeros_like(fitted.fe_params)
        return fitted

    monkeypatch.setattr(MixedLM, "fit", zero)
    table = ordinary(1)
    wrong = "gave coefficients or errors that are not those of its own variances"
    assert is_least_squares(fit(table), table) == f"default fit: {wrong}; powell: {wrong}"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("converged", False, "did not converge"),
        ("scale", np.nan, "gave numbers that are not finite"),
        ("scale", 50.0, "gave coefficients or errors that are not those of its own variances"),
    ],
)
def test_what_is_wrong_with_a_fit_stands_in_the_reason(monkeypatch, field, value, words):
    right = MixedLM.fit

    def broken(self, *arguments, **more):
        fitted = right(self, *arguments, **more)
        if "method" not in more:
            setattr(fitted, field, value)
        return fitted

    monkeypatch.setattr(MixedLM, "fit", broken)
    made = fit(ordinary(1))
    assert made["model"].iloc[0] == POWELL
    assert made["why"].iloc[0] == f"default fit: {words}; powell passed all checks"


def test_a_fit_that_stops_half_way_does_not_pass(monkeypatch):
    """Right at its own variances, which are not the best: here those of areas that do not differ."""
    from types import SimpleNamespace

    def half_way(self, **_):
        plain = OLS(self.endog, self.exog).fit()
        numbers = {"fe_params": plain.params, "cov_params": plain.cov_params}
        return SimpleNamespace(converged=True, cov_re=np.zeros((1, 1)), scale=plain.scale, **numbers)

    table = ordinary(1)
    monkeypatch.setattr(MixedLM, "fit", half_way)
    assert "stopped below the best likelihood" in is_least_squares(fit(table), table)


def test_an_error_inside_statsmodels_is_no_error_here(monkeypatch):
    def singular(*_, **__):
        raise np.linalg.LinAlgError("Singular matrix")

    monkeypatch.setattr(MixedLM, "fit", singular)
    table = ordinary(1)
    assert is_least_squares(fit(table), table) == "default fit: LinAlgError; powell: LinAlgError"


def test_one_row_in_every_area():
    table = ordinary(4).drop_duplicates("area")
    assert is_least_squares(fit(table), table) == "one row in every group: groups cannot be told from rows"


def test_no_scatter_at_all_ends_in_finite_numbers():
    table = ordinary(5).assign(mark=lambda t: 1 + 0.5 * t["activity"] + 0.25 * t["age"])
    np.testing.assert_allclose(fit(table)["coefficient"], [1, 0.5, 0.25], atol=1e-8)


# --- properties, known truth -----------------------------------------------------------------------------------------


def test_units_order_and_other_columns_do_not_matter_and_the_table_stays_as_it_was():
    table = ordinary(6)
    before = table.copy()
    made = fit(table)
    pd.testing.assert_frame_equal(table, before)
    names = "area " + table["area"].astype(str)
    other = table.assign(age=2025 + 10 * table["age"], mark=1e4 + 100 * table["mark"], area=names)
    turned = fit(other.sample(frac=1, random_state=1))
    for column in ("coefficient", "se", "lower", "upper"):
        assert turned.loc["age", column] == pytest.approx(10 * made.loc["age", column], rel=1e-4)
        assert turned.loc["activity", column] == pytest.approx(100 * made.loc["activity", column], rel=1e-4)
    assert turned["icc"].iloc[0] == pytest.approx(made["icc"].iloc[0], rel=1e-3)


def test_degrees_of_freedom_and_levels():
    """Activity is of areas: 20 - 2. Age and gender are of persons: rows - areas - 2."""
    table = ordinary(7)
    table["gender"] = np.where(np.arange(len(table)) % 3, "w", "m")
    table.loc[[0, 1], "mark"] = None
    made = fit(table, ["activity", "age", "gender"])
    n = len(table) - 2
    assert made["df"].tolist() == [18, 18, n - 22, n - 22]
    assert made.index[-1] == "gender=m"
    assert made["reference"].tolist() == ["", "", "", "w"]
    assert (made["n"].iloc[0], made["left_out"].iloc[0], made["groups"].iloc[0]) == (n, 2, 20)
    assert made["note"].iloc[0] == "2 rows left out: something is blank"


@pytest.mark.slow
@pytest.mark.parametrize(("areas", "sets"), [(6, 120), (20, 60)])
def test_limits_hold_the_truth_about_95_times_in_100(areas, sets):
    """Also with six areas, where normal limits held the truth of the activity 89 times."""
    tables = [fit(ordinary([areas, seed], areas, icc=0.1)) for seed in range(sets)]
    truths = {"activity": 0.5, "age": 0.3}
    held = pd.DataFrame(
        [{k: t.loc[k, "lower"] <= truth <= t.loc[k, "upper"] for k, truth in truths.items()} for t in tables]
    ).mean()
    print(areas, held.to_dict(), pd.Series([t["model"].iloc[0] for t in tables]).value_counts().to_dict())
    assert (held > 0.92).all()


# --- errors ----------------------------------------------------------------------------------------------------------

WRONG = [
    ({}, {"terms": ["income"]}, "the table has no column income; it has mark, activity, age, area"),
    ({}, {"terms": "age"}, r"terms is a list of one or more columns, such as \['imd'\], not 'age'"),
    ({"area": None}, {}, "column area, row 0: the group is blank"),
    ({"mark": "good"}, {}, "column mark, row 0: 'good' is no number"),
    ({}, {"confidence": 95}, "confidence is a proportion"),
]


@pytest.mark.parametrize(("cell", "arguments", "words"), WRONG)
def test_errors_name_the_column_and_the_value(cell, arguments, words):
    table = ordinary(8)
    for column, value in cell.items():
        table[column] = table[column].astype(object)
        table.loc[0, column] = value
    with pytest.raises(GezondmenuError, match=words):
        fit(table, **arguments)


def test_too_little_to_say_anything():
    table = ordinary(8)
    with pytest.raises(GezondmenuError, match="column mark is 3 in all"):
        fit(table.assign(mark=3))
    with pytest.raises(GezondmenuError, match="column activity is 0 in all"):
        fit(table.query("activity == 0"))
    with pytest.raises(GezondmenuError, match="in 2 groups of column area are too few for these terms"):
        fit(table.query("area < 2"))
