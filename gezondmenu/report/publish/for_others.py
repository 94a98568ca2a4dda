"""What of a notebook that reads a study itself may stand on a page for others: what was released, and nothing else.

Such a notebook holds rows of persons. So its page shows only outputs that bear the mark of `gezondmenu.working`, and
markdown cells with the tag ``for-others``. Any other output stops the page, unless its cell has the tag ``stays-here``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gezondmenu.report.publish.engine import parameters_of
from gezondmenu.vocabulary import GezondmenuError

if TYPE_CHECKING:
    from nbformat import NotebookNode

STUDY = "study"
"""The parameter by which a notebook reads the folder of a study."""

NEEDED = ("study", "published", "area", "language")
FOR_OTHERS, STAYS_HERE = "for-others", "stays-here"
NEVER_SHOWN = (STAYS_HERE, "remove-cell", "parameters", "injected-parameters")
MARK = {"gezondmenu": "released"}
"""What stands in the metadata of an output that shows released rows: a guard against mistakes, and no lock."""

WORDS = 6  # of a cell, to know it by


def reads_the_study(template: Path) -> bool:
    """Whether a notebook reads the folder of a study, and so has rows of persons in it.

    Raises
    ------
    GezondmenuError
        When it does, and lacks a parameter that a page needs.
    """
    asked = parameters_of(template)
    lacking = [name for name in NEEDED if name not in asked]
    if STUDY in asked and lacking:
        raise GezondmenuError(
            "{notebook} has the parameter study and lacks {lacking}: copy them from a notebook such as participation",
            notebook=template.name,
            lacking=", ".join(lacking),
        )
    return STUDY in asked


def asked_of(template: Path, parameters: dict[str, Any], folder: Path | None) -> dict[str, Any]:
    """What a notebook is told: all of it, or what it asks for where it reads the folder of the study."""
    if folder is None:
        return parameters
    asked = parameters_of(template)
    known = {**parameters, STUDY: str(folder.resolve())}
    return {name: value for name, value in known.items() if name in asked}


def for_others(notebook: NotebookNode) -> NotebookNode:
    """A copy of an executed notebook with what everybody may see, and nothing else.

    Raises
    ------
    GezondmenuError
        For each cell that shows something else: its number, its first words and the way out.
    """
    import nbformat

    copy = nbformat.from_dict(notebook)
    copy.cells = [cell for cell in copy.cells if not _tags(cell) & set(NEVER_SHOWN)]
    own = [cell for cell in notebook.cells if "injected-parameters" not in _tags(cell)]  # as the user numbers them
    wrong = [
        f"- {number}: {_first_words(cell)}"
        for number, cell in enumerate(own, start=1)
        if not _tags(cell) & set(NEVER_SHOWN) and not all(map(_is_released, _shown(cell)))
    ]
    if wrong:
        raise GezondmenuError(
            "these cells show what was not released, so there is no page for others:\n{cells}\n"
            "Show rows by working.table or working.figure, or give the cell the tag stays-here.",
            cells="\n".join(wrong),
        )
    copy.cells = [cell for cell in copy.cells if cell.cell_type == "code" or FOR_OTHERS in _tags(cell)]
    for cell in copy.cells:
        cell.metadata = nbformat.from_dict({"tags": sorted(_tags(cell))})
        if cell.cell_type == "code":
            cell.source, cell.outputs = "", _shown(cell)
    return copy


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _shown(cell: NotebookNode) -> list[NotebookNode]:
    """The outputs of a cell but its warnings, which no page shows."""
    return [output for output in cell.get("outputs", []) if output.get("name") != "stderr"]


def _is_released(output: NotebookNode) -> bool:
    return all(output.get("metadata", {}).get(name) == value for name, value in MARK.items())


def _first_words(cell: NotebookNode) -> str:
    words = cell.source.split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
