"""Counts by starting level are hidden like shares of something sensitive."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from tests.conftest import pick, rows


@pytest.mark.parametrize(
    ("low", "high", "unknown", "status"),
    [
        (40, 0, 0, "suppressed"),  # everybody
        (40, 2, 0, "suppressed"),  # two are left, and these two are known to be high
        (40, 0, 30, "suppressed"),  # everybody whose level is known
        (17, 3, 0, "suppressed"),  # out of 20
        (30, 20, 0, "ok"),
        (30, 20, 30, "ok"),
        (0, 40, 0, "suppressed"),  # nobody: all the others
    ],
)
def test_a_band_tells_no_more_than_a_share_would(low: int, high: int, unknown: int, status: str):
    people = pd.DataFrame({"person": [f"p{n}" for n in range(low + high + unknown)], "area": "A"})
    people["started_level"] = [3.0] * low + [7.0] * high + [np.nan] * unknown
    came = pd.DataFrame({"activity": "1", "date": pd.Timestamp(2025, 3, 1), "person": people["person"]})
    study = gm.make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 500)),
            "activities": rows("activity area name", ("1", "A", "Wandelen")),
            "people": people,
            "attendance": came,
            "chains": rows("chain outcome price level_from level_to", ("a", "x", "p", None, 5)),
        }
    )
    table = gm.release(gm.estimate(study, ["participants"]))
    assert pick(table, area="A", period="2025", indicator="participants", group="started_level=-5").status == status
