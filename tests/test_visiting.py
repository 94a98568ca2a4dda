"""Sessions, newcomers, intensity, trends, gradients and comparisons, each by hand on a table small enough to count."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gezondmenu.described import areas_of, describe
from gezondmenu.disclosure import release
from gezondmenu.disclosure.profiles import PROFILES
from gezondmenu.effects import estimate
from gezondmenu.indicators.rollup import roll_up
from gezondmenu.numbers import concentration_index, quarterly_growth, slope_index
from gezondmenu.study.model import Study, make_study
from gezondmenu.vocabulary import GezondmenuError
from tests.attack import numbers_left
from tests.conftest import pick, rows

DAY = pd.Timestamp
TWO_SIDED_DF2 = 4.302652729911275  # 97.5 % of t with 2 degrees of freedom


def attended(*visits: tuple[str, str], **tables: pd.DataFrame) -> Study:
    """Visits of persons on days to one activity of area A; everybody lives there."""
    frame = rows("person date", *visits).assign(activity="1")
    frame["date"] = pd.to_datetime(frame["date"])
    people = pd.DataFrame({"person": frame["person"].unique(), "area": "A"})
    return make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 1000)),
            "activities": rows("activity area name minutes met", ("1", "A", "Wandelen", 90, 3.5)),
            "people": people,
            "attendance": frame,
            **tables,
        },
        observed_from=DAY("2024-01-01"),
        observed_to=DAY("2025-12-31"),
    )


# ------------------------------------------------------------------------------------------------- newcomers


def test_newcomers_return_between_60_and_120_days_after_their_first_visit():
    """a returns on day 60, b on day 120, c on day 59 and 121 only, d never, e came too late to know."""
    first = DAY("2025-02-03")
    visits = [(p, first) for p in "abcd"] + [("e", DAY("2025-09-03")), ("a", first + pd.Timedelta(days=60))]
    visits += [("b", first + pd.Timedelta(days=120)), ("c", first + pd.Timedelta(days=59))]
    visits += [("c", first + pd.Timedelta(days=121)), ("old", DAY("2024-02-05")), ("old", DAY("2025-02-03"))]
    table = estimate(attended(*visits), ["newcomers"])
    new = pick(table, area="A", period="2025", indicator="new_participants")
    assert (new.value, new.note) == (5, "")  # not the one who came in 2024
    back = pick(table, area="A", period="2025", indicator="return_rate")
    assert (back.numerator, back.denominator, back.value) == (2, 4, 50)
    assert pick(table, area="A", period="2025-Q3", indicator="new_participants").value == 1


def test_a_window_that_has_not_closed_says_so_and_the_first_year_is_marked():
    table = estimate(attended(("a", "2024-03-04"), ("b", "2025-09-03")), ["newcomers"])
    early = pick(table, area="A", period="2024", indicator="new_participants")
    assert early.note == "nothing is known of before 2024-01-01: some may have come before"
    late = pick(table, area="A", period="2025", indicator="return_rate")
    assert (late.status, late.note) == ("no data", "no newcomer whose 120 days have passed")


# -------------------------------------------------------------------------------------------------- intensity


def test_visits_and_hours_per_participant_have_an_interval_over_persons():
    """1, 2 and 3 visits: mean 2, sd 1; each visit is 1.5 hours at 3.5 MET."""
    visits = [
        ("a", "2025-03-03"),
        *(("b", f"2025-03-0{d}") for d in (3, 4)),
        *(("c", f"2025-03-0{d}") for d in (3, 4, 5)),
    ]
    table = estimate(attended(*visits), ["intensity"])
    for name, times in (
        ("visits_per_participant", 1.0),
        ("active_hours_per_participant", 1.5),
        ("met_hours_per_participant", 1.5 * 3.5),
    ):
        per = pick(table, area="A", period="2025", indicator=name)
        far = np.exp(TWO_SIDED_DF2 * (0.25 / 3 * (1 + 4 * 0.25 / 3**0.5)) ** 0.5)  # (sd / mean)² is 1/4
        np.testing.assert_allclose([per.value, per.lower, per.upper], np.array([2, 2 / far, 2 * far]) * times)
        assert (per.n, per.method) == (3, "t on the log scale, over persons")


def test_hours_count_only_visits_whose_length_is_known():
    activities = rows("activity area name minutes", ("1", "A", "Wandelen", 60), ("2", "A", "Koffie", np.nan))
    study = attended(("a", "2025-03-03"), ("b", "2025-03-03"), activities=activities)
    study.tables["attendance"]["activity"] = ["1", "2"]
    hours = pick(estimate(study, ["intensity"]), area="A", period="2025", indicator="active_hours_per_participant")
    assert (hours.value, hours.denominator, hours.note) == (1, 1, "known of 1 of 2 visits")
    met = pick(estimate(study, ["intensity"]), area="A", period="2025", indicator="met_hours_per_participant")
    assert (met.status, met.note) == ("no data", "the length or intensity of no visit is known")


def test_released_visits_per_participant_rest_on_released_participants():
    """13 persons are published as 15, so 25 visits are 25/15 a person, and the limits move along."""
    visits = [
        (f"p{k}", f"2025-03-0{d}") for k in range(13) for d in ((3, 4) if k % 2 else (3, 4, 5)[: 1 + 2 * (k < 6)])
    ]
    table = estimate(attended(*visits), ["intensity", "participants", "visits"])
    true = pick(table, area="A", period="2025", indicator="visits_per_participant")
    shown = pick(release(table), area="A", period="2025", indicator="visits_per_participant")
    assert (shown.denominator, shown.numerator) == (15, true.numerator)
    assert shown.value == pytest.approx(true.value * 13 / 15)
    each = np.repeat([1, 2, 3], [4, 6, 3])
    assert true.numerator == each.sum()
    spread = round(each.std(ddof=1) / each.mean(), 1)  # to one decimal, and t with 14 degrees of freedom
    far = np.exp(2.1447866879169273 * (spread**2 / 15 * (1 + 4 * spread**2 / 15**0.5)) ** 0.5)
    np.testing.assert_allclose([shown.lower, shown.upper], [shown.value / far, shown.value * far])
    assert shown.lower <= shown.value <= shown.upper


def test_few_sessions_are_hidden_since_their_spread_tells_their_visits():
    sessions = rows("activity date visits", *(("1", DAY(f"2025-03-0{d}"), 20 + d) for d in range(1, 10)))
    study = attended(("a", "2025-03-03"), sessions=sessions)
    published = release(estimate(study, ["sessions"]))
    per = pick(published, area="A", period="2025", indicator="visits_per_session")
    assert (per.status, np.isnan(per.value)) == ("suppressed", True)
    assert pick(published, area="A", period="2025", indicator="sessions").value == 9


# ------------------------------------------------------------------------------------------- trends, gradients


def quarters(counts: list[int]) -> Study:
    days = pd.period_range("2024Q1", periods=len(counts), freq="Q").start_time + pd.Timedelta(days=10)
    sessions = pd.DataFrame({"activity": "1", "date": days, "visits": counts})
    areas = rows("area name population", ("A", "Noord", 1000))
    activities = rows("activity area name", ("1", "A", "Wandelen"))
    end = pd.period_range("2024Q1", periods=len(counts), freq="Q").end_time[-1].normalize()
    frames = {"areas": areas, "activities": activities, "sessions": sessions}
    return make_study(frames, observed_from=DAY("2024-01-01"), observed_to=end)


def test_growth_per_quarter_takes_the_season_out():
    """Every quarter 10 % above the one before, times a season: exactly 10 %, since the model holds exactly."""
    season = [1.0, 1.3, 0.5, 1.1]
    counts = [round(100_000 * 1.1**k * season[k % 4]) for k in range(8)]
    trend = pick(estimate(quarters(counts), ["growth"]), area="A", period="all", indicator="visits_trend")
    assert trend.value == pytest.approx(10, abs=1e-3)
    assert trend.lower <= trend.value <= trend.upper
    np.testing.assert_allclose([trend.value, trend.lower, trend.upper], quarterly_growth(counts), rtol=1e-12)


def test_growth_per_quarter_needs_eight_quarters():
    trend = pick(estimate(quarters([100] * 7), ["growth"]), area="A", period="all", indicator="visits_trend")
    assert (trend.status, trend.note) == ("too few", "fewer than 8 quarters, or nobody in them")
    assert np.isnan(trend.value)


def gradient_study(low_income: tuple[int, ...], participants: tuple[int, ...], **chosen: object) -> Study:
    codes = [f"A{k}" for k in range(len(low_income))]
    areas = pd.DataFrame({"area": codes, "name": codes, "population": 1000, "parent": "G"})
    areas = pd.concat([areas, rows("area name", ("G", "Stad"))], ignore_index=True)
    population = pd.concat(
        [
            pd.DataFrame({"area": codes, "low_income": True, "persons": low_income}),
            pd.DataFrame({"area": codes, "low_income": False, "persons": [1000 - k for k in low_income]}),
        ],
        ignore_index=True,
    )
    ids = [(f"{code}-{k}", code) for code, some in zip(codes, participants, strict=True) for k in range(some)]
    people = rows("person area", *ids)
    lists = pd.DataFrame({"activity": "1", "date": DAY("2025-03-03"), "person": people["person"]})
    context = pd.DataFrame({"area": codes, "year": 2024, "measure": "income", "value": [-k for k in low_income]})
    frames = {"areas": areas, "population": population, "people": people, "attendance": lists, "context": context}
    return make_study({**frames, "activities": rows("activity area name", ("1", "A0", "x"))}, **chosen)


def test_the_gradient_orders_areas_from_most_to_least_deprived():
    study = gradient_study((400, 300, 200, 100), (20, 40, 60, 80))
    table = estimate(study, ["gradient"])
    rates, population = [20, 40, 60, 80], [1000] * 4
    slope = pick(table, area="G", period="2025", indicator="slope_index")
    assert slope.value == pytest.approx(slope_index(rates, [1] * 4, population)[0])
    assert slope.value == pytest.approx(80)  # 20 more for each quarter of the residents, over the whole order
    assert slope.lower < 80 < slope.upper
    index = pick(table, area="all", period="2025", indicator="concentration_index")
    assert index.value == pytest.approx(0.25)  # 2 cov(rate, rank)/mean = 2 * mean of (rate - 50)(rank - 0.5)/50
    assert index.value == pytest.approx(concentration_index(rates, [1, 2, 3, 4], population))
    turned = gradient_study(
        (400, 300, 200, 100), (20, 40, 60, 80), deprivation_measure="income", deprivation_high=False
    )
    assert pick(estimate(turned, ["gradient"]), area="G", period="2025", indicator="slope_index").value == slope.value


def test_areas_that_lie_beside_the_line_by_their_own_distance_make_it_less_sure():
    """Sixteen areas of 1,000: the poorest half lie on a line, the others beside it. CR2 by NumPy's inverse."""
    counts = np.array([30, 35, 40, 45, 50, 55, 60, 65, 70, 90, 60, 110, 50, 120, 40, 190])
    low_income = tuple(range(800, 0, -50))
    row = pick(
        estimate(gradient_study(low_income, tuple(counts.tolist())), ["gradient"]),
        area="G", period="2025", indicator="slope_index",
    )  # fmt: skip
    x = np.column_stack([np.ones(16), (np.arange(16) + 0.5) / 16])
    inverse = np.linalg.inv(x.T @ x)
    residual = counts - x @ inverse @ x.T @ counts
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    robust = np.sqrt((((x @ inverse)[:, 1] * residual) ** 2 / (1 - leverage)).sum())
    plain = np.sqrt((residual**2).sum() / 14 * inverse[1, 1])
    assert robust > plain
    assert row.value == pytest.approx((inverse @ x.T @ counts)[1])
    assert (row.upper - row.lower) / 2 > 2.144787 * robust  # t with 14 degrees of freedom; Satterthwaite has fewer
    assert (row.upper - row.lower) / 2 < 2.776445 * robust  # and four or more


def test_two_areas_are_too_few_for_a_gradient():
    slope = pick(
        estimate(gradient_study((300, 100), (20, 40)), ["gradient"]), area="G", period="2025", indicator="slope_index"
    )
    assert (slope.status, slope.note) == ("too few", "fewer than 3 areas")


def test_a_released_gradient_rests_on_the_areas_that_may_be_shown():
    study = gradient_study((400, 300, 200, 100), (20, 40, 60, 4))
    published = release(estimate(study, ["gradient", "participants"]))
    slope = pick(published, area="G", period="2025", indicator="slope_index")
    assert slope.note == "3 of 4 areas"
    assert slope.value == pytest.approx(slope_index([20, 40, 60], [1] * 3, [1000] * 3)[0])


# ------------------------------------------------------------------------------------------------ comparisons


def test_an_area_stands_beside_the_area_above_it_and_its_own_year_before():
    """Shares are subtracted with the interval of Newcombe; rates are divided with the log method."""
    study = gradient_study((400, 300), (40, 80))
    earlier = study["attendance"].iloc[::2].assign(date=DAY("2024-03-04"))
    frames = {**study.tables, "attendance": pd.concat([earlier, study["attendance"]], ignore_index=True)}
    table = estimate(make_study(frames, observed_from=DAY("2024-01-01"), observed_to=DAY("2025-12-31")))
    ratio = pick(table, area="A0", period="2025", indicator="participation_rate", variant="ratio to G")
    assert ratio.value == pytest.approx((40 / 1000) / (120 / 2000))
    spread = 1.959963984540054 * (1 / 40 + 1 / 120) ** 0.5
    np.testing.assert_allclose([ratio.lower, ratio.upper], ratio.value * np.exp([-spread, spread]))
    before = pick(table, area="A0", period="2025", indicator="participation_rate", variant="ratio to 2024")
    assert before.value == 2
    assert not table["variant"].str.contains("ratio to A").any()  # no area beside another: no league table


def test_nothing_is_compared_with_a_row_that_is_hidden():
    study = gradient_study((400, 300), (4, 80))
    published = release(estimate(study, ["participants"]))
    hidden = pick(published, area="A0", period="2025", indicator="participation_rate", variant="ratio to G")
    assert (hidden.status, hidden.note) == ("suppressed", "hidden: rests on a hidden number")


# -------------------------------------------------------------------------------------------------- roll-up


def of_one_year(year: int | None, form: str | None = None) -> dict[str, pd.DataFrame]:
    """A with 30 visits and 100 residents, and B with 12 and 250."""
    sessions = rows("activity date visits", ("1", DAY("2025-03-03"), 30), ("2", DAY("2025-03-03"), 12))
    areas = rows("area name population year parent", ("A", "x", 100, year, None), ("B", "y", 250, year, "A"))
    areas.loc[1, "parent"] = None
    activities = rows("activity area name form", ("1", "A", "x", form), ("2", "B", "y", form))
    return {"areas": areas, "activities": activities, "sessions": sessions}


def parts(year: int | None = 2024) -> pd.DataFrame:
    return estimate(make_study(of_one_year(year)), ["visits", "participants", "residents", "sessions"])


def test_a_roll_up_adds_visits_and_residents_and_not_persons():
    region = roll_up(parts(), ["A", "B"], "leerregio")
    assert pick(region, area="leerregio", period="2025", indicator="visits").value == 42
    assert pick(region, area="leerregio", period="all", indicator="residents").value == 350
    people = pick(region, area="leerregio", period="all", indicator="participants")
    assert (people.status, people.note) == ("no data", "persons cannot be added up: somebody may count in several")


def test_a_roll_up_of_other_versions_or_years_is_refused_with_the_reason():
    table = parts()
    newer = table.assign(version=table["version"].where(table["area"] != "B", "2"))
    with pytest.raises(GezondmenuError, match=r"\w+ is version 1 in A and version 2 in B"):
        roll_up(newer, ["A", "B"], "x")
    later = parts(2025)
    mixed = pd.concat([table[table["area"] == "A"], later[later["area"] == "B"]])
    with pytest.raises(GezondmenuError, match="lost what describes its areas"):
        roll_up(mixed, ["A", "B"], "x")
    described = pd.concat([areas_of(table).query("area == 'A'"), areas_of(later).query("area == 'B'")])
    with pytest.raises(GezondmenuError, match=r"boundaries are of different years \(A 2024, B 2025\)"):
        roll_up(mixed, ["A", "B"], "x", described)
    with pytest.raises(GezondmenuError, match="no rows of area 'Z'; areas there: A, B, all"):
        roll_up(table, ["A", "Z"], "x")
    inside = describe(table, areas=areas_of(table).assign(parent=["", "A"]))
    with pytest.raises(GezondmenuError, match="B lies in A, and would count twice"):
        roll_up(inside, ["A", "B"], "x")


LINKS = rows(
    "area year to_area to_year weight",
    ("A", 2024, "B", 2025, 0.5),
    ("A", 2024, "x", 2025, 0.1),
    ("A", 2024, "elsewhere", 2025, 0.4),
)


def of_two_years() -> tuple[pd.DataFrame, pd.DataFrame]:
    """A of 2024 with 30 visits and 100 residents, and B of 2025 with 12 and 250."""
    early, later = parts(), parts(2025)
    mixed = pd.concat([early[early["area"] == "A"], later[later["area"] == "B"]])
    return mixed, pd.concat([areas_of(early).query("area == 'A'"), areas_of(later).query("area == 'B'")])


def test_areas_of_two_years_are_rolled_up_through_links_with_their_weights():
    mixed, described = of_two_years()
    region = roll_up(mixed, ["A", "B"], "x", described, LINKS)
    visits = pick(region, area="x", period="2025", indicator="visits")
    assert visits.value == pytest.approx(0.6 * 30 + 12)
    residents = pick(region, area="x", period="all", indicator="residents")
    assert residents.value == pytest.approx(0.1 * 100 + 250)  # the half that went to B is among its 250
    assert "only the share that goes to the region itself counts (A 0.1)" in residents.note
    assert visits.note.endswith("counted for the share of the residents that lies in the region (A 0.6)")
    assert pick(region, area="x", period="all", indicator="participants").status == "no data"
    assert areas_of(region)["year"].tolist() == ["2025"]


def test_residents_whom_links_give_to_an_area_of_the_region_are_counted_there_alone():
    """A, with 30 visits and 100 residents, went wholly to B, which has 12 visits and these among its 250 residents."""
    early, later = (
        estimate(make_study(frames), ["visits", "residents", "forms"])
        for frames in (of_one_year(2024, "collective"), of_one_year(2025, "collective"))
    )
    mixed = pd.concat([early[early["area"] == "A"], later[later["area"] == "B"]])
    described = pd.concat([areas_of(early).query("area == 'A'"), areas_of(later).query("area == 'B'")])
    links = rows("area year to_area to_year weight", ("A", 2024, "B", 2025, 1.0))
    region = roll_up(mixed, ["A", "B"], "x", described, links)
    residents = pick(region, area="x", period="all", indicator="residents")
    assert (residents.value, residents.status) == (250, "ok")
    assert "(A 0), since its areas of the last year count the others" in residents.note
    visits = pick(region, area="x", period="2025", indicator="visits")
    assert visits.value == 42
    assert visits.note.endswith("counted for the share of the residents that lies in the region (A 1)")
    rate = pick(region, area="x", period="2025", indicator="collective_visits_rate")
    assert rate.value == pytest.approx(1000 * 42 / 250)
    assert "(A 1)" in rate.note
    assert "(A 0)" in rate.note


@pytest.mark.parametrize("kind", ["float64", "str", "Int64"])
def test_links_may_have_years_of_any_type(kind):
    mixed, described = of_two_years()
    links = LINKS.astype({"year": kind, "to_year": kind})
    same = roll_up(mixed, ["A", "B"], "x", described.assign(year=described["year"].astype("float64")), links)
    pd.testing.assert_frame_equal(same, roll_up(mixed, ["A", "B"], "x", described, LINKS))


@pytest.mark.parametrize(
    ("links", "sums_to"),
    [(LINKS[LINKS["to_area"] == "elsewhere"], "0"), (LINKS.assign(weight=0.7), "1.4"), (LINKS.assign(year=2023), "0")],
)
def test_links_that_do_not_lead_to_the_region_are_refused(links, sums_to):
    mixed, described = of_two_years()
    with pytest.raises(
        GezondmenuError, match=rf"from A to x or its areas of 2025 have weights that add up to {sums_to}:"
    ):
        roll_up(mixed, ["A", "B"], "x", described, links)


def test_links_change_nothing_where_the_years_are_equal():
    table = parts()
    assert roll_up(table, ["A", "B"], "x", links=LINKS).equals(roll_up(table, ["A", "B"], "x"))


def test_a_roll_up_adds_visits_over_residents_but_no_employers():
    activities = rows(
        "activity area name form employer", ("1", "A", "x", "collective", "Bakker"), ("2", "B", "y", None, "Bakker")
    )
    areas = rows("area name population", ("A", "x", 100), ("B", "y", 300))
    sessions = rows("activity date visits", ("1", DAY("2025-03-03"), 30), ("2", DAY("2025-03-03"), 12))
    table = estimate(make_study({"areas": areas, "activities": activities, "sessions": sessions}))
    region = roll_up(table.query("area != 'all'"), ["A", "B"], "x")
    assert pick(region, area="x", period="2025", indicator="employers").status == "no data"
    with pytest.raises(GezondmenuError, match="not in the register: mood"):
        roll_up(table.assign(indicator="mood"), ["A", "B"], "x")


# ----------------------------------------------------------------------------------------- honest in small print


def test_equally_deprived_areas_count_as_one_whatever_their_order():
    """Two areas of 300 low incomes take the middle of their part of the order together, at (20 + 60)/2 = 40."""
    slopes = [
        pick(
            estimate(gradient_study((300, 300, 200, 100), some), ["gradient"]),
            area="G",
            period="2025",
            indicator="slope_index",
        )
        for some in ((20, 60, 40, 80), (60, 20, 40, 80))
    ]
    assert (
        slopes[0].value == slopes[1].value == pytest.approx(slope_index([40, 40, 80], [1] * 3, [2000, 1000, 1000])[0])
    )


def test_the_median_counts_only_requests_whose_days_are_known():
    requests = pd.DataFrame({"request": [f"h{k}" for k in range(12)], "area": "A", "date": DAY("2025-03-03")})
    requests["solved_by"] = "community"
    requests["solved_on"] = [DAY("2025-03-09")] * 3 + [pd.NaT] * 9
    areas = rows("area name", ("A", "x"))
    table = estimate(make_study({"areas": areas, "requests": requests}), ["help"])
    days = pick(table, area="A", period="2025", indicator="days_to_solved")
    assert (days.value, days.n, days.note) == (6, 3, "9 of 12 unknown")
    assert pick(release(table), area="A", period="2025", indicator="days_to_solved").status == "suppressed"


def test_half_a_year_does_not_stand_beside_a_whole_one():
    study = gradient_study((400, 300), (40, 80))
    earlier = study["attendance"].assign(date=DAY("2024-03-04"))
    frames = {**study.tables, "attendance": pd.concat([earlier, study["attendance"]], ignore_index=True)}
    table = estimate(make_study(frames, observed_from=DAY("2024-01-01"), observed_to=DAY("2025-03-31")))
    beside = table[(table["area"] == "A0") & (table["indicator"] == "participation_rate")]
    assert set(beside["variant"]) == {"main", "ratio to G"}
    assert "period 2025 is not fully observed" in set(beside.query("variant != 'main'")["note"])


def test_where_all_came_equally_often_the_spread_is_not_known():
    table = estimate(attended(("a", "2025-03-03"), ("b", "2025-03-03")), ["intensity"])
    per = pick(table, area="A", period="2025", indicator="visits_per_participant")
    assert (per.value, np.isnan(per.lower), np.isnan(per.upper)) == (1, True, True)


def test_the_distance_of_an_area_needs_no_population_and_a_total_says_what_it_lacks():
    areas = rows(
        "area name population latitude longitude parent",
        ("A", "x", None, 52.0, 5.0, "G"),
        ("B", "y", 500, 52.0, 5.01, "G"),
        ("G", "z", None, None, None, None),
    )
    activities = rows("activity area name price_eur latitude longitude", ("1", "A", "x", 0.0, 52.0, 5.0))
    table = estimate(make_study({"areas": areas, "activities": activities}), ["price"])
    far = {area: pick(table, area=area, period="all", indicator="distance_to_free_activity") for area in "ABG"}
    assert (far["A"].value, far["A"].note) == (0, "")
    assert (far["G"].value, far["G"].note) == (far["B"].value, "1 of 2 areas")


# ------------------------------------------------------------------------------------------- found by reading


def two_areas(lists_from: str) -> Study:
    """20 persons of A and 80 of B come every quarter of three years; B only counts heads before `lists_from`."""
    quarters_ = pd.period_range("2023Q1", "2025Q4", freq="Q").start_time + pd.Timedelta(days=10)
    areas = rows("area name population", ("A", "x", 1000), ("B", "y", 1000))
    people = pd.DataFrame({"person": [f"p{k}" for k in range(100)], "area": ["A"] * 20 + ["B"] * 80})
    lists = people.merge(pd.DataFrame({"date": quarters_}), how="cross").rename(columns={"area": "activity"})
    lists = lists[(lists["activity"] == "A") | (lists["date"] >= DAY(lists_from))]
    heads = pd.DataFrame({"activity": "B", "date": quarters_, "visits": 80})
    activities = rows("activity area name", ("A", "A", "x"), ("B", "B", "y"))
    frames = {"areas": areas, "activities": activities, "people": people, "attendance": lists}
    heads = heads[heads["date"] < DAY(lists_from)]
    span = {"observed_from": DAY("2023-01-01"), "observed_to": DAY("2025-12-31")}
    return make_study({**frames, "sessions": heads}, **span)


def test_totals_whose_areas_change_show_no_growth():
    """Nothing changes in reality; from 2024 on B keeps lists, so the total counts eighty persons more."""
    table = estimate(two_areas("2024-01-01"), ["growth", "participants"])
    trend = pick(table, area="all", period="all", indicator="participants_trend")
    np.testing.assert_allclose(trend.value, 0, atol=1e-6)
    of_years = table[(table["area"] == "all") & (table["indicator"] == "participation_rate")]
    assert set(of_years["variant"]) == {"main", "ratio to 2024"}  # 2025 beside 2024, and not 2024 beside 2023
    assert of_years.set_index("variant")["value"]["ratio to 2024"] == 1


def test_codes_of_areas_may_look_like_years():
    study = gradient_study((400, 300, 200), (20, 40, 60))
    codes = {"A0": "2023", "A1": "2024", "A2": "2025"}
    tables = {
        name: table.replace({column: codes for column in ("area", "name") if column in table})
        for name, table in study.tables.items()
    }
    earlier = study["attendance"].assign(date=DAY("2024-03-04"))
    tables["attendance"] = pd.concat([study["attendance"], earlier], ignore_index=True)
    tables["areas"]["parent"] = ["2024", None, "2024", None]
    table = estimate(make_study(tables, observed_from=DAY("2024-01-01"), observed_to=DAY("2025-12-31")))
    beside = table[(table["area"] == "2023") & (table["period"] == "2025")].query("indicator == 'participation_rate'")
    assert {"ratio to 2024", "ratio to area 2024"} <= set(beside["variant"])
    published = release(table)
    assert len(published) == len(table)


def test_a_list_of_volunteers_only_is_no_fault():
    study = attended(("a", "2025-03-03"))
    study.tables["attendance"]["role"] = "volunteer"
    table = estimate(study)
    assert pick(table, area="A", period="2025", indicator="new_participants").value == 0


def test_a_rate_about_something_sensitive_is_hidden_as_a_share_is():
    invitations = rows("measure area period eligible attended referred", ("ggz", "A", "2025", 30, 30, 30))
    areas = rows("area name", ("A", "x"))
    published = release(estimate(make_study({"areas": areas, "invitations": invitations}), ["funnel"]))
    for name in ("funnel_referred", "referral_rate"):
        row = pick(published, area="A", period="2025", indicator=name, group="measure=ggz")
        assert (row.status, row.note) == ("suppressed", "hidden: over 90% in one class")


@pytest.mark.parametrize("visits", [[1] * 5 + [3] * 4 + [6] * 2, [1] * 9 + [5] * 4, [2] * 12 + [4] * 5])
def test_limits_over_persons_leave_three_numbers_of_persons(visits):
    days = [f"2025-03-{d:02d}" for d in range(1, 9)]
    study = attended(*((f"p{k}", day) for k, times in enumerate(visits) for day in days[:times]))
    published = release(estimate(study, ["intensity", "participants", "visits"]))
    per = pick(published, area="A", period="2025", indicator="visits_per_participant")
    assert numbers_left(per, PROFILES["standard"]) >= 3


def test_newcomers_of_a_quarter_in_which_their_area_only_counted_heads_count_in_the_year():
    """Three residents of A come first in Q1 in B, while A itself only counts heads; one more in Q2."""
    areas = rows("area name population", ("A", "x", 500), ("B", "y", 500))
    activities = rows("activity area name", ("1", "A", "x"), ("2", "B", "y"))
    people = rows("person area", *((f"p{k}", "A") for k in range(4)))
    first = [("2", DAY("2025-02-03"), f"p{k}") for k in range(3)]
    lists = rows("activity date person", *first, ("1", DAY("2025-05-05"), "p3"))
    frames = {"areas": areas, "activities": activities, "people": people, "attendance": lists}
    heads = rows("activity date visits", ("1", DAY("2025-02-03"), 9))
    table = estimate(make_study({**frames, "sessions": heads}, observed_from=DAY("2023-01-01")), ["newcomers"])
    assert pick(table, area="A", period="2025", indicator="new_participants").value == 4


def test_a_roll_up_refuses_what_it_cannot_see():
    table = parts()
    with pytest.raises(GezondmenuError, match="nothing describes A, so it is not known in what area it lies"):
        roll_up(describe(table, areas=areas_of(table).query("area == 'B'")), ["A", "B"], "x")
    with pytest.raises(GezondmenuError, match="the rows of A are there twice"):
        roll_up(pd.concat([table, table[table["area"] == "A"]]), ["A", "B"], "x")
    with pytest.raises(GezondmenuError, match="a list of different areas"):
        roll_up(table, "AB", "x")


def test_the_spread_of_very_many_visits():
    """30 and 10 visits: mean 20, variance (10² + 10²) / 1 = 200."""
    days = pd.date_range("2024-02-01", periods=30).strftime("%Y-%m-%d")
    table = estimate(attended(*(("p", day) for day in days), *(("q", day) for day in days[:10])), ["intensity"])
    row = pick(table, indicator="visits_per_participant", area="A", period="2024")
    assert row.value == 20
    assert row.sd == pytest.approx(np.sqrt(200))
