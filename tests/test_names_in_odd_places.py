"""Names, telephone numbers and days of birth where nobody expects them: none reaches study.toml, findings or intake."""

import datetime as dt

import pytest

import gezondmenu as gm
from gezondmenu.report.publish.intake_page import intake_html, intake_text
from gezondmenu.study.intake import take_intake
from gezondmenu.study.names_of_files import kind_in_name, mask_in_name, may_name_somebody
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
    entries = folder / "study.toml"
    texts = [entries.read_text("utf-8") if entries.exists() else "", gm.check_study(folder).to_csv()]
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


PERSONAL = (
    "Jan de Vries",
    "presentie Fatima Yilmaz",
    "J. de Vries",
    "mw Wit",
    "06-98765432",
    "A.B. Zonder",
    "EVA KOK 2025",
)
ASKED = ("Fatima", "Jan Jansen", "Jan van Galenstraat", "lijst_fatima", "Familie Kok")
ORDINARY = ("jan", "Jan 2025", "Koffie", "De Dijk", "Groep B", "o.a. Wandelen", "Blad1", "T.b.v. de Zon", "1e kwartaal")


@pytest.mark.parametrize("name", PERSONAL + ASKED + ORDINARY)
def test_what_names_somebody(name):
    assert bool(kind_in_name(name)) == (name in PERSONAL)
    assert may_name_somebody(name) or name not in ASKED
    assert not may_name_somebody(name) or name not in ORDINARY
    assert (mask_in_name(name) == name) == (name in ORDINARY)


@pytest.mark.parametrize(
    ("name", "is_personal", "is_asked"),
    [("presentie Fatima Yilmaz", True, False), ("lijst 06-98765432", True, False), ("Fatima", False, True)],
)
def test_somebody_in_the_name_of_a_sheet_or_file_by_every_route(tmp_path, name, is_personal, is_asked):
    """Refused or asked about alike in a list to be read, in a table that stands there, and in the name of a file."""
    route = {"lists": f"{name}.csv", "sheets": "groep.xlsx", "table": "bijeenkomsten.xlsx"}
    rows = rows_of("Datum|Activiteit|Aantal\n6-1-2025|W|5\n13-1-2025|W|7")
    for folder, file in route.items():
        (tmp_path / folder).mkdir()
        cells = rows if folder == "lists" else {"Wandelen": rows, name: rows} if folder == "sheets" else {name: rows}
        write_list(tmp_path / folder, file, cells)
        if is_personal:
            with pytest.raises(GezondmenuError) as stopped:
                new_study(tmp_path / "study", [tmp_path / folder / file], "nl", None, print)
            assert name not in str(stopped.value)
        take_in(tmp_path / folder)
        noted = gm.check_study(tmp_path / folder).query("code == 'personal_data'")
        assert set(noted["severity"]) == ({"error"} if is_personal else {"warning"} if is_asked else set())
        study, said = tmp_path / folder / "study.toml", everything_said(tmp_path / folder)
        if is_personal:
            assert not study.exists() or name not in study.read_text("utf-8")
        if is_personal or is_asked:
            assert name not in said.replace(study.read_text("utf-8") if study.exists() else "", "")


def test_months_of_a_series_are_no_people(tmp_path):
    rows = rows_of("Datum|Activiteit|Aantal\n6-1-2025|W|5")
    write_list(tmp_path, "groep.xlsx", {"Jan Koffie": rows, "Feb Koffie": rows})
    assert "personal_data" not in set(gm.check_study(tmp_path)["code"])


def test_names_in_the_cells_of_a_table_are_met_whatever_the_column(tmp_path):
    (tmp_path / "areas.csv").write_text("area,name,population\nA,Noord,500\n", encoding="utf-8")
    (tmp_path / "activities.csv").write_text("activity,area,name\n1,A,Koken met Fatima Yilmaz\n", encoding="utf-8")
    (tmp_path / "requests.csv").write_text(
        "request,area,date,kind\nPiet de Boer,A,2025-02-03,hulp bij mw Kwik\nr2,A,2025-02-03,klusje\n", encoding="utf-8"
    )
    noted = gm.check_study(tmp_path).query("code == 'personal_data'")
    assert noted[["severity", "file", "row", "column"]].values.tolist() == [
        ["error", "requests.csv", 2, "kind"],
        ["error", "requests.csv", 2, "request"],
        ["warning", "activities.csv", 2, "name"],
    ]
    assert "Boer" not in noted.to_csv()
    assert "Kwik" not in noted.to_csv()
    (tmp_path / "study.toml").write_text('personal_data = "drop"\n', encoding="utf-8")
    assert gm.read_study(tmp_path)["requests"][["request", "kind"]].fillna("").values.tolist() == [
        ["…", ""],
        ["r2", "klusje"],
    ]
