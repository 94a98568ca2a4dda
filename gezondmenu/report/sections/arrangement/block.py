"""The arrangements that pay for what happens in an area: what each is, how its budget is doing, and its roles."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.html import Block, paragraph, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.arrangements import Described
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import OF_EUROS
from gezondmenu.report.sections.arrangement.followed import CARDS, followed
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import payer_name
from gezondmenu.report.words.sentences_budget import kind_name, spent, year_ends


def arrangements(page: Page) -> Block:
    """Each arrangement of the area in a few sentences; why there is none where the study tells of none."""
    language = page.language
    title = subheading(translate("Which arrangements pay for this?", language))
    if not page.arrangements:
        words = translate("Not available: the study names no arrangement that is for this area.", language)
        return Block("arrangements", title, paragraph(words), *followed(page))
    parts = [part for about in page.arrangements for part in _arrangement(page, about)]
    return Block("arrangements", title, *parts, *followed(page))


def _arrangement(page: Page, about: Described) -> list[str]:
    language = page.language
    name = about["name"] or upper_first(kind_name(about, language)) or about["arrangement"]
    money = paragraph(spent(page, about), year_ends(page, about))
    if not money:
        money = paragraph(translate("Its budget and its bookings are not known here.", language))
    return [paragraph(f"{upper_first(name)}.", kind="name"), paragraph(_who(about, language)), money]


def _who(about: Described, language: str) -> str:
    unknown = translate("not known", language)
    payers = ", ".join(payer_name(payer, language) for payer in about["payers"].split(";") if payer)
    return translate(
        "Commissioned by: {commissioner}. Paid by: {payers}. Employs: {employer}. For: {beneficiary}.",
        language,
        commissioner=about["commissioner"] or unknown,
        payers=payers or unknown,
        employer=about["employer"] or unknown,
        beneficiary=about["beneficiary"] or unknown,
    )


SECTION = Section(
    "arrangement",
    order=85,
    blocks=(arrangements,),
    cards={"followed": CARDS},
    readers=OF_EUROS,
)
