"""Euros of the valuation as a page shows them: three digits that count, and parts that still add up to their total.

Nothing is worked out here but rounding. All amounts of a page are rounded to one step, such as € 100; the parts of a
total take up what rounding leaves, and a net amount is the difference of the two that stand beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from gezondmenu.language import UNKNOWN, translate
from gezondmenu.report.rows.page import Page, Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.rows import Chain, Payer, is_range, limits_of, payers, tells, valued_chains
from gezondmenu.report.sections.value.words import euros
from gezondmenu.report.words.scores import unbroken

NAN = float("nan")
DIGITS = 3


def step_of(page: Page) -> float:
    """The step that amounts are rounded to: three digits of the largest total, whole euros at least.

    Examples
    --------
    >>> from gezondmenu.report.sections.value.amounts import step_for
    >>> [step_for(amount) for amount in (940, 94_350, 1_234_567)]
    [1.0, 100.0, 10000.0]
    """
    totals = [row(page, name) for name in ("value_benefits", "value_costs")]
    sizes = [abs(number) for entry in totals for number in _numbers(entry)]
    return step_for(max(sizes, default=0.0))


def step_for(largest: float) -> float:
    """The step for amounts of which this is the largest."""
    return 10.0 ** max(math.floor(math.log10(largest)) + 1 - DIGITS, 0) if largest >= 1 else 1.0


def _numbers(entry: Row) -> tuple[float, ...]:
    if entry.known:
        return (entry.value,)
    return limits_of(entry) if is_range(entry) else ()


def rounded(value: float, step: float) -> float:
    """An amount as so many whole steps; NaN stays NaN."""
    return value if math.isnan(value) else step * math.floor(value / step + 0.5)


def rounded_parts(parts: Sequence[float], step: float) -> list[float]:
    """Parts as whole steps that sum to their rounded total: the steps that are left go to who lost most.

    Examples
    --------
    >>> rounded_parts([149.0, 149.0, 149.0], 100.0), rounded(447.0, 100.0)
    ([200.0, 100.0, 100.0], 400.0)
    """
    wanted = round(rounded(sum(parts), step) / step)
    whole = [math.floor(part / step) for part in parts]
    most = sorted(range(len(parts)), key=lambda place: whole[place] - parts[place] / step)
    for place in most[: wanted - sum(whole)]:
        whole[place] += 1
    return [step * steps for steps in whole]


def totals(page: Page) -> tuple[float, float, float]:
    """Costs, benefits and net value as shown; NaN for what has no value."""
    step = step_of(page)
    costs, gains = (rounded(row(page, name).value, step) for name in ("value_costs", "value_benefits"))
    return costs, gains, gains - costs


def of_payers(page: Page) -> list[tuple[Payer, float, float, float]]:
    """Costs, benefits and net value of each payer as shown; each column sums to the total that is shown."""
    told, step = payers(page), step_of(page)
    costs = _column([entry.costs for entry in told], row(page, "value_costs"), step)
    gains = _column([entry.gains for entry in told], row(page, "value_benefits"), step)
    return [(one, paid, gained, gained - paid) for one, paid, gained in zip(told, costs, gains, strict=True)]


def of_chains(page: Page) -> list[tuple[Chain, float]]:
    """Benefits of each chain with euros as shown; those in the total sum to the total that is shown."""
    step, every = step_of(page), valued_chains(page)
    mine = [chain for chain in every if chain.added]
    parts = dict(
        zip(
            [chain.id for chain in mine],
            _column([chain.entry for chain in mine], row(page, "value_benefits"), step),
            strict=True,
        )
    )
    return [(chain, parts.get(chain.id, rounded(chain.entry.value, step))) for chain in every]


def fair(page: Page, shares: Sequence[Row]) -> list[float]:
    """What each payer would pay in proportion to what they gain, as shown."""
    return _column(list(shares), row(page, "value_costs"), step_of(page))


def _column(entries: Sequence[Row], total: Row, step: float) -> list[float]:
    """Parts of a total as shown; a payer without a row pays or gains nothing, if the total is known at all."""
    nothing = 0.0 if tells(total) else NAN
    values = [nothing if entry.status == "absent" else entry.value for entry in entries]
    adds_up = total.known and abs(sum(values) - total.value) < 1.0  # false where a part is a range
    return rounded_parts(values, step) if adds_up else [rounded(value, step) for value in values]


def limits_words(page: Page, entry: Row, *, sign: bool = True) -> dict[str, str]:
    """The limits of a row as amounts, to fill in a sentence."""
    step = step_of(page)
    low, high = (euros(rounded(limit, step), page.language, sign=sign) for limit in limits_of(entry))
    return {"low": low, "high": high}


def range_words(page: Page, entry: Row, *, sign: bool = True) -> str:
    """The limits of a row in a cell; unknown where there are none."""
    low, high = limits_of(entry)
    if math.isnan(low) or low == high:
        return UNKNOWN
    return unbroken(translate("{low} to {high}", page.language, **limits_words(page, entry, sign=sign)))


def cell_words(page: Page, shown: float, entry: Row, *, sign: bool = True) -> str:
    """An amount in a cell: as shown, less than a step, or only a range; `sign` as in `words.euros`."""
    if entry.status == "absent":
        return euros(shown, page.language, sign=sign)
    if is_range(entry):
        return range_words(page, entry, sign=sign)
    if not tells(entry):
        return UNKNOWN
    step = step_of(page)
    if shown == 0 and abs(entry.value) >= 0.005 and step > 1:
        return translate("less than {amount}", page.language, amount=euros(step, page.language, sign=sign))
    return euros(shown, page.language, sign=sign)
