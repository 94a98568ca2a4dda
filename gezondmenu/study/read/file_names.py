"""The gate for names of files and sheets: nobody may be named in them, by whatever route they come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.names_of_files import NAMED, PERHAPS_NAMED, kind_in_name, may_name_somebody
from gezondmenu.study.personal_data import KINDS


def check_names_of_files(paths: Iterable[Path], findings: Findings) -> None:
    """Note every file in whose name somebody is, or may be, named."""
    for path in paths:
        _note_name(Place(path.name), path.stem, (), findings)


def check_names_of_sheets(file: str, sheets: Sequence[str], findings: Findings) -> None:
    """Note every sheet in whose name somebody is, or may be, named."""
    for sheet in sheets:
        _note_name(Place(file, sheet), sheet, sheets, findings)


def _note_name(place: Place, text: str, others: Sequence[str], findings: Findings) -> None:
    if kind := kind_in_name(text):
        findings.add(NAMED, place, kind=KINDS[kind])
    elif may_name_somebody(text, others):
        findings.add(PERHAPS_NAMED, place)
