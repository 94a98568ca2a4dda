"""What a page may say: small functions from rows to a sentence, choosing words by status and design.

A claim about one period or one question never speaks of an effect: "change is not effect".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gezondmenu.language import format_number, translate, translate_plural
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.rows.select import Page, Row, row, rows_of, statements
from gezondmenu.report.sections.change import claims as change_claims
from gezondmenu.report.sections.people.claims_time import change_of_visits
from gezondmenu.report.sections.summary import claims as summary_claims
from gezondmenu.report.words.amounts import ROUGH, cell, hidden_words, interval, number, short_reason, why_not
from gezondmenu.report.words.names import (
    one_in,
    out_of_ten,
    people,
    people_name,
    statement_text,
    upper_first,
    visits_words,
)

ONE_IN_UNDER = 400  # per 1,000: above this "1 in 2" says less than a percentage


@dataclass(frozen=True)
class Claim:
    """A sentence of the summary, the section that explains it, and what stands beside it."""

    text: str
    section: str
    sure: str = ""
    beside: tuple[str, ...] = ()


def summary(page: Page) -> list[Claim]:
    """The three sentences at the top: who takes part, what residents say, what it costs or what changed.

    On the page for a payer, what that payer pays and gains stands before them.
    """
    first = summary_claims.first_for_payer(page)
    return [*([Claim(first, "worth")] if first else []), takes_part(page), appreciates(page), costs(page)]


def takes_part(page: Page) -> Claim:
    """How many residents took part; visits where only head counts are known."""
    rate, persons, visits = (row(page, name) for name in ("participation_rate", "participants", "visits"))
    if rate.known and persons.known and rate.value > 0:
        words = {"period": page.when, "people": people(persons.value, page.language)}
        if rate.value < ONE_IN_UNDER:
            text = translate(
                "About {share} residents took part in {period}: {people}.",
                page.language,
                share=one_in(rate.value, page.language),
                **words,
            )
        else:
            text = translate(
                "About {percent} of the residents took part in {period}: {people}.",
                page.language,
                percent=number(rate.value / 10, "%", page.language),
                **words,
            )
        return Claim(text, "who", beside=_beside(page, "participation_rate", lambda r: one_in(r.value, page.language)))
    if persons.known:
        text = translate(
            "In {period} we counted {people} at the activities.",
            page.language,
            period=page.when,
            people=people(persons.value, page.language),
        )
        return Claim(text, "who", beside=_last_year(page, "participants"))
    if visits.known and persons.hidden:
        text = translate(
            "In {period} we counted {visits}. How many people came is {hidden}, to protect them.",
            page.language,
            visits=visits_words(visits.value, page.language),
            period=page.when,
            hidden=hidden_words(persons, page.language),
        )
        return Claim(text, "who", beside=_last_year(page, "visits"))
    if visits.known:
        text = translate(
            "In {period} we counted {visits}. We do not know how many different people came.",
            page.language,
            visits=visits_words(visits.value, page.language),
            period=page.when,
        )
        return Claim(text, "who", beside=_last_year(page, "visits"))
    text = translate(
        "We do not know how many residents took part in {period}: {reason}.",
        page.language,
        period=page.when,
        reason=why_not(persons, page.language),
    )
    return Claim(text, "who")


def appreciates(page: Page) -> Claim:
    """How many of those who answered are positive about their own health, or about the first statement."""
    asked = statements(page)
    statement = "my_health" if "my_health" in asked or not asked else asked[0]
    positive = row(page, "appreciation_positive", f"statement={statement}")
    if not positive.known:
        if positive.hidden:
            text = translate(
                "What residents think of it is {hidden}, to protect them.",
                page.language,
                hidden=hidden_words(positive, page.language),
            )
        else:
            text = translate(
                "We do not know what residents think of it: {reason}.",
                page.language,
                reason=why_not(positive, page.language),
            )
        return Claim(text, "opinion")
    between = interval(positive, page.language)
    rough = positive.reason(ROUGH) is not None and bool(between)
    share = between if rough else out_of_ten(positive.value, page.language)
    if statement == "my_health":
        text = translate("Of those who answered, {share} said it is good for their health.", page.language, share=share)
    else:
        text = translate(
            "Of those who answered, {share} agreed with “{statement}”.",
            page.language,
            share=share,
            statement=statement_text(statement, page.language),
        )
    sure = ["" if rough else between, response(page)]
    return Claim(
        text,
        "opinion",
        sure="; ".join(part for part in sure if part),
        beside=_beside(page, "appreciation_positive", lambda r: cell(r, page.language), f"statement={statement}"),
    )


def costs(page: Page) -> Claim:
    """What a visit cost; where that is unknown, what clearly changed, or whether there were more visits than before."""
    cost, growth = row(page, "cost_per_visit"), row(page, "visits_growth")
    if page.reader == RESIDENTS:
        return Claim(*summary_claims.without_euros(page))
    if cost.known:
        text = translate("A visit cost {amount} on average.", page.language, amount=cell(cost, page.language))
        return Claim(text, "worth", beside=_beside(page, "cost_per_visit", lambda r: cell(r, page.language)))
    if changed := change_claims.clear_change(page):
        return Claim(changed, "change")
    if growth.known:
        text = change_of_visits(page, growth) + " " + translate("We do not know what a visit cost.", page.language)
        return Claim(text, "who")
    text = translate("We do not know what a visit cost: {reason}.", page.language, reason=why_not(cost, page.language))
    return Claim(text, "worth")


def response(page: Page) -> str:
    """How many of those who were asked gave an answer, as a clause; empty when it is unknown."""
    answered = row(page, "appreciation_response")
    if not answered.known:
        return ""
    return translate("{share} gave an answer", page.language, share=out_of_ten(answered.value, page.language))


def regulars(page: Page) -> str:
    """How many participants came often."""
    share, count = row(page, "regular_share"), row(page, "regular_participants")
    if count.known and count.value == 0:
        return translate("Nobody came often.", page.language)
    if share.known and count.known:
        return translate(
            "Of the participants, {share} came often ({people}; {interval}).",
            page.language,
            share=out_of_ten(share.value, page.language),
            people=people(count.value, page.language),
            interval=interval(share, page.language),
        )
    if share.hidden or count.hidden:
        return translate(
            "How many participants came often is {hidden}.",
            page.language,
            hidden=hidden_words(share if share.hidden else count, page.language),
        )
    return ""


def groups_finding(page: Page) -> str:
    """Which group takes part most, and which least, next to its place in the neighbourhood."""
    known = [entry for entry in rows_of(page, "reach_ratio", "age_band") if entry.known]
    known += [
        entry for trait in ("low_income", "gender") for entry in rows_of(page, "reach_ratio", trait) if entry.known
    ]
    more = [entry for entry in known if entry.has_interval and entry.lower > 1 and entry.value >= 1.05]
    less = [entry for entry in known if entry.has_interval and entry.upper < 1 and entry.value <= 0.95]
    if not known:
        return translate("We do not know which groups take part", page.language)
    most = upper_first(people_name(max(more, key=lambda e: e.value).group, page.language)) if more else ""
    least = people_name(min(less, key=lambda e: e.value).group, page.language) if less else ""
    if more and less:
        return translate("{most} take part more than their share, {least} less", page.language, most=most, least=least)
    if more:
        return translate("{most} take part more than their share", page.language, most=most)
    if less:
        return translate("{least} take part less than their share", page.language, least=upper_first(least))
    return translate("No group clearly takes part more or less than its share", page.language)


def prices_finding(page: Page) -> str:
    """How many activities cost nothing for people with a low income."""
    share = row(page, "free_for_low_income")
    if not share.known:
        return translate("We do not know what the activities cost", page.language)
    return translate_plural(
        "Free for people with a low income: {free} of {count} activity with a known price",
        "Free for people with a low income: {free} of {count} activities with a known price",
        share.denominator,
        page.language,
        free=format_number(share.numerator, page.language),
    )


def appreciation_finding(page: Page) -> str:
    """The statement with the largest and the one with the smallest share of positive answers."""
    known = [
        entry for name in statements(page) if (entry := row(page, "appreciation_positive", f"statement={name}")).known
    ]
    if not known:
        return translate("We cannot show what residents think", page.language)
    best, least = max(known, key=lambda e: e.value), min(known, key=lambda e: e.value)
    short = lambda e: statement_text(e.group.removeprefix("statement="), page.language, short=True)  # noqa: E731
    if len(known) == 1 or best.lower <= least.upper:
        return (
            translate("Most answers are positive about every statement", page.language)
            if least.value > 50
            else translate("Residents judge the statements about alike", page.language)
        )
    return translate(
        "Residents are more often positive about “{best}” than about “{least}”",
        page.language,
        best=short(best),
        least=short(least),
    )


def _beside(page: Page, indicator: str, words: Callable[[Row], str], group: str = "all") -> tuple[str, ...]:
    """The area beside this one and the year before, in the words of the sentence."""
    parts = []
    if page.beside:
        other = row(page, indicator, group, area=page.beside)
        parts.append(f"{page.beside_name}: {words(other) if other.known else short_reason(other, page.language)}")
    then = row(page, indicator, group, period=page.before)
    if then.status != "absent":
        parts.append(f"{page.before}: {words(then) if then.known else short_reason(then, page.language)}")
    return tuple(parts)


def _last_year(page: Page, indicator: str) -> tuple[str, ...]:
    """Counts of a city say nothing beside those of a neighbourhood; those of last year do."""
    then = row(page, indicator, period=page.before)
    return (f"{page.before}: {cell(then, page.language)}",) if then.status != "absent" else ()
