"""Months: numbers of ``2025-09`` beside those of quarters and years, where study.toml asks for them."""

import dataclasses
import importlib

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.disclosure import release
from gezondmenu.disclosure.profiles import PROFILES
from gezondmenu.indicators.estimate import estimate
from gezondmenu.indicators.own import own_cards
from gezondmenu.indicators.records import covers
from gezondmenu.study.model import make_study
from gezondmenu.study.reading import read_study
from gezondmenu.vocabulary import ESTIMATE_KEY, GezondmenuError, period_bounds, period_kind, previous_period, quarter_of
from tests.attack import months_left, numbers_left
from tests.conftest import pick, rows
from tests.worth_study import EFFECTS_OF_A_SUPPORTER, PRICES_OF_A_VILLAGE, valued, worth_study

DAY = pd.Timestamp
CARDS = ["visits", "participants", "regular", "residents", "hours", "growth", "costs", "sessions", "newcomers"]
CARDS += ["intensity", "gradient", "outdoors"]
KEY = list(ESTIMATE_KEY)
ADDED = ["visits", "sessions", "costs", "volunteer_hours", "unpaid_hours", "new_participants"]
"""Counts of which the months of a quarter add up to the quarter: nobody is in two of them."""


def with_months(study):
    return dataclasses.replace(study, choices={**study.choices, "months": True})


def kind_of(table: pd.DataFrame) -> pd.Series:
    return table["period"].map({period: period_kind(period) for period in table["period"].unique()})


def held(*meetings: tuple, **choices):
    """One area of 1,000 residents with sessions (day, visits) and, where a meeting has them, the persons who came."""
    people = sorted({person for _, _, *who in meetings for person in who})
    frames = {
        "areas": rows("area name population", ("A", "Noord", 1000)),
        "activities": rows("activity area name", ("1", "A", "Wandelen")),
        "sessions": pd.DataFrame(
            {"activity": "1", "date": [DAY(m[0]) for m in meetings], "visits": [m[1] for m in meetings]}
        ),
    }
    if people:
        frames["people"] = pd.DataFrame({"person": people, "area": "A"})
        lists = [("1", DAY(day), person) for day, _, *who in meetings for person in who]
        frames["attendance"] = rows("activity date person", *lists)
    return make_study(frames, **{"months": True, **choices})


@pytest.fixture(scope="module")
def quarterly(example, made_once):
    own_cards(example)
    return made_once("quarterly", lambda: estimate(example, CARDS))


@pytest.fixture(scope="module")
def monthly(example, made_once):
    own_cards(example)
    return made_once("monthly", lambda: estimate(with_months(example), CARDS))


@pytest.fixture(scope="module")
def monthly_released(monthly, made_once):
    return made_once("monthly_released", lambda: release(monthly))


def test_months_are_off_unless_they_are_asked_for(example, quarterly):
    assert example.choices["months"] is False
    assert make_study({}).choices["months"] is False
    assert not (kind_of(quarterly) == "month").any()
    without = dataclasses.replace(example, choices={k: v for k, v in example.choices.items() if k != "months"})
    pd.testing.assert_frame_equal(estimate(without, CARDS), quarterly)


def test_years_and_quarters_stay_as_they_are_and_only_costs_get_quarters_too(quarterly, monthly):
    old = monthly.set_index(KEY).index.isin(quarterly.set_index(KEY).index)
    pd.testing.assert_frame_equal(monthly[old].reset_index(drop=True), quarterly)
    new = monthly[~old]
    assert set(kind_of(new)) == {"month", "quarter"}
    assert set(new.loc[kind_of(new) == "quarter", "indicator"]) == {"costs"}
    counted_by_quarter = set(quarterly.loc[kind_of(quarterly) == "quarter", "indicator"])
    of_a_quarter = {"regular_participants", "regular_share"}
    assert set(new.loc[kind_of(new) == "month", "indicator"]) == counted_by_quarter - of_a_quarter | {"costs"}


@pytest.mark.parametrize("name", ADDED)
def test_the_months_of_a_quarter_add_up_to_it(monthly, name):
    table = monthly[(monthly["indicator"] == name) & (monthly["status"] == "ok")]
    months = table[kind_of(table) == "month"]
    sums = months.assign(period=quarter_of(months["period"])).groupby(["area", "period", "group"])["value"].sum()
    quarters = table[kind_of(table) == "quarter"].set_index(["area", "period", "group"])["value"]
    assert len(quarters) > 50
    pd.testing.assert_series_equal(sums.reindex(quarters.index).fillna(0.0), quarters, rtol=1e-12)


def test_a_month_by_hand():
    """January: two sessions, three persons, 2 + 1 and 1 more on a list of heads; February (leap): one on the 29th."""
    study = held(
        ("2024-01-08", 3, "p1", "p2"),
        ("2024-01-22", 1, "p1"),
        ("2024-02-29", 2, "p1", "p3"),
        ("2024-03-04", 1, "p3"),
        observed_from=DAY("2024-01-01"),
        observed_to=DAY("2024-03-31"),
    )
    table = estimate(study, ["visits", "participants", "sessions", "newcomers", "growth"])
    value = {
        (r.indicator, r.period): r.value
        for r in table[(table["area"] == "A") & (table["variant"] == "main")].itertuples()
    }
    expected = {"visits": (4, 2, 1), "participants": (2, 2, 1), "sessions": (2, 1, 1), "new_participants": (2, 1, 0)}
    for name, numbers in expected.items():
        assert tuple(value[name, f"2024-0{month}"] for month in (1, 2, 3)) == numbers, name
    assert value["participants", "2024-Q1"] == 3  # p1 and p3 count once
    assert value["participation_rate", "2024-02"] == 2
    assert value["visits_per_session", "2024-01"] == 2
    assert ("visits_growth", "2024-01") not in value  # nothing before it
    assert (value["visits_growth", "2024-02"], value["participants_growth", "2024-03"]) == (-50, -50)


def test_costs_of_a_month_by_hand():
    study = held(("2024-01-08", 12), ("2024-02-05", 12), observed_from=DAY("2024-01-01"), observed_to=DAY("2024-12-31"))
    costs = rows(
        "date payer law amount_eur area",
        (DAY("2024-02-29"), "municipality", "Wmo", 100.0, "A"),
        (DAY("2024-03-01"), "insurer", "Zvw", 40.0, "A"),
    )
    table = estimate(make_study({**study.tables, "costs": costs}, **study.choices), ["costs"])
    assert pick(table, area="A", period="2024-02", indicator="costs").value == 100
    assert pick(table, area="A", period="2024-03", indicator="costs", group="law=Zvw;payer=insurer").value == 40
    assert pick(table, area="A", period="2024-Q1", indicator="costs").value == 140
    assert pick(table, area="A", period="2024-01", indicator="costs").note == "no costs are booked"
    per_visit = table[table["indicator"] == "cost_per_visit"]
    assert set(kind_of(per_visit)) == {"year", "all"}  # bookings do not fall in the month of what they paid


def test_a_month_at_the_edge_of_the_observation():
    """From the tenth of January, to the 25th of March: nine days lack in January, six in March."""
    study = held(*((day, 10) for day in pd.date_range("2024-01-10", "2024-03-25", freq="5D")))
    table = estimate(study, ["visits", "growth"])
    assert pick(table, area="A", period="2024-01", indicator="visits").note == "period 2024-01 is not fully observed"
    assert pick(table, area="A", period="2024-03", indicator="visits").note == ""
    growth = pick(table, area="A", period="2024-02", indicator="visits_growth")
    assert (growth.status, growth.note) == ("no data", "period 2024-01 is not fully observed")
    assert pick(table, area="A", period="2024-03", indicator="visits_growth").status == "ok"
    assert "2024-04" not in set(table["period"])


@pytest.mark.parametrize(
    ("first", "last", "full"),
    [
        ("2024-02-01", "2024-02-29", True),
        ("2024-02-08", "2024-02-22", True),  # a week at either end
        ("2024-02-09", "2024-02-29", False),
        ("2024-02-01", "2024-02-21", False),
    ],
)
def test_leap_february_and_the_week_that_may_lack(first, last, full):
    assert period_bounds("2024-02")[1] == DAY("2024-02-29")
    assert covers((DAY(first), DAY(last)), "2024-02") is full


def test_a_month_without_sessions_has_nought_and_the_month_after_no_growth():
    study = held(("2024-01-08", 12), ("2024-03-04", 12), observed_from=DAY("2024-01-01"), observed_to=DAY("2024-03-31"))
    table = estimate(study, ["visits", "growth", "sessions"])
    assert pick(table, area="A", period="2024-02", indicator="visits").value == 0
    assert pick(table, area="A", period="2024-02", indicator="visits_growth").value == -100
    assert pick(table, area="A", period="2024-03", indicator="visits_growth").note == "nothing in the earlier period"
    assert pick(table, area="A", period="2024-02", indicator="visits_per_session").note == "no sessions"


def test_trends_gradients_and_comparisons_rest_on_no_month(quarterly, monthly):
    """They are equal in both tables, as all rows of years and quarters; and there is none about a month."""
    derived = monthly[(monthly["variant"] != "main") | monthly["indicator"].str.endswith(("_trend", "_index", "slope"))]
    assert len(derived)
    assert not (kind_of(derived) == "month").any()


def test_regions_add_up_months(monthly):
    region = gm.roll_up(monthly, ["WK990101", "WK990102"], "east")
    parts = [pick(monthly, area=a, period="2025-09", indicator="visits").value for a in ("WK990101", "WK990102")]
    assert pick(region, area="east", period="2025-09", indicator="visits").value == sum(parts)


def test_indicators_of_ones_own_by_month(monthly):
    """outdoors_share of the example counts visits."""
    parts = monthly[(monthly["indicator"] == "outdoors_share") & (monthly["area"] == "all")]
    months = parts[parts["period"].isin(["2025-07", "2025-08", "2025-09"])]
    assert months["denominator"].sum() == pick(parts, period="2025-Q3").denominator
    assert months["numerator"].sum() == pick(parts, period="2025-Q3").numerator


def test_answers_and_invitations_written_by_month():
    """Twelve of 20 answered in September, 9 of 20 in October: 21 of 40 in the year, whether months are told or not."""
    answers = [("1", "2025-09", "my_health", "4", f"p{k}") for k in range(12)]
    answers += [("1", "2025-10", "my_health", "2", f"p{k}") for k in range(9)]
    frames = {
        "areas": rows("area name", ("A", "Noord")),
        "activities": rows("activity area name", ("1", "A", "Wandelen")),
        "appreciation": rows("activity period statement answer person", *answers),
        "invitations": rows(
            "measure area period asked", ("appreciation", "A", "2025-09", 20), ("appreciation", "A", "2025-10", 20)
        ),
    }
    for months in (False, True):
        table = estimate(make_study(frames, months=months), ["appreciation"])
        response = pick(table, area="A", period="2025", indicator="appreciation_response")
        assert (response.numerator, response.denominator) == (21, 40)
        positive = {"area": "A", "indicator": "appreciation_positive", "group": "statement=my_health"}
        assert pick(table, period="2025-Q3", **positive).value == 100
        assert pick(table, period="2025-Q4", **positive).value == 0
        assert ("2025-09" in set(table["period"])) is months
    assert pick(table, period="2025-09", **positive).denominator == 12
    asked = pick(table, area="A", period="2025-10", indicator="appreciation_response")
    assert (asked.numerator, asked.denominator) == (9, 20)


def test_months_of_files_are_read_and_the_choice_too(tmp_path):
    (tmp_path / "areas.csv").write_text("area;name\nA;Noord\n", encoding="utf-8")
    (tmp_path / "activities.csv").write_text("activity;area;name\n1;A;Wandelen\n", encoding="utf-8")
    (tmp_path / "sessions.csv").write_text("activity;date;visits\n1;2024-09-02;12\n", encoding="utf-8")
    text = "activity;period;statement;answer\n1;2024-09;my_health;4\n1;2024-9;my_health;5\n"
    (tmp_path / "appreciation.csv").write_text(text, encoding="utf-8")
    (tmp_path / "study.toml").write_text("months = true\n", encoding="utf-8")
    study = read_study(tmp_path)
    assert study.choices["months"] is True
    assert set(study["appreciation"]["period"]) == {"2024-09"}
    assert pick(estimate(study, ["visits"]), area="A", period="2024-09", indicator="visits").value == 12
    (tmp_path / "study.toml").write_text('months = "ja"\n', encoding="utf-8")
    assert (gm.check_study(tmp_path)["column"] == "months").any()


# Release


def test_a_hidden_month_hides_the_months_of_its_quarter():
    """Visits 20, 15 and 5 of a quarter of 40: the first two would give the third away. The next quarter is shown."""
    days = ("2024-01-08", "2024-02-05", "2024-03-04", "2024-04-08", "2024-05-06", "2024-06-03")
    study = held(*zip(days, (20, 15, 5, 12, 11, 30), strict=True), observed_from=DAY("2024-01-01"))
    table = estimate(study, ["visits", "growth", "sessions"])
    published = release(table)
    shown = published[(published["area"] == "A") & (published["status"] == "ok")]
    visits = set(shown.loc[shown["indicator"] == "visits", "period"])
    assert visits == {"2024", "2024-Q1", "2024-Q2", "2024-04", "2024-05", "2024-06", "all"}
    assert set(shown.loc[(shown["indicator"] == "visits_growth") & (kind_of(shown) == "month"), "period"]) == set()
    february = pick(published, area="A", period="2024-02", indicator="visits")
    assert (february.status, february.note) == ("suppressed", "hidden: a cell of the distribution is under 10")


@pytest.mark.slow
@pytest.mark.parametrize("first", ["2024-01-01", "2024-01-20"])  # the second: no growth of February, by another rule
@pytest.mark.parametrize(
    "visits", [(5, 15, 20), (15, 5, 20), (20, 15, 5), (5, 0, 15), (9, 1, 0), (12, 0, 0), (3, 3, 14)]
)
def test_no_hidden_month_is_won_back_from_the_quarter(visits, first):
    days = ["2024-01-22", "2024-02-05", "2024-03-04", "2024-04-08", "2024-05-06", "2024-06-03"]
    meetings = [(day, count) for day, count in zip(days, (*visits, 11, 12, 13), strict=True) if count]
    study = held(*meetings, observed_from=DAY(first), observed_to=DAY("2024-06-30"))
    published = release(estimate(study, ["visits", "growth", "sessions"]))
    left = months_left(published, PROFILES["standard"].smallest)
    assert left.min() >= 3 or left.empty
    quarter = pick(published, area="A", period="2024-Q1", indicator="visits")
    if quarter.status == "suppressed":
        months = published[(published["indicator"] == "visits") & (kind_of(published) == "month")]
        assert months[quarter_of(months["period"]) == "2024-Q1"]["value"].isna().all()


@pytest.mark.parametrize("rule", ["standard", "opensafely"])
def test_nothing_hidden_in_the_example_is_won_back_from_months(monthly, rule):
    published = release(monthly, rule)
    left = months_left(published, PROFILES[rule].smallest)
    assert len(left)
    assert left.min() >= 3
    quarters = published[(kind_of(published) == "quarter") & (published["status"] == "suppressed")]
    months = published[(kind_of(published) == "month") & published["value"].notna()]
    key = ["area", "group", "indicator", "variant"]
    hidden = pd.MultiIndex.from_frame(quarters[[*key, "period"]])
    inside = pd.MultiIndex.from_frame(months[key].assign(period=quarter_of(months["period"])))
    assert len(hidden)
    assert not inside.isin(hidden).any()
    added = published[(kind_of(published) == "month") & published["indicator"].isin(ADDED)]
    states = added.assign(quarter=quarter_of(added["period"])).groupby([*key, "quarter"])["status"].agg(set)
    assert not [state for state in states if {"ok", "suppressed"} <= state]


def test_the_attack_finds_a_month_that_is_hidden_alone(monkeypatch):
    """40 less 20 and 15."""
    study = held(("2024-01-08", 20), ("2024-02-05", 15), ("2024-03-04", 5), observed_from=DAY("2024-01-01"))
    table = estimate(study, ["visits", "growth", "sessions"])
    assert months_left(release(table), 10).min() >= 3
    module = importlib.import_module("gezondmenu.disclosure.release")
    monkeypatch.setattr(module, "hidden_with_months", lambda table, formulas, reasons, profile: reasons)
    monkeypatch.setattr(module, "hidden_with_sums", lambda estimates, table, reasons, areas, profile: reasons)
    assert months_left(release(table), 10).to_dict() == {("A", "2024-03"): 1, ("all", "2024-03"): 1}


def test_a_year_or_quarter_that_is_shown_is_the_same_beside_months(quarterly, monthly_released):
    """Beside months more may have to be hidden, since months add up to quarters; numbers do not change."""
    old = monthly_released.set_index(KEY).index.isin(quarterly.set_index(KEY).index)
    beside, alone = monthly_released[old].reset_index(drop=True), release(quarterly)
    both = (beside["status"] == alone["status"]) & (beside["note"] == alone["note"])
    assert both.mean() > 0.99
    pd.testing.assert_frame_equal(beside[both], alone[both])


def test_three_whole_numbers_fit_every_published_month(monthly_released):
    published = monthly_released
    shown = published[(kind_of(published) == "month") & (published["status"] == "ok")]
    shown = shown[shown["indicator"] != "costs"]
    left = [numbers_left(row, PROFILES["standard"]) for _, row in shown.iterrows()]
    assert len(left) > 1000
    assert min(left) >= 3


# Pages


def test_pages_say_the_same_with_months(quarterly, monthly_released, tmp_path):
    from gezondmenu.report import blocks
    from gezondmenu.report.rows.published import write_own_cards, write_table

    pages = []
    for name, published in (("quarterly", release(quarterly)), ("monthly", monthly_released)):
        path = tmp_path / f"{name}.csv"
        write_table(published, path)
        write_own_cards(published, path)
        page = blocks.read_page(path, area="WK990101", beside="GM9901", language="nl")
        parts = (blocks.summary, blocks.who_takes_part, blocks.over_time, blocks.helping, blocks.own_indicators)
        pages.append(
            [part(page)._repr_html_() for part in (*parts, blocks.what_it_is_worth, blocks.what_we_do_not_know)]
        )
    assert pages[0] == pages[1]
    with pytest.raises(GezondmenuError, match="period must be one of 2024, 2025, not '2024-09'"):
        blocks.read_page(path, area="WK990101", period="2024-09")  # a page is about a year


def test_values_and_their_trace_rest_on_years():
    chain = {"chain": "zorg", "name": "zorg", "effect": "n1", "price": "zvw", "reached": "residents"}
    effect = EFFECTS_OF_A_SUPPORTER.head(1).assign(low=-0.18, high=0.0)
    given = {"prices": PRICES_OF_A_VILLAGE, "effects": effect}
    chains = pd.DataFrame([{**chain, "outcome": "care cost", "in_total": True}])
    one, other = (valued(worth_study(chains, **given, months=months)) for months in (False, True))
    pd.testing.assert_frame_equal(one.rows, other.rows)
    pd.testing.assert_frame_equal(gm.trace(one, "A", "value_costs"), gm.trace(other, "A", "value_costs"))


def test_the_month_before():
    assert (previous_period("2024-03"), previous_period("2024-01")) == ("2024-02", "2023-12")
