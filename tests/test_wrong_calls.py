"""A wrong call of anything public gives one clear error, with the nearest name where a name is misspelt."""

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.given import closest_name, not_there
from gezondmenu.language import error_text
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import people_study

STUDY = people_study(20, 5)
TABLE = gm.estimate(STUDY, ["participants", "visits"])
RELEASED = gm.release(TABLE)
EMPTY = pd.DataFrame()
JUNK = {"None": None, "text": "folder", "number": 3, "list": ["a"], "empty": EMPTY, "study": STUDY, "table": TABLE}
"""What somebody may give by mistake."""

OF_A_STUDY = {
    "estimate": gm.estimate,
    "value": gm.value,
    "arrangement_rows": gm.arrangement_rows,
    "match_offers": gm.match_offers,
    "delivering": lambda study: gm.delivering(study, "R", "day care", 10.0),
    "write_study": lambda study: gm.write_study(study, "never/made"),
    "trace": lambda study: gm.trace(RELEASED, "A", "visits", study="none" if study is None else study),
}
OF_A_TABLE = {
    "release": gm.release,
    "trace": lambda table: gm.trace(table, "A", "visits"),
    "roll_up": lambda table: gm.roll_up(table, ["A"], "R"),
    "value": lambda table: gm.value(STUDY, table if table is not None else "none"),
    "format_findings": lambda table: gm.format_findings(EMPTY if table is TABLE else table),
}
OF_A_FOLDER = {
    "read_study": gm.read_study,
    "check_study": gm.check_study,
    "read_published": gm.read_published,
    "render": gm.render,
    "shipped": gm.shipped,
    "write_new_study": gm.write_new_study,
    "write_study": lambda folder: gm.write_study(STUDY, folder),
}
OF_OTHER_KINDS = {
    "make_study": gm.make_study,
    "make_study of areas": lambda given: gm.make_study({"areas": None if given is EMPTY else given}),
    "describe_tables": gm.describe_tables,
    "describe_indicators": gm.describe_indicators,
    "add_indicator": lambda given: gm.add_indicator(given, {}),
    "card": lambda given: gm.add_indicator(len, given),
    "indicators": lambda given: gm.estimate(STUDY, EMPTY if given is None else given),
    "confidence": lambda given: gm.estimate(STUDY, ["visits"], given),
    "rule": lambda given: gm.release(TABLE, given),
    "rule of render": lambda given: gm.render("data/example", "never/made", rule=given),
    "notebook": lambda given: gm.render("data/example", "never/made", notebook=given),
    "reader": lambda given: gm.render("data/example", "never/made", reader=given),
    "language": lambda given: gm.render("data/example", "never/made", language=given),
    "table of a study": lambda given: STUDY[given],
    "area": lambda given: gm.trace(RELEASED, given, "visits"),
    "indicator": lambda given: gm.trace(RELEASED, "A", given),
    "areas of a region": lambda given: gm.roll_up(TABLE, given, "R"),
    "areas to simulate": lambda given: gm.simulate_study(areas=0 if isinstance(given, int) else given),
    "rates": lambda given: gm.rates_by_traits(given, count="a", persons="b", traits=["c"]),
}
CALLS = (
    [(f"{name}({junk})", call, junk) for name, call in OF_A_STUDY.items() for junk in JUNK if junk != "study"]
    + [(f"{name}({junk})", call, junk) for name, call in OF_A_TABLE.items() for junk in JUNK]
    + [(f"{name}({junk})", call, junk) for name, call in OF_A_FOLDER.items() for junk in JUNK if junk != "text"]
    + [(f"{name}({junk})", call, junk) for name, call in OF_OTHER_KINDS.items() for junk in JUNK]
)
SOUND = {"trace(table)", "release(table)", "roll_up(table)", "value(table)", "reader(None)"}


@pytest.mark.parametrize(
    ("call", "junk"), [pytest.param(call, junk, id=name) for name, call, junk in CALLS if name not in SOUND]
)
def test_another_kind_of_thing_gives_one_error_that_names_it(call, junk):
    with pytest.raises(GezondmenuError) as caught:
        call(JUNK[junk])
    text = str(caught.value)
    assert len(text.split()) > 4
    assert "Traceback" not in text
    assert "object has no attribute" not in text


NAMES = {
    "attendance": lambda: STUDY["attendence"],
    "areas": lambda: gm.make_study({"area": EMPTY}),
    "population": lambda: gm.make_study({"areas": pd.DataFrame({"populaton": [1]})}),
    "regular_visits": lambda: gm.make_study({}, regular_visit=8),
    "participants": lambda: gm.estimate(STUDY, "particpants"),
    "participation_rate": lambda: gm.estimate(STUDY, ["visits", "partcipation_rate"]),
    "standard": lambda: gm.release(TABLE, "standaard"),
    "visits": lambda: gm.trace(RELEASED, "A", "visit"),
    "2025-Q1": lambda: gm.trace(RELEASED, "A", "visits", period="2025Q1"),
    "area_report": lambda: gm.render("data/example", "never/made", notebook="area_reprt"),
    "insurer": lambda: gm.render("data/example", "never/made", reader="insurers"),
    "dutch csv": lambda: gm.write_study(STUDY, "never/made", {"areas": "dutch_csv"}),
    "opensafely": lambda: gm.render("data/example", "never/made", rule="OpenSAFELY"),
}


@pytest.mark.parametrize("meant", NAMES)
def test_a_misspelt_name_is_answered_with_the_nearest(meant):
    with pytest.raises(GezondmenuError, match=rf"\(did you mean {meant}\?\)$") as caught:
        NAMES[meant]()
    assert error_text(caught.value, "nl").endswith(f"(bedoelt u {meant}?)")


def test_what_is_like_nothing_is_answered_with_all_there_is():
    error = not_there("no area {given}; there are {known}", ["Mars"], [f"WK{number}" for number in range(30)])
    assert "WK29" in str(error)
    assert "did you mean" not in str(error)
    assert closest_name("Mars", ["WK1"]) is None


def test_a_card_may_be_named_alone_and_by_one_of_its_indicators():
    whole = gm.estimate(STUDY, ["participants"])
    pd.testing.assert_frame_equal(gm.estimate(STUDY, "participants"), whole)
    pd.testing.assert_frame_equal(gm.estimate(STUDY, ["participation_rate", "participants"]), whole)
    with pytest.raises(GezondmenuError, match=r"gm\.value"):
        gm.estimate(STUDY, "net_value")
    with pytest.raises(GezondmenuError, match="empty list"):
        gm.estimate(STUDY, [])


def test_release_says_that_it_needs_estimates():
    with pytest.raises(
        GezondmenuError, match=r"^gm.release needs the table that gm.estimate\(study\) gives, not Study$"
    ):
        gm.release(STUDY)


def test_a_cell_of_another_type_is_named():
    areas = pd.DataFrame({"area": ["A", "B"], "name": ["Noord", "Zuid"], "population": ["100", "many"]})
    with pytest.raises(
        GezondmenuError, match="column population of table areas holds what is no count, such as 'many'"
    ):
        gm.make_study({"areas": areas})


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01", b"PAR1PAR1", b"PK\x03\x04", b"area;value\n"], ids=repr)
def test_what_is_no_published_table_is_said_to_be_none(tmp_path: Path, content: bytes):
    (tmp_path / "published.csv").write_bytes(content)
    with pytest.raises(GezondmenuError, match=r"published\.csv is no published table"):
        gm.read_published(tmp_path / "published.csv")
    with pytest.raises(GezondmenuError, match="is no published table"):
        gm.read_published(tmp_path)


NO_FILES = (b"", b"nonsense \xff\x00\x01", b"PK\x03\x04zz", b"PAR1PAR1", b"PAR1" + b"\x00" * 40 + b"PAR1")


@pytest.mark.parametrize("name", ["sessions.parquet", "sessions.xlsx", "sessions.ods", "sessions.csv"])
def test_a_file_that_is_not_what_its_name_says_is_a_finding(tmp_path: Path, name: str):
    (tmp_path / "areas.csv").write_text("area,name\n01,Noord\n", encoding="utf-8")
    for content in NO_FILES:
        (tmp_path / name).write_bytes(content)
        findings = gm.check_study(tmp_path, "en")
        assert set(findings["file"]) == {name}
        with pytest.raises(gm.StudyError):
            gm.read_study(tmp_path)


FOLDER = "a study of one area"
COMMANDS = {
    "card": (["indicators", "particpants", "--language", "en"], "(did you mean participants?)"),
    "indicator": (["indicators", "participation_rat"], "(bedoelt u participation_rate?)"),
    "rule": (["report", "data/example", "--rule", "standaard", "--language", "en"], "(did you mean standard?)"),
    "notebook": (["report", "data/example", "--notebook", "area_reprt"], "(bedoelt u area_report?)"),
    "reader": (["report", "data/example", "--reader", "insurers"], "(bedoelt u insurer?)"),
    "folder": (["report", "nope"], "nope"),
    "findings": (["check", FOLDER, "--out", "no/such/folder.csv"], "no/such"),
    "vektis": (["fetch", FOLDER, "--vektis", "no_file"], "no_file"),
    "links": (["fetch", FOLDER, "--links", "data/example/activities.xlsx"], "activities.xlsx"),
    "links from a picture": (["fetch", FOLDER, "--links", "notebooks/images/area_report.png"], "area_report"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_command_ends_in_words(name, tmp_path: Path):
    (tmp_path / "areas.csv").write_text("area,name\n01,Noord\n", encoding="utf-8")
    arguments, words = COMMANDS[name]
    outcome = CliRunner().invoke(main, [str(tmp_path) if each == FOLDER else each for each in arguments])
    assert isinstance(outcome.exception, SystemExit)
    assert outcome.exit_code == 2
    assert words in outcome.output
