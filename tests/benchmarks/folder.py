"""From a large folder to its index: ``python -m tests.benchmarks.folder`` writes ``folder.md``.

Measured over the whole commands, in processes of their own; beside them, in the same run, pandas reads the same file.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

RESULTS = Path(__file__).with_name("folder.md")
VISITS, PEOPLE, ACTIVITIES, AREAS = 2_000_000, 60_000, 400, 40
LARGE = 1_000_000_000  # bytes
TOO_LARGE = 1_150_000_000
GEZONDMENU = [sys.executable, "-c", "from gezondmenu.cli import main; main()"]


def write_folder(folder: Path) -> Path:
    """A made-up study with two million rows of attendance, in forty areas over two years; the file of these rows."""
    chance = np.random.default_rng(1)
    folder.mkdir()
    areas = [f"WK{number:06d}" for number in range(AREAS)]
    activities = [f"a{number:03d}" for number in range(ACTIVITIES)]
    people = np.array([f"p{number:06d}" for number in range(PEOPLE)])
    days = pd.date_range("2024-01-01", "2025-12-31").strftime("%Y-%m-%d").to_numpy()
    tables = {
        "areas": pd.DataFrame({"area": areas, "name": areas, "population": 9_000}),
        "activities": pd.DataFrame({"activity": activities, "area": np.resize(areas, ACTIVITIES), "name": activities}),
        "people": pd.DataFrame({"person": people, "area": np.resize(areas, PEOPLE)}),
        "attendance": pd.DataFrame(
            {
                "activity": np.array(activities)[chance.integers(ACTIVITIES, size=VISITS)],
                "date": days[chance.integers(len(days), size=VISITS)],
                "person": people[chance.integers(PEOPLE, size=VISITS)],
            }
        ).drop_duplicates(),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    (folder / "study.toml").write_text('name = "Groot"\nsynthetic = true\n', encoding="utf-8")
    return folder / "attendance.csv"


def run(command: list[str]) -> tuple[float, float, str]:
    """Seconds, the peak of memory in MB of the process itself, and what it printed."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - start, used.ru_maxrss / 1024, printed


def main() -> None:
    """Measure, and write the dated table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "study"
        file = write_folder(folder)
        bare = [sys.executable, "-c", f"import pandas; pandas.read_csv({str(file)!r}, dtype='str')"]
        floor, peak, _ = run(bare)
        rows = [("pandas reads the rows as text", f"{floor:.1f}", "1", f"{peak:,.0f}")]
        for words, command in {
            "`gezondmenu check`": ["check", str(folder)],
            f"`gezondmenu report`: {AREAS} pages and the index": ["report", str(folder), "--out", f"{scratch}/out"],
        }.items():
            seconds, peak, printed = run([*GEZONDMENU, *command])
            assert "Traceback" not in printed, printed
            rows.append((words, f"{seconds:.0f}", f"{seconds / floor:.0f}", f"{peak:,.0f}"))
        assert (Path(scratch) / "out/index.html").exists()
        text = file.read_bytes()
        with file.open("ab") as longer:
            while longer.tell() < TOO_LARGE:
                longer.write(text[text.index(b"\n") + 1 :])
        seconds, peak, printed = run([*GEZONDMENU, "check", str(folder), "--language", "en"])
        assert "files of at most" in printed, printed
        rows.append(("`gezondmenu check`, a file of 1.15 GB: refused in words", f"{seconds:.1f}", "–", f"{peak:,.0f}"))
    head = "whole command | seconds | ÷ pandas | peak of its own process, MB"
    write_part(
        "A large folder",
        "Made by `python -m tests.benchmarks.folder`: two million rows of attendance (48 MB of CSV), 60,000\n"
        "people, 400 activities. Seconds differ between machines; what counts is the ratio to pandas, in one run.",
        head,
        rows,
    )


def write_part(title: str, words: str, head: str, rows: list[tuple[str, ...]]) -> None:
    """Write a dated table under its title; what stands under other titles stays."""
    before = RESULTS.read_text(encoding="utf-8").split("\n# ") if RESULTS.exists() else []
    parts = {part.removeprefix("# ").partition("\n")[0]: part.removeprefix("# ").rstrip() for part in before}
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    machine = f"{dt.date.today().isoformat()}, Python {platform.python_version()}, {os.cpu_count()} processors"
    rule = "---|" * (head.count("|") + 1)
    parts[title] = f"{title}\n\n{words}\n\n{machine}\n\n| {head} |\n|{rule}\n{lines}"
    RESULTS.write_text("\n\n".join(f"# {part}" for part in parts.values()) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
