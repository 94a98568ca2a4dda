"""Pooled shares of areas as rows: the numbers of `pooled_shares`, a known truth, and what a release lets out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu import estimate, release
from gezondmenu.indicators.pooled_shares import METHOD, pooled_rows
from gezondmenu.numbers import pooled_shares, wilson
from gezondmenu.report.rows.page import read_page
from gezondmenu.report.rows.published import write_table
from gezondmenu.report.sections.opinion.claims import with_the_others
from gezondmenu.study.model import Study, make_study
from gezondmenu.vocabulary import ESTIMATE_KEY
from tests.conftest import pick, rows

GROUP = "outcome=cycles;wave=0"
ASKED = {"A": 60, "B": 80, "C": 50, "D": 70, "E": 90, "F": 12}
YES = {"A": 30, "B": 30, "C": 30, "D": 40, "E": 40, "F": 5}
CHANCE = 0.015
"""Half a point and more by which the coverage of 400 studies of four areas is off by chance."""


def study(yes: dict[str, int] = YES, arm: str | None = None, also: tuple[str, ...] = ()) -> Study:
    """A yes/no question asked in each area; areas of `also` have 30 of 40 yes and are there to compare with."""
    asked = {**{area: ASKED[area] for area in yes}, **dict.fromkeys(also, 40)}
    answers = [
        (
            f"{area}{person}",
            "0",
            "cycles",
            "yes" if person < {**yes, **dict.fromkeys(also, 30)}[area] else "no",
            area,
            "without" if area in also else arm,
        )
        for area, size in asked.items()
        for person in range(size)
    ]
    return make_study(
        {
            "areas": rows("area name", *((area, area) for area in asked)),
            "survey": pd.DataFrame(answers, columns=["person", "wave", "question", "answer", "area", "arm"]),
            "questions": rows("question low high better level", ("cycles", 0, 1, "higher", "yes_no")),
        },
        comparison_arm="without" if also else None,
    )


def pooled_of(table: pd.DataFrame) -> pd.DataFrame:
    return table[(table["variant"] == "pooled") & (table["group"] == GROUP)].set_index("area")


def test_rows_are_the_pooled_shares_of_the_counts():
    made, by_hand = pooled_of(estimate(study(), ["health"])), pooled_shares(list(YES.values()), list(ASKED.values()))
    for column in ("value", "lower", "upper"):
        np.testing.assert_allclose(made[column], 100 * getattr(by_hand, column), rtol=1e-7)
    assert set(made["method"]) == {METHOD}
    assert set(made["note"]) == {"pooled over 6 areas"}
    assert made["n"].tolist() == list(ASKED.values())


def test_areas_of_the_comparison_are_not_pooled_and_three_areas_are_too_few():
    alone = pooled_of(estimate(study(arm="with"), ["health"]))
    beside = pooled_of(estimate(study(arm="with", also=("X", "Y")), ["health"]))
    pd.testing.assert_series_equal(alone["value"], beside["value"])
    assert pooled_of(estimate(study({area: YES[area] for area in "ABC"}), ["health"])).empty


def test_a_release_makes_them_of_rounded_counts_and_hides_the_one_whose_own_share_is_hidden():
    table = release(estimate(study(), ["health"]))
    assert pick(table, area="F", group=GROUP, indicator="outcome_yes", variant="main").status == "suppressed"
    assert pooled_of(table).loc["F", "status"] == "suppressed"
    shown = table[(table["indicator"] == "outcome_yes") & (table["variant"] == "main") & (table["status"] == "ok")]
    shown = shown[shown["area"].isin(list(YES))]
    by_hand = pooled_shares(shown["numerator"], shown["denominator"])
    np.testing.assert_allclose(pooled_of(table).loc[list("ABCDE"), "value"], 100 * by_hand.value, rtol=1e-7)
    assert pooled_of(table).loc["A", "note"] == "pooled over 5 areas"


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["standard", "opensafely"])
def test_a_hidden_count_changes_no_pooled_share(rule):
    """Known five areas and what all say together, the sixth could be worked out, if it were in there."""
    published = [release(estimate(study({**YES, "F": yes}), ["health"]), rule) for yes in (1, 3, 6)]
    columns = [*ESTIMATE_KEY, "value", "lower", "upper", "n", "status", "note"]
    for other in published[1:]:
        pd.testing.assert_frame_equal(*(pooled_of(each).reset_index()[columns] for each in (published[0], other)))
    assert (pooled_of(published[0])["status"] == "ok").sum() == 5


def test_where_fewer_than_four_are_shown_no_pooled_share_is():
    few = {**YES, "A": 4, "B": 5, "C": 6}
    made = pooled_of(release(estimate(study(few), ["health"])))
    assert set(made["status"]) == {"suppressed"}
    assert made["value"].isna().all()


def test_answers_of_one_person_count_as_the_independent_answers_that_they_are_worth():
    """Ten persons an area who say the same at ten activities are ten answers, and not a hundred."""
    places = list("ABCD")
    activities = rows("activity name area", *((f"{area}{k}", f"{area}{k}", area) for area in places for k in range(10)))
    answers = [
        (f"{area}{person}", f"{area}{k}", "2025", "my_health", "5" if person < 4 + place else "2")
        for place, area in enumerate(places)
        for person in range(10)
        for k in range(10)
    ]
    frame = pd.DataFrame(answers, columns=["person", "activity", "period", "statement", "answer"])
    areas = rows("area name", *((area, area) for area in places))
    table = estimate(make_study({"areas": areas, "activities": activities, "appreciation": frame}), ["appreciation"])
    made = table[(table["variant"] == "pooled") & (table["period"] == "2025")]
    assert len(made) == 4
    main = table[(table["indicator"] == "appreciation_positive") & (table["variant"] == "main")]
    main = main[main["area"].isin(places) & (main["period"] == "2025") & (main["group"] == "statement=my_health")]
    by_hand = pooled_shares(main["effective"] * main["value"] / 100, main["effective"])
    assert (main["effective"] < 11).all()
    np.testing.assert_allclose(made["value"], 100 * by_hand.value, rtol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("apart", [0.05, 0.15, 0.3])
@pytest.mark.parametrize("areas", [4, 6])
def test_few_areas_hold_the_truth(areas: int, apart: float):
    """250 studies of 4 or 6 areas with 8 to 40 answers, whose arcsines differ by `apart` (0.15: 46 to 75 %)."""
    rng = np.random.default_rng([14, areas, round(100 * apart)])
    persons = np.array([8, 12, 20, 40, 15, 30])[:areas]
    held, own, pooled = [], [], []
    names = [f"{k}" for k in range(areas)]
    fixed = {"period": "all", "group": GROUP, "indicator": "outcome_yes", "status": "ok", "confidence": 0.95}
    for _ in range(250):
        truth = 100 * np.sin(np.clip(rng.normal(0.9, apart, areas), 0, np.pi / 2)) ** 2
        yes = rng.binomial(persons, truth / 100)
        lower, upper = wilson(yes, persons)
        table = pd.DataFrame({"area": names, "value": 100 * yes / persons, "lower": 100 * lower, "upper": 100 * upper})
        made = pooled_rows(table.assign(n=persons, **fixed), set(names), 0.95)
        held.append((made["lower"] <= truth) & (truth <= made["upper"]))
        own.append((table["value"] - truth) ** 2)
        pooled.append((made["value"] - truth) ** 2)
    assert 0.93 - CHANCE < np.mean(held) < 0.99  # with few areas a little wider than promised
    assert np.mean(pooled) < np.mean(own)


@pytest.mark.parametrize(("width", "leans"), [(20.5, True), (19.5, False)])
def test_the_page_leans_on_other_areas_only_where_few_answered(tmp_path, width, leans):
    """Of a share with limits of 20 points and more around it the page says what the other areas tell too."""
    published = gm.read_published("data/example_published.csv")
    key = ["area", "period", "indicator", "group", "variant"]
    one = ["WK990101", "2025", "appreciation_positive", "statement=my_health", "main"]
    row = published.index[(published[key] == one).all(axis=1)]
    published.loc[row, "lower"] = published.loc[row, "value"] - width / 2
    published.loc[row, "upper"] = published.loc[row, "value"] + width / 2
    write_table(published, tmp_path / "published.csv")
    words = with_the_others(read_page(tmp_path / "published.csv", area="WK990101", language="en"))
    assert words.startswith("Few people answered here. With what the other areas tell, the share is about") == leans
    assert bool(words) == leans


def test_nothing_leans_where_the_share_itself_is_hidden():
    """Of the 16 who answered in the tiny area 2 were not positive: the share is hidden, and so is the pooled one."""
    page = read_page("data/example_published.csv", area="WK990106", language="en")
    own = pick(
        page.rows, area="WK990106", period="2025", indicator="appreciation_positive", group="statement=my_health"
    )
    assert own.status == "suppressed"
    assert with_the_others(page) == ""
