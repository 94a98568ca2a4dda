"""Who pays and who gains, in sentences: for everybody, and for the payer that the page is for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gezondmenu.language import format_percent, translate
from gezondmenu.numbers.rounding import left_over, together
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import PAYERS_OF
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.sections.value.amounts import (
    alone,
    amount_or_less,
    fair,
    left_out_words,
    limits_words,
    totals,
    under_all_laws,
)
from gezondmenu.report.sections.value.rows import is_range, is_valued, payers
from gezondmenu.report.sections.value.words import euros
from gezondmenu.report.words.names import reader_name, upper_first
from gezondmenu.report.words.payers import PLURAL_PAYERS, payer_and_law, payer_name
from gezondmenu.report.words.typed_claims import claim_heading, claim_sentence
from gezondmenu.verdicts import farthest
from gezondmenu.verdicts_of_value import (
    gain_less_than_costs,
    gains_a_larger_part,
    is_large_part,
    is_worth_its_share,
    is_worth_saying,
    pays_a_larger_part,
)
from gezondmenu.vocabulary import group_label

RESIDENTS = "residents"

FAIR = {"no": "fair, not covered", "perhaps": "fair, perhaps covered", "yes": "fair, covered"}
"""What is said of a fair share, by whether the gain of that payer covers it."""


@dataclass(frozen=True)
class Part:
    """What a payer pays and gains under all laws together, as shown, and the rows of its parts of the whole.

    `apart` is the row of its part of the value less its part of the costs. A share is absent where a total is not
    known, or where a part is a loss.
    """

    payer: str
    paid: float
    gained: float
    of_costs: Row
    of_value: Row
    apart: Row
    gains: tuple[Row, ...]


def parts(page: Page) -> list[Part]:
    """Each payer once, in the order of the table."""
    all_parts = []
    for payer, (paid, gained) in under_all_laws(page).items():
        group = group_label(payer=payer)
        of_costs, of_value = row(page, "payer_costs_share", group), row(page, "payer_benefits_share", group)
        apart = row(page, "payer_share_difference", group)
        gains = (one.gains for one in payers(page) if one.payer == payer and one.gains.status != "absent")
        all_parts.append(Part(payer, paid, gained, of_costs, of_value, apart, tuple(gains)))
    return all_parts


def wrong_pocket(page: Page) -> list[str]:
    """Who pays more than their part of the value, who gains more than their part of the costs, and residents."""
    return [_in_shares(page, part) for part in _apart(page)]


def _apart(page: Page) -> list[Part]:
    known = [part for part in parts(page) if part.apart.known and not _gains_unknown(part)]
    paying = [part for part in known if part.payer != RESIDENTS]
    more = [part for part in paying if pays_a_larger_part(part.apart)]
    less = [part for part in paying if gains_a_larger_part(part.apart)]
    farthest_parts = [_farthest(side) for side in (more, less) if side]
    return farthest_parts + [part for part in known if part.payer == RESIDENTS and is_large_part(part.of_value)]


def _gains_unknown(part: Part) -> bool:
    """Whether all that a payer may gain has no euros here: then it is not said that it gains nothing."""
    return part.apart.reason(Why.WITHOUT_CHAIN) is not None and not is_worth_saying(part.of_value)


def _farthest(candidates: Sequence[Part]) -> Part:
    entry = farthest([part.apart for part in candidates])
    return next(part for part in candidates if part.apart is entry)


def fair_finding(page: Page) -> str:
    """What the payer with the largest difference would pay in proportion to what it gains; empty where all is alike."""
    unequal_parts = [part for part in parts(page) if pays_a_larger_part(part.apart) or gains_a_larger_part(part.apart)]
    unequal_parts = [part for part in unequal_parts if part.payer in fair_parts(page)]
    return _fair(page, _farthest(unequal_parts)) if unequal_parts else ""


def payers_gain_less(page: Page) -> str:
    """That money saved does not pay the costs, where only the health of residents makes the value larger."""
    gains, costs = row(page, "payers_benefits"), row(page, "value_costs")
    if not gain_less_than_costs(gains, costs, row(page, "payer_benefits", group_label(payer=RESIDENTS))):
        return ""
    shown = under_all_laws(page)
    paying = together([name != RESIDENTS for name in shown], [gained for _, gained in shown.values()])
    words = {"gained": euros(paying[True], page.language), "costs": euros(totals(page)[0], page.language)}
    return claim_sentence("payers gain less", _design(page), page.language, **words)


def payers_finding(page: Page) -> str:
    """The title of the figure: the first of those sentences."""
    parts_apart = _apart(page)
    if parts_apart:
        return _in_shares(page, parts_apart[0], claim_heading)
    if any(part.apart.known for part in parts(page)):
        return translate("Who pays gains about as large a part", page.language)
    return translate("Who pays, and who gains", page.language)


def for_reader(page: Page) -> list[str]:
    """What the payer that the page is for pays and gains; empty where the page is for nobody in particular."""
    if page.reader not in PAYERS_OF or not is_valued(page):
        return []
    own_parts = [part for part in parts(page) if part.payer in PAYERS_OF[page.reader]]
    outside = _left_out(page)
    if not own_parts and outside:
        return outside
    if not own_parts:
        name = upper_first(reader_name(page.reader, page.language))
        return [translate("{reader}: no costs and no value in this calculation.", page.language, reader=name)]
    return [sentence for part in own_parts for sentence in _in_euros(page, part)] + outside


def _left_out(page: Page) -> list[str]:
    """What the payer that the page is for pays and the perspective leaves out."""
    entries = [e for e in rows_of(page, "costs_outside", "law", "payer") if e.known]
    entries = [entry for entry in entries if entry.traits["payer"] in PAYERS_OF[page.reader]]
    language, words = page.language, left_out_words(page)
    return [
        claim_sentence(
            "left out",
            _design(page),
            language,
            payer=payer_and_law(entry.traits["payer"], entry.traits["law"], language),
            amount=euros(alone(entry), language),
            whose=words["whose"],
        )
        for entry in entries
    ]


def first_for_payer(page: Page) -> str:
    """What the payer that the page is for pays and gains, in one sentence; empty for other pages."""
    sentences = for_reader(page)
    return sentences[0] if sentences else ""


def _in_shares(page: Page, part: Part, say: Callable[..., str] = claim_sentence) -> str:
    language = page.language
    paid = translate("{share} of the costs", language, share=format_percent(part.of_costs.value, language))
    gained = translate("{share} of the value", language, share=format_percent(part.of_value.value, language))
    nothing = translate("nothing", language)
    name = "pay and gain" if part.payer in PLURAL_PAYERS else "pays and gains"
    words = {
        "paid": paid if is_worth_saying(part.of_costs) else nothing,
        "gained": gained if is_worth_saying(part.of_value) else nothing,
    }
    return say(name, _design(page), language, payer=_who(page, part), **words)


def _in_euros(page: Page, part: Part) -> list[str]:
    """Costs and value of a payer, what is left, and a fair part of the costs."""
    language, group = page.language, group_label(payer=part.payer)
    paid, gained = (
        amount_or_less(page, shown, row(page, name, group))
        for name, shown in (("payer_costs", part.paid), ("payer_benefits", part.gained))
    )
    if part.of_costs.known and part.paid:
        share = format_percent(part.of_costs.value, language)
        paid = translate("{amount} ({share} of the costs)", language, amount=paid, share=share)
    inside = []
    only = part.gains[0] if len(part.gains) == 1 else None
    if only and only.has_interval:
        inside.append(translate("between {low} and {high}", language, **limits_words(page, only)))
    if part.of_value.known:
        share = format_percent(part.of_value.value, language)
        inside.append(translate("{share} of the value", language, share=share))
    gained = f"{gained} ({'; '.join(inside)})" if inside and part.gained else gained
    if only and is_range(only):
        gained = translate("between {low} and {high}", language, **limits_words(page, only))
    elif math.isnan(part.gained):
        gained = translate("an unknown amount", language)
    sentences = [_in_all(page, part, paid, gained)]
    left, name = left_over(part.gained, part.paid), payer_name(part.payer, language)
    if left:
        kind = "more to a payer" if left > 0 else "less to a payer"
        design = _design(page)
        if not math.isnan(left):
            sentences.append(claim_sentence(kind, design, language, payer=name, amount=euros(abs(left), language)))
    return [*sentences, _fair(page, part)]


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
    language, group = page.language, group_label(payer=part.payer)
    words = {"payer": payer_name(part.payer, language), "amount": euros(amount, language)}
    gain = row(page, "payer_benefits", group)
    covers = is_worth_its_share(row(page, "fair_share_difference", group))
    if covers == "unknown" or not gain.has_interval:
        return claim_sentence("fair", _design(page), language, **words)
    words |= {"gained": euros(part.gained, language), **limits_words(page, gain)}
    return claim_sentence(FAIR[covers], _design(page), language, **words)
