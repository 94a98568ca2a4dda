"""Sentences about a region: its size, and the sums of its initiatives."""

from __future__ import annotations

from gezondmenu.language import format_number, translate, translate_plural
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import size
from gezondmenu.report.words.registers import STATUSES
from gezondmenu.report.words.sentences_budget import whole_euros
from gezondmenu.verdicts import is_above_target, is_near_target
from gezondmenu.vocabulary import ALL


def how_large(page: Page) -> list[str]:
    """How many residents, and how far from 100,000 where it is a learning region."""
    language = page.language
    beside = row(page, "region_beside_target", period=ALL)
    if not beside.known:
        return []
    words = {
        "count": format_number(beside.numerator, language),
        "percent": size(beside.value, "%", language),
        "target": format_number(beside.denominator, language),
    }
    if is_above_target(beside):
        lines = [translate("{count} residents: {percent} above the target of {target}.", language, **words)]
    else:
        lines = [translate("{count} residents: {percent} under the target of {target}.", language, **words)]
    if not is_near_target(beside):
        lines.append(translate("Warning: that is more than a quarter away from the target.", language))
    return lines


def initiatives(page: Page) -> list[str]:
    """How many initiatives of each status there are, and what they cost together."""
    language, lines = page.language, []
    own = page.initiatives[page.initiatives["area"].isin(["", page.area, *page.inside])]
    for status, name in STATUSES.items():
        of_status = own[own["status"] == status]
        amounts = [float(amount) for amount in of_status["amount_eur"] if amount]
        if len(of_status):
            lines.append(
                translate_plural(
                    "{status}: {count} initiative, {amount} together.",
                    "{status}: {count} initiatives, {amount} together.",
                    len(of_status),
                    language,
                    status=translate(name, language),
                    amount=whole_euros(sum(amounts), language) if amounts else translate("not known", language),
                )
            )
    return lines
