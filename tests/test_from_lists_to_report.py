"""The how-to "Van lijsten naar rapport": its commands and answers as they stand there, on files that a test makes."""

import re
import shlex
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu import cli
from tests.group_of_walkers import FORM, FORMS_SENT, MONTHS, PEOPLE, WORKBOOK, presence, write_form, write_workbook
from tests.lists import sit_at_a_terminal

PAGE = Path(__file__).parent.parent / "docs" / "van-lijsten-naar-rapport.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"(?<=```bash\n)gezondmenu .*$", TEXT, re.MULTILINE)]
ANSWERS = [
    [cell.strip() for cell in line.strip("|").split("|")[:2]]
    for line in re.findall(r"^\|.*$", TEXT.split("| vraag |")[1].split("\n\n")[0], re.MULTILINE)[1:]
]


def run(arguments, answers=()):
    return CliRunner().invoke(cli.main, arguments, input="".join(f"{answer}\n" for answer in answers))


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path / "keys"))
    sit_at_a_terminal(monkeypatch)
    place = tmp_path / "lists"
    place.mkdir()
    write_workbook(place)
    write_form(place)
    monkeypatch.chdir(place)
    return place


def test_the_page_needs_three_commands_and_ten_answers_at_most():
    assert [command[0] for command in COMMANDS] == ["new", "check", "report"]
    assert len(ANSWERS) <= 10


def test_the_study_holds_what_happened(files):
    before = {name: (files / name).read_bytes() for name in (WORKBOOK, FORM)}
    made = run(COMMANDS[0], [answer for _, answer in ANSWERS])
    assert made.exit_code == 0, made.output
    places = [made.output.index(question) for question, _ in ANSWERS]
    assert places == sorted(places)
    checked = run(COMMANDS[1])
    assert checked.exit_code == 0, checked.output
    assert "FOUT" not in checked.output
    assert not any(name in checked.output for name in PEOPLE)
    study = gm.read_study(files / "de dijk")
    walked = presence()
    listed = study["attendance"].groupby("date")["person"].nunique()
    assert {day.date(): int(count) for day, count in listed.items()} == {d: len(who) for d, who in walked.items()}
    assert study["attendance"]["person"].nunique() == len(set().union(*walked.values()))
    assert len(study["appreciation"]) == 4 * FORMS_SENT
    assert {name: (files / name).read_bytes() for name in (WORKBOOK, FORM)} == before
    assert not any(name in (files / "de dijk" / "study.toml").read_text("utf-8") for name in PEOPLE)


def test_a_second_check_asks_and_writes_nothing(files):
    run(COMMANDS[0], [answer for _, answer in ANSWERS])
    written = {path.name: path.read_bytes() for path in (files / "de dijk").iterdir()}
    checked = run(COMMANDS[1])
    assert "?:" not in checked.output
    assert {path.name: path.read_bytes() for path in (files / "de dijk").iterdir()} == written


def test_a_row_of_a_sheet_is_behind_the_number(files):
    run(COMMANDS[0], [answer for _, answer in ANSWERS])
    study = gm.read_study(files / "de dijk")
    origins = study.origins["attendance"]
    assert [(origin.file, origin.sheet) for origin in origins] == [(WORKBOOK, sheet) for sheet in MONTHS]
    assert sum(len(origin.rows) for origin in origins) == len(study["attendance"])
    assert origins[0].rows.min() >= 4  # a title, a blank row and the header stand above
    assert origins[0].rows.max() <= 3 + len(PEOPLE)


def test_a_month_later_nothing_is_asked_again(files):
    run(COMMANDS[0], [answer for _, answer in ANSWERS])
    path = files / "de dijk" / WORKBOOK
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("dec")
    for row in (["Presentielijst wandelgroep De Dijk, dec 2025"], [], ["Naam", 1, 8], [PEOPLE[0], "x", "a"]):
        page.append(row)
    book.save(path)
    checked = run(COMMANDS[1])
    assert checked.exit_code == 0, checked.output
    assert "?:" not in checked.output
    study = gm.read_study(files / "de dijk")
    assert study["attendance"]["date"].max() == pd.Timestamp("2025-12-01")
    assert study["attendance"]["person"].nunique() == len(set().union(*presence().values()))


@pytest.mark.slow
def test_the_report_is_made(files):
    run(COMMANDS[0], [answer for _, answer in ANSWERS])
    made = run(COMMANDS[2])
    assert made.exit_code == 0, made.output
    assert (files / "rapport" / "index.html").exists()
    visits = sum(map(len, presence().values()))
    published = gm.release(gm.estimate(gm.read_study(files / "de dijk"), ["visits"]))
    row = published[(published.indicator == "visits") & (published.period == "2025") & (published.group == "all")].iloc[
        0
    ]
    assert abs(row.value - visits) <= 5
