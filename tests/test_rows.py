"""Rows of the mission: each acceptance example on the estimate table, to the printed digit, and numbers of our own.

Numbers of the examples are made up for the test; they are facts about nowhere.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from gezondmenu.disclosure import release
from gezondmenu.effects import estimate
from gezondmenu.indicators.register import cards
from gezondmenu.reference import shipped
from gezondmenu.report.publish.prose import find_overclaims
from gezondmenu.report.words.typed_claims import claim_sentence
from gezondmenu.study.model import Study, make_study
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import people_study, pick, rows

DAY = pd.Timestamp


def shown(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}"


def one_area(residents: int = 1_000, **tables: pd.DataFrame) -> Study:
    activities = rows("activity area name", ("01", "A", "Wandelen"))
    return make_study(
        {"areas": rows("area name population", ("A", "Noord", residents)), "activities": activities, **tables}
    )


def visits_of(persons: int, times: int, first: str = "2025-01-06") -> pd.DataFrame:
    """`persons` people who each came `times` times, a day apart."""
    days = pd.date_range(first, periods=times)
    every = [(f"p{number}", day) for number in range(persons) for day in days]
    return pd.DataFrame(every, columns=["person", "date"]).assign(activity="01")


# --------------------------------------------------------------------------------------------- B2, O10, I1, G4


def test_b2_342_of_18250_residents_is_18_7_per_1000():
    study = one_area(18_250, attendance=visits_of(342, 1), people=people_of(342))
    rate = pick(estimate(study, ["participants"]), area="A", period="2025", indicator="participation_rate")
    assert (rate.numerator, rate.denominator, shown(rate.value)) == (342, 18_250, "18.7")
    assert rate.method == "none: complete count"


def people_of(persons: int, low_income: int = 0) -> pd.DataFrame:
    ids = [f"p{number}" for number in range(persons)]
    return pd.DataFrame({"person": ids, "area": "A", "low_income": [k < low_income for k in range(persons)]})


def test_b2_the_basic_set_holds_at_most_ten_cards():
    assert sum(card.basic for card in cards().values()) <= 10


def test_o10_1900_visits_are_not_640_participants():
    study = one_area(10_000, attendance=pd.concat([visits_of(640, 2), visits_of(620, 1, "2025-03-03")]))
    table = estimate(study, ["visits", "participants"])
    visits = pick(table, area="A", period="2025", indicator="visits")
    people = pick(table, area="A", period="2025", indicator="participants")
    assert (visits.value, visits.unit) == (1_900, "visits")
    assert (people.value, people.unit) == (640, "persons")


def test_i1_sessions_and_participants_of_a_club():
    """Three sessions of 4, 6 and 8 visits: 6 a session; t with 2 degrees of freedom is 4.303, (sd / mean)² is 1/9."""
    sessions = rows("activity date visits", *(("01", DAY(f"2025-02-0{d}"), v) for d, v in ((3, 4), (4, 6), (5, 8))))
    table = estimate(one_area(sessions=sessions), ["sessions"])
    assert pick(table, area="A", period="2025", indicator="sessions").value == 3
    per = pick(table, area="A", period="2025", indicator="visits_per_session")
    assert (per.numerator, per.denominator, per.value) == (18, 3, 6)
    far = np.exp(4.302652729911275 * (1 / 27 * (1 + 4 / 9 / 3**0.5)) ** 0.5)
    np.testing.assert_allclose([per.lower, per.upper], [6 / far, 6 * far])


@pytest.mark.parametrize(("trait", "level"), [("low_income", "yes"), ("gender", "female"), ("education", "vmbo")])
def test_g4_o11_48_of_210_beside_12_percent_is_a_reach_of_1_90(trait, level):
    """48/210 = 22.9 %; the neighbourhood's share of 12 % is taken as fixed: 1.90 (1.47-2.42)."""
    study = people_study(210, 48)
    if trait != "low_income":
        words = {True: level, False: "another"}
        for name in ("people", "population"):
            frame = study.tables[name]
            frame[trait], frame["low_income"] = (
                frame["low_income"].map(words),
                pd.array([pd.NA] * len(frame), "boolean"),
            )
    table = estimate(study, ["reach", "composition"])
    share = pick(table, area="A", period="2025", indicator="participant_share", group=f"{trait}={level}")
    assert shown(share.value) == "22.9"
    reach = pick(table, area="A", period="2025", indicator="reach_ratio", group=f"{trait}={level}")
    assert [shown(x, 2) for x in (reach.value, reach.lower, reach.upper)] == ["1.90", "1.47", "2.42"]


def test_o11_unknown_traits_are_shown_beside_the_reach():
    study = people_study(210, 48)
    study.tables["people"].loc[200:, "low_income"] = pd.NA
    reach = pick(estimate(study, ["reach"]), area="A", period="2025", indicator="reach_ratio", group="low_income=yes")
    assert (reach.numerator, reach.denominator, reach.note) == (48, 200, "10 of 210 unknown")


# -------------------------------------------------------------------------------------------------------- G1


def answers(positive: int, people: int, activity: str = "01") -> pd.DataFrame:
    given = ["5"] * positive + ["2"] * (people - positive)
    persons = [f"p{number}" for number in range(people)]
    return pd.DataFrame({"person": persons, "answer": given}).assign(
        activity=activity, period="2025", statement="my_health"
    )


def test_g1_14_of_20_is_70_percent_and_shown_and_7_answers_are_not():
    table = estimate(one_area(appreciation=answers(14, 20)), ["appreciation"])
    for group in ("statement=my_health", "activity=01;statement=my_health"):
        share = pick(table, area="A", period="2025", indicator="appreciation_positive", group=group)
        assert [shown(x) for x in (share.value, share.lower, share.upper)] == ["70.0", "48.1", "85.5"]
    assert pick(release(table), area="A", period="2025", indicator="appreciation_positive", group=group).status == "ok"
    few = release(estimate(one_area(appreciation=answers(4, 7)), ["appreciation"]))
    hidden = pick(few, area="A", period="2025", indicator="appreciation_positive", group=group)
    assert (hidden.status, np.isnan(hidden.value), np.isnan(hidden.n)) == ("suppressed", True, True)


def test_g1_appreciation_by_group_counts_each_level_apart():
    people = people_of(20, 8).assign(gender=["female"] * 12 + ["male"] * 8)
    table = estimate(one_area(appreciation=answers(14, 20), people=people), ["appreciation"])
    share = {
        level: pick(
            table,
            area="A",
            period="2025",
            indicator="appreciation_positive",
            group=f"gender={level};statement=my_health",
        )
        for level in ("female", "male")
    }
    assert [(r.numerator, r.denominator) for r in share.values()] == [(12, 12), (2, 8)]


# ----------------------------------------------------------------------------------------------- T1, T2, T3


def test_t1_48_of_111_known_activities_are_free_and_9_of_120_unknown():
    prices = [0.0] * 48 + [2.0] * 63 + [np.nan] * 9
    activities = pd.DataFrame({"activity": [f"{k:03}" for k in range(120)], "price_low_income_eur": prices})
    study = one_area(activities=activities.assign(area="A", name="x"))
    free = pick(estimate(study, ["free"]), area="A", period="all", indicator="free_for_low_income")
    assert (free.numerator, free.denominator, shown(free.value), free.note) == (48, 111, "43.2", "9 of 120 unknown")


def test_t1_the_threshold_counts_price_leaders_and_distance_each_with_its_unknown():
    """One degree of longitude at 52 degrees north is about 68.5 km, so 0.01 is 0.68 km: near; 0.1 is far."""
    areas = rows("area name population latitude longitude", ("A", "Noord", 1000, 52.0, 5.0))
    activities = rows(
        "activity area name price_eur organiser latitude longitude",
        ("1", "A", "x", 0.0, "residents", 52.0, 5.01),
        ("2", "A", "x", 3.0, "professional", 52.0, 5.1),
        ("3", "A", "x", np.nan, None, np.nan, np.nan),
    )
    sessions = rows("activity date visits", *((a, DAY("2025-03-03"), 5) for a in ("1", "2", "2", "3")))
    sessions["start"] = ["09:00", "09:00", "14:00", "09:00"]
    study = make_study({"areas": areas, "activities": activities, "sessions": sessions})
    table = estimate(study, ["activities", "price"])

    def count(group: str) -> float:
        return pick(table, area="A", period="2025", indicator="activities", group=group).value

    for check, levels in (
        ("price", ("free", "paid")),
        ("distance", ("near", "far")),
        ("organiser", ("residents", "professional")),
    ):
        assert [count(f"{check}={level}") for level in (*levels, "unknown")] == [1, 1, 1]
    price = pick(table, area="A", period="2025", indicator="price_per_session")
    assert (price.value, price.denominator, price.note) == (2.0, 3, "1 of 4 unknown")  # (0 + 3 + 3) / 3
    near = pick(table, area="A", period="all", indicator="distance_to_free_activity")
    assert near.value == pytest.approx(0.01 * np.radians(1) * 6371 * np.cos(np.radians(52)), rel=1e-4)


def test_t2_400_hours_of_volunteers_and_250_of_students_are_650_in_two_rows():
    sessions = rows(
        "activity date visits volunteer_hours student_hours",
        ("01", DAY("2025-02-03"), 9, 400.0, 100.0),
        ("01", DAY("2025-05-05"), 9, np.nan, 150.0),
    )
    table = estimate(one_area(sessions=sessions), ["hours"])
    hours = {
        name: pick(table, area="A", period="2025", indicator=f"{name}_hours").value
        for name in ("volunteer", "student", "unpaid")
    }
    assert hours == {"volunteer": 400, "student": 250, "unpaid": 650}
    units = table.loc[table["indicator"].str.endswith("_hours"), "unit"]
    assert set(units) == {"hours"}  # never euros


def test_t3_12_of_85_employers_is_14_1_percent():
    activities = pd.DataFrame({"activity": [f"{k:02}" for k in range(14)], "area": "A", "name": "x"})
    activities["employer"] = [f"Bedrijf {k}" for k in range(12)] + ["Bedrijf 0", None]
    context = rows("area year measure value", ("A", 2025, "employers", 85.0))
    sessions = pd.DataFrame({"activity": activities["activity"], "date": DAY("2025-03-03"), "visits": 5})
    table = estimate(one_area(activities=activities, sessions=sessions, context=context), ["employers"])
    share = pick(table, area="A", period="2025", indicator="employers_share")
    assert (share.numerator, share.denominator, shown(share.value)) == (12, 85, "14.1")


# ------------------------------------------------------------------------------------------------------- W1


def help_study(solved: int, asked: int) -> Study:
    """`solved` requests of which the middle one took 6 days (3, 6, 9 days in turn), the others open since long."""
    days = [(3, 6, 9)[k % 3] for k in range(solved)]
    start = DAY("2025-03-03")
    requests = pd.DataFrame({"request": [f"h{k}" for k in range(asked)], "area": "A", "date": start})
    requests["solved_by"] = ["community" if k % 2 else "volunteer" for k in range(solved)] + ["open"] * (asked - solved)
    requests["solved_on"] = [start + pd.Timedelta(days=d) for d in days] + [pd.NaT] * (asked - solved)
    requests["kind"] = ["vervoer"] * solved + ["tuin"] * (asked - solved)
    return one_area(requests=requests)


def test_w1_63_of_90_requests_are_matched():
    table = estimate(help_study(63, 90), ["help"])
    for name in ("solved_share", "solved_by_community"):
        share = pick(table, area="A", period="2025", indicator=name)
        assert (share.numerator, share.denominator, shown(share.value)) == (63, 90, "70.0")
    unmet = pick(table, area="A", period="2025", indicator="open_share", group="kind=tuin")
    assert (unmet.numerator, unmet.denominator, unmet.value) == (27, 27, 100)


def test_w1_the_median_is_6_days_with_the_open_ones_as_still_waiting():
    """All 21 of 3 days and 21 of 6 days are solved by day 6: 42 of 90 is under a half; with 30 open of 93, 6 days."""
    solved_only = pick(estimate(help_study(63, 63), ["help"]), area="A", period="2025", indicator="days_to_solved")
    assert solved_only.value == 6
    waiting = pick(estimate(help_study(63, 80), ["help"]), area="A", period="2025", indicator="days_to_solved")
    assert waiting.value == 6  # 42 of 80 are solved on day 6
    longer = pick(estimate(help_study(63, 90), ["help"]), area="A", period="2025", indicator="days_to_solved")
    assert longer.value == 9  # 42 of 90 are not yet half; the mean of the solved would still say 6
    never = pick(estimate(help_study(10, 90), ["help"]), area="A", period="2025", indicator="days_to_solved")
    assert (never.status, np.isnan(never.value), never.note) == ("too few", True, "half of the requests is still open")


# -------------------------------------------------------------------------------------------- O5, F12, O7, O9


def forms_study(collective: tuple[int, int], totals: tuple[int, int]) -> Study:
    """Activities that met in 2018 and others in 2019; the first of each year are collective."""
    activities, sessions = [], []
    for year, some, whole in zip((2018, 2019), collective, totals, strict=True):
        for k in range(whole):
            code = f"{year}-{k:03}"
            activities.append((code, "A", "x", "collective" if k < some else "individual"))
            sessions.append((code, DAY(f"{year}-03-05"), 10))
    frames = {
        "activities": rows("activity area name form", *activities),
        "sessions": rows("activity date visits", *sessions),
    }
    return one_area(2_000, **frames)


def test_f12_from_25_to_31_percent_collective_is_6_points_with_an_interval():
    """Newcombe's interval from the two Wilson intervals by hand."""
    table = estimate(forms_study((25, 31), (100, 100)), ["forms"])
    share = {
        year: pick(table, area="A", period=year, indicator="form_share", group="form=collective")
        for year in ("2018", "2019")
    }
    assert [shown(share[year].value) for year in share] == ["25.0", "31.0"]
    change = pick(
        table, area="A", period="2019", indicator="form_share", group="form=collective", variant="difference with 2018"
    )
    assert (shown(change.value), change.unit) == ("6.0", "percentage points")
    now, before = share["2019"], share["2018"]
    lower = 6 - ((31 - now.lower) ** 2 + (before.upper - 25) ** 2) ** 0.5
    upper = 6 + ((now.upper - 31) ** 2 + (25 - before.lower) ** 2) ** 0.5
    np.testing.assert_allclose([change.lower, change.upper], [lower, upper])
    assert lower < 0 < upper


def test_o5_collective_visits_per_1000_residents_and_their_share():
    table = estimate(forms_study((25, 31), (100, 100)), ["forms"])
    rate = pick(table, area="A", period="2019", indicator="collective_visits_rate")
    assert (rate.numerator, rate.denominator, rate.value) == (310, 2_000, 155)
    visits = pick(table, area="A", period="2019", indicator="form_visits_share", group="form=collective")
    assert (visits.numerator, visits.denominator, shown(visits.value)) == (310, 1_000, "31.0")
    share = pick(table, area="A", period="2019", indicator="form_share", group="form=collective")
    assert visits.lower == pytest.approx(share.lower, abs=1.5)  # 10 visits to one activity are no 10 activities


def test_o7_150_after_180_of_4000_is_a_rate_ratio_of_0_833():
    """Log method with Poisson counts: exp(log(150/180) +- 1.96 sqrt(1/150 + 1/180))."""
    invitations = rows(
        "measure area period eligible referred", ("ggz", "A", "2024", 4000, 180), ("ggz", "A", "2025", 4000, 150)
    )
    table = estimate(one_area(invitations=invitations), ["funnel"])
    rates = [
        pick(table, area="A", period=year, indicator="referral_rate", group="measure=ggz").value
        for year in ("2024", "2025")
    ]
    assert [shown(rate) for rate in rates] == ["45.0", "37.5"]
    ratio = pick(
        table, area="A", period="2025", indicator="referral_rate", group="measure=ggz", variant="ratio to 2024"
    )
    assert [shown(x, 3) for x in (ratio.value, ratio.lower, ratio.upper)] == ["0.833", "0.671", "1.035"]
    assert ratio.unit == "ratio"


def test_o9_800_and_860_residents_for_two_million():
    arrangements = rows("arrangement kind", ("W", "wijkbudget"))
    spending = rows(
        "arrangement date law payer amount_eur people_helped area",
        ("W", DAY("2024-06-30"), "Wmo", "municipality", 1_200_000.0, 500, "A"),
        ("W", DAY("2024-12-31"), "Wmo", "municipality", 800_000.0, 300, "A"),
        ("W", DAY("2025-12-31"), "Wmo", "municipality", 2_000_000.0, 860, None),
        ("W", DAY("2025-12-31"), "Wmo", "municipality", 50_000.0, None, "A"),
    )
    table = estimate(one_area(arrangements=arrangements, spending=spending), ["helped"])
    helped = [pick(table, area="all", period=year, indicator="helped_per_1000_eur") for year in ("2024", "2025")]
    assert [shown(row.value, 3) for row in helped] == ["0.400", "0.430"]
    assert pick(table, area="A", period="2025", indicator="helped_per_1000_eur").value == 0.43  # the only area there is


# ------------------------------------------------------------------------------------------------- F19, I2


def test_f19_42_of_60_steps_are_reached():
    goals = pd.DataFrame({"goal": [f"g{k}" for k in range(63)], "area": "A", "date": DAY("2025-02-03")})
    goals["reached"] = pd.array([True] * 42 + [False] * 18 + [pd.NA] * 3, dtype="boolean")
    steps = pick(estimate(one_area(goals=goals), ["steps"]), area="A", period="2025", indicator="steps_reached")
    assert [shown(x) for x in (steps.value, steps.lower, steps.upper)] == ["70.0", "57.5", "80.1"]
    assert (steps.numerator, steps.denominator, steps.note) == (42, 60, "3 of 63 unknown")


def test_f19_steps_of_one_person_are_no_different_persons():
    goals = pd.DataFrame({"goal": [f"g{k}" for k in range(60)], "area": "A", "date": DAY("2025-02-03")})
    goals["reached"] = pd.array([True] * 42 + [False] * 18, dtype="boolean")
    goals["person"] = [f"p{k // 3}" for k in range(60)]  # 20 persons, each three times the same
    steps = pick(estimate(one_area(goals=goals), ["steps"]), area="A", period="2025", indicator="steps_reached")
    assert steps.n == 20
    assert steps.lower < 48.2
    assert steps.upper > 85.4


def test_i2_500_invited_180_came_36_referred():
    invitations = rows("measure area period asked attended referred", ("check", "A", "2025", 500, 180, 36))
    table = estimate(one_area(invitations=invitations), ["funnel"])
    came = pick(table, area="A", period="2025", indicator="funnel_attended", group="measure=check")
    referred = pick(table, area="A", period="2025", indicator="funnel_referred", group="measure=check")
    assert (came.numerator, came.denominator, shown(came.value)) == (180, 500, "36.0")
    assert (referred.numerator, referred.denominator, shown(referred.value)) == (36, 180, "20.0")


def test_i2_a_year_given_twice_is_counted_once_and_quarters_add_up():
    invitations = rows(
        "measure area period asked attended",
        ("check", "A", "2024", 100, 40),
        ("check", "A", "2024-Q1", 30, 12),
        ("check", "A", "2025-Q1", 50, 30),
        ("check", "A", "2025-Q2", 50, 20),
    )
    table = estimate(one_area(invitations=invitations), ["funnel"])
    told = {
        period: pick(table, area="A", period=period, indicator="funnel_attended", group="measure=check")
        for period in ("2024", "2024-Q1", "2025", "all")
    }
    assert [(row.numerator, row.denominator) for row in told.values()] == [(40, 100), (12, 30), (50, 100), (90, 200)]


# --------------------------------------------------------------------------------------------------- P1, P2


@pytest.mark.slow
@pytest.mark.parametrize("area", ["WK990103", pytest.param("WK990106", marks=pytest.mark.slow)])
def test_p1_p2_papermill_with_only_the_area_gives_a_full_report(tmp_path, area, example):
    """The same notebook without a line changed; the name and the city beside it come from the published table."""
    import papermill

    notebooks = shipped("notebooks")
    page = papermill.execute_notebook(
        notebooks / "area_report.ipynb", tmp_path / "page.ipynb", {"area": area}, cwd=notebooks, progress_bar=False
    )
    html = [
        "".join(output["data"]["text/html"])
        for cell in page.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    text = "\n".join(html)
    called = example["areas"].set_index("area")["name"]
    assert called[area] in text
    assert called["GM9901"] in text
    others = set(called) - {called[area], called["GM9901"]}
    assert not any(other in text for other in others)
    for section in ("who", "opinion", "change", "worth", "unknown", "method"):
        assert f'id="{section}"' in text


# ------------------------------------------------------------------------------------------------ G5, O2-O4, O8

SURVEY_COLUMNS = "person wave question answer area arm"


def survey_of(*answers: tuple, questions: pd.DataFrame | None = None, **chosen) -> Study:
    extra = {} if questions is None else {"questions": questions}
    return make_study(
        {"areas": rows("area name", ("A", "Noord"), ("B", "Zuid")), "survey": rows(SURVEY_COLUMNS, *answers), **extra},
        **chosen,
    )


def test_g5_before_and_after_without_a_comparison_is_a_change_and_never_an_effect():
    answers = [
        (f"p{k}", wave, "life_satisfaction", str(6 + (k % 3) * (wave == "1")), "A", None)
        for k in range(24)
        for wave in "01"
    ]
    table = estimate(survey_of(*answers), ["change", "comparison"])
    change = pick(table, area="A", group="outcome=life_satisfaction;wave=1", indicator="mean_change")
    assert (change.value, change.design) == (1.0, "before-after")
    nothing = pick(table, area="A", indicator="mean_difference")
    assert (nothing.status, nothing.note) == ("no data", "no people with and without the programme were measured twice")
    for language, forbidden in (("nl", "effect"), ("en", "effect")):
        sentence = claim_sentence(
            "up", change.design, language, outcome="x", value="1", low="0,7", high="1,3", people="24"
        )
        assert forbidden not in sentence.lower()
        assert not find_overclaims(sentence, language)
        with pytest.raises(GezondmenuError, match="cannot claim 'effect'"):
            claim_sentence("effect", change.design, language, outcome="x", value="1", low="0", high="2", people="24")
    assert "verander" in claim_sentence(
        "unclear", change.design, "nl", outcome="x", value="1", low="0", high="2", people="24"
    )


LIVING = rows("question low high name", ("living", 1, 10, "Leefbaarheid"))


@pytest.mark.parametrize(("n", "shown_as"), [(38, "ok"), (9, "suppressed"), (10, "ok")])
def test_o2_a_wave_of_38_is_shown_with_a_wide_interval_and_one_of_9_is_not(n, shown_as):
    answers = [(f"p{k}", "0", "living", str(5 + k % 5), "A", None) for k in range(n)]
    answers += [(f"q{k}", "0", "living", str(6 + k % 3), "B", None) for k in range(400)]
    table = estimate(survey_of(*answers, questions=LIVING), ["health"])
    row = pick(table, area="A", group="outcome=living;wave=0", indicator="outcome_mean")
    values = np.array([5 + k % 5 for k in range(n)])
    assert row.value == pytest.approx(values.mean())
    width = 2 * stats.t.ppf(0.975, n - 1) * values.std(ddof=1) / np.sqrt(n)
    assert row.upper - row.lower == pytest.approx(width, rel=1e-9 if n >= 20 else 0.2)  # exact limits below 20
    large = pick(table, area="B", group="outcome=living;wave=0", indicator="outcome_mean")
    assert row.upper - row.lower > 4 * (large.upper - large.lower)
    assert pick(release(table), area="A", group="outcome=living;wave=0", indicator="outcome_mean").status == shown_as


ATTITUDE = rows("question low high scale", *[(f"att{k}", 1, 5, "attitude") for k in (1, 2, 3)])


@pytest.mark.parametrize(("citizens", "status"), [(11, "too few"), (40, "ok")])
def test_o3_attitude_of_two_groups_with_alpha_n_and_change(citizens, status):
    rng = np.random.default_rng(1)
    answers = []
    for arm, persons in (("citizens", citizens), ("professionals", 30)):
        for k in range(persons):
            level = rng.integers(2, 5)
            for wave in "01":
                for item in (1, 2, 3):
                    score = int(np.clip(level + (wave == "1") + rng.integers(-1, 2) * (item == 3), 1, 5))
                    answers.append((f"{arm}{k}", wave, f"att{item}", str(score), "A", arm))
    table = estimate(survey_of(*answers, questions=ATTITUDE), ["change", "reliability"])
    alpha = pick(table, area="A", group="arm=citizens;outcome=attitude", indicator="scale_alpha")
    assert alpha.status == status
    if status == "too few":
        assert alpha.note == "fewer than 30 persons answered every question"
    else:
        assert (alpha.n, alpha.value > 0.7) == (40, True)
    for arm, persons in (("citizens", citizens), ("professionals", 30)):
        change = pick(table, area="A", group=f"arm={arm};outcome=attitude;wave=1", indicator="mean_change")
        assert change.n == persons
        assert change.lower < change.value < change.upper


def test_o4_working_together_as_a_distribution_of_each_question():
    questions = rows("question low high level", ("together", 1, 4, "ordinal"))
    answers = [(f"p{k}", "0", "together", str(1 + k % 4), "A", None) for k in range(200)]
    table = estimate(survey_of(*answers, questions=questions), ["health", "survey_flow"])
    shares = [
        pick(table, area="A", group=f"answer={k};outcome=together;wave=0", indicator="outcome_share")
        for k in (1, 2, 3, 4)
    ]
    assert [(share.numerator, share.denominator, share.value) for share in shares] == [(50, 200, 25.0)] * 4
    published = release(table)
    assert (published.loc[published["indicator"] == "outcome_share", "status"] == "ok").any()


@pytest.mark.parametrize(("asked", "followed", "relapsed", "share"), [(100, 60, 9, "15.0"), (80, 50, 20, "40.0")])
def test_o8_relapse_is_a_share_of_those_of_whom_it_is_known(asked, followed, relapsed, share):
    """60 of 100 followed; 9 relapse: 15.0 % of known, 40 unknown printed."""
    questions = rows(
        "question low high better level", ("relapse", 0, 1, "lower", "yes_no"), ("start", 0, 10, None, None)
    )
    answers = [(f"p{k}", "0", "start", "5", "A", None) for k in range(asked)]
    answers += [(f"p{k}", "1", "relapse", "yes" if k < relapsed else "no", "A", None) for k in range(followed)]
    table = estimate(survey_of(*answers, questions=questions), ["health", "survey_flow"])
    row = pick(table, area="A", group="outcome=relapse;wave=1", indicator="outcome_yes")
    assert (row.numerator, row.denominator, shown(row.value)) == (relapsed, followed, share)
    assert row.note == f"{asked - followed} of {asked} unknown"
    known = pick(table, area="A", group="wave=1", indicator="followed_share")
    assert (known.numerator, known.denominator) == (followed, asked)
