"""The example pages, in Dutch and English: ``python -m tests.browser.pages FOLDER``.

A kernel for each page takes six seconds of which five are imports. So a report notebook runs here in this process, and
only the working notebook, which reads the study itself, goes the usual way; everything else is that of the command.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

import gezondmenu as gm
from gezondmenu.report.publish import one_page, run
from tests.working_notebooks import run_cells

LANGUAGES = ("nl", "en")
NOTEBOOKS = {
    "example": ("area_report", "residents_page"),
    "arrangements": ("region_report", "commissioning_page", "budget_report"),
}
WORKING, AREA = "participation", "WK990101"


def execute(notebook: Path, parameters: dict[str, Any], holds_rows: bool = False) -> nbformat.NotebookNode:
    """A report notebook with the outputs of its blocks, as a kernel gives them."""
    return run_cells(notebook, **parameters)


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
