"""What the notebook of an area calls: one function for each block of the page, in the order of the page.

The blocks of a section stand in a module of their own; this one has what frames them.
"""

from __future__ import annotations

from html import escape

from gezondmenu.language import translate
from gezondmenu.report.parts.html import Block, heading, paragraph, ribbons
from gezondmenu.report.rows.select import Page, read_page
from gezondmenu.report.sections.care.block import helping
from gezondmenu.report.sections.change.block import what_changed
from gezondmenu.report.sections.method import rules
from gezondmenu.report.sections.opinion.block import appreciation, what_residents_think
from gezondmenu.report.sections.own.block import own_indicators
from gezondmenu.report.sections.people.block import groups, over_time, who_takes_part
from gezondmenu.report.sections.place.block import activities_by_price, neighbourhood
from gezondmenu.report.sections.summary import tiles
from gezondmenu.report.sections.unknown import gaps
from gezondmenu.report.sections.value.block import what_it_is_worth
from gezondmenu.report.words import claims
from gezondmenu.report.words.names import upper_first
from gezondmenu.vocabulary import ALL

__all__ = [
    "Block",
    "activities_by_price",
    "appreciation",
    "groups",
    "head",
    "helping",
    "neighbourhood",
    "over_time",
    "own_indicators",
    "read_page",
    "summary",
    "what_changed",
    "what_it_is_worth",
    "what_made_this",
    "what_residents_think",
    "what_we_do_not_know",
    "who_takes_part",
    "worked_out",
]


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
        heading("short", translate("In one minute", page.language)),
        f'<ol class="sentences">{"".join(items)}</ol>',
        tiles.tiles(page),
    )


def what_we_do_not_know(page: Page) -> Block:
    """The gaps, read off the rows."""
    items = "".join(
        f"<li><strong>{escape(name)}</strong><span>{escape(text)}</span></li>" for name, text in gaps.gaps(page)
    )
    return Block(
        "what we do not know",
        heading("unknown", translate("What do we not know?", page.language)),
        f'<ul class="gaps">{items}</ul>',
    )


def worked_out(page: Page) -> Block:
    """The rules behind the numbers, in words."""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in rules.rules_in_words(page)
    )
    return Block(
        "how this was worked out",
        heading("method", translate("How was this worked out?", page.language)),
        f'<dl class="rules">{items}</dl>',
        paragraph(
            translate(
                "Under each section stand the cards of its numbers: what was counted, and what to mind.", page.language
            )
        ),
    )


def what_made_this(page: Page) -> Block:
    """The footer."""
    return Block("foot", rules.foot(page))
