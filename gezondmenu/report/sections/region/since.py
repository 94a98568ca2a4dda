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


def corrected(page: Page, earlier: Page) -> list[list[str]]:
    """Numbers of then that are other numbers now: area, indicator, then and now."""
    return [line for line in _numbers(page, earlier, earlier.period) if line[-2] != line[-1]]


def changes(page: Page, earlier: Page, others: list[list[str]]) -> list[str]:
    """Sentences about the period and the areas, and that no number is another one where `others` is empty."""
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
    if not others:
        words = {"period": earlier.when}
        lines.append(translate("The numbers about {period} are those of the earlier publication.", language, **words))
    return lines


def tables_of_changes(page: Page, earlier: Page, others: list[list[str]]) -> list[str]:
    """Numbers that were corrected (`others`), and where the period is another one the numbers of then and now."""
    language = page.language
    head = [translate("Area", language), translate("What", language)]
    texts = (1,)
    shown = []
    if others:
        caption = translate("Corrected numbers, {period}", language, period=earlier.when)
        columns = [translate("Earlier publication", language), translate("Now", language)]
        shown.append(table(caption, [*head, *columns], others, texts=texts))
    if page.period != earlier.period:
        both = list(_numbers(page, earlier, page.period))
        caption = translate("Then and now", language)
        shown.append(table(caption, [*head, earlier.when, page.when], both, texts=texts))
    return shown


def _numbers(page: Page, earlier: Page, period: str) -> Iterator[list[str]]:
    """Area, indicator, the number of then and the number now about `period`, as both publications show them."""
    for indicator, group in SIDE_BY_SIDE:
        for area in page.inside:
            then = row(earlier, indicator, group, area=area)
            now = row(page, indicator, group, area=area, period=period)
            texts = [cell(entry, page.language) for entry in (then, now)]
            if is_shown(then) and is_shown(now):
                yield [page.names.get(area, area), upper_first(indicator_name(indicator, page.language)), *texts]
