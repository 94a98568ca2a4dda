"""The notebooks as pages: outputs as they are committed, solutions folded away."""

from __future__ import annotations

import re

import nbformat

from from_code.texts import ROOT, with_links

MARKS = ("### BEGIN SOLUTION", "### END SOLUTION")
WRITTEN = re.compile(r"<!-- ### BEGIN SOLUTION -->\n(.*?)\n<!-- ### END SOLUTION -->", re.DOTALL)
NOT_READ = ("_report", "_page")  # ends of the names of notebooks whose page is made for an area


def pages() -> dict[str, str]:
    """The lessons and the working notebooks, by the name of their page."""
    made = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        if not path.stem.endswith(NOT_READ):
            folder = "tutorials" if path.name[:2].isdigit() else "notebooks"
            made[f"{folder}/{path.name}"] = nbformat.writes(_for_the_site(nbformat.read(path, as_version=4), path.name))
    return made


def _for_the_site(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            folded = WRITTEN.sub(r":::{dropdown} A solution\n\1\n:::", cell.source)
            cell.source = with_links(folded, f"notebooks/{name}")
        elif MARKS[0] in cell.source:
            cell.source = "\n".join(line for line in cell.source.splitlines() if line.strip() not in MARKS)
            cell.metadata.setdefault("tags", []).append("hide-input")
            cell.metadata["mystnb"] = {"code_prompt_show": "Show a solution", "code_prompt_hide": "Hide the solution"}
    return notebook
