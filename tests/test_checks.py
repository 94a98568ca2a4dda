"""Every fault has its own finding: the folder below has them all at once."""

import datetime as dt
import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest

from gezondmenu.effects.survey import scores_of
from gezondmenu.study.check.checks import table_schema
from gezondmenu.study.findings import COLUMNS, format_findings
from gezondmenu.study.reading import check_study, read_study
from gezondmenu.study.rules import RULES
from gezondmenu.study.schema import tables
from gezondmenu.vocabulary import GezondmenuError, StudyError

AREAS = "area;name;population;year\n01;Noord;100;2025\n02;Zuid;200;2025\n"
ACTIVITIES = "activity;area;name\nA1;01;Samen wandelen\nA2;02;Eetclub\n"


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2026, 1, 15, tzinfo=dt.UTC).timestamp())))


def write(folder: Path, **files: str) -> Path:
    """A study folder with these CSV files; areas and activities are in order unless given."""
    for name, text in {"areas": AREAS, "activities": ACTIVITIES, **files}.items():
        if text is not None:
            path = folder / (f"{name}.csv" if name != "study" else "study.toml")
            path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, **where) -> list[tuple]:
    """(file, row, column, value, code) of every finding, without notes on where it is not asked."""
    findings = check_study(folder, language="en")
    chosen = findings[["file", "row", "column", "value", "code"]]
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in chosen.itertuples(index=False, name=None)]


def test_a_sound_study_has_no_findings(tmp_path):
    sessions = "activity;date;visits;start\nA1;2025-03-01;12;09:30\n"
    assert found(write(tmp_path, sessions=sessions)) == []
    study = read_study(tmp_path)
    assert study["areas"].area.tolist() == ["01", "02"]
    assert study["sessions"].visits.tolist() == [12]
    assert study.choices["regular_visits"] == 8


SESSIONS = "activity;date;visits;start\n"
ATTENDANCE = "activity;date;person;role\n"
PEOPLE = "person;area;age_band\n"
ONE_FAULT = [
    # table, text, row, column, value, code
    ("areas", "area;name\n01;Noord\n01;Zuid\n", 3, "area", "01", "double_row"),
    ("areas", "area;name\n01;\n02;Zuid\n", 2, "name", "", "required_blank"),
    ("areas", "area;name\n01;Noord\n02;Zuid\nall;Alles\n", 4, "area", "all", "reserved_area"),
    ("areas", "area;name;year\n01;Noord;2024\n02;Zuid;2025\n", 3, "year", "2025", "more_than_one_year"),
    ("areas", "area;name;parent\n01;Noord;02\n02;Zuid;01\n", 2, "parent", "02", "area_circle"),
    ("areas", "area;name;parent\n01;Noord;01\n02;Zuid;\n", 2, "parent", "01", "area_circle"),
    ("areas", "area;name;population\n01;Noord;-5\n02;Zuid;1\n", 2, "population", "-5", "negative"),
    ("areas", "area;name;population\n01;Noord;5,5\n02;Zuid;1\n", 2, "population", "5,5", "not_whole"),
    ("areas", "area;name;population\n01;Noord;12.000\n02;Zuid;1\n", 2, "population", "12.000", "ambiguous_count"),
    ("areas", "area;name;population\n01;Noord;ca. 20\n02;Zuid;1\n", 2, "population", "ca. 20", "read_as_range"),
    (
        "areas",
        "area;name;population\n01;Noord;99999999999\n02;Z;1\n",
        2,
        "population",
        "99999999999",
        "impossible_count",
    ),
    ("areas", "area;name;population\n01;Noord;#N/B\n02;Z;1\n", 2, "population", "#N/B", "error_cell"),
    ("areas", 'area;name\n"=""01""";Noord\n01;N\n02;Z\n', 2, "area", '="01"', "formula_without_result"),
    ("areas", "area;name;year\n01;Noord;25\n02;Zuid;2025\n", 2, "year", "25", "not_a_year"),
    ("areas", "area;name;year\n01;Noord;1700\n02;Zuid;2025\n", 2, "year", "1700", "impossible_year"),
    ("areas", "area;name;level\n01;Noord;dorp\n02;Zuid;wijk\n", 2, "level", "dorp", "not_allowed"),
    (
        "areas",
        "area;name;is_comparison\n01;Noord;misschien\n02;Zuid;\n",
        2,
        "is_comparison",
        "misschien",
        "not_yes_or_no",
    ),
    ("areas", "area;population\n01;5\n02;6\n", 1, "name", "", "missing_column"),
    ("areas", "area;name;naam\n01;Noord;N\n02;Zuid;Z\n", 1, "naam", "", "double_column"),
    ("areas", "area;name;colour\n01;Noord;N\n02;Zuid;Z\n", 1, "colour", "", "unknown_column"),
    ("areas", "area;name;\n01;Noord;N\n02;Zuid\n", 1, "", "", "nameless_column"),
    ("areas", "area;name\n01;Noord;N\n02;Zuid;\n", 2, "", "", "row_too_long"),
    ("areas", "area;name;year\n01;Noord;2025\n02;Zuid\n", 3, "", "", "row_too_short"),
    ("areas", "Gebieden van 2025;\n\narea;name\n01;Noord\n02;Zuid\n", 1, "", "", "header_not_first"),
    ("areas", "01;Noord\n02;Zuid\n", 1, "", "", "no_header"),
    ("areas", "area;name\n", 1, "", "", "header_only"),
    ("areas", "", None, "", "", "empty_file"),
    ("areas", " \n\n", None, "", "", "empty_file"),
    ("areas", 'area;name\n01;"Noord\n02;Zuid\n', 2, "", "", "bad_quotes"),
    ("population", "area;persons\n1;5\n", 2, "area", "1", "lost_zeros"),
    ("population", "area;persons;age_band\n01;5;jong\n", 2, "age_band", "jong", "not_an_age_band"),
    ("activities", "activity;area;name;price_eur\nA1;01;x;$ 4,50\n", 2, "price_eur", "$ 4,50", "not_a_number"),
    ("activities", "activity;area;name;price_eur\nA1;01;x;12/15\n", 2, "price_eur", "12/15", "not_a_number"),
    ("activities", "activity;area;name;met\nA1;01;x;0,1\n", 2, "met", "0,1", "out_of_range"),
    ("activities", "activity;area;name;met\nA1;01;x;-1\n", 2, "met", "-1", "negative"),
    ("sessions", SESSIONS + "A9;2025-03-01;12;\n", 2, "activity", "A9", "unknown_activity"),
    ("sessions", SESSIONS + "A1;2026-03-01;12;\n", 2, "date", "2026-03-01", "future_date"),
    ("sessions", SESSIONS + "A1;1-3-25;12;\n", 2, "date", "1-3-25", "two_digit_year"),
    ("sessions", SESSIONS + "A1;30-2-2025;12;\n", 2, "date", "30-2-2025", "not_a_date"),
    ("sessions", SESSIONS + "A1;2025-03-01;12;half tien\n", 2, "start", "half tien", "not_a_time"),
    (
        "sessions",
        SESSIONS + "A1;2025-03-01;12;\nA1;1-3-2025;9;\n",
        3,
        "activity, date, start",
        "A1, 1-3-2025, ",
        "double_row",
    ),
    ("sessions", SESSIONS + "A1;2025-03-01;99999999;\n", 2, "visits", "99999999", "impossible_count"),
    ("attendance", ATTENDANCE + "A1;2025-03-01;jan@example.nl;\n", 2, "person", "j***@***", "personal_data"),
    ("attendance", ATTENDANCE + "A1;2025-03-01;06-12345678;\n", 2, "person", "06-********", "personal_data"),
    ("attendance", ATTENDANCE + "A1;2025-03-01;111222333;\n", 2, "person", "*********", "personal_data"),
    (
        "attendance",
        ATTENDANCE + "A1;2025-03-01;p1;\nA1;2025-03-01;p1;deelnemer\n",
        3,
        "activity, date, person, role",
        "A1, 2025-03-01, p1, deelnemer",
        "double_row",
    ),
    ("people", "person;area;naam\np1;01;Jan\n", 1, "naam", "", "personal_data"),
    (
        "appreciation",
        "activity;period;statement;answer\nA1;2025-13;my_health;4\n",
        2,
        "period",
        "2025-13",
        "not_a_period",
    ),
    (
        "appreciation",
        "activity;period;statement;answer\nA1;2026-Q2;my_health;4\n",
        2,
        "period",
        "2026-Q2",
        "future_date",
    ),
    ("appreciation", "activity;period;statement;answer\nA1;2025;my_health;6\n", 2, "answer", "6", "not_allowed"),
    (
        "survey",
        "person;wave;question;answer\np1;0;q1;mail mij: jan@example.nl\n",
        2,
        "answer",
        "mail mij: j***@***",
        "personal_data",
    ),
    (
        "requests",
        "request;area;date;solved_on\nr1;01;2025-03-02;2025-03-01\n",
        2,
        "solved_on",
        "2025-03-01",
        "before_other",
    ),
    (
        "costs",
        "date;payer;law;amount_eur;hours_in_kind\n2025-01-01;fonds;geen;;\n",
        2,
        "amount_eur",
        "",
        "one_of_blank",
    ),
    ("costs", "date;payer;law\n2025-01-01;fonds;geen\n", 1, "amount_eur", "", "missing_column"),
    (
        "costs",
        "date;payer;law;amount_eur;arrangement\n2025-01-01;fonds;geen;5;R1\n",
        None,
        "arrangement",
        "",
        "missing_table",
    ),
    ("arrangement_areas", "arrangement;area\nR1;01\n", None, "arrangement", "", "missing_table"),
    (
        "borrowed_effects",
        "effect;outcome;low;high;setting;design;source\ne1;x;2;1;x;x;x\n",
        2,
        "high",
        "1",
        "below_other",
    ),
    ("context", "area;year;measure;value\n03;2025;Eenzaam_28;40\n", 2, "area", "03", "unknown_area"),
    ("context", "area;year;measure;value\n01;2022;Eenzaam_28;40\n", 2, "year", "2022", "no_area_link"),
    (
        "area_links",
        "area;year;to_area;to_year;weight\nx;2022;01;2025;0.6\nx;2022;02;2025;0.6\n",
        2,
        "weight",
        "0.6",
        "weights_over_one",
    ),
    ("goals", "goal;area;date\nS1;9;2025-03-01\n", 2, "area", "9", "unknown_area"),
    ("goals", "goal;area;date\nS1;01;2026-03-01\n", 2, "date", "2026-03-01", "future_date"),
    ("goals", "goal;area;date;reached\nS1;01;2025-03-01;bijna\n", 2, "reached", "bijna", "not_yes_or_no"),
    ("goals", "goal;area;date\nS1;01;2025-03-01\nS1;02;2025-03-02\n", 3, "goal", "S1", "double_row"),
    ("goals", "goal;area;date;activity\nS1;01;2025-03-01;A9\n", 2, "activity", "A9", "unknown_activity"),
    ("goals", "goal;area;date;person\nS1;01;2025-03-01;06-12345678\n", 2, "person", "06-********", "personal_data"),
    ("goals", "goal;area;date;stap_in_woorden\nS1;01;2025-03-01;x\n", 1, "stap_in_woorden", "", "unknown_column"),
    ("areas", "area;name;latitude;longitude\n01;N;91;5\n02;Z;52;5\n", 2, "latitude", "91", "out_of_range"),
    ("areas", "area;name;latitude;longitude\n01;N;-91;5\n02;Z;52;5\n", 2, "latitude", "-91", "out_of_range"),
    ("areas", "area;name;lat;lon\n01;N;52,5;-181\n02;Z;52;5\n", 2, "lon", "-181", "out_of_range"),
    ("areas", "area;name;latitude;longitude\n01;N;52.5;5.2\n02;Z;52.6;\n", 3, "latitude", "52.6", "half_a_point"),
    ("areas", "area;name;longitude\n01;N;5.2\n02;Z;5.3\n", None, "longitude", "", "half_a_point"),
    ("areas", "area;name;latitude;longitude\n01;N;5.2;52.5\n02;Z;5.3;52.6\n", None, "latitude", "", "swapped_point"),
    ("areas", "area;name;latitude;longitude\n01;N;52.5;5.2\n02;Z;5.3;52.6\n", 3, "latitude", "5.3", "swapped_point"),
    ("study", 'deprivation_measure = "SES"\n', None, "deprivation_measure", "SES", "missing_table"),
    ("study", "deprivation_high = 0\n", 1, "deprivation_high", "0", "wrong_type"),
    ("indicator", "x", None, "", "", "unknown_file"),
    ("study", 'name = "x"\nlanguage = nl\n', 2, "", "", "bad_toml"),
    ("study", "\nregular_visit = 8\n", 2, "regular_visit", "8", "unknown_choice"),
    ("study", 'regular_visits = "8"\n', 1, "regular_visits", "8", "wrong_type"),
    ("study", "regular_visits = 0\n", 1, "regular_visits", "0", "out_of_range"),
    ("study", "synthetic = 1\n", 1, "synthetic", "1", "wrong_type"),
    ("study", 'value_set = "NL-2000"\n', 1, "value_set", "NL-2000", "not_allowed"),
    ("study", "observed_from = 2025-06-01\nobserved_to = 2025-01-01\n", 2, "observed_to", "2025-01-01", "before_other"),
    ("area", AREAS, None, "", "", "unknown_file"),
    ("gebieden", AREAS, None, "", "", "double_table"),
]


@pytest.mark.parametrize(("table", "text", "row", "column", "value", "code"), ONE_FAULT)
def test_one_fault_gives_its_own_finding(tmp_path, table, text, row, column, value, code):
    file = "study.toml" if table == "study" else f"{table}.csv"
    assert (file, row, column, value, code) in found(write(tmp_path, **{table: text}))


@pytest.mark.parametrize(
    ("text", "row", "code"),
    [(text, row, code) for table, text, row, *_, code in ONE_FAULT if table == "sessions"],
)
def test_one_fault_gives_one_finding_only(tmp_path, text, row, code):
    assert [(at, name) for _, at, _, _, name in found(write(tmp_path, sessions=text))] == [(row, code)]


def test_missing_tables(tmp_path):
    assert found(tmp_path / "nowhere")[0][-1] == "no_folder"
    missed = check_study(tmp_path.with_name(f"{tmp_path.name}x"), language="nl")
    assert missed["what_to_do"][0].endswith(f"Bedoelt u “{tmp_path.as_posix()}”?")
    assert found(tmp_path) == [("", None, "", "", "empty_folder")]
    write(tmp_path, areas=None)
    assert ("", None, "", "", "missing_table") in found(tmp_path)
    assert found(tmp_path / "activities.csv")[0][-1] == "not_a_folder"


def test_sessions_without_activities(tmp_path):
    folder = write(tmp_path, activities=None, sessions=SESSIONS + "A1;2025-03-01;1;\nA2;2025-03-01;1;\n")
    assert found(folder) == [("sessions.csv", None, "activity", "", "missing_table")]


def test_attendance_needs_no_people_but_must_be_in_them(tmp_path):
    folder = write(tmp_path, attendance=ATTENDANCE + "A1;2025-03-01;p1;\nA1;2025-03-01;p2;\n")
    assert found(folder) == []
    write(folder, people=PEOPLE + "p1;01;18-34\n")
    assert found(folder) == [("attendance.csv", 3, "person", "p2", "unknown_person")]


def test_sessions_and_attendance_that_contradict_each_other(tmp_path):
    folder = write(
        tmp_path,
        sessions="activity;date;visits\nA1;2025-03-01;1\nA1;2025-03-08;9\n",
        attendance=ATTENDANCE
        + "A1;2025-03-01;p1;\nA1;2025-03-01;p2;\nA1;2025-03-01;v1;volunteer\nA1;2025-03-08;p1;\nA1;2025-03-09;p1;\n",
    )
    assert found(folder) == [
        ("sessions.csv", 2, "visits", "1", "sessions_contradict_attendance"),
        ("attendance.csv", None, "person", "", "attendance_incomplete"),
        ("attendance.csv", 6, "date", "2025-03-09", "meeting_not_in_sessions"),
    ]


def test_days_are_compared_where_only_one_table_knows_the_start(tmp_path):
    folder = write(
        tmp_path,
        sessions=SESSIONS + "A1;2025-03-01;1;09:00\nA1;2025-03-01;1;14:00\n",
        attendance=ATTENDANCE + "A1;2025-03-01;p1;\nA1;2025-03-01;p2;\n",
    )
    assert found(folder) == []
    with (folder / "attendance.csv").open("a") as file:
        file.write("A1;2025-03-01;p3;\n")
    assert found(folder) == [("sessions.csv", 2, "visits", "1", "sessions_contradict_attendance")]


def test_parts_that_do_not_make_the_whole(tmp_path):
    areas = "area;name;population;parent\nC;City;1000;\n01;N;500;C\n02;Z;400;C\n"
    assert found(write(tmp_path, areas=areas)) == [("areas.csv", 2, "population", "1000", "parts_differ_from_whole")]


def test_age_bands_of_people_and_population(tmp_path):
    folder = write(
        tmp_path,
        population="area;persons;age_band\n01;50;18-64\n01;50;65+\n",
        people=PEOPLE + "p1;01;18-64\np2;01;18-34\np3;01;18 t/m 34\n",
    )
    assert found(folder) == [("people.csv", 3, "age_band", "18-34", "age_band_not_in_population")]


def test_context_of_other_areas_is_left_out_and_of_old_ones_linked(tmp_path):
    folder = write(
        tmp_path,
        context="area;year;measure;value\nNL00;2025;m;4\n01;2025;m;.\nold;2022;m;5\n",
        area_links="area;year;to_area;to_year;weight\nold;2022;01;2025;1\n",
    )
    assert found(folder) == [("context.csv", 2, "area", "NL00", "unknown_area")]
    assert read_study(folder)["context"].area.tolist() == ["01", "old"]


def test_a_measure_that_is_joined_on_new_boundaries_is_a_count_or_a_share(tmp_path):
    context = "area;year;measure;value;adds_up\na;2022;shops;5;{0}\nb;2022;shops;7;{0}\na;2022;employers;4;\n"
    links = "area;year;to_area;to_year;weight\na;2022;01;2025;1\nb;2022;01;2025;1\n"
    folder = write(tmp_path, context=context.format(""), area_links=links)
    assert found(folder) == [("context.csv", 2, "measure", "shops", "measure_of_unknown_kind")]
    assert found(write(tmp_path, context=context.format("ja"), area_links=links)) == []


def test_appreciation_has_a_grain_only_where_persons_are_known(tmp_path):
    head = "activity;period;statement;answer;person\n"
    folder = write(tmp_path, appreciation=head + "A1;2025;my_health;4;\nA1;2025;mijn_gezondheid;4;\n")
    assert found(folder) == []
    write(folder, appreciation=head + "A1;2025;my_health;4;p1\nA1;2025;mijn_gezondheid;5;p1\n")
    assert [(row, code) for _, row, _, _, code in found(folder)] == [(3, "double_row")]


def test_comparison_arm_must_be_an_arm(tmp_path):
    survey = "person;wave;question;answer;arm\np1;0;q;1;control\n"
    folder = write(tmp_path, survey=survey, study='comparison_arm = "controle"\n')
    finding = check_study(folder, "en").iloc[0]
    assert (finding.file, finding.code) == ("study.toml", "refers_to_nothing")
    assert "Did you mean “control”?" in finding.what_to_do


def test_goals_read_with_dutch_headers_and_belong_to_people(tmp_path):
    goals = "doel;gebied;datum;persoon;activiteit;gehaald\nS1;01;2025-03-01;p1;A1;ja\nS2;02;2025-03-08;;;\n"
    folder = write(tmp_path, doelen=goals)
    assert found(folder) == []
    steps = read_study(folder)["goals"]
    assert steps.goal.tolist() == ["S1", "S2"]
    assert steps.reached.tolist() == [True, pd.NA]
    assert steps.person.isna().tolist() == [False, True]
    write(folder, people=PEOPLE + "p2;01;18-34\n")
    assert found(folder) == [("doelen.csv", 2, "persoon", "p1", "unknown_person")]


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("decimals", ["52{0}54;5{0}24", "52{0}540;5{0}240", "52{0}5400;5{0}2400"])
def test_degrees_are_read_with_a_point_or_a_comma_and_say_nothing_of_thousands(tmp_path, mark, decimals):
    areas = f"area;name;population;latitude;longitude\n01;Noord;12.340;{decimals.format(mark)}\n02;Zuid;;;\n"
    folder = write(tmp_path, areas=areas)
    assert found(folder) == []
    area = read_study(folder)["areas"].iloc[0]
    assert (area.population, area.latitude, area.longitude) == (12340, 52.54, 5.24)


def test_places_elsewhere_in_the_world_are_in_order(tmp_path):
    areas = "area;name;latitude;longitude\n01;Hill District;40.4457;-79.9772\n02;Bushy Park;51.4107;-0.3356\n"
    assert found(write(tmp_path, areas=areas)) == []


def test_the_measure_of_deprivation_is_a_measure_of_context(tmp_path):
    context = "area;year;measure;value\n01;2025;SES_WOA;0.1\n02;2025;SES_WOA;-0.2\n"
    folder = write(tmp_path, context=context, study='deprivation_measure = "SES"\ndeprivation_high = false\n')
    finding = check_study(folder, "en").iloc[0]
    assert (finding.severity, finding.code) == ("error", "refers_to_nothing")
    assert finding.rule == "No row of the table context has this measure; the measures are: SES_WOA."
    write(folder, study='deprivation_measure = "SES_WOA"\ndeprivation_high = false\n')
    choices = read_study(folder).choices
    assert (choices["deprivation_measure"], choices["deprivation_high"]) == ("SES_WOA", False)
    write(folder, study="")
    choices = read_study(folder).choices
    assert (choices["deprivation_measure"], choices["deprivation_high"]) == (None, True)


def all_faults(folder: Path) -> Path:
    """The folder in which every table with rows has its faults at once."""
    texts: dict[str, list[str]] = {}
    for table, text, *_, code in ONE_FAULT:
        whole = {
            "header_only",
            "empty_file",
            "no_header",
            "header_not_first",
            "bad_quotes",
            "bad_toml",
            "missing_column",
        }
        if table in tables() and table not in ("areas", "context") and code not in whole:
            texts.setdefault(table, []).append(text)
    files = {}
    for table, parts in texts.items():
        columns = list(tables()[table].columns)
        rows = []
        for text in parts:
            header, *cells = text.splitlines()
            places = header.split(";")
            rows += [dict(zip(places, row.split(";"), strict=False)) for row in cells]
        columns += ["naam"] if table == "people" else []
        files[table] = "\n".join([";".join(columns), *(";".join(row.get(c, "") for c in columns) for row in rows), ""])
    return write(folder, **files, areas=AREAS + "all;x;1,5;2024\n01;y;-1;\n", study="langage = 1\n", leeg="x")


def test_every_fault_at_once_is_one_list(tmp_path):
    folder = all_faults(tmp_path)
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    findings = check_study(folder)
    expected = {
        "areas.csv": {"reserved_area", "not_whole", "negative", "more_than_one_year", "double_row"},
        "activities.csv": {"not_a_number", "out_of_range", "negative", "double_row"},
        "sessions.csv": {"unknown_activity", "future_date", "two_digit_year", "not_a_date", "not_a_time", "double_row"},
        "attendance.csv": {"personal_data", "unknown_person", "double_row"},
        "appreciation.csv": {"not_a_period", "future_date", "not_allowed"},
        "requests.csv": {"before_other"},
        "goals.csv": {
            "unknown_area",
            "future_date",
            "not_yes_or_no",
            "unknown_activity",
            "unknown_person",
            "double_row",
        },
        "costs.csv": {"one_of_blank"},
        "borrowed_effects.csv": {"below_other"},
        "area_links.csv": {"weights_over_one"},
        "population.csv": {"lost_zeros", "not_an_age_band"},
        "study.toml": {"unknown_choice"},
        "leeg.csv": {"unknown_file"},
    }
    for file, codes in expected.items():
        assert codes <= set(findings.code[findings.file == file]), file
    with pytest.raises(StudyError) as caught:
        read_study(folder)
    pd.testing.assert_frame_equal(caught.value.findings, findings)
    assert len(str(caught.value).splitlines()) < 60
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} == before
    pd.testing.assert_frame_equal(check_study(folder), findings)


def test_the_findings_table_has_fixed_columns_and_order(tmp_path):
    findings = check_study(all_faults(tmp_path))
    assert tuple(findings.columns) == COLUMNS
    assert findings["row"].dtype == "Int64"
    ranks = findings.severity.map(["error", "warning", "note"].index)
    assert ranks.is_monotonic_increasing
    errors = findings[findings.severity == "error"]
    assert errors.file.is_monotonic_increasing
    assert set(findings.rule + findings.what_to_do).isdisjoint({""})
    assert (
        tuple(check_study(write(tmp_path / "x", areas=AREAS) if (tmp_path / "x").mkdir() is None else "").columns)
        == COLUMNS
    )


def test_personal_data_is_masked_everywhere(tmp_path):
    folder = write(
        tmp_path,
        people=PEOPLE + "jan@example.nl;01;bel 06-12345678\n111222333;9;x\n",
        attendance=ATTENDANCE + "A1;2025-03-01;jan@exampel.nl;\nA1;2025-03-01;0612345678;x\n",
        sessions=SESSIONS + "A1;2025-03-01;NL91ABNA0417164300;\n",
        study='contact = 1\n"jan@example.nl" = 2\n',
    )
    findings = check_study(folder)
    shown = format_findings(findings) + findings.to_csv()
    with pytest.raises(StudyError) as caught:
        read_study(folder)
    for secret in ("example.nl", "exampel.nl", "12345678", "111222333", "0417164300"):
        assert secret not in shown
        assert secret not in str(caught.value)
    assert "j***@***" in shown


def test_printing_counts_what_is_alike(tmp_path):
    areas = "area;name\n" + "".join("01;Noord\n" for _ in range(51))
    findings = check_study(write(tmp_path, areas=areas, activities="activity;area;name\nA1;01;x\n"), language="en")
    assert len(findings) == 50
    text = format_findings(findings, "en")
    assert text.count("this row doubles row 2") == 20
    assert "… and 30 more like this" in text


def test_rows_with_one_cause_are_one_finding(tmp_path):
    areas = "area;name;population\n" + "".join(f"{number:02d};N;veel {number}\n" for number in range(1, 51))
    findings = check_study(write(tmp_path, areas=areas), language="en")
    assert findings[["row", "value", "code"]].values.tolist() == [[2, "veel 1", "not_a_number"]]
    assert "(50 rows: 2 “veel 1”, 3 “veel 2”, 4 “veel 3”, 5 “veel 4”, 6 “veel 5” and 45 more)" in findings.rule[0]
    dutch = check_study(tmp_path, language="nl").rule[0]
    assert "(50 rijen: " in dutch


def test_each_unknown_code_has_a_finding_of_its_own(tmp_path):
    sessions = SESSIONS + "".join(f"A{7 + day % 2};2025-03-{day:02d};12;\n" for day in range(1, 31))
    findings = check_study(write(tmp_path, sessions=sessions), language="en")
    assert findings[["row", "value", "code"]].values.tolist() == [
        [2, "A8", "unknown_activity"],
        [3, "A7", "unknown_activity"],
    ]
    assert "(15 rows: 2, 4, 6, 8, 10 and 10 more)" in findings.rule[0]


def test_language_of_the_findings(tmp_path):
    folder = write(tmp_path, sessions=SESSIONS + "A1;2025-03-01;-1;\n")
    assert check_study(folder).rule.item() == "Dit moet 0 of meer zijn."
    assert check_study(folder, language="en").rule.item() == "This must be 0 or more."
    write(folder, study='language = "en"\n')
    assert check_study(folder).rule.item() == "This must be 0 or more."
    with pytest.raises(GezondmenuError, match="language must be one of nl, en"):
        check_study(folder, language="de")


def test_the_closest_name_is_told(tmp_path):
    folder = write(tmp_path, sessions=SESSIONS + "a1;2025-03-01;1;\n", sesions="x", population="area;persons\n1;5\n")
    told = " ".join(check_study(folder, "en").what_to_do)
    assert "“A1”?" in told
    assert "“sessions”?" in told
    assert "as 01" in told


def test_the_schema_of_a_table_comes_from_its_description():
    schema = table_schema(tables()["attendance"])
    assert list(schema.columns) == list(tables()["attendance"].columns)
    assert not schema.columns["person"].nullable


def test_every_rule_has_a_severity():
    assert {rule.severity for rule in RULES.values()} == {"error", "warning", "note"}


def test_one_statement_has_one_scale(tmp_path):
    folder = write(
        tmp_path,
        areas=AREAS,
        activities="activity;area;name\n1;01;x\n",
        appreciation="activity;period;statement;answer\n1;2025;mijn gezondheid;5\n1;2025;Het is goed voor mijn "
        "gezondheid;ja\n1;2025;eigen;nee\n",
    )
    assert ("appreciation.csv", 3, "answer", "ja", "two_scales") in found(folder)


def test_a_day_long_ago_in_study_toml_is_a_finding(tmp_path):
    folder = write(tmp_path, areas=AREAS)
    (folder / "study.toml").write_text("observed_from = 0001-01-01\n", encoding="utf-8")
    assert check_study(folder).code.tolist() == ["impossible_year"]


def test_dutch_words_are_read_with_or_without_accents_capitals_and_underscores(tmp_path):
    folder = write(
        tmp_path,
        areas=AREAS,
        activities="activiteit;gebied;naam;organisator\n1;01;x;Bewoners\n",
        kosten="datum;betaler;wet;bedrag;gebied;soort\n2025-01-01;Gemeente;geen;5;01;Coördinatie\n",
        waarderingen="activiteit;periode;uitspraak;antwoord\n1;2025;Mijn gezondheid;Ja\n",
    )
    study = read_study(folder)
    assert study["costs"].kind.tolist() == ["coordination"]
    assert study["appreciation"].statement.tolist() == ["my_health"]
    assert study["activities"].organiser.tolist() == ["residents"]


UCLA = "person;wave;question;answer\n" + "".join(f"a;0;ucla{item};{{}}\n" for item in (1, 2, 3))


def test_an_answer_that_is_no_code_of_a_scale_is_found_before_anything_is_scored(tmp_path):
    folder = write(tmp_path, areas=AREAS, vragenlijst=UCLA.format(1, 9, ""))
    assert found(folder) == [("vragenlijst.csv", 3, "answer", "9", "no_code_of_question")]
    assert "allowed are 1, 2, 3" in check_study(folder, "en").rule.item()
    good = tmp_path / "good"
    good.mkdir()
    assert check_study(write(good, areas=AREAS, survey=UCLA.format(1, 3, ""))).empty


def test_answers_in_words_are_read_and_a_finding_lists_codes_and_words(tmp_path):
    folder = write(tmp_path, areas=AREAS, survey=UCLA.format("Soms", "vaak", "3"))
    assert check_study(folder).empty
    assert scores_of(read_study(folder)).score.tolist() == [2 + 3 + 3]
    folder = write(tmp_path, areas=AREAS, survey=UCLA.format("af en toe", "vaak", "3"))
    finding = check_study(folder, "nl")
    assert finding.code.tolist() == ["no_code_of_question"]
    assert "1, 2, 3 (bijna nooit, soms, vaak / hardly ever, some of the time, often)" in finding.rule.item()


def test_agreement_in_words_is_an_appreciation_of_1_to_5(tmp_path):
    folder = write(
        tmp_path,
        areas=AREAS,
        activities="activity;name;area\nw;Walk;01\n",
        appreciation="activity;period;statement;answer\n"
        + "".join(
            f"w;2024;my_health;{word}\n" for word in ("Helemaal mee eens", "eens", "neutraal", "strongly disagree")
        ),
    )
    assert read_study(folder)["appreciation"].answer.tolist() == ["5", "4", "3", "1"]


def test_questions_of_your_own_have_a_range_and_others_are_said_not_to_be_used(tmp_path):
    folder = write(
        tmp_path,
        areas=AREAS,
        vragen="vraag;laagste;hoogste;meetniveau\nleefbaar;1;10;score\nterugval;0;1;ja/nee\n",
        survey="person;wave;question;answer\na;0;leefbaar;11\nb;0;leefbaar;10\na;1;terugval;ja\nb;1;terugval;2\n"
        "a;0;schoenmaat;43\nb;0;schoenmaat;44\n",
    )
    assert found(folder) == [
        ("survey.csv", 2, "answer", "11", "no_code_of_question"),
        ("survey.csv", 5, "answer", "2", "no_code_of_question"),
        ("survey.csv", 6, "question", "schoenmaat", "question_not_used"),
    ]


def test_eq5d_answers_without_a_value_set_are_said_not_to_be_used(tmp_path):
    items = ["mobility", "self_care", "usual_activities", "pain", "anxiety"]
    survey = "person;wave;question;answer\n" + "".join(f"a;0;{item};4\n" for item in items)
    folder = write(tmp_path, areas=AREAS, survey=survey)
    assert check_study(folder).code.tolist() == ["question_not_used"] * 5
    (folder / "study.toml").write_text('value_set = "NL-2016"\n', encoding="utf-8")
    assert check_study(folder).empty
    (folder / "study.toml").write_text('value_set = "NL-2006"\n', encoding="utf-8")  # of three levels
    assert check_study(folder).code.tolist() == ["no_code_of_question"] * 5


def test_three_levels_under_a_value_set_of_five_are_a_warning_from_thirty_persons_on(tmp_path):
    items = ["mobility", "self_care", "usual_activities", "pain", "anxiety"]
    lines = [f"p{person};0;{item};{1 + person % 3}\n" for person in range(30) for item in items]
    folder = write(tmp_path, areas=AREAS, survey="person;wave;question;answer\n" + "".join(lines))
    (folder / "study.toml").write_text('value_set = "NL-2016"\n', encoding="utf-8")
    assert found(folder) == [("survey.csv", 2, "answer", "1", "like_three_levels")]
    assert "30 personen" in check_study(folder, "nl").rule.item()
    (folder / "study.toml").write_text('value_set = "NL-2006"\n', encoding="utf-8")
    assert check_study(folder).empty
    lines[0] = "p0;0;mobility;4\n"
    folder = write(tmp_path, areas=AREAS, survey="person;wave;question;answer\n" + "".join(lines))
    (folder / "study.toml").write_text('value_set = "NL-2016"\n', encoding="utf-8")
    assert check_study(folder).empty


def test_primary_outcomes_and_the_programme_must_be_there(tmp_path):
    folder = write(tmp_path, areas=AREAS, survey=UCLA.format(1, 2, 3))
    (folder / "study.toml").write_text('primary_outcomes = "ucla3, ucla4"\nprogramme = "w"\n', encoding="utf-8")
    assert found(folder) == [
        ("study.toml", None, "primary_outcomes", "ucla4", "refers_to_nothing"),
        ("study.toml", None, "programme", "w", "refers_to_nothing"),
    ]


def test_people_without_an_arm_are_said_to_be_in_neither_group(tmp_path):
    survey = "person;wave;question;answer;arm\n" + "".join(
        f"{person};0;ucla{item};1;{arm}\n"
        for person, arm in (("a", "with"), ("b", "without"), ("c", ""))
        for item in (1, 2, 3)
    )
    folder = write(tmp_path, areas=AREAS, survey=survey)
    assert check_study(folder).empty
    (folder / "study.toml").write_text('comparison_arm = "without"\n', encoding="utf-8")
    assert found(folder) == [("survey.csv", 8, "arm", "", "no_arm")]


def test_people_of_the_comparison_on_lists_of_the_programme_are_a_finding(tmp_path):
    """c2 came to the walk in the area of the programme; c1, of an area without it, came to what there is at home."""
    survey = "person;wave;question;answer;area;arm\n" + "".join(
        f"{person};0;life_satisfaction;7;{area};{arm}\n"
        for person, area, arm in (("p1", "01", "with"), ("c1", "02", "without"), ("c2", "01", "without"))
    )
    folder = write(
        tmp_path,
        activities="activity;area;name\nwalk;01;walk\ncook;02;cook\n",
        attendance="activity;date;person\nwalk;2025-05-01;p1\ncook;2025-05-01;c1\nwalk;2025-05-01;c2\n",
        survey=survey,
        study='comparison_arm = "without"\n',
    )
    assert ("attendance.csv", 4, "person", "c2", "comparison_on_lists") in found(folder)
    assert sum(code == "comparison_on_lists" for *_, code in found(folder)) == 1


def test_questions_of_your_own_have_names_of_their_own_and_yes_no_is_0_and_1(tmp_path):
    questions = "question;low;high;level\nwho5;0;10;score\nhappy;1;2;yes_no\n"
    folder = write(tmp_path, areas=AREAS, questions=questions)
    survey = "person;wave;question;answer\na;0;happy;1\n"
    folder = write(tmp_path, areas=AREAS, questions=questions, survey=survey)
    assert {row[-1] for row in found(folder)} == {"name_of_our_scale", "yes_no_is_0_1"}


def test_codes_that_lost_their_zeros_are_read_as_the_only_code_that_fits(tmp_path):
    people = PEOPLE + "".join(f"p{number};1;\n" for number in range(30))
    findings = check_study(write(tmp_path, people=people), language="en")
    assert findings[["severity", "row", "value", "code"]].values.tolist() == [["warning", 2, "1", "lost_zeros"]]
    assert "30 rows" in findings.rule[0]
    assert set(read_study(tmp_path)["people"].area) == {"01"}
    two = "area;name\n01;Noord\n001;Zuid\n02;Oost\n"
    assert found(write(tmp_path, areas=two, people=people))[0][-1] == "unknown_area"


def test_people_of_an_old_area_live_in_the_one_that_took_all_of_it(tmp_path):
    links = "area;year;to_area;to_year;weight\nold;2024;01;2025;{}\n"
    people = PEOPLE + "p1;old;\n"
    folder = write(tmp_path, people=people, area_links=links.format(1))
    assert found(folder) == [("people.csv", 2, "area", "old", "old_area")]
    assert read_study(folder)["people"].area.tolist() == ["01"]
    half = found(write(tmp_path, people=people, area_links=links.format("0.5")))
    assert half == [("people.csv", 2, "area", "old", "unknown_area")]


def test_headers_that_people_write(tmp_path):
    sessions = "Activiteit;Datum;Aantal deelnemers\nA1;6-1-2025;12\n"
    costs = "Datum;Betaald door;Wet;Bedrag;Wijk\n6-1-2025;fonds;geen;€ 34,50;01\n"
    assert found(write(tmp_path, sessions=sessions, costs=costs)) == []
    study = read_study(tmp_path)
    assert study["sessions"].visits.tolist() == [12]
    assert study["costs"][["amount_eur", "area"]].values.tolist() == [[34.5, "01"]]


NAMES = ("Fatima el Amrani", "Jan Jansen", "Xaviera de Wit", "Sjaak")


def test_names_as_pseudonyms_are_recognised_and_never_shown(tmp_path):
    people = "persoon;gebied\n" + "".join(f"{name};01\n" for name in NAMES)
    lists = "activiteit;datum;persoon\n" + "".join(
        f"A1;2025-03-01;{name}\n" for name in (*NAMES, NAMES[1], "Piet Kort")
    )
    findings = check_study(write(tmp_path, people=people, attendance=lists), language="en")
    told = findings[findings.code == "personal_data"][["severity", "file", "row", "value"]].values.tolist()
    assert told == [["error", "attendance.csv", 2, "F*** e*** A***"], ["error", "people.csv", 2, "F*** e*** A***"]]
    everything = findings.to_csv()
    assert not [name for name in (*NAMES, "Piet") if name in everything]


@pytest.mark.parametrize(
    "persons", [("p1", "p2", "p3"), ("AB", "CD", "EF"), ("jan", "p1", "p2", "p3", "p4", "p5"), ("007", "8")]
)
def test_codes_are_no_names(tmp_path, persons):
    people = "person;area\n" + "".join(f"{person};01\n" for person in persons)
    assert found(write(tmp_path, people=people)) == []


def test_a_dutch_user_reads_dutch_names_of_tables_and_columns(tmp_path):
    """The first message is about a folder without areas."""
    (tmp_path / "activiteiten.csv").write_text("activiteit;naam\n1;Wandelen\n", encoding="utf-8")
    (tmp_path / "bijeenkomsten.csv").write_text("activiteit;dag;opkomst\n1;2025-01-06;12\n", encoding="utf-8")
    dutch = check_study(tmp_path, "nl").set_index("code")
    assert dutch.loc["missing_table", "rule"] == "De tabel gebieden ontbreekt."
    assert "met de kolommen gebied, naam" in dutch.loc["missing_table", "what_to_do"]
    missing = dutch.loc["missing_column"].set_index("column")
    assert set(missing.index) == {"gebied", "datum"}
    assert missing.loc["datum", "rule"] == "De kolom datum is verplicht in de tabel bijeenkomsten."
    assert missing.loc["gebied", "what_to_do"].endswith("mag ook heten: wijk, buurt, area.")
    text = " ".join([*dutch["rule"], *dutch["what_to_do"], *dutch["column"]])
    assert not set(re.findall(r"\w+", text)) & {"areas", "sessions", "activities"}
    english = check_study(tmp_path, "en").set_index("code")
    assert english.loc["missing_table", "rule"] == "The table areas is missing."
    assert set(english.loc["missing_column", "column"]) == {"area", "date"}


def test_an_area_or_activity_by_its_name_is_read_as_its_code(tmp_path):
    """Two areas are called Zuid, so that this name is asked about."""
    (tmp_path / "areas.csv").write_text("area,name,population\nA,Noord,500\nB,Zuid,400\nC,Zuid,300\n")
    (tmp_path / "activities.csv").write_text("activity,area,name\n1,Noord,Koffie\n2,Zuid,Yoga\n3,noord,Zang\n")
    (tmp_path / "sessions.csv").write_text("activity,date,visits\nKoffie,2025-01-06,5\n2,2025-01-06,7\n")
    noted = check_study(tmp_path, "en")
    assert noted.query("code == 'name_for_code'")[["file", "row", "value"]].values.tolist() == [
        ["activities.csv", 2, "Noord"],
        ["sessions.csv", 2, "Koffie"],
    ]
    assert noted.query("code == 'unknown_area'")["value"].tolist() == ["Zuid", "noord"]
