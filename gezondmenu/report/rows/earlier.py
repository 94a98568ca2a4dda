"""The same page in an earlier publication."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.rows.published import read_published


def earlier_page(page: Page) -> Page | None:
    """The page of the same region in the earlier published table; none where there is no such table or region."""
    if not page.earlier or page.area not in set(read_published(page.earlier)["area"]):
        return None
    words = {"region": page.region, "rule": page.rule, "reader": page.reader}
    return read_page(page.earlier, area=page.area, language=page.language, **words)
