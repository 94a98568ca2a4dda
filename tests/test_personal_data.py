"""The gate of personal data: found on the way in, stopped or dropped as the user says, and never passed on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

import gezondmenu as gm
from gezondmenu.study.personal_data import kind_of_personal_data, mask
from gezondmenu.study.pseudonyms import KEYS_FOLDER, make_key, pseudonym, read_key
from gezondmenu.vocabulary import StudyError

AREAS = "area,name,population\nA,Noord,500\n"
ACTIVITIES = "activity,area,name\n1,A,Wandelen\n"
OWN = "ik kom hier elke week sinds mijn man is overleden"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mail jan@example.nl", "email"),
        ("NL91ABNA0417164300", "iban"),
        ("rekening NL91 ABNA 0417 1643 00", "iban"),
        ("DE89 3704 0044 0532 0130 00", "iban"),
        ("NL92ABNA0417164300", None),  # the check digits are wrong: a code of something else
        ("06-12345678", "phone"),
        ("111222333", "bsn"),
        ("111222334", None),
        ("1234 AB 12", "address"),
        ("Dorpsstraat 12, 1234 AB", "address"),
        ("1234AB, nr. 7a", "address"),
        ("1234 AB", None),  # some twenty houses share a postcode
        ("1234 SS 12", None),  # no postcode ends so
        ("in 2025 EN 2026", None),
        ("geboren 3-4-1951", "birth"),
        ("geb. 3 april 1951", "birth"),
        ("born 1951-04-03", "birth"),
        ("3-4-2025", None),
        ("WK036301", None),
        ("groep 12", None),
    ],
)
def test_kinds_of_personal_data(text, kind):
    assert kind_of_personal_data(text) == kind
    assert kind_of_personal_data(mask(text)) is None
    assert kind is not None or mask(text) == text


@given(st.integers(min_value=10_000_000, max_value=999_999_999))
def test_a_citizen_service_number_is_known_by_the_eleven_test(number):
    """By hand: nine times the first digit, eight times the second, ... minus the last, is a multiple of eleven."""
    digits = f"{number:09d}"
    total = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    assert (kind_of_personal_data(digits) == "bsn") == (total % 11 == 0 and bsn.is_valid(digits))


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study folder with one area and activity, and a folder of keys of its own."""
    monkeypatch.setenv(KEYS_FOLDER, str(tmp_path / "keys"))
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "areas.csv").write_text(AREAS, encoding="utf-8")
    (folder / "activities.csv").write_text(ACTIVITIES, encoding="utf-8")
    return folder


REQUESTS = "request,area,date,kind\nr1,A,2025-02-03,{}\nr2,A,2025-02-03,klusje\n"


@pytest.mark.parametrize("words", ["bel 06-12345678", "brengen naar Dorpsstraat 12, 1234 AB", OWN, "geb. 3-4-1951"])
def test_personal_data_in_a_text_stop_the_study_or_are_dropped(study, words):
    (study / "requests.csv").write_text(REQUESTS.format(f'"{words}"'), encoding="utf-8")
    with pytest.raises(StudyError) as stopped:
        gm.read_study(study)
    (finding,) = stopped.value.findings.query("code == 'personal_data'").itertuples()
    assert (finding.file, finding.row, finding.column) == ("requests.csv", 2, "kind")
    assert words not in finding.value
    assert 'personal_data = "drop"' in finding.what_to_do
    (study / "study.toml").write_text('personal_data = "drop"\n', encoding="utf-8")
    read = gm.read_study(study)
    assert read["requests"]["kind"].isna().tolist() == [True, False]
    assert read["requests"]["request"].tolist() == ["r1", "r2"]
    assert read.findings.query("code == 'personal_data'")["severity"].tolist() == ["note"]


def test_a_required_text_keeps_its_row_when_its_words_are_dropped(study):
    (study / "activities.csv").write_text(ACTIVITIES + "2,A,Koken bij An (06-12345678)\n", encoding="utf-8")
    (study / "study.toml").write_text('personal_data = "drop"\n', encoding="utf-8")
    assert gm.read_study(study)["activities"]["name"].tolist() == ["Wandelen", "…"]


def test_the_address_of_a_place_is_no_address_of_a_person(study):
    (study / "activities.csv").write_text(ACTIVITIES + "2,A,Buurthuis (Dorpsstraat 12 1234 AB)\n", encoding="utf-8")
    assert "personal_data" not in set(gm.check_study(study)["code"])


def test_a_statement_that_many_answered_is_no_text_of_somebodys_own(study):
    head = "activity,period,statement,answer,person\n"
    answers = "".join(f"1,2025,{OWN},4,p{number}\n" for number in range(2))
    (study / "appreciation.csv").write_text(head + answers, encoding="utf-8")
    assert "personal_data" not in set(gm.check_study(study)["code"])


ATTENDANCE = (
    "activity,date,person\n1,2025-02-03,Fatima el Amrani\n1,2025-02-10,fatima El  Amrani\n1,2025-02-10,Jan Bos\n"
)
PEOPLE = "person,area,gender\nFatima El Amrani,A,v\nJan Bos,A,m\n"


def test_names_stop_the_study_until_a_key_makes_them_pseudonyms(study):
    (study / "attendance.csv").write_text(ATTENDANCE, encoding="utf-8")
    (study / "people.csv").write_text(PEOPLE, encoding="utf-8")
    with pytest.raises(StudyError):
        gm.read_study(study)
    key = make_key("proef")
    (study / "study.toml").write_text(f'pseudonyms = "{key}"\n', encoding="utf-8")
    read = gm.read_study(study)
    fatima, jan = (pseudonym(name, read_key(key)) for name in ("Fatima el Amrani", "Jan Bos"))
    assert read["attendance"]["person"].tolist() == [fatima, fatima, jan]
    assert read["people"]["person"].tolist() == [fatima, jan]
    assert "personal_data" not in set(read.findings["code"])
    assert "Amrani" not in gm.check_study(study).to_csv()


def test_a_key_of_somebody_else_is_asked_for_and_no_name_is_read(study):
    (study / "attendance.csv").write_text(ATTENDANCE, encoding="utf-8")
    (study / "study.toml").write_text('pseudonyms = "elders-12345678"\n', encoding="utf-8")
    findings = gm.check_study(study)
    assert "no_pseudonym_key" in set(findings.query("severity == 'error'")["code"])
    assert "Amrani" not in findings.to_csv()
