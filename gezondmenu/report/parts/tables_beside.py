"""More tables: an area beside another and beside last year in words, forms, kinds of requests, and own indicators."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import translate
from gezondmenu.report.parts.tables import bare, indicator_name, interval_cell, table
from gezondmenu.report.rows.select import Page, Row, compared, row, rows_of, statements
from gezondmenu.report.words.amounts import cell, interval
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import level_name, statement_text, upper_first
from gezondmenu.vocabulary import ALL, group_label, split_group

OPINION_GROUPS = ("low_income", "gender", "age_band")


def beside_table(page: Page, lines: Sequence[tuple[str, str, str]], caption: str) -> str:
    """Each line (name, indicator, group) with its number, and the difference with each other area or year in words."""
    language = page.language
    header = [translate("What", language), page.when]
    header += [translate("Beside {other}", language, other=name) for _, name in page.others]
    body = []
    for name, indicator, group in lines:
        here = row(page, indicator, group)
        beside = [compared(page, indicator, code, group) for code, _ in page.others]
        if here.known and any(entry.status != "absent" for entry in beside):
            body.append([name, cell(here, language), *(difference_words(entry, language) for entry in beside)])
    if not body:
        return ""
    return table(caption, header, body, texts=tuple(range(2, len(header))))


def indicator_lines(indicators: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """Lines of `beside_table` for indicators of the whole area."""
    return [(upper_first(indicator_name(name, language)), name, ALL) for name in indicators]


def group_lines(groups: Sequence[str], indicator: str, language: str) -> list[tuple[str, str, str]]:
    """Lines of `beside_table` for groups of one indicator."""
    return [(upper_first(level_name(group, language)), indicator, group) for group in groups]


def statement_lines(page: Page) -> list[tuple[str, str, str]]:
    """Lines of `beside_table` for the statements."""
    return [
        (statement_text(name, page.language), "appreciation_positive", group_label(statement=name))
        for name in statements(page)
    ]


def opinion_by_group(page: Page) -> str:
    """Share positive by group of people, a column for each statement; empty where nothing of it can be shown."""
    language, asked = page.language, statements(page)
    found: dict[str, dict[str, Row]] = {}
    for trait in OPINION_GROUPS:
        for entry in rows_of(page, "appreciation_positive", "statement", trait):
            levels = split_group(entry.group)
            found.setdefault(group_label(**{trait: levels[trait]}), {})[levels["statement"]] = entry
    if not any(entry.known for mine in found.values() for entry in mine.values()):
        return ""
    header = [translate("Group", language), *(statement_text(name, language, short=True) for name in asked)]
    body = []
    for group, mine in found.items():
        entries = [mine.get(name, Row(page.area, page.period, group, "appreciation_positive")) for name in asked]
        body.append([upper_first(level_name(group, language)), *(bare(entry, language) for entry in entries)])
    caption = translate("Share positive per group (% of those who answered), {period}", language, period=page.when)
    return table(caption, header, body)


def forms_table(page: Page) -> str:
    """Share of activities and of visits by form, with the interval and the change; empty when nothing is known."""
    language = page.language
    shares = [entry for entry in rows_of(page, "form_visits_share", "form") if entry.known]
    if not shares:
        return ""
    header = [translate("Form", language), translate("Activities (%)", language), translate("Visits (%)", language)]
    header += [translate("Interval (%)", language)]
    header += [translate("Beside {other}", language, other=name) for _, name in page.others]
    body = []
    for entry in shares:
        beside = [compared(page, "form_visits_share", code, entry.group) for code, _ in page.others]
        body.append(
            [
                upper_first(level_name(entry.group, language)),
                bare(row(page, "form_share", entry.group), language),
                bare(entry, language),
                interval_cell(entry, language),
                *(difference_words(other, language) for other in beside),
            ]
        )
    caption = translate("Activities and visits by form, {period}", language, period=page.when)
    return table(caption, header, body, texts=tuple(range(4, len(header))))


def requests_table(page: Page) -> str:
    """Requests for help by kind, with the share that is still open."""
    language = page.language
    kinds = rows_of(page, "requests", "kind")
    if not any(entry.known for entry in kinds):
        return ""
    header = [translate("Kind of request", language), translate("Requests", language)]
    header += [translate("Still open (%)", language)]
    body = [
        [
            upper_first(level_name(entry.group, language)),
            cell(entry, language),
            bare(row(page, "open_share", entry.group), language),
        ]
        for entry in kinds
    ]
    return table(translate("Requests for help by kind, {period}", language, period=page.when), header, body)


def own_table(page: Page, lines: Sequence[tuple[str, Row, Row, Row | None]], caption: str) -> str:
    """Indicators of the user's own: the number, how sure it is, last year, and the other area."""
    language = page.language
    before = any(then.status != "absent" for _, _, then, _ in lines)
    header = [translate("What", language), page.area_name, translate("Interval", language)]
    header += [page.before] if before else []
    header += [page.beside_name] if page.beside else []
    body = []
    for name, here, then, there in lines:
        cells = [cell(here, language), interval(here, language) or translate("none: everything was counted", language)]
        cells[1] = cells[1] if here.known else cell(here, language)
        cells += [cell(then, language)] if before else []
        cells += [cell(there, language)] if there is not None else []
        body.append([name, *cells])
    return table(caption, header, body, texts=(2,))
