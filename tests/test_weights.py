"""What residents find important, counted by hand; and against the weights that a simulation used."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_1samp

import gezondmenu as gm
from gezondmenu.study.model import make_study
from tests.conftest import pick, rows

AREAS = rows("area name", ("A", "Noord"), ("B", "Zuid"))


def study(people: pd.DataFrame, **tables: pd.DataFrame) -> gm.Study:
    return make_study({"areas": AREAS, "people": people, **tables})


def test_points_are_shares_of_what_each_resident_gave_so_that_everybody_weighs_the_same():
    # p1: 8 of 10 and 2 of 10; p2: 1 of 2 and 1 of 2; p3: all of 100 on health, and nothing said of happiness
    points = rows(
        "person statement points",
        ("p1", "my_health", 8),
        ("p1", "my_happiness", 2),
        ("p2", "my_health", 1),
        ("p2", "my_happiness", 1),
        ("p3", "my_health", 100),
    )
    people = rows("person area", ("p1", "A"), ("p2", "A"), ("p3", "B"))
    table = gm.estimate(study(people, points=points), ["weights"])
    everyone = pick(table, area="all", indicator="points_share", group="statement=my_health")
    assert everyone.value == pytest.approx((80 + 50 + 100) / 3)
    interval = ttest_1samp([80, 50, 100], 0).confidence_interval(0.95)
    assert everyone.lower == pytest.approx(interval.low)
    assert everyone.upper == 100  # of a share, not more
    assert everyone.n == 3
    north = pick(table, area="A", indicator="points_share", group="statement=my_happiness")
    assert (north.value, north.n) == (35, 2)
    alone = pick(table, area="B", indicator="points_share", group="statement=my_health")
    assert (alone.value, np.isnan(alone.lower)) == (100, True)


def test_the_best_worst_score_is_best_minus_worst_out_of_the_times_shown():
    shown = rows(
        "person set statement choice",
        ("p1", "1", "my_health", "best"),
        ("p1", "1", "my_happiness", "worst"),
        ("p1", "1", "my_relations", None),
        ("p1", "2", "my_health", "best"),
        ("p1", "2", "my_relations", "worst"),
        ("p2", "1", "my_health", "worst"),
        ("p2", "1", "my_happiness", "best"),
    )
    people = rows("person area", ("p1", "A"), ("p2", "A"))
    table = gm.estimate(study(people, best_worst=shown), ["weights"])

    def score(statement: str) -> float:
        return pick(table, area="A", indicator="best_worst_score", group=f"statement={statement}").value

    # p1: health 2/2, happiness -1/1, relations -1/2; p2: health -1/1, happiness 1/1
    assert score("my_health") == pytest.approx((1 - 1) / 2)
    assert score("my_happiness") == pytest.approx((-1 + 1) / 2)
    assert score("my_relations") == pytest.approx(-0.5)


def test_scores_that_balance_are_nothing_and_are_released_like_any_other():
    # four residents chose it twice of three times as best, eight once as worst: 4 x 2/3 - 8 x 1/3 = 0
    chosen = {"best": ["best", "best", None], "worst": ["worst", None, None]}
    people = pd.DataFrame({"person": [f"p{n:02d}" for n in range(12)], "area": "A"})
    shown = [
        (person, str(card), "my_health", choice)
        for n, person in enumerate(people["person"])
        for card, choice in enumerate(chosen["best" if n < 4 else "worst"])
    ]
    table = gm.estimate(study(people, best_worst=rows("person set statement choice", *shown)), ["weights"])
    mine = pick(table, area="A", indicator="best_worst_score", group="statement=my_health")
    assert mine.value == 0  # and not -9e-18
    released = pick(gm.release(table), area="A", indicator="best_worst_score", group="statement=my_health")
    interval = ttest_1samp([2 / 3] * 4 + [-1 / 3] * 8, 0).confidence_interval(0.95)  # -0.313 to 0.313
    assert interval.high == pytest.approx(0.313, abs=5e-4)
    # two digits at most, which for 0 are tenths, rounded outward; -9e-18 would be released with three
    assert (released.value, released.lower, released.upper) == (0, -0.4, 0.4)


def test_without_either_table_it_says_so():
    table = gm.estimate(study(rows("person area", ("p1", "A"))), ["weights"])
    assert set(table["status"]) == {"no data"}
    assert set(table["note"]) == {"the study has no table points and best_worst"}


def test_a_few_residents_are_hidden_at_release():
    people = pd.DataFrame({"person": [f"p{n}" for n in range(14)], "area": ["A"] * 5 + ["B"] * 9})
    points = pd.DataFrame({"person": people["person"], "statement": "my_health", "points": 3.0})
    other = points.assign(statement="my_happiness", points=np.arange(14) % 4)
    table = gm.estimate(study(people, points=pd.concat([points, other])), ["weights"])
    released = gm.release(table)
    shares = released[released["indicator"] == "points_share"].set_index(["area", "group"])["status"]
    assert set(shares[["A", "B"]]) == {"suppressed"}
    assert shares["all", "statement=my_health"] == "ok"


def test_the_weights_of_a_simulated_study_are_found_back():
    simulated = gm.simulate_study(areas=6, people=6_000, seed=5, head_count_areas=0, tiny_areas=0)
    truth = simulated.truth["weights"].set_index("statement")["weight"]
    table = gm.estimate(simulated, ["weights"])
    mine = table[(table["area"] == "all") & (table["indicator"] == "points_share")]
    for row in mine.itertuples():
        true = 100 * truth[row.group.removeprefix("statement=")]
        assert abs(row.value - true) < 4 * (row.upper - row.lower) / 3.92
    best = table[(table["area"] == "all") & (table["indicator"] == "best_worst_score")]
    order = best.sort_values("value")["group"].str.removeprefix("statement=").tolist()
    assert order[0] == "my_neighbourhood"
    assert order[-1] == "my_relations"
