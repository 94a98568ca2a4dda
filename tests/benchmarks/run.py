"""Speed and memory, side by side in one run: ``python -m tests.benchmarks.run`` writes ``results.md``.

Seconds differ between machines; the ratio to a bare pandas sum of the same rows, in the same run, is what to compare.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gezondmenu as gm
from tests.real_studies import parkrun

RESULTS = Path(__file__).with_name("results.md")
MEGABYTE = 1024  # ru_maxrss is in kilobytes


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives, and how many seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def bare_sums(study: gm.Study) -> Any:
    """The floor: visits and distinct persons per area and year, without anything else."""
    areas = study["activities"].set_index("activity")["area"]
    sessions, lists = study["sessions"], study["attendance"]
    visits = sessions.groupby([sessions["activity"].map(areas), sessions["date"].dt.year])["visits"].sum()
    persons = lists.groupby([lists["activity"].map(areas), lists["date"].dt.year])["person"].nunique()
    return visits, persons


def measure(name: str, study: gm.Study) -> str:
    """One row of the table."""
    gm.estimate(study, ["visits"])  # imports and caches, so that they are not timed
    _, floor = timed(lambda: bare_sums(study))
    estimates, estimating = timed(lambda: gm.estimate(study))
    published, releasing = timed(lambda: gm.release(estimates))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    visits = int(study["sessions"]["visits"].sum())
    cells = (
        name,
        f"{len(study['areas']):,}",
        f"{visits:,}",
        f"{len(published):,}",
        f"{estimating:.1f}",
        f"{releasing:.1f}",
        f"{estimating / floor:.0f}",
        f"{peak:,.0f}",
    )
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure every study and write the dated table."""
    rows = [measure("example", gm.read_study(gm.shipped("data/example")))]
    rows.append(measure("simulated, 100 areas", gm.simulate_study(areas=100, seed=1)))
    real = os.environ.get("GEZONDMENU_REAL_DATA")
    if real:
        with tempfile.TemporaryDirectory() as scratch:
            rows.append(measure("parkrun, England 2018", gm.read_study(parkrun(Path(real), Path(scratch) / "study"))))
    head = "study | areas | visits | rows | estimate, s | release, s | estimate ÷ bare pandas sums | peak so far, MB"
    machine = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    RESULTS.write_text(
        "# Benchmarks\n\n"
        "Made by `python -m tests.benchmarks.run`. The ratio is to two bare pandas groupings of the same rows in the\n"
        "same run; an estimate gives about twenty indicators with reasons for what is missing.\n\n"
        f"{dt.date.today().isoformat()}, {machine}\n\n"
        f"| {head} |\n|{'---|' * (head.count('|') + 1)}\n" + "\n".join(rows) + "\n",
        encoding="utf-8",
    )
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
