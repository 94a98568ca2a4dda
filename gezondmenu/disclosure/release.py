"""Release: the estimate table as it may be shown, with small numbers of persons hidden and the rest rounded.

The rules, in the order in which `release` goes through them. Their limits stand in `profiles`; ``internal`` skips all.

1. Euros of `value` are refused (`_refuse_values`). Rows whose label is in people's own words and shared by fewer than
   may be shown go out whole (`rare_labels`). Trends, gradients, comparisons and pooled shares are set apart until
   step 9.
2. What the estimates knew of spread, in columns that end here (`vocabulary.INTERNAL_COLUMNS`), is kept to one decimal
   before any rounding: the design effect of a clustered share, the coefficient of variation of visits over persons
   (`_spread`). A table without those columns gets no limits there.
3. A row is hidden (`_reasons`) where a count of persons or visits is small; where the rest of a share of persons is
   small; where a mean rests on few persons, or on few sessions that would give their visits away; where something
   sensitive has a small denominator, or nearly all in one class. One hidden cell hides its whole distribution. Counts
   by starting level keep to the rules for something sensitive (`telling_bands`). Zero is shown.
4. Counts of persons are rounded (`_rounded_counts`), and a small n is left out. Visits, activities, sessions, hours and
   euros stay exact.
5. `_reasons` once more, for the rounded counts (`telling_bands` looks at both at once): the true and the rounded ones
   together would tell more than either does.
6. What follows from counts is worked out again from the rounded ones, with its interval (`_recomputed`) and with the
   spread of step 2. A reach ratio is divided by the published share of the neighbourhood (`_released_reference`), and
   is hidden where that is. Rounding comes first because an exact share beside rounded counts would give the true
   counts back.
7. Means about persons lose their sums, and are rounded (`_rounded_means`) to three digits; where a sum of whole steps
   is behind them, coarser until three n of their class fit (`coarsen`). Other answers to a question are no finer than
   the raw one, quotients keep two digits (`as_coarse_as_raw`), points divided whole percents (`whole_percents`),
   pooled weights whole tens (`tens`). Limits are rounded outward (`outward`). A mean for which no rounding is coarse
   enough is hidden.
8. Hidden because it would give something back: what together with other rows would tell a hidden count of persons
   or visits (`hidden_with_sums`), a pooled number and its weight where the raw one is hidden
   (`hidden_with_raw`), the months of a quarter where one of them or the quarter is hidden (`hidden_with_months`), and
   a row that says that too few persons answered, left or stayed (`tells_how_few`). A method that depends on the number
   of persons becomes the one of the card (`BY_NUMBER`). Rows that are hidden or without a result lose every number
   (their counts were not checked), and of the reasons those of the package stay, with persons rounded or left out
   (`safe_reasons`).
9. Trends, gradients, comparisons and pooled shares are worked out again from the released rows (`_released_again`),
   and hidden where those leave nothing to work with (a pooled share where its own share is hidden, and all of them
   where fewer than four are left); a comparison with a rough row counts as too few. A trend keeps the width of its
   limits in proportion, to three digits (`_same_width`). A ratio of two years knows who came in both to a tenth only,
   and not at all where a tenth is few persons (`_returning`).

What all rows together tell is looked at in step 8 only, of the counts; a row hidden in step 9 hides no more.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.card import AMOUNTS_OVER_PERSONS, AMOUNTS_OVER_SESSIONS, CLUSTERED
from gezondmenu.described import areas_of
from gezondmenu.disclosure.bands import telling_bands
from gezondmenu.disclosure.labels import rare_labels
from gezondmenu.disclosure.means import DIGITS, coarsen, outward, round_significant
from gezondmenu.disclosure.months import hidden_with_months
from gezondmenu.disclosure.pooled import (
    as_coarse_as_raw,
    finest_step,
    hidden_with_raw,
    rests_on_whole_steps,
    steps_of,
    tens,
    whole_percents,
)
from gezondmenu.disclosure.profiles import Profile, profile_of
from gezondmenu.disclosure.reasons_kept import SHOWN, safe_reasons
from gezondmenu.disclosure.rows import describe_rows, distribution_key, small
from gezondmenu.disclosure.whole import hidden_with_sums
from gezondmenu.given import check_rows
from gezondmenu.indicators.derived import derive, is_derived
from gezondmenu.indicators.formulas import from_counts
from gezondmenu.indicators.pooled_shares import is_pooled_share
from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import amount_interval
from gezondmenu.numbers.paired import EXACT, NONE, WITHIN, T
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why, by_case, carry, reasons_of, with_notes
from gezondmenu.vocabulary import ESTIMATE_KEY, INTERNAL_COLUMNS, GezondmenuError

NUMBERS = ["value", "lower", "upper", "confidence", "numerator", "denominator", "n"]
COUNTED = ("count", "percentage", "rate", "quotient", "growth", "reach")


def release(estimates: pd.DataFrame, rule: str = "standard") -> pd.DataFrame:
    """The published table: use it for everything that leaves the project.

    Parameters
    ----------
    estimates : DataFrame
        The estimate table of `estimate`. Not changed. Without its internal columns, as in a table made by hand,
        shares of several answers of one person and means over persons are released without limits.
    rule : {"standard", "opensafely", "internal"}
        ``standard`` hides counts of persons from 1 to 9 and rounds the others to 5; ``opensafely`` hides 1 to 7 and
        rounds to the midpoint of six; ``internal`` hides and rounds nothing.

    Returns
    -------
    DataFrame
        Same public columns and rows, but for those of labels that too few share. A hidden row has NaN in every
        number, status ``suppressed`` and the reason in `note`; zero is shown.

    Raises
    ------
    GezondmenuError
        For an unknown rule, an indicator that is not in the register, rows of `value` (those are made from the released
        table), or a table with gradients or comparisons that has lost what describes its areas.

    Notes
    -----
    Rows that are functions of counts are worked out again from the released counts, with their interval; trends,
    gradients and comparisons from the released rows. Counts of
    visits under the limit are hidden and others exact; activities, sessions, hours and euros are no persons. Other
    numbers about persons (means) need n of at least the limit; n is rounded, and value and limits are rounded to
    three significant digits, or coarser until three n of its class fit.

    Examples
    --------
    >>> from gezondmenu.vocabulary import ESTIMATE_COLUMNS
    >>> table = pd.DataFrame([dict.fromkeys(ESTIMATE_COLUMNS, np.nan)] * 2).astype(object)
    >>> table[["area", "period", "group", "variant", "status", "reasons"]] = ["A", "2025", "all", "main", "ok", ""]
    >>> table[["indicator", "numerator", "n"]] = [["participants", 7, 7], ["participants", 43, 43]]
    >>> release(table)[["value", "status", "note"]].values.tolist()
    [[nan, 'suppressed', 'hidden: fewer than 10'], [45.0, 'ok', '']]
    """
    profile = profile_of(rule)
    check_rows("gm.release", estimates)
    _refuse_values(estimates, profile)
    table = estimates.assign(reasons=reasons_of(estimates))
    numbers = [*NUMBERS, *(column for column in INTERNAL_COLUMNS if column in table)]
    table[numbers] = table[numbers].astype("float64")
    if not profile.hides or table.empty:
        return with_notes(table.drop(columns=[column for column in INTERNAL_COLUMNS if column in table]))
    table = table[~rare_labels(table, describe_rows(table), profile)]
    if table.empty:
        return with_notes(table[[column for column in table if column not in INTERNAL_COLUMNS]])
    follows = is_derived(table)
    areas = areas_of(table) if "areas" in table.attrs else pd.DataFrame(columns=["area", "parent"])
    base = _released(table[~follows], areas, profile)
    derived = table.loc[follows, list(base)]
    if len(derived):
        again = base.assign(returning=_returning(table[~follows], base, profile))
        derived = _released_again(derived, again, areas_of(table))
    return with_notes(pd.concat([base, derived]).reindex(table.index) if len(derived) else base)


def _refuse_values(table: pd.DataFrame, profile: Profile) -> None:
    """Euros of `value` follow from released rows; made from unreleased ones they would tell the counts behind them."""
    register = named_indicators()
    names = [name for name in table["indicator"].unique() if name in register]
    if profile.hides and any(register[name][1].formula == "value" for name in names):
        raise GezondmenuError(
            "rows of gm.value cannot be released: they would tell the counts that they were made from. Release the "
            "estimates first and value those: gm.value(study, gm.release(gm.estimate(study)))"
        )


def _released(before: pd.DataFrame, areas: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    """The rows that rest on counts of their own."""
    table = before
    columns = [column for column in table if column not in INTERNAL_COLUMNS]
    rows = describe_rows(table)
    spread, n_before = _spread(table, rows), table["n"].copy()
    reasons = _reasons(table, rows, profile)
    reasons = reasons.mask((reasons == NOTHING) & table["status"].isin(SHOWN), telling_bands(table, profile))
    table = _rounded_counts(table, rows, profile)
    shown = _reasons(table, rows, profile)  # the rules hold for what is shown too, or the two together tell more
    reasons = reasons.mask(reasons == NOTHING, shown)
    table["reference"] = _released_reference(table, rows, reasons)
    lost = (rows["formula"] == "reach") & table["status"].isin(SHOWN) & table["reference"].isna() & (reasons == NOTHING)
    reasons = reasons.mask(lost, Why.HIDDEN_WITH_OTHER())
    table = _recomputed(table.assign(effective=table["denominator"] / spread["design_effect"]), rows, spread)
    table, reasons = _rounded_means(table, rows, reasons, n_before, profile)
    reasons = hidden_with_sums(before, table, reasons, areas, profile)
    reasons = hidden_with_raw(table, reasons)
    reasons = hidden_with_months(table, rows["formula"], reasons, profile)
    hidden = reasons != NOTHING
    hidden |= tells_how_few(table)
    reasons = reasons.mask(hidden & (reasons == NOTHING), Why.HIDDEN_FEW(limit=profile.smallest))
    table["method"] = table["method"].mask(hidden | table["method"].isin(BY_NUMBER), rows["interval"])
    silent = ~table["status"].isin(SHOWN)  # their counts were never rounded or checked
    table.loc[hidden | silent, NUMBERS] = np.nan
    table["status"] = table["status"].mask(hidden, "suppressed")
    table["reasons"] = reasons.where(hidden, safe_reasons(table, rows, profile))
    return table[columns]


BY_NUMBER = (T, WITHIN, EXACT, NONE)
"""Methods that depend on the number of persons: with n rounded to 5, the word exact would tell 18 from 22."""


SAYS_HOW_FEW = (Why.FEW_TWICE, Why.FEW_TWICE_OR_ALIKE, Why.FEW_ANSWERED_ALL, Why.FEW_LEFT_OR_STAYED)


def tells_how_few(table: pd.DataFrame) -> pd.Series:
    """Rows that say of persons that they were too few, and so how few: hidden like a small count."""
    return (table["status"] == "too few") & carry(table["reasons"], *SAYS_HOW_FEW)


MOST_RETURNING = 0.8
"""From here on the share that came in both years is told as this much: how few stayed away would be a small count."""


def _returning(table: pd.DataFrame, base: pd.DataFrame, profile: Profile) -> pd.Series:
    """The part of two years' persons who came in both, downwards to one decimal; unknown where a step is few persons.

    The limits of a ratio of years tell this number, and with the two counts how many came in both: to a tenth of their
    mean, which is kept to at least the smallest count of persons that may be shown.
    """
    if "returning" not in table:
        return pd.Series(np.nan, index=base.index)
    coarse = np.minimum(np.floor(10 * table["returning"] + 1e-9) / 10, MOST_RETURNING)
    persons = base["numerator"] / 2  # the other year may be empty
    return coarse.where((coarse > 0) & (0.1 * persons >= profile.smallest))


def _released_again(table: pd.DataFrame, base: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Rows that follow from others, worked out once more from the released ones; hidden where those are."""
    key, numbers = list(ESTIMATE_KEY), [*NUMBERS, "reasons"]
    has_number = table["status"].isin(SHOWN)
    levels = table.loc[has_number, "confidence"].dropna()
    pooled = set(table.loc[is_pooled_share(table), "area"])
    fresh = derive(base, areas, levels.iloc[0] if len(levels) else 0.95, pooled=pooled)
    fresh = fresh[fresh["status"].isin(SHOWN)].reindex(columns=[*key, *numbers]).set_index(key)
    derived = fresh.reindex(pd.MultiIndex.from_frame(table[key])).set_axis(table.index)
    hidden = has_number & derived["value"].isna()
    derived = _same_width(derived, table)
    table = table.copy()
    table[NUMBERS] = derived[NUMBERS].where(has_number)
    reasons = table["reasons"].where(~has_number, derived["reasons"])
    table["reasons"] = reasons.mask(hidden, Why.HIDDEN_WITH_OTHER())
    table["status"] = table["status"].mask(hidden, "suppressed")
    rough = has_number & carry(table["reasons"], Why.ROUGH)  # a rounded count may make the whole difference
    table["status"] = table["status"].mask(rough, "too few")
    table.loc[rough, NUMBERS] = np.nan
    return table


def _spread(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """What the estimates knew of spread, kept to one decimal.

    ``design_effect`` of a clustered share is how many answers are worth one independent answer; ``variation`` of a mean
    over persons is the standard deviation beside the mean. With visits known exactly, limits of more digits would tell
    the number of persons. NaN where the table has no such column, as one made by hand: those rows get no limits, since
    limits from the counts alone would be too narrow.
    """
    effective, sd = table.get("effective", np.nan), table.get("sd", np.nan)
    clustered = rows["interval"].isin(CLUSTERED)
    over_persons = (rows["interval"] == AMOUNTS_OVER_PERSONS) & (table["denominator"] > 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.maximum((table["denominator"] / effective).round(1), 1.0).where(clustered)
        variation = np.maximum((sd / table["value"]).round(1), 0.1).where(over_persons)
    return pd.DataFrame({"design_effect": effect, "variation": variation}, index=table.index)


def _same_width(derived: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Trends with limits as far from the value, in proportion, as those that knew the persons; three digits kept."""
    register = named_indicators()
    formulas = {name: register[name][1].formula for name in before["indicator"].unique()}
    trends = (before["indicator"].map(formulas) == "trend") & derived["value"].notna() & before["lower"].notna()
    derived = derived.copy()
    value = derived.loc[trends, "value"].to_numpy(float)
    for column, bound in (("lower", np.minimum), ("upper", np.maximum)):
        ratio = (100 + before.loc[trends, column]) / (100 + before.loc[trends, "value"])
        limit = (100 + value) * ratio.to_numpy(float) - 100
        derived.loc[trends, column] = bound(round_significant(limit, DIGITS), value)
    return derived


def _reasons(table: pd.DataFrame, rows: pd.DataFrame, profile: Profile) -> pd.Series:
    """Why a row is hidden; blank where it is not."""
    a, b, n = (table[name].to_numpy(float) for name in ("numerator", "denominator", "n"))
    limit, formula = profile.smallest, rows["formula"].to_numpy()
    a_persons, b_persons = rows["numerator_persons"].to_numpy(), rows["denominator_persons"].to_numpy()
    protected_a = a_persons | rows["numerator_visits"].to_numpy()
    protected_b = b_persons | rows["denominator_visits"].to_numpy()
    delicate_rows = rows["sensitive"].to_numpy() & ~rows["open"].to_numpy()
    percentage = np.isin(formula, ["percentage", "reach"]) | ((formula == "rate") & delicate_rows)
    of_persons = percentage & a_persons & b_persons
    with np.errstate(divide="ignore", invalid="ignore"):
        largest = np.maximum(a / b, 1 - a / b)
    about_persons = a_persons | b_persons
    of_sessions = rows["interval"].eq(AMOUNTS_OVER_SESSIONS).to_numpy()
    few = (
        (protected_a & small(a, limit))
        | (protected_b & small(b, limit))
        | (of_persons & rows["complement"].to_numpy() & small(b - a, limit))
        | ((formula == "mean") & about_persons & ~(n >= limit))
        | ((about_persons | (formula == "mean")) & small(n, limit))
        | (of_sessions & small(b, limit))  # few sessions give their visits away
    )
    points = (table["unit"] == "percentage points").to_numpy() & (formula == "mean") & delicate_rows
    few |= points & (n < profile.smallest_sensitive)
    width = (table["upper"] - table["lower"]).to_numpy(float)
    same = (formula == "mean") & delicate_rows & ((width == 0) | (points & (np.abs(table["value"]) > 90)))
    delicate = of_persons & delicate_rows
    conditions = [
        few,
        delicate & (b < profile.smallest_sensitive),
        same | (delicate & (largest > profile.largest_class)),
    ]
    words = [
        Why.HIDDEN_FEW(limit=limit),
        Why.HIDDEN_DENOMINATOR(limit=profile.smallest_sensitive),
        Why.HIDDEN_CLASS(share=round(100 * profile.largest_class)),
    ]
    reasons = pd.Series(by_case(conditions, words), index=table.index)
    reasons = reasons.mask(~table["status"].isin(SHOWN), NOTHING)
    cells = distribution_key(table, rows)
    broken = set(cells[(reasons != NOTHING) & cells.notna()])
    whole = Why.HIDDEN_CELL(limit=limit)
    return reasons.mask(cells.isin(broken) & cells.notna() & table["status"].isin(SHOWN), whole)


def _rounded_counts(table: pd.DataFrame, rows: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    """Numerators, denominators and n of persons rounded; a small n beside a row that may stay is left out."""
    table = table.copy()
    for column in ("numerator", "denominator"):
        persons = rows[f"{column}_persons"]
        counts = table[column].to_numpy(float)
        table[column] = np.where(persons, profile.round_persons(counts), counts)
    n = table["n"].to_numpy(float)
    table["n"] = np.where(small(n, profile.smallest), np.nan, profile.round_persons(n))
    return table


def _released_reference(table: pd.DataFrame, rows: pd.DataFrame, reasons: pd.Series) -> pd.Series:
    """The published share in the neighbourhood that a reach ratio is divided by."""
    if (rows["reference"] == "").all():
        return pd.Series(np.nan, index=table.index)
    key = ["area", "period", "group", "variant", "indicator"]
    shown = table[
        (reasons == NOTHING) & table["status"].isin(SHOWN) & table["indicator"].isin(set(rows["reference"]) - {""})
    ]
    share = (100 * shown["numerator"] / shown["denominator"]).rename("reference")
    by = pd.concat([shown[key], share], axis=1).set_index(key)["reference"]
    wanted = table[key].assign(indicator=rows["reference"])
    shares = by.reindex(pd.MultiIndex.from_frame(wanted)).to_numpy()
    return pd.Series(np.where(rows["reference"] != "", shares, np.nan), index=table.index)


def _recomputed(table: pd.DataFrame, rows: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    """Values and intervals that follow from the rounded counts, with the spread that the estimates knew."""
    counted = rows["formula"].isin(COUNTED) & table["status"].isin(SHOWN)
    if not counted.any():
        return table
    parts = [
        from_counts(part, confidence)
        for confidence, part in table[counted].groupby(table.loc[counted, "confidence"].fillna(0.95))
    ]
    table = table.copy()
    fresh = pd.concat(parts)
    variation = spread.loc[fresh.index, "variation"]
    over_persons = fresh.index[variation.notna()]
    if len(over_persons) and fresh["confidence"].notna().any():
        part = fresh.loc[over_persons]
        value, n = part["value"].to_numpy(float), part["denominator"].to_numpy(float)
        sd = variation[over_persons].to_numpy(float) * value
        limits = amount_interval(value, sd, n, fresh["confidence"].max())
        fresh.loc[over_persons, "lower"], fresh.loc[over_persons, "upper"] = limits
    interval, known = rows.loc[fresh.index, "interval"], spread.loc[fresh.index].notna().any(axis=1)
    needed = interval.isin([*CLUSTERED, AMOUNTS_OVER_PERSONS])
    fresh.loc[needed & ~known, ["lower", "upper", "confidence"]] = np.nan
    columns = ["value", "lower", "upper", "confidence"]
    table.loc[fresh.index, columns] = fresh[columns]
    return table


def _rounded_means(
    table: pd.DataFrame, rows: pd.DataFrame, reasons: pd.Series, before: pd.Series, profile: Profile
) -> tuple[pd.DataFrame, pd.Series]:
    """Means with value and limits rounded until their n is no longer given away; `before` is the n before rounding."""
    about_persons = rows["numerator_persons"] | rows["denominator_persons"] | table["n"].notna()
    of_persons = (rows["formula"] == "mean") & about_persons & (reasons == NOTHING) & table["value"].notna()
    if not of_persons.any():
        return table, reasons
    table = table.copy()
    part = table[of_persons]
    n = part["n"].to_numpy(float)
    around = np.arange(-profile.width, profile.width + 1)
    candidates = n[:, None] + around
    same = (profile.round_persons(candidates) == n[:, None]) & (candidates >= profile.smallest)
    values, exact = part["value"].to_numpy(float), before[part.index].to_numpy(float)
    step = finest_step(values, exact, steps_of(part))
    whole = rests_on_whole_steps(values, exact, step)
    _, digits = coarsen(values, np.where(same, candidates, 0), step, whole)
    digits = whole_percents(part, values, as_coarse_as_raw(part, digits))
    table.loc[of_persons, "value"] = tens(part, round_significant(values, np.maximum(digits, 1)))
    lower, upper = (part[column].to_numpy(float) for column in ("lower", "upper"))
    limits = outward(values, lower, upper, np.maximum(digits, 1))
    table.loc[of_persons, ["lower", "upper"]] = np.column_stack(limits)
    for column in ("numerator", "denominator"):
        table.loc[of_persons, column] = np.nan
    too_telling = pd.Series(digits == 0, index=part.index).reindex(table.index, fill_value=False)
    return table, reasons.mask(too_telling, Why.HIDDEN_FEW(limit=profile.smallest))
