"""Running a working notebook in this process, cell by cell, and small studies to run it on."""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.effects import estimate
from gezondmenu.study.model import Study
from gezondmenu.study.writing import write_study
from gezondmenu.working import opening

AREAS = ("areas", "population", "activities")
STUDIES = {
    "heads": (*AREAS, "sessions"),
    "lists": (*AREAS, "sessions", "attendance", "people"),
    "no residents": ("areas", "activities", "attendance", "people"),
    "everything": (),
}
"""Tables of each small study; all of them where none are named."""
CHOICES = """
perspective = "societal"
price_year = 2024
discount_rate_costs = 0.03
discount_rate_effects = 0.015
horizon_years = 5
"""
"""What study.toml has to say before there are euros."""
READ, PUBLISH = opening.read_study, opening.as_published  # whatever another notebook put in their place
LARGE, HEADS, TINY, CITY = "WK990101", "WK990102", "WK990103", "GM9901"


def write_small_studies(folder: Path) -> dict[str, Path]:
    """A large area, one with head counts and a tiny one; the same with fewer tables."""
    whole = gm.simulate_study(4, [2600, 1500, 600, 2000], seed=4, comparison_areas=1, surveyed=30)
    write_study(whole, folder / "everything")
    with (folder / "everything" / "study.toml").open("a", encoding="utf-8") as choices:
        choices.write(CHOICES)
    for name, tables in STUDIES.items():
        if tables:
            shutil.copytree(folder / "everything", folder / name)
            for path in (folder / name).glob("*.csv"):
                if path.stem not in tables:
                    path.unlink()
    return {name: folder / name for name in STUDIES}


def quick_estimates(patch: pytest.MonkeyPatch, cards: list[str]) -> None:
    """Estimate the cards of the notebook only; read, estimate and release each study once."""
    kept: dict[Any, Any] = {}

    def once(key: Any, make: Callable[[], Any]) -> Any:
        if key not in kept:
            kept[key] = make()
        return kept[key]

    asked = list(dict.fromkeys(["visits", *cards]))  # visits know the years of a study

    def published(study: Study, rows: pd.DataFrame, rule: str) -> pd.DataFrame:
        return once((study.folder, rule), lambda: PUBLISH(study, rows, rule))

    def estimated(study: Study, _cards: list[str] | None) -> pd.DataFrame:
        return once(("rows", study.folder), lambda: estimate(study, asked)).copy()

    patch.setattr(opening, "read_study", lambda folder: once(("study", folder), lambda: READ(folder)))
    patch.setattr(opening, "estimate", estimated)
    patch.setattr(opening, "as_published", published)


def run_cells(path: Path, **parameters: Any) -> nbformat.NotebookNode:
    """A notebook with the outputs that its cells have here, with other values for some parameters.

    Raises
    ------
    Whatever a cell raises, with the cell as a note.
    """
    notebook = nbformat.read(path, as_version=4)
    names: dict[str, Any] = {}
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code":
            try:
                cell.outputs = list(_outputs_of(cell.source, names))
            except Exception as error:
                error.add_note(f"in cell {number}:\n{cell.source}")
                raise
            if "parameters" in cell.metadata.get("tags", []):
                assert set(parameters) <= set(names)
                names.update(parameters)
    return notebook


def _outputs_of(source: str, names: dict[str, Any]) -> Iterator[nbformat.NotebookNode]:
    """What a cell prints, displays and ends with."""
    from IPython.core.formatters import DisplayFormatter

    shown: list[Any] = []
    printed = io.StringIO()
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Low count", UserWarning)  # what pingouin says of a small area
        patch.setattr("IPython.display.display", shown.append)
        patch.setattr(builtins, "display", shown.append, raising=False)
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        if last:
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    if printed.getvalue():
        yield nbformat.v4.new_output("stream", text=printed.getvalue())
    for value in shown:
        if value is not None:
            data, metadata = DisplayFormatter().format(value)
            yield nbformat.v4.new_output("display_data", data=data, metadata=metadata)


def text_of(notebook: nbformat.NotebookNode) -> str:
    """All that the outputs of a notebook show, as plain text and HTML."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(str(output.get("data", {}).get(kind, "")) for output in outputs for kind in KINDS)


KINDS = ("text/plain", "text/html")
