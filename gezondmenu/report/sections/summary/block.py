"""The top of the page: area, subject and period, three sentences and four tiles."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.html import Block, heading
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.summary import claims, tiles
from gezondmenu.report.sections.summary.glance import at_a_glance
from gezondmenu.report.sections.summary.ribbons import ribbons
from gezondmenu.report.words.names import upper_first
from gezondmenu.vocabulary import ALL

TITLES = {"head": message("Top of the page"), "short": message("In one minute")}


def head(page: Page) -> Block:
    """Area, subject and period, with a ribbon where the data are made up, internal or not complete."""
    period = "" if page.period == ALL else page.period
    subject = " · ".join(part for part in (upper_first(page.subject), period) if part)
    return Block("head", macro("summary", "head", page.study_name, page.area_name, subject, ribbons(page)))


def summary(page: Page) -> Block:
    """Three sentences, each a way into its section, four tiles, and what else is found at a glance."""
    sentences = [
        (claim.section, claim.text, upper_first(claim.sure), " · ".join(claim.beside)) for claim in claims.summary(page)
    ]
    return Block(
        "summary",
        heading("short", translate(TITLES["short"], page.language)),
        macro("summary", "sentences", sentences),
        tiles.tiles(page),
        *at_a_glance(page),
    )


SECTION = Section(
    "summary",
    order=10,
    blocks=(head, summary),
    titles=TITLES,
)
