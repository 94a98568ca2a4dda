"""Indicators of one's own from indicators.toml: counted by hand, estimated and released like any other."""

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.disclosure import release
from gezondmenu.effects import estimate
from gezondmenu.indicators.register import cards, remove_indicator
from gezondmenu.study.model import make_study
from gezondmenu.study.own.own_indicators import make_own_indicators
from gezondmenu.vocabulary import StudyError
from tests.conftest import pick, rows

DAY = pd.Timestamp
WORDS = {"nl": "Eigen", "why_nl": "Van ons.", "caveat_nl": "Zelf geteld."}


@pytest.fixture(autouse=True)
def _leave_the_register_as_it_was():
    yield
    remove_indicator("ours")


def own(name: str, **entry: object) -> dict:
    return make_own_indicators({"ours": {**WORDS, "indicators": {name: {"nl": "eigen getal", **entry}}}})


def study(own_indicators: dict) -> gm.Study:
    """Two areas; p1 and p2 live in A, p3 in B; all walk in B, p1 twice; p1 also cooks in A."""
    frames = {
        "areas": rows("area name population", ("A", "Noord", 100), ("B", "Zuid", 200)),
        "activities": rows("activity area name theme", ("1", "A", "Koken", "voeding"), ("2", "B", "Lopen", "bewegen")),
        "people": rows("person area gender", ("p1", "A", "female"), ("p2", "A", "male"), ("p3", "B", "female")),
        "attendance": rows(
            "activity date person",
            ("1", DAY("2025-03-03"), "p1"),
            *(("2", DAY("2025-03-04"), p) for p in ("p1", "p2", "p3")),
            ("2", DAY("2025-06-04"), "p1"),
        ),
        "survey": rows(
            "person wave question answer",
            *((f"p{k}", "0", "fruit", answer) for k, answer in ((1, "ja"), (2, "nee"), (3, "ja"))),
            ("p1", "0", "slaap", "ja"),
        ),
    }
    return make_study(frames, own_indicators=own_indicators)


def test_a_share_of_visits_belongs_to_the_area_of_the_activity():
    rule = {"table": "attendance", "where": {"theme": ["bewegen"]}}
    cards_ = own("moving", formula="percentage", unit="%", numerator="visits", denominator="visits", rows=rule)
    table = estimate(study(cards_), ["ours"])
    found = {area: pick(table, area=area, period="2025", indicator="moving") for area in ("A", "B", "all")}
    assert [(r.numerator, r.denominator, r.n) for r in found.values()] == [(0, 1, 1), (4, 4, 3), (4, 5, 3)]
    assert pick(table, area="B", period="2025-Q2", indicator="moving").denominator == 1


def test_persons_count_where_they_live_each_once():
    rule = {"table": "attendance", "where": {"theme": ["bewegen"]}}
    table = estimate(
        study(own("movers", formula="rate", unit="per 1,000 residents", numerator="persons", rows=rule)), ["ours"]
    )
    home = pick(table, area="A", period="2025", indicator="movers")
    assert (home.numerator, home.denominator, home.value) == (2, 100, 20)  # p1 and p2, who walked in B


def test_a_share_of_persons_has_an_interval_and_is_protected():
    rule = {"table": "survey", "among": {"question": ["fruit"]}, "where": {"answer": ["ja"]}}
    fields = {"formula": "percentage", "unit": "%", "numerator": "persons", "denominator": "persons"}
    table = estimate(study(own("fruit", **fields, interval="Wilson", rows=rule)), ["ours"])
    share = pick(table, area="all", period="all", indicator="fruit")
    assert (share.numerator, share.denominator) == (2, 3)
    low, high = gm.numbers.wilson(2, 3)
    np.testing.assert_allclose([share.lower, share.upper], [100 * low, 100 * high])
    assert pick(release(table), area="all", period="all", indicator="fruit").status == "suppressed"


def test_the_cards_of_one_study_are_not_estimated_for_another_but_can_still_be_released():
    rule = {"table": "attendance"}
    first = estimate(study(own("ours_visits", formula="count", unit="visits", numerator="visits", rows=rule)), ["ours"])
    second = estimate(study({}))
    assert "ours_visits" in set(first["indicator"])
    assert "ours_visits" not in set(second["indicator"])
    assert pick(release(first), area="all", period="2025", indicator="ours_visits").status == "suppressed"  # 5 visits
    assert "ours" in cards()


def test_a_name_of_ours_is_refused():
    rule = {"table": "attendance"}
    with pytest.raises(StudyError, match=r"indicators\.visits: An indicator of the package has this name already"):
        own("visits", formula="count", unit="visits", numerator="visits", rows=rule)


def test_unknown_is_left_out_of_a_share_and_counted_apart():
    rule = {"table": "goals", "where": {"reached": ["ja"]}}
    cards_ = own("gehaald", formula="percentage", unit="%", numerator="steps", rows=rule)
    goals = pd.DataFrame({"goal": [f"g{k}" for k in range(40)], "area": "A", "date": DAY("2025-02-03")})
    goals["reached"] = pd.array([True] * 26 + [False] * 7 + [pd.NA] * 7, dtype="boolean")
    made = study(cards_)
    made.tables["goals"] = make_study({"goals": goals})["goals"]
    share = pick(estimate(made, ["ours"]), area="A", period="2025", indicator="gehaald")
    assert (share.numerator, share.denominator, share.note, share.method) == (26, 33, "7 of 40 unknown", "Wilson")


def test_blank_means_the_same_as_elsewhere_and_a_zero_is_shown():
    """A blank role is a participant; a booking belongs to the area of its activity; nobody is 0 and not unknown."""
    rule = {"table": "attendance", "where": {"role": ["participant"], "theme": ["voeding"]}}
    counts = estimate(study(own("eaters", formula="count", unit="visits", numerator="visits", rows=rule)), ["ours"])
    told = {area: pick(counts, area=area, period="2025", indicator="eaters").value for area in ("A", "B")}
    assert told == {"A": 1, "B": 0}


def test_the_indicator_of_the_example_study_is_in_its_table(example_estimates):
    found = example_estimates[example_estimates["indicator"] == "outdoors_share"]
    assert (found["status"] == "ok").sum() > 20
    assert found["value"].between(0, 100).sum() == (found["status"] == "ok").sum()
