"""`gezondmenu new`: what stands in a new study, that it is kind when empty, and that it is read when filled in."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tomllib

import openpyxl
import pytest
from click.testing import CliRunner
from pyxform.xls2xform import convert

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.language import LANGUAGES, translate
from gezondmenu.scales import scale_table
from gezondmenu.scales.answer_words import words_of_scale
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.file_formats import Sheet, read_text_sheet, read_workbook
from gezondmenu.study.read.files import FORMS, column_names, table_names
from gezondmenu.study.read.headers import read_columns
from gezondmenu.study.read.typed import type_table
from gezondmenu.study.schema import choices, tables
from gezondmenu.study.sources.kobo import from_kobo
from gezondmenu.study.start.new_study import BOOKS, PAGE, PAPERS, write_new_study
from gezondmenu.study.start.questionnaire import SCALES
from gezondmenu.study.start.tables_book import BEGINNERS, column_title, example_row, table_title

pytestmark = pytest.mark.slow


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A new study in each language, written once."""
    place = tmp_path_factory.mktemp("fresh")
    for language in LANGUAGES:
        write_new_study(place / language, language)
    return place


@pytest.fixture
def folder(tmp_path, language, fresh):
    """A copy of it, to be filled in."""
    return shutil.copytree(fresh / language, tmp_path / "study")


def book_of(folder, language, which=0):
    return openpyxl.load_workbook(folder / translate(BOOKS[which], language))


def fill(folder, language, **rows):
    """Write rows below the example, by table and English name of a column."""
    path = folder / translate(BOOKS[0], language)
    book = openpyxl.load_workbook(path)
    for name, filled in rows.items():
        page = book[table_title(tables()[name], language)]
        places = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(filled, start=3):
            for column, value in row.items():
                page.cell(number, places[column_title(tables()[name].columns[column], language)], value)
    book.save(path)


MEETINGS = [dt.date(2025, 1, 6) + dt.timedelta(weeks=week) for week in range(10)]
FILLED = {
    "areas": [{"area": "W1", "name": "Molenwijk (verzonnen)", "population": 4200}],
    "activities": [{"activity": "A1", "area": "W1", "name": "Wandelgroep", "price_eur": 0}],
    "sessions": [{"activity": "A1", "date": day, "visits": 10 + n} for n, day in enumerate(MEETINGS)],
}


# ------------------------------------------------------------------------------------------------ what is there


def test_every_table_has_a_sheet_with_its_columns_in_the_language(folder, language):
    sheets = {page.title: page for which in (0, 1) for page in book_of(folder, language, which)}
    assert {table_names()[name] for name in sheets} == set(tables())
    for name, table in tables().items():
        header = [cell.value for cell in sheets[table_title(table, language)][1]]
        assert [column_names(name)[title] for title in header] == list(table.columns)
    if language == "nl":
        assert "bezoeken" in [cell.value for cell in sheets["bijeenkomsten"][1]]
    assert book_of(folder, language).sheetnames == [table_title(tables()[name], language) for name in BEGINNERS]


def test_choices_are_lists_to_choose_from(folder, language):
    page = book_of(folder, language)[table_title(tables()["people"], language)]
    lists = [rule.formula1 for rule in page.data_validations.dataValidation if rule.type == "list"]
    expected = {"nl": ['"vrouw,man,anders"', '"ja,nee"'], "en": ['"female,male,other"', '"yes,no"']}
    assert [one for one in lists if one.startswith('"')] == expected[language]
    areas = table_title(tables()["areas"], language)
    assert f"'{areas}'!$A$3:$A$2000" in lists


def test_the_example_of_every_table_would_be_read_without_a_fault(language):
    for name, table in tables().items():
        example = example_row(table, language)
        first = next(iter(table.columns))
        assert set(table.required) <= set(example), name
        assert all(set(group) & set(example) for group in table.one_of), name
        row = {**example, first: str(example[first]).partition(": ")[2]}
        sheet_rows = [[column_title(table.columns[c], language) for c in row], [str(value) for value in row.values()]]
        findings = Findings()
        raw = read_columns(Sheet(f"{name}.csv", "", sheet_rows), table, findings)
        type_table(raw, findings, {column: rules.default for column, rules in choices().items()})
        assert findings.frame("en").empty, findings.frame("en").to_dict("records")


def test_a_new_study_is_the_same_each_time(tmp_path, language):
    one, two = (write_new_study(tmp_path / name, language) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_study_toml_explains_each_choice(folder, language):
    text = (folder / "study.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["language"] == language
    written = {line.removeprefix("# ").partition(" = ")[0] for line in text.splitlines() if " = " in line}
    assert set(choices()) - {"seed", "synthetic"} <= written
    proposed = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ") and " = " in line]
    assert set(tomllib.loads("\n".join(proposed))) <= set(choices())


def test_the_page_names_the_files_that_are_there(folder, language):
    text = (folder / translate(PAGE, language)).read_text(encoding="utf-8")
    names = ["study.toml", *(translate(name, language) for name in (*BOOKS, *PAPERS, FORMS))]
    assert [name for name in names if f"`{name}`" not in text] == []
    commands = {word.split()[1] for word in text.split("`") if word.startswith("gezondmenu ")}
    assert commands == {"check", "report", "indicators"} <= set(main.commands)
    assert "`gezondmenu report . --notebook budget_report --out reports_budget`" in text
    sheets = set(re.findall(r"\*\*(\w+)\*\*", text))
    assert {table_title(tables()[name], language) for name in ("arrangements", "budget", "spending")} <= sheets
    assert sheets <= {table_title(table, language) for table in tables().values()}


# -------------------------------------------------------------------------------------------------- empty, filled


def test_check_of_a_fresh_study_says_where_to_begin(folder, language):
    findings = gm.check_study(folder)
    assert findings.code.tolist() == ["start_here"]
    said = CliRunner().invoke(main, ["check", str(folder)]).output
    assert translate("start here", language) in said
    assert translate("No faults: the study is still empty.", language) in said
    assert translate("ERROR", language) not in said
    assert "gebieden" in said if language == "nl" else "areas" in said


def test_a_fresh_study_gives_no_report(folder):
    with pytest.raises(gm.StudyError):
        gm.read_study(folder)


def test_rows_without_an_area_are_told_what_lacks(folder, language):
    fill(folder, language, activities=FILLED["activities"])
    findings = gm.check_study(folder)
    assert "areas_not_filled" in set(findings.code)
    assert "start_here" not in set(findings.code)


def test_ten_rows_filled_in_are_checked_and_read(folder, language):
    fill(folder, language, **FILLED)
    findings = gm.check_study(folder)
    assert set(findings.code) == {"example_row"}, findings.to_dict("records")
    assert len(findings) == 3
    study = gm.read_study(folder)
    assert set(study.tables) == {"areas", "activities", "sessions"}
    assert study["sessions"].visits.sum() == sum(range(10, 20))
    assert study["areas"].area.tolist() == ["W1"]


@pytest.mark.slow
def test_ten_rows_filled_in_give_a_report(folder, language, tmp_path):
    fill(folder, language, **FILLED)
    done = CliRunner().invoke(main, ["report", str(folder), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "145" in (tmp_path / "out" / "published.csv").read_text(encoding="utf-8")


def test_an_example_row_is_set_aside_in_any_file(tmp_path):
    text = "gebied;naam\nVoorbeeld: W0;Nergens\nW1;Noord\n"
    (tmp_path / "gebieden.csv").write_text(text, encoding="utf-8")
    findings = gm.check_study(tmp_path)
    assert findings[["code", "row"]].values.tolist() == [["example_row", 2]]
    assert gm.read_study(tmp_path)["areas"].area.tolist() == ["W1"]


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path):
    (tmp_path / "mijn.txt").write_text("van mij", encoding="utf-8")
    done = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert done.exit_code == 2
    assert "niet leeg" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["mijn.txt"]


def test_the_command_says_what_to_read_first(tmp_path):
    done = CliRunner().invoke(main, ["new", str(tmp_path / "studie")])
    assert done.exit_code == 0
    assert "LEESMIJ.md" in done.output.splitlines()[-1]


# ------------------------------------------------------------------------------------- the list and the questions


def test_the_sign_in_sheet_is_one_printed_page(folder, language):
    page = openpyxl.load_workbook(folder / translate(FORMS, language) / translate(PAPERS[0], language)).active
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_area.endswith("$A$1:$K$33")
    assert page["A3"].value == ("persoon" if language == "nl" else "person")


def test_the_questionnaire_is_a_sound_xlsform(folder, language):
    path = folder / translate(FORMS, language) / translate(PAPERS[1], language)
    made = convert(path, validate=False)
    assert made.warnings == []
    assert made.xform.count("<bind") > 25
    assert "Nederlands (nl)" in made.xform
    assert "English (en)" in made.xform


def test_the_questionnaire_holds_scales_that_are_free_to_use_only(folder, language):
    licences = scale_table().drop_duplicates("scale").set_index("scale").licence
    assert all(licences[scale].startswith(("free", "public")) for scale in SCALES)
    book = openpyxl.load_workbook(folder / translate(FORMS, language) / translate(PAPERS[1], language))
    kinds = {row[0] for row in book["survey"].iter_rows(min_row=2, values_only=True)}
    known = {row[0] for row in book["choices"].iter_rows(min_row=2, values_only=True)}
    assert {kind.split()[1] for kind in kinds if kind.startswith("select_one")} == known
    codes = {(row[0], row[2].lower()): row[1] for row in book["choices"].iter_rows(min_row=2, values_only=True)}
    for (name, label), code in codes.items():
        if name in SCALES:
            assert words_of_scale(name)[label.replace(",", "")] == int(code), (name, label)


def kobo_export(path, form, people):
    """An export as KoboToolbox writes it: groups before names, metadata before and after, one line a submission."""
    book = openpyxl.load_workbook(form)
    header, *lines = book["survey"].iter_rows(values_only=True)
    group, names = "", []
    for line in lines:
        kind, name = line[header.index("type")], line[header.index("name")]
        group = f"{name}/" if kind == "begin_group" else "" if kind == "end_group" else group
        if kind not in ("begin_group", "end_group", "note"):
            names.append(group + name)
    own = [
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "__version__",
        "_tags",
        "_index",
    ]
    rows = [[*names, *own]]
    for number, answers in enumerate(people, start=1):
        moment = f"2025-03-0{number}T20:00:00"
        given = {"start": f"{moment}.000+01:00", "end": f"{moment}.000+01:00", "today": f"2025-03-0{number}", **answers}
        line = [given.get(name.rpartition("/")[2], "") for name in names]
        rows.append(
            [*line, str(number), f"uuid{number}", moment, "", "", "submitted_via_web", "", "v1", "", str(number)]
        )
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")


ITEMS = ["perceived_health", "life_satisfaction", "gali", "nervous", "dumps", "calm", "down", "happy"]
ITEMS += ["dj3", "dj4", "dj7", "dj8", "dj9", "dj10", "activity_minutes", "activity_days", "strengthening_days"]


def export_of_two(folder, language):
    """The export of two people who filled in the questionnaire of a new study, and the columns of survey in it."""
    own = {name: column_title(tables()["survey"].columns[name], language) for name in ("person", "wave", "area")}
    activity = column_title(tables()["appreciation"].columns["activity"], language)
    shared = {own["wave"]: "0", own["area"]: "W1", activity: "A1"}
    people = [
        {own["person"]: "F3", "my_health": "5", **shared, **dict.fromkeys(ITEMS, "2")},
        {own["person"]: "J1", "my_health": "4", **shared, **dict.fromkeys(ITEMS, "3")},
    ]
    path = folder / "export.csv"
    kobo_export(path, folder / translate(FORMS, language) / translate(PAPERS[1], language), people)
    return path, own, activity


def test_the_questionnaire_comes_back_through_the_kobo_importer_without_a_question(folder, language):
    path, own, activity = export_of_two(folder, language)
    made = from_kobo(path, [read_text_sheet(path, set(), Findings())])
    readings = {reading.table: reading for reading in made.readings}
    assert [reading.questions for reading in made.readings] == [(), ()]
    assert readings["survey"].columns == {**own, "date": "today"}
    assert sorted(readings["survey"].across.values()) == sorted(ITEMS)
    statements = {"my_health", "my_neighbourhood", "my_happiness", "my_relations"}
    assert set(readings["appreciation"].across.values()) == statements
    assert readings["appreciation"].columns == {"person": own["person"], "activity": activity, "period": "_period"}
    assert "2025-03" in {cell for row in made.sheets[0].rows for cell in row}


def test_a_list_and_an_export_beside_the_workbook_ask_for_the_activity_alone(folder, language):
    """Three people on three days, with five crosses; two questionnaires of 17 items and one statement each."""
    fill(folder, language, areas=FILLED["areas"], activities=FILLED["activities"])
    fill(folder, language, people=[{"person": code, "area": "W1"} for code in ("F3", "J1", "K2")])
    export_of_two(folder, language)
    book = openpyxl.load_workbook(folder / translate(FORMS, language) / translate(PAPERS[0], language))
    page = book.active
    for place in range(3):
        page.cell(3, 2 + place, dt.date(2025, 3, 3) + dt.timedelta(weeks=place))
        page.cell(4 + place, 1, ("F3", "J1", "K2")[place])
    for row, column in ((4, 2), (4, 4), (5, 3), (6, 2), (6, 4)):
        page.cell(row, column, "x")
    book.save(folder / "march.xlsx")
    CliRunner().invoke(main, ["check", str(folder)])
    findings = gm.check_study(folder)
    assert findings[findings.severity == "error"].code.tolist() == ["which_activity"]
    program = findings[findings.code == "column_of_the_program"]
    assert len(program) == 1  # one finding names all columns of the form program
    assert {"_id", "_uuid", "_submission_time"} - set(program.column.iloc[0].split(", ")) <= {"_uuid"}
    choices_file = folder / "study.toml"
    text = choices_file.read_text(encoding="utf-8")
    assert text.count('"?"') == 1
    choices_file.write_text(text.replace('"?"', '"A1"'), encoding="utf-8")
    study = gm.read_study(folder)
    came = study["attendance"].groupby("date").person.apply(set).to_dict()
    assert list(came.values()) == [{"F3", "K2"}, {"J1"}, {"F3", "K2"}]
    assert study["appreciation"][["person", "statement", "answer", "period"]].values.tolist() == [
        ["F3", "my_health", "5", "2025-03"],
        ["J1", "my_health", "4", "2025-03"],
    ]
    answers = study["survey"]
    assert len(answers) == 2 * len(ITEMS)
    assert answers.groupby("person").answer.unique().map(list).to_dict() == {"F3": ["2"], "J1": ["3"]}


def test_the_questionnaire_itself_is_not_read_as_a_table(folder, language):
    form = folder / translate(FORMS, language) / translate(PAPERS[1], language)
    assert {sheet.sheet for sheet in read_workbook(form, Findings())} == {"survey", "choices", "settings"}
    fill(folder, language, **FILLED)
    assert set(gm.read_study(folder).tables) == {"areas", "activities", "sessions"}
