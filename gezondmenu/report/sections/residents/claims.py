"""Short sentences of one idea each, in everyday words, for the people whom they are about."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import statement_text, upper_first
from gezondmenu.report.words.sentences_costs import costs
from gezondmenu.report.words.sentences_people import takes_part
from gezondmenu.report.words.shares import people, plain_share, share_words
from gezondmenu.verdicts import is_some
from gezondmenu.vocabulary import group_label


def said(page: Page) -> list[str]:
    """How many agree with each statement; one sentence where nobody was asked, or too few to show."""
    language, lines = page.language, []
    entries = [(name, row(page, "appreciation_positive", group_label(statement=name))) for name in statements(page)]
    for name, entry in entries:
        if entry.known:
            words = {"share": plain_share(entry, language), "statement": statement_text(name, language)}
            lines.append(translate("“{statement}” Yes, say {share} of those who answered.", language, **words))
    if lines:
        return lines
    if any(entry.hidden for _, entry in entries):
        return [translate("Few people answered. To protect them we do not show their answers.", language)]
    return [translate("We have not asked yet what neighbours think of it.", language)]


def came(page: Page) -> list[str]:
    """How many take part, and how many of them for the first time."""
    language, lines = page.language, [takes_part(page).text]
    newcomers = row(page, "new_participants")
    if newcomers.known and is_some(newcomers):
        lines.append(
            translate("For {people} it was the first time.", language, people=people(newcomers.value, language))
        )
    return lines


def offer(page: Page) -> list[str]:
    """How many activities there are, how many are free with a low income, and the hours of volunteers."""
    language, lines = page.language, []
    activities, free, hours = (row(page, name) for name in ("activities", "free_for_low_income", "volunteer_hours"))
    if activities.known:
        number = format_number(activities.value, language)
        lines.append(translate("Activities that you can go to: {number}.", language, number=number))
    if free.known:
        share = upper_first(share_words(free, language))
        lines.append(translate("{share} of them are free if you have little money.", language, share=share))
    if hours.known and is_some(hours):
        lines.append(translate("Volunteers gave {hours} hours.", language, hours=cell(hours, language)))
    return lines


def costs_together(page: Page) -> list[str]:
    """What a visit cost; only where euros may stand on the page and it is known."""
    return [costs(page).text] if row(page, "cost_per_visit").known else []


def unknown(page: Page) -> list[str]:
    """What these numbers do not say, and where to turn to."""
    language = page.language
    lines = [
        translate("We do not know what people think who did not answer.", language),
        translate("We do not show numbers about fewer than ten people. So nobody can be recognised.", language),
        translate("These numbers do not prove that the activities make people healthier.", language),
    ]
    if page.contact:
        lines.append(translate("Is something wrong, or missing? Tell us: {contact}.", language, contact=page.contact))
    return lines
