"""Sentences about requests for help, invitations and employers."""

from __future__ import annotations

from gezondmenu.language import format_number, translate, translate_plural
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.words.amounts import cell, hidden_words, interval, number
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.shares import share_words
from gezondmenu.verdicts import is_some
from gezondmenu.vocabulary import group_label


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
    sentences = [
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
        sentences.append(translate("Solved by neighbours or volunteers: {share}.", language, share=share))
    elif within.hidden:
        hidden = hidden_words(within, language)
        sentences.append(translate("How many neighbours or volunteers solved is {hidden}.", language, hidden=hidden))
    if days.known:
        words = {"days": number(days.value, days.unit, language), "interval": interval(days, language)}
        sentences.append(
            translate("Half of the requests were solved within {days} days ({interval}).", language, **words)
        )
    elif days.status == "too few":
        sentences.append(translate("Half of the requests or more are still open.", language))
    if left.known:
        sentences.append(translate("Still open: {share}.", language, share=share_words(left, language)))
    elif left.hidden:
        hidden = hidden_words(left, language)
        sentences.append(translate("How many are still open is {hidden}.", language, hidden=hidden))
    return sentences


def count_of(page: Page) -> str:
    """The number of requests, for the caption."""
    return cell(row(page, "requests"), page.language)


def measures(page: Page) -> list[str]:
    """The measures for which people were invited in the period."""
    names = ("funnel_asked", "funnel_attended", "funnel_referred")
    levels = [entry.traits["measure"] for name in names for entry in rows_of(page, name, "measure")]
    return list(dict.fromkeys(levels))


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
    if not is_some(count):
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
