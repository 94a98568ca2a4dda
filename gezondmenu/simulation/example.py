"""The example study of `data/example`, and how it is made again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from gezondmenu.simulation.simulate import simulate_study
from gezondmenu.study.model import Study
from gezondmenu.study.own.own_indicators import make_own_indicators
from gezondmenu.study.writing import write_study

OUTDOORS = ["wandelen", "fietsen", "tuinieren", "spel", "fitness"]
"""Kinds of activities of the simulation that take place in the open air."""

OWN_INDICATORS = {
    "outdoors": {
        "nl": "Buiten",
        "en": "Outdoors",
        "why_nl": "Wie buiten is, beweegt en komt buren tegen.",
        "why_en": "Whoever is outdoors moves and meets neighbours.",
        "caveat_nl": "Aan de soort activiteit herkend. Bij slecht weer kan een bijeenkomst binnen zijn geweest.",
        "caveat_en": "Recognised by the kind of activity. In bad weather a session may have been indoors.",
        "indicators": {
            "outdoors_share": {
                "nl": "aandeel bezoeken buiten",
                "en": "share of visits outdoors",
                "formula": "percentage",
                "unit": "%",
                "numerator": "visits",
                "numerator_nl": "bezoeken aan wandelen, fietsen, tuinieren, jeu de boules en de beweegtuin",
                "numerator_en": "visits to walking, cycling, gardening, jeu de boules and the outdoor gym",
                "denominator": "visits",
                "denominator_nl": "alle bezoeken",
                "denominator_en": "all visits",
                "rows": {"table": "sessions", "where": {"kind": OUTDOORS}, "sum": "visits"},
            }
        },
    }
}
"""What indicators.toml of the example holds: one indicator of the study's own."""

SEED = 106
"""Chosen among many, so that most cells of the large areas may be shown and some of the tiny one may not."""

FORMATS = {
    "activities": "xlsx",
    "sessions": "dutch csv",
    "costs": "dutch csv",
    "budget": "dutch csv",
    "spending": "dutch csv",
    "requests": "dutch csv",
    "offers": "dutch csv",
    "invitations": "dutch csv",
}

README = """# Voorbeeldstudie / example study

**Alles hier is verzonnen.** Geen mens, buurt, organisatie of bedrag is echt; gelijkenis berust op toeval. De gegevens
zijn gemaakt door een simulatie, om het pakket te leren kennen en te testen. Gebruik ze niet als cijfers over Nederland.

**Everything here is made up.** No person, neighbourhood, organisation or amount is real. The data come from a
simulation, for learning and testing. The seed was chosen so that there are both large and small cells; do not use these
files as figures about the Netherlands.

Acht gebieden in de verzonnen stad Lindermeer / eight areas in the made-up city of Lindermeer:

| area | what is special |
|---|---|
| WK990101–WK990104 | programme; in WK990103 few with a low income take part, in WK990104 fewer people each year |
| WK990105 | programme, head counts only: no persons known |
| WK990106 | programme, tiny: something is hidden under the rule `standard` |
| WK990107, WK990108 | comparison areas: ordinary activities, no supporter |

The areas lie in the middle of the Markermeer, so that nobody takes one for a real neighbourhood; of some activities the
place is not known. `goals.csv` holds steps that people chose for themselves, without saying what they are.
`indicators.toml` describes one indicator of the study's own: the share of visits outdoors. `chains.csv`,
`assumptions.csv`, `borrowed_effects.csv` and `prices.csv` say how outcomes become euros; every effect, reason, price
and index in them is made up, to show the form. In `points.csv` and `best_worst.csv` residents say what they find
important.

Some files are written as Dutch Excel writes them (`;`, decimal comma, byte order mark, Dutch headers), some as plain
CSV, one as XLSX, so that reading is exercised too. Made by
`gezondmenu.simulation.simulate.simulate_study`; made again with

```
python -c "from gezondmenu.simulation.example import write_example; write_example('data/example')"
```
"""


def example_study(seed: int = SEED) -> Study:
    """The example study as it is simulated, with its truth."""
    study = simulate_study(
        people=(11_820, 7_460, 4_640, 2_730, 5_180, 964, 8_590, 6_340),
        participation=(0.046, 0.057, 0.081, 0.116, 0.075, 0.040, 0.041, 0.050),
        growth=(1.08, 1.15, 1.05, 0.94, 1.12, 1.05, 1.04, 1.03),
        low_income_odds=(2.0, 2.6, 0.66, 1.7, 1.9, 1.7, 1.6, 1.8),
        response=(0.44, 0.50, 0.55, 0.58, 0.52, 0.45, 0.56, 0.58),
        seed=seed,
    )
    choices = {
        **study.choices,
        "name": "Voorbeeldstudie Lindermeer (synthetisch)",
        "name_en": "Example study Lindermeer (synthetic)",
        "subject": "leefstijl in de buurt",
        "subject_en": "lifestyle in the neighbourhood",
        "language": "nl",
        "value_set": "NL-2016",
        "perspective": "societal",
        "price_year": 2024,
        "discount_rate_costs": 0.03,
        "discount_rate_effects": 0.015,
        "horizon_years": 5,
        "made_by": "Kenniskring Lindermeer (verzonnen)",
        "paid_by": "Fonds Gezonde Buurt (verzonnen)",
        "contact": "gezondmenu@example.org",
        "licence": "CC0-1.0",
    }
    return dataclasses.replace(study, choices=choices, own_indicators=make_own_indicators(OWN_INDICATORS))


def write_example(folder: str | Path) -> list[Path]:
    """Make the example study again in `folder`; CSV and text files come out the same, byte for byte.

    Parameters
    ----------
    folder : path
        Made when it does not exist; files of the same name are replaced.

    Returns
    -------
    list of Path
        The files written.
    """
    written = write_study(example_study(), folder, formats=FORMATS)
    readme = Path(folder) / "README.md"
    readme.write_text(README, encoding="utf-8", newline="\n")
    return [*written, readme]
