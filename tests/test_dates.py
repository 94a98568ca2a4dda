"""Days that can be read in two ways are asked, with both readings; days that people write in words are read."""

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from gezondmenu.study.read.dates import of_utc, one_day, time_of_day
from gezondmenu.study.reading import check_study, read_study

AREAS = "area;name\n01;Noord\n"
ACTIVITIES = "activity;area;name\nA1;01;Wandelen\nA2;01;Koken\n"
WEEKS = [dt.date(2025, 1, 6) + dt.timedelta(weeks=week) for week in range(20)]


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2026, 1, 15, tzinfo=dt.UTC).timestamp())))


def write(folder, **files):
    for name, text in {"areas": AREAS, "activities": ACTIVITIES, **files}.items():
        (folder / (f"{name}.csv" if name != "study" else "study.toml")).write_text(text, encoding="utf-8")
    return folder


def sessions(*cells, start=""):
    return "activity;date;visits;start\n" + "".join(f"A1;{cell};{12 + n};{start}\n" for n, cell in enumerate(cells))


def codes(folder):
    return check_study(folder, "en").code.tolist()


def days(folder):
    return read_study(folder)["sessions"].date.dt.date.tolist()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-06", (2025, 1, 6)),
        ("2025/1/6", (2025, 1, 6)),
        ("20250106", (2025, 1, 6)),
        ("06.01.2025", (2025, 1, 6)),
        ("6-jan-2025", (2025, 1, 6)),
        ("6 januari 2025", (2025, 1, 6)),
        ("6 mrt. 2025", (2025, 3, 6)),
        ("ma 6-1-2025", (2025, 1, 6)),
        ("Maandag 6 januari 2025", (2025, 1, 6)),
        ("January 6, 2025", (2025, 1, 6)),
        ("6th of January 2025", None),
        ("6th January 2025", (2025, 1, 6)),
        ("6-okt-2025 19:30", (2025, 10, 6)),
        ("1-3-2025 19:00:00", (2025, 3, 1)),
        ("30-2-2025", None),
        ("2025-13-01", None),
        ("6-foo-2025", None),
        ("januari 2025", None),
        ("1-3/2025", None),
        ("", None),
    ],
)
def test_one_day(text, day):
    assert one_day(text).day == (dt.date(*day) if day else None)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("7:00 PM", "19:00"),
        ("7 pm", "19:00"),
        ("12:00 AM", "00:00"),
        ("12:30 p.m.", "12:30"),
        ("19u00", "19:00"),
        ("19u", "19:00"),
        ("19.30 uur", "19:30"),
        ("1900", "19:00"),
        ("0930", "09:30"),
        ("9:30", "09:30"),
        ("13 pm", None),
        ("24:00", None),
        ("2460", None),
        ("930", None),
        ("half tien", None),
    ],
)
def test_times_of_day(text, time):
    assert time_of_day(text) == time


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-01-06T22:59:00Z", (2025, 1, 6)),
        ("2025-01-06T23:30:00Z", (2025, 1, 7)),
        ("2025-07-06T22:30:00Z", (2025, 7, 7)),  # summer time: two hours
        ("2025-03-29T22:30:00Z", (2025, 3, 29)),  # the night before the clock goes forward
        ("2025-03-30T22:30:00Z", (2025, 3, 31)),  # and the night after
        ("2025-10-25T22:30:00Z", (2025, 10, 26)),
        ("2025-10-26T22:30:00Z", (2025, 10, 26)),
        ("2025-12-31T23:30:00.000Z", (2026, 1, 1)),
        ("2025-12-31 23:30:00+00:00", (2026, 1, 1)),
    ],
)
def test_moments_in_utc(moment, day):
    assert of_utc(moment, "Europe/Amsterdam") == dt.date(*day)


def test_a_moment_with_the_clock_of_its_place_needs_no_zone(tmp_path):
    assert of_utc("2025-12-31T23:30:00+01:00", "Europe/Amsterdam") is None
    write(tmp_path, sessions=sessions("2025-12-31T23:30:00+01:00"))
    assert codes(tmp_path) == []
    assert days(tmp_path) == [dt.date(2025, 12, 31)]


def test_evenings_in_utc_are_asked_and_follow_the_zone(tmp_path):
    text = sessions("2024-12-31T23:30:00Z", "2025-01-06T19:00:00Z", "2025-06-30T22:30:00Z")
    write(tmp_path, sessions=text)
    found = check_study(tmp_path, "en")
    assert found.code.tolist() == ["utc_dates"]
    assert "2025-01-01" in found.rule[0]
    assert "2024-12-31" in found.rule[0]
    assert "2 of them" in found.rule[0]
    write(tmp_path, study='time_zone = "Europe/Amsterdam"\n')
    assert days(tmp_path) == [dt.date(2025, 1, 1), dt.date(2025, 1, 6), dt.date(2025, 7, 1)]
    write(tmp_path, study='time_zone = "UTC"\n')
    assert days(tmp_path) == [dt.date(2024, 12, 31), dt.date(2025, 1, 6), dt.date(2025, 6, 30)]


def test_moments_by_day_in_utc_are_not_asked(tmp_path):
    write(tmp_path, sessions=sessions("2025-01-06T19:00:00Z", "2025-01-13T19:00:00Z"))
    assert codes(tmp_path) == []


def american(day):
    return f"{day.month}/{day.day}/{day.year}"


LOW = [day for day in [dt.date(2024, 1, 1) + dt.timedelta(weeks=week) for week in range(60)] if day.day <= 12]


def test_american_dates_without_a_day_over_twelve_are_asked_with_both_readings(tmp_path):
    write(tmp_path, sessions=sessions(*map(american, LOW)))
    found = check_study(tmp_path, "en")
    assert found[["severity", "row", "code"]].values.tolist() == [["error", 3, "dates_by_weekday"]]
    assert "2024-08-01" in found.rule[0]
    assert "2024-01-08" in found.rule[0]
    write(tmp_path, study='date_order = "month_first"\n')
    assert days(tmp_path) == LOW
    write(tmp_path, study='date_order = "day_first"\n')
    assert days(tmp_path)[1] == dt.date(2024, 8, 1)


def test_dates_of_no_weekday_at_all_are_asked_too(tmp_path):
    write(tmp_path, sessions=sessions(*(f"{month}/{day}/2025" for month in range(1, 7) for day in (3, 10))))
    assert codes(tmp_path) == ["dates_without_day_over_12"]


@pytest.mark.parametrize(
    "written",
    [
        [f"{day.day}-{day.month}-{day.year}" for day in LOW],  # a weekly group, the day first
        ["1/3/2025", "8/3/2025"],  # too few to tell
        [f"{day.day}/{day.month}/{day.year}" for day in WEEKS],
        [day.isoformat() for day in LOW],
    ],
)
def test_dutch_dates_are_not_asked(tmp_path, written):
    write(tmp_path, sessions=sessions(*written))
    assert codes(tmp_path) == []


def test_american_dates_with_a_day_over_twelve_are_one_finding(tmp_path):
    write(tmp_path, sessions=sessions(*map(american, WEEKS)))
    found = check_study(tmp_path, "nl")
    assert found.code.tolist() == ["dates_month_first"]
    assert "date_order" in found.what_to_do[0]
    write(tmp_path, study='date_order = "month_first"\n')
    assert days(tmp_path) == WEEKS


def test_dates_of_both_orders_are_never_turned(tmp_path):
    write(tmp_path, sessions=sessions("1/13/2025", "13/1/2025"), study='date_order = "month_first"\n')
    assert codes(tmp_path) == ["not_a_date"]


def half_a_workbook(folder, weeks):
    """What a Dutch Excel makes of American dates: dates where that is possible, turned; text where it is not."""
    book = openpyxl.Workbook()
    book.active.append(["activity", "date", "visits"])
    for number, day in enumerate(weeks):
        cell = dt.date(day.year, day.day, day.month) if day.day <= 12 else american(day)
        book.active.append(["A1", cell, 12 + number])
    book.save(folder / "sessions.xlsx")


def test_a_column_that_is_half_dates_and_half_text(tmp_path):
    half_a_workbook(write(tmp_path), WEEKS)
    found = check_study(tmp_path, "en")
    assert found.code.tolist() == ["dates_half_text"]
    assert "1/13/2025" in found.rule[0]
    write(tmp_path, study='date_order = "month_first_in_excel"\n')
    assert days(tmp_path) == WEEKS


def test_dates_that_all_changed_places_in_excel(tmp_path):
    half_a_workbook(write(tmp_path), LOW)
    assert codes(tmp_path) == ["dates_turned_by_weekday"]
    write(tmp_path, study='date_order = "month_first_in_excel"\n')
    assert days(tmp_path) == LOW


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_workbook_that_counts_from_1904(tmp_path, since_1904):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
    book.active.append(["activity", "date", "visits"])
    for number, day in enumerate(WEEKS[:4]):
        cell = [day, f"{day:%d-%m-%Y}", dt.datetime.combine(day, dt.time(19)), to_excel(day, book.epoch)][number]
        book.active.append(["A1", cell, 12 + number])
    book.save(write(tmp_path) / "sessions.xlsx")
    assert codes(tmp_path) == ["serial_dates"]
    assert days(tmp_path) == WEEKS[:4]


def test_serial_numbers_in_a_text_file_are_told(tmp_path):
    write(tmp_path, sessions=sessions("45663", "45670"))
    found = check_study(tmp_path, "en")
    assert found[["severity", "value", "code"]].values.tolist() == [["note", "45663", "serial_dates"]]
    assert days(tmp_path) == WEEKS[:2]


@pytest.mark.parametrize(("year", "choice"), [("2015", "observed_from"), ("1925", "observed_from")])
def test_one_mistyped_year_is_asked(tmp_path, year, choice):
    cells = [day.isoformat() for day in WEEKS]
    cells[2] = year + cells[2][4:]
    write(tmp_path, sessions=sessions(*cells))
    found = check_study(tmp_path, "en")
    assert found[["severity", "row", "code"]].values.tolist() == [["error", 4, "mistyped_year"]]
    assert f"{choice} = {cells[2]}" in found.what_to_do[0]
    write(tmp_path, study=f"{choice} = {cells[2]}\n")
    assert codes(tmp_path) == []


def test_a_year_that_lies_after_all_others_is_asked(tmp_path):
    cells = [day.replace(year=2015).isoformat() for day in WEEKS]
    write(tmp_path, sessions=sessions(*cells[1:], "2025-01-06"))
    assert codes(tmp_path) == ["mistyped_year"]


def test_a_study_of_many_years_is_not_asked(tmp_path):
    write(tmp_path, sessions=sessions(*(f"{year}-03-03" for year in range(2010, 2026))))
    assert codes(tmp_path) == []
    write(tmp_path, sessions=sessions(*(f"{year}-03-0{day}" for year in (2015, 2025) for day in range(1, 9))))
    assert codes(tmp_path) == []


def test_the_same_booking_twice_is_told(tmp_path):
    costs = "date;payer;law;amount_eur\n2025-01-01;fonds;geen;5\n2025-01-02;fonds;geen;5\n2025-01-01;fonds;geen;5\n"
    write(tmp_path, costs=costs)
    found = check_study(tmp_path, "en")
    assert found[["severity", "row", "code"]].values.tolist() == [["warning", 4, "booking_twice"]]
    assert "row 2" in found.rule[0]


def test_the_same_meeting_a_minute_later(tmp_path):
    text = "activity;date;visits;start\nA1;2025-01-06;12;19:00\nA1;2025-01-06;12;19:01\nA2;2025-01-06;12;19:02\n"
    write(tmp_path, sessions=text + "A1;2025-01-06;12;20:30\nA1;2025-01-13;9;19:00\nA1;2025-01-13;12;19:05\n")
    assert check_study(tmp_path, "en")[["row", "code"]].values.tolist() == [[3, "meeting_twice"]]


def test_the_same_list_a_minute_later(tmp_path):
    people = "".join(f"A1;2025-01-06;{who};{start}\n" for start in ("19:00", "19:01") for who in ("p1", "p2"))
    write(tmp_path, attendance="activity;date;person;start\n" + people)
    assert check_study(tmp_path, "en")[["row", "code"]].values.tolist() == [[4, "meeting_twice"]]
    write(tmp_path, attendance="activity;date;person;start\n" + people.replace("p2;19:01", "p3;19:01"))
    assert codes(tmp_path) == []


def forms(*answers):
    names = ("my_health", "my_neighbourhood", "my_happiness", "my_relations")
    lines = [f"A1;2025;{name};{given}\n" for form in answers for name, given in zip(names, form, strict=True)]
    return "activity;period;statement;answer\n" + "".join(lines)


def test_an_anonymous_form_sent_in_twice_is_told(tmp_path):
    write(tmp_path, appreciation=forms("5432", "5432", "1545", "5555", "5555"))
    found = check_study(tmp_path, "en")
    assert found[["severity", "row", "code"]].values.tolist() == [["note", 6, "form_twice"]]


def test_parquet_moments_with_a_zone(tmp_path):
    frame = pd.DataFrame({"activity": ["A1"], "date": pd.to_datetime(["2025-01-06T23:30:00Z"]), "visits": [3]})
    frame.to_parquet(write(tmp_path) / "sessions.parquet")
    assert codes(tmp_path) == ["utc_dates"]
    write(tmp_path, study='time_zone = "Europe/Amsterdam"\n')
    assert days(tmp_path) == [dt.date(2025, 1, 7)]
