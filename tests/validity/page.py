"""The page docs/validity.md, from the lines and the reference sets."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gezondmenu.effects import methods
from tests.validity.harness import BAND, BY_CHANCE, UNEXPLAINED, Family, Line
from tests.validity.references import Reference

PAGE = Path(__file__).parents[2] / "docs" / "validity.md"
NOTHING = {
    "none: complete count": "everything was counted, so nothing was left to chance",
    methods.RETURN_TO_MEAN: "a correlation from the literature, without its error",
    "none: borrowed figure": "the source gives none; the figure is shown as borrowed",
    "none: follows from others": "worked out from numbers that have their own interval, or a p-value",
    "limit of the mean change divided by the share that left": "a limit of the mean change, which has a family",
    "limit of the difference divided by the share of the programme that left": "a limit of the difference, likewise",
}
"""Words of cards and of the column `method` without an interval, and why."""

ELSEWHERE = (
    ("NIST Statistical Reference Datasets, Longley", "coefficients and their errors", "tests/test_units.py"),
    ("BCG trials (R package metafor) and eight schools", "pooled means and variances", "tests/test_change.py"),
    ("G*Power", "sample sizes", "tests/test_power.py"),
    ("PHEindicatormethods, vignette on obese children", "slope index with limits", "tests/test_numbers.py"),
    ("EQ-5D value sets of the Netherlands", "all states of each", "tests/test_scales.py"),
    ("R packages clubSandwich 0.5.8 and estimatr 1.0.0", "CR2 errors, degrees of freedom", "tests/test_r_packages.py"),
    ("R package did, data mpdta", "effects by start and year, three averages", "tests/test_r_packages.py"),
    ("pyfixest, where it is installed", "regressions with clusters, staggered starts", "tests/test_pyfixest.py"),
)
"""Reference sets that stand in tests and not in files: compared on each run of the tests, not counted here."""

COLUMNS = (
    "case",
    "generator",
    "size",
    "sets",
    "holds the truth, %",
    "bias",
    "false alarms, %",
    "no limits, %",
    "why outside 93–97",
)
METHOD = """\
Each interval is made many times from data whose truth is known, with the functions that make the published numbers.

- **Holds the truth**: in how many of 100 sets the truth lies within the limits; 95 is promised. What stands after ± is
  one Monte Carlo error ({least:,} to {most:,} sets a line). Where nothing is known
  of a line that is outside 93–97 by under two of these, it is said to be so by chance.
- **Bias**: mean of estimate minus truth, in standard deviations of the estimates. The interval reaches about two of
  these to either side, so 0.10 is little. A dash: the value is no estimate (a range with two ends).
- **False alarms**: of the sets without a true difference (half of them), the share whose interval leaves out zero, or
  one for a ratio. A dash: the number is no difference.
- **No limits**: sets in which the package gives none; the other columns are about the rest.
- **Generators**: `drawn` draws from textbook distributions (normal, binomial, Poisson, exponential), with areas of
  equal size. `population` draws persons and areas from one fixed population of 300 areas of 400 persons, made to be
  awkward: scores in steps with many at the ceiling, skewed and heavy-tailed changes, a few persons who come very often,
  areas of uneven size, a programme that does much for one in four and nothing for others. In the families of
  shares beside each other, rates, growth, activities and slopes the two differ less: in how shares, visits or rates are
  spread.

What this does not tell: whether those who answered are like those who did not, and whether your data are like either
generator."""


def page(results: list[tuple[Family, list[Line]]], printed: list[Reference], made: str) -> str:
    """All of it."""
    lines = [line for _, of_family in results for line in of_family]
    sets = [line.sets for line in lines if not np.isnan(line.coverage)]
    nothing = [(f"`{name}`", why) for name, why in NOTHING.items()]
    parts = [
        "# How valid are the numbers?",
        f"Made by `python -m tests.validity.run` on {made}.\n"
        "Its lines as a table: [`tests/validity/lines.csv`](../tests/validity/lines.csv).",
        "## In five lines, weaknesses first",
        "\n".join(f"{place}. {text}" for place, text in enumerate(_summary(lines, printed), 1)),
        "## What was done",
        METHOD.format(least=min(sets), most=max(sets)),
        "## Each family in one line",
        _overview(results),
        *(_family(family, of_family) for family, of_family in results),
        "## Numbers without an interval",
        _table(("said on the card, or in column `method`", "why"), nothing),
        "## Numbers that others printed",
        _references(printed),
    ]
    return "\n\n".join(parts) + "\n"


def _table(columns: tuple[str, ...], rows: list[tuple]) -> str:
    cells = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in cells)


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{100 * share:.1f}"


def _place(line: Line) -> str:
    return f"{line.case.name}, {line.case.size}, {line.case.generator}"


def _summary(lines: list[Line], printed: list[Reference]) -> list[str]:
    known = [line for line in lines if not np.isnan(line.coverage)]
    outside = [line for line in known if line.reason and line.reason != BY_CHANCE]
    low, high = ([line for line in outside if (line.coverage < BAND[0]) == side] for side in (True, False))
    worst: dict[str, Line] = {}
    for line in sorted(low, key=lambda line: line.coverage):
        worst.setdefault(line.family, line)
    weak = "; ".join(f"{name} {_percent(line.coverage)} % ({_place(line)})" for name, line in worst.items())
    hidden = sum(line.case.hidden for line in low)
    loudest = max((line for line in known if line not in low), key=lambda line: np.nan_to_num(line.alarms))
    estimates = [line for line in known if not np.isnan(line.bias)]
    most = max(estimates, key=lambda line: abs(line.bias))
    small = sum(abs(line.bias) < 0.1 for line in estimates)
    units = max(each.largest for each in printed)
    return [
        f"**Too narrow** in {len(low)} of {len(known)} lines, {hidden} of them about under 10 persons, which a release "
        f"hides. The worst line of each family: {weak}.",
        f"**Wider than promised** in {len(high)} lines, each with its reason: there a true difference is called chance "
        "more often than need be.",
        f"**As promised** (93–97 %, or no further from it than this simulation can tell) in "
        f"{len(known) - len(outside)} lines. Of all lines that are not too narrow the most false alarms are "
        f"{_percent(loudest.alarms)} % ({loudest.family}: {_place(loudest)}), give or take "
        f"{_percent(np.sqrt(0.05 * 0.95 / (loudest.sets / 2)))}; 5 is promised.",
        f"**Bias** is under a tenth of the spread of the estimates in {small} of {len(estimates)} lines; the largest "
        f"is {most.bias:.2f} ({most.family}: {_place(most)}).",
        f"**Printed numbers**: {sum(each.values for each in printed)} values of {len(printed)} sources, the furthest "
        f"{units:.1f} of its last printed digit away. The R scripts beside them "
        "([`tests/published/r`](../tests/published/r/README.md)) have **not been run**: there was no R here.",
    ]


def _overview(results: list[tuple[Family, list[Line]]]) -> str:
    rows = []
    for family, lines in results:
        known = [line.coverage for line in lines if not np.isnan(line.coverage)]
        alarms = [line.alarms for line in lines if not np.isnan(line.alarms)]
        loudest = _percent(max(alarms)) if alarms else "–"
        rows.append((family.name, family.where, len(lines), _percent(min(known)), _percent(max(known)), loudest))
    return _table(("family", "used for", "lines", "lowest, %", "highest, %", "most false alarms, %"), rows)


def _family(family: Family, lines: list[Line]) -> str:
    said = "; ".join(f"`{name}`" for name in family.methods)
    rows = []
    for line in lines:
        bias = "–" if np.isnan(line.bias) else f"{line.bias:.2f}"
        cover = "–" if np.isnan(line.coverage) else f"{_percent(line.coverage)} ± {_percent(line.error)}"
        case, rest = line.case, (_percent(line.alarms), _percent(line.without), line.reason)
        rows.append((case.name, case.generator, case.size, f"{line.sets:,}", cover, bias, *rest))
    words = f" On cards, or in column `method`: {said}." if said else ""
    return f"## {family.name[0].upper()}{family.name[1:]}\n\nFor {family.where}.{words}\n\n{_table(COLUMNS, rows)}"


def _references(printed: list[Reference]) -> str:
    rows = [(r.source, r.what, r.values, f"{r.absolute:.2g}", f"{r.largest:.2f}") for r in printed]
    columns = ("source", "what", "values", "largest difference", "in last printed digits")
    elsewhere = [(source, what, f"[`{where}`](../{where})") for source, what, where in ELSEWHERE]
    return (
        "What each is: [`tests/published/README.md`](../tests/published/README.md). In the last column 0.5 or less is\n"
        "no difference: the source rounds. A bit more is a source that cuts digits off.\n\n"
        f"{_table(columns, rows)}\n\n"
        "Compared in the tests as well, and not counted again here:\n\n"
        f"{_table(('source', 'what', 'where'), elsewhere)}"
    )


def unexplained(lines: list[Line]) -> list[Line]:
    """Lines outside the band of which nobody knows why."""
    return [line for line in lines if UNEXPLAINED in line.reason]
