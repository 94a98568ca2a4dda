"""Exports of four form programs from files to a report: fourteen people answered, whatever program wrote it down."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu import cli
from tests.lists import sit_at_a_terminal

PEOPLE = 14
STATEMENTS = ("my_health", "my_neighbourhood")
WORDS = ("Het is goed voor mijn gezondheid", "Het is goed voor mijn buurt")
DAY = dt.datetime(2025, 3, 10, 19)
ANSWERS = [(5, 4) if number % 7 else (2, 3) for number in range(PEOPLE)]
"""Of my_health twelve agree (4 or 5) and two do not; 0 and 7 are the multiples of seven below 14."""


def kobo(folder):
    head = "wijk;my_health;my_neighbourhood;_id;_uuid;_submission_time;_validation_status;_index"
    lines = [
        f"De Dijk;{first};{second};{n};uu{n};{DAY:%Y-%m-%dT%H:%M:%S};;{n}"
        for n, (first, second) in enumerate(ANSWERS, 1)
    ]
    (folder / "export.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return "export.csv"


def odk(folder):
    head = "SubmissionDate,wijk,my_health,my_neighbourhood,meta-instanceID,KEY,SubmitterName,ReviewState"
    lines = [
        f"{DAY:%Y-%m-%dT%H:%M:%S}.000Z,De Dijk,{first},{second},uuid:{n},uuid:{n},Fatima Kwik,"
        for n, (first, second) in enumerate(ANSWERS, 1)
    ]
    with zipfile.ZipFile(folder / "export.zip", "w") as archive:
        archive.writestr("form.csv", "\n".join([head, *lines]) + "\n")
    return "export.zip"


def limesurvey(folder):
    head = "id;submitdate;lastpage;startlanguage;seed;wijk;my_health;my_neighbourhood"
    lines = [
        f"{n};{DAY:%Y-%m-%d %H:%M:%S};2;nl;{n};De Dijk;{first};{second}" for n, (first, second) in enumerate(ANSWERS, 1)
    ]
    (folder / "export.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return "export.csv"


def microsoft(folder):
    agree = {5: "Helemaal mee eens", 4: "Mee eens", 3: "Neutraal", 2: "Oneens"}
    book = openpyxl.Workbook()
    book.active.append(["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "In welke wijk woont u?", *WORDS])
    for n, (first, second) in enumerate(ANSWERS, 1):
        book.active.append([n, DAY, DAY, "kwik@voorbeeld.nl", "Fatima Kwik", "De Dijk", agree[first], agree[second]])
    book.save(folder / "export.xlsx")
    return "export.xlsx"


@pytest.mark.slow
@pytest.mark.parametrize("write", [kobo, odk, limesurvey, microsoft], ids=lambda write: write.__name__)
def test_a_form_from_file_to_report(tmp_path, monkeypatch, write):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path / "keys"))
    sit_at_a_terminal(monkeypatch)
    file, study = tmp_path / write(tmp_path), tmp_path / "study"
    answers = ["Wandelgroep", "De Dijk", "BU01", "3900"]
    made = CliRunner().invoke(cli.main, ["new", str(study), "--from", str(file)], input="\n".join(answers) + "\n")
    assert made.exit_code == 0, made.output
    checked = CliRunner().invoke(cli.main, ["check", str(study)])
    assert checked.exit_code == 0, checked.output
    read = gm.read_study(study)
    answered = read["appreciation"].groupby("statement")["person"].nunique()
    assert answered.to_dict() == dict.fromkeys(STATEMENTS, PEOPLE)
    assert set(read["appreciation"]["activity"]) == {"Wandelgroep"}
    assert set(read["appreciation"]["period"]) == {"2025-03"}
    good = read["appreciation"].query("statement == 'my_health'")["answer"].astype(int) >= 4
    assert int(good.sum()) == PEOPLE - 2
    report = CliRunner().invoke(cli.main, ["report", str(study), "--out", str(tmp_path / "report")])
    assert report.exit_code == 0, report.output
    rows = gm.read_published(next((tmp_path / "report").rglob("published.csv")))
    row = rows.query("indicator == 'appreciation_positive' and group == 'statement=my_health' and period == '2025'")
    assert set(row["area"]) == {"BU01", "all"}
    estimated = gm.estimate(read).merge(row[["area", "period", "group", "indicator"]])
    assert estimated["n"].tolist() == [PEOPLE, PEOPLE]
    assert estimated["numerator"].tolist() == [PEOPLE - 2, PEOPLE - 2]
    said = "\n".join(path.read_text("utf-8", "replace") for path in (tmp_path / "report").rglob("*") if path.is_file())
    assert "Kwik" not in said + (study / "study.toml").read_text("utf-8")
