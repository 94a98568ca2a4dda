"""Sentences about what a year of activities is worth, what it rests on, and the time and money that went into it."""

from __future__ import annotations

from collections.abc import Callable

from gezondmenu.language import format_euro, format_number, format_percent, message, translate, translate_plural
from gezondmenu.numbers.rounding import rounded_parts
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.sections.value.amounts import costs_left_out, left_out_words, limits_words, totals, whose
from gezondmenu.report.sections.value.rows import (
    inputs,
    is_range,
    rests_on_no_effect,
    silent_chains,
    tells,
    valued_chains,
)
from gezondmenu.report.sections.value.words import RESTS_ON, chance_words, euros, listed
from gezondmenu.report.words.amounts import cell, hidden_words, number, why_not
from gezondmenu.report.words.shares import times
from gezondmenu.report.words.typed_claims import claim_heading, claim_sentence
from gezondmenu.verdicts import is_some
from gezondmenu.verdicts_of_value import HARDLY_ANY, how_likely, is_all, is_covered, is_hardly_any, is_same_amount
from gezondmenu.vocabulary import ALL

ROLES = {
    "volunteer_hours": message("Volunteers"),
    "student_hours": message("Students"),
    "professional_hours": message("Professionals"),
}


def value_and_costs(page: Page) -> list[str]:
    """What it is worth beside what it costs, and how likely it is that the first is more."""
    return [*_net_value(page), chance(page)]


def not_in_it(page: Page) -> str:
    """The outcomes that would count in the total and have no euros here; empty where there are none."""
    names = [chain.name for chain in silent_chains(page) if chain.added]
    if not names:
        return ""
    words = listed(names, page.language)
    return claim_sentence("not in it", row(page, "value_benefits").design, page.language, chains=words)


def how_firm(page: Page) -> list[str]:
    """The value per euro with the point where the costs are covered, what it rests on, and what is not in it."""
    return [_per_euro(page), rests_on(page), *added_to_another(page), not_in_it(page)]


def added_to_another(page: Page) -> list[str]:
    """Of chains that value the same thing and are added up, both names and why the study sees them as different."""
    language, names = page.language, {chain.id: chain.name for chain in valued_chains(page) if chain.added}
    sentences = []
    for chain in valued_chains(page):
        stated = chain.entry.reason(Why.DIFFERENT_FROM)
        others = [f"“{names[id]}”" for id in stated["chains"] if id in names] if stated else []
        if stated and others and chain.added:
            words = {"chain": chain.name, "others": listed(others, language), "because": stated["because"]}
            sentences.append(claim_sentence("added to another", chain.entry.design, language, **words))
    return sentences


def _net_value(page: Page) -> list[str]:
    """The value less the costs with its range; where only a range is known, no middle of it."""
    language, net, gains = page.language, row(page, "net_value"), row(page, "value_benefits")
    if not tells(net):
        words = limits_words(page, gains)
        if is_range(gains):
            sentence = claim_sentence("a range without costs", gains.design, language, **words)
        else:
            amount = euros(totals(page)[1], language)
            sentence = claim_sentence("worth without costs", gains.design, language, amount=amount, **words)
        reason = why_not(row(page, "value_costs"), language)
        return [sentence, translate("We do not know the costs: {reason}.", language, reason=reason)]
    words = limits_words(page, net) | left_out_words(page)
    part = ", in part" if costs_left_out(page) else ""
    if is_range(net):
        return [claim_sentence(f"worth a range{part}", net.design, language, **words)]
    shown = totals(page)[2]
    if shown == 0:
        return [claim_sentence(f"worth the same{part}", net.design, language, **words)]
    name = "worth more" if shown > 0 else "worth less"
    return [claim_sentence(f"{name}{part}", net.design, language, amount=euros(abs(shown), language), **words)]


def chance(page: Page, say: Callable[..., str] = claim_sentence) -> str:
    """How likely it is that the value is above the costs; of a range between which chances that lies.

    Never nearly certain where it rests on a difference that is no effect: then no chance is said.
    """
    entry, language = row(page, "net_value_chance"), page.language
    if not tells(row(page, "net_value")):
        return ""
    if entry.known and how_likely(entry.value) != "between" and rests_on_no_effect(page):
        return say("chance not said", entry.design, language) if say is claim_sentence else ""
    part, words = (", in part", {"whose": whose(page)}) if costs_left_out(page) else ("", {})
    if entry.known:
        return say(f"chance{part}", entry.design, language, chance=chance_words(entry.value, language), **words)
    if is_range(entry):
        low, high = (format_percent(limit, language) for limit in (entry.lower, entry.upper))
        return say(f"chance between{part}", entry.design, language, low=low, high=high, **words)
    return ""


def _per_euro(page: Page) -> str:
    """The value per euro of costs: only beside a net value with its range, and with the point of breaking even."""
    ratio, share, net = (row(page, name) for name in ("benefit_cost_ratio", "break_even_share", "net_value"))
    if not (ratio.has_interval and share.known and net.has_interval):
        return ""
    language = page.language
    words = {
        "ratio": format_euro(ratio.value, language, 2),
        "low": format_euro(ratio.lower, language, 2),
        "high": format_euro(ratio.upper, language, 2),
    }
    if is_hardly_any(share.value):
        little = format_percent(HARDLY_ANY, language)
        return claim_sentence("ratio, covered by little", ratio.design, language, share=little, **words)
    if is_covered(share.value):
        covered = format_percent(share.value, language)
        return claim_sentence("ratio, covered", ratio.design, language, share=covered, **words)
    return claim_sentence("ratio, not covered", ratio.design, language, times=times(share.value, language), **words)


def rests_on(page: Page) -> str:
    """Which part of the value rests on each kind of evidence, in whole percentages that sum to 100."""
    by_evidence = {e.traits["evidence"]: e for e in rows_of(page, "value_by_evidence", "evidence") if e.known}
    kinds = [kind for kind in RESTS_ON if kind in by_evidence]
    if not kinds:
        return ""
    language = page.language
    whole = dict(zip(kinds, rounded_parts([by_evidence[kind].value for kind in kinds], 1.0), strict=True))
    parts = []
    for kind, percent in whole.items():
        words = {"on": translate(RESTS_ON[kind], language), "share": format_percent(percent, language)}
        if is_all(percent):
            parts.append(translate("entirely {on}", language, on=words["on"]))
        elif percent > 0:
            parts.append(translate("for {share} {on}", language, **words))
    return claim_sentence("rests on", by_evidence[kinds[0]].design, language, parts=listed(parts, language))


def dots_finding(page: Page) -> str:
    """The title of the twenty dots: the chance, where it is said."""
    return chance(page, claim_heading) or translate("Value minus costs, in twenty parts", page.language)


def costs_that_count(page: Page) -> str:
    """Which amount stands beside the value for what was booked, where there is a value and the two are not the same."""
    booked, counted, year = row(page, "costs"), row(page, "value_costs"), inputs(page, ALL).get("price_year")
    if year is None or not (year.known and counted.known and tells(row(page, "value_benefits"))):
        return ""
    if is_same_amount(booked, counted):
        return ""
    language = page.language
    words = {"year": f"{year.value:.0f}", "amount": euros(totals(page)[0], language)}
    if costs_left_out(page) or counted.reasons:
        return translate(
            "Beside the value stands {amount}: in prices of {year}, without costs that this calculation leaves out.",
            language,
            **words,
        )
    return translate("Beside the value stands {amount}: the same in prices of {year}.", language, **words)


def helped(page: Page) -> str:
    """How many residents were helped for the same money; empty where no booking says so."""
    entry = row(page, "helped_per_1000_eur")
    if not entry.known:
        return ""
    return translate(
        "For every € 1,000, {number} residents were helped.",
        page.language,
        number=number(entry.value, entry.unit, page.language),
    )


def hours_lines(page: Page) -> list[tuple[str, str, float]]:
    """Hours by role: name, hours in words, and length."""
    language, lines = page.language, []
    for name, role in ROLES.items():
        entry = row(page, name)
        if is_some(entry):
            words = translate("{hours} hours", language, hours=cell(entry, language))
            lines.append((translate(role, language), words, entry.value))
    return lines


def missing_hours(page: Page) -> list[str]:
    """At how many sessions hours were written down, and how many volunteers there were."""
    language, sentences = page.language, []
    count = row(page, "volunteers")
    if count.known:
        sentences.append(
            translate_plural(
                "{count} volunteer is on the lists.", "{count} volunteers are on the lists.", count.value, language
            )
        )
    elif count.hidden:
        hidden = hidden_words(count, language)
        sentences.append(translate("How many volunteers there were is {hidden}.", language, hidden=hidden))
    values = row(page, "volunteer_hours").reason(Why.HOURS_KNOWN_AT)
    if values:
        counts = {name: format_number(count, language) for name, count in values.items()}
        sentences.append(translate("Hours are known at {known} of the {all} sessions.", language, **counts))
    return sentences
