"""The CHEERS 2022 checklist: where each of its 28 items stands in the report, or why it is not reported."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, message, translate
from gezondmenu.reference import read_reference
from gezondmenu.report.parts.html import fold, notes_below
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.register import titles

STATUSES = {
    "reported": message("reported"),
    "partly": message("partly reported"),
    "not reported": message("not reported"),
}
SOURCE = "Husereau et al. (2022), doi:10.1136/bmj-2021-067975"


def cheers_fold(page: Page) -> str:
    """The checklist as a table in a fold."""
    language = page.language
    header = [
        translate("Item", language),
        translate("Reported?", language),
        translate("Where", language),
        translate("How, or why not", language),
    ]
    body = []
    for item in read_reference("cheers2022").to_dict("records"):
        status = STATUSES[item["status"]]
        where = [translate(titles()[anchor], language) for anchor in item["sections"].split()]
        body.append(
            [
                f"{item['item']}. {translate(item['en'], language)}",
                translate(status, language),
                "; ".join(where) or UNKNOWN,
                translate(item["how_en"], language),
            ]
        )
    caption = translate("CHEERS 2022: where each item of this checklist stands", language)
    return fold(
        translate("Checklist for economic evaluations (CHEERS 2022)", language),
        table(caption, header, body, texts=(1, 2, 3)),
        notes_below(translate("Source: {study}.", language, study=SOURCE)),
    )
