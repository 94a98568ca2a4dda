"""The questionnaires against printed values, all states that there are, and hand arithmetic."""

from __future__ import annotations

import itertools
import json
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gezondmenu import scales
from gezondmenu.language import error_text, translate
from gezondmenu.reference import read_reference
from gezondmenu.scales import (
    DIMENSIONS,
    LEFT_OUT,
    REASONS,
    activity_guideline_2017,
    eq5d,
    gali,
    ipaq_short,
    life_satisfaction,
    loneliness,
    mhi5,
    perceived_health,
    positive_health,
    scale_table,
    score_survey,
    swemwbs,
    ucla3,
    value_sets,
    who5,
)
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import rows

FOLDER = Path(__file__).parent / "published"
PUBLISHED = pd.read_csv(FOLDER / "scales.csv", dtype=str, keep_default_na=False)
STATES = pd.read_csv(FOLDER / "eq5d_states.csv", dtype=str, keep_default_na=False)
ROUNDING = 1e-9  # a printed value is exact to half its last digit; this lets a value exactly on that half pass
PRINTED = 0.0005  # half the last of three printed decimals

EQ = ["mobility", "self_care", "usual_activities", "pain", "anxiety"]
DJ6 = "dj3 dj4 dj7 dj8 dj9 dj10"
DJ11 = " ".join(f"dj{number}" for number in range(1, 12))
IPAQ = "vigorous_days vigorous_minutes moderate_days moderate_minutes walking_days walking_minutes"
GUIDELINE = "activity_minutes activity_days strengthening_days"

NAMES = pd.unique(scale_table()["scale"])


# --- printed values ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED.to_dict("records"), ids=lambda row: f"{row['scale']}-{row['answers']}"[:60])
def test_published_value(row):
    frame = pd.DataFrame([json.loads(row["answers"])])
    found = getattr(scales, row["scale"])(frame, **json.loads(row["options"]))[row["column"]].iloc[0]
    if row["tolerance"]:
        assert abs(found - float(row["value"])) <= float(row["tolerance"]) + ROUNDING, row["source"]
    else:
        assert found == row["value"], row["source"]


def test_every_printed_value_has_a_source_and_stands_there_once():
    assert (PUBLISHED[["source", "place"]] != "").all(axis=None)
    assert not PUBLISHED.duplicated(["scale", "options", "answers", "column"]).any()


def all_states(instrument: str) -> pd.DataFrame:
    levels = 5 if instrument == "5L" else 3
    return pd.DataFrame(list(itertools.product(range(1, levels + 1), repeat=5)), columns=EQ)


@pytest.mark.parametrize("row", STATES.to_dict("records"), ids=lambda row: row["value_set"])
def test_all_states_of_a_value_set_together(row):
    states = all_states(row["instrument"])
    utility = eq5d(states, instrument=row["instrument"], value_set=row["value_set"])["utility"]
    assert len(states) == int(row["states"])
    assert utility.min() == utility.iloc[-1] == float(row["minimum"])
    assert (utility < 0).sum() == int(row["below_zero"])
    assert utility.nlargest(2).tolist() == [1, float(row["second_best"])]
    assert utility.iloc[0] == 1

    value = dict(zip(states.itertuples(index=False, name=None), utility, strict=True))
    steps, first = [], []
    for state, place in itertools.product(value, range(5)):
        worse = (*state[:place], state[place] + 1, *state[place + 1 :])
        if worse in value:
            steps.append(abs(value[state] - value[worse]))
            if sum(state) == 5:
                first.append(value[state] - value[worse])
    assert np.mean(steps) == pytest.approx(float(row["mean_step"]), abs=PRINTED)
    if row["first_step_least"]:
        expected = [float(row["first_step_least"]), float(row["first_step_most"])]
        assert [min(first), max(first)] == pytest.approx(expected, abs=ROUNDING)
    register = scale_table().query("value_set == @row['value_set']").iloc[0]
    assert (register["low"], register["high"]) == (utility.min(), utility.max())
    assert register["minimal_important_difference"] == pytest.approx(np.mean(steps), abs=PRINTED)


@pytest.mark.parametrize("value_set", value_sets())
def test_utilities_are_those_of_a_sum_in_decimals(value_set):
    """The other route: coefficient by coefficient, state by state, in decimals instead of doubles."""
    table = read_reference("eq5d_nl").query("value_set == @value_set")
    states = all_states(value_sets()[value_set])
    expected = []
    for state in states.to_dict("records"):
        value = Decimal(0)
        for term, level, number in zip(table["term"], table["level"], table["coefficient"], strict=True):
            holds = {
                "full_health": True,
                "any_problem": set(state.values()) != {1},
                "any_level_3": 3 in state.values(),
            }.get(term, str(state.get(term)) == level)
            value += Decimal(number) * holds
        expected.append(float(value))
    assert eq5d(states, instrument=value_sets()[value_set], value_set=value_set)["utility"].tolist() == expected


# --- value sets are chosen, never assumed ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instrument", "value_set"),
    [
        ("5L", "NL-2006"),
        ("3L", "NL-2016"),
        ("3L", "NL-2022"),
        ("Y-3L", "NL-2026"),
        ("3L", None),
        ("EQ-5D-3L", "NL-2006"),
    ],
)
def test_a_value_set_must_fit_its_instrument(instrument, value_set):
    with pytest.raises(GezondmenuError, match=r"3L \+ NL-2006, 3L \+ NL-2026, 5L \+ NL-2016, Y-3L \+ NL-2022"):
        eq5d(all_states("3L"), instrument=instrument, value_set=value_set)


def test_there_is_no_default_value_set():
    with pytest.raises(TypeError, match="value_set"):
        eq5d(all_states("3L"), instrument="3L")  # type: ignore[call-arg]


# --- scales by hand ----------------------------------------------------------------------------------------------


def test_loneliness_of_eleven_items_by_hand():
    """Emotional 2, 3, 5, 6, 9, 10: yes or more or less; social 1, 4, 7, 8, 11: no or more or less."""
    found = loneliness(
        rows(
            DJ11,
            (3, 1, 1, 3, 1, 1, 3, 3, 1, 1, 3),  # no lonely answer
            (1, 3, 3, 1, 3, 3, 1, 1, 3, 3, 1),  # all of them
            (2,) * 11,
            (3, 3, 2, 3, 1, 1, 3, 3, 1, 1, 3),  # two emotional
            (2, 3, 2, 3, 1, 1, 3, 3, 1, 1, 3),  # and one social
            (2, 3, 2, 2, 3, 2, 1, 1, 2, 1, 3),  # 5 emotional, 4 social
        ),
        items=11,
    )
    assert found["emotional"].tolist() == [0, 6, 6, 2, 2, 5]
    assert found["social"].tolist() == [0, 5, 5, 0, 1, 4]
    assert found["total"].tolist() == [0, 11, 11, 2, 3, 9]
    assert found["category"].tolist() == [
        "not lonely",
        "very severely lonely",
        "very severely lonely",
        "not lonely",
        "moderately lonely",
        "severely lonely",
    ]


@pytest.mark.parametrize(
    ("items", "first"),
    [(6, {0: "not", 1: "not", 2: "mod", 4: "mod", 5: "sev", 6: "sev"}), (11, {2: "not", 3: "mod", 8: "mod", 9: "sev"})],
)
def test_where_the_classes_of_loneliness_begin(items, first):
    names = (DJ6 if items == 6 else DJ11).split()
    social = scales.lonely.SOCIAL[items]
    frame = pd.DataFrame([[3 if name in social else 1 for name in names]] * (items + 1), columns=names)
    for total in range(items + 1):
        for name in names[:total]:
            frame.loc[total, name] = 2
    found = loneliness(frame, items)
    assert found["total"].tolist() == list(range(items + 1))
    assert {total: found["category"][total][:3] for total in first} == first
    assert found["category"].cat.ordered


def test_loneliness_may_miss_one_item_and_does_not_make_up_for_it():
    found = loneliness(rows(DJ6, (3, 1, 1, 1, 3, ""), (3, 1, None, 1, "", 3), (2, "", 2, 2, 2, 2)))
    assert found["total"].fillna(-1).tolist() == [5, -1, 5]
    assert found["emotional"].fillna(-1).tolist() == [-1, -1, 3]
    assert found["social"].fillna(-1).tolist() == [3, -1, -1]
    assert found["missing_items"].tolist() == [1, 2, 1]
    assert found["reason"].tolist() == ["", "more than one item is missing", ""]
    assert found["category"].isna().tolist() == [False, True, False]


def test_loneliness_has_six_or_eleven_items():
    with pytest.raises(GezondmenuError, match="items is 6 or 11, not 5"):
        loneliness(rows(DJ6, (1,) * 6), items=5)


def test_mhi5_by_hand_with_both_cut_offs():
    """All of the time nervous, in the dumps, down and never calm, happy: 0. The other way round: 100."""
    found = mhi5(
        rows("nervous dumps calm down happy", (1, 1, 6, 1, 6), (6, 6, 1, 6, 1), (4, 4, 3, 4, 3), (4, 4, 3, 4, 4))
    )
    assert found["score"].tolist() == [0, 100, 60, 56]
    assert found["below_60"].tolist() == [True, False, False, True]
    assert found["at_most_60"].tolist() == [True, False, True, True]
    missing = mhi5(rows("happy down calm dumps nervous", (1, 6, 1, 6, None)))
    assert missing.isna().iloc[0].tolist() == [True, True, True, False, False]
    assert (missing.dtypes[["below_60", "at_most_60"]] == "boolean").all()


def test_sums_by_hand():
    assert who5(rows("who1 who2 who3 who4 who5", (0,) * 5, (5,) * 5, (1, 2, 3, 4, 5)))["score"].tolist() == [0, 100, 60]
    assert ucla3(rows("ucla1 ucla2 ucla3", (1, 1, 1), (3, 3, 3), (1, 2, 3)))["score"].tolist() == [3, 9, 6]
    raw = swemwbs(rows("sw1 sw2 sw3 sw4 sw5 sw6 sw7", (1,) * 7, (5,) * 7, (1, 2, 3, 4, 5, 1, 2), (None,) * 7))
    assert raw["raw"].fillna(-1).tolist() == [7, 35, 18, -1]
    assert raw["metric"].fillna(-1).tolist() == [7, 35, 17.43, -1]


def test_single_questions_by_hand():
    satisfaction = life_satisfaction(pd.DataFrame({"life_satisfaction": [0, 10, None]}))
    assert satisfaction["score"].fillna(-1).tolist() == [0, 10, -1]
    health = perceived_health(pd.DataFrame({"perceived_health": [1, 2, 3, 4, 5, None]}))
    assert health["score"].fillna(-1).tolist() == [1, 2, 3, 4, 5, -1]
    assert health["good"].tolist() == [True, True, False, False, False, pd.NA]
    limits = gali(pd.DataFrame({"gali": [1, 2, 3, None]}))
    assert limits["score"].fillna(-1).tolist() == [1, 2, 3, -1]
    assert limits["limited"].tolist() == [True, True, False, pd.NA]
    assert limits["reason"].tolist() == ["", "", "", "an item is missing"]


def test_positive_health_is_six_means_of_any_number_of_items():
    columns = ["meaning_10", "meaning_2", *(f"{name}_1" for name in DIMENSIONS if name != "meaning")]
    found = positive_health(pd.DataFrame([[4, 9, 1, 2, 3, 5, 6], [4, None, 1, 2, 3, 5, 6]], columns=columns))
    assert found[list(DIMENSIONS)].fillna(-1).values.tolist() == [[1, 2, 6.5, 3, 5, 6], [1, 2, -1, 3, 5, 6]]
    assert found["reason"].tolist() == ["", "a dimension misses an item"]
    assert "conversation, not for measurement" in positive_health.__doc__
    with pytest.raises(GezondmenuError, match="not there: meaning_1"):
        positive_health(pd.DataFrame(columns=columns[2:]))


# --- moving ------------------------------------------------------------------------------------------------------


def moved(*answers: tuple) -> pd.DataFrame:
    return ipaq_short(rows(IPAQ, *answers))


def test_ipaq_cuts_off_and_leaves_out():
    found = moved(
        (7, 1000, 0, 0, 0, 0),  # over 16 hours
        (7, 400, 7, 400, 7, 160),  # exactly 16 hours: 180, 180 and 160 minutes
        (7, 9, 7, 9.9, 7, 10),  # bouts under ten minutes count as none
        (5, 200, 0, None, 0, ""),  # the form skips the minutes where days is 0
        (5, 200, 1, None, 0, ""),
        (None, 20, 1, 20, 1, 20),
        (0, 1000, 0, 0, 0, 0),  # minutes of no days
    )
    expected = [-1, 7 * (180 * 8 + 180 * 4 + 160 * 3.3), 7 * 10 * 3.3, 5 * 180 * 8, -1, -1, 0]
    assert found["met_minutes"].fillna(-1).tolist() == pytest.approx(expected, abs=ROUNDING)
    assert found["missing_items"].tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert found["reason"].tolist() == [
        "over 16 hours of activity a day",
        *[""] * 3,
        *["days or minutes are missing"] * 2,
        "",
    ]
    assert found["category"].isna().tolist() == [True, False, False, False, True, True, False]


def test_ipaq_categories_add_up_days_and_never_minutes():
    found = moved(
        (2, 90, 0, 0, 0, 0),  # 1440 MET-minutes on two days only
        (0, 0, 0, 0, 4, 90),  # 4 days
        (0, 0, 0, 0, 5, 29),  # 5 days, 478.5
        (0, 0, 3, 30, 2, 30),  # 3 + 2 days of half an hour, 558 MET-minutes
        (1, 20, 2, 20, 2, 60),  # 5 days, 160 + 160 + 396 = 716
        (2, 180, 4, 60, 0, 0),  # 6 days, 3840
        (2, 180, 5, 60, 0, 0),  # 7 days, 4080
        (3, 20, 0, 0, 0, 0),
        (3, 19, 0, 0, 0, 0),
        (6, 9, 1, 120, 1, 120),  # days of short bouts do not count
    )
    assert found["category"].tolist() == [
        "low",
        "low",
        "low",
        "moderate",
        "moderate",
        "moderate",
        "high",
        "moderate",
        "low",
        "low",
    ]
    assert found["category"].cat.categories.tolist() == ["low", "moderate", "high"]


def test_ipaq_reaches_the_top_of_the_register():
    top = moved((7, 180, 7, 180, 7, 180))["met_minutes"].iloc[0]
    assert scale_table().set_index("outcome").loc["ipaq_short", "high"] == pytest.approx(top, abs=ROUNDING)


def test_the_activity_guideline_by_hand():
    found = activity_guideline_2017(
        rows(GUIDELINE, (150, 2, 2), (149, 7, 7), (600, 1, 2), (150, 2, 1), (0, 0, None), (None, 3, 2))
    )
    assert found["meets"].tolist() == [True, False, False, False, pd.NA, pd.NA]
    assert found["meets_activity"].tolist() == [True, False, False, True, False, pd.NA]
    assert found["meets_strengthening"].tolist() == [True, True, True, False, pd.NA, True]
    assert found["missing_items"].tolist() == [0, 0, 0, 0, 1, 1]


# --- answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", "  ", None, np.nan, pd.NA, pd.NaT])
def test_blank_cells_are_missing(blank):
    found = ucla3(pd.DataFrame({"ucla1": [blank, "1"], "ucla2": [2, 2], "ucla3": ["3", "3.0"]}))
    assert found["missing_items"].tolist() == [1, 0]
    assert found["score"].fillna(-1).tolist() == [-1, 6]


@pytest.mark.parametrize("dtype", ["int64", "float32", "Int64", "Float64", "str", "object", "category", "string"])
def test_cells_may_be_of_any_type(dtype):
    frame = rows("ucla1 ucla2 ucla3", (1, 2, 3), (3, 3, 3)).astype(dtype)
    assert ucla3(frame)["score"].tolist() == [6, 9]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (4, "4"),
        (2.5, "2.5"),
        (-1, "-1"),
        ("x", "'x'"),
        ("nan", "'nan'"),
        ("1,0", "'1,0'"),
        ("²", "'²'"),
        (np.inf, "inf"),
        (True, "True"),
        (pd.Timestamp("2025-01-01"), "2025-01-01 00:00:00"),
        ([1], r"\[1\]"),
    ],
)
def test_what_is_no_code_is_named_with_its_place(value, shown):
    frame = pd.DataFrame({"ucla1": [1, 1], "ucla2": [1, value], "ucla3": [1, 1]}, index=["anna", "bob"])
    text = rf"ucla3, row bob, column ucla2: {shown} is no code .* 1, 2, 3, or blank \(such cells: 1\)"
    with pytest.raises(GezondmenuError, match=text) as caught:
        ucla3(frame)
    assert {"row", "column", "value", "allowed"} <= set(caught.value.values)
    assert "kolom ucla2" in error_text(caught.value, "nl")


def test_yes_and_no_are_no_codes_in_a_column_of_their_own():
    with pytest.raises(GezondmenuError, match="True is no code"):
        gali(pd.DataFrame({"gali": [True, True]}))
    with pytest.raises(GezondmenuError, match="True is no code"):
        gali(pd.DataFrame({"gali": [1, True]}))


def test_the_first_wrong_cell_in_reading_order_is_named():
    with pytest.raises(GezondmenuError, match=r"row 0, column ucla3: 7 .* \(such cells: 2\)"):
        ucla3(rows("ucla1 ucla2 ucla3", (1, 1, 7), (9, 1, 1)))


def test_minutes_have_a_range():
    with pytest.raises(GezondmenuError, match=r"walking_minutes: 1441 .* allowed are 0–1440"):
        moved((0, 0, 0, 0, 1, 1441))
    with pytest.raises(GezondmenuError, match="allowed are 0, 1, 2, 3, 4, 5, 6, 7"):
        moved((0, 0, 0, 0, 2.5, 10))


def test_missing_columns_are_named_together():
    with pytest.raises(GezondmenuError, match="ucla3 needs the columns ucla1, ucla2, ucla3; not there: ucla2, ucla3"):
        ucla3(pd.DataFrame({"ucla1": [1]}))
    with pytest.raises(GezondmenuError, match="not there: walking_minutes"):
        ipaq_short(rows(IPAQ, (0,) * 6).drop(columns="walking_minutes"))
    with pytest.raises(GezondmenuError, match="more than one column has the name ucla1"):
        ucla3(pd.DataFrame([[1, 1, 1, 1]], columns=["ucla1", "ucla1", "ucla2", "ucla3"]))
    with pytest.raises(GezondmenuError, match="needs a DataFrame with a row for each person, not list"):
        positive_health([1])  # type: ignore[arg-type]


# --- every scale -------------------------------------------------------------------------------------------------

LOW_HIGH = {
    "eq5d": (1, 3),
    "loneliness": (1, 3),
    "mhi5": (1, 6),
    "who5": (0, 5),
    "swemwbs": (1, 5),
    "ucla3": (1, 3),
    "life_satisfaction": (0, 10),
    "perceived_health": (1, 5),
    "gali": (1, 3),
    "ipaq_short": (0, 7),
    "activity_guideline_2017": (0, 7),
    "positive_health": (0, 10),
}
CALL = {"eq5d": lambda frame: eq5d(frame, instrument="3L", value_set="NL-2006")}


def answers_of(scale: str, persons: int, seed: int = 1) -> pd.DataFrame:
    """Random answers to the items that the register gives, a whole number each."""
    rng = np.random.default_rng(seed)
    items = scale_table().query("scale == @scale")["items"]
    names = list(dict.fromkeys(item.replace("*", "1") for text in items for item in text.split()))
    low, high = LOW_HIGH[scale]
    return pd.DataFrame(rng.integers(low, high + 1, (persons, len(names))), columns=names)


@pytest.mark.parametrize("scale", NAMES)
def test_every_scale_returns_its_scores_and_then_what_is_missing(scale):
    frame = answers_of(scale, 5).set_axis(list("vwxyz")).assign(extra="?")
    frame.loc["x"] = None
    before = frame.copy()
    found = CALL.get(scale, getattr(scales, scale))(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert found.index.tolist() == list("vwxyz")
    assert found.columns[-2:].tolist() == ["missing_items", "reason"]
    assert (found.dtypes["missing_items"], found.dtypes["reason"]) == ("int64", "str")
    assert found.iloc[2, :-2].isna().all()
    assert found.loc["x", "missing_items"] >= 1
    assert set(found["reason"]) <= {"", *REASONS}
    assert (found["reason"] != "").tolist() == [False, False, True, False, False]
    empty = CALL.get(scale, getattr(scales, scale))(frame.iloc[:0])
    assert empty.shape == (0, found.shape[1])
    assert (empty.dtypes[["missing_items", "reason"]] == found.dtypes[["missing_items", "reason"]]).all()


@pytest.mark.parametrize("scale", NAMES)
@pytest.mark.parametrize("dtype", ["int64", "str"])
def test_ten_thousand_rows_take_less_than_a_tenth_of_a_second(scale, dtype):
    frame = answers_of(scale, 10_000).astype(dtype)
    score = CALL.get(scale, getattr(scales, scale))
    score(frame.iloc[:1])
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        score(frame)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.1


def test_the_register_is_complete():
    table = scale_table()
    assert set(table["scale"]) == set(LOW_HIGH) == set(scales.survey._SCORED_BY)
    assert not table.duplicated(["outcome", "value_set", "version"]).any()
    text = ["nl", "en", "score", "items", "unit_nl", "unit_en", "missing_rule", "licence", "source"]
    assert (table[text] != "").all(axis=None)
    assert (table["low"] < table["high"]).all()
    assert set(table["better"]) == {"higher", "lower"}
    assert set(table["level"]) == {"score", "ordinal", "yes_no"}
    sure = {"read", "computed", "from memory", "ours"}
    assert set(table["how_sure"]) | set(table["missing_how_sure"]) | set(table["licence_how_sure"]) <= sure
    assert (table["mid_how_sure"] != "")[table["minimal_important_difference"].notna()].all()
    assert set(table.query("scale == 'eq5d'")["value_set"]) == set(value_sets())
    for name in ("eq5d_nl", "swemwbs"):
        facts = read_reference(name)
        assert (facts[["source", "year", "doi", "found_in", "licence"]] != "").all(axis=None)
        assert set(facts["how_sure"]) == {"read"}


def test_what_a_scale_says_of_itself_has_its_dutch():
    assert [words for words in (*REASONS, *LEFT_OUT) if translate(words, "nl") == words] == []


# --- a whole survey ----------------------------------------------------------------------------------------------


def whole_survey(persons: int = 4) -> pd.DataFrame:
    return pd.concat([answers_of(scale, persons) for scale in NAMES], axis=1)


def test_a_survey_gives_the_main_score_of_every_scale():
    wide = whole_survey()
    found = score_survey(wide, value_set="NL-2006")
    assert found.left_out == {}
    assert (
        found.scores.columns.tolist() == found.outcomes.index.tolist() == pd.unique(scale_table()["outcome"]).tolist()
    )
    assert (found.scores.dtypes == "float64").all()
    assert found.outcomes.loc["eq5d", ["value_set", "version"]].tolist() == ["NL-2006", "3L"]
    assert found.outcomes.loc["loneliness", "version"] == "11 items"
    for outcome, row in found.outcomes.iterrows():
        alone = {**CALL, "loneliness": lambda frame: loneliness(frame, 11)}.get(
            row["scale"], getattr(scales, row["scale"])
        )
        expected = alone(wide)[row["score"]].astype("float64").rename(outcome)
        pd.testing.assert_series_equal(found.scores[outcome], expected)
        assert found.scores[outcome].between(row["low"], row["high"]).all()


def test_eq5d_is_left_out_where_no_value_set_is_chosen():
    found = score_survey(answers_of("eq5d", 3), value_set=None)
    assert found.scores.shape == (3, 0)
    assert found.left_out == {"eq5d": "no value set is chosen"}
    with pytest.raises(GezondmenuError, match="one of NL-2006, NL-2026, NL-2016, NL-2022, not NL-2005"):
        score_survey(answers_of("eq5d", 3), value_set="NL-2005")


def test_loneliness_falls_back_to_six_items_and_half_a_scale_is_named():
    found = score_survey(rows(f"{DJ6} dj1 who1 meaning_3", (1, 1, 1, 1, 1, 1, 9, 9, 99)), value_set="NL-2016")
    assert found.scores.to_dict("list") == {"loneliness": [3.0]}
    assert found.outcomes.loc["loneliness", "high"] == 6
    assert found.left_out["who5"] == "columns are not there: who2, who3, who4, who5"
    assert found.left_out["positive_health"].startswith("columns are not there: bodily_functions_*, mental_wellbeing_*")
    assert set(found.left_out) == {"who5", "positive_health"}


def test_a_survey_without_scales_or_rows():
    found = score_survey(pd.DataFrame({"own_question": [1]}, index=["p1"]), value_set="NL-2016")
    assert (found.scores.shape, len(found.outcomes), found.left_out) == ((1, 0), 0, {})
    assert score_survey(whole_survey().iloc[:0], value_set="NL-2006").scores.shape == (0, 17)


def test_a_survey_of_the_example_study(example):
    """Rows of the simulated survey, put side by side per person and wave."""
    survey = example["survey"]
    wide = survey.set_index(["person", "wave", "question"])["answer"].unstack()
    found = score_survey(wide, value_set="NL-2016")
    assert {"eq5d", "ucla3", "life_satisfaction", "perceived_health"} <= set(found.scores)
    assert found.scores.notna().mean().min() > 0.5


# --- answers in words --------------------------------------------------------------------------------------------


def test_words_score_as_the_codes_that_they_stand_for():
    """WHO-5 by hand: 5 + 4 + 3 + 2 + 0 = 14, times 4 = 56, in Dutch, in English and mixed with codes."""
    answers = [
        ["Voortdurend", "meestal", "meer dan de helft van de tijd", "Minder dan de helft van de tijd", "nooit"],
        [
            "all of the time",
            "most of the time",
            "more than half of the time",
            "less than half of the time",
            "at no time",
        ],
        ["5", "4 = meestal", 3, "2", "0 (nooit)"],
    ]
    frame = pd.DataFrame(answers, columns=[f"who{item}" for item in range(1, 6)])
    assert who5(frame)["score"].tolist() == [56, 56, 56]
    lonely = pd.DataFrame([["ja", "min of meer", "nee", "Ja", "nee", "nee"]], columns=DJ6.split())
    assert loneliness(lonely)["total"].tolist() == [1 + 1 + 1 + 0 + 0 + 0]
    health = perceived_health(pd.DataFrame({"perceived_health": ["goed", "Zeer goed", "gaat wel", ""]}))
    assert health["score"].tolist()[:3] == [2, 1, 3]
    levels = pd.DataFrame([["geen", "licht", "matig", "ernstig", "extreem"]], columns=EQ)
    by_code = pd.DataFrame([[1, 2, 3, 4, 5]], columns=EQ)
    known = {"instrument": "5L", "value_set": "NL-2016"}
    assert eq5d(levels, **known)["utility"].item() == eq5d(by_code, **known)["utility"].item()


@pytest.mark.parametrize("answer", ["uitstekend", "3 = goed", "goed (4)", "ja"])
def test_a_word_of_another_scale_or_one_that_contradicts_its_code_is_no_answer(answer):
    with pytest.raises(GezondmenuError, match="allowed are 1, 2, 3, 4, 5"):
        perceived_health(pd.DataFrame({"perceived_health": [answer]}))


def test_each_word_of_a_scale_stands_for_one_code_and_every_code_has_a_word_in_both_languages():
    table = read_reference("answer_words")
    assert not table.duplicated(["scale", "version", "words"]).any()
    assert (table["words"] == table["words"].str.lower()).all()
    for _, part in table.groupby(["scale", "version"]):
        codes = [set(words["code"]) for _, words in part.groupby("language")]
        assert len(codes) == 2
        assert codes[0] == codes[1]
