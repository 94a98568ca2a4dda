"""What the survey says of an area: which outcomes, and of each the rows before, after, of change and of comparison.

Selection only. Rows of the survey are about the whole study: an area's own change has design ``before-after``, and the
comparison stands with the area whose people were compared, which is often the city and not the neighbourhood.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from gezondmenu.effects.methods import is_over_primary
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.scales import scale_table
from gezondmenu.strongest_claim import Claim, strongest_claim
from gezondmenu.verdicts import Verdict, of_comparison
from gezondmenu.vocabulary import ALL

LEVELS = ("outcome_mean", "outcome_yes", "outcome_median")
CHANGES = ("mean_change", "standardised_change", "improved_share", "worsened_share", "dropout_to_zero")
WORST_THIRD = "worst third"
FLOW = ("survey_eligible", "survey_asked", "survey_answered", "survey_used", "followed_share")
COMPARISON = (
    "mean_difference",
    "lost_share",
    "treated_dropout_to_zero",
    "comparison_participants",
    "standardised_difference",
    "before_start",
    "placebo_p",
    "smallest_p",
    "corrected_p",
    "balance",
    "overlap",
)
OF_SURVEY = (
    *LEVELS,
    "outcome_share",
    *CHANGES,
    "expected_regression",
    "pooled_weight",
    *FLOW,
    *COMPARISON,
    "dose_slope",
    "scale_alpha",
)
"""Every indicator of the survey that a page has a place for."""

OUTCOMES_IN_FRONT = ("life_satisfaction", "good_health")


def entries(page: Page, indicator: str, area: str = "") -> list[Row]:
    """The rows of an indicator of the survey, of every variant; one that only says that there are none is left out."""
    return [entry for entry in page.survey.get((area or page.area, indicator), []) if entry.group != ALL]


def find(page: Page, indicator: str, outcome: str, *, area: str = "", variant: str = "main", **traits: str) -> Row:
    """The row of an outcome at the last measurement, with exactly these other traits.

    Without such a row there is one of status ``absent``.
    """
    wanted = {"outcome": outcome} | traits
    measurements = []
    for entry in entries(page, indicator, area):
        named = dict(entry.traits)
        wave = named.pop("wave", "")
        if entry.variant == variant and named == wanted:
            measurements.append((wave, entry))
    if not measurements:
        return Row(area or page.area, ALL, outcome, indicator)
    return dict(measurements)[_in_order(page, [wave for wave, _ in measurements])[-1]]


def change(page: Page, outcome: str, **where: str) -> Row:
    """The mean change of an outcome."""
    return find(page, "mean_change", outcome, **where)


def waves(page: Page, area: str = "") -> list[str]:
    """The measurements of an area: the last before the start, and after it those of which there is a change."""
    later = {entry.traits["wave"] for name in CHANGES for entry in entries(page, name, area)}
    every = {entry.traits["wave"] for name in LEVELS for entry in entries(page, name, area)}
    return _in_order(page, every - later)[-1:] + _in_order(page, later)


def level(page: Page, outcome: str, *, first: bool, area: str = "", arm: str = "") -> Row:
    """The mean score, the share of yes or the median answer at the first measurement or at the last."""
    measured = waves(page, area)
    wanted = {"outcome": outcome, "wave": (measured[0] if first else measured[-1]) if measured else ""}
    wanted |= {"arm": arm} if arm else {}
    matches = (entry for name in LEVELS for entry in entries(page, name, area) if entry.traits == wanted)
    return next(matches, Row(area or page.area, ALL, outcome, LEVELS[0]))


def outcomes(page: Page, area: str = "") -> list[str]:
    """The outcomes with a change of which a mean can be told, those that matter most first."""
    names = {entry.traits["outcome"] for entry in entries(page, "mean_change", area)}
    return _ordered(page, names)


def measured(page: Page, area: str = "") -> list[str]:
    """Every outcome of which anything is told at the first measurement."""
    names = {e.traits["outcome"] for name in LEVELS for e in entries(page, name, area)}
    return _ordered(page, names)


def in_classes(page: Page) -> list[str]:
    """The outcomes of the area whose change is told as shares that improved and worsened."""
    return _ordered(page, {entry.traits["outcome"] for entry in entries(page, "improved_share")})


def _ordered(page: Page, names: set[str]) -> list[str]:
    first = [*primary(page), *OUTCOMES_IN_FRONT, *scale_table()["outcome"].unique()]
    return [name for name in dict.fromkeys([*first, *sorted(names)]) if name in names]


def primary(page: Page) -> list[str]:
    """The outcomes that the study named beforehand: their p-values were corrected among themselves."""
    p_values = [entry for (_, name), rows in page.survey.items() if name == "corrected_p" for entry in rows]
    return list(dict.fromkeys(entry.traits["outcome"] for entry in p_values if is_over_primary(entry.method)))


def telling(page: Page, area: str = "") -> str:
    """The outcome that the section opens with: a primary one, else life satisfaction, else the first that is known."""
    names = outcomes(page, area)
    known = [name for name in names if change(page, name, area=area).has_interval]
    return next(iter(known or names), "")


def arms(page: Page, area: str = "") -> list[str]:
    """The groups of an area that have changes of their own beside those of the programme."""
    names = (entry.traits.get("arm", "") for entry in entries(page, "mean_change", area))
    return sorted({arm for arm in names if arm})


def compared_area(page: Page) -> str:
    """Whose people were compared: the area itself, the one beside it, or the whole study; blank where nobody's were."""
    for area in (page.area, page.beside, ALL):
        if area and any(entry.status != "no data" for entry in entries(page, "mean_difference", area)):
            return area
    return ""


def verdict(page: Page, outcome: str) -> Verdict:
    """What may be made of the difference that was found for an outcome; see `verdicts.of_comparison`."""
    area = compared_area(page)
    entry = find(page, "mean_difference", outcome, area=area)
    placebo, corrected = (find(page, name, outcome, area=area) for name in ("placebo_p", "corrected_p"))
    return of_comparison(entry, placebo, corrected)


def claim(page: Page, outcome: str) -> Claim:
    """The strongest claim that the difference of an outcome can still carry; see `strongest_claim`."""
    entry = find(page, "mean_difference", outcome, area=compared_area(page))
    return strongest_claim(entry.design, entry.reasons, verdict(page, outcome))


def important(page: Page, outcome: str) -> tuple[float, str]:
    """The smallest change that people notice and how sure that is; NaN where none is published.

    The rows that count who improved name it. Where those are hidden, the register of scales does if it has one figure.
    """
    for area in dict.fromkeys((page.area, page.beside, ALL)):
        for name in ("improved_share", "worsened_share"):
            for entry in entries(page, name, area):
                values = entry.reason(Why.AT_LEAST_POINTS)
                if values and entry.traits["outcome"] == outcome:
                    return values["least"], values["source"]
    scale = scale_of(outcome)
    return scale.get("minimal_important_difference", float("nan")), scale.get("mid_how_sure", "")


@functools.cache
def scale_of(outcome: str) -> dict[str, Any]:
    """What the register of scales says of an outcome in every version that it has; empty for one of the study's own."""
    table = scale_table()
    versions = table[table["outcome"] == outcome]
    return {name: versions[name].iloc[0] for name in versions if versions[name].nunique(dropna=False) == 1}


def _in_order(page: Page, names: Iterable[str]) -> list[str]:
    """Measurements in order of time; a row that says what holds over all of them has a blank one, and stands first."""
    return sorted(names, key=("", *page.waves).index)
