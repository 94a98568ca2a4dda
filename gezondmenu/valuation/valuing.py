"""What it is worth, to whom, and how sure that is: from an estimate table to euros that can be traced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gezondmenu.card import OF_DRAWS, shipped_cards
from gezondmenu.described import describe, months_of_waves, parents_of
from gezondmenu.effects import estimate
from gezondmenu.given import check_number, check_rows
from gezondmenu.indicators.periods import report_period
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why, reasons_of
from gezondmenu.study.check.choices import language_of
from gezondmenu.study.discount_rates import falling_rates
from gezondmenu.study.model import Study, check_is_study
from gezondmenu.study.rules_of_value import VALUE_RULES
from gezondmenu.study.waves import described_waves, waves_of
from gezondmenu.valuation.chains import Chain, costs_factor, missing_choices, read_chains
from gezondmenu.valuation.course import course_of
from gezondmenu.valuation.engine import Choices, chunks
from gezondmenu.valuation.health_rows import health_and_cost_rows
from gezondmenu.valuation.inputs import comparison_areas, head_count_areas, inputs_of_areas
from gezondmenu.valuation.laid_out import as_table
from gezondmenu.valuation.leaf_rows import choice_rows, leaf_rows, volunteer_rows
from gezondmenu.valuation.overlap import check_double_counts, check_price_fits
from gezondmenu.valuation.payer_rows import payer_rows
from gezondmenu.valuation.payers import costs_of_areas, left_out
from gezondmenu.valuation.prices import cpi_factors, price_list, prices_version
from gezondmenu.valuation.results import chain_rows, cost_rows, counted_in, draws_method, total_rows
from gezondmenu.valuation.sensitivity_rows import sensitivity_rows
from gezondmenu.vocabulary import GezondmenuError, is_year, traits_of

CONFIDENCE = 0.95
WHOLE_SOCIETY = "societal"
"""The perspective that leaves out no costs."""
ALWAYS = ("value_benefits", "value_costs", "net_value")
"""Indicators that every area has a row of, with the reason where there is no number."""


@dataclass(frozen=True)
class Valuation:
    """The answer of `value`: tidy tables that all come from `rows`.

    Attributes
    ----------
    rows : DataFrame
        Estimate table rows of every area, parent and the whole study; see `METHODS.md` for each indicator.
    period : str
        The year that is valued.
    choices : dict
        Perspective, price year, discount rates, horizon, correlation, number of draws and seed.
    prices : str
        Which price list was used.
    language : str
        Of the study, in which a notebook shows it.
    """

    rows: pd.DataFrame
    period: str
    choices: dict[str, Any]
    prices: str
    language: str = "nl"

    def _repr_html_(self) -> str:
        from gezondmenu.valuation.shown import show_valuation

        return show_valuation(self)._repr_html_()

    def __repr__(self) -> str:
        from gezondmenu.valuation.shown import show_valuation

        return repr(show_valuation(self))

    @property
    def totals(self) -> pd.DataFrame:
        """Benefits, costs and net value of each area."""
        return self._only(ALWAYS, set())

    @property
    def by_payer(self) -> pd.DataFrame:
        """Benefits, costs and net value of each area by law and payer."""
        return self._only(ALWAYS, {"law", "payer"})

    @property
    def by_chain(self) -> pd.DataFrame:
        """What each chain is worth in each area, or why it has no euros."""
        return self._only(("value_benefits",), {"chain"})

    @property
    def sensitivity(self) -> pd.DataFrame:
        """The net value with one input at its low and high end, largest swing first in each area."""
        table = self._only(("net_value_if",), {"chain", "parameter"})
        width = (table["upper"] - table["lower"]).rename("width")
        return table.assign(width=width).sort_values(["area", "width"], ascending=[True, False], ignore_index=True)

    @property
    def inputs(self) -> pd.DataFrame:
        """Every input of every chain, with its range, its source and what it rests on."""
        return self._only(("value_input",), {"chain", "parameter"})

    def _only(self, names: tuple[str, ...], traits: set[str]) -> pd.DataFrame:
        rows = self.rows[self.rows["indicator"].isin(names)]
        groups = traits_of(rows["group"])
        rows = rows[[set(levels) == traits for levels in groups]].reset_index(drop=True)
        chosen = [levels for levels in groups if set(levels) == traits]
        for trait in sorted(traits, reverse=True):
            rows.insert(2, trait, [levels[trait] for levels in chosen])
        return rows


def value(study: Study, estimates: pd.DataFrame | None = None, *, draws: int = 10_000, seed: int = 1) -> Valuation:
    """What the activities of one year are worth, to whom, and how sure that is.

    Parameters
    ----------
    study : Study
        Its tables chains, assumptions, borrowed_effects and prices say how an outcome becomes euros; study.toml gives
        perspective, price_year, discount rates and horizon_years.
    estimates : DataFrame, optional
        Of `estimate`; give the table of `release` for everything that leaves the project, so that euros tell no more
        than the published counts and effects do. Left out: estimated here, before release.
    draws : int
        Draws of all uncertain inputs together, 100 or more.
    seed : int
        The same seed gives the same draws; those of an area do not depend on the other areas.

    Returns
    -------
    Valuation

    Raises
    ------
    GezondmenuError
        Where something would be counted twice (QALYs beside WELLBYs, effects that overlap, a subsidy beside the
        costs that it pays), where a price is put on an outcome that is not in its unit, where `draws` is too small, or
        an effect or share is impossible.

    Notes
    -----
    The persons reached and the costs of the last full year are valued. There is no default effect: without a measured
    or a named borrowed effect a chain has no euros, and its row says what is missing.

    References
    ----------
    Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition. Briggs,
    Sculpher, Claxton (2006), Decision Modelling for Health Economic Evaluation. CHEERS 2022,
    doi:10.1136/bmj-2021-067975.
    """
    check_is_study("gm.value", study)
    if estimates is not None:
        check_rows("gm.value", estimates, "gm.estimate(study) or gm.release")
    check_number("draws", draws, whole=True)
    check_number("seed", seed, whole=True)
    if draws < 100:
        raise GezondmenuError("draws must be 100 or more, so that limits mean something, not {draws}", draws=draws)
    table = estimate(study) if estimates is None else estimates
    table = table.assign(reasons=reasons_of(table))
    table = table[~table["indicator"].isin(value_indicators())]
    areas = list(dict.fromkeys(table["area"]))
    period = report_period(study, table)
    rows: list[dict[str, Any]] = []
    choices: dict[str, Any] = {}
    version = ""
    chains: list[Chain] = []
    if not study.has("chains"):
        rows += _silent(areas, Why.NO_TABLE(table="chains"))
    elif missing := missing_choices(study):
        rows += _silent(areas, join(*(Why.NO_CHOICE(choice=name) for name in missing)))
    elif not is_year(period):
        chains = read_chains(study)
        rows += _silent(areas, Why.NO_FULL_YEAR())
    else:
        check_double_counts(study)
        check_price_fits(study)
        chains = read_chains(study)
        version = prices_version(price_list(study), cpi_factors(study))
        made = _choices(study, draws, seed)
        choices = {name: chosen for name, chosen in vars(made).items() if name != "costs_factor" and chosen is not None}
        rows += _valued(study, table, areas, period, chains, made, version)
    about = {"areas": study["areas"], "chains": _described(chains), "waves": described_waves(study)}
    rows = [{"period": period, **row} for row in rows]
    table = describe(as_table(rows, areas, VALUE_CARDS, (OF_DRAWS, draws_method(draws)), CONFIDENCE), **about)
    return Valuation(table, period, choices, version, language_of(study.choices))


def _waves(study: Study, table: pd.DataFrame) -> list[str]:
    """The waves in order of time: as what describes the table has them, else as the survey of the study does."""
    return list(months_of_waves(table)) if "waves" in table.attrs else waves_of(study)


def _described(chains: list[Chain]) -> pd.DataFrame:
    """Name, payer and law of each chain, as the study or the price that it names gives them."""
    named = ("name", "name_en", "payer", "law")
    return pd.DataFrame([{"chain": chain.id} | {name: getattr(chain, name) for name in named} for chain in chains])


def value_indicators() -> list[str]:
    """The names of all indicators that `value` gives."""
    return [name for id, card in shipped_cards().items() if id in VALUE_CARDS for name in card.indicators]


VALUE_CARDS = ("worth", "payers", "what_would_change", "health_for_money", "value_inputs", "volunteer_value")


def _choices(study: Study, draws: int, seed: int) -> Choices:
    chosen = study.choices
    falling = None
    if chosen.get("discount_rates") is not None:
        falling, fault = falling_rates(chosen["discount_rates"])
        if fault is not None:
            raise GezondmenuError(VALUE_RULES[fault[0]].rule, **fault[1])
    return Choices(
        perspective=chosen["perspective"],
        price_year=int(chosen["price_year"]),
        discount_rate_costs=None if falling else float(chosen["discount_rate_costs"]),
        discount_rate_effects=None if falling else float(chosen["discount_rate_effects"]),
        horizon_years=int(chosen["horizon_years"]),
        effect_correlation=float(chosen["effect_correlation"]),
        draws=draws,
        seed=seed,
        costs_factor=costs_factor(study),
        discount_rates=falling,
    )


def _valued(
    study: Study,
    table: pd.DataFrame,
    areas: list[str],
    period: str,
    chains: list[Chain],
    choices: Choices,
    version: str,
) -> Iterator[dict[str, Any]]:
    chains = sorted(chains, key=lambda chain: chain.id)
    parents = parents_of(study["areas"])
    factors = cpi_factors(study)
    compared, heads = comparison_areas(study), head_count_areas(table, period, parents)
    course = course_of(study, table, _waves(study, table))
    inputs = inputs_of_areas(table, areas, period, chains, compared, parents, course, choices)
    booked = (table, period, choices.price_year, factors)
    costs, every = (costs_of_areas(*booked, whose, compared, heads) for whose in (choices.perspective, WHOLE_SOCIETY))
    for drawn in chunks(chains, inputs, choices, areas):
        for a, area in enumerate(drawn.areas):
            counted = counted_in(drawn, a, chains, inputs[area], choices)
            yield from chain_rows(drawn, a, chains, inputs[area], counted, choices)
            outside = left_out(every.get(area), costs.get(area))
            yield from total_rows(counted, costs.get(area), choices, outside)
            yield from payer_rows(counted, costs.get(area), choices)
            yield from cost_rows(area, costs.get(area), _left_out(area, compared, heads), outside, choices)
            yield from health_and_cost_rows(counted, costs.get(area), choices)
    for area in areas:
        yield from sensitivity_rows(area, chains, inputs[area], costs.get(area), choices)
        yield from leaf_rows(area, chains, inputs[area], choices)
        yield from choice_rows(area, choices, version)
    yield from volunteer_rows(study, table, period, choices.price_year, factors)


def _left_out(area: str, compared: Mapping[str, list[str]], heads: Mapping[str, list[str]]) -> Reasons:
    """Which areas within an area are not in its costs, and why."""
    within, unknown = (", ".join(held.get(area, [])) for held in (compared, heads))
    return join(
        Why.LESS_COMPARISON_AREAS(areas=within) if within else NOTHING,
        Why.WITHOUT_HEAD_COUNT_AREAS(areas=unknown) if unknown else NOTHING,
    )


def _silent(areas: list[str], reason: Reasons) -> list[dict[str, Any]]:
    return [
        {"area": area, "indicator": name, "status": "no data", "reasons": reason} for area in areas for name in ALWAYS
    ]
