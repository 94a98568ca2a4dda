"""Short sentences about members, local spending, hours in kind and care cost a head."""

from __future__ import annotations

from gezondmenu.language import format_number, format_percent, translate
from gezondmenu.report.rows.arrangements import Described, of_arrangement, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.payers import law_name
from gezondmenu.report.words.sentences_budget import whole_euros


def premiums(page: Page, about: Described) -> str:
    """What premiums of members brought, and what part of it was spent; blank where there are no members."""
    language, year = page.language, year_shown(page, about)
    income, share = (of_arrangement(page, about, name, year) for name in ("premium_income", "spent_of_premiums"))
    if not income.known or not share.known:
        return ""
    words = {"income": whole_euros(income.value, language), "percent": format_percent(share.value, language, 1)}
    return translate("Premiums of members brought {income}; {percent} of it was spent.", language, **words)


def spent_locally(page: Page, about: Described) -> str:
    """What was spent in the area itself; blank where no booking says it."""
    language, year = page.language, year_shown(page, about)
    local, share = (of_arrangement(page, about, name, year) for name in ("local_spend", "local_spend_share"))
    if not share.known:
        return ""
    words = {"amount": whole_euros(local.value, language), "percent": format_percent(share.value, language, 1)}
    return translate("In the area itself {amount} was spent ({percent} of what says where it went).", language, **words)


def hours_in_kind(page: Page) -> str:
    """Hours given in the place of money; blank where none are booked."""
    hours = row(page, "hours_in_kind")
    if not hours.known:
        return ""
    words = {"hours": format_number(hours.value, page.language), "period": page.when}
    return translate(
        "In {period} {hours} hours were given in kind. Hours are in no sum of euros.", page.language, **words
    )


def care_cost(page: Page) -> list[str]:
    """Care cost a head under each law, as it is and with the ages of all areas together."""
    language, lines = page.language, []
    years = sorted({entry.period for entry in page.entries.get((page.area, "care_cost_per_head"), ())})
    for entry in page.entries.get((page.area, "care_cost_per_head"), ()):
        if entry.period != years[-1] or not entry.known:
            continue
        like = row(page, "care_cost_standardised", entry.group, period=entry.period)
        words = {
            "law": law_name(entry.traits["law"], language),
            "year": entry.period,
            "cost": whole_euros(entry.value, language),
            "like": whole_euros(like.value, language),
        }
        if like.known:
            text = translate(
                "{law}, {year}: {cost} a head; with the ages of all areas together it would be {like}.",
                language,
                **words,
            )
        else:
            text = translate("{law}, {year}: {cost} a head.", language, **words)
        lines.append(text)
    return lines
