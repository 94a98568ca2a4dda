"""Who pays and who gains, in sentences: for everybody, and for the payer that the page is for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from gezondmenu.language import format_percent, translate
from gezondmenu.report.rows.page import Page, Row
from gezondmenu.report.rows.readers import PAYERS_OF
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.sections.value.amounts import fair, limits_words, of_payers
from gezondmenu.report.sections.value.rows import is_range, is_valued
from gezondmenu.report.sections.value.words import PLURAL_PAYERS, euros, payer_name
from gezondmenu.report.words.names import reader_name, upper_first
from gezondmenu.report.words.typed_claims import claim_heading, claim_sentence

SHARES_DIFFER_FROM = 5.0
"""From so many percentage points on, a payer's part of the costs and part of the value differ for a reader."""

RESIDENTS = "residents"
NAN = float("nan")


@dataclass(frozen=True)
class Part:
    """What a payer pays and gains under all laws together, as shown, and their shares of the totals in percent."""

    payer: str
    paid: float
    gained: float
    paid_share: float
    gained_share: float
    gains: tuple[Row, ...]


def parts(page: Page) -> list[Part]:
    """Each payer once, in the order of the table; a share is unknown where a total is, or where a part is a loss."""
    told = of_payers(page)
    costs, value = row(page, "value_costs").value, row(page, "value_benefits").value
    losses = any(one.gains.value < 0 for one, *_ in told)
    found = []
    for payer in dict.fromkeys(one.payer for one, *_ in told):
        mine = [entry for entry in told if entry[0].payer == payer]
        gains = tuple(one.gains for one, *_ in mine if one.gains.status != "absent")
        paid = sum(one.costs.value for one, *_ in mine if one.costs.known)
        gained = sum(entry.value for entry in gains)
        found.append(
            Part(
                payer,
                sum(amount for _, amount, *_ in mine),
                sum(amount for _, _, amount, _ in mine),
                100 * paid / costs if costs > 0 else NAN,
                100 * gained / value if value > 0 and not losses else NAN,
                gains,
            )
        )
    return found


def wrong_pocket(page: Page) -> list[str]:
    """Who pays more than their part of the value, who gains more than their part of the costs, and residents."""
    return [_in_shares(page, part) for part in _apart(page)]


def _apart(page: Page) -> list[Part]:
    known = [part for part in parts(page) if not math.isnan(part.paid_share + part.gained_share)]
    paying = [part for part in known if part.payer != RESIDENTS]
    more = [part for part in paying if part.paid_share - part.gained_share >= SHARES_DIFFER_FROM]
    less = [part for part in paying if part.gained_share - part.paid_share >= SHARES_DIFFER_FROM]
    told = []
    if more:
        told.append(max(more, key=lambda part: part.paid_share - part.gained_share))
    if less:
        told.append(max(less, key=lambda part: part.gained_share - part.paid_share))
    told += [part for part in known if part.payer == RESIDENTS and part.gained_share >= SHARES_DIFFER_FROM]
    return told


def fair_finding(page: Page) -> str:
    """What the payer with the largest difference would pay in proportion to what it gains; empty where all is alike."""
    apart = [part for part in parts(page) if abs(part.paid_share - part.gained_share) >= SHARES_DIFFER_FROM]
    apart = [part for part in apart if part.payer in fair_parts(page)]
    if not apart:
        return ""
    return _fair(page, max(apart, key=lambda part: abs(part.paid_share - part.gained_share)))


def payers_gain_less(page: Page) -> str:
    """That money saved does not pay the costs, where only the health of residents makes the value larger."""
    told = parts(page)
    paying = [part for part in told if part.payer != RESIDENTS]
    gained, costs = sum(part.gained for part in paying), sum(part.paid for part in told)
    health = sum(part.gained for part in told if part.payer == RESIDENTS)
    if not (0 < gained < costs and health > 0):  # false too where one of them is unknown
        return ""
    words = {"gained": euros(gained, page.language), "costs": euros(costs, page.language)}
    return claim_sentence("payers gain less", row(page, "value_benefits").design, page.language, **words)


def payers_finding(page: Page) -> str:
    """The title of the figure: the first of those sentences."""
    told = _apart(page)
    if told:
        return _in_shares(page, told[0], claim_heading)
    if any(not math.isnan(part.paid_share + part.gained_share) for part in parts(page)):
        return translate("Who pays gains about as large a part", page.language)
    return translate("Who pays, and who gains", page.language)


def for_reader(page: Page) -> list[str]:
    """What the payer that the page is for pays and gains; empty where the page is for nobody in particular."""
    if page.reader not in PAYERS_OF or not is_valued(page):
        return []
    mine = [part for part in parts(page) if part.payer in PAYERS_OF[page.reader]]
    if not mine:
        name = upper_first(reader_name(page.reader, page.language))
        return [translate("{reader}: no costs and no value in this calculation.", page.language, reader=name)]
    return [sentence for part in mine for sentence in _in_euros(page, part)]


def first_for_payer(page: Page) -> str:
    """What the payer that the page is for pays and gains, in one sentence; empty for other pages."""
    told = for_reader(page)
    return told[0] if told else ""


def _in_shares(page: Page, part: Part, say: Callable[..., str] = claim_sentence) -> str:
    language = page.language
    paid = translate("{share} of the costs", language, share=format_percent(part.paid_share, language))
    gained = translate("{share} of the value", language, share=format_percent(part.gained_share, language))
    nothing = translate("nothing", language)
    name = "pay and gain" if part.payer in PLURAL_PAYERS else "pays and gains"
    words = {"paid": paid if part.paid_share >= 0.5 else nothing, "gained": gained if part.gained else nothing}
    return say(name, _design(page), language, payer=_who(page, part), **words)


def _in_euros(page: Page, part: Part) -> list[str]:
    """Costs and value of a payer, what is left, and a fair part of the costs."""
    language, nothing = page.language, translate("nothing", page.language)
    paid, gained = euros(part.paid, language), euros(part.gained, language)
    if not math.isnan(part.paid_share):
        share = format_percent(part.paid_share, language)
        paid = translate("{amount} ({share} of the costs)", language, amount=paid, share=share)
    inside = []
    only = part.gains[0] if len(part.gains) == 1 else None
    if only and only.has_interval:
        inside.append(translate("between {low} and {high}", language, **limits_words(page, only)))
    if not math.isnan(part.gained_share):
        share = format_percent(part.gained_share, language)
        inside.append(translate("{share} of the value", language, share=share))
    gained = f"{gained} ({'; '.join(inside)})" if inside else gained
    if only and is_range(only):
        gained = translate("between {low} and {high}", language, **limits_words(page, only))
    elif math.isnan(part.gained):
        gained = translate("an unknown amount", language)
    told = [_in_all(page, part, paid if part.paid else nothing, gained if part.gained else nothing)]
    left, name = part.gained - part.paid, payer_name(part.payer, language)
    if left:
        kind = "more to a payer" if left > 0 else "less to a payer"
        design = row(page, "value_benefits").design
        if not math.isnan(left):
            told.append(claim_sentence(kind, design, language, payer=name, amount=euros(abs(left), language)))
    return [*told, _fair(page, part)]


def _in_all(page: Page, part: Part, paid: str, gained: str) -> str:
    name = "pay and would gain" if part.payer in PLURAL_PAYERS else "pays and would gain"
    return claim_sentence(name, _design(page), page.language, payer=_who(page, part), paid=paid, gained=gained)


def _who(page: Page, part: Part) -> str:
    return upper_first(payer_name(part.payer, page.language))


def _design(page: Page) -> str:
    return row(page, "value_benefits").design


def fair_parts(page: Page) -> dict[str, float]:
    """What each payer would pay in proportion to what they gain, as shown."""
    shares = [entry for entry in rows_of(page, "fair_share", "payer") if entry.known]
    names = [entry.traits["payer"] for entry in shares]
    return dict(zip(names, fair(page, shares), strict=True))


def _fair(page: Page, part: Part) -> str:
    amount = fair_parts(page).get(part.payer)
    if amount is None:
        return ""
    words = {"payer": payer_name(part.payer, page.language), "amount": euros(amount, page.language)}
    return claim_sentence("fair", row(page, "value_benefits").design, page.language, **words)
