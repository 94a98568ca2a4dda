"""Rates against traits: by hand, along other routes, against a known truth, and Table 3 of Smith 2020."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from gezondmenu.effects.models.rates import MODELS, rates_by_traits
from gezondmenu.language import error_text
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import rows

EXACT = 1e-9  # closed formulas against a fit that stops at 1e-10
SOLVED = 1e-5  # another optimiser, which stops where its numeric gradient is about 1e-5


def places() -> pd.DataFrame:
    """Three areas nearby with 50 visits of 500 persons, three far off with 20 of 400: half the rate."""
    return rows(
        "area visits persons far",
        ("A", 18, 200, 0),
        ("B", 20, 200, 0),
        ("C", 12, 100, 0),
        ("D", 9, 200, 1),
        ("E", 4, 100, 1),
        ("F", 7, 100, 1),
    )


def fit(table, traits=("far",), **more):
    columns = {"count": "visits", "persons": "persons", "traits": traits, **more}
    return rates_by_traits(table, **columns).set_index("term")


def simulated(seed, areas=300, alpha=0.5):
    """Truth: log rate = -4 + 0.3 km - 0.02 imd, negative binomial with variance μ + αμ²."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {"km": rng.gamma(2, 1, areas), "imd": rng.uniform(5, 60, areas), "persons": rng.integers(500, 3000, areas)}
    )
    expected = table["persons"] * np.exp(-4 + 0.3 * table["km"] - 0.02 * table["imd"])
    scatter = rng.gamma(1 / alpha, alpha, areas) if alpha else 1.0
    return table.assign(visits=rng.poisson(expected * scatter), region=rng.integers(0, 12, areas))


# --- by hand -----------------------------------------------------------------------------------------------------


def test_two_groups_of_areas_have_the_closed_form():
    """50/500 = 0.1; 20/400 = 0.05; log ratio log(0.5), with the error √(1/50 + 1/20) of Poisson counts."""
    made = fit(places(), model="Poisson", errors="model")
    assert made.loc["intercept", "ratio"] == pytest.approx(0.1, abs=EXACT)
    far = made.loc["far"]
    assert far["ratio"] == pytest.approx(0.5, abs=EXACT)
    assert far["se"] == pytest.approx(np.sqrt(1 / 50 + 1 / 20), abs=EXACT)
    assert far["ratio_upper"] == pytest.approx(0.5 * np.exp(1.959963984540054 * np.sqrt(0.07)), abs=1e-8)
    assert far["lower"] == pytest.approx(np.log(far["ratio_lower"]))


def test_the_dispersion_by_hand_and_quasi_poisson_is_poisson_with_larger_errors():
    """Expected 20, 20, 10 and 10, 5, 5: χ² = 4/20 + 0 + 4/10 + 1/10 + 1/5 + 4/5 = 1.7 over 6 - 2."""
    poisson, quasi = (fit(places(), model=model, errors="model") for model in MODELS[:2])
    assert poisson["dispersion"].tolist() == pytest.approx([1.7 / 4] * 2, abs=EXACT)
    np.testing.assert_allclose(quasi["coefficient"], poisson["coefficient"], atol=EXACT)
    np.testing.assert_allclose(quasi["se"], poisson["se"] * np.sqrt(1.7 / 4), atol=EXACT)
    assert quasi["df"].tolist() == [4, 4]
    assert np.isinf(poisson["df"]).all()
    assert quasi[["log_likelihood", "aic"]].isna().all(axis=None)


def test_robust_errors_by_hand():
    """Two groups: the sandwich of a log rate is Σ (residual/(1 - h))²/total², h the area's part of the expectation."""
    made = fit(places(), model="Poisson")
    near = sum((r / (1 - h)) ** 2 for r, h in ((-2, 0.4), (0, 0.4), (2, 0.2))) / 50**2
    far = sum((r / (1 - h)) ** 2 for r, h in ((-1, 0.5), (-1, 0.25), (2, 0.25))) / 20**2
    assert made.loc["intercept", "robust_se"] == pytest.approx(np.sqrt(near), abs=EXACT)
    assert made.loc["far", "robust_se"] == pytest.approx(np.sqrt(near + far), abs=EXACT)
    assert (made["se"] == made["robust_se"]).all()
    assert made.loc["far", "note"] == "only 6 areas: limits may be too narrow"


def test_words_become_a_term_per_level_against_the_level_with_most_areas():
    table = places().assign(kind=["town", "town", "city", "town", "village", "village"])
    made = fit(table, ["kind"], model="Poisson")
    assert made.index.tolist() == ["intercept", "kind=city", "kind=village"]
    assert made["reference"].tolist() == ["", "town", "town"]
    assert made.loc["intercept", "ratio"] == pytest.approx(47 / 600)
    assert made.loc["kind=village", "ratio"] == pytest.approx((11 / 200) / (47 / 600))
    ordered = pd.Categorical(table["kind"], ["village", "town", "city"], ordered=True)
    assert fit(table.assign(kind=ordered), ["kind"])["reference"].tolist() == ["", "village", "village"]
    yes = fit(table.assign(far=table["far"] == 1))
    assert yes.loc["far=True", ["ratio", "reference"]].tolist() == [pytest.approx(0.5), "False"]


def test_a_level_in_one_area_only_has_no_robust_error_and_says_so():
    table = places().assign(kind=["town", "town", "city", "town", "village", "village"])
    made = fit(table, ["kind"])
    assert made["robust_se"].isna().tolist() == [False, True, False]
    assert np.isnan(made.loc["kind=city", "ratio_upper"])
    assert "no robust errors where one area or cluster is all there is: kind=city" in made["note"].iloc[0]
    assert made["model_se"].notna().all()
    # two clusters, one of them with all that is far
    by_kind = fit(places().assign(half=list("xxxyyy")), clusters="half")
    assert by_kind["robust_se"].isna().all()


def test_areas_with_a_blank_are_left_out_and_counted():
    table = places()
    extra = rows("area visits persons far", ("G", 5, 100, None), ("H", None, 100, 1), ("I", 5, None, 0), ("J", 0, 0, 1))
    made = fit(pd.concat([table, extra], ignore_index=True), model="Poisson")
    assert (made["n"].iloc[0], made["left_out"].iloc[0]) == (6, 4)
    assert made["note"].iloc[0].startswith("4 areas left out: something is blank, or nobody lives there")
    np.testing.assert_allclose(made["coefficient"], fit(table, model="Poisson")["coefficient"], atol=EXACT)


# --- other routes ------------------------------------------------------------------------------------------------


def test_poisson_and_negative_binomial_equal_the_likelihood_maximised_by_scipy():
    from scipy.optimize import minimize
    from scipy.special import gammaln

    table = simulated(1)
    y, x = table["visits"].to_numpy(), np.column_stack([np.ones(len(table)), table[["km", "imd"]]])
    offset = np.log(table["persons"].to_numpy())

    def poisson(beta):
        eta = offset + x @ beta
        return -(y * eta - np.exp(eta) - gammaln(y + 1)).sum()

    def negative_binomial(theta):
        mu, size = np.exp(offset + x @ theta[:-1]), np.exp(-theta[-1])
        terms = gammaln(y + size) - gammaln(size) - gammaln(y + 1)
        return -(terms + size * np.log(size / (size + mu)) + y * np.log(mu / (size + mu))).sum()

    for likelihood, model, start in ((poisson, MODELS[0], [-4, 0, 0]), (negative_binomial, MODELS[2], [-4, 0, 0, 0])):
        best = minimize(
            likelihood, start, method="Nelder-Mead", options={"maxiter": 9000, "xatol": 1e-9, "fatol": 1e-9}
        )
        made = fit(table, ["km", "imd"], model=model)
        np.testing.assert_allclose(made["coefficient"], best.x[:3], atol=SOLVED)
        assert made["log_likelihood"].iloc[0] == pytest.approx(-best.fun, abs=1e-6)
        assert made["aic"].iloc[0] == pytest.approx(2 * best.fun + 2 * len(start), abs=1e-6)
    assert made["alpha"].iloc[0] == pytest.approx(np.exp(best.x[-1]), abs=SOLVED)


@pytest.mark.parametrize("model", MODELS)
def test_robust_errors_equal_those_of_the_working_regression(model):
    """At its end the fit is a weighted regression of the working response, whose HC3 statsmodels has."""
    from statsmodels.regression.linear_model import WLS

    table = simulated(2)
    made = fit(table, ["km", "imd"], model=model)
    x = np.column_stack([np.ones(len(table)), table[["km", "imd"]]])
    eta = np.log(table["persons"].to_numpy()) + x @ made["coefficient"].to_numpy()
    mu = np.exp(eta)
    weight = mu / (1 + np.nan_to_num(made["alpha"].iloc[0]) * mu)
    response = x @ made["coefficient"].to_numpy() + (table["visits"].to_numpy() - mu) / mu
    working = WLS(response, x, weights=weight).fit(cov_type="HC3")
    np.testing.assert_allclose(made["robust_se"], working.bse, rtol=1e-6)
    if model != MODELS[2]:
        return
    # clusters: whole blocks of the hat matrix, which the function never makes
    xw, e = x * np.sqrt(weight)[:, None], (response - x @ made["coefficient"].to_numpy()) * np.sqrt(weight)
    bread, meat = np.linalg.inv(xw.T @ xw), np.zeros((3, 3))
    for region in table["region"].unique():
        block = xw[table["region"] == region]
        score = block.T @ np.linalg.solve(
            np.eye(len(block)) - block @ bread @ block.T, e[(table["region"] == region).to_numpy()]
        )
        meat += np.outer(score, score) * 11 / 12
    clustered = fit(table, ["km", "imd"], model=model, clusters="region")
    np.testing.assert_allclose(clustered["robust_se"], np.sqrt(np.diag(bread @ meat @ bread)), rtol=1e-6)
    assert (clustered["df"] == 11).all()
    assert clustered["note"].iloc[0] == "only 12 clusters: limits may be too narrow"


def test_clusters_of_one_area_are_no_clusters():
    table = simulated(3, 60).assign(own=range(60))
    own, none = fit(table, ["km"], clusters="own"), fit(table, ["km"])
    np.testing.assert_allclose(own["robust_se"], none["robust_se"] * np.sqrt(59 / 60), rtol=1e-9)


# --- properties, known truth ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_units_order_of_rows_and_other_columns_do_not_matter(model):
    table = simulated(4, 80)
    before = table.copy()
    made = fit(table, ["km", "imd"], model=model)
    pd.testing.assert_frame_equal(table, before)
    other = table.assign(km=1000 * table["km"] + 2e6, extra="x").sample(frac=1, random_state=1)
    metres = fit(other, ["km", "imd"], model=model)
    for column in ("coefficient", "se", "lower", "upper", "model_se"):
        assert 1000 * metres.loc["km", column] == pytest.approx(made.loc["km", column], rel=1e-5)
        assert metres.loc["imd", column] == pytest.approx(made.loc["imd", column], rel=1e-5)
    assert metres["alpha"].iloc[0] == pytest.approx(made["alpha"].iloc[0], rel=1e-5, nan_ok=True)


def test_the_truth_comes_back():
    made = fit(simulated(5, 4000), ["km", "imd"], model="negative binomial")
    assert ((made["lower"] < [-4, 0.3, -0.02]) & (made["upper"] > [-4, 0.3, -0.02])).all()
    assert made["alpha"].iloc[0] == pytest.approx(0.5, abs=0.05)
    assert made["dispersion"].iloc[0] == pytest.approx(1, abs=0.1)
    assert made["se"].to_numpy() == pytest.approx(made["model_se"].to_numpy(), rel=0.1)
    poisson = fit(simulated(5, 4000, alpha=0), ["km", "imd"], model="Poisson", errors="model")
    assert poisson["dispersion"].iloc[0] == pytest.approx(1, abs=0.1)
    assert poisson["note"].iloc[0] == ""


def test_counts_less_scattered_than_poisson_make_the_negative_binomial_poisson():
    negative, poisson = (fit(places(), model=model) for model in (MODELS[2], MODELS[0]))
    assert negative["alpha"].tolist() == [0, 0]
    assert "no more scattered than Poisson: alpha is 0" in negative["note"].iloc[0]
    np.testing.assert_allclose(negative["coefficient"], poisson["coefficient"], atol=EXACT)
    assert negative["log_likelihood"].iloc[0] == poisson["log_likelihood"].iloc[0]
    assert negative["aic"].iloc[0] == poisson["aic"].iloc[0] + 2


def test_the_note_says_how_far_poisson_limits_are_off():
    made = fit(simulated(6), ["km"], model="Poisson", errors="model")
    dispersion = made["dispersion"].iloc[0]
    assert made["note"].iloc[0] == (
        f"more scattered than Poisson: dispersion {dispersion:.1f}; limits {np.sqrt(dispersion):.1f} times too narrow"
    )


@pytest.mark.slow
def test_how_often_limits_hold_the_truth():
    """Scatter that grows with the square of the rate, and a skew trait: only robust errors come near 95 %."""
    for areas in (15, 60, 200):
        held = {}
        for seed in range(80):
            table = simulated([9, seed], areas)
            for model, errors in itertools.product(MODELS, ("model", "robust")):
                row = fit(table, ["km"], model=model, errors=errors).loc["km"]
                held.setdefault((model, errors), []).append(row["lower"] <= 0.3 <= row["upper"])
        shares = {key: float(np.mean(found)) for key, found in held.items()}
        print(areas, shares)
        assert shares["Poisson", "model"] < 0.35
        assert shares["quasi-Poisson", "robust"] > 0.84
        assert shares["negative binomial", "robust"] > 0.87


# --- errors --------------------------------------------------------------------------------------------------------

WRONG = [
    ({"visits": -1}, {}, r"column visits, row 0: -1 is below 0; correct it, or make it blank if it is unknown"),
    ({"persons": 0}, {}, r"row 0 has 18 in column visits and 0 in column persons: events need persons"),
    ({"visits": "ca. 20"}, {}, r"column visits, row 0: 'ca. 20' is no number"),
    ({"far": np.inf}, {}, r"column far, row 0: inf is no number"),
    ({}, {"traits": ["km"]}, r"the table has no column km; it has area, visits, persons, far, same, twice, late"),
    ({}, {"traits": "far"}, r"traits is a list of one or more columns, such as \['imd'\], not 'far'"),
    ({}, {"traits": ["same"]}, r"column same is 3 in all 6 rows, so nothing can be said about it; leave it out"),
    ({}, {"traits": ["far", "twice"]}, r"twice follows from the terms before it \(intercept, far\)"),
    ({}, {"traits": ["area"]}, r"6 terms need more than 6 areas, and 6 are complete"),
    ({}, {"traits": ["late"]}, r"column late holds dates; give a number instead"),
    ({}, {"model": "logistic"}, r"model must be one of Poisson, quasi-Poisson, negative binomial, not 'logistic'"),
    ({}, {"errors": "none"}, r"errors must be one of robust, model, not 'none'"),
    ({}, {"clusters": "same"}, r"column same is 3 in all 6 rows"),
    ({"area": None}, {"clusters": "area"}, r"column area, row 0: the cluster is blank"),
    ({}, {"confidence": 95}, r"confidence is a proportion"),
]


@pytest.mark.parametrize(("cell", "arguments", "words"), WRONG)
def test_errors_name_the_column_the_value_and_the_way_out(cell, arguments, words):
    table = places().assign(same=3, twice=lambda t: 2 * t["far"] + 1, late=pd.date_range("2025-01-01", periods=6))
    for column, value in cell.items():
        table[column] = table[column].astype(object)
        table.loc[0, column] = value
    with pytest.raises(GezondmenuError, match=words):
        fit(table, **arguments)


def test_events_too_few_to_tell_terms_apart():
    with pytest.raises(GezondmenuError, match="column visits is 0 in all 6 areas"):
        fit(places().assign(visits=0))
    empty = places().assign(kind=list("aabbcc"), visits=[3, 4, 0, 0, 5, 1])
    with pytest.raises(GezondmenuError, match=r"the 4 areas with events .* apart: kind=b. Leave a trait out") as found:
        fit(empty, ["kind"])
    assert "Laat een kenmerk weg" in error_text(found.value, "nl")


def test_a_negative_binomial_without_a_top_says_so(monkeypatch):
    from statsmodels.discrete.discrete_model import NegativeBinomial

    def fails(*_, **__):
        raise np.linalg.LinAlgError

    monkeypatch.setattr(NegativeBinomial, "fit", fails)
    with pytest.raises(
        GezondmenuError, match=r"the negative binomial model finds no best fit .* model='quasi-Poisson'"
    ):
        fit(simulated(7, 60), ["km"], model="negative binomial")


# --- Smith 2020, Table 3 ---------------------------------------------------------------------------------------------

TABLE_3 = {  # coefficients as printed; shares per per cent
    ("imd", "density", "km"): (-1_301_151, 2_602_312, (-0.913, -0.037, -0.107, -0.107)),
    ("density", "km", "bme"): (-1_554_894, 3_109_799, (-1.068, -0.118, -0.116, -0.020)),
    ("imd", "density", "km", "bme"): (-1_231_308, 2_462_628, (-0.737, -0.034, -0.070, -0.112, -0.052)),
}
MISPRINT, RECOMPUTED = -0.052, -0.0152
"""Ethnic density in the third model, in the typeset proof and as the table itself gives it; model 2 has -0.020."""


@pytest.fixture(scope="module")
def parkrun(real_data) -> pd.DataFrame:
    folder = real_data / "parkrun_england_lsoa"
    table = pd.read_csv(folder / "lsoa_df.csv").rename(columns={"mn_dstn": "km"})
    places = pd.read_parquet(folder / "IoD2019_Population_Denominators.parquet")
    authority = places.set_index(places.columns[0])[places.columns[2]]
    return table.assign(
        density=np.log(table["pop_density"]),
        bme=100 * table["perc_bme"],
        old_young=100 * table["perc_non_working_age"],
        authority=table["code"].map(authority),
    )


def run(table, traits, **more):
    return fit(table, [*traits, "old_young"], count="run_count", persons="total_pop", **more)


@pytest.mark.parametrize("traits", TABLE_3)
def test_table_3_of_smith_2020(parkrun, traits):
    log_likelihood, aic, printed = TABLE_3[traits]
    made = run(parkrun, traits, model="Poisson", errors="model")
    assert made["n"].iloc[0] == 32_844
    assert round(made["log_likelihood"].iloc[0]) == log_likelihood
    assert round(made["aic"].iloc[0]) == aic
    mine = made.loc[["intercept", *traits], "coefficient"].tolist()
    for value, expected in zip(mine, printed, strict=True):
        assert value == pytest.approx(RECOMPUTED if expected == MISPRINT else expected, abs=0.0005)
    assert made["dispersion"].iloc[0] > 70


def test_what_the_scatter_of_the_areas_does_to_the_limits(parkrun):
    traits = ("imd", "density", "km", "bme")
    poisson, quasi = (run(parkrun, traits, model=model, errors="model") for model in MODELS[:2])
    robust = run(parkrun, traits)
    clustered = run(parkrun, traits, clusters="authority")
    negative = run(parkrun, traits, model="negative binomial")
    width = {
        name: (made["upper"] - made["lower"])["imd"]
        for name, made in (("Poisson", poisson), ("quasi", quasi), ("robust", robust), ("clustered", clustered))
    }
    dispersion = poisson["dispersion"].iloc[0]
    assert dispersion == pytest.approx(72.69, abs=0.01)
    assert width["quasi"] / width["Poisson"] == pytest.approx(np.sqrt(dispersion), rel=1e-3)  # 8.5 times as wide
    assert width["robust"] / width["quasi"] == pytest.approx(1, abs=0.05)
    assert width["clustered"] > 2 * width["robust"]  # neighbouring areas are alike
    assert poisson["note"].iloc[0] == "more scattered than Poisson: dispersion 72.7; limits 8.5 times too narrow"
    # in Poisson's limits the share of children and pensioners matters for certain; in honest ones 0 lies within
    assert poisson.loc["old_young", "upper"] < 0 < robust.loc["old_young", "upper"]
    assert negative["alpha"].iloc[0] == pytest.approx(0.915, abs=0.001)
    assert negative["log_likelihood"].iloc[0] == pytest.approx(-184_332.0, abs=0.1)
