"""Labels in people's own words: what fewer than ten persons share is not published, nor is its label."""

from __future__ import annotations

import pandas as pd
import pytest

from gezondmenu.disclosure import release
from gezondmenu.effects import estimate
from gezondmenu.study.model import make_study
from tests.conftest import rows
from tests.test_disclosure import row


def labelled(group, indicator, numerator, n):
    return row(indicator, numerator, n, n, group=group)


@pytest.mark.parametrize(
    ("parts", "stays"),
    [
        # nine answers to a statement of the study's own, in all; in each area fewer
        ([labelled("statement=ik durf weer", "appreciation_positive", 8, 9)], False),
        ([labelled("statement=ik durf weer", "appreciation_positive", 8, 10)], True),
        # a statement that every study asks tells nothing by its name, so its hidden number is shown as hidden
        ([labelled("statement=my_health", "appreciation_positive", 3, 4)], True),
        # of 200 participants three bear the label; of 4,000 residents nine
        ([labelled("household=met kleinkind", "participant_share", 3, 200)], False),
        (
            [
                labelled("household=met kleinkind", "participant_share", 3, 200),
                labelled("household=met kleinkind", "population_share", 9, 4000),
            ],
            False,
        ),
        # everybody can know that there are a hundred such households
        (
            [
                labelled("household=met kleinkind", "participant_share", 3, 200),
                labelled("household=met kleinkind", "population_share", 100, 4000),
            ],
            True,
        ),
        ([labelled("kind=hulp na overval", "requests", 4, 4)], False),
        ([labelled("low_income=yes", "participant_share", 3, 200)], True),
    ],
)
def test_a_label_of_fewer_than_ten_is_not_published_at_all(parts, stays):
    table = pd.concat(parts, ignore_index=True)
    released = release(table)
    group = table["group"].iloc[0]
    assert (released["group"] == group).any() == stays
    assert set(release(table, "internal")["group"]) == {group}


def test_a_label_that_few_share_leaves_no_trace_in_a_run(tmp_path):
    """Nine of one arm, and of one household; forty of the others."""
    people = [f"p{number:02d}" for number in range(49)]
    study = make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 900)),
            "activities": rows("activity area name", ("1", "A", "Wandelen")),
            "people": pd.DataFrame(
                {"person": people, "area": "A", "household": ["in een woonwagen"] * 9 + ["alleen"] * 40}
            ),
            "attendance": pd.DataFrame({"activity": "1", "date": pd.Timestamp("2025-03-03"), "person": people}),
            "appreciation": pd.DataFrame(
                {
                    "activity": "1",
                    "period": "2025",
                    "statement": ["na mijn burn-out"] * 9 + ["my_health"] * 40,
                    "answer": "4",
                    "person": people,
                }
            ),
            "requests": pd.DataFrame(
                {
                    "request": people,
                    "area": "A",
                    "date": pd.Timestamp("2025-03-03"),
                    "kind": ["hulp bij schulden"] * 9 + ["klusje"] * 40,
                }
            ),
        }
    )
    groups = " ".join(release(estimate(study))["group"])
    for rare in ("woonwagen", "burn-out", "schulden"):
        assert rare not in groups
    for shared in ("alleen", "my_health", "klusje"):
        assert shared in groups
