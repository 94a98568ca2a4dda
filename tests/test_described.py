"""What describes areas and chains is a table of its own: with the table in memory, and in a file beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.described import areas_of, chains_of, describe, parents_of
from gezondmenu.report.rows.published import description_beside, write_table
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, GezondmenuError

AREAS = pd.DataFrame({"area": ["G", "A"], "name": ["Stad; noord, oost", 'De "Hoek"'], "parent": [None, "G"]})
OWN = "outdoors_share"  # of the example's own file: other tests leave it out of the register
CHAINS = pd.DataFrame({"chain": ["gp"], "name": ["huisarts"], "payer": ["insurer"], "law": ["Zvw"]})


def small_table() -> pd.DataFrame:
    return pd.DataFrame([dict.fromkeys(ESTIMATE_COLUMNS, "") | {"area": area} for area in ("G", "A")])


def test_the_description_goes_along_with_chosen_rows_and_to_a_file_and_back(tmp_path):
    table = describe(small_table(), areas=AREAS, chains=CHAINS)
    chosen = table[table["area"] == "A"].assign(unit="x").reset_index(drop=True)
    assert parents_of(areas_of(chosen)) == {"A": "G"}
    beside = write_table(chosen, tmp_path / "mine.csv")
    assert [path.name for path in beside] == ["mine_areas.csv", "mine_chains.csv"]
    read = gm.read_published(tmp_path / "mine.csv")
    assert areas_of(read)["name"].tolist() == AREAS["name"].tolist()
    assert chains_of(read)[["chain", "payer"]].to_dict("records") == [{"chain": "gp", "payer": "insurer"}]


def test_a_table_that_lost_its_description_or_its_file_is_one_clear_error(tmp_path):
    with pytest.raises(GezondmenuError, match="lost what describes its areas"):
        areas_of(small_table())
    write_table(describe(small_table(), areas=AREAS, chains=CHAINS), tmp_path / "mine.csv")
    description_beside(tmp_path / "mine.csv", "areas").unlink()
    with pytest.raises(GezondmenuError, match=r"ends with _areas.csv stands beside it"):
        areas_of(gm.read_published(tmp_path / "mine.csv"))


def test_the_example_says_of_each_area_where_it_lies(example, example_released):
    described = areas_of(example_released)
    assert described["area"].tolist() == example["areas"]["area"].tolist()
    assert set(parents_of(described).values()) == {"GM9901"}
    assert areas_of(gm.read_published("data/example_published.csv")).equals(described)


def test_comparisons_that_lost_the_description_are_not_released_by_guess(example_estimates):
    ours = example_estimates[example_estimates["indicator"] != OWN]
    lost = pd.DataFrame(ours.to_dict("list"))
    with pytest.raises(GezondmenuError, match="lost what describes its areas"):
        gm.release(lost)


def test_a_description_is_kept_as_its_file_has_it():
    read = gm.read_published("data/example_published.csv")
    for name in ("areas", "chains"):
        assert read.attrs[name] == Path(f"data/example_published_{name}.csv").read_text(encoding="utf-8")
