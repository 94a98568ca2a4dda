"""Every importer in the order in which they are tried, and the cells that they are given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.file_formats import TEXT_FILES, WORKBOOKS, Sheet, read_text_sheet, read_workbook
from gezondmenu.study.read.limits import Refusal
from gezondmenu.study.sources import by_hand, forms, kobo, limesurvey, odk, xlsform
from gezondmenu.study.sources.seam import Importer, Source
from gezondmenu.study.sources.words import headers

IMPORTERS: dict[str, Importer] = {
    kobo.KIND: kobo.from_kobo,
    odk.KIND: odk.from_odk,
    limesurvey.KIND: limesurvey.from_limesurvey,
    forms.MICROSOFT: forms.from_microsoft,
    forms.GOOGLE: forms.from_google,
    by_hand.KIND: by_hand.by_hand,
}
"""By what `read_as` says. Lists by hand are last, since they have no mark of their own."""


def sheets_of_any(path: Path, findings: Findings) -> list[Sheet]:
    """The sheets of a file as they are; none, with a finding, when it cannot be read.

    An importer of a file that is neither text nor a workbook reads it itself.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT_FILES:
        sheet = read_text_sheet(path, set(headers()), findings)
        return [sheet] if sheet else []
    if suffix in WORKBOOKS:
        return [sheet for sheet in read_workbook(path, findings) or [] if not sheet.is_blank]
    return []


def source_of(path: Path, kind: str, findings: Findings) -> Source | None:
    """A file as an importer reads it; None when it is not of that kind, or cannot be read (a finding)."""
    try:
        return IMPORTERS[kind](path, sheets_of_any(path, findings))
    except Refusal as refusal:
        findings.add(refusal.rule, Place(path.name), **refusal.words)
        return None


def first_source(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """A file as the first importer reads it that knows how its sheets are to be read; None when none does.

    An XLSForm is known first, for a file of which nothing is read.
    """
    for importer in (xlsform.from_xlsform, *IMPORTERS.values()):
        try:
            source = importer(path, sheets)
        except Refusal:
            return None
        if source is not None and (source.readings or source.kind == xlsform.FORM):
            return source
    return None
