"""The example pages, in Dutch and English: ``python -m tests.browser.pages FOLDER``.

A kernel for each page takes six seconds of which five are imports. So a report notebook runs here in this process, and
only the working notebook, which reads the study itself, goes the usual way; everything else is that of the command.
"""

from __future__ import annotations

import ast
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

import gezondmenu as gm
from gezondmenu.report.publish import one_page, run

LANGUAGES = ("nl", "en")
NOTEBOOKS = {
    "example": ("area_report", "residents_page"),
    "arrangements": ("region_report", "commissioning_page", "budget_report"),
}
WORKING, AREA = "participation", "WK990101"


def execute(notebook: Path, parameters: dict[str, Any], holds_rows: bool = False) -> nbformat.NotebookNode:
    """A report notebook with the outputs of its blocks, as a kernel gives them."""
    executed = nbformat.read(notebook, as_version=4)
    values: dict[str, Any] = {}
    for cell in executed.cells:
        if cell.cell_type == "code":
            *lines, last = ast.parse(cell.source).body
            lines, shown = (lines, ast.Expression(last.value)) if isinstance(last, ast.Expr) else ([*lines, last], None)
            exec(compile(ast.Module(lines, []), notebook.name, "exec"), values)
            block = eval(compile(shown, notebook.name, "eval"), values) if shown else None
            if hasattr(block, "_repr_html_"):
                data = {"text/html": block._repr_html_(), "text/plain": repr(block)}
                cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
            if "parameters" in cell.metadata.get("tags", []):
                values.update(parameters)
    return executed


def report_pages(study: str, out: Path) -> None:
    """The pages of every report notebook on a shipped study, which is estimated once."""
    read = run.read_study(gm.shipped(f"data/{study}"))
    table = run.published_table(read, "standard")
    known = {"read_study": lambda folder: read, "published_table": lambda study, rule: table}
    with patch.multiple(run, **known), patch.object(one_page, "execute", execute):
        for notebook in NOTEBOOKS[study]:
            for language in LANGUAGES:
                folder = out / f"{notebook}_{language}"
                made = gm.render(gm.shipped(f"data/{study}"), folder, language=language, jobs=1, notebook=notebook)
                assert set(made["status"]) == {"made"}, made.to_string()


def working_pages(language: str, out: Path) -> None:
    """The page of a working notebook of one area."""
    folder = out / f"{WORKING}_{language}"
    made = gm.render(gm.shipped("data/example"), folder, areas=[AREA], language=language, jobs=1, notebook=WORKING)
    assert not made["reason"].any(), made.to_string()


def make_pages(out: Path) -> None:
    """Every example page, in a folder for each notebook and language, on two cores."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        wanted = [pool.submit(report_pages, study, out) for study in NOTEBOOKS]
        wanted += [pool.submit(working_pages, language, out) for language in LANGUAGES]
        for each in wanted:
            each.result()


if __name__ == "__main__":
    make_pages(Path(sys.argv[1]))
