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

import numpy as np
import pandas as pd

import gezondmenu as gm
from gezondmenu.card import shipped_cards
from gezondmenu.study.model import make_study
from tests.benchmarks import valuation
from tests.real_studies import parkrun

RESULTS = Path(__file__).with_name("results.md")
MEGABYTE = 1024  # ru_maxrss is in kilobytes


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What `work` gives, and how many seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def large_study(areas: int = 1_000, visits: int = 2_000_000, seed: int = 1) -> gm.Study:
    """Areas of 5,000 residents in cities of 25, with 200 listed persons and 5 activities each, over two years."""
    chance = np.random.default_rng(seed)
    codes = np.array([f"WK{number:06d}" for number in range(areas)])
    cities = np.array([f"GM{number:04d}" for number in range(areas // 25)])
    places = pd.DataFrame({"area": codes, "name": codes, "population": 5_000, "parent": np.repeat(cities, 25)})
    activities = pd.DataFrame({"area": np.repeat(codes, 5), "name": "x", "minutes": 60.0})
    activities["activity"] = [f"{number:05d}" for number in range(len(activities))]
    activities["form"] = chance.choice(["individual", "collective", "general"], len(activities))
    activities["price_eur"] = chance.choice([0.0, 2.0, np.nan], len(activities))
    people = pd.DataFrame({"area": np.repeat(codes, 200)})
    people["person"] = [f"p{number:07d}" for number in range(len(people))]
    people["gender"] = chance.choice(["female", "male"], len(people))
    people["low_income"] = chance.random(len(people)) < 0.2
    who = chance.integers(0, len(people), visits)
    where = 5 * (who // 200) + chance.integers(0, 5, visits)
    week = chance.integers(0, 104, visits)
    lists = pd.DataFrame(
        {"person": people["person"].to_numpy()[who], "activity": activities["activity"].to_numpy()[where]}
    )
    lists["date"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(7 * week, unit="D")
    margins = [
        pd.DataFrame({"area": codes, "low_income": low, "persons": n}) for low, n in ((True, 1000), (False, 4000))
    ]
    answers = pd.DataFrame(
        {"person": people["person"].sample(visits // 20, replace=True, random_state=seed).to_numpy()}
    )
    answers["activity"] = activities["activity"].to_numpy()[chance.integers(0, len(activities), len(answers))]
    answers["period"] = chance.choice(["2024", "2025"], len(answers))
    answers["answer"] = chance.choice(list("12345"), len(answers))
    frames = {
        "areas": pd.concat([pd.DataFrame({"area": cities, "name": cities}), places], ignore_index=True),
        "activities": activities,
        "people": people,
        "attendance": lists.drop_duplicates(),
        "population": pd.concat(margins, ignore_index=True),
        "appreciation": answers.assign(statement="my_health"),
    }
    return make_study(frames, observed_from=pd.Timestamp(2024, 1, 1), observed_to=pd.Timestamp(2025, 12, 31))


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
    visits = int(study["sessions"]["visits"].sum()) or len(study["attendance"])
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
    value = valuation.section()  # first: the peak of its memory is that of the process
    rows = [measure("example", gm.read_study(gm.shipped("data/example")))]
    rows.append(measure("simulated, 100 areas", gm.simulate_study(areas=100, seed=1)))
    rows.append(measure("made up, 1,000 areas", large_study()))
    real = os.environ.get("GEZONDMENU_REAL_DATA")
    if real:
        with tempfile.TemporaryDirectory() as scratch:
            rows.append(measure("parkrun, England 2018", gm.read_study(parkrun(Path(real), Path(scratch) / "study"))))
    head = "study | areas | visits | rows | estimate, s | release, s | estimate ÷ bare pandas sums | peak so far, MB"
    machine = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    RESULTS.write_text(
        "# Benchmarks\n\n"
        "Made by `python -m tests.benchmarks.run`. The ratio is to two bare pandas groupings of the same rows in the\n"
        f"same run; an estimate gives the indicators of {len(shipped_cards())} cards, with reasons for what is missing."
        "\n\n"
        f"{dt.date.today().isoformat()}, {machine}\n\n"
        f"| {head} |\n|{'---|' * (head.count('|') + 1)}\n" + "\n".join(rows) + f"\n\n{value}",
        encoding="utf-8",
    )
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
