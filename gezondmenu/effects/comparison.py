"""People with the programme beside people without: what may be called an effect, and how sure it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.arms import Arms, Tested, arms_of
from gezondmenu.effects.comparability import (
    FEWEST_CAME,
    PER_PROTOCOL,
    before_start,
    bracket,
    equal_first_scores,
    first_scores_unlike,
    loss,
    standing,
    who_came,
    without,
)
from gezondmenu.effects.contamination import people_of_comparison_who_came
from gezondmenu.effects.covariate_balance import made_alike
from gezondmenu.effects.doubts import with_doubts
from gezondmenu.effects.dropout import treated_dropout_to_zero
from gezondmenu.effects.models.groups import LARGEST_P, Difference, corrected, difference_of_groups
from gezondmenu.effects.paired_change import as_table, outcomes_of_records, traits_of_people, unit_of_change
from gezondmenu.effects.staggered import staggered
from gezondmenu.effects.survey import YES_NO
from gezondmenu.indicators.records import Records
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers.paired import standardised_difference
from gezondmenu.numbers.placebo import placebo_test
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import GezondmenuError


@of_card("comparison")
@with_doubts
def comparison(records: Records) -> pd.DataFrame:
    """The difference of the two groups in four ways, balance and overlap, the placebo test and corrected p-values.

    Where study.toml names a programme that begins in each area at its own moment, that decides who has it; otherwise
    the arms of the survey do.
    """
    rows: list[dict[str, Any]] = []
    p_values: list[Tested] = []
    if records.study.choices["programme"]:
        rows, p_values = staggered(records)
        return as_table([*rows, *corrected_rows(records, p_values)])
    traits = traits_of_people(records)
    for arms in arms_of(records):
        differences = _differences(arms, records.confidence)
        of_groups, facts = _facts(arms, records.confidence)
        came = who_came(arms, records)
        facts = join(facts, Why.COMPARISON_CAME() if came.any() else NOTHING)
        if arms.arm:
            of_one = _rows_of_differences(arms, differences, join(facts, Why.ONE_OF_ARMS(arm=arms.arm)))
            rows += [row for row in of_one if row["indicator"] == "mean_difference"]
            continue
        of_arms = _rows_of_differences(arms, differences, facts)
        alike = [] if arms.persons else made_alike(arms, traits, records.confidence)
        of_groups += treated_dropout_to_zero(arms, differences["main"])
        rows += [*of_arms, *of_groups, *_per_protocol(arms, came, records.confidence), *alike]
        p_values.append((of_arms[0], arms.outcome.name, arms.wave, differences["main"].p))
    rows += people_of_comparison_who_came(records) if rows else []
    return as_table([*rows, *corrected_rows(records, p_values)])


def _differences(arms: Arms, confidence: float) -> dict[str, Difference]:
    """By lot, ANCOVA is the answer and the difference in changes stands beside it; otherwise the other way round.

    Groups that were not drawn may differ at the start. Where they do, neither way is right for every reason that they
    may have, and the answer is the bracket of both.
    """
    shared: dict[str, Any] = {"treated": "treated", "clusters": arms.clusters, "confidence": confidence}
    if arms.cross_sections:
        return {"main": _of_cross_sections(arms, confidence)}
    if arms.persons:
        return {"main": difference_of_groups(arms.people, outcome="change", **shared)}
    changes = difference_of_groups(arms.people, outcome="change", **shared)
    people, adjust = arms.people, ["first"]
    if arms.knows_earlier:
        people, adjust = people.assign(earlier=people["earlier"].fillna(people["first"])), ["first", "earlier"]
    ancova = difference_of_groups(people, outcome="later", adjust=adjust, **shared)
    if arms.randomised:
        return {"main": ancova, "difference in changes": changes}
    if first_scores_unlike(arms):
        return {"main": bracket(changes, ancova), "difference in changes": changes, "ANCOVA": ancova}
    return {"main": changes, "ANCOVA": ancova}


def _of_cross_sections(arms: Arms, confidence: float) -> Difference:
    """The difference in differences of four means of persons: the term of being later and with the programme."""
    scores = arms.people.melt(["treated"], ["first", "later"], "wave", "score").dropna(subset="score")
    scores = scores.assign(with_it=scores["treated"].astype(float), late=(scores["wave"] == "later").astype(float))
    scores["both"] = scores["with_it"] * scores["late"]
    return difference_of_groups(
        scores, outcome="score", treated="both", adjust=["with_it", "late"], confidence=confidence
    )


def _per_protocol(arms: Arms, came: np.ndarray, confidence: float) -> list[dict[str, Any]]:
    """The difference without people of the comparison who came: what they chose may make the groups unlike."""
    if (came & arms.people["change"].notna()).sum() < FEWEST_CAME:
        return []
    kept = without(arms, came)
    if kept.people.dropna(subset="change")["treated"].nunique() < 2:
        return []
    main = {PER_PROTOCOL: _differences(kept, confidence)["main"]}
    rows = _rows_of_differences(kept, main, NOTHING)
    return [row | {"reasons": join(row["reasons"], Why.WITHOUT_WHO_CAME())} for row in rows if "variant" in row]


def _facts(arms: Arms, confidence: float) -> tuple[list[dict[str, Any]], Reasons]:
    """What is known of how the two groups were made and kept, as rows, and as the reasons that a claim depends on."""
    changes, unlike = arms.people["change"], first_scores_unlike(arms)
    ways: tuple[pd.Series, ...] = (changes,)
    if arms.randomised and not arms.persons:
        ways = (equal_first_scores(arms),)
    elif unlike:
        ways = (changes, equal_first_scores(arms))
    of_loss, lost = loss(arms, ways, confidence)
    of_areas, few = _placebo(arms, ways)
    of_start, apart = before_start(arms, confidence)
    return [*of_areas, *of_loss, *of_start], join(few, lost, apart, Why.FIRST_SCORES_APART() if unlike else NOTHING)


def _rows_of_differences(arms: Arms, differences: dict[str, Difference], facts: Reasons) -> list[dict[str, Any]]:
    factor, counts = arms.outcome.factor, arms.counts()
    words = join(
        Why.OTHER_PEOPLE() if arms.persons else Why.KNOWN_OF_BEGAN(known=round(counts["n"]), all=arms.began),
        Why.AREAS_TREATED(**_areas(arms)) if arms.by_area else NOTHING,
        NOTHING if arms.randomised else Why.NO_LOTS(),
    )
    rows = [
        arms.row(
            "mean_difference",
            variant=variant,
            value=factor * difference.value,
            lower=factor * difference.lower,
            upper=factor * difference.upper,
            method=difference.method,
            unit=unit_of_change(arms.outcome),
            **standing(difference.value, difference.lower, join(words, facts if variant == "main" else NOTHING)),
            **counts,
        )
        for variant, difference in differences.items()
    ]
    if arms.persons:
        return rows
    treated = arms.people["treated"]
    g = standardised_difference(arms.people.loc[treated, "change"], arms.people.loc[~treated, "change"])[0]
    if arms.outcome.level != YES_NO and not np.isnan(g):
        rows.append(arms.row("standardised_difference", value=g, **counts))
    return rows


def _areas(arms: Arms) -> dict[str, int]:
    used = arms.people.dropna(subset="change")
    return {"areas": used["area"].nunique(), "treated": used.loc[used["treated"], "area"].nunique()}


def _placebo(arms: Arms, ways: tuple[pd.Series, ...]) -> tuple[list[dict[str, Any]], Reasons]:
    """The place of the real areas among all ways to choose as many; needs areas that got the programme.

    Where two ways of comparing count, it is that of the way that may be chance more often.
    """
    used = arms.people["change"].notna()
    areas = arms.people[used].groupby("area")["treated"].first()
    if not arms.by_area or areas.nunique() < 2:
        return [], NOTHING
    means = [way[used].groupby(arms.people.loc[used, "area"]).mean() for way in ways]
    placebo = max((placebo_test(mean[areas.index], areas) for mean in means), key=lambda test: test.p)
    words = Why.WAYS_TO_CHOOSE(count=placebo.assignments)
    rows = [arms.row("smallest_p", value=placebo.smallest, reasons=words, **arms.counts())]
    if placebo.smallest > LARGEST_P:
        few = Why.FEW_AREAS_TO_JUDGE(smallest=float(f"{placebo.smallest:.3g}"))
        return [*rows, arms.row("placebo_p", status="too few", reasons=few)], few
    return [*rows, arms.row("placebo_p", value=placebo.p, reasons=words, **arms.counts())], NOTHING


def corrected_rows(records: Records, p_values: list[Tested]) -> list[dict[str, Any]]:
    """P-values of the outcomes of one target and wave, corrected for there being several.

    `p_values` holds the main difference of each outcome and wave.
    """
    primary = primary_outcomes(records)
    together: dict[tuple[str, str], list[tuple[dict[str, Any], str, float]]] = {}
    for row, outcome, wave, p in p_values:
        together.setdefault((str(row["area"]), wave), []).append((row, outcome, p))
    rows = []
    for entries in together.values():
        if len(entries) < 2:
            continue
        chosen = [outcome in primary for _, outcome, _ in entries]
        values, method = corrected([p for *_, p in entries], chosen if primary else None)
        for (row, *_), value in zip(entries, values, strict=True):
            kept = {name: row[name] for name in ("area", "period", "group", "numerator", "denominator", "n", "design")}
            if not np.isnan(value):
                rows.append({**kept, "indicator": "corrected_p", "value": value, "method": method})
    return rows


def primary_outcomes(records: Records) -> list[str]:
    """The outcomes that study.toml names as primary.

    Raises
    ------
    GezondmenuError
        For a name that is no outcome of the survey.
    """
    text = records.study.choices["primary_outcomes"] or ""
    named = [name.strip() for name in text.split(",") if name.strip()]
    known = outcomes_of_records(records)
    unknown = [name for name in named if name not in known]
    if unknown:
        raise GezondmenuError(
            "study.toml, primary_outcomes: {unknown} is no outcome of the survey; the outcomes are {known}",
            unknown=", ".join(unknown),
            known=", ".join(known),
        )
    return named
