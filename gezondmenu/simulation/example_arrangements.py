"""A second example study, of arrangements only: one municipality that is made up, with four neighbourhoods."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from gezondmenu.simulation import example_cases as cases
from gezondmenu.study.model import Study, make_study
from gezondmenu.study.writing import write_study

SEED = 7
MUNICIPALITY = ("GM9902", "Zwanerdam")
AREAS = (("BU990201", "Zwanenhoek", 4_210), ("BU990202", "Dijkzicht", 3_380), ("BU990203", "Wilgenrand", 5_120),
         ("BU990204", "Turfmarkt", 2_740))  # fmt: skip
FIRST_YEAR, MONTHS_BOOKED = 2024, 24
PAYERS = (("municipality", "Wmo", 260.0), ("insurer", "Zvw", 1_040.0))
"""Of the virtual budget: payer, law, and euros a resident and year."""
SAVING, SD_PER_PERSON, STOP_LOSS = 0.02, 4_000.0, 25_000.0
"""The truth: so much less is spent than the budget; and the spread of a year's costs of a person."""
PROGRAMME_COST = 150_000.0
LAWS = (("Wmo", "municipality", 900_000.0, 2024), ("Wlz", "care office", 500_000.0, 2025),
        ("Zvw", "insurer", 1_400_000.0, 2026))  # fmt: skip
"""Of the coalition: law, payer, euros a year, and the first year in which it takes part."""
COORDINATION, REIMBURSED = 120_000.0, 1 / 3
MADE_UP = "verzonnen voor het voorbeeld"

README = """# Voorbeeldregelingen / example arrangements

**Alles hier is verzonnen.** De gemeente Zwanerdam, de buurten, de organisaties en alle bedragen bestaan niet.

**Everything here is made up.** The municipality of Zwanerdam, its neighbourhoods, the organisations and all amounts do
not exist.

| arrangement | what it shows |
|---|---|
| VB01 | a virtual budget of a municipality and an insurer: who wins, who pays, how much is chance |
| PC01 | a prevention coalition: coordination as a cost of its own, and laws that join one after another |
| BO02 | a neighbourhood supporter: one pays, another gains; a borrowed figure with its transfer; a path of growth |
| PB02 | a prevention budget of persons: who uses it, and what is left |
| WP01 | a neighbourhood portal |
| PO01, IP01, PF01 | a neighbourhood policy, integral budgets of persons, population funding |

A neighbourhood budget with organisations that share it stands in `data/example` (WB01), and a prevention budget (PB01).

Pages: `gezondmenu report data/arrangements --notebook budget_report`, and `region_report` for the registers. Made
again with

```
python -c "from gezondmenu.simulation.example_arrangements import write_arrangements as w; w('data/arrangements')"
```
"""


def arrangements_study(seed: int = SEED) -> Study:
    """The example of arrangements as it is simulated; its truth has the saving, and the result of each year."""
    rng = np.random.default_rng(seed)
    areas = pd.DataFrame([(*MUNICIPALITY, np.nan), *AREAS], columns=["area", "name", "population"])
    areas = areas.assign(
        year=2024,
        level=["gemeente", *["buurt"] * len(AREAS)],
        parent=[None, *[MUNICIPALITY[0]] * len(AREAS)],
    )
    arrangements = pd.DataFrame(
        {
            "arrangement": ["VB01", "PC01"],
            "kind": ["virtual budget", "coalition"],
            "name": ["Virtueel budget Zwanerdam", "Preventiecoalitie Zwanerdam"],
            "start": pd.Timestamp(FIRST_YEAR, 1, 1),
            "years": [3, 5],
            "commissioner": ["Bewoners en professionals van Zwanerdam", "Gemeente Zwanerdam"],
            "employer": [None, "Welzijn Zwanerdam"],
            "beneficiary": ["bewoners van vier buurten", "inwoners van de gemeente"],
            "embedded": [True, True],
            "daily_steering": [True, False],
        }
    )
    codes = [code for code, _, _ in AREAS]
    others = cases.arrangements_of_cases(pd.Timestamp(FIRST_YEAR, 1, 1))
    arrangements = pd.concat([arrangements, others], ignore_index=True)
    members = pd.DataFrame([(code, area) for code in arrangements["arrangement"] for area in codes],
                           columns=["arrangement", "area"])  # fmt: skip
    budget, spending = _virtual(rng)
    of_coalition = _coalition()
    frames = {
        "areas": areas,
        "arrangements": arrangements,
        "arrangement_areas": members,
        "budget": pd.concat([budget, of_coalition]),
        "spending": pd.concat([spending, cases.spending_of_cases()]),
        "members": cases.members(),
        "care_costs": cases.care_costs(codes),
        "monitored": cases.monitored(codes, MUNICIPALITY[0], sum(persons for *_, persons in AREAS)),
        "requests": cases.requests(codes, (2024, 2025)),
        "overlaps": cases.overlaps(codes),
        "agreements": _terms(),
        "costs": _costs(),
        "cash_flows": cases.cash_flows(),
        "borrowed_effects": cases.borrowed_effects(),
        "entitlements": cases.entitlements(codes, [persons for _, _, persons in AREAS], (2024, 2025)),
        "scaling": cases.paths(),
        **cases.registers(codes),
    }
    result = {year: _sum_of(budget, year) - _sum_of(spending, year) for year in (2024, 2025)}
    return make_study(
        frames,
        truth={"saving": SAVING, "result": result},
        name="Voorbeeldregelingen Zwanerdam (synthetisch)",
        name_en="Example arrangements Zwanerdam (synthetic)",
        subject="regelingen voor de buurt",
        subject_en="arrangements for the neighbourhood",
        synthetic=True,
        discount_rate_costs=0.03,
        discount_rate_effects=0.015,
        price_year=2024,
        seed=seed,
        made_by="Kenniskring Zwanerdam (verzonnen)",
        paid_by="Fonds Gezonde Buurt (verzonnen)",
        contact="gezondmenu@example.org",
        licence="CC0-1.0",
    )


def _virtual(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Budgets of three years and bookings of two, by area and payer: less than the budget, and then chance."""
    plan, booked = [], []
    for code, _, persons in AREAS:
        for payer, law, rate in PAYERS:
            yearly = float(round(rate * persons, -3))
            line = {"arrangement": "VB01", "law": law, "payer": payer, "area": code}
            plan += [{**line, "year": FIRST_YEAR + place, "amount_eur": yearly} for place in range(3)]
            spread = SD_PER_PERSON * np.sqrt(persons / 12) * rate / sum(r for *_, r in PAYERS)
            for month in pd.date_range(f"{FIRST_YEAR}-01-01", periods=MONTHS_BOOKED, freq="ME"):
                amount = yearly * (1 - SAVING) / 12 + rng.normal(0, spread)
                booked.append({**line, "date": month, "amount_eur": round(float(max(amount, 0.0)), 2)})
    return pd.DataFrame(plan), pd.DataFrame(booked)


def _coalition() -> pd.DataFrame:
    lines = [
        {"arrangement": "PC01", "law": law, "payer": payer, "amount_eur": euros, "year": year}
        for law, payer, euros, first in LAWS
        for year in range(first, FIRST_YEAR + 5)
    ]
    return pd.DataFrame(lines)


def _terms() -> pd.DataFrame:
    terms = pd.DataFrame(
        [
            ("VB01", "sd_per_person", None, SD_PER_PERSON),
            ("VB01", "stop_loss", None, STOP_LOSS),
            ("VB01", "most_shared", None, 0.1),
            ("PC01", "reimbursed_share", "insurer", round(REIMBURSED, 6)),
        ],
        columns=["arrangement", "term", "payer", "value"],
    )
    return terms.assign(reason=MADE_UP)


def _costs() -> pd.DataFrame:
    lines = []
    for year in (2024, 2025):
        day = pd.Timestamp(year, 6, 30)
        line = {"date": day, "law": "Wmo", "payer": "municipality"}
        lines.append({**line, "arrangement": "VB01", "kind": "staff", "amount_eur": PROGRAMME_COST})
        lines.append({**line, "arrangement": "PC01", "kind": "coordination", "amount_eur": COORDINATION})
    return pd.DataFrame(lines)


def _sum_of(table: pd.DataFrame, year: int) -> float:
    years = table["year"] if "year" in table else table["date"].dt.year
    return round(float(table.loc[years == year, "amount_eur"].sum()), 2)


def write_arrangements(folder: str | Path) -> list[Path]:
    """Make the example of arrangements again in `folder`; the files come out the same, byte for byte.

    Parameters
    ----------
    folder : path
        Made when it does not exist; files of the same name are replaced.

    Returns
    -------
    list of Path
        The files written.
    """
    written = write_study(arrangements_study(), folder)
    readme = Path(folder) / "README.md"
    readme.write_text(README, encoding="utf-8", newline="\n")
    return [*written, readme]
