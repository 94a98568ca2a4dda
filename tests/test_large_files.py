"""A large text file is read in pieces and its table counted in parts: nothing that is found or published may differ.

Small files take the other route where the sizes at which it begins are lowered: what it gives must be the same.
"""

import contextlib
import csv
import io
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gezondmenu.indicators import records
from gezondmenu.report.rows.published import published_table
from gezondmenu.study import row_keys
from gezondmenu.study.findings import Findings
from gezondmenu.study.read import pieces, typed
from gezondmenu.study.reading import check_study, read_study
from gezondmenu.study.row_keys import plain

HEAD = ["activity", "date", "person", "role"]
AREAS = "area,name,population\nN,Noord,900\nZ,Zuid,800\n"
ACTIVITIES = "activity,area,name,minutes,met\n01,N,Wandelen,60,3.5\n02,Z,Koken,,\n03,N,Zingen,45,2\n"
PEOPLE = "person,area,gender\n" + "".join(f"p{n},{'NZ'[n % 2]},{'fm'[n % 3 == 0]}\n" for n in range(12))


@contextlib.contextmanager
def in_pieces(piece=40, block=4, many=10_000):
    """Read every text file in pieces of so many bytes, and count every table in parts of so many rows."""
    with (
        mock.patch.object(pieces, "PIECES_FROM", -1),
        mock.patch.object(pieces, "FIRST_PIECE", piece),
        mock.patch.object(pieces, "PIECE", piece),
        mock.patch.object(pieces, "ROWS_TOGETHER", 3),
        mock.patch.object(typed, "MANY", many),
        mock.patch.object(row_keys, "ROWS_OF_A_BLOCK", block),
        mock.patch.object(records, "ROWS_OF_A_BLOCK", block),
    ):
        yield


def folder_of(place, attendance, **others):
    place.mkdir(exist_ok=True, parents=True)
    texts = {"areas": AREAS, "activities": ACTIVITIES, "people": PEOPLE, **others}
    for name, text in texts.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    content = attendance if isinstance(attendance, bytes) else attendance.encode()
    (place / "attendance.csv").write_bytes(content)
    return place


def assert_same(place, **sizes):
    """Both routes give the same findings, tables and published numbers; the findings are returned."""
    ordinary = check_study(place, "en")
    with in_pieces(**sizes):
        pd.testing.assert_frame_equal(check_study(place, "en"), ordinary)
    if not (ordinary["severity"] == "error").any():
        study = read_study(place)
        with in_pieces(**sizes):
            other = read_study(place)
            published = published_table(other, "standard")
        for name, table in study.tables.items():
            pd.testing.assert_frame_equal(plain(other[name]), table)
            assert [(one.file, list(one.rows)) for one in other.origins[name]] == [
                (one.file, list(one.rows)) for one in study.origins[name]
            ]
        pd.testing.assert_frame_equal(published, published_table(study, "standard"), rtol=1e-12)
    return ordinary


LATER = ["2099-01-01", "2025-01-06T23:30:00Z"]
cells = {
    "activity": some.sampled_from(["01", "02", "03", "1", "9", "", " 01 ", "\ufeff01", "jan@example.nl"]),
    "date": some.sampled_from(
        ["2025-01-06", "2025-2-13", "13/1/2025", "3/4/2025", "4/14/2025", "45663", *LATER, "1999-01-01", "", "?"]
    ),
    "person": some.sampled_from(["p1", "p2", "p3", "p11", "q1", "", "Jan Jansen", "06-12345678", "111222333"]),
    "role": some.sampled_from(["", "participant", "vrijwilliger", "baas", "=A1", "#N/A"]),
    "start": some.sampled_from(["", "10:00", "10u05", "25:00"]),
    "hours": some.sampled_from(["", "1", "1,5", "2.250", "-3", "veel"]),
    "note": some.sampled_from(["", "x", 'a "b"', "één", "two\nlines", "semi;colon,comma"]),
    "": some.sampled_from(["", "y"]),
}


@some.composite
def files(draw):
    """The bytes of a file of attendance, with whatever people and programs do to such a file."""
    columns = draw(some.permutations([*HEAD, *draw(some.lists(some.sampled_from(["start", "hours", "note", ""])))]))
    rows = draw(some.lists(some.tuples(*(cells[name] for name in columns)), max_size=14))
    rows = [list(row) for row in rows]
    for _ in range(draw(some.integers(0, 2))):
        place = draw(some.integers(0, len(rows)))
        odd = some.sampled_from([[], ["01"], ["example: 01", "x"], [""] * len(columns), ["01"] * (len(columns) + 2)])
        rows.insert(place, draw(odd))
    if draw(some.integers(0, 9)):
        rows.insert(draw(some.sampled_from([0, 0, 0, 1])), columns)
    text = io.StringIO()
    end = draw(some.sampled_from(["\n", "\r\n", "\r"]))
    quoting = draw(some.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(text, delimiter=draw(some.sampled_from(",;\t")), lineterminator=end, quoting=quoting).writerows(rows)
    written = text.getvalue() + draw(some.sampled_from(["", "", "", '01,"', "\n\n", "\0", end]))
    encoding = draw(some.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    last = draw(some.sampled_from([b"", b"", b"", b"01,2025-01-06,p\xe9\n", b"01,2025-01-06,b\x81d\n", "é\n".encode()]))
    return written.encode(encoding, "replace") + (last if encoding != "utf-16" else b"")


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=files(), piece=some.sampled_from([1, 40, 10_000]), many=some.sampled_from([2, 10_000]))
def test_whatever_stands_in_a_file_the_findings_are_the_same(tmp_path_factory, content, piece, many):
    place = folder_of(tmp_path_factory.mktemp("study"), content)
    ordinary = check_study(place, "en")
    with in_pieces(piece, many=many):
        other = check_study(place, "en")
    if many < 10_000:  # causes beyond so many are counted and no longer listed
        ordinary = ordinary[ordinary["code"].isin(other["code"].unique())].reset_index(drop=True)
        other = other[other["code"] != "many_more"].reset_index(drop=True)
        assert set(map(tuple, other.astype("str").to_numpy())) <= set(map(tuple, ordinary.astype("str").to_numpy()))
    else:
        pd.testing.assert_frame_equal(other, ordinary)


def one_visit(row):
    return (*row[:3], row[3] or "participant")


rows_of_visits = some.lists(
    some.tuples(
        some.sampled_from(["01", "02", "03"]),
        some.dates(min_value=pd.Timestamp("2024-11-01").date(), max_value=pd.Timestamp("2025-10-31").date()),
        some.sampled_from([f"p{n}" for n in range(14)]),
        some.sampled_from(["", "participant", "volunteer"]),
    ),
    min_size=1,
    max_size=60,
    unique_by=one_visit,
)


@pytest.mark.slow
@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows_of_visits, people=some.booleans(), counted=some.booleans(), block=some.sampled_from([1, 5, 20]))
def test_the_published_table_is_the_same(tmp_path_factory, rows, people, counted, block):
    text = "".join(",".join(map(str, row)) + "\n" for row in [HEAD, *rows])
    place = folder_of(tmp_path_factory.mktemp("study"), text)
    if not people:
        (place / "people.csv").unlink()
    if counted:
        (place / "sessions.csv").write_text("activity,date,visits\n01,2025-02-03,9\n02,2025-03-03,7\n")
    assert_same(place, block=block)


def lines(count, last=""):
    days = pd.date_range("2025-01-01", periods=28).strftime("%Y-%m-%d")
    made = [f"0{1 + n % 3},{days[n % 28]},p{n // 28 % 12},participant" for n in range(count)]
    return "\n".join([",".join(HEAD), *made, *([last] if last else [])]) + "\n"


@pytest.mark.slow
def test_a_study_is_published_the_same(tmp_path):
    sessions = "activity,date,visits\n01,2025-01-01,9\n02,2025-03-03,7\n"
    found = assert_same(folder_of(tmp_path / "study", lines(60), sessions=sessions), piece=500, block=40)
    assert not (found["severity"] == "error").any()


LAST = {
    "personal_data": "01,2025-01-29,jan@example.nl,participant",
    "row_too_long": "01,2025-01-29,p1,participant,and more",
    "row_too_short": "01,2025-01-29",
    "bad_quotes": '01,2025-01-29,"p1,participant',
    "dates_month_first": "01,1/29/2025,p1,participant",
    "future_date": "01,2099-01-01,p1,participant",
    "double_row": "01,2025-01-01,p0,participant",
    "unknown_activity": "99,2025-01-29,p1,participant",
    "not_text": "01,2025-01-29,p1,partici\0pant",
}


@pytest.mark.parametrize("code", LAST)
def test_a_fault_in_the_last_row_is_told(tmp_path, code):
    found = assert_same(folder_of(tmp_path / "study", lines(90, LAST[code])), piece=500)
    assert code in found["code"].tolist()


def test_an_odd_byte_halfway_makes_the_whole_file_another_code_page(tmp_path):
    text = lines(100).encode() + "01,2025-01-29,zoë,participant\n".encode("cp1252") + lines(100).encode()[30:]
    found = assert_same(folder_of(tmp_path / "study", text), piece=500)
    assert "encoding_cp1252" in found["code"].tolist()


def test_the_order_of_day_and_month_is_seen_over_the_whole_column(tmp_path):
    """The first pieces hold days up to the twelfth only; the last row shows that the month stands first."""
    made = [f"01,{month}/{day}/2025,p{day % 12},participant" for month in range(1, 6) for day in range(1, 13)]
    text = "\n".join([",".join(HEAD), *made, "01,5/29/2025,p1,participant"]) + "\n"
    found = assert_same(folder_of(tmp_path / "study", text), piece=100)
    assert found.loc[found["code"] == "dates_month_first", "row"].tolist() == [2]


def test_many_rows_with_one_fault_are_one_finding_that_counts_them(tmp_path):
    text = lines(200).replace("participant\n", "baas\n")
    found = assert_same(folder_of(tmp_path / "study", text), piece=500, many=5)
    assert found["code"].tolist() == ["not_allowed"]
    assert "(200 rows: 2, 3, 4, 5, 6 and 195 more)" in found["rule"][0]


def test_causes_beyond_the_many_that_are_listed_are_counted(tmp_path):
    text = "\n".join([",".join(HEAD), *(f"01,2025-01-06,stranger{n}," for n in range(30))]) + "\n"
    place = folder_of(tmp_path / "study", text)
    assert (check_study(place, "en")["code"] == "unknown_person").sum() == 30
    with in_pieces(many=8):
        found = check_study(place, "en")
    assert (found["code"] == "unknown_person").sum() == 8
    more = found[found["code"] == "many_more"]
    assert more["rule"].tolist() == ["22 rows more have such a finding as those that are listed here."]
    assert set(more["severity"]) == set(found.loc[found["code"] == "unknown_person", "severity"])


def test_a_wide_export_keeps_only_the_columns_that_the_table_knows(tmp_path):
    head = [f"veld{n}" for n in range(56)]
    rows = [[f"p{n}", "NZ"[n % 2], "f", *(f"{n}.{m}" for m in range(56))] for n in range(40)]
    text = "\n".join(";".join(row) for row in [["person", "area", "gender", *head], *rows]) + "\n"
    place = folder_of(tmp_path / "study", lines(20), people=text)
    found = check_study(place, "en")
    assert (found["code"] == "unknown_column").sum() == 56
    with in_pieces(piece=2_000):
        pd.testing.assert_frame_equal(check_study(place, "en"), found)
        sheet = pieces.read_large_text(place / "people.csv", "people", {"person": "person"}, Findings())
    assert list(sheet.body.cells) == [0]


@pytest.mark.parametrize("limit", ["LARGEST_IN_PIECES", "MOST_DIFFERENT_CELLS"])
def test_beyond_what_was_shown_to_work_a_file_is_refused_in_words(tmp_path, limit):
    place = folder_of(tmp_path / "study", lines(200))
    with in_pieces(), mock.patch.object(pieces, limit, 10):
        found = check_study(place, "en")
    assert set(found.loc[found["file"] == "attendance.csv", "code"]) == {"file_too_large"}


def test_too_many_rows_are_refused_in_words(tmp_path):
    place = folder_of(tmp_path / "study", lines(200))
    with in_pieces(), mock.patch.object(pieces, "most_rows", lambda table: 10 if table == "attendance" else 1000):
        found = check_study(place, "en")
    assert found["code"].tolist() == ["file_too_large"]
    assert "more than the 10 rows" in found["rule"][0]


def test_a_file_that_changes_the_route_has_no_trace_in_its_folder(tmp_path):
    place = folder_of(tmp_path / "study", lines(50))
    before = sorted(path.name for path in Path(place).iterdir())
    with in_pieces():
        check_study(place, "en")
    assert sorted(path.name for path in Path(place).iterdir()) == before
