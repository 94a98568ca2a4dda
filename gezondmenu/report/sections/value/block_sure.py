"""How sure the value is: its range, what it depends on, health beside costs, and what the price of health does."""

from __future__ import annotations

from gezondmenu.language import translate, translate_plural
from gezondmenu.numbers.rounding import rounded
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.html import box, finding, fold, paragraph
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value import (
    claims,
    claims_answer,
    claims_plane,
    figures_net,
    figures_plane,
    figures_tornado,
    rows,
    tables,
)
from gezondmenu.report.sections.value.amounts import alone, limits_words, step_of
from gezondmenu.report.sections.value.block_payers import rounding
from gezondmenu.report.sections.value.rows import accepted, at_usual_price, dots, swings
from gezondmenu.report.sections.value.words import chance_words, euros, per_person
from gezondmenu.report.words.typed_claims import claim_heading, claim_sentence
from gezondmenu.verdicts import is_some


def net_value_block(page: Page) -> str:
    """The range of the net value as twenty dots."""
    values, language = dots(page), page.language
    if len(values) < 2:
        return ""
    above = len([value for value in values if value > 0])
    net = row(page, "net_value")
    spoken = [
        translate_plural(
            "{count} of {all} dots lies above zero", "{count} of {all} dots lie above zero", above, language,
            all=len(values),
        ),
        translate("value minus costs lies between {low} and {high}", language, **limits_words(page, net)),
    ]  # fmt: skip
    return finding(
        page,
        "range of net value",
        claims.dots_finding(page),
        translate("Value minus costs in euros. Each dot is equally likely: one chance in {all}.", language,
                  all=len(values)),
        lambda width: figures_net.range_of_net_value(page, width),
        spoken,
        [source(page), translate("Hollow: the costs are not covered.", language), rounding(page)],
        tables.dots_table(page),
    ).html  # fmt: skip


def answer_block(page: Page) -> list[str]:
    """The tornado and the box "What would change this answer?"."""
    language, lines, all_swings = page.language, claims_answer.what_would_change(page), swings(page)
    parts: list[str] = []
    if all_swings:
        shown = rows.shown_swings(page)
        step = step_of(page)
        spoken = [
            translate(
                "{name}: from {low} to {high}",
                language,
                name=claims_answer.input_name(page, chain, parameter),
                low=euros(rounded(entry.lower, step), language),
                high=euros(rounded(entry.upper, step), language),
            )
            for chain, parameter, entry in shown
        ]
        more = len(all_swings) - len(shown)
        parts.append(
            finding(
                page,
                "what the answer depends on",
                claims_answer.tornado_finding(page),
                translate(
                    "Value minus costs when one assumption is low or high and the others stay as assumed. "
                    "Its source stands under its name.",
                    language,
                ),
                lambda width: figures_tornado.what_it_depends_on(page, width),
                spoken,
                [
                    source(page),
                    rounding(page),
                    translate_plural(
                        "{count} smaller one stands in the table.",
                        "{count} smaller ones stand in the table.",
                        more,
                        language,
                    )
                    if more > 0
                    else "",
                ],
                tables.swings_table(page),
            ).html
        )
    if lines:
        table = tables.enough_table(page)
        more_words = translate("Where the costs are just covered, in a table", language)
        parts.append(box(translate("What would change this answer?", language), lines, fold(more_words, table)))
    return parts


def plane_block(page: Page) -> list[str]:
    """Health and costs on one plane, never in one score; nothing where one of them has no interval."""
    plane, language = claims_plane.plane(page), page.language
    if plane is None:
        return []
    words = claims_plane.plane_finding(page, plane)
    costs = [per_person(number, language) for number in (plane.costs.value, plane.costs.lower, plane.costs.upper)]
    spoken = [
        translate("costs per person {value} (between {low} and {high})", language,
                  value=costs[0], low=costs[1], high=costs[2])
    ]  # fmt: skip
    return [
        finding(
            page,
            "health and costs",
            words.title,
            translate(
                "Health and costs of care and work, per person who was reached. Each line is an interval; "
                "where it crosses a line of zero, that change is not certain.",
                language,
            ),
            lambda width: figures_plane.health_and_costs(page, plane, width),
            spoken,
            [
                words.rest,
                claims_plane.where_health_comes_from(page, plane),
                claims_plane.chance_left(page, plane),
                translate("The costs are worked out from the assumptions.", language),
                source(page),
            ],
            tables.plane_table(page, plane),
        ).html
    ]


def accepted_fold(page: Page) -> str:
    """The acceptability curve and the cost of a QALY, in a fold."""
    prices, language = accepted(page), page.language
    if len(prices) < 2:
        return ""
    price, entry = at_usual_price(prices)
    words = {"price": euros(price, language), "chance": chance_words(entry.value, language)}
    title = claim_heading("good value", entry.design, language, **words)
    icer = row(page, "icer")
    drawn = finding(
        page,
        "acceptability",
        title,
        translate("Chance that it is good value, by what a year of life in good health (QALY) may cost.", language),
        lambda width: figures_net.accepted_at_each_price(page, width),
        [words["price"] + ": " + words["chance"]],
        [source(page), translate("What such a year may cost is a choice, not a fact.", language)],
        tables.accepted_table(page),
    )
    lead = ""
    if is_some(icer):
        amount = euros(alone(icer), language)
        lead = paragraph(claim_sentence("cost of health", icer.design, language, amount=amount))
    return fold(translate("And if health alone counts?", language), lead, drawn.html)
