"""Names, telephone numbers and days of birth where nobody expects them: none reaches study.toml, findings or intake."""

import datetime as dt

import pytest

import gezondmenu as gm
from gezondmenu.report.publish.intake_page import intake_html, intake_text
from gezondmenu.study.intake import take_intake
from gezondmenu.study.names_of_people import is_name
from gezondmenu.study.new import new_study
from gezondmenu.study.pseudonyms import KEYS_FOLDER
from gezondmenu.vocabulary import GezondmenuError
from tests.lists import readings, rows_of, take_in, write_list

WALK = {"activiteit": "W"}
MARKS = ["2025-01-06 W Jan Jansen", "2025-01-06 W Piet Bakker", "2025-01-13 W Piet Bakker"]
DAY = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def keys_of_the_test(monkeypatch, tmp_path_factory):
    monkeypatch.setenv(KEYS_FOLDER, str(tmp_path_factory.mktemp("keys")))


def everything_said(folder):
    """All that is written about a folder: the entries, the findings, the intake as page and as text."""
    intake = take_intake(folder)
    texts = [(folder / "study.toml").read_text("utf-8"), gm.check_study(folder).to_csv()]
    return "\n".join([*texts, intake_html(intake, "s", DAY), intake_text(intake, "s", DAY)])


@pytest.mark.parametrize("remark", ["vervangen door Kees Zonderland", "06-98765432", "zonder@thuis.nl", "Fatima"])
def test_a_text_in_place_of_a_mark_is_asked_about_without_being_shown(tmp_path, remark):
    text = f"Naam|6-1-2025|13-1-2025\nJan Jansen|x|{remark}\nPiet Bakker|x|x"
    write_list(tmp_path, "groep.csv", rows_of(text))
    tables, _, asked = take_in(tmp_path, WALK)
    assert readings(tables) == []  # nothing is read until it is answered
    assert len(asked) == 2
    assert remark not in " ".join(asked) + everything_said(tmp_path)
    tables, _, _ = take_in(tmp_path, {"tekst in plaats van": "nee"})
    assert readings(tables) == MARKS
    assert remark not in everything_said(tmp_path)


def test_short_marks_are_still_asked_about_one_by_one(tmp_path):
    write_list(tmp_path, "g.csv", rows_of("Naam|6-1-2025|13-1-2025\nJan Jansen|x|z\nPiet Bakker|x|vm"))
    _, _, asked = take_in(tmp_path, WALK)
    assert sum("“z”" in question or "“vm”" in question for question in asked) == 2


def test_a_title_with_a_name_is_no_proposal_for_the_activity(tmp_path):
    write_list(tmp_path, "g.csv", rows_of("Wandelen met Fatima|\nDatum|Aantal\n6-1-2025|5\n13-1-2025|7"))
    tables, _, asked = take_in(tmp_path, WALK)
    assert readings(tables) == ["2025-01-06 W 5", "2025-01-13 W 7"]
    assert "Fatima" not in " ".join(asked) + everything_said(tmp_path)


@pytest.mark.parametrize("head", ["Deelnemer|6-1-2025|13-1-2025", "Naam|6-1-2025|13-1-2025"])
def test_a_day_of_birth_is_no_pseudonym(tmp_path, head):
    write_list(tmp_path, "g.csv", rows_of(f"{head}\n12-03-1948|x|\n30-11-1951|x|x"))
    take_in(tmp_path, WALK)
    said = everything_said(tmp_path)
    findings = gm.check_study(tmp_path)
    (error,) = findings[findings["code"] == "personal_data"].itertuples()
    assert (error.severity, error.row) == ("error", 2)
    assert "1948" not in said
    assert "1951" not in said


@pytest.mark.parametrize(
    "names", [("J.J.", "P.B."), ("Zonderland", "Kwik"), ("Z. Kwik", "Kwik, Z."), ("ZOE KWIK", "mw Kwik")]
)
def test_people_by_initials_or_surnames_become_pseudonyms(tmp_path, names):
    first, second = names
    write_list(tmp_path, "g.csv", rows_of(f"Naam|6-1-2025|13-1-2025\n{first}|x|\n{second}|x|x"))
    take_in(tmp_path, WALK)
    (tmp_path / "areas.csv").write_text("area,name,population\nA,Noord,500\n", encoding="utf-8")
    (tmp_path / "activities.csv").write_text("activity,area,name\nW,A,Wandelen\n", encoding="utf-8")
    persons = gm.read_study(tmp_path)["attendance"]["person"].tolist()
    assert len(set(persons)) == 2
    assert not {*persons} & {*names}
    assert not any(name in everything_said(tmp_path) for name in names)


@pytest.mark.parametrize("text", ["Team B", "Groep A", "p017", "Zaal 3", "samen eten"])
def test_what_is_no_name(text):
    assert not is_name(text)


def test_new_refuses_a_file_with_a_number_of_somebody_in_its_name(tmp_path):
    file = write_list(tmp_path, "lijst 06-98765432.csv", rows_of("Datum|Aantal\n6-1-2025|5"))
    with pytest.raises(GezondmenuError) as stopped:
        new_study(tmp_path / "study", [file], "nl", None, print)
    assert "98765432" not in str(stopped.value)
    assert not (tmp_path / "study").exists()


def test_new_says_that_the_name_of_a_file_holds_a_name(tmp_path):
    file = write_list(tmp_path, "lijst Fatima.csv", rows_of("Datum|Aantal\n6-1-2025|5"))
    told: list[str] = []
    new_study(tmp_path / "study", [file], "nl", None, told.append)
    assert "lijst Fatima.csv" in told[0]
    assert "andere naam" in told[0]
