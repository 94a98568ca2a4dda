"""Exports of forms with any content: never a traceback, no row lost or made, nothing personal passed on."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gezondmenu.study.findings import Findings
from gezondmenu.study.read.file_formats import read_text_sheet
from gezondmenu.study.sources.forms import from_google, from_microsoft
from gezondmenu.study.sources.kobo import from_kobo
from gezondmenu.study.sources.limesurvey import from_limesurvey
from gezondmenu.study.sources.odk import from_odk
from gezondmenu.study.sources.xlsform import from_xlsform

pytestmark = pytest.mark.slow

PROGRAMS = {
    "kobo": (from_kobo, ["_id", "_uuid", "_submission_time", "_validation_status"]),
    "odk": (from_odk, ["SubmissionDate", "KEY", "meta-instanceID", "ReviewState"]),
    "limesurvey": (from_limesurvey, ["id", "submitdate", "lastpage", "startlanguage"]),
    "microsoft_forms": (from_microsoft, ["ID", "Start time", "Completion time", "Email"]),
    "google_forms": (from_google, ["Timestamp"]),
}
IMPORTERS = (from_xlsform, *(importer for importer, _ in PROGRAMS.values()))
HEADERS = st.one_of(
    st.sampled_from(
        ["who1", "my_health", "wijk", "meting", "code", "activiteit", "g/who2", "g/wandel", "g/tuin", "q[1]"]
    ),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12),
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "1", "0", "5", "ja", "nee", "mee eens", "a b", "a;b;", "a, b", "2025-01-06", "6-1-2025 19:00:00"]
    ),
    st.sampled_from(["N/A", "Not Approved", "rejected", "W1", "jan@voorbeeld.nl", "06-12345678", "Fatima de Boer"]),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=15),
)
EASY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def exports(draw):
    kind = draw(st.sampled_from(sorted(PROGRAMS)))
    own = PROGRAMS[kind][1]
    asked = draw(st.lists(HEADERS, max_size=5))
    header = own + asked if kind == "google_forms" or draw(st.booleans()) else asked + own
    width = len(header)
    lines = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    return kind, header, lines, draw(st.sampled_from([",", ";"]))


def sheet_of(header, lines, mark):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows([header, *lines])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        before = path.read_bytes()
        sheet = read_text_sheet(path, set(header), Findings())
        made = [importer(path, [sheet] if sheet else []) for importer in IMPORTERS]
        assert path.read_bytes() == before
    return sheet, [source for source in made if source]


@EASY
@given(exports())
def test_any_export_is_read_as_one_kind_or_none_and_keeps_its_rows(export):
    kind, header, lines, mark = export
    sheet, sources = sheet_of(header, lines, mark)
    assert {source.kind for source in sources} <= {kind}
    for source in sources:
        named = {one.sheet: one for one in source.sheets}
        assert {len(one.rows) for one in source.sheets} == {len(sheet.rows)}
        for row in range(1, len(sheet.rows)):
            assert sum(any(one.rows[row]) for one in source.sheets) <= 1  # here or set aside, never in both
        for reading in source.readings:
            columns = named[reading.sheet].rows[0]
            assert len(columns) == len(set(columns))
            used = {*reading.columns.values(), *reading.across} - {"?"}
            assert used <= set(columns)
            assert not used & set(reading.unread)
            open_keys = {f"columns.{name}" for name, value in reading.columns.items() if value == "?"}
            open_keys |= {f"fixed.{name}" for name, value in reading.fixed.items() if value == "?"}
            assert open_keys == {question.key for question in reading.questions}


@EASY
@given(exports())
def test_no_export_passes_on_an_address_or_a_number(export):
    kind, header, lines, mark = export
    _, sources = sheet_of(header, lines, mark)
    for source in sources:
        for reading in source.readings:
            sheet = next(one for one in source.sheets if one.sheet == reading.sheet)
            used = {*reading.across, reading.columns["person"]} - {"?", *PROGRAMS[kind][1]}
            places = [sheet.rows[0].index(name) for name in used]
            read = {row[place] for row in sheet.rows[1:] for place in places}
            own = {name for name in reading.across.values() if name in ("who1", "my_health", "who2")}
            assert own or not {"jan@voorbeeld.nl", "06-12345678"} & read, (kind, reading)


@EASY
@given(st.sampled_from(sorted(PROGRAMS)), st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_every_answer_comes_through_once(kind, answers):
    """A known item with answers of its own scale: as many come out as stood in the file."""
    own = PROGRAMS[kind][1]
    lines = [
        [
            *(f"2025-01-0{number + 1}" if "ime" in name or "ate" in name else f"{name}{number}" for name in own),
            str(answer),
            "0",
        ]
        for number, answer in enumerate(answers)
    ]
    _, sources = sheet_of([*own, "who1", "meting"], lines, ";")
    (source,) = sources
    (reading,) = source.readings
    header, *rows = source.sheets[0].rows
    assert [row[header.index("who1")] for row in rows] == list(map(str, answers))
    people = [row[header.index(reading.columns["person"])] for row in rows]
    assert len(set(people)) == len(answers)
    assert reading.across == {"who1": "who1"}
