"""What chains, assumptions, prices and borrowed effects say of each other: everything that would keep euros away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.study.check.double_counts import double_counts
from gezondmenu.study.check.price_fits import TABLES, misfits, price_fits
from gezondmenu.study.check.survey_checks import survey_outcomes
from gezondmenu.study.discount_rates import falling_rates, needed_rates
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.schema import tables
from gezondmenu.study.valued import DEATH, valued_prices
from gezondmenu.vocabulary import today

Tables = dict[str, TypedTable]

DEFLATORS = ("displacement", "drop_off")
TAKEN_OUT = ("attribution", "deadweight")
"""Deflators that a comparison takes out, so that a measured effect may do without."""
FACTORS = ("persons", "costs")
"""Assumptions that are a range around 1: how far a count may be off."""
NOT_A_SHARE = ("units", *FACTORS)
"""Assumptions that are no share."""
WITH_RANGE = ("normal", "lognormal", "gamma", "beta", "pert")
LIKELY_INDEX = (0.8, 1.5)
"""Prices of one year over those of the year before: outside it a decimal mark was misread, or a percentage given."""
CPI = re.compile(r"cpi_factor_(\d{4})_(\d{4})")
"""Id of a row of table prices that is no price: a consumer price index factor that the package does not have yet."""


def check_value(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """Find what is wrong or missing in the tables that make euros of outcomes.

    Parameters
    ----------
    known : dict of TypedTable
        The tables that could be read.
    chosen : dict
        The choices of study.toml.
    findings : Findings
        Gets the findings.
    """
    for name in ("assumptions", "prices", "borrowed_effects"):
        if name in known:
            _check_ranges(known[name], findings)
    if "prices" in known:
        _check_prices(known["prices"], findings)
    if "assumptions" in known:
        _check_shares(known["assumptions"], findings)
    if "borrowed_effects" in known:
        _check_effects(known["borrowed_effects"], findings)
    if "best_worst" in known:
        _check_choices(known["best_worst"], findings)
    _check_double_counts(known, findings)
    _check_price_fits(known, findings)
    if "chains" in known and len(known["chains"].frame):
        _check_chains(known, chosen, findings)
        _check_outcomes(known, chosen, findings)
        _check_price_index(known, chosen, findings)
        for name in needed_choices(chosen):
            if chosen[name] is None:
                findings.add("choice_needed_for_value", Place("study.toml", "", None, name), choice=name)
    _check_rates(chosen, findings)


def needed_choices(chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """The choices without which nothing is valued.

    Examples
    --------
    >>> needed_choices({"discount_rates": "0: 0.03, 30: 0.025"})
    ('perspective', 'price_year', 'horizon_years')
    """
    return ("perspective", "price_year", *needed_rates(chosen.get("discount_rates")), "horizon_years")


def _check_rates(chosen: dict[str, Any], findings: Findings) -> None:
    """Rates that fall with time can be read, and nobody thinks that the two rates count beside them."""
    text = chosen["discount_rates"]
    if text is None:
        return
    fault = falling_rates(text)[1]
    if fault is not None:
        findings.add(fault[0], Place("study.toml", "", None, "discount_rates", text), **fault[1])
    for name in needed_rates(None):
        if chosen[name] is not None:
            findings.add("rates_beside_rates", Place("study.toml", "", None, name, f"{chosen[name]:g}"))


def _check_ranges(table: TypedTable, findings: Findings) -> None:
    """A value lies within its range, and a distribution has what it needs."""
    frame = table.frame
    outside = (frame["value"] < frame["low"]) | (frame["value"] > frame["high"])
    table.note(findings, "value_outside_range", np.flatnonzero(outside), "value")
    half = (frame["low"].isna() != frame["high"].isna()) & table.good("low", "high")
    table.note(findings, "half_a_range", np.flatnonzero(half), "low" if frame.loc[half, "low"].isna().all() else "high")
    if "distribution" not in frame:
        return
    incomplete = frame["distribution"].isin(WITH_RANGE) & frame[["value", "low", "high"]].isna().any(axis=1)
    table.note(findings, "distribution_needs_range", np.flatnonzero(incomplete), "distribution")
    kind, low, high = frame["distribution"], frame["low"], frame["high"]
    crosses = kind.isin(["gamma", "lognormal"]) & (low <= 0) & (high > 0)
    crosses |= kind.isin(["gamma", "lognormal"]) & (frame["value"] == 0)
    crosses |= (kind == "beta") & ((low < 0) | (high > 1) | frame["value"].isin([0, 1]))
    table.note(findings, "distribution_does_not_fit", np.flatnonzero(crosses.fillna(False)), "distribution")


def _check_prices(prices: TypedTable, findings: Findings) -> None:
    """Prices in euros, not past their review, and factors of the price index that go to the next year."""
    frame = prices.frame
    foreign = frame["currency"].notna() & (frame["currency"].str.upper() != "EUR")
    prices.note(findings, "not_in_euros", np.flatnonzero(foreign), "currency")
    old = frame["review_by"] < pd.Timestamp(today())
    prices.note(findings, "price_to_review", np.flatnonzero(old), "review_by")
    factors = frame["price"].astype("str").str.startswith("cpi_factor")
    years = [CPI.fullmatch(str(id)) for id in frame["price"]]
    wrong = [bool(f) and not (y and int(y[2]) == int(y[1]) + 1) for f, y in zip(factors, years, strict=True)]
    prices.note(findings, "index_not_to_next_year", np.flatnonzero(wrong), "price")
    strange = factors & ~frame["value"].between(*LIKELY_INDEX) & prices.good("value")
    prices.note(findings, "index_out_of_range", np.flatnonzero(strange), "value")


def _check_shares(assumptions: TypedTable, findings: Findings) -> None:
    frame = assumptions.frame
    share = frame["parameter"].notna() & ~frame["parameter"].isin(NOT_A_SHARE)
    for column in ("value", "low", "high"):
        wrong = share & ((frame[column] < 0) | (frame[column] > 1))
        assumptions.note(findings, "not_a_share", np.flatnonzero(wrong), column)
    factor, low, high = frame["parameter"].isin(FACTORS), frame["low"], frame["high"]
    around = (low > 0) & (low <= 1) & (high >= 1) & (frame["value"].isna() | (frame["value"] == 1))
    assumptions.note(findings, "factor_is_a_range", np.flatnonzero(factor & ~around.fillna(False)), "low")
    of_one = (frame["parameter"] == "costs") & frame["chain"].notna()
    assumptions.note(findings, "costs_of_all", np.flatnonzero(of_one.fillna(False)), "chain")
    beyond = share & frame["distribution"].isin(["normal", "lognormal", "gamma"])
    assumptions.note(findings, "share_needs_bounds", np.flatnonzero(beyond), "distribution")


def _check_effects(effects: TypedTable, findings: Findings) -> None:
    shares = effects.frame["unit"].str.contains("share|deel", case=False, regex=True).fillna(False).astype(bool)
    for column in ("value", "low", "high"):
        effects.note(findings, "effect_no_share", np.flatnonzero(shares & (effects.frame[column].abs() > 1)), column)
    expired = effects.frame["expires"] < pd.Timestamp(today())
    effects.note(findings, "effect_expired", np.flatnonzero(expired), "expires")


def _check_double_counts(known: Tables, findings: Findings) -> None:
    frames = [_frame(known, name) for name in ("chains", "borrowed_effects", "prices", "costs")]
    for double in double_counts(*frames):
        known[double.table].note(findings, double.rule, [double.position], double.column, **double.words)


def _check_price_fits(known: Tables, findings: Findings) -> None:
    for misfit in misfits({name: _frame(known, name) for name in TABLES}):
        known[misfit.table].note(findings, misfit.rule, [misfit.position], misfit.column, **misfit.words)


def _frame(known: Tables, name: str) -> pd.DataFrame:
    """A table as it was read; without rows where it could not be."""
    return known[name].frame.reset_index(drop=True) if name in known else tables()[name].empty()


def _check_chains(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """Each chain names a price and an effect that are there, and has what a chain needs."""
    chains = known["chains"]
    frame = chains.frame
    shipped = read_reference("prices")
    foreign = set(shipped.loc[shipped["currency"] != "EUR", "id"])
    prices = set(shipped["id"]) | _ids(known, "prices", "price")
    effects = set(read_reference("borrowed_effects")["effect"]) | _ids(known, "borrowed_effects", "effect")
    for column, rule, there in (("price", "unknown_price", prices), ("effect", "unknown_effect", effects)):
        positions = np.flatnonzero(frame[column].notna() & ~frame[column].isin(there) & chains.good(column))
        for position in positions:
            closest = closest_name(str(frame[column].iloc[position]), there)
            place = chains.place(int(position), column)
            findings.add(rule, place, closest=closest)
    in_pounds = frame["price"].isin(foreign - _ids(known, "prices", "price"))
    chains.note(findings, "not_in_euros", np.flatnonzero(in_pounds), "price")
    deaths = [id for id, price in valued_prices(_frame(known, "prices")).items() if price.values == DEATH]
    of_death = frame["price"].isin(deaths)
    heat = frame["method"].astype("str").str.startswith("heat")
    chains.note(
        findings, "deaths_need_heat", np.flatnonzero((heat != of_death) & frame["price"].isin(prices)), "method"
    )
    banded = frame[["level_from", "level_to"]].notna().any(axis=1)
    other = banded & frame["reached"].notna() & (frame["reached"] != "participants")
    chains.note(findings, "band_of_participants_only", np.flatnonzero(other), "reached")
    rising = _rising(known)
    for at, (_, row) in enumerate(frame.iterrows()):
        missing = _missing(known, row, chosen, ["first_year"] if row["chain"] in rising else [])
        if missing:
            chains.note(findings, "chain_without", [at], "chain", missing=", ".join(missing))


def _check_outcomes(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """A chain without a borrowed effect rests on an outcome of the survey."""
    chains, outcomes = known["chains"], survey_outcomes(known, chosen)
    measured = chains.frame["effect"].isna() & chains.frame["outcome"].notna() & chains.good("effect", "outcome")
    for position in np.flatnonzero(measured & ~chains.frame["outcome"].isin(outcomes)):
        place = chains.place(int(position), "outcome")
        closest = closest_name(str(chains.frame["outcome"].iloc[position]), outcomes)
        findings.add("outcome_not_measured", place, closest=closest, outcomes=", ".join(outcomes) or "–")


def _check_price_index(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """Prices of one year become those of another by factors of every year between them."""
    to_year = chosen["price_year"]
    if to_year is None:
        return
    there = [CPI.fullmatch(id) for id in {*read_reference("cpi")["id"], *_ids(known, "prices", "price")}]
    known_years = {int(match[1]) for match in there if match}
    missing: dict[int, str] = {}
    for chain, price in known["chains"].frame[["chain", "price"]].dropna().itertuples(index=False):
        from_year = _indexed_from(known, price)
        for year in range(min(from_year or to_year, to_year), max(from_year or to_year, to_year)):
            if year not in known_years:
                missing.setdefault(year, str(chain))
    for year, chain in sorted(missing.items()):
        place = Place("study.toml", "", None, "price_year", str(to_year))
        findings.add("no_price_index", place, year=year, next=year + 1, chain=chain)


def _indexed_from(known: Tables, price: str) -> int | None:
    """The year of a price that follows the price index; nothing where it does not, or is not known."""
    shipped = read_reference("prices").set_index("id")
    if price in _ids(known, "prices", "price"):
        row = known["prices"].frame.drop_duplicates("price").set_index("price").loc[price]
        indexed, year = row["indexed"] is pd.NA or bool(row["indexed"]), row["price_year"]
    elif price in shipped.index:
        indexed, year = shipped.loc[price, "indexed"] == "yes", shipped.loc[price, "price_year"] or pd.NA
    else:
        return None
    return int(year) if indexed and pd.notna(year) else None


def _check_choices(shown: TypedTable, findings: Findings) -> None:
    """One statement of a set is the best, and one the worst."""
    keys = ["person", "set", "choice"]
    frame = shown.frame[keys].dropna()
    shown.note(findings, "chosen_twice", frame.index[frame.duplicated(keys)], "choice")


def _rising(known: Tables) -> set[str]:
    """The chains whose change came about between waves of which not every one has a day."""
    survey = _frame(known, "survey").dropna(subset=["wave"])
    undated = survey["date"].isna().groupby(survey["wave"]).all()
    if not undated.any():
        return set()
    return {chain for chain, fit in price_fits({name: _frame(known, name) for name in TABLES}).items() if fit.rises}


def _missing(known: Tables, row: pd.Series, chosen: dict[str, Any], more: list[str]) -> list[str]:
    """The assumptions that a chain cannot do without and that nobody gives; `more` are those of its waves."""
    needed = [*DEFLATORS, *more]
    if pd.notna(row["effect"]):
        needed += [*TAKEN_OUT, "transfer"]
    elif chosen["comparison_arm"] is None and chosen["programme"] is None:
        needed += TAKEN_OUT
    if pd.notna(row["method"]) and str(row["method"]).startswith("heat"):
        needed.append("heat_share")
    if "assumptions" not in known:
        return needed
    given = known["assumptions"].frame
    of_chain = given[given["chain"].isna() | (given["chain"] == row["chain"])]
    return [name for name in needed if name not in set(of_chain["parameter"])]


def _ids(known: Tables, table: str, column: str) -> set[str]:
    return set(known[table].frame[column].dropna()) if table in known else set()
