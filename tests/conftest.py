"""Tiny studies that a reader can work out by hand, and the real data sets where they are at hand."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

if "PYTEST_XDIST_WORKER" in os.environ:  # as many processes as there are cores: one thread each, set before numpy
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pandas as pd
import pytest
from filelock import FileLock

from gezondmenu.study.model import Study, make_study


def rows(columns: str, *values: tuple) -> pd.DataFrame:
    """A literal table: column names in one string, then a tuple a row."""
    return pd.DataFrame(list(values), columns=columns.split())


def pick(table: pd.DataFrame, **key: str) -> pd.Series:
    """The one row of an estimate table with this key; group and variant have their usual values."""
    key = {"group": "all", "variant": "main", **key}
    found = table[(table[list(key)] == pd.Series(key)).all(axis=1)]
    assert len(found) == 1, f"{len(found)} rows for {key}"
    return found.iloc[0]


def people_study(persons: int, low_income: int, residents: int = 1000, low_income_residents: int = 120) -> Study:
    """One area in which `persons` residents came once, the first `low_income` of them with a low income."""
    ids = [f"p{number}" for number in range(persons)]
    return make_study(
        {
            "areas": rows("area name population", ("A", "Noord", residents)),
            "population": rows(
                "area low_income persons",
                ("A", True, low_income_residents),
                ("A", False, residents - low_income_residents),
            ),
            "activities": rows("activity area name", ("01", "A", "Wandelen")),
            "people": pd.DataFrame(
                {"person": ids, "area": "A", "low_income": [place < low_income for place in range(persons)]}
            ),
            "attendance": pd.DataFrame({"activity": "01", "date": pd.Timestamp("2025-03-03"), "person": ids}),
        }
    )


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[], Any]], Any]:
    """What a function gives, worked out by the first process of this run that asks for it and read by the others."""

    def once(name: str, make: Callable[[], Any]) -> Any:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            return make()
        file = tmp_path_factory.getbasetemp().parent / f"{name}.pickle"
        with FileLock(f"{file}.lock"):
            if not file.exists():
                file.write_bytes(pickle.dumps(make()))
        return pickle.loads(file.read_bytes())

    return once


@pytest.fixture(scope="session")
def example(made_once) -> Study:
    """The example study of the package."""
    from gezondmenu.reference import shipped
    from gezondmenu.study.reading import read_study

    return made_once("example", lambda: read_study(shipped("data/example")))


@pytest.fixture(scope="session")
def example_estimates(example: Study, made_once) -> pd.DataFrame:
    """Its estimate table; a test that changes it takes a copy."""
    from gezondmenu.effects import estimate
    from gezondmenu.indicators.own import own_cards

    own_cards(example)  # its indicators are in the register of a process that only reads the table too
    return made_once("example_estimates", lambda: estimate(example))


@pytest.fixture(scope="session")
def example_released(example: Study, example_estimates: pd.DataFrame, made_once) -> pd.DataFrame:
    """Its published estimates, under the standard rule; a test that changes them takes a copy."""
    from gezondmenu.disclosure import release
    from gezondmenu.indicators.own import own_cards

    own_cards(example)
    return made_once("example_released", lambda: release(example_estimates))


@pytest.fixture
def estimated_before(example_estimates: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run on the example study takes the estimates that this process has already."""
    from gezondmenu.report.publish import run
    from gezondmenu.report.rows.published import as_published

    monkeypatch.setattr(run, "published_table", lambda study, rule: as_published(study, example_estimates, rule))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the real data sets; tests that need them are skipped elsewhere."""
    folder = os.environ.get("GEZONDMENU_REAL_DATA")
    if not folder:
        pytest.skip("GEZONDMENU_REAL_DATA is not set")
    return Path(folder)
