"""A study with a CSV of 1 GB: ``python -m tests.benchmarks.large`` writes its parts of ``folder.md``.

Two shapes: 26 million rows of attendance, and a wide export of residents of which the study needs 4 of 60 columns.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow

from tests.benchmarks.folder import GEZONDMENU, LARGE, run, write_part

PEOPLE, ACTIVITIES, AREAS = 300_000, 2_000, 40
VISITS_OF_EACH = 93  # in five years
RESIDENTS_TOGETHER = 20_000
BARE = arrow.WriteOptions(include_header=False, quoting_style="none")
HEAD = "whole command | size, MB | rows | seconds | peak of its own process, MB"


def write_tables(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """The small tables of a made-up study; its areas and activities."""
    areas = np.array([f"WK{number:06d}" for number in range(AREAS)])
    activities = np.array([f"a{number:04d}" for number in range(ACTIVITIES)])
    lengths = np.resize([30, 60, 90, np.nan], ACTIVITIES)
    tables = {
        "areas": pd.DataFrame({"area": areas, "name": areas, "population": 20_000}),
        "activities": pd.DataFrame(
            {"activity": activities, "area": np.resize(areas, ACTIVITIES), "name": activities, "minutes": lengths}
        ).assign(met=3.5),
    }
    folder.mkdir()
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    (folder / "study.toml").write_text('name = "Groot"\nsynthetic = true\n', encoding="utf-8")
    return areas, activities


def visits(activities: np.ndarray, people: np.ndarray, each: float) -> Iterator[pa.Table]:
    """Who came when: two activities of the own area on any day of five years, one visit in twenty as a volunteer."""
    chance = np.random.default_rng(1)
    days = pd.date_range("2021-01-01", "2025-12-31").strftime("%Y-%m-%d").to_numpy(str)
    of_area = ACTIVITIES // AREAS
    for start in range(0, len(people), 5_000):
        who = np.arange(start, min(start + 5_000, len(people)))
        person = np.repeat(who, chance.poisson(each, size=len(who)))
        came = (person * 2 + chance.integers(2, size=len(person))) * len(days) + chance.integers(
            len(days), size=len(person)
        )
        came = chance.permutation(np.unique(came))
        person, choice, day = came // len(days) // 2, came // len(days) % 2, came % len(days)
        activity = person % AREAS + AREAS * ((person // AREAS * 7 + choice * 11) % of_area)
        role = np.where(chance.random(len(came)) < 0.05, "volunteer", "participant")
        columns = {"activity": activities[activity], "date": days[day], "person": people[person], "role": role}
        yield pa.table(columns)


def write_visits(file: Path, activities: np.ndarray, people: np.ndarray, each: float) -> int:
    """A file of attendance; how many rows it has."""
    rows = 0
    with file.open("wb") as out:
        out.write(b"activity,date,person,role\n")
        for part in visits(activities, people, each):
            arrow.write_csv(part, out, BARE)
            rows += len(part)
    return rows


def write_long(folder: Path) -> int:
    """A study with 1 GB of attendance."""
    areas, activities = write_tables(folder)
    people = np.array([f"p{number:06d}" for number in range(PEOPLE)])
    table = pd.DataFrame({"person": people, "area": np.resize(areas, PEOPLE), "gender": np.resize(["f", "m"], PEOPLE)})
    table.to_csv(folder / "people.csv", index=False)
    return write_visits(folder / "attendance.csv", activities, people, VISITS_OF_EACH)


def write_wide(folder: Path) -> int:
    """A study with 1 GB of residents in 60 columns, and two hundred thousand visits."""
    areas, activities = write_tables(folder)
    chance = np.random.default_rng(2)
    count = 0
    with (folder / "people.csv").open("wb") as out:
        out.write(
            ";".join(["person", "area", "birth_year", "gender", *(f"veld_{n}" for n in range(56))]).encode() + b"\n"
        )
        while out.tell() < LARGE:
            numbers = np.arange(count, count + RESIDENTS_TOGETHER)
            other = [chance.integers(10_000, 1_000_000, size=len(numbers)) for _ in range(56)]
            columns = [
                np.char.add("p", np.char.zfill(numbers.astype(str), 7)),
                np.resize(areas, len(numbers)),
                chance.integers(1930, 2010, size=len(numbers)),
                np.resize(["f", "m"], len(numbers)),
                *other,
            ]
            part = pa.table({str(place): column for place, column in enumerate(columns)})
            arrow.write_csv(part, out, arrow.WriteOptions(include_header=False, quoting_style="none", delimiter=";"))
            count += len(numbers)
    people = np.array([f"p{number:07d}" for number in range(50_000)])
    write_visits(folder / "attendance.csv", activities, people, 4)
    return count


SHAPES = {
    "attendance": (write_long, "Attendance of 1 GB", "300,000 people came in five years"),
    "people": (write_wide, "A wide export of 1 GB", "residents in 60 columns, of which the study needs 4"),
}


def measure(name: str) -> None:
    """Measure one shape, and write its dated table."""
    write, title, words = SHAPES[name]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        count = write(folder)
        size = (folder / f"{name}.csv").stat().st_size / 1e6
        for called, command in {
            "`gezondmenu check`": ["check", str(folder)],
            f"`gezondmenu report`: {AREAS} pages": ["report", str(folder), "--out", f"{scratch}/out"],
        }.items():
            seconds, peak, printed = run([*GEZONDMENU, *command])
            assert "Traceback" not in printed, printed
            rows.append((called, f"{size:,.0f}", f"{count:,}", f"{seconds:.0f}", f"{peak:,.0f}"))
        assert (Path(scratch) / "out/index.html").exists()
    write_part(
        title,
        f"Made by `python -m tests.benchmarks.large {name}`: {words}. MB of memory are\n"
        "1,048,576 bytes, the peak of the process itself without the kernels that make the pages.",
        HEAD,
        rows,
    )


if __name__ == "__main__":
    for shape in sys.argv[1:] or SHAPES:
        measure(shape)
