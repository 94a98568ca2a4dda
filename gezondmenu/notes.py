"""Reasons that a row can carry in `note`: each a template, so that a page finds it again and translates it."""

from __future__ import annotations

import re

NOTES = (
    "no activities are listed for this area",
    "only head counts: persons are not known",
    "persons at the activities of this area, since the study has no table people",
    "the study has no table {table}",
    "the study has no table {table} and {other}",
    "persons known at {known} of {all} activities",
    "without areas where only head counts are known: {areas}",
    "population unknown",
    "no participants",
    "no visits",
    "nobody with this trait known among the participants",
    "the neighbourhood's share is unknown",
    "{unknown} of {all} unknown",
    "no activities with a known answer",
    "no answers",
    "the indicator says nothing of this area",
    "number of invitations unknown",
    "more answers than invitations",
    "period {period} is not fully observed",
    "no earlier period",
    "nothing in the earlier period",
    "no costs are booked",
    "€ {amount} of the area's costs is a share of an arrangement, split by population",
    "€ {amount} of the area's costs is a share of an arrangement, split equally",
    "hours are not recorded",
    "hours recorded at {known} of {all} sessions",
    "persons are not known in the same areas in both periods",
    "boundaries of {year} cannot be put on those of {to_year}: no area_links",
    "source: {source}",
    "name: {name}",
    "part of {area}",
    "boundaries of {year}",
    "no sessions",
    "no requests for help",
    "no steps are recorded",
    "no bookings say how many",
    "no invitations are recorded",
    "no employer is named",
    "no coordinates are known, or no free activity",
    "no volunteers on the attendance lists",
    "known of {known} of {all} visits",
    "the length or intensity of no visit is known",
    "no newcomer whose {days} days have passed",
    "nothing is known of before {day}: some may have come before",
    "half of the requests is still open",
    "more people in a step than in the one before",
    "number of employers unknown",
    "more employers take part than the area has",
    "fewer than {needed} quarters, or nobody in them",
    "fewer than {needed} areas",
    "the ratio or index has no meaning for these rates",
    "areas are ordered by the share of low incomes",
    "of the requests that are solved the days are not known",
    "not yet known of any",
    "{known} of {all} areas",
    "a lower value means more deprivation",
    "the order of areas by deprivation is not known",
    "persons cannot be added up: somebody may count in several",
    "{year} figures on boundaries of {to_year} through area_links",
    "{known} of {all} who began",
    "fewer than {needed} persons answered both times",
    "other people answered each time",
    "too few left or stayed to weigh those who stayed",
    "nobody left",
    "those who left cannot have done so much worse: the scale is too short",
    "too few areas or people for an interval",
    "no difference that matters is agreed on",
    "fewer than {needed} persons answered both times, or all began alike",
    "the programme did not come to whole areas",
    "study.toml names no programme that begins area by area",
    "one outcome only",
    "the change is not clear of zero as it is",
    "at least {least} points, which is {source}",
    "at least one class",
    "chosen because they began badly: part of the change would have come anyway",
    "{areas} areas, {treated} of them with the programme",
    "the groups were not drawn by lot",
    "{areas} areas had begun before the first measurement and are left out",
    "made alike on {traits}",
    "too few people to make the groups alike by weights",
    "{count} ways to choose the areas",
    "too few areas to judge: no p-value under {smallest} is possible",
    "how often people come is their own choice: who feels better may come more",
    "pooled over {areas} areas",
    "fewer than {needed} persons answered every question",
    "no people with and without the programme were measured twice",
    "nobody was measured twice",
    "fewer than four areas with a change to pool",
    "no scale of the study's own",
    "rough: counts are rounded to {width}, and there are few",
    "measured in {area}",
    "measured here",
    "no interval is known",
    "the borrowed effect {effect} may not be used after {day}",
    "the borrowed effect {effect} has no value and no range",
    "there is no borrowed effect {effect}",
    "found in: {setting}",
    "design: {design}",
    "from memory, not checked",
    "to be looked at again by {day}",
    "no source for it was found",
    "there is no price {price}",
    "the price {price} is not in euros",
    "no consumer price index from {year} to {to_year}",
    "consumer price index, {year} to {to_year}",
    "not indexed",
    "one unit of the price for a whole point a year",
    "no {parameter} is given",
    "no effect on {outcome} is measured",
    "taken out by the comparison already",
    "who was reached is not known",
    "counted: {indicator}",
    "less those in areas to compare with: {areas}",
    "an area to compare with is not valued",
    "a chosen value: see what other values would give",
    "a spread of {share}% is assumed",
    "reason: {reason}",
    "not added to the total",
    "a range without a point: {inputs}",
    "outside the perspective {perspective}",
    "no chain of the total has euros: {chains}",
    "without {chain}",
    "who gains: {payer}, law {law}",
    "seed {seed}",
    "follows from the drop-off, the discount rate and the horizon",
    "no value of this input brings net value to zero",
    "the other chains pay the costs without this one",
    "even the whole of it is not enough",
    "no health is gained, so costs per QALY mean nothing",
    "health is gained and money is saved, so costs per QALY mean nothing",
    "study.toml has no {choice}",
    "no full year was counted",
    "HEAT does not hold here: {rule}",
    "hidden: fewer than {limit}",
    "hidden: denominator under {limit}",
    "hidden: over {share}% in one class",
    "hidden: a cell of the distribution is under {limit}",
    "hidden: rests on a hidden number",
)
"""Every reason that a row can carry, as a template: the page finds the template again and translates it."""


def note(template: str, **values: object) -> str:
    """Fill a reason of `NOTES`, so that no row carries words the pages cannot translate.

    Examples
    --------
    >>> note("{unknown} of {all} unknown", unknown=9, all=120)
    '9 of 120 unknown'
    """
    if template not in NOTES:
        raise KeyError(f"{template!r} is not in notes.NOTES; add it there and to the catalogue")
    return template.format(**{name: str(value).replace(";", ",") for name, value in values.items()})


def join_notes(*reasons: str) -> str:
    """Several reasons in one cell, without the blank ones."""
    return "; ".join(reason for reason in reasons if reason)


def parse_note(text: str) -> tuple[str, dict[str, str]] | None:
    """Find the template and the values of a reason; None for words that are not ours.

    Examples
    --------
    >>> parse_note("9 of 120 unknown")
    ('{unknown} of {all} unknown', {'unknown': '9', 'all': '120'})
    """
    for template, pattern in _NOTE_PATTERNS.items():
        if match := pattern.fullmatch(text):
            return template, match.groupdict()
    return None


_COUNT_SLOTS = ("unknown", "all", "known", "limit", "share", "width", "amount", "year", "to_year", "days", "needed")

_NAME_SLOTS = ("table", "other")


def _note_pattern(template: str) -> re.Pattern[str]:
    def slot(match: re.Match[str]) -> str:
        kind = "[0-9]+" if match[1] in _COUNT_SLOTS else "[a-z_0-9]+" if match[1] in _NAME_SLOTS else ".+?"
        return f"(?P<{match[1]}>{kind})"

    return re.compile(re.sub(r"\\{(\w+)\\}", slot, re.escape(template)))


_NOTE_PATTERNS = {template: _note_pattern(template) for template in NOTES}
