"""Each indicator on a table small enough to count by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from gezondmenu.effects import estimate
from gezondmenu.study.model import make_study
from gezondmenu.vocabulary import split_group
from tests.conftest import people_study, pick, rows

DAY = pd.Timestamp


def two_areas():
    """Noord and Zuid in one city: p1 and p2 live in Noord, p3 in Zuid; p3 also walks in Noord."""
    return make_study(
        {
            "areas": rows(
                "area name population parent",
                ("C", "Stad", None, None),
                ("A", "Noord", 100, "C"),
                ("B", "Zuid", 300, "C"),
            ),
            "activities": rows("activity area name", ("01", "A", "Wandelen"), ("02", "B", "Koken")),
            "people": rows("person area", ("p1", "A"), ("p2", "A"), ("p3", "B")),
            "attendance": rows(
                "activity date person",
                ("01", DAY("2025-01-06"), "p1"),
                ("01", DAY("2025-01-06"), "p2"),
                ("01", DAY("2025-01-06"), "p3"),
                ("01", DAY("2025-04-07"), "p1"),
                ("02", DAY("2025-04-08"), "p3"),
            ),
        }
    )


def test_visits_belong_to_the_activity_and_participants_to_where_they_live():
    table = estimate(two_areas(), ["visits", "participants"])
    got = {
        area: tuple(pick(table, area=area, period="2025", indicator=name).value for name in ("visits", "participants"))
        for area in ("A", "B", "C", "all")
    }
    #            visits: 4 at Wandelen, 1 at Koken; participants: p1 p2 | p3
    assert got == {"A": (4, 2), "B": (1, 1), "C": (5, 3), "all": (5, 3)}


def test_quarters_count_each_person_once_a_quarter():
    table = estimate(two_areas(), ["participants"])
    assert pick(table, area="A", period="2025-Q1", indicator="participants").value == 2
    assert pick(table, area="A", period="2025-Q2", indicator="participants").value == 1  # p1 again
    assert pick(table, area="B", period="2025-Q1", indicator="participants").value == 1  # p3, walking in Noord


def test_the_parent_without_a_population_of_its_own_has_that_of_its_parts():
    rate = pick(estimate(two_areas(), ["participants"]), area="C", period="2025", indicator="participation_rate")
    assert (rate.numerator, rate.denominator, rate.value) == (3, 400, 7.5)


def test_volunteers_are_neither_visits_nor_participants():
    study = two_areas()
    extra = study["attendance"].iloc[:1].assign(person="p2", role="volunteer", hours=2.5, date=DAY("2025-05-05"))
    lists = pd.concat([study["attendance"], extra], ignore_index=True)
    table = estimate(make_study({**study.tables, "attendance": lists}), ["visits", "participants", "hours"])
    assert pick(table, area="A", period="2025", indicator="visits").value == 4
    assert pick(table, area="A", period="2025-Q2", indicator="participants").value == 1
    assert pick(table, area="A", period="2025", indicator="volunteer_hours").value == 2.5


def test_head_counts_win_over_lists_for_visits_and_lists_for_persons():
    study = two_areas()
    sessions = rows("activity date start visits", ("01", DAY("2025-01-06"), "10:00", 9))
    table = estimate(make_study({**study.tables, "sessions": sessions}), ["visits", "participants"])
    assert pick(table, area="A", period="2025-Q1", indicator="visits").value == 9  # the list names 3
    assert pick(table, area="A", period="2025-Q2", indicator="visits").value == 1  # only a list
    assert pick(table, area="A", period="2025-Q1", indicator="participants").value == 2


def test_two_sessions_on_a_day_with_lists_of_their_own_stay_two():
    study = two_areas()
    lists = study["attendance"].assign(start=["10:00", "10:00", "14:00", None, None])
    sessions = rows(
        "activity date start visits", ("01", DAY("2025-01-06"), "10:00", 5), ("01", DAY("2025-01-06"), "14:00", 2)
    )
    table = estimate(make_study({**study.tables, "sessions": sessions, "attendance": lists}), ["visits"])
    assert pick(table, area="A", period="2025-Q1", indicator="visits").value == 7


def test_head_counts_alone_leave_persons_unknown_but_not_visits():
    study = two_areas()
    sessions = rows("activity date visits", ("02", DAY("2025-04-08"), 6), ("02", DAY("2025-04-15"), 8))
    lists = study["attendance"].query("activity == '01'")
    table = estimate(
        make_study({**study.tables, "sessions": sessions, "attendance": lists}), ["visits", "participants"]
    )
    assert pick(table, area="B", period="2025", indicator="visits").value == 14
    silent = pick(table, area="B", period="2025", indicator="participants")
    assert (silent.status, silent.note) == ("no data", "only head counts: persons are not known")
    # the city counts the residents of Noord only, over the residents of Noord only
    city = pick(table, area="C", period="2025", indicator="participation_rate")
    assert (city.numerator, city.denominator) == (2, 100)
    assert "without areas where only head counts are known: Zuid" in city.note


def test_without_people_there_are_persons_at_activities_and_no_rate():
    study = two_areas()
    table = estimate(make_study({name: t for name, t in study.tables.items() if name != "people"}), ["participants"])
    assert pick(table, area="A", period="2025", indicator="participants").value == 3
    assert pick(table, area="C", period="2025", indicator="participants").value == 3
    rate = pick(table, area="A", period="2025", indicator="participation_rate")
    assert (rate.status, rate.note) == ("no data", "the study has no table people")


@pytest.mark.parametrize(("visits", "expected"), [(7, 0), (8, 1)])
def test_regular_means_eight_visits_in_one_quarter(visits, expected):
    dates = pd.date_range("2025-01-06", periods=visits, freq="7D")
    study = make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 100)),
            "activities": rows("activity area name", ("01", "A", "Wandelen")),
            "people": rows("person area", ("p1", "A")),
            "attendance": pd.DataFrame({"activity": "01", "date": dates, "person": "p1"}),
        }
    )
    table = estimate(study, ["regular"])
    assert pick(table, area="A", period="2025", indicator="regular_participants").value == expected
    share = pick(table, area="A", period="2025", indicator="regular_share")
    assert (share.value, share.denominator) == (100 * expected, 1)


def test_regular_follows_the_choice_of_the_study():
    study = two_areas()
    table = estimate(make_study(study.tables, regular_visits=1), ["regular"])
    assert pick(table, area="A", period="2025", indicator="regular_participants").value == 2


def test_reach_ratio_of_low_incomes():
    """48 of 210 participants, 12 % of the residents: 1.90 (1.47-2.42), Wilson with the share fixed."""
    table = estimate(people_study(210, 48), ["reach"])
    ratio = pick(table, area="A", period="2025", indicator="reach_ratio", group="low_income=yes")
    assert (ratio.numerator, ratio.denominator, ratio.n) == (48, 210, 210)
    np.testing.assert_allclose([ratio.value, ratio.lower, ratio.upper], [1.90, 1.47, 2.42], atol=0.005)


def test_reach_leaves_out_people_whose_income_is_unknown_and_says_how_many():
    study = people_study(100, 30)
    people = study["people"].assign(low_income=lambda t: t["low_income"].where(t.index < 90))
    ratio = pick(
        estimate(make_study({**study.tables, "people": people}), ["reach"]),
        area="A",
        period="2025",
        indicator="reach_ratio",
        group="low_income=yes",
    )
    assert (ratio.numerator, ratio.denominator) == (30, 90)
    assert ratio.note == "10 of 100 unknown"
    assert ratio.value == pytest.approx((30 / 90) / 0.12)


def test_age_comes_from_the_year_of_birth_when_there_is_no_band():
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "population": rows("area age_band persons", ("A", "18-64", 300), ("A", "65+", 100)),
            "activities": rows("activity area name", ("01", "A", "Wandelen")),
            "people": rows("person area birth_year", ("p1", "A", 1950), ("p2", "A", 1990), ("p3", "A", 1961)),
            "attendance": rows("activity date person", *(("01", DAY("2025-02-03"), p) for p in ("p1", "p2", "p3"))),
        }
    )
    table = estimate(study, ["composition", "residents"])
    older = pick(table, area="A", period="2025", indicator="participant_share", group="age_band=65+")
    assert (older.numerator, older.denominator) == (1, 3)  # 75; 64 and 35 are younger
    there = pick(table, area="A", period="2025", indicator="population_share", group="age_band=65+")
    assert there.value == 25.0
    assert pick(table, area="A", period="all", indicator="residents").value == 400


def test_free_for_low_incomes_counts_the_unknown_apart():
    """48 of 120 activities free, 9 unknown: 48/111 = 43.2 %."""
    prices = [0.0] * 40 + [2.5] * 80
    reduced = [None] * 40 + [0.0] * 8 + [1.0] * 63 + [None] * 9
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "activities": pd.DataFrame(
                {
                    "activity": [f"{number:03}" for number in range(120)],
                    "area": "A",
                    "name": "Activiteit",
                    "price_eur": prices,
                    "price_low_income_eur": reduced,
                }
            ),
        }
    )
    share = pick(estimate(study, ["free"]), area="A", period="all", indicator="free_for_low_income")
    assert (share.numerator, share.denominator, share.note) == (48, 111, "9 of 120 unknown")
    assert round(share.value, 1) == 43.2
    assert np.isnan(share.lower)
    assert share.method == "none: complete count"


def test_led_by_residents_does_not_count_mixed():
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "activities": rows(
                "activity area name organiser",
                ("1", "A", "x", "residents"),
                ("2", "A", "x", "mixed"),
                ("3", "A", "x", "professional"),
                ("4", "A", "x", None),
            ),
        }
    )
    share = pick(estimate(study, ["led_by_residents"]), area="A", period="all", indicator="led_by_residents")
    assert (share.numerator, share.denominator, share.note) == (1, 3, "1 of 4 unknown")


def test_hours_stay_hours():
    """400 hours of volunteers and 250 of students."""
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "activities": rows("activity area name", ("1", "A", "x")),
            "sessions": rows(
                "activity date visits volunteer_hours student_hours",
                ("1", DAY("2025-01-01"), 10, 150.0, 250.0),
                ("1", DAY("2025-02-01"), 10, 250.0, None),
            ),
        }
    )
    table = estimate(study, ["hours"])
    hours = [pick(table, area="A", period="2025", indicator=f"{who}_hours") for who in ("volunteer", "student")]
    assert [row.value for row in hours] == [400, 250]
    assert {row.unit for row in hours} == {"hours"}


def appreciation_study(positive: int, answered: int, asked: int | None = None):
    tables = {
        "areas": rows("area name", ("A", "Noord")),
        "activities": rows("activity area name", ("1", "A", "x")),
        "appreciation": pd.DataFrame(
            {
                "activity": "1",
                "period": "2025",
                "statement": "my_health",
                "answer": ["5"] * positive + ["2"] * (answered - positive),
                "person": [f"p{number}" for number in range(answered)],
            }
        ),
    }
    if asked is not None:
        tables["invitations"] = rows("measure area period asked", ("appreciation", "A", "2025", asked))
    return make_study(tables)


def test_appreciation_has_a_share_an_interval_a_distribution_and_a_response():
    """14 of 20 positive: 70 % (Wilson 48.1-85.5); 20 of 50 asked answered."""
    table = estimate(appreciation_study(14, 20, asked=50), ["appreciation"])
    share = pick(table, area="A", period="2025", indicator="appreciation_positive", group="statement=my_health")
    np.testing.assert_allclose([share.value, share.lower, share.upper], [70, 48.1, 85.5], atol=0.05)
    assert (share.n, share.design) == (20, "one-off")
    cells = table[(table["indicator"] == "appreciation_share") & (table["period"] == "2025") & (table["area"] == "A")]
    assert cells.set_index("group")["numerator"].tolist() == [0, 6, 0, 0, 14]
    assert cells["value"].sum() == pytest.approx(100)
    response = pick(table, area="A", period="2025", indicator="appreciation_response")
    assert (response.numerator, response.denominator, response.value) == (20, 50, 40)


def test_response_is_unknown_without_invitations():
    table = estimate(appreciation_study(14, 20), ["appreciation"])
    response = pick(table, area="A", period="2025", indicator="appreciation_response")
    assert (response.status, response.note) == ("no data", "number of invitations unknown")


def test_a_person_who_answers_twice_has_one_voice_in_the_interval():
    study = appreciation_study(14, 20)
    twice = pd.concat([study["appreciation"]] * 2, ignore_index=True).assign(
        activity=["1"] * 20 + ["2"] * 20,
    )
    activities = rows("activity area name", ("1", "A", "x"), ("2", "A", "y"))
    table = estimate(make_study({**study.tables, "activities": activities, "appreciation": twice}), ["appreciation"])
    share = pick(table, area="A", period="2025", indicator="appreciation_positive", group="statement=my_health")
    assert (share.numerator, share.denominator, share.n) == (28, 40, 20)
    # as with 14 of 20 and somewhat wider, since the spread between 20 persons is itself known from 20 only
    assert 47 < share.lower < 48.1
    assert 85.5 < share.upper < 86.5


def test_answers_without_a_person_count_as_a_person_each_but_once_over_statements():
    study = appreciation_study(14, 20, asked=50)
    nameless = study["appreciation"].assign(person=None)
    other = nameless.assign(statement="my_happiness")
    both = pd.concat([nameless, other], ignore_index=True)
    table = estimate(make_study({**study.tables, "appreciation": both}), ["appreciation"])
    assert pick(table, area="A", period="2025", indicator="appreciation_response").numerator == 20


def test_yes_and_no_are_answers_too():
    study = appreciation_study(14, 20)
    answers = study["appreciation"].assign(answer=lambda t: t["answer"].map({"5": "yes", "2": "no"}))
    table = estimate(make_study({**study.tables, "appreciation": answers}), ["appreciation"])
    share = pick(table, area="A", period="2025", indicator="appreciation_positive", group="statement=my_health")
    assert share.value == 70


def test_growth_is_against_the_period_before_and_only_when_both_were_observed():
    dates = [*pd.date_range("2024-01-01", "2024-12-30", freq="7D"), *pd.date_range("2025-01-06", periods=26, freq="7D")]
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "activities": rows("activity area name", ("1", "A", "x")),
            "sessions": pd.DataFrame({"activity": "1", "date": dates, "visits": 10}),
        }
    )
    table = estimate(study, ["growth"])
    assert pick(table, area="A", period="2024-Q2", indicator="visits_growth").value == 0  # 13 Mondays in each
    half = pick(table, area="A", period="2025", indicator="visits_growth")
    assert (half.status, half.note) == ("no data", "period 2025 is not fully observed")
    assert pick(table, area="A", period="2024", indicator="visits_growth").note == "no earlier period"
    whole = estimate(make_study(study.tables, observed_to=DAY("2025-12-31")), ["growth"])
    assert pick(whole, area="A", period="2025", indicator="visits_growth").value == pytest.approx(100 * (26 / 53 - 1))


def test_growth_of_participants_counts_persons():
    study = two_areas()
    first = study["attendance"].assign(date=lambda t: t["date"] - pd.DateOffset(years=1)).query("person != 'p2'")
    last = rows("activity date person", ("02", DAY("2025-12-20"), "p3"), ("02", DAY("2024-01-02"), "p3"))
    lists = pd.concat([study["attendance"], first, last], ignore_index=True)
    growth = pick(
        estimate(make_study({**study.tables, "attendance": lists}), ["growth"]),
        area="A",
        period="2025",
        indicator="participants_growth",
    )
    assert (growth.numerator, growth.denominator, growth.value) == (2, 1, 100)


def test_costs_per_visit_and_per_participant():
    study = two_areas()
    costs = rows(
        "date payer law amount_eur area activity",
        (DAY("2025-02-01"), "municipality", "Wmo", 20.0, "A", None),
        (DAY("2025-02-01"), "insurer", "Zvw", 10.0, None, "01"),
        (DAY("2025-02-01"), "fund", "none", 6.0, None, None),
    )
    table = estimate(make_study({**study.tables, "costs": costs}), ["costs"])
    assert pick(table, area="A", period="2025", indicator="costs").value == 30
    assert pick(table, area="A", period="2025", indicator="cost_per_visit").value == 7.5  # 30 / 4
    assert pick(table, area="A", period="2025", indicator="cost_per_participant").value == 15  # 30 / p1, p2
    assert pick(table, area="C", period="2025", indicator="costs").value == 30
    assert pick(table, area="all", period="2025", indicator="costs").value == 36  # with the booking of no area
    assert pick(table, area="B", period="2025", indicator="cost_per_visit").note == "no costs are booked"


def test_a_shared_arrangement_is_split_by_population():
    study = two_areas()
    table = estimate(
        make_study(
            {
                **study.tables,
                "costs": rows(
                    "date payer law amount_eur arrangement", (DAY("2025-02-01"), "municipality", "Wmo", 70_000.0, "S")
                ),
                "arrangements": rows("arrangement kind", ("S", "buurtondersteuner")),
                "arrangement_areas": rows("arrangement area", ("S", "A"), ("S", "B")),
            }
        ),
        ["costs"],
    )
    shares = {area: pick(table, area=area, period="2025", indicator="costs").value for area in ("A", "B", "C", "all")}
    assert shares == {"A": 17_500, "B": 52_500, "C": 70_000, "all": 70_000}  # 100 and 300 residents


def test_hours_in_kind_are_no_euros():
    study = two_areas()
    costs = rows("date payer law hours_in_kind area", (DAY("2025-02-01"), "fund", "none", 200.0, "A"))
    table = estimate(make_study({**study.tables, "costs": costs}), ["costs"])
    assert pick(table, area="A", period="2025", indicator="costs").note == "no costs are booked"


def context_study(links: bool):
    tables = {
        "areas": rows("area name year", ("A", "Noord", 2024)),
        "context": rows("area year measure value", ("A", 2020, "Eenzaam_28", 47.5), ("A", 2024, "Eenzaam_28", 49.0)),
    }
    if links:
        tables["area_links"] = rows("area year to_area to_year weight", ("A", 2020, "A", 2024, 1.0))
    return make_study(tables)


def test_context_of_other_boundaries_needs_a_link():
    table = estimate(context_study(links=False), ["context"])
    group = "measure=Eenzaam_28"
    assert pick(table, area="A", period="2024", indicator="context", group=group).value == 49
    lost = pick(table, area="A", period="2020", indicator="context", group=group)
    assert lost.status == "no data"
    assert lost.note == "boundaries of 2020 cannot be put on those of 2024: no area_links"
    linked = estimate(context_study(links=True), ["context"])
    found = pick(linked, area="A", period="2020", indicator="context", group=group)
    assert (found.value, found.design, found.unit) == (47.5, "borrowed", "%")


def test_a_merged_area_has_the_weighted_figure_of_its_parts():
    study = make_study(
        {
            "areas": rows("area name year", ("N", "Nieuw", 2024)),
            "context": rows("area year measure value", ("A", 2020, "m", 40.0), ("B", 2020, "m", 50.0)),
            "area_links": rows(
                "area year to_area to_year weight", ("A", 2020, "N", 2024, 1.0), ("B", 2020, "N", 2024, 0.25)
            ),
        }
    )
    found = pick(estimate(study, ["context"]), area="N", period="2020", indicator="context", group="measure=m")
    assert found.value == 42  # (40 x 1 + 50 x 0.25) / 1.25


def test_an_area_without_any_table_says_so_and_nothing_is_zero():
    table = estimate(make_study({"areas": rows("area name population", ("A", "Noord", 100))}))
    silent = table[table["indicator"] != "residents"]
    assert set(silent["status"]) == {"no data"}
    assert silent["value"].isna().all()
    assert (silent["note"] != "").all()


def city_with_two_wijken(lists: str = "12", city_heads: bool = False):
    """City G with W1 and W2, 500 residents each, 20 participants in each that keeps lists, ten visits by head count."""
    ids = {wijk: [f"{wijk}-{k}" for k in range(20)] for wijk in ("W1", "W2")}
    tables = {
        "areas": rows(
            "area name population parent", ("G", "Stad", 1000, None), ("W1", "Een", 500, "G"), ("W2", "Twee", 500, "G")
        ),
        "activities": rows("activity area name", ("g", "G", "Feest"), ("1", "W1", "x"), ("2", "W2", "x")),
        "people": pd.DataFrame({"person": ids["W1"] + ids["W2"], "area": ["W1"] * 20 + ["W2"] * 20}),
    }
    listed = [number for number in "12" if number in lists]
    tables["attendance"] = pd.concat(
        [pd.DataFrame({"activity": n, "date": DAY("2025-05-05"), "person": ids[f"W{n}"]}) for n in listed]
    )
    heads = [("g", DAY("2025-05-06"), 100)] * city_heads
    heads += [(n, DAY("2025-05-05"), 10) for n in "12" if n not in lists]
    if heads:
        tables["sessions"] = rows("activity date visits", *heads)
    return tables


def test_head_counts_at_a_city_wide_activity_do_not_hide_the_neighbourhoods():
    table = estimate(make_study(city_with_two_wijken(city_heads=True)), ["participants"])
    city = pick(table, area="G", period="2025", indicator="participation_rate")
    assert (city.numerator, city.denominator, city.value) == (40, 1000, 40)
    assert "persons known at 2 of 3 activities" in city.note


def test_residents_are_left_out_once():
    table = estimate(make_study(city_with_two_wijken(lists="2", city_heads=True)), ["participants"])
    for area in ("G", "all"):
        rate = pick(table, area=area, period="2025", indicator="participation_rate")
        assert (rate.numerator, rate.denominator) == (20, 500)


def test_growth_compares_the_same_areas_or_says_that_it_cannot():
    tables = city_with_two_wijken(lists="2")
    later = pd.concat(
        [
            pd.DataFrame({"activity": n, "date": DAY("2025-08-05"), "person": [f"W{n}-{k}" for k in range(20)]})
            for n in "12"
        ]
    )
    tables["attendance"] = pd.concat([tables["attendance"], later])
    study = make_study(tables, observed_from=DAY("2025-04-01"), observed_to=DAY("2025-09-30"))
    growth = pick(estimate(study, ["growth"]), area="G", period="2025-Q3", indicator="participants_growth")
    assert growth.note == "persons are not known in the same areas in both periods"


def test_response_counts_areas_with_invitations_only_and_quarters_add_up():
    study = appreciation_study(14, 20, asked=40)
    more = study["appreciation"].iloc[:10].assign(activity="2", person=[f"z{k}" for k in range(10)])
    table = estimate(
        make_study(
            {
                **study.tables,
                "areas": rows("area name", ("A", "Noord"), ("B", "Zuid")),
                "activities": rows("activity area name", ("1", "A", "x"), ("2", "B", "y")),
                "appreciation": pd.concat([study["appreciation"], more]),
            }
        ),
        ["appreciation"],
    )
    whole = pick(table, area="all", period="2025", indicator="appreciation_response")
    assert (whole.numerator, whole.denominator) == (20, 40)  # the ten of Zuid were never counted as asked
    quarters = pd.concat([study["appreciation"].assign(period=f"2025-Q{k}") for k in range(1, 5)])
    asked = rows("measure area period asked", *(("appreciation", "A", f"2025-Q{k}", 20) for k in range(1, 5)))
    repeated = estimate(make_study({**study.tables, "appreciation": quarters, "invitations": asked}), ["appreciation"])
    year = pick(repeated, area="A", period="2025", indicator="appreciation_response")
    assert (year.numerator, year.denominator) == (80, 80)


def test_a_parent_keeps_its_own_margin():
    tables = city_with_two_wijken()
    tables["population"] = rows(
        "area low_income persons", ("G", True, 500), ("G", False, 500), ("W1", True, 40), ("W1", False, 460)
    )
    tables["people"] = tables["people"].assign(low_income=[k % 4 > 0 for k in range(40)])
    table = estimate(make_study(tables), ["composition", "reach"])
    share = pick(table, area="G", period="2025", indicator="population_share", group="low_income=yes")
    assert share.value == 50
    assert pick(table, area="G", period="2025", indicator="reach_ratio", group="low_income=yes").value == 1.5
    # the whole study is not the one wijk that has a margin
    whole = table.query("area == 'all' and indicator == 'population_share' and group == 'low_income=yes'")
    assert whole.empty or (whole["status"] != "ok").all()


def test_hours_that_nobody_wrote_down_in_a_year_are_unknown():
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "activities": rows("activity area name", ("1", "A", "x")),
            "sessions": rows(
                "activity date visits volunteer_hours",
                ("1", DAY("2024-05-01"), 10, None),
                ("1", DAY("2025-05-01"), 10, 4.0),
                ("1", DAY("2025-05-08"), 10, None),
            ),
        }
    )
    table = estimate(study, ["hours"])
    assert pick(table, area="A", period="2024", indicator="volunteer_hours").status == "no data"
    known = pick(table, area="A", period="2025", indicator="volunteer_hours")
    assert (known.value, known.note) == (4, "hours recorded at 1 of 2 sessions; period 2025 is not fully observed")
    assert pick(table, area="A", period="2024-Q3", indicator="volunteer_hours").value == 0  # nothing took place


def test_costs_and_visits_cover_the_same_time():
    study = two_areas()
    costs = rows(
        "date payer law amount_eur area",
        (DAY("2023-02-01"), "municipality", "Wmo", 10_000.0, "A"),
        (DAY("2025-02-01"), "municipality", "Wmo", 20.0, "A"),
    )
    table = estimate(make_study({**study.tables, "costs": costs}), ["costs"])
    assert pick(table, area="A", period="all", indicator="cost_per_visit").value == 5  # 20 / 4; 2023 had no visits
    assert pick(table, area="A", period="2023", indicator="costs").value == 10_000
    per = pick(table, area="A", period="2025", indicator="cost_per_visit")
    assert per.note == "period 2025 is not fully observed"


def test_cost_per_participant_leaves_out_the_costs_of_areas_that_count_heads():
    tables = city_with_two_wijken(lists="2")
    tables["costs"] = rows(
        "date payer law amount_eur area",
        (DAY("2025-02-01"), "municipality", "Wmo", 900.0, "W1"),
        (DAY("2025-02-01"), "municipality", "Wmo", 100.0, "W2"),
    )
    table = estimate(make_study(tables), ["costs"])
    assert pick(table, area="G", period="2025", indicator="costs").value == 1000
    assert pick(table, area="G", period="2025", indicator="cost_per_participant").value == 5  # 100 / 20


def test_a_shared_arrangement_counts_areas_that_had_begun_and_says_when_it_is_split_equally():
    study = two_areas()
    areas = study["areas"].assign(population=[None, None, 300])
    base = {
        **study.tables,
        "costs": rows("date payer law amount_eur arrangement", (DAY("2025-02-01"), "fund", "none", 1000.0, "S")),
        "arrangements": rows("arrangement kind", ("S", "buurtondersteuner")),
        "arrangement_areas": rows("arrangement area start", ("S", "A", None), ("S", "B", None)),
    }
    equal = pick(estimate(make_study({**base, "areas": areas}), ["costs"]), area="A", period="2025", indicator="costs")
    assert equal.value == 500
    assert equal.note == "€ 500 of the area's costs is a share of an arrangement, split equally"
    later = rows("arrangement area start", ("S", "A", None), ("S", "B", DAY("2026-01-01")))
    table = estimate(make_study({**base, "arrangement_areas": later}), ["costs"])
    assert pick(table, area="A", period="2025", indicator="costs").value == 1000
    assert pick(table, area="B", period="2025", indicator="costs").status == "no data"


def test_an_age_in_no_band_is_unknown():
    study = make_study(
        {
            "areas": rows("area name", ("A", "Noord")),
            "population": rows("area age_band persons", ("A", "18-34", 300), ("A", "65-74", 100)),
            "activities": rows("activity area name", ("01", "A", "Wandelen")),
            "people": rows("person area birth_year", ("p1", "A", 1930), ("p2", "A", 1975), ("p3", "A", 2000)),
            "attendance": rows("activity date person", *(("01", DAY("2025-02-03"), p) for p in ("p1", "p2", "p3"))),
        }
    )
    young = pick(
        estimate(study, ["composition"]), area="A", period="2025", indicator="participant_share", group="age_band=18-34"
    )
    assert (young.numerator, young.denominator, young.note) == (1, 1, "2 of 3 unknown")


def test_a_statement_of_your_own_may_hold_any_sign():
    study = appreciation_study(14, 20)
    own = study["appreciation"].assign(statement="Fit; en ik kom = vaker 100% buiten")
    table = estimate(make_study({**study.tables, "appreciation": own}), ["appreciation"])
    labels = table.query("indicator == 'appreciation_positive' and status == 'ok'")["group"].unique()
    statements = [split_group(label)["statement"] for label in labels]
    assert set(statements) == {"Fit; en ik kom = vaker 100% buiten"}


# ------------------------------------------------------------------------------- what is known in part is never a zero


def test_costs_without_a_place_lie_in_the_only_area():
    tables = {
        "areas": rows("area name population", ("A", "Noord", 100)),
        "activities": rows("activity area name", ("01", "A", "Wandelen")),
        "sessions": rows("activity date visits", ("01", DAY("2025-01-06"), 82)),
        "costs": rows("date payer law amount_eur", (DAY("2025-02-01"), "municipality", "Wmo", 1_364.50)),
    }
    table = estimate(make_study(tables), ["costs"])
    assert pick(table, area="A", period="2025", indicator="costs").value == 1_364.50
    assert pick(table, area="A", period="2025", indicator="cost_per_visit").value == pytest.approx(16.64, abs=0.005)
    tables["areas"] = rows("area name population", ("A", "Noord", 100), ("B", "Zuid", 100))
    table = estimate(make_study(tables), ["costs"])
    assert pick(table, area="A", period="2025", indicator="costs").status == "no data"
    assert pick(table, area="all", period="2025", indicator="costs").value == 1_364.50


def one_list_of(meetings: int, listed: int):
    """Six people on the lists of `listed` of so many meetings of one activity with 10 visits; two others have none."""
    days = pd.date_range("2025-01-06", periods=meetings, freq="7D")
    sessions = [("01", day, 10) for day in days] + [("02", days[0], 5), ("03", days[0], 5)]
    return make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 100)),
            "activities": rows("activity area name", ("01", "A", "Lopen"), ("02", "A", "Eten"), ("03", "A", "Tuin")),
            "people": rows("person area", *[(f"p{n}", "A") for n in range(6)]),
            "sessions": rows("activity date visits", *sessions),
            "attendance": pd.DataFrame(
                [("01", day, f"p{n}") for day in days[:listed] for n in range(6)],
                columns=["activity", "date", "person"],
            ),
        },
        observed_from=DAY("2025-01-01"),
        observed_to=DAY("2025-12-31"),
    )


@pytest.mark.parametrize("name", ["regular_participants", "regular_share", "participation_rate"])
def test_one_list_of_six_meetings_does_not_tell_how_often_people_come(name):
    row = pick(estimate(one_list_of(6, 1), ["participants", "regular"]), area="A", period="2025", indicator=name)
    assert (row.status, np.isnan(row.value)) == ("no data", True)
    assert row.note == "of most visits it is not known who came; persons known at 1 of 3 activities"


def test_nobody_among_the_people_of_some_lists_is_not_nobody():
    table = estimate(one_list_of(7, 7), ["regular"])  # 42 of 80 visits on lists, seven times the same six
    row = pick(table, area="A", period="2025", indicator="regular_participants")
    assert (row.status, row.note) == ("no data", "persons known at 1 of 3 activities")
    often = pick(estimate(one_list_of(8, 8), ["regular"]), area="A", period="2025", indicator="regular_participants")
    assert (often.status, often.value) == ("ok", 6)


def test_a_complete_list_still_says_that_nobody_came_often():
    study = one_list_of(2, 2)
    tables = {**study.tables, "sessions": study["sessions"][study["sessions"].activity == "01"].assign(visits=6)}
    row = pick(estimate(make_study(tables), ["regular"]), area="A", period="2025", indicator="regular_participants")
    assert (row.status, row.value) == ("ok", 0)


def merged_areas(**context):
    figures = rows("area year measure value", ("A", 2024, "employers", 40.0), ("B", 2024, "employers", 10.0))
    return make_study(
        {
            "areas": rows("area name year", ("N", "Noord", 2025)),
            "area_links": rows(
                "area year to_area to_year weight", ("A", 2024, "N", 2025, 1.0), ("B", 2024, "N", 2025, 1.0)
            ),
            "context": figures.assign(**context),
        }
    )


def value_of(study, measure):
    return pick(estimate(study, ["context"]), area="N", period="2024", indicator="context", group=f"measure={measure}")


def test_counts_of_merged_areas_add_up():
    assert value_of(merged_areas(), "employers").value == 50
    assert value_of(merged_areas(measure="shops", adds_up=True), "shops").value == 50
    assert value_of(merged_areas(measure="residents"), "residents").value == 50


def test_a_count_that_is_known_of_one_of_two_merged_areas_is_no_count():
    row = value_of(merged_areas(value=[40.0, np.nan]), "employers")
    assert (row.status, np.isnan(row.value)) == ("no data", True)
    assert "not known of each area" in row.note


def test_shares_of_merged_areas_are_weighted_by_their_residents():
    study = merged_areas(measure="Eenzaam_28")
    assert value_of(study, "Eenzaam_28").value == 25
    people = rows("area year measure value", ("A", 2024, "residents", 3000.0), ("B", 2024, "residents", 1000.0))
    known = make_study({**study.tables, "context": pd.concat([study["context"][list(people)], people])})
    assert value_of(known, "Eenzaam_28").value == 32.5  # (3 * 40 + 10) / 4


@pytest.mark.parametrize("gone", ["activities", "people", "sessions", "population"])
def test_an_empty_table_leaves_numbers_numbers(gone):
    """A card with an empty table before it gives no columns of text, and ends in no error of pandas."""
    study = people_study(12, 4)
    tables = {**study.tables, gone: study[gone].iloc[:0]}
    estimates = estimate(dataclasses.replace(study, tables=tables))
    numbers = ["value", "lower", "upper", "numerator", "denominator", "n"]
    assert (estimates[numbers].dtypes == "float64").all()
