"""A budget of persons in sentences, and by group."""

from __future__ import annotations

from gezondmenu.language import format_percent, message, translate
from gezondmenu.report.parts.html import notes_below, paragraph
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.arrangements import Described
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import level_name, upper_first
from gezondmenu.report.words.sentences_budget import whole_euros
from gezondmenu.vocabulary import group_label

HEADS = (message("Group"), message("Uses the budget"), message("Spent per user"))


def personal_budget(page: Page, about: Described) -> list[str]:
    """The sentences, and the table of groups; nothing where nobody is entitled."""
    language, area = page.language, about["home"]
    group = group_label(arrangement=about["arrangement"])
    entries = [entry for entry in page.entries.get((area, "uptake"), []) if entry.group == group]
    if not entries:
        return []
    year = max(entry.period for entry in entries)
    uptake, per_user, used, unspent = (
        row(page, name, group, area=area, period=year)
        for name in ("uptake", "spent_per_user", "personal_budget_used", "personal_budget_unspent")
    )
    lines = [
        translate(
            "In {year} {share} of those who may use it did so.", language, year=year, share=_percent(uptake, language)
        )
    ]
    if used.known:
        words = {"share": _percent(used, language), "left": whole_euros(unspent.value, language)}
        lines.append(translate("Of the whole budget {share} was used; {left} was not spent.", language, **words))
    if per_user.known:
        lines.append(translate("A user spent {amount} on average.", language, amount=cell(per_user, language)))
    note = translate("Use says nothing of what it brings: for that a comparison is needed.", language)
    return [paragraph(*lines), _groups(page, about, year), notes_below(note)]


def _percent(entry: Row, language: str) -> str:
    return format_percent(entry.value, language, 1) if entry.known else cell(entry, language)


def _groups(page: Page, about: Described, year: str) -> str:
    language, area = page.language, about["home"]
    rows = [
        entry
        for entry in page.entries.get((area, "uptake"), [])
        if entry.period == year and entry.traits.get("arrangement") == about["arrangement"] and len(entry.traits) > 1
    ]
    if not rows:
        return ""
    body = []
    for entry in rows:
        level = group_label(**{trait: level for trait, level in entry.traits.items() if trait != "arrangement"})
        per_user = row(page, "spent_per_user", entry.group, area=area, period=year)
        body.append([upper_first(level_name(level, language)), cell(entry, language), cell(per_user, language)])
    caption = translate("Use by group, {year}", language, year=year)
    return table(caption, [translate(head, language) for head in HEADS], body)
