"""Euros of the valuation as a page shows them: three digits that count, and parts that still add up to their total.

Nothing is worked out here but rounding, by `numbers.rounding`. All amounts of a page are rounded to one step, such as
€ 100; the parts of a total take up what rounding leaves, and a net amount is shown as the difference of the two that
stand beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from gezondmenu.language import UNKNOWN, translate
from gezondmenu.numbers.rounding import (
    DIGITS,
    left_over,
    rounded,
    rounded_column,
    step_for,
    step_that_fits,
    together,
)
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.rows import (
    Chain,
    Payer,
    inputs,
    is_range,
    limits_of,
    numbers_of,
    payers,
    tells,
    valued_chains,
)
from gezondmenu.report.sections.value.words import PERSPECTIVES, euros
from gezondmenu.report.words.scores import unbroken
from gezondmenu.verdicts import is_nothing
from gezondmenu.vocabulary import ALL

NAN = float("nan")


def step_of(page: Page) -> float:
    """The step that amounts are rounded to: three digits of the largest total, or finer where a part needs that.

    Whole euros at least. No part of a total is then shown more than a few percent off, see `numbers.rounding`.
    """
    gains, costs = (row(page, name) for name in ("value_benefits", "value_costs"))
    sizes = [abs(number) for numbers in map(numbers_of, (gains, costs)) for number in numbers]
    by_payer = payers(page)
    columns = [
        (costs, [one.costs for one in by_payer]),
        (gains, [one.gains for one in by_payer]),
        (gains, [chain.entry for chain in valued_chains(page) if chain.added]),
    ]
    known = [([entry.value for entry in entries if entry.known], total.value) for total, entries in columns]
    return step_that_fits(max(sizes, default=0.0), DIGITS, known)


def alone(entry: Row) -> float:
    """An amount with three digits of its own, where no other stands beside it."""
    return rounded(entry.value, step_for(max(map(abs, numbers_of(entry))), DIGITS))


def totals(page: Page) -> tuple[float, float, float]:
    """Costs, benefits and net value as shown; NaN for what has no value."""
    step = step_of(page)
    costs, gains = (rounded(row(page, name).value, step) for name in ("value_costs", "value_benefits"))
    return costs, gains, left_over(gains, costs)


def costs_left_out(page: Page) -> bool:
    """Whether the perspective of the study leaves out costs of these activities."""
    return row(page, "costs_outside").known


def whose(page: Page) -> str:
    """Whose costs and gains count, in a sentence; empty where those of everybody do."""
    chosen = inputs(page, ALL).get("perspective")
    named = chosen.reason(Why.NAME) if chosen else None
    name = named["name"] if named else ""
    return translate(PERSPECTIVES[name], page.language) if name in PERSPECTIVES else ""


def amount_or_less(page: Page, shown: float, entry: Row) -> str:
    """An amount of a payer in a sentence: nothing where there is none, and less than a step where it is shown as 0."""
    if shown or entry.status == "absent" or is_nothing(entry):
        return euros(shown, page.language) if shown else translate("nothing", page.language)
    return translate("less than {amount}", page.language, amount=euros(step_of(page), page.language))


def left_out_words(page: Page) -> dict[str, str]:
    """Whose costs count, the costs that are left out, and all costs, to fill in a sentence; none where none are."""
    if not costs_left_out(page):
        return {}
    outside, every = (euros(alone(row(page, name)), page.language) for name in ("costs_outside", "all_costs"))
    return {"whose": whose(page), "outside": outside, "all": every}


def of_payers(page: Page) -> list[tuple[Payer, float, float, float]]:
    """Costs, benefits and net value of each payer as shown; each column sums to the total that is shown."""
    entries = payers(page)
    costs = _column(page, [entry.costs for entry in entries], row(page, "value_costs"))
    gains = _column(page, [entry.gains for entry in entries], row(page, "value_benefits"))
    lines = zip(entries, costs, gains, strict=True)
    return [(one, paid, gained, left_over(gained, paid)) for one, paid, gained in lines]


def under_all_laws(page: Page) -> dict[str, tuple[float, float]]:
    """Costs and benefits of each payer as shown, the lines of its laws together, in the order of the table."""
    lines = of_payers(page)
    names = [one.payer for one, *_ in lines]
    paid, gained = (
        together(names, [cost for _, cost, _, _ in lines]),
        together(names, [gain for _, _, gain, _ in lines]),
    )
    return {name: (paid[name], gained[name]) for name in paid}


def of_chains(page: Page) -> list[tuple[Chain, float]]:
    """Benefits of each chain with euros as shown; those in the total sum to the total that is shown."""
    every = valued_chains(page)
    added_chains = [chain for chain in every if chain.added]
    amounts = _column(page, [chain.entry for chain in added_chains], row(page, "value_benefits"))
    parts = dict(zip([chain.id for chain in added_chains], amounts, strict=True))
    return [(chain, parts.get(chain.id, rounded(chain.entry.value, step_of(page)))) for chain in every]


def fair(page: Page, shares: Sequence[Row]) -> list[float]:
    """What each payer would pay in proportion to what they gain, as shown."""
    return _column(page, list(shares), row(page, "value_costs"))


def _column(page: Page, entries: Sequence[Row], total: Row) -> list[float]:
    """Parts of a total as shown; a payer without a row pays or gains nothing, if the total is known at all."""
    nothing = 0.0 if tells(total) else NAN
    values = [nothing if entry.status == "absent" else entry.value for entry in entries]
    return rounded_column(values, total.value if total.known else NAN, step_of(page))


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
    if shown == 0 and step > 1 and not is_nothing(entry):
        return translate("less than {amount}", page.language, amount=euros(step, page.language, sign=sign))
    return euros(shown, page.language, sign=sign)
