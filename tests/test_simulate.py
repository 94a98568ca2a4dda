"""Simulated studies: in order, repeatable, believable, and with a truth that an estimate can find again."""

import filecmp

import numpy as np
import pandas as pd
import pytest

from gezondmenu.reference import shipped
from gezondmenu.simulation.example import example_study, write_example
from gezondmenu.simulation.simulate import simulate_study
from gezondmenu.study.model import make_study
from gezondmenu.study.schema import DTYPES, tables
from gezondmenu.study.writing import write_study
from gezondmenu.vocabulary import GezondmenuError

STANDARD_ERRORS = 4  # chance gives a larger distance once in 16,000
STANDARD_ERRORS_OF_MANY = 5  # for the largest of some hundreds of distances


@pytest.fixture(scope="module")
def example():
    return example_study()


@pytest.fixture(scope="module")
def large():
    """Enough people surveyed for a small standard error."""
    return simulate_study(
        areas=120, people=4_000, seed=11, comparison_areas=60, head_count_areas=0, tiny_areas=0, surveyed=150
    )


def same(one, other):
    return all(one[name].equals(other[name]) for name in tables())


UNFILLED = (
    "questions",
    "cash_flows",
    "scaling",
    "entitlements",
    "challenges",
    "members",
    "alliances",
    "monitored",
    "overlaps",
    "care_costs",
)
"""Tables of the second example (data/arrangements), and one that the simulation has no need of."""
"""The simulated survey has questions of our scales only."""


def test_every_table_is_filled_in_the_right_columns(example):
    for name, table in tables().items():
        frame = example[name]
        assert len(frame) > 0 or name in UNFILLED, name
        assert list(frame.columns) == list(table.columns)
        assert {c: str(t) for c, t in frame.dtypes.items()} == {c: DTYPES[r.type] for c, r in table.columns.items()}
        assert frame[table.required].notna().all().all() or name == "survey", name


def test_keys_are_unique(example):
    for name, table in tables().items():
        keyed = example[name]
        if table.key_needs:
            keyed = keyed[keyed[table.key_needs].notna()]
        if table.key:
            assert not keyed.duplicated(list(table.key)).any(), name


def test_every_reference_is_there(example):
    for name, table in tables().items():
        for column in table.columns.values():
            if column.refers:
                other, key = column.refers.split(".")
                assert example[name][column.name].dropna().isin(example[other][key]).all(), (name, column.name)
            if column.values:
                assert example[name][column.name].dropna().isin(list(column.values)).all(), (name, column.name)


def test_ids_keep_leading_zeros(example):
    assert example["activities"].activity.str.startswith("00").all()


@pytest.mark.slow
def test_the_seed_decides():
    assert same(simulate_study(seed=5), simulate_study(seed=5))
    one, other = simulate_study(seed=5), simulate_study(seed=6)
    assert not one["attendance"].equals(other["attendance"])


def test_what_is_surveyed_does_not_change_who_came():
    one, other = simulate_study(seed=5, surveyed=20), simulate_study(seed=5, surveyed=60)
    assert one["attendance"].equals(other["attendance"])
    assert len(one["survey"]) < len(other["survey"])


def test_head_counts_are_those_of_the_lists(example):
    meeting = ["activity", "date", "start"]
    lists = example["attendance"].query("role == 'participant'").groupby(meeting).size().rename("listed")
    both = example["sessions"].merge(lists.reset_index(), on=meeting, how="left")
    known = both.listed.notna()
    assert (both.visits[known] == both.listed[known]).all()
    head_counts = example.truth["areas"].query("head_counts").area
    of_area = example["activities"].set_index("activity").area
    assert (known == ~both.activity.map(of_area).isin(head_counts)).all()


def test_head_count_areas_know_no_persons(example):
    (area,) = example.truth["areas"].query("head_counts").area
    here = example["activities"].activity[example["activities"].area == area]
    assert not example["people"].area.eq(area).any()
    assert not example["attendance"].activity.isin(here).any()
    answers = example["appreciation"][example["appreciation"].activity.isin(here)]
    assert len(answers) > 0
    assert answers.person.isna().all()


def test_answers_are_no_more_than_were_asked(example):
    of_area = example["activities"].set_index("activity").area
    answers = example["appreciation"].query("statement == 'my_health'")
    counted = answers.groupby([answers.activity.map(of_area), "period"]).size()
    invited = example["invitations"].query("measure == 'appreciation'").set_index(["area", "period"])
    assert (counted == invited.attended.reindex(counted.index)).all()
    assert (invited.attended <= invited.asked).all()
    eligible = invited.dropna(subset="eligible")
    assert (eligible.asked <= eligible.eligible).all()


@pytest.mark.slow
def test_participation_follows_its_truth(large):
    visits = large["attendance"].query("role == 'participant'").merge(large["people"], on="person")
    came = visits.groupby(["area", visits.date.dt.year.astype(str)]).person.nunique()
    truth = large.truth["participation"].merge(large.truth["areas"], on="area").set_index(["area", "period"])
    expected = truth.probability * truth.residents
    spread = np.sqrt(expected * (1 - truth.probability))
    distance = (came.reindex(truth.index) - expected) / spread
    assert distance.abs().max() < STANDARD_ERRORS_OF_MANY
    # each distance has variance of at most 1 and no drift
    assert abs(distance.mean()) < STANDARD_ERRORS / np.sqrt(len(distance))


def test_statements_follow_their_truth(large):
    of_area = large["activities"].set_index("activity").area
    answers = large["appreciation"]
    positive = answers.answer.isin(["4", "5"]).groupby([answers.activity.map(of_area), answers.statement])
    seen, n = positive.mean(), positive.size()
    truth = large.truth["appreciation"].set_index(["area", "statement"]).positive.reindex(seen.index)
    # a person answers in both years on his own, so answers count singly
    assert ((seen - truth).abs() / np.sqrt(truth * (1 - truth) / n)).max() < STANDARD_ERRORS_OF_MANY


def changes(study, question):
    """Change between the waves of each person with both answers, by arm."""
    rows = study["survey"][study["survey"].question == question]
    rows = rows.assign(answer=rows.answer.astype(float))
    wide = rows.pivot_table(index=["person", "arm"], columns="wave", values="answer")
    change = (wide["1"] - wide["0"]).dropna()
    return change.groupby("arm").agg(["mean", "sem"])


@pytest.mark.parametrize("question", ["life_satisfaction", "perceived_health", "pain"])
def test_difference_in_differences_finds_the_effect_and_before_after_does_not(large, question):
    truth = large.truth["effect"].set_index("question").loc[question]
    change = changes(large, question)
    estimate = change["mean"]["programme"] - change["mean"]["comparison"]
    assert abs(estimate - truth.effect) < STANDARD_ERRORS * np.hypot(*change["sem"])
    naive = change["mean"]["programme"]
    assert (naive - truth.effect) * truth.better > STANDARD_ERRORS * change["sem"]["programme"]


def test_steps_are_reached_as_often_as_their_truth():
    study = simulate_study(areas=60, people=4_000, seed=13, comparison_areas=0, head_count_areas=0, surveyed=5)
    known = study["goals"].dropna(subset="reached").groupby("area").reached
    truth = study.truth["goals"].set_index("area").reached
    assert truth.between(0.60, 0.75).all()
    distance = (known.mean().astype(float) - truth) / np.sqrt(truth * (1 - truth) / known.size())
    assert distance.abs().max() < STANDARD_ERRORS_OF_MANY
    assert abs(distance.mean()) < STANDARD_ERRORS / np.sqrt(len(distance))


def test_steps_are_chosen_where_the_person_came(large):
    goals = large["goals"].merge(large["people"][["person", "area"]], on="person", suffixes=("", "_of_person"))
    assert len(goals) == len(large["goals"])
    assert (goals.area == goals.area_of_person).all()
    assert goals.area.isin(large.truth["areas"].query("arm == 'programme'").area).all()
    lists = large["attendance"].query("role == 'participant'")[["activity", "date", "person"]].drop_duplicates()
    placed = goals.dropna(subset="activity")
    assert len(placed.merge(lists, on=["activity", "date", "person"])) == len(placed)
    assert large["goals"].reached.isna().mean() == pytest.approx(0.13, abs=0.04)
    each = large["goals"].groupby("person").size().value_counts(normalize=True)
    assert each[1] > 0.6
    assert set(each.index) == {1, 2, 3}


def test_the_example_has_steps_places_and_employers(example):
    steps = example["goals"].groupby("area").size()
    tiny = example.truth["areas"].query("tiny").area
    assert steps.drop(tiny).between(60, 250).all()
    head_counts = example.truth["areas"].query("head_counts").area
    assert example["goals"].person.isna().equals(example["goals"].area.isin(head_counts))
    areas = example["areas"]
    # everything lies in the middle of the Markermeer, at least 5 km from any shore
    assert areas.latitude.between(52.50, 52.58).all()
    assert areas.longitude.between(5.18, 5.30).all()
    km = areas[["latitude", "longitude"]].to_numpy()[1:] * [111.2, 111.2 * np.cos(np.radians(52.54))]
    distance = np.hypot(*(km[:, None] - km[None]).transpose(2, 0, 1))
    assert 1 < distance[distance > 0].min() < 3
    activities = example["activities"]
    assert (activities.latitude.isna() == activities.longitude.isna()).all()
    assert 0 < activities.latitude.isna().mean() < 0.25
    employers = example["context"].query("measure == 'employers'")
    assert set(employers.year) == {2024, 2025}
    assert set(employers.area) == set(areas.area)
    assert (employers.value == employers.value.round()).all()
    inside = employers.merge(areas[["area", "parent"]], on="area").dropna(subset="parent")
    of_parts = inside.groupby(["parent", "year"]).value.sum()
    of_city = employers[employers.area == "GM9901"].set_index("year").value
    assert of_parts["GM9901"].to_dict() == of_city.to_dict()


def test_no_two_cities_lie_on_each_other_or_on_land():
    areas = simulate_study(areas=200, people=600, seed=2, surveyed=5)["areas"]
    points = areas[areas.level == "gemeente"][["latitude", "longitude"]]
    assert not points.duplicated().any()
    sea = areas[(areas.parent.fillna(areas.area) != "GM9901")]
    assert sea.longitude.max() < 4.5  # the coast near Den Helder lies at 4.7, the further south the further west
    assert sea.latitude.min() > 52.5


def test_comparison_areas_alone_have_no_steps():
    study = simulate_study(areas=2, people=900, seed=1, comparison_areas=2, head_count_areas=0, tiny_areas=0)
    assert not study.has("goals")
    assert study.truth["goals"].empty


def test_an_effect_by_question_leaves_the_others_alone():
    study = simulate_study(seed=3, true_effect={"pain": 0.5})
    effect = study.truth["effect"].set_index("question").effect
    assert effect["pain"] < -0.2
    assert (effect.drop("pain") == 0).all()


@pytest.mark.slow
def test_selection_makes_participants_healthier_or_less_healthy():
    settings = {"areas": 40, "comparison_areas": 10, "head_count_areas": 0, "seed": 2}
    gaps = [simulate_study(selection=s, **settings).truth["selection"] for s in (-0.8, 0.0, 0.8)]
    assert gaps[0]["gap"] < gaps[1]["gap"] < gaps[2]["gap"]
    assert gaps[0]["gap_within_age"] < -0.3
    assert gaps[2]["gap_within_age"] > 0.3


@pytest.mark.parametrize(("dropout", "differs"), [(1.0, True), pytest.param(0.0, False, marks=pytest.mark.slow)])
def test_those_who_are_lost_were_less_healthy(dropout, differs):
    study = simulate_study(areas=60, seed=4, comparison_areas=20, head_count_areas=0, tiny_areas=0, dropout=dropout)
    survey = study["survey"]
    first = survey[survey.wave == "0"][["person"]].drop_duplicates()
    lost = ~first.person.isin(survey[survey.wave == "1"].person)
    health = first.merge(study.truth["health"], on="person").health.to_numpy()
    gap = health[lost].mean() - health[~lost].mean()
    error = np.hypot(health[lost].std() / np.sqrt(lost.sum()), health[~lost].std() / np.sqrt((~lost).sum()))
    assert (gap < -STANDARD_ERRORS * error) == differs
    assert lost.mean() == pytest.approx(0.25, abs=0.06)


def visits_a_day(study, months):
    sessions = study["sessions"]
    return sessions.visits[sessions.date.dt.month.isin(months)].sum() / len(months)


def test_summer_dips_unless_there_is_no_season():
    dip, flat = simulate_study(seed=8, season=0.4), simulate_study(seed=8, season=0.0)
    assert visits_a_day(dip, [7, 8]) < 0.6 * visits_a_day(dip, [5, 6, 9, 10])
    assert visits_a_day(flat, [7, 8]) > 0.85 * visits_a_day(flat, [5, 6, 9, 10])
    assert visits_a_day(dip, [12]) < visits_a_day(dip, [11])


def test_the_example_is_believable(example):
    areas = example["areas"].set_index("area").join(example.truth["areas"].set_index("area"), how="inner")
    assert areas.population.between(900, 12_000).all()
    chance = example.truth["participation"].probability
    assert chance.between(0.03, 0.12).all()
    activities = example["activities"].groupby("area").size()[~areas.tiny]
    assert activities.between(8, 25).all()
    assert example["sessions"].visits.between(6, 20).mean() > 0.8
    visits = example["attendance"].query("role == 'participant'").merge(example["people"], on="person")
    each = visits.groupby(["person", visits.date.dt.year]).size()
    assert 7 < each.mean() < 14
    assert each.median() < 0.8 * each.mean()
    persons = example["people"]
    assert (persons.gender == "female").sum() / persons.gender.notna().sum() == pytest.approx(2 / 3, abs=0.04)
    share = persons.age_band.value_counts(normalize=True)
    assert share["65-74"] + share["75+"] > 0.45
    assert share["18-34"] < 0.08
    invited = example["invitations"].query("measure == 'appreciation'").dropna(subset="eligible")
    assert (invited.attended / invited.eligible).between(0.3, 0.61).all()
    assert example["activities"].price_eur.dropna().between(0, 4).all()
    assert example["activities"].price_eur.isna().any()
    supporter = example["costs"].dropna(subset="arrangement")
    assert (supporter.groupby(supporter.date.dt.year).amount_eur.sum() == 70_000).all()
    assert example["arrangement_areas"].query("arrangement == 'BO01'").area.nunique() > 3


def test_the_example_has_large_cells_and_small_ones(example):
    """Counts of 1-9 are hidden by the rule `standard`: few in ordinary areas, many in the tiny one."""
    of_area = example["activities"].set_index("activity").area
    answers = example["appreciation"]
    rows = [answers.activity.map(of_area), answers.period, answers.statement]
    cells = pd.crosstab(rows, answers.answer)
    shown = ~cells.isin(range(1, 10)).any(axis=1)
    tiny = shown.index.get_level_values(0).isin(example.truth["areas"].query("tiny").area)
    assert shown[~tiny].mean() > 0.85
    assert not shown[tiny].any()


def test_the_example_files_are_the_simulation(tmp_path):
    """`python -c "from gezondmenu.simulation.example import write_example; write_example('data/example')"`."""
    written = {path.name for path in write_example(tmp_path)}
    committed = shipped("data/example")
    assert written == {path.name for path in committed.iterdir()}
    text = sorted(name for name in written if not name.endswith(".xlsx"))
    _same, changed, missing = filecmp.cmpfiles(tmp_path, committed, text, shallow=False)
    assert (changed, missing) == ([], [])
    assert sum(path.stat().st_size for path in committed.iterdir()) < 3_000_000
    sheets = [
        pd.read_excel(folder / "activities.xlsx", dtype=str, engine="calamine") for folder in (tmp_path, committed)
    ]
    assert sheets[0].equals(sheets[1])


def test_the_example_reads_back_without_a_finding(example):
    from gezondmenu.study.reading import read_study

    study = read_study(shipped("data/example"))
    assert study.findings.empty
    assert study.choices == example.choices
    assert study.own_indicators == example.own_indicators
    for name in tables():
        pd.testing.assert_frame_equal(study[name], example[name], check_exact=False)


def test_writing_says_which_name_is_wrong(tmp_path):
    study = make_study({"areas": pd.DataFrame({"area": ["01"], "name": ["Noord"]})})
    with pytest.raises(GezondmenuError, match="no table 'sesions'"):
        write_study(study, tmp_path, formats={"sesions": "csv"})
    with pytest.raises(GezondmenuError, match=r"formats\['areas'\] must be one of csv, dutch csv, xlsx, not 'ods'"):
        write_study(study, tmp_path, formats={"areas": "ods"})
    assert [path.name for path in write_study(study, tmp_path)] == ["areas.csv", "study.toml"]
    assert (tmp_path / "areas.csv").read_text() == "area,name\n01,Noord\n"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"areas": 3}, "3 areas cannot hold"),
        ({"people": [1_000, 2_000]}, "`people` holds 2 values for 8 areas"),
        ({"participation": 1.2}, "`participation` must be above 0 and at most 0.8"),
        ({"years": (2023, 2025)}, "`years` must follow each other"),
        ({"season": 1.0}, "`season` must lie from 0 to 0.8"),
        ({"true_effect": {"happiness": 1}}, "names happiness; the questions are life_satisfaction"),
    ],
)
def test_errors_say_what_is_wrong(settings, message):
    with pytest.raises(GezondmenuError, match=message):
        simulate_study(**settings)


def test_one_year_and_one_area():
    study = simulate_study(areas=1, people=600, years=(2025,), comparison_areas=0, head_count_areas=0, tiny_areas=0)
    assert all(study.has(name) for name in tables() if name not in UNFILLED)
    assert study["sessions"].date.dt.year.eq(2025).all()


@pytest.mark.slow
def test_a_thousand_areas():
    study = simulate_study(areas=1_000, people=2_100, comparison_areas=300, head_count_areas=50, seed=3)
    assert study["sessions"].visits.sum() > 1_500_000
