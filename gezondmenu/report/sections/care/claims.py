"""Sentences about help, invitations, employers, steps that people chose, hours, and what money reached."""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate, translate_plural
from gezondmenu.report.rows.select import Page, compared, row, rows_of
from gezondmenu.report.sections.people.claims import UNKNOWN_NOTE, share_words
from gezondmenu.report.words.amounts import cell, hidden_words, interval, number
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import upper_first
from gezondmenu.vocabulary import group_label, split_group

ROLES = {
    "volunteer_hours": message("Volunteers"),
    "student_hours": message("Students"),
    "professional_hours": message("Professionals"),
}


def requests(page: Page) -> list[str]:
    """How many requests for help, who solved them, how long it took, and what is left; empty without any."""
    language = page.language
    asked = row(page, "requests")
    if not asked.known or not asked.value:
        if not asked.hidden:
            return []
        return [
            translate("How many people asked for help is {hidden}.", language, hidden=hidden_words(asked, language))
        ]
    found = [
        translate_plural(
            "In {period} {count} request for help was written down.",
            "In {period} {count} requests for help were written down.",
            asked.value,
            language,
            period=page.when,
        )
    ]
    within, days, left = (row(page, name) for name in ("solved_by_community", "days_to_solved", "open_share"))
    if within.known:
        share = share_words(within, language)
        found.append(translate("Solved by neighbours or volunteers: {share}.", language, share=share))
    elif within.hidden:
        hidden = hidden_words(within, language)
        found.append(translate("How many neighbours or volunteers solved is {hidden}.", language, hidden=hidden))
    if days.known:
        words = {"days": number(days.value, days.unit, language), "interval": interval(days, language)}
        found.append(translate("Half of the requests were solved within {days} days ({interval}).", language, **words))
    elif days.status == "too few":
        found.append(translate("Half of the requests or more are still open.", language))
    if left.known:
        found.append(translate("Still open: {share}.", language, share=share_words(left, language)))
    elif left.hidden:
        hidden = hidden_words(left, language)
        found.append(translate("How many are still open is {hidden}.", language, hidden=hidden))
    return found


def count_of(page: Page) -> str:
    """The number of requests, for the caption."""
    return cell(row(page, "requests"), page.language)


def measures(page: Page) -> list[str]:
    """The measures for which people were invited in the period."""
    names = ("funnel_asked", "funnel_attended", "funnel_referred")
    found = [split_group(entry.group)["measure"] for name in names for entry in rows_of(page, name, "measure")]
    return list(dict.fromkeys(found))


def funnel_lines(page: Page, measure: str) -> list[tuple[str, str, float]]:
    """From who could be asked to who was referred: name, number in words, and length; empty when none is known."""
    language, group = page.language, group_label(measure=measure)
    steps = (
        ("funnel_asked", translate("could be asked", language), translate("were asked", language)),
        ("funnel_attended", translate("were asked", language), translate("came", language)),
        ("funnel_referred", translate("came", language), translate("were referred", language)),
    )
    lines: list[tuple[str, str, float]] = []
    for name, whole, part in steps:
        entry = row(page, name, group)
        if entry.hidden and lines:
            lines.append((upper_first(part), hidden_words(entry, language), 0.0))
        if not entry.known:
            continue
        if not lines:
            lines.append((upper_first(whole), format_number(entry.denominator, language), entry.denominator))
        words = translate(
            "{part} of the {whole} ({percent})",
            language,
            part=format_number(entry.numerator, language),
            whole=format_number(entry.denominator, language),
            percent=cell(entry, language),
        )
        lines.append((upper_first(part), words, entry.numerator))
    return lines


def employers(page: Page) -> str:
    """How many employers take part, and of how many; empty when none is named."""
    language = page.language
    count, share = row(page, "employers"), row(page, "employers_share")
    if not count.known or count.value <= 0:
        return ""
    if share.known:
        return translate_plural(
            "{count} employer takes part, of the {all} in the area.",
            "{count} employers take part, of the {all} in the area.",
            count.value,
            language,
            all=format_number(share.denominator, language),
        )
    return translate_plural("{count} employer takes part.", "{count} employers take part.", count.value, language)


def steps(page: Page) -> list[str]:
    """The share of self-chosen steps that were taken, and beside others; empty without any."""
    language = page.language
    taken = row(page, "steps_reached")
    if taken.hidden:
        hidden = hidden_words(taken, language)
        return [translate("How many of the steps that people chose were taken is {hidden}.", language, hidden=hidden)]
    if not taken.known:
        return []
    share = share_words(taken, language)
    found = [
        translate("Of the steps that people chose themselves, {share} were taken.", language, share=share),
        translate("People say so themselves.", language),
    ]
    for code, other in page.others:
        beside = compared(page, "steps_reached", code)
        if beside.has_interval:
            found.append(upper_first(difference_words(beside, language, other)) + ".")
    values = taken.reason(UNKNOWN_NOTE)
    if values:
        counts = {name: format_number(float(text), language) for name, text in values.items()}
        found.append(translate("Of {unknown} of the {all} steps we do not know it.", language, **counts))
    return found


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
    language, found = page.language, []
    for name, role in ROLES.items():
        entry = row(page, name)
        if entry.known and entry.value > 0:
            words = translate("{hours} hours", language, hours=cell(entry, language))
            found.append((translate(role, language), words, entry.value))
    return found


def hours_finding(page: Page) -> str:
    """Who gives time: the heading above the bars."""
    entry = row(page, "volunteer_hours")
    if entry.known and entry.value > 0:
        return translate("Volunteers gave {hours} hours", page.language, hours=cell(entry, page.language))
    return translate("Who gives time?", page.language)


def missing_hours(page: Page) -> list[str]:
    """At how many sessions hours were written down, and how many volunteers there were."""
    language, found = page.language, []
    count = row(page, "volunteers")
    if count.known:
        found.append(
            translate_plural(
                "{count} volunteer is on the lists.", "{count} volunteers are on the lists.", count.value, language
            )
        )
    elif count.hidden:
        hidden = hidden_words(count, language)
        found.append(translate("How many volunteers there were is {hidden}.", language, hidden=hidden))
    values = row(page, "volunteer_hours").reason("hours recorded at {known} of {all} sessions")
    if values:
        counts = {name: format_number(float(text), language) for name, text in values.items()}
        found.append(translate("Hours are known at {known} of the {all} sessions.", language, **counts))
    return found
