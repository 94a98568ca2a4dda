"""Every number of a published table can be followed back: to its card, its rules of release, its rows and its files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.disclosure.steps import STEPS
from gezondmenu.indicators.register import cards_of_files
from gezondmenu.language import error_text
from gezondmenu.valuation.trace import COLUMNS

FILES = {
    "areas.csv": "area;name;population\nA;Noord;400\nB;Zuid;300\n",
    "activities.csv": "activity;area;name;kind\n1;A;Koken;koken\n2;A;Lopen;wandelen\n3;B;Tuin;tuinieren\n",
    "sessions.csv": (
        "activity;date;visits\n1;2025-01-06;50\n3;2025-01-07;30\n2;2025-01-08;18\n1;2025-04-07;25\n\n2;2025-04-14;15\n"
    ),
    "people.csv": "person;area\n" + "".join(f"p{number};{'A' if number < 42 else 'B'}\n" for number in range(45)),
    "attendance.csv": "activity;date;person\n"
    + "".join(f"1;2025-01-06;p{number}\n" for number in range(45))
    + "".join(f"1;2025-04-07;p{number}\n" for number in range(20))
    + "".join(f"3;2025-01-07;p{number}\n" for number in range(30)),
    "study.toml": 'observed_from = 2025-01-01\nobserved_to = 2025-12-31\nlanguage = "en"\n',
    "indicators.toml": """[walking]
en = "Walking"
why_en = "Walking is healthy."
caveat_en = "By kind."
[walking.indicators.walking_share]
en = "share of visits to walks"
formula = "percentage"
unit = "%"
numerator = "visits"
numerator_en = "visits to walks"
denominator = "visits"
denominator_en = "visits"
rows = { table = "sessions", where = { kind = ["wandelen"] }, sum = "visits" }
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("study")
    for name, text in FILES.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def study(folder):
    yield gm.read_study(folder)
    for card in list(cards_of_files()):
        gm.remove_indicator(card)


@pytest.fixture(scope="module")
def table(study) -> pd.DataFrame:
    cards = ["visits", "participants", "residents", "growth", "costs", "walking"]
    return gm.release(gm.estimate(study, cards))


def part(trace: pd.DataFrame, name: str) -> pd.DataFrame:
    return trace[trace["part"] == name].set_index("parameter")


def test_a_count_of_persons_says_what_it_counts_and_that_it_was_rounded(table, study):
    """42 of Noord came, 30 of them twice or more."""
    origin = gm.trace(table, "A", "participants", period="2025", study=study)
    assert tuple(origin.columns) == COLUMNS
    assert part(origin, "number").loc["value", "value"] == 40
    assert part(origin, "number").loc["numerator", "source"] == "different residents who came at least once"
    assert part(origin, "release")["name"].to_dict() == {"persons rounded": "rule 4", "worked out again": "rule 6"}
    card = part(origin, "card")["source"]
    assert (card["formula"], card["interval"], card["version"]) == ("count", "none: complete count", "1")
    assert part(origin, "tables").index.tolist() == ["attendance"]
    (used,) = part(origin, "rows").itertuples()
    assert (used.name, used.value, used.unit, used.source) == ("attendance.csv", 42 + 30 + 20, "rows", "2-43, 47-96")


def test_visits_are_exact_and_name_the_rows_of_the_sessions_as_a_spreadsheet_numbers_them(table, study):
    """Row 6 of sessions.csv is blank, and row 3 is a session in Zuid."""
    origin = gm.trace(table, "A", "visits", period="2025", study=study)
    assert part(origin, "number").loc["value", "value"] == 50 + 18 + 25 + 15
    assert part(origin, "release").index.tolist() == ["counts exact"]
    rows = part(origin, "rows")
    assert rows.loc["sessions", ["name", "value", "source"]].tolist() == ["sessions.csv", 4, "2, 4-5, 7"]
    quarter = part(gm.trace(table, "A", "visits", period="2025-Q1", study=study), "rows")
    assert quarter.loc["sessions", ["value", "source"]].tolist() == [2, "2, 4"]
    whole = part(gm.trace(table, "all", "visits", period="2025-Q1", study=study), "rows")
    assert whole.loc["sessions", "source"] == "2-4"


def test_without_the_study_no_rows_of_files_are_named(table):
    assert "rows" not in set(gm.trace(table, "A", "visits")["part"])


def test_an_indicator_of_ones_own_names_the_rows_above_and_below_the_line(table, study):
    origin = gm.trace(table, "A", "walking_share", period="2025", study=study)
    rows = part(origin, "rows")
    assert rows["source"].to_dict() == {"sessions (numerator)": "4, 7", "sessions (denominator)": "2, 4-5, 7"}
    assert set(rows["kind"]) == {"counted"}
    assert part(origin, "number").loc["value", "value"] == pytest.approx(100 * (18 + 15) / 108)
    assert part(origin, "tables").index.tolist() == ["sessions"]


def test_a_rate_names_its_counts_and_a_growth_its_two_periods(table):
    rate = gm.trace(table, "A", "participation_rate", period="2025")
    behind = rate[rate["part"] == "follows from"].set_index("name")["value"]
    assert behind.to_dict() == {"participants": 40, "residents": 400}
    growth = gm.trace(table, "A", "visits_growth", period="2025-Q2")
    behind = growth[growth["part"] == "follows from"].set_index("source")["value"]
    assert behind.tolist() == [68, 40]
    assert behind.index.str.contains("2025-Q1|2025-Q2").all()


def test_a_hidden_number_says_by_which_rule(table, study):
    """Three persons of Zuid came."""
    origin = gm.trace(table, "B", "participants", period="2025", study=study)
    assert np.isnan(part(origin, "number").loc["value", "value"])
    assert part(origin, "release").loc["hidden", ["name", "kind"]].tolist() == ["rules 3 and 5", "suppressed"]
    assert part(origin, "rows").loc["attendance", "value"] == 3


def test_a_number_that_is_not_there_is_one_error_that_says_what_there_is(table):
    visits = {"area": "A", "indicator": "visits"}
    cases = {
        "no area 'C'; areas there: A, B, all": {"area": "C", "indicator": "visits"},
        "no vists in 'A'; indicators there: .*visits": {"area": "A", "indicator": "vists"},
        "no visits with group 'x=1' in 'A'; groups there: all": {**visits, "group": "x=1"},
        "no visits of period '2019' and group 'all' in 'A'; periods there: 2025, 2025-Q1": {
            "area": "A",
            "indicator": "visits",
            "period": "2019",
        },
        "no visits with variant 'x' in 'A'.*there: main": {**visits, "variant": "x"},
    }
    for words, key in cases.items():
        with pytest.raises(gm.GezondmenuError, match=words) as caught:
            gm.trace(table, **key)
        assert error_text(caught.value, "nl") != str(caught.value)


def test_a_number_of_another_file_asks_for_its_card(table):
    strange = table[table["indicator"] == "visits"].assign(indicator="strange")
    with pytest.raises(gm.GezondmenuError, match="strange has no card here"):
        gm.trace(strange, "A", "strange")


@pytest.mark.slow
def test_every_kind_of_row_of_the_example_can_be_traced(example):
    published = gm.read_published("data/example_published.csv")
    gm.estimate(example, ["residents"])  # its own cards
    published = published.sort_values("status", key=lambda statuses: statuses == "no data", kind="stable")
    kinds = [published.drop_duplicates(column) for column in ("indicator", "variant", "status")]
    kinds = pd.concat(kinds).drop_duplicates()
    seen = set()
    for row in kinds.itertuples():
        origin = gm.trace(published, row.area, row.indicator, row.group, row.period, row.variant)
        assert tuple(origin.columns) == COLUMNS
        if "number" in set(origin["part"]):
            assert {"release", "card"} <= set(origin["part"]), row
            seen |= set(origin.loc[origin["part"] == "release", "parameter"])
    assert seen <= set(STEPS)
    assert len(seen) > 8


def test_a_trend_a_gradient_and_a_comparison_name_the_rows_behind_them():
    published = gm.read_published("data/example_published.csv")
    area = "WK990101"

    def behind(*key: str, **more: str) -> pd.DataFrame:
        origin = gm.trace(published, *key, **more)
        return origin[origin["part"] == "follows from"]

    assert len(behind(area, "visits_trend")) == 8  # quarters
    rates = behind("all", "slope_index", period="2025")
    assert set(rates["name"]) == {"participation_rate", "deprivation"} or set(rates["name"]) == {
        "participation_rate",
        "population_share",
    }
    ratio = behind(area, "participation_rate", period="2025", variant="ratio to 2024")
    now, before = ratio["source"].str.contains("period 2025"), ratio["source"].str.contains("period 2024")
    row = published.query("area == @area and indicator == 'participation_rate' and variant == 'ratio to 2024'")
    assert row["value"].item() == pytest.approx(ratio.loc[now, "value"].item() / ratio.loc[before, "value"].item())
    reach = behind(area, "reach_ratio", "gender=female", period="2025").set_index("name")["value"]
    whole = gm.trace(published, area, "reach_ratio", "gender=female", "2025")
    assert whole.iloc[0]["value"] == pytest.approx(reach["participant_share"] / reach["population_share"])
