"""The lessons as a student gets them: the committed notebooks without solutions and outputs, and never over work."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from gezondmenu.reference import shipped
from gezondmenu.vocabulary import GezondmenuError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
"""nbgrader's marks; in a text they stand in an HTML comment, so that a reader does not see them."""

CODE_STUB = "# YOUR CODE HERE (VUL IN)"
TEXT_STUB = "*YOUR ANSWER HERE (VUL IN)*"

WRITTEN, SAME, KEPT = "written", "same", "kept"
"""A copy is new or renewed; it was there already; or it holds work of the student and was left alone."""

_LESSON = re.compile(r"\d\d_\w+")
_BEGINS = re.compile(rf"(\s*)(?:<!--\s*)?{BEGIN}(?:\s*-->)?\s*")
_ENDS = re.compile(rf"\s*(?:<!--\s*)?{END}(?:\s*-->)?\s*")
_STAMP = "gezondmenu"  # where the metadata of a copy say what was written
_TRACES = ("execution", "papermill", "collapsed")  # of a run, in the metadata of a cell or notebook


def lessons() -> list[Path]:
    """The lessons that come with the package, in their order.

    Examples
    --------
    >>> lessons()[0].name
    '00_start_here.ipynb'
    """
    return sorted(path for path in shipped("notebooks").glob("*.ipynb") if _LESSON.fullmatch(path.stem))


def student_copy(notebook: str | Path) -> Any:
    """A lesson with a stub for each solution and without outputs, as a notebook of nbformat.

    Raises
    ------
    GezondmenuError
        When a solution has no beginning or no end: then no copy is made, since it could hold the solution.
    """
    path = _path_of(notebook)
    copy = nbformat.read(path, as_version=4)
    for number, cell in enumerate(copy.cells, start=1):
        stub = CODE_STUB if cell.cell_type == "code" else TEXT_STUB
        try:
            cell.source = without_solutions(cell.source, stub)
        except ValueError:
            raise GezondmenuError(
                "{notebook}, cell {number}: a solution has no beginning or no end, so no copy was made",
                notebook=path.name,
                number=number,
            ) from None
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    for place in (copy, *copy.cells):
        for trace in _TRACES:
            place.metadata.pop(trace, None)
    copy.metadata[_STAMP] = {"lesson": path.stem, "fingerprint": _fingerprint(copy)}
    return copy


def without_solutions(source: str, stub: str = CODE_STUB) -> str:
    r"""The text of a cell with a stub where each solution was.

    Raises
    ------
    ValueError
        When a solution has no beginning or no end.

    Examples
    --------
    >>> without_solutions("answer = None\n### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION")
    'answer = None\n# YOUR CODE HERE (VUL IN)'
    """
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        begins, ends = _BEGINS.fullmatch(line), _ENDS.fullmatch(line)
        if (begins and inside) or (ends and not inside):
            raise ValueError("marks of a solution out of order")
        if begins:
            kept.append(begins[1] + stub)
        elif not inside and not ends:
            kept.append(line)
        inside = bool(begins) or (inside and not ends)
    text = "\n".join(kept)
    if inside or "BEGIN SOLUTION" in text.upper() or "END SOLUTION" in text.upper():
        raise ValueError("marks of a solution out of order")
    return text


def write_student_copy(notebook: str | Path, out: str | Path) -> Path:
    """Write the student copy of one lesson.

    Parameters
    ----------
    notebook : str or path
        Name of a lesson of the package, such as ``00_start_here``, or the path of a notebook.
    out : path
        A folder, made when it does not exist; or the file to write, which ends in ``.ipynb``.

    Returns
    -------
    Path
        The copy. One that is there already and was not changed is renewed.

    Raises
    ------
    GezondmenuError
        When a file is there that a student changed, or that no student copy is; it is left as it is.
    """
    path, status = _write(notebook, out)
    if status == KEPT:
        raise GezondmenuError(
            "{file} holds work of yours and was left as it is; for a fresh copy, give it another name first, "
            "or choose another folder",
            file=path,
        )
    return path


def write_student_copies(out: str | Path = "lessons") -> pd.DataFrame:
    """Write the student copies of all lessons of the package to a folder.

    Parameters
    ----------
    out : path
        Made when it does not exist.

    Returns
    -------
    DataFrame
        One row per lesson: lesson, file, status. A copy is ``written`` when it is new or renewed, the ``same`` when
        it was there already, and ``kept`` when the student changed it: then nothing is written over it.
    """
    rows = [(path.stem, *_write(path, out)) for path in lessons()]
    return pd.DataFrame(rows, columns=["lesson", "file", "status"])


def _path_of(notebook: str | Path) -> Path:
    own = Path(notebook)
    if own.suffix == ".ipynb" and own.is_file():
        return own
    for path in lessons():
        if path.stem == str(notebook):
            return path
    raise GezondmenuError(
        "there is no lesson {name}: give the path of an .ipynb file or one of {known}",
        name=repr(str(notebook)),
        known=", ".join(path.stem for path in lessons()),
    )


def _write(notebook: str | Path, out: str | Path) -> tuple[Path, str]:
    copy, target = student_copy(notebook), Path(out)
    if target.suffix != ".ipynb":
        target = target / f"{copy.metadata[_STAMP]['lesson']}.ipynb"
    if target.exists():
        fingerprint = _fingerprint_as_written(target)
        if fingerprint is None:
            return target, KEPT
        if fingerprint == copy.metadata[_STAMP]["fingerprint"]:
            return target, SAME
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")  # so that a copy is never half written
    try:
        partial.write_text(nbformat.writes(copy) + "\n", encoding="utf-8", newline="\n")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target, WRITTEN


def _fingerprint_as_written(path: Path) -> str | None:
    """The fingerprint of a copy that nobody changed; None for any other file. Outputs are no change."""
    try:
        copy = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        stamped = copy.metadata[_STAMP]["fingerprint"]
        return stamped if stamped == _fingerprint(copy) else None
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError):
        return None


def _fingerprint(notebook: Any) -> str:
    cells = [[cell.cell_type, cell.source, cell.get("attachments", {})] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()
