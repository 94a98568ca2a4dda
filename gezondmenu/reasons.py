"""Every reason that a row can carry, spelled once, and the columns `reasons` and `note` of a table.

Examples
--------
>>> from gezondmenu.reason import join
>>> partly = join(Why.UNKNOWN_OF(unknown=9, all=120), Why.SOURCE(source="CBS; 12.5%"))
>>> partly.words
'9 of 120 unknown; source: CBS; 12.5%'
>>> Why.UNKNOWN_OF in partly, partly.get(Why.UNKNOWN_OF), partly.get(Why.NO_SESSIONS)
(True, {'unknown': 9, 'all': 120}, None)
>>> from_json(str(partly)) is partly
True
"""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.reason import NOTHING, Kind, Reasons, join
from gezondmenu.vocabulary import GezondmenuError


@enum.unique
class Why(Kind):
    """The catalogue. Call a reason with its values: ``Why.UNKNOWN_OF(unknown=9, all=120)``."""

    # what was not recorded, counted or asked
    NO_ACTIVITIES_LISTED = "no activities are listed for this area"
    NO_TABLE = "the study has no table {table}"
    NO_TABLES = "the study has no table {table} and {other}"
    NO_CHOICE = "study.toml has no {choice}"
    NO_SESSIONS = "no sessions"
    NO_VISITS = "no visits"
    NO_ANSWERS = "no answers"
    NO_PARTICIPANTS = "no participants"
    NO_COSTS = "no costs are booked"
    NOTHING_BOOKED = "nothing is booked in this year"
    MONTHS_ALIKE = "all months are alike, such as advances: they do not say how sure the year is"
    YEAR_NOT_OVER = "the year is not over: bookings are in up to {month}"
    FEW_MONTHS = "fewer than two months are booked"
    NO_START = "the arrangement has no start"
    SHOWN_ONLY = "shown and not added: {item}"
    NEVER_EVEN = "costs and benefits never come out even, or more than once"
    NO_TERM = "table agreements has no {term}"
    ONE_YEAR_ONLY = "the budget is of one year only"
    MORE_THAN_ALL = "more would have to move than there is"
    NO_REQUESTS = "no requests for help"
    NO_STEPS = "no steps are recorded"
    NO_BOOKINGS_OF_PEOPLE = "no bookings say how many"
    NO_INVITATIONS = "no invitations are recorded"
    NO_EMPLOYER = "no employer is named"
    NO_COORDINATES = "no coordinates are known, or no free activity"
    NO_VOLUNTEERS_LISTED = "no volunteers on the attendance lists"
    NO_KNOWN_ANSWER = "no activities with a known answer"
    NO_HOURS = "hours are not recorded"
    NO_OWN_SCALE = "no scale of the study's own"
    SAYS_NOTHING_HERE = "the indicator says nothing of this area"
    NOT_YET_KNOWN = "not yet known of any"

    # what is known in part
    IN_OWN_WORDS = "{words}"
    UNKNOWN_OF = "{unknown} of {all} unknown"
    AREAS_KNOWN = "{known} of {all} areas"
    KNOWN_AT_ACTIVITIES = "persons known at {known} of {all} activities"
    MOST_NOT_LISTED = "of most visits it is not known who came"
    KNOWN_OF_VISITS = "known of {known} of {all} visits"
    HOURS_KNOWN_AT = "hours recorded at {known} of {all} sessions"
    ONLY_HEAD_COUNTS = "only head counts: persons are not known"
    PERSONS_AT_ACTIVITIES = "persons at the activities of this area, since the study has no table people"
    WITHOUT_HEAD_COUNT_AREAS = "without areas where only head counts are known: {areas}"
    LENGTH_UNKNOWN = "the length or intensity of no visit is known"
    POPULATION_UNKNOWN = "population unknown"
    TRAIT_UNKNOWN = "nobody with this trait known among the participants"
    SHARE_OF_AREA_UNKNOWN = "the neighbourhood's share is unknown"
    INVITATIONS_UNKNOWN = "number of invitations unknown"
    MORE_ANSWERS_THAN_INVITATIONS = "more answers than invitations"
    EMPLOYERS_UNKNOWN = "number of employers unknown"
    MORE_EMPLOYERS_THAN_AREA = "more employers take part than the area has"
    MORE_IN_A_STEP = "more people in a step than in the one before"
    PERSONS_NOT_ADDED = "persons cannot be added up: somebody may count in several"
    AMOUNT_SPLIT_BY_POPULATION = "€ {amount} of the area's costs is a share of an arrangement, split by population"
    AMOUNT_SPLIT_EQUALLY = "€ {amount} of the area's costs is a share of an arrangement, split equally"

    # periods and boundaries
    NOT_FULLY_OBSERVED = "period {period} is not fully observed"
    NO_EARLIER_PERIOD = "no earlier period"
    NOTHING_EARLIER = "nothing in the earlier period"
    OTHER_AREAS_THEN = "persons are not known in the same areas in both periods"
    NO_FULL_YEAR = "no full year was counted"
    NOTHING_KNOWN_BEFORE = "nothing is known of before {day}: some may have come before"
    NO_NEWCOMER_YET = "no newcomer whose {days} days have passed"
    HALF_OPEN = "half of the requests is still open"
    DAYS_UNKNOWN = "of the requests that are solved the days are not known"
    FEW_QUARTERS = "fewer than {needed} quarters, or nobody in them"
    FEW_AREAS = "fewer than {needed} areas"
    NO_MEANING_FOR_RATES = "the ratio or index has no meaning for these rates"
    ORDERED_BY_LOW_INCOME = "areas are ordered by the share of low incomes"
    LOWER_IS_MORE_DEPRIVED = "a lower value means more deprivation"
    ORDER_UNKNOWN = "the order of areas by deprivation is not known"
    NO_AREA_LINKS = "boundaries of {year} cannot be put on those of {to_year}: no area_links"
    PART_OF_AREA_UNKNOWN = "the count of {year} is not known of each area that became part of this one in {to_year}"
    COUNTS_BY_LINKS = "through area_links: counted for the share of the residents that lies in the region ({shares})"
    RESIDENTS_BY_LINKS = (
        "through area_links: of residents only the share that goes to the region itself counts ({shares}), since its "
        "areas of the last year count the others"
    )
    THROUGH_AREA_LINKS = "{year} figures on boundaries of {to_year} through area_links"
    NAME = "name: {name}"
    GOAL = "good would be: {goal}"
    SOURCE = "source: {source}"

    # change and effect
    KNOWN_OF_BEGAN = "{known} of {all} who began"
    FEW_TWICE = "fewer than {needed} persons answered both times"
    FEW_TWICE_OR_ALIKE = "fewer than {needed} persons answered both times, or all began alike"
    FEW_ANSWERED_ALL = "fewer than {needed} persons answered every question"
    NOBODY_TWICE = "nobody was measured twice"
    NO_GROUPS_TWICE = "no people with and without the programme were measured twice"
    OTHER_PEOPLE = "other people answered each time"
    YEARS_INDEPENDENT = "the limits take the two years as other people: too wide where the same people return"
    THESE_AREAS = "of these {areas} areas themselves, each person counted once"
    FEW_LEFT_OR_STAYED = "too few left or stayed to weigh those who stayed"
    NOBODY_LEFT = "nobody left"
    DIFFERENCE_NOT_CLEAR = "the difference is not clear of zero as it is"
    SCALE_TOO_SHORT = "those who left cannot have done so much worse: the scale is too short"
    FEW_FOR_INTERVAL = "too few areas or people for an interval"
    FEW_FOR_WEIGHTS = "too few people to make the groups alike by weights"
    NO_DIFFERENCE_AGREED = "no difference that matters is agreed on"
    NOT_BY_AREA = "the programme did not come to whole areas"
    NOT_STAGGERED = "study.toml names no programme that begins area by area"
    NO_WAVES_BEFORE = "no two waves lie before the start of areas that have others to compare with"
    ONE_OUTCOME = "one outcome only"
    NOT_CLEAR_OF_ZERO = "the change is not clear of zero as it is"
    AT_LEAST_POINTS = "at least {least} points, which is {source}"
    AT_LEAST_ONE_CLASS = "at least one class"
    BEGAN_BADLY = "chosen because they began badly: part of the change would have come anyway"
    CHOSEN_FOR_SCORE = "people were chosen for their first score"
    CHOSEN_LOW = "people were chosen for a first score of {bound} or lower"
    CHOSEN_HIGH = "people were chosen for a first score of {bound} or higher"
    SEEM_CHOSEN_LOW = "nobody scored above {bound} at first: people seem to have been chosen for that"
    SEEM_CHOSEN_HIGH = "nobody scored under {bound} at first: people seem to have been chosen for that"
    RETURN_UNKNOWN = (
        "what returns anyway can be told with a comparison, or with selected_from_mean and test_retest in study.toml"
    )
    AREAS_TREATED = "{areas} areas, {treated} of them with the programme"
    ONE_OF_ARMS = "arm {arm} beside the comparison: one of several, and not corrected for that"
    NO_LOTS = "the groups were not drawn by lot"
    AREAS_BEGAN_BEFORE = "{areas} areas had begun before the first measurement and are left out"
    MADE_ALIKE = "made alike on {traits}"
    WEIGHTED_ON = "weighted on {traits}"
    WAYS_TO_CHOOSE = "{count} ways to choose the areas"
    FEW_AREAS_TO_JUDGE = "too few areas to judge: no p-value under {smallest} is possible"
    FIRST_SCORES_APART = "first scores differ by more than a tenth of a standard deviation"
    LOSS_BEYOND = "more people were lost, or more of one group, than a comparison can bear"
    BOUNDS_HOLD_ZERO = "allowing for those who left there may be no difference"
    APART_BEFORE = "the groups moved apart before the start"
    LIKE_3L = "nobody chose a level above 3 of 5: if these are answers of the EQ-5D-3L, the score is too high"
    COMPARISON_CAME = "people of the comparison came to the activities too"
    WITHOUT_WHO_CAME = "per protocol: without people of the comparison who came to the activities"
    OWN_CHOICE = "how often people come is their own choice: who feels better may come more"
    POOLED = "pooled over {areas} areas"
    FEW_AREAS_TO_POOL = "fewer than four areas with a change to pool"
    MEASURED_IN = "measured in {area}"
    MEASURED_IN_ALL = "measured in the whole study"
    MEASURED_HERE = "measured here"
    NO_INTERVAL = "no interval is known"

    # borrowed effects, prices and other inputs of a valuation
    EFFECT_EXPIRED = "the borrowed effect {effect} may not be used after {day}"
    EFFECT_WITHOUT_VALUE = "the borrowed effect {effect} has no value and no range"
    NO_BORROWED_EFFECT = "there is no borrowed effect {effect}"
    FOUND_IN = "found in: {setting}"
    DESIGN = "design: {design}"
    FROM_MEMORY = "from memory, not checked"
    REVIEW_BY = "to be looked at again by {day}"
    NO_SOURCE = "no source for it was found"
    NO_PRICE = "there is no price {price}"
    NOT_IN_EUROS = "the price {price} is not in euros"
    NO_PRICE_INDEX = "no consumer price index from {year} to {to_year}"
    PRICE_INDEX = "consumer price index, {year} to {to_year}"
    NOT_INDEXED = "not indexed"
    ONE_UNIT_A_POINT = "one unit of the price for a whole point a year"
    LINES_BETWEEN_WAVES = "from wave {first} to wave {last}, with straight lines between the waves"
    BETWEEN_WAVES = "waves between: {waves}"
    MEAN_SINCE_START = "the mean over all waves since the programme began"
    UNITS_TURNED = "below 0, since the scale of the outcome goes the other way"
    NOT_GIVEN = "no {parameter} is given"
    NO_EFFECT = "no effect on {outcome} is measured"
    TAKEN_OUT = "taken out by the comparison already"
    REACHED_UNKNOWN = "who was reached is not known"
    COUNTED = "counted: {indicator}"
    LESS_COMPARISON_AREAS = "less those in areas to compare with: {areas}"
    LESS_COMPARISON_PEOPLE = "less people of the comparison who came"
    COMPARISON_PEOPLE_AMONG = "people of the comparison who came are among them"
    COMPARISON_AREA = "an area to compare with is not valued"
    CHOSEN = "a chosen value: see what other values would give"
    SPREAD_ASSUMED = "a spread of {share}% is assumed"
    REASON_GIVEN = "reason: {reason}"
    TOO_ACTIVE_FOR_HEAT = "HEAT does not hold here: the mean is not under {cap} minutes a week"

    # results of a valuation
    NOT_IN_TOTAL = "not added to the total"
    RANGE_ONLY = "a range without a point: {inputs}"
    COSTS_LEFT_OUT = "without € {amount} of costs outside the perspective {perspective}"
    DIFFERENT_FROM = "added to {chains}, which would be something else: {because}"
    OUTSIDE_PERSPECTIVE = "outside the perspective {perspective}"
    NO_CHAIN_IN_EUROS = "no chain of the total has euros: {chains}"
    WITHOUT_CHAIN = "without {chain}"
    WHO_GAINS = "who gains: {payer}, law {law}"
    SEED = "seed {seed}"
    FOLLOWS_FROM_DROP_OFF = "follows from the drop-off, the discount rate and the horizon"
    FALLING_RATES = "discount rates {rates} a year, from years {years} on"
    NO_BREAK_EVEN = "no value of this input brings net value to zero"
    PAID_WITHOUT_THIS = "the other chains pay the costs without this one"
    WHOLE_NOT_ENOUGH = "even the whole of it is not enough"
    NO_HEALTH_GAINED = "no health is gained, so costs per QALY mean nothing"
    GAINED_AND_SAVED = "health is gained and money is saved, so costs per QALY mean nothing"

    # release
    ROUGH = "rough: counts are rounded to {width}, and there are few"
    HIDDEN_FEW = "hidden: fewer than {limit}"
    HIDDEN_DENOMINATOR = "hidden: denominator under {limit}"
    HIDDEN_CLASS = "hidden: over {share}% in one class"
    HIDDEN_CELL = "hidden: a cell of the distribution is under {limit}"
    HIDDEN_IN_SUM = "hidden: with others it would tell a number under {limit}"
    HIDDEN_WITH_OTHER = "hidden: rests on a hidden number"


def from_json(text: str) -> Reasons:
    """The reasons that a file has in a cell of `reasons`; blank text is no reason.

    Raises
    ------
    ValueError
        For text that is no list of reasons, or a code that is not in `Why`.
    """
    if (known := Reasons.met_before(text)) is not None:
        return known
    try:
        entries = json.loads(text) if text else []
        parts = [Why[entry.pop("code")](**entry) for entry in entries]
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError("no reasons as this package writes them", repr(text)) from error
    return join(*parts)


def reasons_of(table: pd.DataFrame) -> pd.Series:
    """The reasons of each row of a table of ours: as they are, or as a file had them; blank without such a column.

    Raises
    ------
    ValueError
        For a cell that is no list of reasons.
    GezondmenuError
        For a table with words in `note` and no `reasons`, as an earlier version wrote it.
    """
    if "reasons" not in table:
        if "note" in table and (table["note"].fillna("") != "").any():
            raise GezondmenuError(
                "this table has words in note but no column reasons, which they are made of; make it again"
            )
        return pd.Series(NOTHING, index=table.index, dtype=object)
    cells = table["reasons"].astype(object)
    cells = cells.where(cells.notna(), NOTHING)
    read = {cell: cell if isinstance(cell, Reasons) else from_json(str(cell)) for cell in cells.unique()}
    return pd.Series([read[cell] for cell in cells], index=table.index, dtype=object)


def carry(reasons: pd.Series, *kinds: Kind) -> pd.Series:
    """Whether each row carries a reason of one of these kinds.

    Examples
    --------
    >>> carry(pd.Series([Why.NO_ANSWERS(), NOTHING]), Why.NO_ANSWERS, Why.NO_COSTS).tolist()
    [True, False]
    """
    carried = {each: any(kind in each for kind in kinds) for each in reasons.unique()}
    return pd.Series([carried[each] for each in reasons], index=reasons.index, dtype=bool)


def by_case(conditions: Sequence[Any], reasons: Sequence[Any]) -> np.ndarray:
    """The reason of the first condition that holds, element by element; no reason where none does.

    Examples
    --------
    >>> by_case([np.array([True, False])], [Why.NO_ANSWERS()]).tolist()
    [Reasons('no answers'), Reasons('')]
    """
    return np.select([np.asarray(condition, bool) for condition in conditions], list(reasons), NOTHING)  # type: ignore[call-overload]


def with_notes(table: pd.DataFrame) -> pd.DataFrame:
    """The table as it leaves: `reasons` as JSON text, which every file keeps, and `note` in English for people."""
    written = {reasons: (reasons.words, str(reasons)) for reasons in table["reasons"].unique()}
    notes, texts = ([written[reasons][place] for reasons in table["reasons"]] for place in (0, 1))
    kept = {"index": table.index, "dtype": "str"}
    return table.assign(note=pd.Series(notes, **kept), reasons=pd.Series(texts, **kept))
