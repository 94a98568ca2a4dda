"""The top of the page: area, subject and period, three sentences and four tiles."""

from __future__ import annotations

from html import escape

from gezondmenu.language import message, translate
from gezondmenu.report.parts.html import Block, heading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.summary import claims, tiles
from gezondmenu.report.sections.summary.ribbons import ribbons
from gezondmenu.report.words.names import upper_first
from gezondmenu.vocabulary import ALL

TITLES = {"head": message("Top of the page"), "short": message("In one minute")}


def head(page: Page) -> Block:
    """Area, subject and period, with a ribbon where the data are made up, internal or not complete."""
    made = f'<p class="study">{escape(page.study_name)}</p>' if page.study_name else ""
    period = "" if page.period == ALL else page.period
    subject = " · ".join(part for part in (upper_first(page.subject), period) if part)
    title = f'<h1>{escape(page.area_name)} <span class="subject">{escape(subject)}</span></h1>'
    return Block("head", f'<header class="head"><div class="inner">{made}{title}{ribbons(page)}</div></header>')


def summary(page: Page) -> Block:
    """Three sentences, each a way into its section, and four tiles."""
    items = []
    for claim in claims.summary(page):
        sure = f'<span class="sure">{escape(upper_first(claim.sure))}.</span>' if claim.sure else ""
        beside = f'<span class="beside">{escape(" · ".join(claim.beside))}</span>' if claim.beside else ""
        items.append(f'<li><a href="#{claim.section}">{escape(claim.text)}</a>{sure}{beside}</li>')
    return Block(
        "summary",
        heading("short", translate(TITLES["short"], page.language)),
        f'<ol class="sentences">{"".join(items)}</ol>',
        tiles.tiles(page),
    )


SECTION = Section(
    "summary",
    order=10,
    blocks=(
        head,
        summary,
    ),
    titles=TITLES,
)
