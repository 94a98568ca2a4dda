"""Layouts that lists by hand have now and then: each reading worked out by hand, or the question that is put."""

import time
from pathlib import Path

import pytest

from gezondmenu.study.findings import Findings
from gezondmenu.study.read.file_formats import Sheet, decode
from gezondmenu.study.sources.by_hand import by_hand
from tests.lists import readings, rows_of, take_in, write_list

JAN, PIET, MARIA = "Jan Jansen", "Piet Bakker", "Maria de Wit"
WALK = {"activiteit": "W", "welk jaar": "2025"}
MARKS = ["2025-01-06 W Jan Jansen", "2025-01-06 W Piet Bakker", "2025-01-13 W Piet Bakker"]
NAMES = f"Naam|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|x"


@pytest.fixture(autouse=True)
def keys_of_the_test(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path_factory.mktemp("keys")))


MONDAY = {**WALK, "dag van de week": "maandag"}
LISTS = {
    "weeks across, whose day is asked": (f"Naam|wk 2|wk 3\n{JAN}|x|\n{PIET}|x|x", MONDAY, MARKS),
    "weeks with their year": (f"Naam|week 2 2025|2025-W03\n{JAN}|x|\n{PIET}|x|x", MONDAY, MARKS),
    "the first week, which begins in the year before": (
        "Week|Aantal\n1|12\n2|9",
        MONDAY,
        ["2024-12-30 W 12", "2025-01-06 W 9"],
    ),
    "weeks over a new year": (
        "Week|Aantal\nwk 51|4\nwk 2|5",
        {"activiteit": "W", "dag van de week": "maandag", "nieuw jaar": "2024"},
        ["2024-12-16 W 4", "2025-01-06 W 5"],
    ),
    "weeks of which no day is answered": ("Week|Aantal\n3|12\n4|9", WALK, []),
    "week 53 of a year that has none": ("Week|Aantal\n52|12\n53|9", MONDAY, ["2025-12-22 W 12", "? W 9"]),
    "weeks beside days": ("Week|Datum|Aantal\n2|6-1-2025|5\n3|13-1-2025|7", WALK, ["2025-01-06 W 5", "2025-01-13 W 7"]),
    "several names in a cell": (
        f"Datum|Activiteit|Aanwezig\n6-1-2025|W|{JAN} en {PIET}\n13-1-2025|W|{PIET}",
        {},
        MARKS,
    ),
    "couples of one last name, left open": (
        "Datum|Namen\n6-1-2025|Piet en Els Bakker\n13-1-2025|Piet Bakker",
        WALK,
        [],
    ),
    "couples of one last name, who are two": (
        "Datum|Namen\n6-1-2025|Piet en Els Bakker\n13-1-2025|Piet",
        {**WALK, "is elk deel": "persoon"},
        ["2025-01-06 W Els Bakker", "2025-01-06 W Piet", "2025-01-13 W Piet"],
    ),
    "a team under one name": (
        "Datum|Namen\n6-1-2025|Team en Zo\n13-1-2025|Els",
        {**WALK, "is elk deel": "geen"},
        ["2025-01-06 W Team en Zo", "2025-01-13 W Els"],
    ),
    "a name with others, left open": (f"Datum|Namen\n6-1-2025|{JAN} + 3 anderen\n13-1-2025|{PIET}", WALK, []),
    "couples in a row of a matrix": (
        "Naam|6-1-2025\nPiet en Els Bakker|x\nJan Jansen|x",
        {**WALK, "is elk deel": "persoon"},
        ["2025-01-06 W Els Bakker", "2025-01-06 W Jan Jansen", "2025-01-06 W Piet"],
    ),
    "guests without a name, who are told": (f"{NAMES}\nGasten|2|3", WALK, MARKS),
    "hours of somebody of whom only the last name is known": (
        "Naam|6-1-2025\nJan Jansen|1\nPiet Bakker|2\nZonderland|3",
        {**WALK, "getallen achter": "uren"},
        ["2025-01-06 W Jan Jansen", "2025-01-06 W Piet Bakker", "2025-01-06 W Zonderland"],
    ),
    "numbers of participants and volunteers down": (
        "Wat|6-1-2025|13-1-2025|Totaal\nAantal deelnemers|12|11|23\nAantal vrijwilligers|2|3|5\nOpmerking|regen||",
        WALK,
        ["2025-01-06 W 12", "2025-01-13 W 11"],
    ),
    "words between first and last names": (
        "Voornaam|Tussenvoegsel|Achternaam|6-1-2025\nMaria|de|Wit|x\nPiet||Bakker|x",
        WALK,
        ["2025-01-06 W Maria de Wit", "2025-01-06 W Piet Bakker"],
    ),
    "several names, with commas": (f"Datum|Namen\n6-1-2025|{JAN}, {PIET}\n13-1-2025|{PIET}", WALK, MARKS),
    "last names before first names, which are one person": (
        "Datum|Namen\n6-1-2025|Jansen, Jan\n13-1-2025|Bakker, Piet",
        {},
        [],
    ),
    "names and a number of others": (f"Datum|Aanwezig\n6-1-2025|{JAN}, {PIET} + 3 anderen\n13-1-2025|{PIET}", WALK, []),
    "a count below the names": (f"{NAMES}\nAantal|2|1", WALK, MARKS),
    "a count below the names, after a blank row": (f"{NAMES}\n||\nAantal:|2|1", WALK, MARKS),
    "a count of who is no participant by name": (f"{NAMES}\nOpkomst|12|11", WALK, MARKS),
    "totals in words": (
        "Datum|Aantal\n6-1-2025|5\n13-1-2025|7\nTotaal aantal deelnemers januari|12\n3-2-2025|6\nTotaal jaar|18",
        WALK,
        ["2025-01-06 W 5", "2025-01-13 W 7", "2025-02-03 W 6"],
    ),
    "an activity that begins with the word for a total": (
        "Activiteit|6-1-2025|13-1-2025\nTotaal fit 55+|5|7\nYoga|2|3",
        {},
        [
            *("2025-01-06 Totaal fit 55+ 5", "2025-01-06 Yoga 2"),
            *("2025-01-13 Totaal fit 55+ 7", "2025-01-13 Yoga 3"),
        ],
    ),
    "meetings that were cancelled": (
        "Datum|Aantal\n6-1-2025|5\n13-1-2025|Vervallen\n20-1-2025|geen",
        {**WALK, "“Vervallen”": "geen", "“geen”": "0"},
        ["2025-01-06 W 5", "2025-01-20 W 0"],
    ),
    "counts of a month": ("Maand|Aantal\njanuari|45\nfebruari|50", WALK, []),
    "counts of months across": ("Activiteit|jan 2025|feb 2025\nKoffie|10|11\nYoga|20|21", WALK, []),
    "participants and volunteers down, days across": (
        "|6-1-2025|13-1-2025\nDeelnemers|12|11\nVrijwilligers|2|3",
        WALK,
        ["2025-01-06 W 12", "2025-01-13 W 11"],
    ),
    "a date in the first row of its group": (f"Datum|Naam\n6-1-2025|{JAN}\n|{PIET}\n13-1-2025|{PIET}", WALK, MARKS),
    "a date in the first row of its activities": (
        "Datum|Activiteit|Aantal\n6-1-2025|Koffie|5\n|Yoga|6\n13-1-2025|Koffie|7\n|Yoga|4",
        {},
        ["2025-01-06 Koffie 5", "2025-01-06 Yoga 6", "2025-01-13 Koffie 7", "2025-01-13 Yoga 4"],
    ),
    "a date that was forgotten": (
        f"Datum|Naam\n6-1-2025|{JAN}\n6-1-2025|{PIET}\n|{MARIA}\n13-1-2025|{PIET}",
        WALK,
        [*MARKS, "? W Maria de Wit"],
    ),
    "a remark below dates in groups": (
        f"Datum|Naam\n6-1-2025|{JAN}\n|{PIET}\n13-1-2025|{PIET}\n|de koffie was op",
        WALK,
        [*(line for line in MARKS if "01-06 W Piet" not in line), "? W Piet Bakker", "? W de koffie was op"],
    ),
    "a break of line above a column": ('Datum|"Aantal\ndeelnemers"\n6-1-2025|5', {}, []),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_read_as_a_reader_would(tmp_path, name):
    text, answers, expected = LISTS[name]
    write_list(tmp_path, "uit de kast.csv", rows_of(text))
    tables, _, _ = take_in(tmp_path, answers)
    assert readings(tables) == sorted(expected)
    if expected:
        again, _, asked = take_in(tmp_path)
        assert asked == []
        assert readings(again) == sorted(expected)


def test_breaks_of_lines_in_headers_and_names(tmp_path):
    cells = [["ma\n6-1-2025", "Aantal\ndeelnemers"], ["Datum\nbijeenkomst", "Aantal\ndeelnemers"], ["6-1-2025", "5"]]
    write_list(tmp_path, "a.csv", cells[1:])
    tables, _, _ = take_in(tmp_path, WALK)
    assert readings(tables) == ["2025-01-06 W 5"]


def test_volunteers_are_counted_beside_participants(tmp_path):
    write_list(tmp_path, "a.csv", rows_of(LISTS["participants and volunteers down, days across"][0]))
    tables, _, _ = take_in(tmp_path, WALK)
    assert tables["sessions"].frame["volunteers"].tolist() == [2, 3]


@pytest.mark.parametrize("gap", ["", "||\n"])
def test_a_heading_gives_the_people_below_it_their_role(tmp_path, gap):
    write_list(tmp_path, "a.csv", rows_of(f"{NAMES}\n{gap}Vrijwilligers||\n{MARIA}|x|x"))
    tables, findings, _ = take_in(tmp_path, WALK)
    roles = tables["attendance"].frame.set_index("person")["role"].fillna("participant")
    assert roles.loc[[MARIA]].tolist() == ["volunteer", "volunteer"]
    assert set(roles.drop(MARIA)) == {"participant"}
    assert "role_headings" in set(findings["code"])


def test_a_count_is_no_role(tmp_path):
    write_list(tmp_path, "a.csv", rows_of("Activiteit|6-1-2025|13-1-2025\nKoffie|5|7\nVrijwilligers||\nYoga|2|3"))
    _, findings, _ = take_in(tmp_path)
    assert "rows_under_a_text" in set(findings.query("severity == 'warning'")["code"])


def month(first, second, *rows):
    return [["Naam", first, second], *rows]


BOTH = ([JAN, "x", ""], [PIET, "x", "x"])


def test_sheets_called_by_numbers_are_months_when_the_user_says_so(tmp_path):
    sheets = {"01": month(6, 13, *BOTH), "02": month(3, 10, [JAN, "", "x"], [PIET, "", ""])}
    write_list(tmp_path, "koffie 2025.xlsx", sheets)
    tables, findings, asked = take_in(tmp_path, WALK)
    assert readings(tables) == []
    assert set(findings.query("severity == 'error'")["code"]) == {"are_sheets_months"}
    tables, _, asked = take_in(tmp_path, {"maanden van een jaar": "maand"})
    assert len(asked) == 1
    assert readings(tables) == [*MARKS, "2025-02-10 W Jan Jansen"]
    write_list(tmp_path, "koffie 2025.xlsx", {**sheets, "03": month(3, 10, [JAN, "x", ""], [PIET, "", ""])})
    tables, _, asked = take_in(tmp_path)
    assert asked == []
    assert readings(tables)[-1] == "2025-03-03 W Jan Jansen"


def test_sheets_called_by_numbers_with_days_of_their_own_are_no_months(tmp_path):
    sheets = {"1": rows_of(NAMES), "2": rows_of(NAMES)}
    write_list(tmp_path, "groepen.xlsx", sheets)
    tables, _, asked = take_in(tmp_path, {"(1)": "A", "(2)": "B"})
    assert len(asked) == 2
    assert {line.split()[1] for line in readings(tables)} == {"A", "B"}


def test_a_month_added_a_year_later_does_not_get_the_year_of_the_file(tmp_path):
    sheets = {"nov": month(3, 10, *BOTH), "dec": month(1, 8, *BOTH)}
    write_list(tmp_path, "koffie 2025.xlsx", sheets)
    take_in(tmp_path, WALK)
    write_list(tmp_path, "koffie 2025.xlsx", {**sheets, "jan": month(5, 12, *BOTH)})
    tables, _, asked = take_in(tmp_path)
    assert len(asked) == 1
    assert "welk jaar" in asked[0]
    assert not any("-01-" in line for line in readings(tables))
    tables, _, _ = take_in(tmp_path, {"welk jaar": "2026"})
    assert "2026-01-05 W Jan Jansen" in readings(tables)
    assert "2025-11-03 W Jan Jansen" in readings(tables)


def test_a_month_added_in_the_year_of_the_file_is_not_asked_about(tmp_path):
    sheets = {"jan": month(6, 13, *BOTH)}
    write_list(tmp_path, "koffie 2025.xlsx", sheets)
    take_in(tmp_path, WALK)
    write_list(tmp_path, "koffie 2025.xlsx", {**sheets, "feb": month(3, 10, *BOTH)})
    tables, _, asked = take_in(tmp_path)
    assert asked == []
    assert "2025-02-03 W Jan Jansen" in readings(tables)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(tmp_path, encoding):
    text = "Datum;Activiteit;Aantal\n6-1-2025;Café;5\n13-1-2025;Café;7\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert decode(tmp_path / "a.csv", Findings()) == text
    tables, _, _ = take_in(tmp_path)
    assert readings(tables) == ["2025-01-06 Café 5", "2025-01-13 Café 7"]


@pytest.mark.parametrize("content", [b"\0\0\0\0", b"a;b\0c;d\n1;2\n", b"PK\x03\x04\0\0\0\0\0", b"a\0b\0c"])
def test_zeros_of_something_else_are_no_text(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    findings = Findings()
    assert decode(tmp_path / "a.csv", findings) is None
    assert findings.frame("en")["code"].tolist() == ["not_text"]


def test_a_weekday_that_is_none_is_told_with_those_that_are(tmp_path):
    write_list(tmp_path, "a.csv", rows_of(LISTS["weeks with their year"][0]))
    take_in(tmp_path, MONDAY)
    entry = tmp_path / "study.toml"
    entry.write_text(entry.read_text("utf-8").replace('"maandag"', '"maan"'), encoding="utf-8")
    _, findings, _ = take_in(tmp_path)
    (error,) = findings.query("severity == 'error'").itertuples()
    assert (error.code, error.value) == ("unknown_answer", "maan")
    assert "monday" in error.what_to_do


def test_activities_that_stand_above_names_are_told(tmp_path):
    write_list(
        tmp_path, "a.csv", rows_of(f"Naam|6-1-2025|13-1-2025\nYoga||\n{JAN}|x|\nKoffie||\n{PIET}|x|x\n{MARIA}||x")
    )
    _, findings, _ = take_in(tmp_path, WALK)
    (warning,) = findings.query("severity == 'warning'").itertuples()
    assert warning.code == "rows_under_a_text"
    assert "2, 4" in warning.rule


def test_the_day_of_the_week_is_asked_of_each_list_of_a_file(tmp_path):
    sheets = {"Koffie": rows_of("Week|Aantal\n2|5\n3|6"), "Yoga": rows_of("Week|Aantal\n2|7\n3|8")}
    write_list(tmp_path, "groepen 2025.xlsx", sheets)
    answers = {"(Koffie): Deze": "maandag", "(Yoga): Deze": "dinsdag", "(Koffie)": "Koffie", "(Yoga)": "Yoga"}
    tables, _, _ = take_in(tmp_path, answers)
    assert readings(tables) == [
        *("2025-01-06 Koffie 5", "2025-01-07 Yoga 7", "2025-01-13 Koffie 6", "2025-01-14 Yoga 8"),
    ]


def test_a_header_gives_the_people_below_it_their_role(tmp_path):
    write_list(tmp_path, "a.csv", rows_of(f"Deelnemers|6-1-2025\n{JAN}|x\n|\nVrijwilligers|6-1-2025\n{MARIA}|x"))
    tables, _, _ = take_in(tmp_path, WALK)
    roles = tables["attendance"].frame.set_index("person")["role"].fillna("participant")
    assert roles.to_dict() == {JAN: "participant", MARIA: "volunteer"}


def test_a_long_list_is_laid_out_in_time_that_grows_with_its_rows(tmp_path):
    """Forty thousand rows take a second or two; compared two by two they would take many minutes."""
    lines = [[f"{1 + n % 28}-{1 + n % 12}-2025", f"Koffie {n % 50}", str(n % 30)] for n in range(40_000)]
    start = time.monotonic()
    made = by_hand(Path("a.csv"), [Sheet("a.csv", "", [["Datum", "Activiteit", "Aantal"], *lines])])
    assert made is not None
    assert [reading.table for reading in made.readings] == ["sessions"]
    assert time.monotonic() - start < 30
