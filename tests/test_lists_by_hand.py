"""Lists as volunteers keep them: each reading worked out by hand from the cells, or the question that is put."""

import datetime as dt

import pytest

from tests.lists import readings, rows_of, take_in, write_list

JAN, PIET, MARIA = "Jan Jansen", "Piet Bakker", "Maria de Wit"
WALK = {"activiteit": "W"}
MARKS = ["2025-01-06 W Jan Jansen", "2025-01-06 W Piet Bakker", "2025-01-13 W Piet Bakker"]
FOUR = ["2025-01-06 Koffie 12", "2025-01-06 Wandelen 5", "2025-01-13 Koffie 9", "2025-01-13 Wandelen 7"]


@pytest.fixture(autouse=True)
def keys_of_the_test(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path_factory.mktemp("keys")))


LISTS = {
    "names down, dates across": (
        f"Naam|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|x",
        WALK,
        MARKS,
    ),
    "a title above and totals below": (
        f"Presentielijst||\n||\nNaam|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|x\nTotaal|2|1",
        WALK,
        MARKS,
    ),
    "no header above the names": (f"|6-1-2025|13-1-2025\n{JAN}|1|0\n{PIET}|1|1", WALK, MARKS),
    "marks of every kind": (
        f"Naam|6-1-2025|13-1-2025\n{JAN}|√|-\n{PIET}|ja|v\n{MARIA}|o|nee",
        WALK,
        MARKS,
    ),
    "days without their year": (
        f"Naam|6 jan|13/1\n{JAN}|x|\n{PIET}|x|x",
        {**WALK, "welk jaar": "2025"},
        MARKS,
    ),
    "a winter across": (
        f"Wandelen 2025||\nNaam|16-12|6 jan|13-1\n{JAN}||x|\n{PIET}|x|x|x",
        {**WALK, "nieuw jaar": "2024"},
        ["2024-12-16 W Piet Bakker", *MARKS],
    ),
    "a winter down": (
        "Datum|Aantal\n16-12|4\n6-1|5\n13-1|7",
        {**WALK, "nieuw jaar": "2024"},
        ["2024-12-16 W 4", "2025-01-06 W 5", "2025-01-13 W 7"],
    ),
    "a winter with two digits of the year": (
        f"Naam|16-12-24|6-1-25|13-1-25\n{JAN}||x|\n{PIET}|x|x|x",
        {**WALK, "nieuw jaar": "2024"},
        ["2024-12-16 W Piet Bakker", *MARKS],
    ),
    "a winter of which the year is not answered": ("Datum|Aantal\n16-12|4\n6-1|5", WALK, []),
    "a mark of the order of bytes between the rows": (
        f"Naam|6-1-2025|13-1-2025\n\ufeff{JAN}|x|\n{PIET}|x|x",
        WALK,
        MARKS,
    ),
    "the year in the title": (f"Wandelen 2025||\nNaam|6-1|ma 13-1\n{JAN}|x|\n{PIET}|x|x", WALK, MARKS),
    "two digits of the year": (
        f"Naam|6-1-25|13-1-25\n{JAN}|x|\n{PIET}|x|x",
        {**WALK, "welk jaar": ""},
        MARKS,
    ),
    "a letter that is asked about": (
        f"Naam|6-1-2025|13-1-2025\n{JAN}|x|z\n{PIET}|x|x",
        {**WALK, "“z”": "nee"},
        MARKS,
    ),
    "a question mark that is asked about": (
        f"Naam|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|?",
        {**WALK, "“?”": "ja"},
        MARKS,
    ),
    "a letter that is left open": (f"Naam|6-1-2025|13-1-2025\n{JAN}|x|z\n{PIET}|x|x", WALK, []),
    "a legend below": (
        f"Naam|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|x\n||\nx = aanwezig||",
        WALK,
        MARKS,
    ),
    "a number before the names": (f"Nr|Naam|6-1-2025|13-1-2025\n1|{JAN}|x|\n2|{PIET}|x|x", WALK, MARKS),
    "remarks and totals behind": (
        f"Naam|6-1-2025|13-1-2025|Aantal keer|Opmerking\n{JAN}|x||1|\n{PIET}|x|x|2|was ziek",
        WALK,
        MARKS,
    ),
    "first and last names apart": (
        "Voornaam|Achternaam|6-1-2025|13-1-2025\nJan|Jansen|x|\nPiet|Bakker|x|x",
        WALK,
        MARKS,
    ),
    "months above numbers of days": (
        f"Wandelen 2025||||\n|januari||februari|\nNaam|6|13|3|10\n{JAN}|x|||\n{PIET}||x||x",
        WALK,
        ["2025-01-06 W Jan Jansen", "2025-01-13 W Piet Bakker", "2025-02-10 W Piet Bakker"],
    ),
    "two rows of headers": (f"Naam|Datum|\n|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|x", WALK, MARKS),
    "numbers of days and the month in the title": (
        f"Presentie januari 2025||\nNaam|6|13\n{JAN}|x|\n{PIET}|x|x",
        WALK,
        MARKS,
    ),
    "months one below the other": (
        f"Januari 2025||\nNaam|6|13\n{JAN}|x|\n{PIET}|x|x\n||\nFebruari 2025||\nNaam|3|10\n{JAN}||x\n{PIET}||",
        WALK,
        [*MARKS, "2025-02-10 W Jan Jansen"],
    ),
    "numbers that a spreadsheet kept of days": (f"Naam|45663|45670\n{JAN}|x|\n{PIET}|x|x", WALK, MARKS),
    "English": (f"Name|Jan 6, 2025|Jan 13, 2025\n{JAN}|yes|no\n{PIET}|yes|yes", WALK, MARKS),
    "codes for names": (
        "Deelnemer|6-1-2025|13-1-2025\np1|x|\np2|x|x",
        WALK,
        ["2025-01-06 W p1", "2025-01-06 W p2", "2025-01-13 W p2"],
    ),
    "the group before the name": (
        f"Groep|Naam|6-1-2025|13-1-2025\nYoga|{JAN}|x|\nKoffie|{PIET}|x|x",
        {},
        ["2025-01-06 Koffie Piet Bakker", "2025-01-06 Yoga Jan Jansen", "2025-01-13 Koffie Piet Bakker"],
    ),
    "hours behind the names": (
        f"Naam|6-1-2025|13-1-2025\n{JAN}|2|\n{PIET}|1,5|3",
        {**WALK, "getallen achter de namen": "uren"},
        MARKS,
    ),
    "dates down, names across": (f"Datum|{JAN}|{PIET}\n6-1-2025|x|x\n13-1-2025||x", WALK, MARKS),
    "a row a person, with a word about presence": (
        "Datum|Activiteit|Persoon|Aanwezig\n6-1-2025|W|p1|x\n6-1-2025|W|p2|x\n6-1-2025|W|p3|",
        {},
        ["2025-01-06 W p1", "2025-01-06 W p2"],
    ),
    "a row a person": (
        f"Datum|Naam|Rol\n6-1-2025|{JAN}|deelnemer\n6-1-2025|{PIET}|\n13-1-2025|{PIET}|",
        WALK,
        MARKS,
    ),
    "a sign-in list with its date in the title": (
        f"Koffie 6 januari 2025|\nNaam|Handtekening\n{JAN}|\n{PIET}|",
        WALK,
        MARKS[:2],
    ),
    "a list with its date in the title and presence": (
        f"Koffie, maandag 6-1-2025|\nNaam|Aanwezig\n{JAN}|ja\n{PIET}|nee",
        WALK,
        MARKS[:1],
    ),
    "activities down, dates across": (
        "Activiteit|6-1-2025|13-1-2025|Totaal\nWandelen|5|7|12\nKoffie|12|9|21\nTotaal|17|16|33",
        {},
        FOUR,
    ),
    "a sum without a word": ("Activiteit|6-1-2025|13-1-2025\nWandelen|5|7\nKoffie|12|9\n|17|16", {}, FOUR),
    "a mean below": ("Activiteit|6-1-2025|13-1-2025\nWandelen|5|7\nKoffie|12|9\nGemiddelde|8,5|8", {}, FOUR),
    "a sum under a name of its own": (
        "Activiteit|6-1-2025|13-1-2025\nWandelen|5|7\nKoffie|12|9\nAlles|17|16",
        {"is dit een totaal": "geen"},
        FOUR,
    ),
    "a row that happens to be the sum": (
        "Activiteit|6-1-2025|13-1-2025\nKoffie|5|7\nYoga|12|9\nWandelen|17|16",
        {"is dit een totaal": "Wandelen"},
        [
            *("2025-01-06 Koffie 5", "2025-01-06 Wandelen 17", "2025-01-06 Yoga 12"),
            *("2025-01-13 Koffie 7", "2025-01-13 Wandelen 16", "2025-01-13 Yoga 9"),
        ],
    ),
    "months across, which are no days": ("Activiteit|jan 2025|feb 2025\nKoffie|10|11\nYoga|20|21", WALK, []),
    "numbers in a month that are no days": ("Januari 2025||\nGroepje|A|B\nKoffie|10|11\nYoga|20|21", WALK, []),
    "two pairs without a column between": (
        "Datum|Aantal|Datum|Aantal\n6-1-2025|5|7-1-2025|8\n13-1-2025|6|14-1-2025|9",
        WALK,
        [],
    ),
    "a dash among the counts": (
        "Activiteit|6-1-2025|13-1-2025\nWandelen|5|-\nKoffie|12|9",
        {"tussen de getallen": "geen"},
        [line for line in FOUR if line != "2025-01-13 Wandelen 7"],
    ),
    "a dash that is nobody": (
        "Activiteit|6-1-2025|13-1-2025\nWandelen|5|-\nKoffie|12|9",
        {"tussen de getallen": "0"},
        [line.replace("Wandelen 7", "Wandelen 0") for line in FOUR],
    ),
    "12 of 15 came": (
        "Activiteit|6-1-2025|13-1-2025\nWandelen|5/8|7/8\nKoffie|12/15|9/15",
        {"twee getallen": "eerste"},
        FOUR,
    ),
    "dates down, activities across": (
        "Datum|Wandelen|Koffie|Totaal\n6-1-2025|5|12|17\n13-1-2025|7|9|16\nTotaal|12|21|33",
        {"activiteiten": "activiteit"},
        FOUR,
    ),
    "a sum of columns under a name of its own": (
        "Datum|Wandelen|Koffie|Samen\n6-1-2025|5|12|17\n13-1-2025|7|9|16",
        {"deze kolommen": "activiteit", "is dit een totaal": "geen"},
        FOUR,
    ),
    "activities with capitals": (
        "Activiteit|6-1-2025|13-1-2025\nSamen Wandelen|5|7\nGezond Koken|12|9",
        {},
        [
            *("2025-01-06 Gezond Koken 12", "2025-01-06 Samen Wandelen 5"),
            *("2025-01-13 Gezond Koken 9", "2025-01-13 Samen Wandelen 7"),
        ],
    ),
    "meetings of activities with capitals": (
        "Datum|Activiteit|Aantal\n6-1-2025|Samen Wandelen|5\n13-1-2025|Gezond Koken|9",
        {},
        ["2025-01-06 Samen Wandelen 5", "2025-01-13 Gezond Koken 9"],
    ),
    "ticks of a telephone": (f"Naam|6-1-2025|13-1-2025\n{JAN}|✅|-\n{PIET}|☑|✔\ufe0f", WALK, MARKS),
    "weekdays under the days": (f"Naam|6-1-2025|13-1-2025\n|ma|ma\n{JAN}|x|\n{PIET}|x|x", WALK, MARKS),
    "columns that may be no activities": ("Datum|Rood|Blauw\n6-1-2025|5|12\n13-1-2025|7|9", {}, []),
    "men and women with their sum": (
        "Datum|Mannen|Vrouwen|Totaal\n6-1-2025|5|7|12\n13-1-2025|3|6|9",
        WALK,
        ["2025-01-06 W 12", "2025-01-13 W 9"],
    ),
    "men and women without it": ("Datum|Mannen|Vrouwen\n6-1-2025|5|7\n13-1-2025|3|6", WALK, []),
    "meetings with a title, about and totals": (
        "Koffieochtend 2025||\nDatum|Aantal|Opmerking\n6 jan|12|\n13 jan|ca. 20|druk\n20 jan|8 à 10|\nTotaal|42|",
        WALK,
        ["2025-01-06 W 12", "2025-01-13 W 20", "2025-01-20 W 9"],
    ),
    "meetings of several activities": (
        "Datum|Activiteit|Tijd|Opkomst\nmaandag 6 januari 2025|Koffie|10u00|12\n6-1-2025|Wandelen|19:00|5",
        {},
        FOUR[:2],
    ),
    "two kinds of counts under one header": (
        "Datum|Activiteit|Aantal|\n||deelnemers|vrijwilligers\n6-1-2025|Koffie|12|2\n13-1-2025|Koffie|9|3",
        {},
        [FOUR[0], FOUR[2]],
    ),
    "a header that comes back": (
        "Datum|Aantal\n6-1-2025|5\n13-1-2025|3\nDatum|Aantal\n20-1-2025|7",
        WALK,
        ["2025-01-06 W 5", "2025-01-13 W 3", "2025-01-20 W 7"],
    ),
    "blank rows between": ("Datum|Aantal\n6-1-2025|5\n|\n13-1-2025|3", WALK, ["2025-01-06 W 5", "2025-01-13 W 3"]),
    "a remark below": (
        "Datum|Aantal\n6-1-2025|5\n13-1-2025|3\n|\n* in de vakantie gesloten|",
        WALK,
        ["2025-01-06 W 5", "2025-01-13 W 3"],
    ),
    "two tables, one below the other": (
        "Wandelen|\nDatum|Aantal\n6-1-2025|5\n13-1-2025|7\n|\nKoffie|\nDatum|Aantal\n6-1-2025|12\n13-1-2025|9",
        {"Antwoorden: Wandelen": "Wandelen", "Antwoorden: Koffie": "Koffie"},
        FOUR,
    ),
    "two tables, side by side": (
        "Datum|Aantal||Datum|Activiteit|Aantal\n6-1-2025|5||7-1-2025|Koffie|8\n13-1-2025|6||14-1-2025|Koffie|9",
        WALK,
        ["2025-01-06 W 5", "2025-01-07 Koffie 8", "2025-01-13 W 6", "2025-01-14 Koffie 9"],
    ),
    "moments": ("Datum|Aantal\n6-1-2025 19:30|5\n13-1-2025 19:30|7", WALK, ["2025-01-06 W 5", "2025-01-13 W 7"]),
    "weeks, which are no days": (f"Naam|week 1|week 2\n{JAN}|x|x\n{PIET}|x|", WALK, []),
    "weekdays, which are no days": (f"Naam|ma|di\n{JAN}|x|x\n{PIET}|x|", WALK, []),
    "what was counted down twice": ("|6-1-2025|13-1-2025\nDeelnemers|12|11\nDeelnemers|2|3", WALK, []),
    "minutes of a meeting": ("Notulen van het overleg|\nAanwezig: Jan en Piet|", WALK, []),
    "a bank account": ("Rekening|Bedrag\nNL01|5\nNL02|6", WALK, []),
    "questions": ("Tijdstempel|Hoe gaat het?\n6-1-2025 10:00|goed\n7-1-2025 11:00|slecht", WALK, []),
    "nothing": ("|", WALK, []),
}
"""Cells of a text file, the answers that are given, and what is read."""


@pytest.mark.parametrize(
    ("name", "kind"), [*((name, "csv") for name in LISTS), *((name, "xlsx") for name in list(LISTS)[::5])]
)
def test_lists_are_read_as_a_reader_would(tmp_path, name, kind):
    text, answers, expected = LISTS[name]
    write_list(tmp_path, f"uit de kast.{kind}", rows_of(text))
    tables, _, _ = take_in(tmp_path, answers)
    assert readings(tables) == sorted(expected)


@pytest.mark.parametrize("name", [name for name, (_, _, expected) in LISTS.items() if expected][::2])
def test_a_second_run_asks_nothing_and_writes_nothing(tmp_path, name):
    text, answers, _ = LISTS[name]
    write_list(tmp_path, "uit de kast.csv", rows_of(text))
    before, _, _ = take_in(tmp_path, answers)
    written = (tmp_path / "study.toml").read_bytes()
    after, _, asked = take_in(tmp_path)
    assert asked == []
    assert readings(after) == readings(before)
    assert (tmp_path / "study.toml").read_bytes() == written


def day(number, month=1):
    return dt.date(2025, month, number)


BOOKS = {
    "days as days": (
        {"Blad1": [["Naam", day(6), day(13)], [JAN, "x", ""], [PIET, 1, True]]},
        WALK,
        MARKS,
    ),
    "a count that became a day": (
        {"Blad1": [["Datum", "Aantal"], [day(6), 12], [day(13), dt.date(2025, 4, 3)]]},
        {**WALK, "datum geworden": "dag"},
        ["2025-01-06 W 12", "2025-01-13 W 3"],
    ),
    "a sheet a month": (
        {
            "jan": [["Naam", 6, 13], [JAN, "x", ""], [PIET, "x", "x"]],
            "feb": [["Naam", 3, 10], [JAN, "", "x"], [PIET, "", ""]],
        },
        {**WALK, "welk jaar": "2025"},
        [*MARKS, "2025-02-10 W Jan Jansen"],
    ),
    "a sheet a month, with years of their own": (
        {
            "dec 2024": [["Naam", "16-12"], [JAN, "x"], [PIET, ""]],
            "jan 2025": [["Naam", "6-1"], [JAN, "x"], [PIET, "x"]],
        },
        WALK,
        ["2024-12-16 W Jan Jansen", *MARKS[:2]],
    ),
    "sheets called by the number of the month": (
        {
            "2025-01": [["Naam", 6, 13], [JAN, "x", ""], [PIET, "x", "x"]],
            "2025-02": [["Naam", 3, 10], [JAN, "", "x"], [PIET, "", ""]],
        },
        WALK,
        [*MARKS, "2025-02-10 W Jan Jansen"],
    ),
    "a winter of sheets, whose file has a year": (
        {
            "nov": [["Naam", 4, 11], [JAN, "x", ""], [PIET, "", ""]],
            "dec": [["Naam", 16], [JAN, ""], [PIET, "x"]],
            "jan": [["Naam", 6, 13], [JAN, "x", ""], [PIET, "x", "x"]],
        },
        {**WALK, "nieuw jaar": "2024"},
        ["2024-11-04 W Jan Jansen", "2024-12-16 W Piet Bakker", *MARKS],
    ),
    "a sheet an activity": (
        {
            "Koffie": [["Datum", "Aantal"], [day(6), 12], [day(13), 9]],
            "Wandelen": [["Datum", "Aantal"], [day(6), 5], [day(13), 7]],
        },
        {"Antwoorden: Koffie": "", "Antwoorden: Wandelen": ""},
        FOUR,
    ),
    "a sheet a meeting": (
        {
            "6-1-2025": [["Naam", "Aanwezig"], [JAN, "x"], [PIET, "x"]],
            "13-1-2025": [["Naam", "Aanwezig"], [JAN, ""], [PIET, "x"]],
        },
        WALK,
        MARKS,
    ),
    "a blank sheet and a sheet of words": (
        {
            "Blad1": [["Naam", day(6), day(13)], [JAN, "x", ""], [PIET, "x", "x"]],
            "Uitleg": [["Zet een x als iemand er is."]],
            "Blad3": [[]],
        },
        WALK,
        MARKS,
    ),
}


@pytest.mark.parametrize("name", BOOKS)
def test_workbooks_are_read_as_a_reader_would(tmp_path, name):
    sheets, answers, expected = BOOKS[name]
    path = write_list(tmp_path, "uit de kast.xlsx", sheets)
    before = path.read_bytes()
    tables, _, _ = take_in(tmp_path, answers)
    assert readings(tables) == sorted(expected)
    assert path.read_bytes() == before


def test_the_year_in_the_name_of_a_file_is_not_that_of_a_whole_winter(tmp_path):
    sheets = {"dec": [["Naam", 9, 16], [JAN, "x", ""]], "jan": [["Naam", 6, 13], [JAN, "", "x"]]}
    write_list(tmp_path, "koffie 2024.xlsx", sheets)
    tables, _, asked = take_in(tmp_path, {**WALK, "nieuw jaar": "2024"})
    assert len(asked) == 2
    assert readings(tables) == ["2024-12-09 W Jan Jansen", "2025-01-13 W Jan Jansen"]


def test_sheets_with_the_newest_first_are_of_two_years(tmp_path):
    sheets = {
        "jan": [["Naam", 6, 13], [JAN, "", "x"]],
        "dec": [["Naam", 9, 16], [JAN, "x", ""]],
        "nov": [["Naam", 4, 11], [JAN, "x", ""]],
    }
    write_list(tmp_path, "koffie 2024.xlsx", sheets)
    tables, _, asked = take_in(tmp_path, {**WALK, "nieuw jaar": "2024"})
    assert len(asked) == 2
    assert sorted(readings(tables)) == [
        "2024-11-04 W Jan Jansen",
        "2024-12-09 W Jan Jansen",
        "2025-01-13 W Jan Jansen",
    ]


def test_files_of_months_are_one_table(tmp_path):
    write_list(tmp_path, "bijeenkomsten_januari.csv", rows_of("datum|activiteit|aantal\n6-1-2025|W|5\n13-1-2025|W|7"))
    write_list(tmp_path, "bijeenkomsten_februari.csv", rows_of("datum|activiteit|aantal\n3-2-2025|W|4\n"))
    tables, findings, asked = take_in(tmp_path)
    assert readings(tables) == ["2025-01-06 W 5", "2025-01-13 W 7", "2025-02-03 W 4"]
    assert asked == []
    assert set(findings["severity"]) == {"note"}


def test_a_month_that_is_added_takes_the_answers_of_the_months_before(tmp_path):
    write_list(tmp_path, "koffie januari.csv", rows_of(f"Naam|6-1-2025|13-1-2025\n{JAN}|x|z\n{PIET}|x|x"))
    take_in(tmp_path, {**WALK, "“z”": "nee"})
    write_list(tmp_path, "koffie februari.csv", rows_of(f"Naam|3-2-2025|10-2-2025\n{JAN}|x|z\n{PIET}||"))
    tables, _, asked = take_in(tmp_path)
    assert asked == []
    assert readings(tables) == [*MARKS, "2025-02-03 W Jan Jansen"]


def test_two_people_of_one_name_are_told(tmp_path):
    write_list(tmp_path, "koffie.csv", rows_of("Naam|6-1-2025|13-1-2025\nJan|x|\nJan||x\nMaria|x|x"))
    _, findings, _ = take_in(tmp_path, WALK)
    (warning,) = findings[findings["severity"] == "warning"].itertuples()
    assert (warning.code, warning.row, warning.value) == ("two_people_of_one_name", 3, "j***")


def test_rows_under_a_text_are_told(tmp_path):
    rows = f"Naam|6-1-2025|13-1-2025\n{JAN}|x|\n{PIET}|x|x\n||\nUit de wijk||\n{MARIA}|x|x"
    write_list(tmp_path, "koffie.csv", rows_of(rows))
    _, findings, _ = take_in(tmp_path, WALK)
    (warning,) = findings[findings["severity"] == "warning"].itertuples()
    assert (warning.code, warning.row) == ("rows_under_a_text", 5)


def test_findings_name_the_row_of_the_users_own_sheet(tmp_path):
    rows = [["Koffie 2025"], [], ["Datum", "Aantal"], [day(6), 12], [day(13), "veel"]]
    write_list(tmp_path, "koffie.xlsx", {"Uitleg": [["niets"]], "Lijst": rows})
    _, findings, _ = take_in(tmp_path, WALK)
    (error,) = findings[findings["severity"] == "error"].itertuples()
    assert (error.file, error.sheet, error.row, error.column, error.value) == (
        *("koffie.xlsx", "Lijst", 5, "Aantal", "veel"),
    )
