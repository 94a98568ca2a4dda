"""The same table in any file that people have gives the same typed table, and nothing of theirs is changed."""

import datetime as dt

import numpy as np
import openpyxl
import pandas as pd
import pytest

from gezondmenu.study.read.file_formats import cell_text
from gezondmenu.study.reading import check_study, read_study
from gezondmenu.vocabulary import StudyError

AREAS = [
    ["gebied", "naam", "inwoners", "Is comparison"],
    ["01", "Coöperatie Noord", "1234", "ja"],
    ["002", "Zuid", "", ""],
]
ACTIVITIES = [["activity", "area", "name", "price_eur", "minutes"], ["07", "01", "Café", "4,50", "1234,5"]]


def csv_text(rows, delimiter=";", decimal=","):
    def cell(text):
        text = text.replace(",", decimal)
        return f'"{text}"' if delimiter in text else text

    return "".join(delimiter.join(cell(text) for text in row) + "\r\n" for row in rows)


def write_csv(folder, encoding="utf-8", delimiter=";", decimal=",", suffix="csv"):
    for name, rows in (("areas", AREAS), ("activities", ACTIVITIES)):
        text = csv_text(rows, delimiter, decimal)
        (folder / f"{name}.{suffix}").write_bytes(text.encode(encoding))
    return folder


@pytest.fixture
def expected(tmp_path_factory):
    return read_study(write_csv(tmp_path_factory.mktemp("expected"))).tables


def assert_same(folder, expected):
    tables = read_study(folder).tables
    assert list(tables) == list(expected)
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(tables[name], frame)


def test_what_is_read(expected):
    assert expected["areas"].area.tolist() == ["01", "002"]
    assert expected["areas"].name.tolist() == ["Coöperatie Noord", "Zuid"]
    assert expected["areas"].population.tolist() == [1234, pd.NA]
    assert expected["areas"].is_comparison.tolist() == [True, pd.NA]
    assert expected["activities"].activity.tolist() == ["07"]
    assert expected["activities"].price_eur.tolist() == [4.5]
    assert expected["activities"].minutes.tolist() == [1234.5]


@pytest.mark.parametrize("decimal", [",", "."])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_delimiters_and_decimal_marks(tmp_path, expected, encoding, delimiter, decimal):
    write_csv(tmp_path, encoding, delimiter, decimal)
    assert_same(tmp_path, expected)
    notes = check_study(tmp_path).code.tolist()
    assert notes == (["encoding_cp1252"] * 2 if encoding == "cp1252" else [])


def frames(native):
    areas = pd.DataFrame(AREAS[1:], columns=AREAS[0])
    activities = pd.DataFrame(ACTIVITIES[1:], columns=ACTIVITIES[0])
    if native:
        areas["inwoners"] = [1234.0, np.nan]
        areas["Is comparison"] = [True, None]
        activities["price_eur"], activities["minutes"] = 4.5, 1234.5
    return {"areas": areas, "activities": activities}


@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "parquet", "tsv", "txt"])
def test_kinds_of_files(tmp_path, expected, suffix, native):
    for name, frame in frames(native).items():
        path = tmp_path / f"{name}.{suffix}"
        if suffix == "parquet":
            frame.to_parquet(path)
        elif suffix in ("xlsx", "ods"):
            frame.to_excel(path, index=False, sheet_name="Blad1")
        else:
            write_csv(tmp_path, suffix=suffix)
    assert_same(tmp_path, expected)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_one_workbook_with_a_sheet_per_table(tmp_path, expected, suffix):
    with pd.ExcelWriter(tmp_path / f"Mijn studie.{suffix}") as writer:
        frames(True)["areas"].to_excel(writer, sheet_name="Gebieden", index=False)
        frames(True)["activities"].to_excel(writer, sheet_name="ACTIVITEITEN", index=False)
        pd.DataFrame({"x": [1]}).to_excel(writer, sheet_name="Toelichting", index=False)
    assert_same(tmp_path, expected)
    findings = check_study(tmp_path)
    assert findings[["severity", "sheet", "code"]].values.tolist() == [["note", "Toelichting", "unknown_sheet"]]


def test_dutch_names_of_files_and_columns(tmp_path, expected):
    (tmp_path / "Gebieden.CSV").write_text(csv_text(AREAS), encoding="utf-8")
    (tmp_path / "activiteiten.csv").write_text(csv_text(ACTIVITIES), encoding="utf-8")
    assert_same(tmp_path, expected)


def test_files_that_are_no_tables_are_left_alone(tmp_path, expected):
    write_csv(tmp_path)
    for name in ("README.md", ".DS_Store", "~$areas.xlsx", "study.toml", "leesmij.txt"):
        (tmp_path / name).write_bytes(b"")
    assert_same(tmp_path, expected)
    assert check_study(tmp_path).empty


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, cells in {3: ["area", "name", "population"], 4: ["01", "N", 5], 7: ["02", "Z", -5]}.items():
        for column, cell in enumerate(cells, start=2):
            sheet.cell(row, column, cell)
    book.save(tmp_path / "areas.xlsx")
    findings = check_study(tmp_path)
    assert findings[["sheet", "row", "column", "value", "code"]].values.tolist() == [
        ["Sheet", 7, "population", "-5", "negative"]
    ]
    (tmp_path / "areas.xlsx").unlink()
    (tmp_path / "areas.csv").write_text('\narea;name;population\n01;"N\noord";5\n\n;;\n02;Z;-5\n')
    assert check_study(tmp_path)["row"].tolist() == [6]


def test_cells_without_a_value_are_not_blank(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["area", "name", "population"], ["01", "N", "=1+1"], ["02", "Z", "#DIV/0!"], ["03", "O", 4]):
        sheet.append(row)
    book.save(tmp_path / "areas.xlsx")
    findings = check_study(tmp_path)
    assert findings[["row", "value", "code"]].values.tolist() == [
        [2, "=1+1", "formula_without_result"],
        [3, "#DIV/0!", "error_cell"],
    ]


def test_native_cells_are_never_ambiguous(tmp_path):
    frame = pd.DataFrame({"activity": ["a"], "area": ["01"], "name": ["x"], "price_eur": [1.234], "minutes": [90]})
    frame.to_excel(tmp_path / "activities.xlsx", index=False)
    (tmp_path / "areas.csv").write_text("area,name\n01,N\n")
    assert read_study(tmp_path)["activities"].price_eur.tolist() == [1.234]


def test_native_dates_and_times(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["activity", "date", "visits", "start"])
    sheet.append(["a", dt.date(2025, 3, 1), 3, dt.time(9, 30)])
    sheet.append(["a", dt.datetime(2025, 3, 2, 14, 0), 3.0, 0.5])
    book.save(tmp_path / "sessions.xlsx")
    (tmp_path / "areas.csv").write_text("area,name\n01,N\n")
    (tmp_path / "activities.csv").write_text("activity,area,name\na,01,N\n")
    sessions = read_study(tmp_path)["sessions"]
    assert sessions.date.tolist() == [pd.Timestamp(2025, 3, 1), pd.Timestamp(2025, 3, 2)]
    assert sessions.start.tolist() == ["09:30", "12:00"]
    assert sessions.visits.tolist() == [3, 3]


def codes(folder):
    return set(check_study(folder).code)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("areas.xlsx", b"", "empty_file"),
        ("areas.xlsx", b"junk", "broken_file"),
        ("areas.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected_file"),
        ("areas.ods", b"PK\x03\x04junk", "broken_file"),
        ("areas.parquet", b"junk", "broken_file"),
        ("areas.parquet", b"", "empty_file"),
        ("areas.csv", b"\x00\x01\x02", "not_text"),
        ("areas.csv", b"area;name\n01;\x81\xc3\n", "not_text"),
        ("areas.xls", b"", "file_kind"),
        ("study.toml", b"name = \xff", "not_text"),
        ("notes.docx", b"", "unknown_file"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    findings = check_study(tmp_path)
    assert code in set(findings.code[findings.file == name])
    assert (tmp_path / name).read_bytes() == content


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    write_csv(tmp_path)

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert codes(tmp_path) == {"unreadable_file"}


def test_sheets_that_could_be_any_table(tmp_path):
    with pd.ExcelWriter(tmp_path / "areas.xlsx") as writer:
        frames(True)["areas"].to_excel(writer, sheet_name="Blad1", index=False)
        frames(True)["areas"].to_excel(writer, sheet_name="Blad2", index=False)
    assert codes(tmp_path) == {"which_sheet"}


def test_folders_inside_are_told(tmp_path):
    write_csv(tmp_path)
    (tmp_path / "reports").mkdir()
    assert check_study(tmp_path)[["severity", "code"]].values.tolist() == [["note", "folder_not_read"]]


def test_a_decimal_comma_in_a_file_with_commas(tmp_path):
    (tmp_path / "areas.csv").write_text("area,name,population\n01,N,4,50\n")
    assert codes(tmp_path) == {"row_too_long"}
    with pytest.raises(StudyError, match="rij 2"):
        read_study(tmp_path)


def test_choices_of_the_study(tmp_path):
    write_csv(tmp_path)
    text = 'name = "Gezond Noord"\nregular_visits = 6\nobserved_from = 2024-01-01\nobserved_to = "2024-12-31"\n'
    (tmp_path / "study.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    choices = read_study(tmp_path).choices
    assert choices["name"] == "Gezond Noord"
    assert choices["regular_visits"] == 6
    assert choices["observed_from"] == pd.Timestamp(2024, 1, 1)
    assert choices["observed_to"] == pd.Timestamp(2024, 12, 31)
    assert choices["language"] == "nl"
    assert choices["discount_rate_costs"] is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (float("nan"), ""), (12, "12"), (0.1, "0.1"), (" 01 ", "01"), (dt.timedelta(hours=9), "09:00")],
)
def test_cells_as_text(cell, text):
    assert cell_text(cell) == text


@pytest.mark.parametrize("pages", [("utf-8", "cp1252"), ("cp1252", "cp850"), ("utf-8", "cp850")])
def test_rows_in_two_code_pages_are_each_read_as_they_were_written(tmp_path, pages):
    write_csv(tmp_path)
    first, second = ("Cura\u00e7ao".encode(page) for page in pages)
    rows = [b"activity;area;name;employer", b"A1;01;Wandelen;" + first, b"A2;01;Koken;" + second]
    (tmp_path / "activities.csv").write_bytes(b"\r\n".join(rows))
    findings = check_study(tmp_path, "en")
    assert findings[["severity", "row", "code"]].values.tolist() == [["warning", 3, "two_code_pages"]]
    assert read_study(tmp_path)["activities"].employer.tolist() == ["Cura\u00e7ao"] * 2
