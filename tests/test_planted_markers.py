"""A marker in every personal cell of a study, and in the names of files and sheets: none comes out of any command.

The files that people gave, and their copies in the study, hold them of course; all else that is written or said is
without.
"""

import datetime as dt

import pytest
from click.testing import CliRunner

from gezondmenu import cli
from tests.lists import rows_of, sit_at_a_terminal, write_list

NAMES = [
    f"{first} Qwxzyk{letter}" for letter, first in zip("abcdefghijklmn", ["Fatima", "Jan", "Els"] * 5, strict=False)
]
PHONES = [f"06-987654{number:02d}" for number in range(14)]
OWN_WORDS = "ik kom hier sinds mijn man er niet meer is en dat qwxzykwoorden doet mij goed"
ADDRESS, BORN, BSN, MAIL = "Qwxzykstraat 12, 9876 QW", "geboren 7-8-1931", "111222333", "qwxzykmail@voorbeeld.nl"
MARKERS = ("qwxzyk", "Qwxzyk", "987654", "9876 QW", "7-8-1931", "1931-08-07", BSN, "111 222")
ANSWERS = [
    *("Wandelgroep", "nee", "nee"),  # the activity of the list, a remark in place of a mark, and the letter a
    *("Wandelgroep", "De Dijk", "", "3900"),
]


def presence(folder, name="groep 2025.xlsx", sheet="jan"):
    """A list with a telephone number, an address and a day of birth beside each name, and a remark about somebody."""
    rows = [["Naam", 6, 13, "Telefoon", "Adres", "Geboortedatum", "Opmerking"]]
    for number, (person, phone) in enumerate(zip(NAMES, PHONES, strict=True)):
        mark = f"vervangen door {NAMES[0]}" if number == 3 else "a" if number == 4 else "x"
        rows.append([person, "x", mark, phone, ADDRESS, dt.date(1931, 8, 7), f"bel {phone}"])
    return write_list(folder, name, {sheet: rows})


def form(folder):
    """An export of a form that asks for everything."""
    heads = "Tijdstempel|E-mailadres|Wat is uw naam?|BSN|Adres|Het is goed voor mijn gezondheid|Wat wilt u nog kwijt?"
    rows = [f"13-2-2025 1{n % 9}:00:00|{MAIL}|{name}|{BSN}|{ADDRESS}|5|{OWN_WORDS} {n}" for n, name in enumerate(NAMES)]
    return write_list(folder, "enquete.csv", rows_of("\n".join([heads, *rows])))


def requests(folder):
    kinds = [
        f"hulp bij {NAMES[0]}",
        f"{ADDRESS}",
        f"{BORN}",
        f"mail {MAIL}",
        f"bel {PHONES[1]}",
        OWN_WORDS,
        f"bsn {BSN}",
    ]
    rows = [f"r{number}|De Dijk|3-2-2025|{kind}" for number, kind in enumerate(kinds)]
    return write_list(folder, "hulpvragen.csv", rows_of("\n".join(["hulpvraag|gebied|datum|soort", *rows])))


def run(*arguments, answers=()):
    return CliRunner().invoke(cli.main, list(map(str, arguments)), input="".join(f"{answer}\n" for answer in answers))


def assert_without_markers(text, where):
    assert [marker for marker in MARKERS if marker in text] == [], where


@pytest.mark.slow
def test_no_marker_comes_out(tmp_path, monkeypatch):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path / "keys"))
    sit_at_a_terminal(monkeypatch)
    named = presence(tmp_path, f"presentie {NAMES[0]}.xlsx")
    refused = run("new", tmp_path / "study", "--from", named)
    assert refused.exit_code == 2
    assert_without_markers(refused.output, "the name of a file")
    refused = run("new", tmp_path / "study", "--from", presence(tmp_path, "lijst.xlsx", NAMES[2]))
    assert refused.exit_code == 2
    assert_without_markers(refused.output, "the name of a sheet")

    files = [presence(tmp_path), form(tmp_path), requests(tmp_path)]
    made = run("new", tmp_path / "study", "--from", *files, answers=ANSWERS)
    assert made.exit_code == 0, made.output
    stopped = run("check", tmp_path / "study")
    assert stopped.exit_code == 2, stopped.output
    early = run("intake", tmp_path / "study", "--out", tmp_path / "early")
    study = tmp_path / "study" / "study.toml"
    study.write_text('personal_data = "drop"\n' + study.read_text("utf-8"), encoding="utf-8")
    checked = run("check", tmp_path / "study", "--out", tmp_path / "findings.csv")
    assert checked.exit_code == 0, checked.output
    taken = run("intake", tmp_path / "study")
    assert taken.exit_code == 0, taken.output
    reported = run("report", tmp_path / "study", "--out", tmp_path / "report")
    assert reported.exit_code == 0, reported.output

    for done in (made, stopped, early, checked, taken, reported):
        assert_without_markers(done.output, done.output)
    given = {path.name for path in files}
    written = [path for place in ("study", "early", "study-intake", "report") for path in (tmp_path / place).rglob("*")]
    texts = [path for path in (*written, tmp_path / "findings.csv") if path.is_file() and path.name not in given]
    assert {"study.toml", "intake.html", "intake.txt", "index.html", "findings.csv"} <= {path.name for path in texts}
    for path in texts:
        assert_without_markers(path.read_bytes().decode("utf-8", "replace"), path)
