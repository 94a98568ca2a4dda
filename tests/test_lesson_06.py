"""What lesson 06 says in its texts follows from its own cells, and holds with other draws than its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest

import gezondmenu as gm
from gezondmenu.lessons.show import find_row

LESSON = nbformat.read(Path(gm.__file__).parents[1] / "notebooks" / "06_what_is_it_worth.ipynb", as_version=4)
EXAMPLE = "## Who pays, and who gains?"
"""From here on the lesson reads the example study, whose amounts no text quotes."""

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
WORKED_OUT = {
    "3.8": 100 * (1.038 - 1),
    "3.3": 100 * (1.033 - 1),
    "3.6": 1200 * 3000 / 1e6,
    "1.94": 100 * 70_000 / (1200 * 3000),
    "4.6": 324_000 / 70_000,
    "2.50": 250 / 100,
    "0.8": 0.5 + 0.3,
    "704": sum(30 * (1 - 0.25) * 0.60 * (1 - 0.10) * 33.10 * part for part in (1, 0.5, 0.25)),
    "120,000": sum([-70_000, -10_000, 20_000, 90_000, 90_000]),
}
"""Numbers of a text that no cell shows, since the reader works them out."""


def prose() -> str:
    """The texts before the glossary."""
    texts = [cell["source"] for cell in LESSON["cells"] if cell["cell_type"] == "markdown"]
    return "\n".join(texts).partition("## Glossary")[0]


def shown() -> np.ndarray:
    """Every number in a cell of code or in what it shows, without its sign."""
    texts = []
    for cell in LESSON["cells"]:
        if cell["cell_type"] == "code":
            texts.append(re.sub(r"(?<=\d)_(?=\d)", "", cell["source"]))
            for output in cell["outputs"]:
                texts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return np.array([value(number) for number in NUMBER.findall("\n".join(texts))])


def value(number: str) -> float:
    return float(number.replace(",", ""))


def told() -> list[str]:
    """Numbers of the texts that are worth checking: with decimals, or of three digits and more; no years."""
    found = [number.rstrip(",") for number in NUMBER.findall(prose())]
    long = [number for number in found if "." in number or value(number) >= 100]
    return sorted({number for number in long if not re.fullmatch(r"20\d\d", number)})


def test_there_are_numbers_in_the_texts():
    assert len(told()) > 20


@pytest.mark.parametrize("number", told())
def test_each_number_of_a_text_stands_in_a_cell_or_is_worked_out_from_those(number: str):
    known = np.array([WORKED_OUT[number]]) if number in WORKED_OUT else shown()
    half_a_digit = 0.5 * 10.0 ** -len(number.partition(".")[2])
    assert (np.abs(known - value(number)) <= half_a_digit + 1e-9).any()


@pytest.fixture(scope="module", params=[2, pytest.param(3, marks=pytest.mark.slow)])
def lesson(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The names that the lesson has after its cells up to the example study, with another seed."""
    mpl.use("Agg")
    names: dict[str, Any] = {}
    for cell in LESSON["cells"]:
        if cell["cell_type"] == "markdown":
            if EXAMPLE in cell["source"]:
                break
            continue
        exec(cell["source"], names)
        if "parameters" in cell["metadata"].get("tags", []):
            names["seed"] = request.param
    plt.close("all")
    return names


@pytest.mark.slow
def test_one_visit_and_thirty(lesson):
    assert round(lesson["one_visit"], 2) == 33.10
    assert lesson["club"]["euros"].sum() == pytest.approx(993, abs=0.5)
    assert lesson["left"][-1] == pytest.approx(12.15)
    assert lesson["by_hand"].tolist() == [30, 60, 10]


def test_the_weight_of_euros_decides_who_wins():
    choir, van = (np.array([18, 2_000]) / [18, 6_000]), (np.array([11, 6_000]) / [18, 6_000])
    wins = [((1 - w) * choir[0] + w * choir[1]) > ((1 - w) * van[0] + w * van[1]) for w in (0.20, 0.35, 0.50)]
    assert wins == [True, True, False]


def test_the_village_by_hand_and_as_a_study(lesson):
    rows = lesson["village_worth"].rows
    assert find_row(rows, area="B", indicator="net_value")["value"] == 0.09 * 1200 * 3000 - 70_000 == 254_000
    wmo = find_row(rows, area="B", indicator="value_benefits", group="chain=wmo")
    assert np.isnan(wmo["value"])
    assert (wmo["lower"], wmo["upper"]) == (0, pytest.approx(0.30 * 1200 * 400))
    city = lesson["city_worth"].rows
    assert find_row(city, area="B", indicator="break_even_transfer", group="chain=zvw")["value"] == pytest.approx(
        21.6, abs=0.05
    )
    assert lesson["found"]["status"] == "no data"


def test_what_the_text_reads_off_the_draws_holds_with_other_draws(lesson):
    assert 17 <= lesson["above"] <= 19
    tornado = lesson["tornado"].set_index("parameter")
    assert tornado.index.tolist() == ["effect", "transfer", "price"]
    assert (tornado["lower"] < 0).tolist() == [True, True, False]
    assert 0 <= lesson["of_village"] < 0.05 * 92_000


def test_a_range_keeps_its_promise_only_where_nothing_was_forgotten(lesson):
    held = lesson["ways"].set_index("way")["held"]
    euros = lesson["ways"].set_index("way")["euros"]
    truth = lesson["truth"].mean()
    # 1,000 studies: a standard error of 0.7 points at 95 %; three of them on either side
    assert held["comparison"] == pytest.approx(95, abs=2.5)
    assert held["before-after, deadweight off"] > 93
    assert held["comparison, deadweight off again"] < 80
    assert held["before-after, deadweight forgotten"] < 35
    assert euros["comparison"] == pytest.approx(truth, rel=0.05)
    assert euros["before-after, deadweight forgotten"] / truth == pytest.approx(0.8 / 0.5, rel=0.05)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Nobody says whether these overlap", "unknown overlap"),
        ("the same gain would count twice", "health and happiness"),
        ("the same money would count twice", "subsidy"),
    ],
)
def test_the_three_double_counts_are_refused_with_a_way_out(words: str, name: str):
    printed = "".join(output.get("text", "") for cell in LESSON["cells"] for output in cell.get("outputs", []))
    assert words in printed, name
