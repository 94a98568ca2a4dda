"""Residents' appreciation beside the euros, and who pays and who gains: each with its finding and its table."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.html import finding, paragraph
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.sections.value import (
    claims_payers,
    figures,
    figures_payers,
    rows,
    tables,
    tables_opinions,
    words_weights,
)
from gezondmenu.report.sections.value.amounts import (
    cell_words,
    costs_left_out,
    left_out_words,
    of_chains,
    of_payers,
    step_of,
)
from gezondmenu.report.sections.value.rows import inputs, payers, valued_chains, weights
from gezondmenu.report.sections.value.words import euros
from gezondmenu.report.words.names import statement_text
from gezondmenu.report.words.payers import laws_in_full, payer_and_law
from gezondmenu.report.words.typed_claims import claim_heading
from gezondmenu.verdicts import stands_out
from gezondmenu.vocabulary import ALL


def appreciation_and_value(page: Page) -> str:
    """Residents' appreciation and the euros, side by side and in no common score; nothing where neither is known."""
    language, weighed = page.language, weights(page)
    chains = of_chains(page)
    positive = [entry for _, entry in rows.opinions(page) if entry.known]
    if not (chains and positive) and not weighed:
        return ""
    spoken = words_weights.spoken_opinions(page)
    spoken += [f"{chain.name}: {cell_words(page, amount, chain.entry)}" for chain, amount in chains]
    not_added = any(not chain.added for chain, _ in chains)
    return finding(
        page,
        "appreciation beside value",
        _beside_finding(page),
        translate(
            "The dot is the share or the amount, the thin line how sure it is. The two are not added up: "
            "what residents value is not less true without a price.",
            language,
        )
        if chains
        else translate("The dot is the share, the thin line how sure it is.", language),
        lambda width: figures.appreciation_beside_value(page, width),
        spoken,
        [
            source(page),
            rounding(page) if chains else "",
            translate("Hollow: not in the total.", language) if not_added else "",
        ],
        tables_opinions.opinions_table(page) + (tables_opinions.chains_table(page) if chains else ""),
    ).html


def _beside_finding(page: Page) -> str:
    """What residents weigh most beside what most euros belong to, or that the two stand side by side."""
    language, weighed = page.language, weights(page)
    added = [chain for chain in valued_chains(page) if chain.added and chain.entry.known]
    if weighed and _first_stands_out(weighed[0][1]):
        statement = statement_text(weighed[0][1][0][0], language, short=True)
        if added:
            words = {"statement": statement, "chain": added[0].name}
            return claim_heading("points and euros", added[0].entry.design, language, **words)
        return translate("Residents give most weight to “{statement}”", language, statement=statement)
    return translate("What residents think and what it is in euros, side by side", language)


def _first_stands_out(heavy: list[tuple[str, Row]]) -> bool:
    """Whether the first of the statements clearly weighs more than the next."""
    known = [entry for _, entry in heavy if entry.has_interval]
    return len(known) == 1 or (len(known) > 1 and stands_out(known[0], known[1]))


def payers_block(page: Page) -> list[str]:
    """Who pays and who gains: the sentences, the figure, and the costs in proportion to gain."""
    language, payer_lines = page.language, of_payers(page)
    if not payer_lines:
        return []
    residents = any(one.payer == claims_payers.RESIDENTS for one, *_ in payer_lines)
    spoken = [
        translate(
            "{payer}: pays {paid}, gains {gained}",
            language,
            payer=payer_and_law(one.payer, one.law, language),
            paid=cell_words(page, paid, one.costs),
            gained=cell_words(page, gained, one.gains),
        )
        for one, paid, gained, _ in payer_lines
    ]
    return [
        finding(
            page,
            "who pays and who gains",
            claims_payers.payers_finding(page),
            translate(
                "Costs of {period} to the left; to the right the value, if the assumptions hold. "
                "The line across the bar is the range, the diamond what is left.",
                language,
                period=page.when,
            ),
            lambda width: figures_payers.who_pays_and_gains(page, width),
            spoken,
            [
                source(page),
                rounding(page),
                translate("Residents gain health and life satisfaction, not money.", language) if residents else "",
                _laws(page),
            ],
            tables.payers_table(page) + tables.fair_table(page),
        ).html,
        paragraph(*claims_payers.wrong_pocket(page)[1:], claims_payers.payers_gain_less(page)),
        paragraph(claims_payers.fair_finding(page)),
    ]


def _laws(page: Page) -> str:
    words = laws_in_full([one.law for one in payers(page)], page.language)
    return f"{words}." if words else ""


def rounding(page: Page) -> str:
    """How amounts were rounded, and the year of their prices."""
    language, step = page.language, step_of(page)
    year = inputs(page, ALL).get("price_year")
    words = ""
    if year is not None and year.known:
        words = translate("Prices of {year}.", language, year=f"{year.value:.0f}")
    if step > 1:
        rounding = translate("Amounts are rounded to {amount}; parts add up.", language, amount=euros(step, language))
        words = f"{words} {rounding}".strip()
    if costs_left_out(page):
        left = translate("Only costs of {whose}: {outside} of the {all} is left out.", language, **left_out_words(page))
        words = f"{words} {left}".strip()
    return words
