"""What changed since an earlier publication: the period, the areas, and each number that was shown then."""

from __future__ import annotations

from collections.abc import Iterator

from gezondmenu.language import message, translate
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.region.tables import SIDE_BY_SIDE, is_shown
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import indicator_name, upper_first


def changes(page: Page, earlier: Page) -> list[str]:
    """Sentences about the period and the areas, and whether numbers of then are other numbers now."""
    language = page.language
    lines = []
    if page.period != earlier.period:
        words = {"then": earlier.when, "now": page.when}
        lines.append(translate("The earlier publication was about {then}, this one is about {now}.", language, **words))
    for sentence, codes, names in (
        (message("New in this publication: {areas}."), set(page.inside) - set(earlier.inside), page.names),
        (message("No longer in this publication: {areas}."), set(earlier.inside) - set(page.inside), earlier.names),
    ):
        if codes:
            areas = ", ".join(sorted(names.get(code, code) for code in codes))
            lines.append(translate(sentence, language, areas=areas))
    corrected = list(_numbers(page, earlier, earlier.period, only_other=True))
    if not corrected:
        words = {"period": earlier.when}
        lines.append(translate("The numbers about {period} are those of the earlier publication.", language, **words))
    return lines


def tables_of_changes(page: Page, earlier: Page) -> list[str]:
    """Numbers that were corrected, and where the period is another one the numbers of then and now."""
    language = page.language
    corrected = list(_numbers(page, earlier, earlier.period, only_other=True))
    head = [translate("Area", language), translate("What", language)]
    texts = (1,)
    shown = []
    if corrected:
        caption = translate("Corrected numbers, {period}", language, period=earlier.when)
        columns = [translate("Earlier publication", language), translate("Now", language)]
        shown.append(table(caption, [*head, *columns], corrected, texts=texts))
    if page.period != earlier.period:
        both = list(_numbers(page, earlier, page.period))
        caption = translate("Then and now", language)
        shown.append(table(caption, [*head, earlier.when, page.when], both, texts=texts))
    return shown


def _numbers(page: Page, earlier: Page, period: str, *, only_other: bool = False) -> Iterator[list[str]]:
    """Area, indicator, the number of then and the number now about `period`, as both publications show them."""
    for indicator, group in SIDE_BY_SIDE:
        for area in page.inside:
            then = row(earlier, indicator, group, area=area)
            now = row(page, indicator, group, area=area, period=period)
            texts = [cell(entry, page.language) for entry in (then, now)]
            if is_shown(then) and is_shown(now) and not (only_other and texts[0] == texts[1]):
                yield [page.names.get(area, area), upper_first(indicator_name(indicator, page.language)), *texts]
