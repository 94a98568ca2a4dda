"""Published results on real trials, worked out again with the functions of the effects room."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gezondmenu.effects import difference_of_groups, mixed_model
from gezondmenu.effects.change import change
from gezondmenu.indicators.records import lay_out
from gezondmenu.numbers import placebo_test
from gezondmenu.study.model import make_study
from tests.conftest import pick

PRINTED = 0.0005  # the tables print three decimals


@pytest.fixture(scope="module")
def survey(real_data: Path) -> pd.DataFrame:
    return pd.read_csv(real_data / "illinois_wellness" / "online_surveys.csv")


@pytest.fixture(scope="module")
def firm(real_data: Path) -> pd.DataFrame:
    return pd.read_csv(real_data / "illinois_wellness" / "firm_admin.csv")


@pytest.fixture(scope="module")
def villages(real_data: Path) -> pd.DataFrame:
    """Children of the follow-up years: infected by either antibody, 2013 and 2014 together."""
    children = pd.read_csv(real_data / "mbita_village_cluster_trial" / "mbita_schisto.csv")
    children = children[children["year"] >= 2013].dropna(subset=["sea_pos", "sm25_pos"])
    positive = (children["sea_pos"] == 1) | (children["sm25_pos"] == 1)
    return children.assign(positive=positive.astype(float), treated=(children["arm"] == "CWT").astype(float))


@pytest.fixture(scope="module")
def beat_the_blues(real_data: Path) -> pd.DataFrame:
    return pd.read_csv(real_data / "small_trials" / "BtheB.csv")


# -------------------- Illinois: Jones, Molitor and Reif (2019), QJE 134:1747, table 3


def test_illinois_ever_screened_in_the_first_year(survey):
    found = difference_of_groups(survey, outcome="everscreen_0717", treated="treat")
    assert (round(found.value, 3), round((found.upper - found.value) / 1.96, 3)) == (0.039, 0.009)
    assert survey["everscreen_0717"].mean() == pytest.approx(0.942, abs=PRINTED)


def test_illinois_gym_days_in_the_first_year(firm):
    found = difference_of_groups(firm, outcome="gym_0816_0717", treated="treat")
    assert (round(found.value, 3), round((found.upper - found.value) / 1.9605, 3)) == (-0.062, 0.733)


def test_illinois_sick_leave_weighted_by_days_at_risk(firm):
    options = {"outcome": "sickleave_0816_0717", "treated": "treat"}
    weighted = difference_of_groups(firm, weights="sickdays_eligible_0816_0717", **options)
    assert (round(weighted.value, 3), round((weighted.upper - weighted.value) / 1.9605, 3)) == (0.186, 0.230)
    used = firm["sickdays_eligible_0816_0717"].notna() & firm["sickleave_0816_0717"].notna()
    assert weighted.treated + weighted.others == used.sum()
    assert round(difference_of_groups(firm, **options).value, 3) == 0.217  # without: another number


def test_illinois_participants_beside_others_look_as_if_it_helped_and_the_trial_says_not(firm):
    """Of those who were offered it, participants went to the gym 3.5 days more; by lot there is no difference."""
    offered = firm[firm["treat"] == 1]
    chosen = difference_of_groups(offered, outcome="gym_0816_0717", treated="hra_c_yr1")
    by_lot = difference_of_groups(firm, outcome="gym_0816_0717", treated="treat")
    assert chosen.value == pytest.approx(3.5, abs=0.1)
    assert chosen.lower > 1
    assert by_lot.lower < 0 < by_lot.upper
    assert by_lot.upper < chosen.lower  # so far apart that chance cannot be all


# -------------------- Mbita: Won et al. (2017), AJTMH 96:1460; 15 and 15 villages


def test_mbita_by_village(villages):
    means = villages.groupby(["vid", "treated"], as_index=False)["positive"].mean()
    arms = means.groupby("treated")["positive"].mean()
    assert (round(arms[0], 3), round(arms[1], 3)) == (0.497, 0.405)
    found = difference_of_groups(means, outcome="positive", treated="treated")
    assert [round(value, 3) for value in (found.value, found.lower, found.upper)] == [-0.092, -0.268, 0.083]
    assert (round(found.p, 4), round(found.df, 6)) == (0.2898, 28)


def test_mbita_children_as_if_independent_are_far_too_sure(villages):
    """Villages differ, so 2,663 children are worth little more than 30 villages."""
    naive = difference_of_groups(villages, outcome="positive", treated="treated")
    clustered = difference_of_groups(villages, outcome="positive", treated="treated", clusters="vid")
    assert naive.upper < 0, "the naive interval leaves out zero"
    assert clustered.lower < 0 < clustered.upper
    assert (clustered.upper - clustered.lower) > 3 * (naive.upper - naive.lower)
    assert clustered.areas == 30


def test_mbita_placebo_over_villages_agrees_with_the_t_test(villages):
    means = villages.groupby(["vid", "treated"], as_index=False)["positive"].mean()
    found = placebo_test(means["positive"], means["treated"])
    assert found.p == pytest.approx(0.29, abs=0.02)
    assert found.assignments > 10_000


# -------------------- Beat the Blues: Proudfoot et al., HSAUR, with dropout


def test_beat_the_blues_the_answered_at_each_month_are_in_the_flow(beat_the_blues):
    study = _as_study(beat_the_blues)
    records = lay_out(study)
    from gezondmenu.effects.participant_flow import survey_flow

    flow = survey_flow(records)
    used = flow[(flow["indicator"] == "survey_used") & (flow["area"] == "all")].set_index("group")["numerator"]
    for arm, label in (("TAU", "arm=TAU;"), ("BtheB", "")):
        mine = beat_the_blues[beat_the_blues["treatment"] == arm]
        for month in ("2m", "4m", "6m", "8m"):
            assert used[f"{label}outcome=bdi;wave={month[0]}"] == mine[f"bdi.{month}"].notna().sum()
    assert [int(used[f"arm=TAU;outcome=bdi;wave={m}"]) for m in "2468"] == [45, 36, 29, 25]
    assert [int(used[f"outcome=bdi;wave={m}"]) for m in "2468"] == [52, 37, 29, 27]


def test_beat_the_blues_complete_cases_beside_the_weighted_answer(beat_the_blues):
    rows = change(lay_out(_as_study(beat_the_blues)))
    rows = rows[(rows["area"] == "all") & (rows["indicator"] == "mean_change")]
    group = "outcome=bdi;wave=8"
    complete = rows[(rows["group"] == group) & rows["variant"].isna()].iloc[0]
    weighted = rows[(rows["group"] == group) & (rows["variant"] == "weighted")].iloc[0]
    mine = beat_the_blues[beat_the_blues["treatment"] == "BtheB"]
    assert complete["value"] == pytest.approx((mine["bdi.8m"] - mine["bdi.pre"]).mean())
    assert complete["n"] == weighted["n"] == 27
    # weights by hand: logistic regression of staying on the first score, the mean of the changes by 1/p
    import statsmodels.api as sm

    stayed = mine["bdi.8m"].notna()
    chance = sm.GLM(stayed.astype(float), sm.add_constant(mine["bdi.pre"]), family=sm.families.Binomial()).fit()
    weight = 1 / chance.fittedvalues[stayed]
    by_hand = np.average((mine["bdi.8m"] - mine["bdi.pre"])[stayed], weights=weight)
    assert weighted["value"] == pytest.approx(by_hand, rel=1e-6)
    assert weighted["value"] != pytest.approx(complete["value"], abs=0.05)


def test_beat_the_blues_mixed_model_of_the_book(beat_the_blues):
    """HSAUR, chapter on longitudinal data: a random intercept for each patient, by maximum likelihood; ours is REML."""
    long = beat_the_blues.melt(
        id_vars=["rownames", "treatment", "drug", "length", "bdi.pre"],
        value_vars=[f"bdi.{m}m" for m in (2, 4, 6, 8)],
        value_name="bdi",
    ).dropna(subset="bdi")
    long = long.assign(
        treated=(long["treatment"] == "BtheB").astype(float),
        takes_drug=(long["drug"] == "Yes").astype(float),
        long_ill=(long["length"] == ">6m").astype(float),
        month=long["variable"].str[4].astype(float),
    )
    terms = ["bdi.pre", "month", "treated", "takes_drug", "long_ill"]
    found = mixed_model(long, outcome="bdi", terms=terms, groups="rownames").set_index("term")
    assert found["model"].str.startswith("mixed model").all()
    printed = {"bdi.pre": 0.640, "month": -0.705, "treated": -2.33, "takes_drug": -2.82, "long_ill": 0.197}
    for term, value in printed.items():
        assert found.loc[term, "coefficient"] == pytest.approx(value, abs=max(0.05, 0.02 * abs(value)))
    assert found.loc["treated", "lower"] < 0 < found.loc["treated", "upper"]


def _as_study(trial: pd.DataFrame):
    """The depression scores as a survey with a question of the study's own."""
    waves = {"0": "bdi.pre", **{m: f"bdi.{m}m" for m in "2468"}}
    tables = [
        pd.DataFrame(
            {
                "person": trial["rownames"].astype(str),
                "wave": wave,
                "question": "bdi",
                "answer": trial[column].map("{:g}".format, na_action="ignore"),
                "area": "L",
                "arm": trial["treatment"],
            }
        )
        for wave, column in waves.items()
    ]
    questions = pd.DataFrame({"question": ["bdi"], "low": [0.0], "high": [63.0], "better": ["lower"]})
    frames = {"areas": pd.DataFrame({"area": ["L"], "name": ["London"]}), "survey": pd.concat(tables)}
    return make_study({**frames, "questions": questions}, comparison_arm="TAU", randomised=True)


def test_beat_the_blues_comparison_is_ancova_by_lot(beat_the_blues):
    from gezondmenu.effects import estimate

    table = estimate(_as_study(beat_the_blues), ["comparison"])
    row = pick(table, area="all", group="outcome=bdi;wave=2", indicator="mean_difference")
    known = beat_the_blues.dropna(subset="bdi.2m")
    import statsmodels.formula.api as smf

    frame = known.rename(columns={"bdi.2m": "later", "bdi.pre": "first"}).assign(t=known["treatment"] == "BtheB")
    ols = smf.ols("later ~ t + first", frame.assign(t=frame["t"].astype(float))).fit(cov_type="HC2")
    assert row["value"] == pytest.approx(ols.params["t"])
    assert (row["upper"] - row["lower"]) / 2 == pytest.approx(1.985 * ols.bse["t"], rel=0.01)
    assert row["design"] == "randomised"
    assert "lot" not in row["note"]
