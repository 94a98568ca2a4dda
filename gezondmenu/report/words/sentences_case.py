"""Sentences about a business case: what it would come to, for whom, on what it rests, and what is just enough."""

from __future__ import annotations

from gezondmenu.language import format_number, format_percent, message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows.arrangements import Described, of_arrangement, parts_of
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import payer_name
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.report.words.sentences_budget import size_in_euros
from gezondmenu.report.words.sentences_shared import signed_euros
from gezondmenu.verdicts_of_value import is_a_loss, is_covered, is_in_the_wrong_pocket
from gezondmenu.vocabulary import ALL

EVIDENCE = {
    "randomised": message("groups drawn by lot"),
    "comparison": message("a comparison"),
    "before-after": message("before and after, without comparison"),
    "borrowed": message("figures from elsewhere"),
    "assumed": message("assumptions"),
}


def worth(page: Page, about: Described) -> str:
    """What all years come to, and how sure that is; why there is no sum; blank where there is no case."""
    language = page.language
    npv = of_arrangement(page, about, "net_present_value", ALL)
    if npv.status == "no data":
        return translate("There is no sum: {reason}.", language, reason=reason_words(npv.reasons.first, language))
    if not npv.known:
        return ""
    words = {"amount": size_in_euros(npv.value, language), "years": about["years"]}
    if not is_a_loss(npv):
        text = translate(
            "If all of this is so, it brings {amount} more than it costs, all years together.", language, **words
        )
    else:
        text = translate(
            "If all of this is so, it costs {amount} more than it brings, all years together.", language, **words
        )
    if npv.has_interval:
        low, high = (signed_euros(limit, language) for limit in (npv.lower, npv.upper))
        text += " " + translate(
            "With the ranges that were given it lies between {low} and {high}.", language, low=low, high=high
        )
    return text


def rests_on(page: Page, about: Described) -> str:
    """On what the benefits rest, the weakest last; blank where there are none."""
    language = page.language
    parts = parts_of(page, about, "benefits_by_evidence", ALL, "evidence")
    if not parts:
        return ""
    shares = {entry.traits["evidence"]: entry.value for entry in parts}
    named = [
        f"{translate(EVIDENCE[kind], language)} ({format_percent(shares[kind], language)})"
        for kind in EVIDENCE
        if kind in shares
    ]
    return translate("The benefits rest on: {parts}.", language, parts=", ".join(named))


def just_enough(page: Page, about: Described) -> list[str]:
    """What part of the benefits, and of each borrowed figure, is just enough."""
    language, lines = page.language, []
    share = of_arrangement(page, about, "break_even_share", ALL)
    if share.known:
        percent = format_percent(share.value, language, 1)
        if is_covered(share.value):
            text = message("The costs are covered by {percent} of the benefits.")
        else:
            text = message("To cover the costs, the benefits must become {percent} of what is expected.")
        lines.append(translate(text, language, percent=percent))
    for entry in parts_of(page, about, "break_even_effect", ALL, "item"):
        percent = format_percent(entry.value, language, 2)
        lines.append(
            translate(
                "{item}: {percent} less cost is just enough.",
                language,
                item=upper_first(entry.traits["item"]),
                percent=percent,
            )
        )
    return lines


def comes_back(page: Page, about: Described) -> str:
    """After how many years the costs have come back, and at which rate it is even; blank where neither is known."""
    language = page.language
    payback, rate = (of_arrangement(page, about, name, ALL) for name in ("payback", "internal_rate"))
    lines = []
    if payback.known:
        years = format_number(payback.value, language, 1)
        lines.append(translate("The costs have come back after {years} years.", language, years=years))
    if rate.known:
        percent = format_percent(rate.value, language, 1)
        lines.append(
            translate("Costs and benefits are even at a discount rate of {percent}.", language, percent=percent)
        )
    return " ".join(lines)


def who_pays(page: Page, about: Described) -> list[str]:
    """What each payer wins or loses, and that somebody pays for what another wins by."""
    language = page.language
    parts = parts_of(page, about, "net_present_value", ALL, "payer")
    lines = [f"{payer_name(entry.traits['payer'], language)}: {signed_euros(entry.value, language)}" for entry in parts]
    if is_in_the_wrong_pocket(parts):
        lines.append(translate("who pays is not who gains", language))
    return lines


def corrected(page: Page, about: Described) -> str:
    """The sum with the correction for optimism that was chosen; blank where none was."""
    entry = of_arrangement(page, about, "net_present_value_corrected", ALL)
    if not entry.known:
        return ""
    amount = signed_euros(entry.value, page.language)
    return translate("Corrected for optimism, as was chosen, it comes to {amount}.", page.language, amount=amount)


def shown_only(page: Page, about: Described) -> list[str]:
    """What is shown and not added, and what is a range without a point."""
    npv = of_arrangement(page, about, "net_present_value", ALL)
    kept = npv.reasons.only(Why.SHOWN_ONLY, Why.RANGE_ONLY)
    return [reason_words(reason, page.language) for reason in kept.each]
