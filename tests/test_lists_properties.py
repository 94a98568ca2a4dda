"""Whatever the layout, dialect and encoding of a list: no traceback, no number lost or made, no file changed."""

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gezondmenu.study.reading import check_study
from tests.lists import LAST, take_in

pytestmark = pytest.mark.slow

SOME = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
DELIMITERS = (";", ",", "\t")
TITLES = ([], ["Overzicht 2025"], ["Opkomst in het buurthuis", "verzonnen lijst"])
TOTALS = ("", "Totaal", "totaal:", "Som", "SUBTOTAAL")
ACTIVITIES = ("Koffie", "Wandelen", "Yoga", "Samen eten", "Café Één", "Biljart")
DAYS = tuple(f"{day}-{month}-2025" for month in (1, 2, 3) for day in (6, 13, 20, 27))

NO_TOTAL = {"is dit een totaal": LAST}
"""A last row may be the sum of the others by chance, and is asked about."""

counts = st.integers(0, 60).map(str) | st.just("")


@pytest.fixture(autouse=True)
def keys_of_the_test(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path_factory.mktemp("keys")))


@pytest.fixture
def folder(tmp_path_factory):
    """A new folder for each example."""
    return lambda: tmp_path_factory.mktemp("study")


def text_of(rows, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def write_workbook(path, rows, as_numbers):
    book = openpyxl.Workbook()
    for row in rows:
        cells = [int(cell) if as_numbers and cell.isdecimal() else cell or None for cell in row]
        book.active.append(cells)
    book.save(path)


@st.composite
def matrices(draw):
    """Rows of a matrix of counts, and the sum of what was counted."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=6, unique=True))
    names = draw(st.lists(st.sampled_from(ACTIVITIES), min_size=2, max_size=5, unique=True))
    cells = [[draw(counts) for _ in days] for _ in names]
    cells[0][0] = str(draw(st.integers(2, 60)))  # at least one is a count
    numbers = [[int(cell or 0) for cell in row] for row in cells]
    rows = [[title, *[""] * len(days)] for title in draw(st.sampled_from(TITLES))]
    rows += [[""] * (len(days) + 1)] * draw(st.integers(0, 2))
    has_sums = draw(st.booleans())
    rows.append(["Activiteit", *days, *(["Totaal"] if has_sums else [])])
    rows += [
        [name, *row, *([str(sum(amounts))] if has_sums else [])]
        for name, row, amounts in zip(names, cells, numbers, strict=True)
    ]
    total = draw(st.sampled_from(TOTALS))
    if total:
        rows.append([total, *[str(sum(row[place] for row in numbers)) for place in range(len(days))]])
    width = max(map(len, rows))
    filled = {
        (name, day): int(c)
        for name, row in zip(names, cells, strict=True)
        for day, c in zip(days, row, strict=True)
        if c
    }
    return [row + [""] * (width - len(row)) for row in rows], filled


def iso(day):
    number, month, year = day.split("-")
    return f"{year}-{int(month):02d}-{int(number):02d}"


@SOME
@given(drawn=matrices(), encoding=st.sampled_from(ENCODINGS), delimiter=st.sampled_from(DELIMITERS))
def test_counts_in_a_text_file_are_read_as_they_stand(folder, drawn, encoding, delimiter):
    rows, filled = drawn
    place = folder()
    path = place / "lijst.csv"
    path.write_bytes(text_of(rows, delimiter).encode(encoding))
    before = path.read_bytes()
    tables, findings, _ = take_in(place, NO_TOTAL)
    frame = tables["sessions"].frame
    read = {(row.activity, f"{row.date:%Y-%m-%d}"): int(row.visits) for row in frame.itertuples()}
    assert read == {(name, iso(day)): count for (name, day), count in filled.items()}
    assert not (findings["severity"] == "error").any()
    assert path.read_bytes() == before


@SOME
@given(drawn=matrices(), as_numbers=st.booleans())
def test_counts_in_a_workbook_are_read_as_they_stand(folder, drawn, as_numbers):
    rows, filled = drawn
    place = folder()
    write_workbook(place / "lijst.xlsx", rows, as_numbers)
    tables, _, _ = take_in(place, NO_TOTAL)
    assert int(tables["sessions"].frame["visits"].sum()) == sum(filled.values())
    assert len(tables["sessions"].frame) == len(filled)


@st.composite
def marked(draw):
    """Rows of a matrix of marks, and who was there when."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=6, unique=True))
    names = [f"deelnemer {number}" for number in range(1, draw(st.integers(2, 7)))]
    yes, no = draw(st.sampled_from([("x", ""), ("X", "-"), ("1", "0"), ("ja", "nee"), ("v", "o"), ("√", "")]))
    there = {(name, day) for name in names for day in days if draw(st.booleans())} | {(names[0], days[0])}
    rows = [["Presentie", *[""] * len(days)]] * draw(st.integers(0, 1))
    rows.append(["Naam", *days])
    rows += [[name, *[yes if (name, day) in there else no for day in days]] for name in names]
    if draw(st.booleans()):
        rows.append(["Totaal", *[str(sum((name, day) in there for name in names)) for day in days]])
    return rows, there


@SOME
@given(drawn=marked(), delimiter=st.sampled_from(DELIMITERS), turned=st.booleans())
def test_marks_are_read_as_they_stand(folder, drawn, delimiter, turned):
    rows, there = drawn
    if turned and len(rows) > 3 and rows[0][0] == "Naam" and rows[-1][0] != "Totaal":
        rows = [["Datum", *[row[0] for row in rows[1:]]], *[list(column) for column in zip(*rows, strict=True)][1:]]
    place = folder()
    (place / "lijst.csv").write_text(text_of(rows, delimiter), encoding="utf-8")
    tables, _, _ = take_in(place, {"activiteit": "W"})
    frame = tables["attendance"].frame
    read = {(row.person, f"{row.date:%Y-%m-%d}") for row in frame.itertuples()}
    assert read == {(name, iso(day)) for name, day in there}
    assert len(frame) == len(there)


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n;,\"'|#=[]{}"), max_size=12
)
likely = st.sampled_from(
    [
        *(
            "Naam",
            "Datum",
            "Aantal",
            "Activiteit",
            "Aanwezig",
            "Totaal",
            "Wijk",
            "Bedrag",
            "x",
            "-",
            "?",
            "12/15",
            "ca. 20",
        ),
        *(
            "6-1-2025",
            "6 jan",
            "13",
            "2025-04-03",
            "jan",
            "45663",
            "1/13/2025",
            "Jan Jansen",
            "Voornaam",
            "1,5",
            "",
            "",
        ),
        *(
            "Tijdstempel",
            "Het maakt mij blij",
            "mee eens",
            "_id",
            "start",
            "type",
            "name",
            "label",
            "KEY",
            "Response ID",
        ),
    ]
)
tables_of_anything = st.lists(st.lists(likely | words, max_size=6), max_size=9)


@SOME
@given(rows=tables_of_anything, delimiter=st.sampled_from(DELIMITERS), encoding=st.sampled_from(ENCODINGS[:3]))
def test_anything_in_a_text_file_ends_in_findings(folder, rows, delimiter, encoding):
    place = folder()
    path = place / "iets.csv"
    path.write_bytes(text_of(rows, delimiter).encode(encoding))
    before = path.read_bytes()
    take_in(place, {"": "ja"})
    assert set(check_study(place)["severity"]) <= {"error", "warning", "note"}
    assert path.read_bytes() == before


@SOME
@given(
    content=st.binary(max_size=300), name=st.sampled_from(["iets.csv", "iets.xlsx", "iets.zip", "iets.txt", "iets.ods"])
)
def test_any_bytes_end_in_findings(folder, content, name):
    place = folder()
    (place / name).write_bytes(content)
    take_in(place)
    check_study(place)
    assert (place / name).read_bytes() == content


@SOME
@given(text=st.text(st.sampled_from("[]sources=\"'?{}.\n#filtab le1-"), max_size=80), bom=st.booleans())
def test_what_the_user_wrote_in_study_toml_stays(folder, text, bom):
    place = folder()
    (place / "lijst.csv").write_text("Activiteit;6-1-2025;13-1-2025\nKoffie;12;9\nYoga;3;4\n", encoding="utf-8")
    before = ("\ufeff" if bom else "").encode() + text.encode()
    (place / "study.toml").write_bytes(before)
    take_in(place)
    after = (place / "study.toml").read_bytes()
    assert after.startswith(before.rstrip(b"\n"))


@SOME
@given(
    entry=st.dictionaries(
        likely | st.sampled_from(["file", "sheet", "table", "columns", "across", "codes"]),
        likely
        | st.integers()
        | st.booleans()
        | st.lists(likely, max_size=2)
        | st.dictionaries(likely, likely | st.integers(), max_size=2),
        max_size=6,
    )
)
def test_any_entry_ends_in_findings(folder, entry):
    import tomlkit

    place = folder()
    (place / "lijst.csv").write_text("Activiteit;6-1-2025;13-1-2025\nKoffie;12;9\nYoga;3;4\n", encoding="utf-8")
    document = tomlkit.document()
    document["sources"] = [{"file": "lijst.csv", **entry}]
    (place / "study.toml").write_text(tomlkit.dumps(document), encoding="utf-8")
    take_in(place, {"": "ja"})
    check_study(place)
