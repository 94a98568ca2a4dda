"""Every notebook was executed in order without an error, is safe to commit, and reads as a lesson or report should."""

from __future__ import annotations

import ast
import json
import re
import statistics
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest

import gezondmenu as gm
from gezondmenu.lessons.lessons import BEGIN, END, without_solutions

ROOT = Path(gm.__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if re.match(r"\d\d_", path.name)]
WORKING = [path for path in NOTEBOOKS if '"study: str = ' in path.read_text(encoding="utf-8")]
REPORTS = [path for path in NOTEBOOKS if path.stem.endswith("_report") and path not in LESSONS]

HEADINGS = (
    "The data",
    "Checking the data",
    "A first look",
    "The estimate",
    "How sure are we?",
    "What this does not show",
    "In short",
    "Glossary",
    "Exercises",
    "References",
)
"""In this order; a lesson may have others between them."""

PARAMETER = re.compile(r"(\w+): (str|int|float|bool) = (.+?)  # \S.*")
OTHER_MACHINE = re.compile(r"(?<![\w.])/(?:home|tmp|work|root|Users|var/folders|private)/|\b[A-Za-z]:\\\\?\w")
DATA_ADDRESS = re.compile(r"data:[\w/+.;-]+;base64,[A-Za-z0-9+/=]+")

CHECK = re.compile(r"^(?:\w+_or_almost|defensible)\(", re.MULTILINE)

Cell = dict[str, Any]
Check = Callable[[Cell], list[str]]


def code_cells(notebook: Cell) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell["source"].strip()]


def prose(notebook: Cell) -> str:
    return "\n".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def as_read(notebook: Cell) -> Cell:
    """As a student has it: without solutions, what earns points, and the truth of checks."""
    return {**notebook, "cells": [{**cell, "source": without_solutions(cell["source"])} for cell in notebook["cells"]]}


def tags(cell: Cell) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def kinds(cell: Cell) -> set[str]:
    """The MIME types that a cell shows."""
    return {kind for output in cell.get("outputs", []) for kind in output.get("data", {})}


# The checks: each gives what is wrong, in words; nothing is wrong when the list is empty.


def not_executed_in_order(notebook: Cell) -> list[str]:
    counts = [cell["execution_count"] for cell in code_cells(notebook)]
    wanted = list(range(1, len(counts) + 1))
    return [] if counts == wanted else [f"run all cells from a fresh kernel: execution counts are {counts}"]


def stored_errors(notebook: Cell) -> list[str]:
    wrong = []
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                wrong.append(f"error {output['ename']} in {cell['source']!r}")
            elif output.get("name") == "stderr":
                wrong.append(f"warning or progress in {cell['source']!r}: {output['text']!r}")
    return wrong


def wrong_parameters(notebook: Cell) -> list[str]:
    tagged = [cell for cell in notebook["cells"] if "parameters" in tags(cell)]
    if len(tagged) != 1:
        return [f"one cell must be tagged parameters, not {len(tagged)}"]
    return [line for line in tagged[0]["source"].splitlines() if not _is_typed_literal(line)]


def _is_typed_literal(line: str) -> bool:
    match = PARAMETER.fullmatch(line)
    if not match:
        return False
    try:
        return type(ast.literal_eval(match[3])).__name__ == match[2]
    except (ValueError, SyntaxError):
        return False


def paths_of_a_machine(notebook: Cell) -> list[str]:
    wrong = []
    for cell in notebook["cells"]:
        data = [
            {kind: text for kind, text in output.get("data", {}).items() if not kind.startswith("image/")}
            | {"text": output.get("text", "")}
            for output in cell.get("outputs", [])
        ]
        text = DATA_ADDRESS.sub("", cell["source"] + json.dumps(data, ensure_ascii=False))
        wrong += [text[max(0, match.start() - 20) : match.end() + 20] for match in OTHER_MACHINE.finditer(text)]
    return wrong


def traces_of_a_run(notebook: Cell) -> list[str]:
    """Papermill leaves paths in the metadata and nbclient times, so that each run is a difference in git."""
    places = [notebook, *notebook["cells"]]
    found = {key for place in places for key in ("papermill", "execution") if key in place["metadata"]}
    kernel = notebook["metadata"].get("kernelspec", {}).get("name")
    return [f"metadata {key}; execute with --ExecutePreprocessor.record_timing=False" for key in sorted(found)] + (
        [] if kernel == "python3" else [f"kernel {kernel}, not python3"]
    )


def no_clear_start(notebook: Cell) -> list[str]:
    first = notebook["cells"][0]["source"]
    title, _, rest = first.partition("\n")
    wrong = [] if title.startswith("# ") and title.rstrip().endswith("?") else [f"the title is no question: {title!r}"]
    bullets = re.findall(r"^- ", rest.partition("You will learn")[2], re.MULTILINE)
    if len(bullets) != 3:
        wrong.append(f"“You will learn” has {len(bullets)} bullets, not 3")
    return wrong if "**For whom**" in rest else [*wrong, "the first cell does not say for whom it is"]


def figures_without_table(notebook: Cell) -> list[str]:
    """NbVal does not compare images, so the table that a figure draws must follow it."""
    cells = code_cells(notebook)
    wrong = []
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if not any(kind.startswith("image/") for kind in kinds(cell)):
            continue
        if following is None or "text/html" not in kinds(following):
            wrong.append(f"no table after the figure of {cell['source']!r}")
        if cell["source"].rstrip().splitlines()[-1] != "plt.show()":
            wrong.append(f"end with plt.show(): a semicolon does not silence a value in NbVal: {cell['source']!r}")
    return wrong


def unbalanced_solutions(notebook: Cell) -> list[str]:
    wrong = []
    for cell in notebook["cells"]:
        try:
            without_solutions(cell["source"])
        except ValueError:
            wrong.append(cell["source"])
    return wrong


def used_answers(notebook: Cell) -> list[str]:
    """Names that an answer gives and that a later cell needs; the check right after it excepted."""
    cells = code_cells(notebook)
    wrong = []
    for place, cell in enumerate(cells):
        if BEGIN not in cell["source"]:
            continue
        given = _names(cell["source"], ast.Store)
        if place + 1 == len(cells) or not CHECK.search(cells[place + 1]["source"]):
            wrong.append(f"no check after {cell['source']!r}")
        for later in cells[place + 2 :]:
            used = given & _names(later["source"], ast.Load)
            given -= _names(later["source"], ast.Store)
            wrong += [f"{name} is an answer, and is used in {later['source']!r}" for name in sorted(used & given)]
    return wrong


def unanswered_defaults(notebook: Cell) -> list[str]:
    """Names that the check needs and that are gone when the solution is taken out."""
    cells = code_cells(notebook)
    wrong = []
    for cell, check in pairwise(cells):
        if BEGIN in cell["source"]:
            emptied = re.sub(f"{BEGIN}.*?{END}", "", cell["source"], flags=re.DOTALL)
            gone = _names(cell["source"], ast.Store) - _names(emptied, ast.Store)
            needed = gone & (_names(check["source"], ast.Load) - _names(check["source"], ast.Store))
            wrong += [f"give {name} an empty value before the solution" for name in sorted(needed)]
    return wrong


def _names(source: str, context: type) -> set[str]:
    return {n.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


def ignored_outputs(notebook: Cell) -> list[str]:
    return [
        cell["source"]
        for cell in code_cells(notebook)
        if "provenance" not in tags(cell) and _ignores(cell["source"].lower(), tags(cell))
    ]


def _ignores(source: str, tags: list[str]) -> bool:
    words = ("ignore-output", "ignore_output", "nbval_skip", "nbval-skip", "nbval_raises", "raises-exception")
    return any(word in text for word in words for text in (source, *tags))


def wrong_headings(notebook: Cell) -> list[str]:
    found = re.findall(r"^## (.+)$", prose(notebook), re.MULTILINE)
    kept = [heading for heading in found if heading in HEADINGS]
    return [] if kept == list(HEADINGS) else [f"headings {kept}, not {list(HEADINGS)}"]


def wrong_sizes_of_lesson(notebook: Cell) -> list[str]:
    notebook = as_read(notebook)
    lines = [len(cell["source"].splitlines()) for cell in code_cells(notebook)]
    words = len(prose(notebook).split())
    definitions = [
        node.end_lineno - node.lineno + 1
        for cell in code_cells(notebook)
        for node in ast.walk(ast.parse(cell["source"]))
        if isinstance(node, ast.FunctionDef)
    ]
    sizes = {
        f"{len(notebook['cells'])} cells, not 60-100": 60 <= len(notebook["cells"]) <= 100,
        f"{words} words, not 2,000-3,500": 2_000 <= words <= 3_500,
        f"code cells have a median of {statistics.median(lines)} lines, not at most 3": statistics.median(lines) <= 3,
        f"a code cell of {max(lines)} lines, not at most 15": max(lines) <= 15,
        "a function of more than 8 lines": max(definitions, default=0) <= 8,
    }
    return [size for size, right in sizes.items() if not right]


def exercises_missing(notebook: Cell) -> list[str]:
    count = len(re.findall(r"^### Exercise \d", prose(notebook), re.MULTILINE))
    return [] if 4 <= count <= 6 else [f"{count} exercises, not 4-6"]


def exercises_without_answer(notebook: Cell) -> list[str]:
    """Exercises whose solution no marks enclose: a question without code has its answer in a text."""
    answered: dict[str, bool] = {}
    exercise = ""
    for cell in notebook["cells"]:
        headings = re.findall(r"^##+ (.+)$", cell["source"], re.MULTILINE) if cell["cell_type"] == "markdown" else []
        exercise = headings[-1] if headings else exercise
        if exercise.startswith("Exercise "):
            answered[exercise] = answered.get(exercise, False) or BEGIN in cell["source"]
    return [f"no solution between marks: {exercise}" for exercise, answer in answered.items() if not answer]


def answers_that_are_not_right(notebook: Cell) -> list[str]:
    """The solutions of the committed lesson must pass their own checks."""
    checks = [cell for cell in code_cells(notebook) if CHECK.search(cell["source"])]
    shown = [[o["data"].get("text/plain") for o in cell["outputs"] if "data" in o] for cell in checks]
    good = ("right'", "defensible: no computer can judge")
    return [
        cell["source"]
        for cell, text in zip(checks, shown, strict=True)
        if len(text) != 1 or not text[0][1:].startswith(good)
    ]


def no_glossary(notebook: Cell) -> list[str]:
    glossary = re.split(r"^## ", prose(notebook).partition("\n## Glossary\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    words = [row for row in re.findall(r"^\|(.+)\|$", glossary, re.MULTILINE)[2:] if row.count("|") == 2]
    return (
        [] if len(words) >= 8 else [f"{len(words)} words in the glossary, with their Dutch and meaning; not 8 or more"]
    )


def wrong_size_of_report(notebook: Cell) -> list[str]:
    count = len(notebook["cells"])
    return [] if count <= 25 else [f"{count} cells, not at most 25"]


def wrong_sizes_of_working(notebook: Cell) -> list[str]:
    count, lines = len(notebook["cells"]), [len(cell["source"].splitlines()) for cell in code_cells(notebook)]
    sizes = {
        f"{count} cells, not 25-45": 25 <= count <= 45,
        f"{sum(line > 8 for line in lines)} code cells of more than 8 lines, not at most 2": sum(n > 8 for n in lines)
        <= 2,
        f"a code cell of {max(lines)} lines, not at most 10": max(lines) <= 10,
    }
    return [size for size, right in sizes.items() if not right]


FOR_ALL: tuple[Check, ...] = (
    not_executed_in_order,
    stored_errors,
    wrong_parameters,
    paths_of_a_machine,
    traces_of_a_run,
    no_clear_start,
    figures_without_table,
    unbalanced_solutions,
    ignored_outputs,
)
FOR_LESSONS: tuple[Check, ...] = (
    wrong_headings,
    wrong_sizes_of_lesson,
    exercises_missing,
    exercises_without_answer,
    answers_that_are_not_right,
    no_glossary,
    used_answers,
    unanswered_defaults,
)
FOR_REPORTS: tuple[Check, ...] = (wrong_size_of_report,)
FOR_WORKING: tuple[Check, ...] = (wrong_sizes_of_working,)


CASES = [
    pytest.param(path, check, id=f"{path.stem}-{check.__name__}")
    for paths, checks in (
        (NOTEBOOKS, FOR_ALL),
        (LESSONS, FOR_LESSONS),
        (REPORTS, FOR_REPORTS),
        (WORKING, FOR_WORKING),
    )
    for path in paths
    for check in checks
]


@pytest.mark.parametrize(("path", "check"), CASES)
def test_notebook(path: Path, check: Check):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert check(notebook) == []


def test_the_first_lesson_and_the_report_are_there():
    assert {"00_start_here", "01_your_own_files", "area_report"} <= {path.stem for path in NOTEBOOKS}


# The checks themselves, on small made-up notebooks: a good one passes, and each fault is found.


def markdown(text: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code(source: str, count: int | None = 1, *outputs: Cell, tags: tuple[str, ...] = ()) -> Cell:
    metadata = {"tags": list(tags)} if tags else {}
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "execution_count": count,
        "outputs": list(outputs),
    }


def shows(kind: str, text: str = "") -> Cell:
    return {"output_type": "display_data", "metadata": {}, "data": {kind: text}}


def small(*cells: Cell, **metadata: Any) -> Cell:
    return {"cells": list(cells), "metadata": {"kernelspec": {"name": "python3"}, **metadata}}


ANSWER = f"answer = None\n{BEGIN}\nanswer = 2\n{END}"
CHECKED = "right_or_almost(answer, 2)"
OPEN_ANSWER = f"<!-- {BEGIN} -->\nBecause.\n<!-- {END} -->"
STDERR = {"output_type": "stream", "name": "stderr", "text": "FutureWarning: ..."}
ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []}
GOOD = small(
    markdown("# Is this good?\n\n**For whom**: testers.\n\nYou will learn\n\n- a\n- b\n- c"),
    code('area: str = "A"  # code of the area\nper: int = 1_000  # residents', 1, tags=("parameters",)),
    code("ax = plot(area)\nplt.show()", 2, shows("image/png", "QUJD/tmp/")),
    code("table", 3, shows("text/html", '<img src="data:image/png;base64,AA/tmp/AA">')),
    code("", None),
    markdown("## Exercises\n\n### Exercise 1"),
    code(ANSWER, 4),
    code(CHECKED, 5, shows("text/plain", "'right'")),
    markdown("### Exercise 2: without code"),
    markdown(OPEN_ANSWER),
    markdown("## References"),
    code("versions()", 6, tags=("provenance", "nbval-ignore-output")),
)


@pytest.mark.parametrize(
    "check",
    [
        *FOR_ALL,
        exercises_without_answer,
        answers_that_are_not_right,
        used_answers,
        unanswered_defaults,
        wrong_size_of_report,
    ],
)
def test_a_good_notebook_passes(check: Check):
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("check", "notebook"),
    [
        pytest.param(not_executed_in_order, small(code("1", None)), id="never executed"),
        pytest.param(not_executed_in_order, small(code("1", 1), code("2", None)), id="half executed"),
        pytest.param(not_executed_in_order, small(code("1", 2), code("2", 1)), id="out of order"),
        pytest.param(not_executed_in_order, small(code("1", 1), code("2", 3)), id="one cell run twice"),
        pytest.param(not_executed_in_order, small(code("1", 5), code("2", 6)), id="not from a fresh kernel"),
        pytest.param(stored_errors, small(code("1", 1, ERROR)), id="error stored"),
        pytest.param(stored_errors, small(code("1", 1, STDERR)), id="stderr stored"),
        pytest.param(wrong_parameters, small(code("a = 1", 1)), id="no parameters"),
        pytest.param(wrong_parameters, small(code("a = 1  # a", 1, tags=("parameters",))), id="no type"),
        pytest.param(wrong_parameters, small(code("a: int = 1", 1, tags=("parameters",))), id="no comment"),
        pytest.param(wrong_parameters, small(code("a: int = b + 1  # a", 1, tags=("parameters",))), id="no literal"),
        pytest.param(wrong_parameters, small(code('a: int = "1"  # a', 1, tags=("parameters",))), id="another type"),
        pytest.param(paths_of_a_machine, small(code('read("/home/ada/x.csv")')), id="home in a source"),
        pytest.param(
            paths_of_a_machine, small(code("x", 1, shows("text/plain", "'/tmp/a1/x'"))), id="tmp in an output"
        ),
        pytest.param(paths_of_a_machine, small(markdown("Open C:\\data\\x.csv")), id="drive of Windows in a text"),
        pytest.param(
            paths_of_a_machine,
            small(code("x", 1, {"output_type": "stream", "name": "stdout", "text": "C:\\Users\\ada"})),
            id="drive of Windows in an output",
        ),
        pytest.param(traces_of_a_run, small(papermill={"input_path": "x"}), id="papermill"),
        pytest.param(traces_of_a_run, small(kernelspec={"name": "my-env"}), id="kernel of one machine"),
        pytest.param(no_clear_start, small(markdown("# A title")), id="no question"),
        pytest.param(figures_without_table, small(code("plt.show()", 1, shows("image/png"))), id="figure at the end"),
        pytest.param(
            figures_without_table,
            small(code("ax.plot();", 1, shows("image/png")), code("t", 2, shows("text/html"))),
            id="figure that returns a value",
        ),
        pytest.param(unbalanced_solutions, small(code(BEGIN + "\na = 1")), id="no end"),
        pytest.param(unbalanced_solutions, small(code(f"{END}\na = 1\n{BEGIN}")), id="end before begin"),
        pytest.param(unbalanced_solutions, small(code("# BEGIN SOLUTION\na = 1\n# END SOLUTION")), id="other marks"),
        pytest.param(used_answers, small(code(ANSWER, 1), code("1", 2)), id="no check cell"),
        pytest.param(
            used_answers, small(code(ANSWER, 1), code(CHECKED, 2), code("answer + 1", 3)), id="answer used later"
        ),
        pytest.param(
            unanswered_defaults, small(code(f"{BEGIN}\nanswer = 2\n{END}"), code(CHECKED, 2)), id="no empty value"
        ),
        pytest.param(ignored_outputs, small(code("# NBVAL_IGNORE_OUTPUT\n1")), id="ignored by comment"),
        pytest.param(ignored_outputs, small(code("1", tags=("nbval-ignore-output",))), id="ignored by tag"),
        pytest.param(wrong_headings, small(markdown("## The data\n\n## In short")), id="headings missing"),
        pytest.param(wrong_sizes_of_lesson, small(markdown("Short."), code("1")), id="too small a lesson"),
        pytest.param(exercises_missing, small(markdown("## Exercises")), id="no exercises"),
        pytest.param(unbalanced_solutions, small(markdown(f"<!-- {BEGIN} -->\nBecause.")), id="no end in a text"),
        pytest.param(
            exercises_without_answer,
            small(markdown("### Exercise 1"), markdown("### Exercise 2"), code(ANSWER, 1)),
            id="no answer",
        ),
        pytest.param(
            answers_that_are_not_right,
            small(code(ANSWER, 1), code(CHECKED, 2, shows("text/plain", "'almost: count again'"))),
            id="almost",
        ),
        pytest.param(answers_that_are_not_right, small(code(CHECKED, 1)), id="a check that says nothing"),
        pytest.param(no_glossary, small(markdown("## In short\n\n## Glossary\n\nNone.")), id="no glossary"),
        pytest.param(wrong_size_of_report, small(*[markdown("x")] * 26), id="too long a report"),
        pytest.param(wrong_sizes_of_working, small(*[code("1")] * 46), id="too long a working notebook"),
        pytest.param(wrong_sizes_of_working, small(*[code("1\n" * 11)] * 30), id="too long a cell"),
    ],
)
def test_a_fault_is_found(check: Check, notebook: Cell):
    assert check(notebook) != []
