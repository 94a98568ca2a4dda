"""``python -m tests.validity.run`` simulates every interval (lines.csv) and writes docs/validity.md.

``--share 0.1`` takes a tenth of the sets and only prints; ``--page`` writes the page again from lines.csv, and
simulates only lines that are not in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import platform
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from tests.validity import budgets, change, comparisons, groups, places, shares, small_areas, value
from tests.validity.harness import SEED, Family, Line, reason_of, run_family
from tests.validity.page import PAGE, page, unexplained
from tests.validity.references import references

MODULES = (shares, comparisons, change, groups, places, small_areas, value, budgets)
LINES = Path(__file__).with_name("lines.csv")
KEY = ["family", "case", "generator", "size"]
COLUMNS = [*KEY, "sets", "coverage", "error", "bias", "alarms", "without"]


def families() -> tuple[Family, ...]:
    """Every family of intervals, in the order of the page."""
    return tuple(family for module in MODULES for family in module.families())


def simulated(share: float, known: set[tuple] = frozenset()) -> tuple[pd.DataFrame, str]:
    """A row for each line that is not known, and when and on what it was made."""
    start, rows = time.perf_counter(), []
    for family in families():
        asked = (case for case in family.cases if (family.name, case.name, case.generator, case.size) not in known)
        lines, seconds = run_family(replace(family, cases=tuple(asked)), share)
        rows += [
            {"family": line.family, "case": line.case.name, "generator": line.case.generator, "size": line.case.size}
            | {name: getattr(line, name) for name in ("sets", "coverage", "error", "bias", "alarms", "without")}
            for line in lines
        ]
        print(f"{family.name}: {len(lines)} lines, {seconds:.0f} s", file=sys.stderr)
    made = (
        f"{dt.date.today().isoformat()}: Python {platform.python_version()}, numpy {np.__version__}, "
        f"{platform.machine() or 'unknown processor'}, one core, {(time.perf_counter() - start) / 60:.0f} minutes, "
        f"seed {SEED}"
    )
    return pd.DataFrame(rows, columns=COLUMNS), made


def with_reasons(table: pd.DataFrame) -> list[tuple[Family, list[Line]]]:
    """The lines of each family, with why they lie outside the band."""
    rows = {tuple(row[name] for name in KEY): row for row in table.to_dict("records")}
    results = []
    for family in families():
        lines = []
        for case in family.cases:
            row = rows[family.name, case.name, case.generator, case.size]
            numbers = {name: float(row[name]) for name in ("coverage", "error", "bias", "alarms", "without")}
            reason = reason_of(case, numbers["coverage"], numbers["error"])
            lines.append(Line(family.name, case, int(row["sets"]), **numbers, reason=reason))
        results.append((family, lines))
    return results


def main() -> int:
    """Simulate, and write the page; 1 where a line lies outside the band and nobody knows why."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--share", type=float, default=1.0)
    asked.add_argument("--page", action="store_true")
    given = asked.parse_args()
    if given.page:
        made, _, _ = LINES.read_text(encoding="utf-8").partition("\n")
        table = pd.read_csv(LINES, skiprows=1)
        more = simulated(1.0, set(table[KEY].itertuples(index=False, name=None)))[0]
        table, made = pd.concat([table, more]) if len(more) else table, made.removeprefix("# ")
    else:
        table, made = simulated(given.share)
    if given.share >= 1:
        text = table.to_csv(index=False, float_format="%.5g", lineterminator="\n")
        LINES.write_text(f"# {made}\n{text}", encoding="utf-8", newline="\n")
    results = with_reasons(table)
    text = page(results, references(), made)
    if given.share < 1:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    unknown = unexplained([line for _, lines in results for line in lines])
    for line in unknown:
        print(f"{line.family}, {line.case.name}, {line.case.generator}, {line.case.size}: {line.coverage:.3f}")
    return int(bool(unknown))


if __name__ == "__main__":
    sys.exit(main())
