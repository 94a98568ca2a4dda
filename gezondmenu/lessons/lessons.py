"""The lessons as students and teachers get them, and never over work: without solutions and outputs, or with all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from gezondmenu.lessons.rubric import is_as_written, rubric
from gezondmenu.reference import shipped
from gezondmenu.vocabulary import GezondmenuError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
"""nbgrader's marks; in a text they stand in an HTML comment, so that a reader does not see them."""

BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
"""Of nbgrader too: the truth of a check by another route, which no student copy has."""

CODE_STUB = "# YOUR CODE HERE (VUL IN)"
TEXT_STUB = "*YOUR ANSWER HERE (VUL IN)*"

STUDENT, TEACHER = "student", "teacher"
"""What a copy is for: a copy of one kind is never written over one of the other."""

WRITTEN, SAME, KEPT = "written", "same", "kept"
"""A copy is new or renewed; it was there already; or it holds work of the student and was left alone."""

RUBRIC = "RUBRIC.md"

_LESSON = re.compile(r"\d\d_\w+")
_MARK = re.compile(r"(\s*)(?:<!--\s*)?### (BEGIN|END) (SOLUTION|HIDDEN TESTS)(?:\s*-->)?\s*")
_ANY_MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TEST)", re.IGNORECASE)
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
    copy.metadata[_STAMP] = {"lesson": path.stem, "kind": STUDENT, "fingerprint": _fingerprint(copy)}
    return copy


def teacher_copy(notebook: str | Path) -> Any:
    """A lesson with its solutions, hidden tests and outputs, as a notebook of nbformat."""
    path = _path_of(notebook)
    copy = nbformat.read(path, as_version=4)
    copy.metadata[_STAMP] = {"lesson": path.stem, "kind": TEACHER, "fingerprint": _fingerprint(copy)}
    return copy


def without_solutions(source: str, stub: str = CODE_STUB) -> str:
    r"""The text of a cell with a stub where each solution was, and without hidden tests.

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
    inside = ""  # what kind of mark is open
    for line in source.split("\n"):
        mark = _MARK.fullmatch(line)
        if mark and (mark[3] != inside if mark[2] == "END" else inside):
            raise ValueError("marks of a solution out of order")
        if mark and mark[2] == "BEGIN":
            inside = mark[3]
            kept += [mark[1] + stub] if inside == "SOLUTION" else []
        elif mark:
            inside = ""
        elif not inside:
            kept.append(line)
    text = "\n".join(kept)
    if inside or _ANY_MARK.search(text):
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


def write_teacher_copies(out: str | Path = "lessons_teacher") -> pd.DataFrame:
    """Write all lessons with their solutions to a folder, and beside them the rubric.

    Parameters
    ----------
    out : path
        Made when it does not exist.

    Returns
    -------
    DataFrame
        One row per lesson and one for the rubric: lesson, file, status, as of `write_student_copies`.
    """
    rows = [(path.stem, *_write(path, out, teacher_copy)) for path in lessons()]
    rows.append((RUBRIC, *_write_rubric(Path(out) / RUBRIC)))
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


def _write(notebook: str | Path, out: str | Path, make: Callable[[str | Path], Any] = student_copy) -> tuple[Path, str]:
    copy, target = make(notebook), Path(out)
    if target.suffix != ".ipynb":
        target = target / f"{copy.metadata[_STAMP]['lesson']}.ipynb"
    if target.exists():
        fingerprint = _fingerprint_as_written(target, copy.metadata[_STAMP]["kind"])
        if fingerprint is None:
            return target, KEPT
        if fingerprint == copy.metadata[_STAMP]["fingerprint"]:
            return target, SAME
    _replace(target, nbformat.writes(copy) + "\n")
    return target, WRITTEN


def _write_rubric(target: Path) -> tuple[Path, str]:
    text = rubric(lessons())
    if target.exists():
        before = target.read_bytes()
        if before == text.encode():
            return target, SAME
        if not is_as_written(before):
            return target, KEPT
    _replace(target, text)
    return target, WRITTEN


def _replace(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")  # so that a copy is never half written
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _fingerprint_as_written(path: Path, kind: str) -> str | None:
    """The fingerprint of a copy of this kind that nobody changed; None for any other file. Outputs are no change."""
    try:
        copy = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        stamped = copy.metadata[_STAMP]["fingerprint"]
        same_kind = copy.metadata[_STAMP].get("kind", STUDENT) == kind
        return stamped if same_kind and stamped == _fingerprint(copy) else None
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError):
        return None


def _fingerprint(notebook: Any) -> str:
    cells = [[cell.cell_type, cell.source, cell.get("attachments", {})] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()
