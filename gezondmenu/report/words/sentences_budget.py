"""Sentences about an arrangement and its budget: what is spent, where the year will end, and what must be decided."""

from __future__ import annotations

from gezondmenu.language import format_euro, format_month, format_percent, message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows.arrangements import (
    Described,
    month_shown,
    of_arrangement,
    rows_over_time,
    year_shown,
)
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.verdicts_of_value import how_likely_at_most, is_a_gain

KINDS = {
    "supporter": message("neighbourhood supporter"),
    "neighbourhood budget": message("neighbourhood budget"),
    "prevention budget": message("prevention budget"),
    "virtual budget": message("virtual budget"),
    "coalition": message("prevention coalition"),
    "portal": message("neighbourhood portal"),
    "neighbourhood policy": message("neighbourhood policy"),
    "integral personal budget": message("integral personal budget"),
    "population funding": message("population funding"),
}


def whole_euros(value: float, language: str) -> str:
    r"""Euros without cents and without millions: a budget is read to the euro.

    Examples
    --------
    >>> whole_euros(1_350_000, "nl")
    '€\xa01.350.000'
    """
    return format_euro(value, language, 0)


def size_in_euros(value: float, language: str) -> str:
    r"""Whole euros without the sign, where a word says more or less.

    Examples
    --------
    >>> size_in_euros(-1_500, "nl")
    '€\xa01.500'
    """
    return whole_euros(abs(value), language)


def size_in_percent(value: float, language: str) -> str:
    """A percentage of one decimal without the sign, where a word says more or less."""
    return format_percent(abs(value), language, 1)


def kind_name(about: Described, language: str) -> str:
    """What kind of arrangement it is; blank where it is of another kind."""
    return translate(KINDS[about["kind"]], language) if about["kind"] in KINDS else ""


def has_money(page: Page, about: Described) -> bool:
    """Whether anything was set aside or booked for an arrangement."""
    return any(rows_over_time(page, about, name, "year") for name in ("budgeted", "booked"))


def spent(page: Page, about: Described) -> str:
    """What is booked of the budget until now, beside an even line; blank where nothing is."""
    language, month = page.language, month_shown(page, about)
    so_far, line, share = (
        of_arrangement(page, about, name, month) for name in ("booked_so_far", "straight_line", "booked_share")
    )
    if not so_far.known:
        return ""
    return translate(
        "Up to and including {month} {booked} of {budget} was booked ({percent}). "
        "Spread evenly over the year that would be {line}.",
        language,
        month=format_month(month, language),
        booked=whole_euros(so_far.value, language),
        budget=whole_euros(of_arrangement(page, about, "budgeted", month[:4]).value, language),
        percent=format_percent(share.value, language),
        line=whole_euros(line.value, language),
    )


def year_ends(page: Page, about: Described) -> str:
    """Where the year ends if it goes on like this; where it is over, what was left or lacking."""
    language, month = page.language, month_shown(page, about)
    end, over, share = (
        of_arrangement(page, about, name, month) for name in ("year_end", "over_budget", "over_budget_share")
    )
    if not end.known:
        return ""
    words = {
        "year": month[:4],
        "end": whole_euros(end.value, language),
        "amount": size_in_euros(over.value, language),
        "percent": size_in_percent(share.value, language),
    }
    if month.endswith("-12"):
        if is_a_gain(over):
            return translate("In {year} {amount} more was booked than the budget ({percent}).", language, **words)
        return translate("Of the budget of {year} {amount} was left ({percent}).", language, **words)
    if is_a_gain(over):
        text = translate(
            "If it goes on like this, {end} is spent at the end of {year}: {amount} more than the budget ({percent}).",
            language,
            **words,
        )
    else:
        text = translate(
            "If it goes on like this, {end} is spent at the end of {year}: {amount} less than the budget ({percent}).",
            language,
            **words,
        )
    return " ".join(part for part in (text, how_sure(end, language)) if part)


def how_sure(end: Row, language: str) -> str:
    """The range of a forecast in words."""
    if end.reason(Why.MONTHS_ALIKE) is not None:
        return upper_first(reason_words(end.reasons.first, language)) + "."
    if not end.has_interval:
        return translate("With so few months it cannot be said how sure that is.", language)
    low, high = (whole_euros(limit, language) for limit in (end.lower, end.upper))
    return translate("In nine years of ten it ends between {low} and {high}.", language, low=low, high=high)


def chance_words(entry: Row, language: str) -> str:
    """A chance in percent; never 0% or 100%, which no forecast can promise."""
    kind = how_likely_at_most(entry)
    if kind == "certain":
        return translate("more than {percent}", language, percent=format_percent(99, language))
    if kind == "impossible":
        return translate("less than {percent}", language, percent=format_percent(1, language))
    return format_percent(entry.value, language)


def one_offs(page: Page, about: Described) -> str:
    """What came once, and the forecast if it comes again; blank where nothing did."""
    language, month = page.language, month_shown(page, about)
    once = of_arrangement(page, about, "booked_once", month[:4])
    again = of_arrangement(page, about, "year_end_one_offs_again", month)
    if not once.known or not again.known:
        return ""
    return translate(
        "Of this {once} came once; it is not expected again. If such costs do come again, the year ends at {again}.",
        language,
        once=whole_euros(once.value, language),
        again=whole_euros(again.value, language),
    )


def booked_late(page: Page, about: Described) -> str:
    """What was booked after its month; blank where nothing was, or where nobody wrote it down."""
    late = of_arrangement(page, about, "booked_late", year_shown(page, about))
    if not late.known or not late.value:
        return ""
    return translate(
        "{late} was booked after the month it belongs to: months that are over may still grow.",
        page.language,
        late=whole_euros(late.value, page.language),
    )


def gap_over_the_years(page: Page, about: Described) -> str:
    """The gap between need and budget in the last year and in all years; blank where the need is not given."""
    language = page.language
    gaps, cumulative, shifts, needs = (
        rows_over_time(page, about, name, "year") for name in ("budget_gap", "cumulative_gap", "share_to_shift", "need")
    )
    if not gaps or not gaps[-1].known:
        return ""
    words = {
        "year": gaps[-1].period,
        "need": whole_euros(needs[-1].value, language),
        "gap": whole_euros(gaps[-1].value, language),
        "all": whole_euros(cumulative[-1].value, language),
        "count": len(gaps),
    }
    if not is_a_gain(gaps[-1]):
        return translate(
            "In {year} the need is {need}: the budget is enough in all years that were given.", language, **words
        )
    text = translate(
        "In {year} the need is {need}, which is {gap} more than the budget. Over {count} years {all} is lacking.",
        language,
        **words,
    )
    if shifts[-1].known:
        percent = format_percent(shifts[-1].value, language, 1)
        text += " " + translate(
            "To close the gap of {year}, {percent} of the help must be collective in the place of individual.",
            language,
            year=words["year"],
            percent=percent,
        )
    return text


CONDITIONS = {
    "embedded": (
        message("It has its place with residents and with those who decide"),
        message("condition missing: it has no place with residents and those who decide"),
    ),
    "daily_steering": (message("Somebody steers day by day"), message("condition missing: nobody steers day by day")),
}


def conditions(about: Described, language: str) -> list[str]:
    """The conditions for success: there, missing, or not known."""
    lines = []
    for name, (there, missing) in CONDITIONS.items():
        if about[name] == "no":
            lines.append(upper_first(translate(missing, language)) + ".")
        elif about[name] == "yes":
            lines.append(translate(there, language) + ".")
        else:
            lines.append(translate("{condition}: not known.", language, condition=translate(there, language)))
    return lines


def conditions_missing(about: Described, language: str) -> list[str]:
    """What is not there or not known of the conditions for success; they are in no sum."""
    lines = conditions(about, language)
    return [line for line, name in zip(lines, CONDITIONS, strict=True) if about[name] != "yes"]
