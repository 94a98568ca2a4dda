"""The entries of study.toml: what is wrong in them, what they read, and how they are written."""

import re

import pytest
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu import cli
from gezondmenu.study.reading import check_study
from tests.lists import rows_of, sit_at_a_terminal, take_in, write_list

MATRIX = rows_of("Activiteit|6-1-2025|13-1-2025\nKoffie|12|9\nYoga|3|4")
ENTRY = """
[[sources]]
file = "lijst.csv"
table = "bijeenkomsten"
columns.activiteit = "Activiteit"
across = "datums"
names = "datum"
values = "bezoeken"
"""
TABLES = {
    "gebieden.csv": "gebied;naam\nW1;De Dijk\n",
    "activiteiten.csv": "activiteit;gebied;naam\nKoffie;W1;Koffie\nYoga;W1;Yoga\n",
}


@pytest.fixture(autouse=True)
def keys_of_the_test(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path_factory.mktemp("keys")))


@pytest.fixture
def folder(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_list(tmp_path, "lijst.csv", MATRIX)
    return tmp_path


def with_entry(folder, text):
    (folder / "study.toml").write_text('name = "x"\n' + text, encoding="utf-8")
    return check_study(folder, "en")


def test_an_entry_reads_its_file(folder):
    findings = with_entry(folder, ENTRY)
    assert set(findings["severity"]) == {"note"}
    visits = gm.read_study(folder)["sessions"]
    assert visits["visits"].tolist() == [12, 9, 3, 4]


FAULTS = {
    "a key that is misspelt": ("table =", "tabel =", 5, "unknown_source_key", "table"),
    "a table that is misspelt": ('"bijeenkomsten"', '"bijenkomsten"', 5, "unknown_table", "bijeenkomsten"),
    "a file that is not there": ('"lijst.csv"', '"lijsten.csv"', 4, "no_such_file", "lijst.csv"),
    "a header that is misspelt": ('"Activiteit"', '"Aktiviteit"', 6, "no_such_header", "Activiteit"),
    "a column that is misspelt": (
        "columns.activiteit",
        "columns.activiteiten",
        6,
        "unknown_source_column",
        "activiteit",
    ),
    "a word for headers that is none": ('"datums"', '"dagen"', 7, "unknown_across", ""),
    "values that no column gets": ('values = "bezoeken"\n', "", 7, "across_without_names", ""),
    "an importer that is none": ("table =", 'read_as = "kobbo"\ntable =', 5, "unknown_importer", "kobo"),
    "a file of another kind": ("table =", 'read_as = "kobo"\ntable =', 5, "not_of_its_kind", ""),
    "a sheet that is not there": ("table =", 'sheet = "jan"\ntable =', 5, "no_such_sheet", ""),
    "a number for a text": ('"datum"', "5", 8, "wrong_type", ""),
    "an answer that is open": ('"datums"', '"?"', 7, "open_answer", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_an_entry_is_told_at_its_line(folder, name):
    old, new, line, code, meant = FAULTS[name]
    assert old in ENTRY
    findings = with_entry(folder, ENTRY.replace(old, new))
    (fault,) = findings[findings["code"] == code].itertuples()
    assert (fault.file, fault.severity) == ("study.toml", "error")
    assert fault.row == line or code == "no_such_sheet"
    assert f"“{meant}”" in fault.what_to_do if meant else True


def test_a_list_of_numbers_for_an_entry_is_no_traceback(folder):
    findings = with_entry(folder, "sources = [1, 2]\n")
    assert "wrong_type" in set(findings["code"])


def test_several_files_fill_one_table_beside_its_own(folder):
    (folder / "bijeenkomsten.csv").write_text("activiteit;datum;bezoeken\nKoffie;2025-02-03;7\n", encoding="utf-8")
    with_entry(folder, ENTRY)
    study = gm.read_study(folder)
    assert sorted(study["sessions"]["visits"]) == [3, 4, 7, 9, 12]
    assert [(origin.file, origin.rows.tolist()) for origin in study.origins["sessions"]] == [
        ("bijeenkomsten.csv", [2]),
        ("lijst.csv", [2, 2, 3, 3]),
    ]
    published = gm.release(gm.estimate(study, ["visits"]))
    steps = gm.trace(published, "W1", "visits", period="2025", study=study)
    assert {"bijeenkomsten.csv", "lijst.csv"} <= set(steps[steps["part"] == "rows"]["name"])


def test_a_double_over_two_files_names_the_other_file(folder):
    (folder / "bijeenkomsten.csv").write_text("activiteit;datum;bezoeken\nKoffie;2025-01-06;7\n", encoding="utf-8")
    findings = with_entry(folder, ENTRY)
    (double,) = findings[findings["code"] == "double_row"].itertuples()
    assert (double.file, double.row) == ("lijst.csv", 2)
    assert "2 (bijeenkomsten.csv)" in double.rule


def test_a_file_that_is_skipped_is_left_alone(folder):
    findings = with_entry(folder, '[[sources]]\nfile = "lijst.csv"\nskip = true\n')
    assert "lijst.csv" not in set(findings["file"])
    tables, _, asked = take_in(folder)
    assert (tables, asked) == ({}, [])


def test_codes_fixed_values_and_rows_left_out(tmp_path):
    write_list(tmp_path, "kas.csv", rows_of("Dag|Euro|Potje\n6-1-2025|12,50|A\n7-1-2025|3|B\nsaldo|15,50|"))
    entry = """
[[sources]]
file = "kas.csv"
table = "kosten"
columns = { datum = "Dag", bedrag = "Euro", wet = "Potje" }
fixed.betaler = "gemeente"
codes.wet = { A = "Wmo", B = "Zvw" }
left_out = [4]
"""
    (tmp_path / "study.toml").write_text(entry, encoding="utf-8")
    tables, findings, _ = take_in(tmp_path)
    costs = tables["costs"].frame
    assert costs[["law", "amount_eur", "payer"]].values.tolist() == [
        ["Wmo", 12.5, "municipality"],
        ["Zvw", 3.0, "municipality"],
    ]
    assert "rows_left_out" in set(findings["code"])


BOOKINGS = (
    "Boekdatum|Omschrijving|Bedrag\n6-1-2025|koffie en thee|€ 12,50\n7-1-2025|zaalhuur|1.250,00\nTotaal||1.262,50"
)


def test_a_list_of_bookings_is_costs_once_it_is_told_who_pays(tmp_path):
    write_list(tmp_path, "uitdraai gemeente.csv", rows_of(BOOKINGS))
    tables, _, asked = take_in(tmp_path, {"wie betaalt": "gemeente", "welke wet": "Wmo"})
    assert len(asked) == 2
    costs = tables["costs"].frame
    assert costs[["payer", "law", "amount_eur"]].values.tolist() == [
        ["municipality", "Wmo", 12.5],
        ["municipality", "Wmo", 1250.0],
    ]


def test_a_list_of_bookings_may_be_left_alone(tmp_path):
    write_list(tmp_path, "afschrift.csv", rows_of(BOOKINGS))
    tables, _, asked = take_in(tmp_path, {"wie betaalt": "overslaan"})
    assert (tables, len(asked)) == ({}, 1)
    assert "skip = true" in (tmp_path / "study.toml").read_text(encoding="utf-8")


def run(*arguments, answers=""):
    return CliRunner().invoke(cli.main, [str(one) for one in arguments], input=answers)


def test_check_writes_the_proposal_and_keeps_what_was_there(folder):
    before = '# van ons\r\nname = "x"   # de naam\r\n'
    (folder / "study.toml").write_bytes(before.encode())
    first = run("check", folder)
    assert first.exit_code == 0, first.output
    after = (folder / "study.toml").read_bytes().decode()
    assert after.startswith(before)
    assert re.search(r'\[\[sources\]\]\r\nfile = "lijst.csv"', after)
    assert "study.toml" in first.output
    second = run("check", folder)
    assert (folder / "study.toml").read_bytes().decode() == after
    assert "sources" not in second.output.split("\n")[0]


def test_check_writes_nothing_where_nothing_is_proposed(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notulen.txt").write_text("Aanwezig: Jan en Piet\n", encoding="utf-8")
    run("check", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*TABLES, "notulen.txt"])


def test_open_questions_are_errors_until_they_are_answered(folder, monkeypatch):
    write_list(folder, "opkomst.csv", rows_of("Datum|Aantal\n6-2-2025|12/15\n13-2-2025|9"))
    asked = run("check", folder)
    assert asked.exit_code == 2
    assert "Over welke activiteit gaat deze lijst?" in asked.output
    assert run("report", folder, "--out", folder / "out").exit_code == 2
    sit_at_a_terminal(monkeypatch)
    answered = run("check", folder, answers="Koffie\neerste\n")
    assert answered.exit_code == 0, answered.output
    study = gm.read_study(folder)
    assert study["sessions"]["visits"].sum() == 12 + 9 + 12 + 9 + 3 + 4


def test_a_presence_column_is_refused_until_it_is_read(folder):
    rows = "activiteit;datum;persoon;Aanwezig\nKoffie;2025-01-06;p1;x\nKoffie;2025-01-06;p2;x\nKoffie;2025-01-06;p3;\n"
    (folder / "presentielijst.csv").write_text(rows, encoding="utf-8")
    findings = check_study(folder, "en")
    assert "presence_column" in set(findings[findings["severity"] == "error"]["code"])
    assert run("check", folder).exit_code == 0
    assert gm.read_study(folder)["attendance"]["person"].tolist() == ["p1", "p2"]


def test_new_refuses_a_folder_with_something_in_it(folder):
    before = sorted(folder.iterdir())
    refused = run("new", folder, "--from", folder / "lijst.csv")
    assert refused.exit_code == 2
    assert "niet leeg" in refused.output
    assert sorted(folder.iterdir()) == before


def test_new_refuses_two_files_of_one_name(folder, tmp_path_factory):
    other = write_list(tmp_path_factory.mktemp("other"), "lijst.csv", MATRIX)
    refused = run("new", folder / "s", "--from", folder / "lijst.csv", other)
    assert refused.exit_code == 2
    assert "lijst.csv" in refused.output


def test_new_without_a_terminal_asks_nothing(folder):
    made = run("new", folder / "s", "--from", folder / "lijst.csv", "--language", "en")
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in (folder / "s").iterdir()) == ["lijst.csv", "study.toml"]
    text = (folder / "s" / "study.toml").read_text(encoding="utf-8")
    assert 'language = "en"' in text
    assert 'table = "sessions"' in text


def test_an_xlsform_is_left_alone(tmp_path):
    sheets = {
        "survey": [["type", "name", "label"], ["select_one yn", "q1", "Doet u mee?"]],
        "choices": [["list_name", "name", "label"], ["yn", "1", "ja"], ["yn", "0", "nee"]],
    }
    write_list(tmp_path, "formulier.xlsx", sheets)
    take_in(tmp_path)
    assert "skip = true" in (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert "formulier.xlsx" not in set(check_study(tmp_path, "en")["file"])
