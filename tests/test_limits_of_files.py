"""A file can be made so that reading it never ends, takes all memory or aborts: each is a finding, soon."""

import os
import time
import zipfile

import openpyxl
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.study.read import limits
from gezondmenu.study.reading import check_study, read_study

SOON = 60  # seconds; two slow cores, and the limit on one workbook is two minutes
SHEET, RELATIONS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"


def workbook(path, cells=()):
    book = openpyxl.Workbook()
    for row in (["area", "name", "population"], ["01", "Noord", 5]):
        book.active.append(row)
    for cell, value in cells:
        book.active[cell] = value
    book.save(path)
    return path


def altered(path, part, old, new):
    """The workbook with a piece of one of its parts replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def codes(folder):
    started = time.monotonic()
    findings = check_study(folder, "en")
    assert time.monotonic() - started < SOON
    return findings.loc[findings.file.str.startswith("areas"), "code"].tolist()


def test_one_cell_far_away(tmp_path):
    workbook(tmp_path / "areas.xlsx", [("XFD1048576", "x")])
    assert codes(tmp_path) == ["file_too_large"]
    assert "XFD1048576" in check_study(tmp_path, "nl").rule[0]


@pytest.mark.parametrize("row", ["1048577", "4294967295", "99999999999"])
def test_a_row_beyond_the_last(tmp_path, row):
    cell = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row></sheetData>'.encode()
    altered(workbook(tmp_path / "areas.xlsx"), SHEET, b"</sheetData>", cell)
    assert codes(tmp_path) == ["broken_file"]
    assert row in check_study(tmp_path, "en").rule[0]


def test_cells_that_are_never_closed(tmp_path):
    never = b'<row r="3">' + b'<c t="e" r="A3">' * 60_000 + b"</row></sheetData>"
    altered(workbook(tmp_path / "areas.xlsx"), SHEET, b"</sheetData>", never)
    assert codes(tmp_path) == ["broken_file"]


def test_cells_that_are_never_closed_within_a_comment(tmp_path):
    never = b"</sheetData><!--" + b'<c t="e" r="A3">' * 60_000 + b"-->"
    altered(workbook(tmp_path / "areas.xlsx"), SHEET, b"</sheetData>", never)
    assert codes(tmp_path) == []
    assert read_study(tmp_path)["areas"].name.tolist() == ["Noord"]


def test_entities_in_a_relations_part(tmp_path):
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    declared = f'<!DOCTYPE r [<!ENTITY e0 "aaaaaaaaaa">{grown}]><Relationships'.encode()
    path = workbook(tmp_path / "areas.xlsx")
    altered(path, RELATIONS, b"<Relationships", declared)
    altered(path, RELATIONS, b"</Relationships>", b'<Relationship Id="x" Target="&e8;"/></Relationships>')
    assert codes(tmp_path) == ["broken_file"]


def test_a_workbook_that_unpacks_to_gigabytes(tmp_path, monkeypatch):
    path = workbook(tmp_path / "areas.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as part:
        for _ in range(limits.LARGEST_UNPACKED // 10_000_000 + 1):
            part.write(b" " * 10_000_000)
    assert path.stat().st_size < 1_000_000
    assert codes(tmp_path) == ["file_too_large"]


def test_repeated_rows_of_an_ods_file(tmp_path):
    path = tmp_path / "areas.ods"
    pd.DataFrame({"area": ["01"], "name": ["N"]}).to_excel(path, index=False, engine="odf")
    assert codes(tmp_path) == []
    repeated = b'<table:table-row table:number-rows-repeated="900000">'
    altered(path, "content.xml", b"<table:table-row>", repeated)
    altered(path, "content.xml", b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16000" ')
    assert codes(tmp_path) in (["broken_file"], ["file_too_large"])  # some versions of calamine refuse it themselves


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["areas.csv", "areas.xlsx", "areas.parquet", "study.toml", "indicators.toml"])
def test_a_named_pipe_is_never_opened(tmp_path, name):
    os.mkfifo(tmp_path / name)
    findings = check_study(tmp_path, "en")
    assert "no_ordinary_file" in findings.code[findings.file == name].tolist()


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no devices as files")
@pytest.mark.parametrize("name", ["areas.csv", "areas.ods"])
def test_a_device_is_never_opened(tmp_path, name):
    (tmp_path / name).symlink_to("/dev/zero")
    assert codes(tmp_path) == ["no_ordinary_file"]


def test_a_link_to_an_ordinary_file_is_read_and_a_broken_one_told(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.csv").write_text("area,name\n01,N\n")
    (tmp_path / "areas.csv").symlink_to(tmp_path / "there" / "a.csv")
    assert codes(tmp_path) == []
    (tmp_path / "there" / "a.csv").unlink()
    assert codes(tmp_path) == ["unreadable_file"]


def test_a_text_file_over_the_limits(tmp_path, monkeypatch):
    (tmp_path / "areas.csv").write_text("area;name\n01;N\n" + ";" * 1000)
    monkeypatch.setattr("gezondmenu.study.read.file_formats.MOST_TEXT_CELLS", 500)
    assert codes(tmp_path) == ["file_too_large"]
    monkeypatch.undo()
    with (tmp_path / "areas.csv").open("wb") as file:
        file.truncate(limits.LARGEST_IN_PIECES + 1)  # a sparse file: nothing is written
    assert codes(tmp_path) == ["file_too_large"]


def test_choices_have_a_smaller_limit(tmp_path):
    (tmp_path / "areas.csv").write_text("area,name\n01,N\n")
    (tmp_path / "study.toml").write_text("#" * (limits.LARGEST_CHOICES + 1))
    assert check_study(tmp_path, "en").code.tolist() == ["file_too_large"]


def test_a_process_that_ends_without_an_answer_is_told(tmp_path, monkeypatch):
    workbook(tmp_path / "areas.xlsx")
    monkeypatch.setattr("gezondmenu.study.read.workbooks.SECONDS", 0.001)
    assert codes(tmp_path) == ["file_too_large"]


def test_a_parquet_file_of_a_thousand_million_rows(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as parquet

    one = pa.array(["x"] * 1_000_000).dictionary_encode()
    with parquet.ParquetWriter(tmp_path / "areas.parquet", pa.schema([("area", one.type), ("name", one.type)])) as file:
        for _ in range(4):
            file.write_table(pa.table({"area": one, "name": one}))
    assert (tmp_path / "areas.parquet").stat().st_size < 100_000
    assert codes(tmp_path) == ["file_too_large"]


def test_a_population_of_only_areas_and_persons(tmp_path):
    """Groups of the population are then unknown; the table once became text, and every page failed."""
    (tmp_path / "areas.csv").write_text("area,name,population\nWK1,Noord,5000\n")
    (tmp_path / "population.csv").write_text("area,persons\nWK1,5000\n")
    (tmp_path / "activities.csv").write_text("activity,area,name\nA1,WK1,Wandelen\n")
    (tmp_path / "people.csv").write_text("person,area,gender\np1,WK1,female\np2,WK1,male\n")
    (tmp_path / "attendance.csv").write_text("activity,date,person\nA1,2025-01-06,p1\nA1,2025-01-06,p2\n")
    table = gm.estimate(read_study(tmp_path), ["reach", "composition", "visits"])
    reach = table[(table.indicator == "reach_ratio") & (table.area == "WK1")]
    assert set(reach.status) == {"no data"}
    shares = table[(table.indicator == "population_share") & (table.area == "WK1")]
    assert set(shares.status) == {"no data"}
    visits = table[(table.indicator == "visits") & (table.area == "WK1") & (table.period == "2025")]
    assert visits.value.tolist() == [2]


def test_rows_that_a_filter_hides_are_read_and_said(tmp_path):
    """Who filtered a list on her own group may think that the others do not count."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (["area", "name", "population"], ["A", "Noord", 500], ["B", "Zuid", 900], ["C", "West", 100]):
        page.append(row)
    page.auto_filter.ref = "A1:C4"
    page.row_dimensions[3].hidden = True
    page.row_dimensions[4].hidden = True
    page.row_dimensions[9].hidden = True  # blank
    book.save(tmp_path / "areas.xlsx")
    study = read_study(tmp_path)
    assert study["areas"]["area"].tolist() == ["A", "B", "C"]
    (finding,) = study.findings.query("code == 'hidden_rows'").itertuples()
    assert (finding.severity, finding.row) == ("warning", 3)
    assert "2 rijen" in finding.rule
    assert finding.rule.endswith("3, 4.")


@pytest.mark.parametrize("kind", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_told(tmp_path, kind):
    book = openpyxl.Workbook()
    book.active.title = "areas"
    for row in (["area", "name", "population"], ["A", "Noord", 500]):
        book.active.append(row)
    page = book.create_sheet("activities")
    for row in (["activity", "area", "name"], ["W", "A", "Wandelen"]):
        page.append(row)
    page.sheet_state = kind
    book.save(tmp_path / "study.xlsx")
    findings = gm.check_study(tmp_path)
    (told,) = findings[findings["code"] == "hidden_rows"].itertuples()
    assert (told.severity, told.sheet, told.row) == ("warning", "activities", 1)


def test_a_file_is_read_in_one_process_until_its_content_changes(tmp_path, monkeypatch):
    from gezondmenu.study.read import workbooks

    started = []
    answer_of = workbooks._answer_of
    monkeypatch.setattr(workbooks, "_answer_of", lambda path: started.append(path.name) or answer_of(path))
    monkeypatch.setattr(workbooks, "_kept", {})
    first = workbooks.sheets_of(workbook(tmp_path / "areas.xlsx"))
    assert workbooks.sheets_of(tmp_path / "areas.xlsx") == first
    first[0][0][1].clear()
    assert workbooks.sheets_of(tmp_path / "areas.xlsx") != first, "what is kept must not change with what was given"
    workbook(tmp_path / "areas.xlsx", [("B2", "Zuid")])
    assert workbooks.sheets_of(tmp_path / "areas.xlsx")[0][0][1][1] == ["01", "Zuid", 5.0]
    assert started == ["areas.xlsx", "areas.xlsx"]
    monkeypatch.setattr(workbooks, "MOST_KEPT", 10)
    workbooks.sheets_of(workbook(tmp_path / "other.xlsx", [("B2", "Oost")]))
    assert workbooks._kept == {}
