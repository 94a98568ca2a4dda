"""Student copies: no solution is left, no work is lost, and every copy runs while nothing is answered yet."""

from __future__ import annotations

import ast
import re

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.lessons import lessons as lessons_module
from gezondmenu.lessons.answers import right_or_almost, seal
from gezondmenu.lessons.lessons import (
    BEGIN,
    BEGIN_HIDDEN,
    CODE_STUB,
    END,
    END_HIDDEN,
    RUBRIC,
    TEXT_STUB,
    lessons,
    student_copy,
    without_solutions,
    write_student_copies,
    write_student_copy,
    write_teacher_copies,
)
from gezondmenu.lessons.rubric import exercises, rubric
from gezondmenu.report.publish.engine import close_event_loop, execute
from gezondmenu.vocabulary import GezondmenuError

LESSONS = [pytest.param(path, id=path.stem) for path in lessons()]
CHECK = re.compile(r"(?:\w+_or_almost|defensible)\(")
SOLUTION = re.compile(rf"{BEGIN}[^\n]*\n(.*?)\n[^\n]*{END}", re.DOTALL)


def solutions(source: str) -> list[str]:
    return SOLUTION.findall(source)


def sources(notebook) -> str:
    return "\n".join(cell.source for cell in notebook.cells)


# ---------------------------------------------------------------------------------------------- every lesson


@pytest.mark.parametrize("path", LESSONS)
def test_nothing_of_a_solution_is_left(path):
    lesson, copy = nbformat.read(path, as_version=4), student_copy(path)
    rest = sources(copy)
    texts = [text for cell in lesson.cells for text in solutions(cell.source)]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip('" ')]
    assert len(lines) >= 4
    assert [line for line in lines if line in rest] == []
    assert not {"SOLUTION", "HIDDEN"} & set(re.findall(r"\w+", nbformat.writes(copy)))


@pytest.mark.parametrize("path", LESSONS)
def test_every_solution_becomes_a_stub(path):
    lesson, copy = nbformat.read(path, as_version=4), student_copy(path)
    for before, after in zip(lesson.cells, copy.cells, strict=True):
        stub = CODE_STUB if before.cell_type == "code" else TEXT_STUB
        assert after.source.count(stub) == len(solutions(before.source))
        if not solutions(before.source) and BEGIN_HIDDEN not in before.source:
            assert after.source == before.source


@pytest.mark.parametrize("path", LESSONS)
def test_outputs_go_and_the_rest_stays(path):
    lesson, copy = nbformat.read(path, as_version=4), student_copy(path)
    nbformat.validate(copy)
    assert all(not cell.outputs and cell.execution_count is None for cell in copy.cells if cell.cell_type == "code")
    assert copy.metadata.kernelspec == lesson.metadata.kernelspec
    assert [cell.id for cell in copy.cells] == [cell.id for cell in lesson.cells]
    assert [cell.metadata.get("tags") for cell in copy.cells] == [cell.metadata.get("tags") for cell in lesson.cells]


@pytest.mark.parametrize("path", LESSONS)
def test_the_code_that_is_left_can_be_read(path):
    for cell in student_copy(path).cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)


def check_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code" and CHECK.match(cell.source)]


def given_away(notebook) -> list[str]:
    """Words and numbers behind an answer cell, as far as the next exercise, that its own check would call right."""
    wrong = []
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not CHECK.match(cell.source):
            continue
        call = ast.parse(cell.source).body[0].value
        if call.func.id != "right_or_almost":
            continue
        sealed = call.args[1].value
        text = " ".join(str(argument.value) for argument in call.args[2:])
        for later in notebook.cells[place + 1 :]:
            if later.cell_type == "markdown" and (end := re.search(r"^##+ ", later.source, re.MULTILINE)):
                text += "\n" + later.source[: end.start()]
                break
            text += "\n" + later.source
        numbers = [part.replace(",", "").replace("−", "-") for part in re.findall(r"[-−]?\d[\d,]*(?:\.\d+)?", text)]
        tokens = [float(part) for part in numbers] + re.findall(r"[\w-]+", text)
        wrong += [f"{token} in {text!r}" for token in tokens if right_or_almost(token, sealed) == "right"]
    return wrong


@pytest.mark.parametrize("path", LESSONS)
def test_a_check_of_a_student_names_the_answer_and_no_truth(path):
    checks = check_cells(student_copy(path))
    assert len(checks) >= 3
    for cell in checks:
        (only,) = ast.parse(cell.source).body
        answer, *others = only.value.args
        assert isinstance(answer, ast.Name)
        if only.value.func.id == "right_or_almost":
            assert all(isinstance(other.value, str) for other in others)
            assert re.fullmatch(r"(?:text|\d)(?: [0-9a-f]{12})+", others[0].value)
        elif only.value.func.id == "defensible":
            assert others[0].id == "reason"
        else:  # looks at work of one's own, of which nobody knows the answer
            assert {other.id for other in others} <= {"folder", "card", "place"}


@pytest.mark.parametrize("path", LESSONS)
def test_nothing_behind_an_answer_gives_it_away(path):
    assert given_away(student_copy(path)) == []


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([new_code_cell(f"right_or_almost(a, {seal(0.83, 2)!r}, 'about 0.83')")], id="in the hint"),
        pytest.param(
            [
                new_code_cell(f"right_or_almost(a, {seal(32500)!r})"),
                new_markdown_cell("That is 32,500.\n\n### Exercise 2"),
            ],
            id="in the remark",
        ),
        pytest.param(
            [new_code_cell(f"right_or_almost(a, {seal('booked_on')!r})"), new_code_cell("table['booked_on']")],
            id="in a cell after it",
        ),
    ],
)
def test_an_answer_that_is_given_away_is_seen(cells):
    assert given_away(new_notebook(cells=cells)) != []


def test_what_the_next_exercise_says_is_not_given_away():
    cells = [
        new_code_cell(f"right_or_almost(a, {seal(32500)!r})"),
        new_markdown_cell("Well.\n\n### Exercise 2: 32,500"),
    ]
    assert given_away(new_notebook(cells=cells)) == []


@pytest.mark.parametrize("path", LESSONS)
def test_four_to_six_exercises_each_with_points_and_what_earns_them(path):
    table = exercises(path)
    assert 4 <= len(table) <= 6
    numbers = table["exercise"].str.extract(r"^Exercise (\d)", expand=False).astype(int)
    assert numbers.tolist() == list(range(1, len(table) + 1))
    assert table["grade_id"].is_unique
    assert [sum(points for points, _ in earns) for earns in table["earns"]] == table["points"].tolist()
    assert (table["answer"].str.len() > 0).all()
    by_reader = table[table["graded_by"] == "reader"]
    assert len(by_reader) >= 1
    assert (by_reader["earns"].str.len() >= 3).all()


@pytest.mark.parametrize("path", LESSONS)
def test_no_line_of_the_rubric_is_in_a_student_copy(path):
    rest = sources(student_copy(path))
    assert [words for earns in exercises(path)["earns"] for _, words in earns if len(earns) > 1 and words in rest] == []
    assert "1 point" not in rest


@pytest.mark.parametrize("path", LESSONS)
def test_the_marks_of_nbgrader_are_as_it_reads_them(path):
    """An answer is written, a check is locked; a graded cell has points, and no name stands twice."""
    marked = [cell for cell in nbformat.read(path, as_version=4).cells if "nbgrader" in cell.metadata]
    names = [cell.metadata.nbgrader["grade_id"] for cell in marked]
    assert len(set(names)) == len(names)
    for cell in marked:
        mark = cell.metadata.nbgrader
        assert mark["schema_version"] == 3
        assert mark["solution"] == (BEGIN in cell.source) != mark["locked"]
        assert mark["grade"] == ("points" in mark)
        if mark["locked"] and mark["grade"]:
            assert "assert " in cell.source.partition(BEGIN_HIDDEN)[2].partition(END_HIDDEN)[0]


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS)
def test_a_copy_runs_before_anything_is_answered(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    copy = write_student_copy(path, tmp_path)
    executed = execute(copy, {})
    close_event_loop()
    checks = [cell for cell in executed.cells if cell.cell_type == "code" and CHECK.match(cell.source)]
    said = [output["data"]["text/plain"] for cell in checks for output in cell.outputs]
    assert len(said) == len(checks) >= 4
    assert [text for text in said if not text.startswith("'not yet")] == []
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]


# ---------------------------------------------------------------------------------------------- one cell


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        pytest.param(f"{BEGIN_HIDDEN}\nassert a == 1\n{END_HIDDEN}\nb", "b", id="hidden tests go"),
        pytest.param(f"a = 0\n{BEGIN}\na = 1\na += 1\n{END}\na", f"a = 0\n{CODE_STUB}\na", id="in the middle"),
        pytest.param(f"{BEGIN}\na = 1\n{END}", CODE_STUB, id="the whole cell"),
        pytest.param(f"if x:\n    {BEGIN}\n    a = 1\n    {END}", f"if x:\n    {CODE_STUB}", id="indented"),
        pytest.param(f"{BEGIN}\n1\n{END}\n{BEGIN}\n2\n{END}", f"{CODE_STUB}\n{CODE_STUB}", id="two"),
        pytest.param(f"<!-- {BEGIN} -->\nBecause.\n<!-- {END} -->", CODE_STUB, id="in comments of a text"),
        pytest.param("a = 1\n\n", "a = 1\n\n", id="no solution"),
    ],
)
def test_a_stub_stands_where_the_solution_was(source, copy):
    assert without_solutions(source) == copy


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"{BEGIN}\na = 1", id="no end"),
        pytest.param(f"a = 1\n{END}", id="no beginning"),
        pytest.param(f"{BEGIN}\n{BEGIN}\na = 1\n{END}", id="begun twice"),
        pytest.param(f"{BEGIN}\na = 1\n{END}\n{END}", id="ended twice"),
        pytest.param(f"{BEGIN_HIDDEN}\na = 1\n{END}", id="of two kinds"),
        pytest.param(f"{BEGIN_HIDDEN}\nassert a", id="hidden without end"),
        pytest.param(f"a = 0  {BEGIN}\na = 1\n{END}", id="behind code"),
        pytest.param("# begin solution\na = 1\n# end solution", id="other marks"),
    ],
)
def test_marks_that_do_not_match_stop_the_copy(source, tmp_path):
    notebook = new_notebook(cells=[new_markdown_cell("# A?"), new_code_cell(source)])
    nbformat.write(notebook, tmp_path / "01_a.ipynb")
    with pytest.raises(GezondmenuError, match=r"01_a\.ipynb, cell 2"):
        write_student_copy(tmp_path / "01_a.ipynb", tmp_path / "copies")
    assert not (tmp_path / "copies").exists()


# ---------------------------------------------------------------------------------------------- no work is lost


@pytest.fixture
def lesson(tmp_path):
    """A lesson of one exercise, and its copy."""
    cells = [new_markdown_cell("# A?"), new_code_cell(f"a = None\n{BEGIN}\na = 1\n{END}")]
    path = tmp_path / "01_a.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path, write_student_copy(path, tmp_path / "copies")


def change(path, edit):
    notebook = nbformat.read(path, as_version=4)
    edit(notebook)
    nbformat.write(notebook, path)


def answer(notebook):
    notebook.cells[1].source = "a = 2"


def add_cell(notebook):
    notebook.cells.append(new_markdown_cell("Remember: ask Ada."))


def drop_stamp(notebook):
    notebook.metadata.clear()


@pytest.mark.parametrize("edit", [answer, add_cell, drop_stamp])
def test_a_changed_copy_is_never_overwritten(lesson, edit):
    path, copy = lesson
    change(copy, edit)
    before = copy.read_bytes()
    with pytest.raises(GezondmenuError, match="holds work of yours"):
        write_student_copy(path, copy.parent)
    assert copy.read_bytes() == before
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


@pytest.mark.parametrize("content", [b"", b"my notes", b"{}", b"[1]", b"\xff\xfe\x00"])
def test_a_file_that_is_no_copy_is_never_overwritten(lesson, content):
    path, copy = lesson
    copy.write_bytes(content)
    with pytest.raises(GezondmenuError):
        write_student_copy(path, copy.parent)
    assert copy.read_bytes() == content


def test_the_lesson_itself_is_never_overwritten(lesson):
    path, _ = lesson
    before = path.read_bytes()
    with pytest.raises(GezondmenuError):
        write_student_copy(path, path.parent)
    assert path.read_bytes() == before


def test_a_copy_that_was_only_run_is_renewed_when_the_lesson_changes(lesson):
    path, copy = lesson

    def run(notebook):
        notebook.cells[1].execution_count = 1
        notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="2")]

    change(copy, run)
    ran = copy.read_bytes()
    assert write_student_copy(path, copy.parent) == copy
    assert copy.read_bytes() == ran
    change(path, add_cell)
    write_student_copy(path, copy.parent)
    assert "ask Ada" in copy.read_text(encoding="utf-8")


def test_the_name_of_the_copy_can_be_chosen(tmp_path):
    copy = write_student_copy("00_start_here", tmp_path / "mine.ipynb")
    assert copy == tmp_path / "mine.ipynb"
    assert CODE_STUB in copy.read_text(encoding="utf-8")


def test_a_lesson_that_is_not_there(tmp_path):
    with pytest.raises(GezondmenuError, match="00_start_here"):
        write_student_copy("99_nothing", tmp_path)


# ---------------------------------------------------------------------------------------------- the command


def lab(*words):
    return CliRunner().invoke(main, ["lab", *map(str, words)])


def test_lab_writes_every_lesson(tmp_path):
    done = lab(tmp_path / "les", "--language", "en")
    assert done.exit_code == 0
    assert f"{len(lessons())} lessons are in" in done.output
    assert sorted(path.name for path in (tmp_path / "les").iterdir()) == [path.name for path in lessons()]
    assert lab(tmp_path / "les").exit_code == 0


def test_lab_writes_to_lessons_when_no_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert lab().exit_code == 0
    assert len(list((tmp_path / "lessons").iterdir())) == len(lessons())


@pytest.mark.parametrize(("language", "words"), [("nl", "staat werk van u"), ("en", "holds work of yours")])
def test_lab_keeps_work_says_so_and_writes_the_rest(tmp_path, language, words):
    write_student_copies(tmp_path)
    kept, renewed = sorted(tmp_path.iterdir())[:2]
    change(kept, answer)
    renewed.unlink()
    before = kept.read_bytes()
    done = lab(tmp_path, "--language", language)
    assert done.exit_code == 1
    assert words in done.output
    assert kept.name in done.output
    assert kept.read_bytes() == before
    assert renewed.exists()


def test_lab_cannot_write_to_a_file(tmp_path):
    (tmp_path / "lessons").write_text("a file", encoding="utf-8")
    done = lab(tmp_path / "lessons")
    assert done.exit_code == 2
    assert "lessons" in done.output
    assert "Traceback" not in done.output


def test_lab_finds_the_lessons_of_an_installed_package(tmp_path, monkeypatch):
    """There the notebooks stand in a folder `shipped` of the package, as the wheel has it."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for name in ("01_a", "area_report"):
        nbformat.write(new_notebook(cells=[new_markdown_cell("# A?")]), shipped / f"{name}.ipynb")
    monkeypatch.setattr(lessons_module, "shipped", lambda path: shipped)
    copies = write_student_copies(tmp_path / "out")
    assert copies["lesson"].tolist() == ["01_a"]
    assert copies["status"].tolist() == ["written"]


def test_lab_says_that_the_lessons_are_in_english(tmp_path):
    assert "De lessen zijn in het Engels" in lab(tmp_path, "--language", "nl").output
    assert "The lessons are in English" in " ".join(lab("--help").output.split())


def test_lab_for_a_teacher_has_solutions_outputs_and_a_rubric(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = lab("--teacher", "--language", "en")
    assert done.exit_code == 0
    assert RUBRIC in done.output
    folder = tmp_path / "lessons_teacher"
    assert sorted(path.name for path in folder.iterdir()) == [*(path.name for path in lessons()), RUBRIC]
    for path in lessons():
        lesson, copy = (nbformat.read(each, as_version=4) for each in (path, folder / path.name))
        assert copy.cells == lesson.cells
    assert (folder / RUBRIC).read_text(encoding="utf-8") == rubric(lessons())


def test_a_rubric_has_every_exercise_with_its_points():
    page = rubric(lessons())
    for path in lessons():
        table = exercises(path)
        assert f"## {path.stem}: {table['points'].sum()} points" in page
        assert all(f"### {name} (" in page for name in table["exercise"])
        assert page.count("- [ ] ") >= len(table)


def test_a_rubric_that_a_teacher_changed_is_kept_and_an_old_one_is_renewed(tmp_path, monkeypatch):
    write_teacher_copies(tmp_path)
    page = tmp_path / RUBRIC
    made = page.read_bytes()
    monkeypatch.setattr(lessons_module, "rubric", lambda paths: "another\n")
    assert write_teacher_copies(tmp_path)["status"].iloc[-1] == "written"
    page.write_bytes(made.replace(b"1 point", b"2 points", 1))
    assert write_teacher_copies(tmp_path)["status"].iloc[-1] == "kept"
    assert b"2 points" in page.read_bytes()


def test_copies_of_teacher_and_student_never_go_over_each_other(tmp_path):
    write_student_copies(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = lab(tmp_path, "--teacher")
    assert done.exit_code == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != RUBRIC} == before
    write_teacher_copies(tmp_path / "t")
    assert set(write_student_copies(tmp_path / "t")["status"]) == {"kept"}


# ---------------------------------------------------------------------------------------------- the planted faults

PLANTED = {
    "aanwezigheid.csv": {"personal_data": 1, "unknown_person": 1},
    "activiteiten.csv": {"not_a_number": 1, "unknown_area": 1, "not_allowed": 1},
    "bijeenkomsten.xlsx": {"header_not_first": 1},
    "gebieden.csv": {"encoding_cp1252": 1},
    "kosten.csv": {"ambiguous_number": 1, "not_a_date": 1, "not_allowed": 1},
    "personen.csv": {"not_yes_or_no": 1, "not_a_year": 1, "double_row": 1, "personal_data": 3},
}
"""What data/with_faults/README.md says, as codes of findings."""


def test_the_planted_faults_are_there_and_no_others():
    found = gm.check_study(gm.shipped("data/with_faults"), "en")
    counts = {file: part["code"].value_counts().to_dict() for file, part in found.groupby("file")}
    assert counts == PLANTED


def test_the_files_with_faults_say_that_they_are_made_up():
    folder = gm.shipped("data/with_faults")
    assert "Everything here is made up" in (folder / "README.md").read_text(encoding="utf-8")
    assert "synthetic = true" in (folder / "study.toml").read_text(encoding="utf-8")
    people = pd.read_csv(folder / "personen.csv", sep=";", dtype="str")
    assert people["e-mail"].dropna().str.endswith("@example.org").all()
    assert people["naam"].str.endswith(" Voorbeeld").all()
