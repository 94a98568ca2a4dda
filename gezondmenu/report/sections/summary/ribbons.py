"""What must be known before anything is read: made up, internal, not complete, for whom, a comparison area."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import PAYERS_OF, RESIDENTS
from gezondmenu.report.rows.select import incomplete
from gezondmenu.report.words.names import reader_name


def ribbons(page: Page) -> list[tuple[str, str]]:
    """What must be known before anything is read: made up, internal, not complete, for whom, a comparison area."""
    language, lines = page.language, []
    if page.synthetic:
        lines.append(
            (
                translate("Made-up data", language),
                translate("This is an example. The numbers are not about real people.", language),
            )
        )
    if page.rule == "internal":
        lines.append(
            (
                translate("Internal", language),
                translate("Small numbers are not hidden. Do not share this page.", language),
            )
        )
    if incomplete(page):
        words = translate("Not every month of {period} was counted.", language, period=page.when)
        lines.append((translate("Not complete", language), words))
    if page.reader in PAYERS_OF:
        name = translate("For {reader}", language, reader=reader_name(page.reader, language))
        lines.append((name, translate("Their part stands first. All numbers are those of every reader.", language)))
    if page.reader == RESIDENTS:
        lines.append((translate("For residents", language), translate("This page has no amounts in euros.", language)))
    if page.is_comparison:
        words = translate("This area is there to compare with.", language)
        lines.append((translate("Comparison area", language), words))
    return lines
