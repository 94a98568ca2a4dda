"""Every row of the mission has the test that proves it, or a remark why there is none; list and tests stay in step."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest

HERE = Path(__file__).parent
ROWS = pd.read_csv(HERE / "rows.csv", keep_default_na=False)
NUMBERS = {"N": 11, "F": 28, "B": 5, "T": 3, "W": 2, "P": 5, "I": 5, "G": 8, "O": 12}
"""How many rows the mission has under each letter."""


def test_each_row_of_the_mission_stands_there_once():
    assert ROWS["row"].tolist() == [f"{letter}{n}" for letter in NUMBERS for n in range(1, NUMBERS[letter] + 1)]


@pytest.mark.parametrize("row", ROWS.to_dict("records"), ids=lambda row: row["row"])
def test_the_test_of_a_row_is_there(row):
    if not row["test"]:
        assert row["remark"], "a row without a test says why"
        return
    file, _, name = row["test"].partition("::")
    tree = ast.parse((HERE.parents[1] / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
