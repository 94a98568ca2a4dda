"""Numbers that others printed: tests/published/README.md says where they come from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gezondmenu import numbers

PUBLISHED = pd.read_csv(Path(__file__).parent / "published" / "numbers.csv", dtype=str, keep_default_na=False)
ROUNDING = 1e-9  # a printed value is exact to half its last digit; this lets a value exactly on that half pass


def difference_of_two_shares(x1, n1, x2, n2):
    return numbers.difference(x1 / n1, *numbers.wilson(x1, n1), x2 / n2, *numbers.wilson(x2, n2))


def t_interval_of_values(values):
    return numbers.t_interval(np.mean(values), np.std(values, ddof=1), len(values))


FUNCTIONS = {
    "difference of two shares": difference_of_two_shares,
    "t_interval of values": t_interval_of_values,
}


@pytest.mark.parametrize(
    "row", PUBLISHED.to_dict("records"), ids=lambda row: f"{row['function']}-{row['arguments']}"[:60]
)
def test_published_value(row):
    function = FUNCTIONS.get(row["function"]) or getattr(numbers, row["function"])
    found = np.atleast_1d(function(*json.loads(row["arguments"])))
    part = {"value": 0, "lower": -2, "upper": -1}[row["part"]]
    assert abs(float(found[part]) - float(row["value"])) <= float(row["tolerance"]) + ROUNDING, row["source"]


def test_a_tolerance_is_half_the_last_printed_digit():
    for row in PUBLISHED.to_dict("records"):
        digits = len(row["value"].partition(".")[2])
        assert float(row["tolerance"]) <= 0.5 * 10**-digits + ROUNDING, row


def test_every_row_has_a_source_and_a_place():
    assert (PUBLISHED[["source", "place"]] != "").all(axis=None)
    assert not PUBLISHED.duplicated(["function", "arguments", "part"]).any()
