"""What a run makes pages of: the areas of the study, or its arrangements, as the notebook asks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.arrangements.described import described_arrangements
from gezondmenu.arrangements.ledger import last_year
from gezondmenu.report.publish.engine import parameters_of
from gezondmenu.report.publish.parameters import area_parameters
from gezondmenu.study.model import Study, in_language
from gezondmenu.vocabulary import ALL, GezondmenuError

ARRANGEMENT, REGION = "arrangement", "region"
"""Parameters by which a notebook asks for a page for each arrangement, or for each area that holds others."""


def targets_of(study: Study, template: Path) -> pd.DataFrame:
    """``code, name``: a row for each page that a run may make.

    Raises
    ------
    GezondmenuError
        Where the notebook is about arrangements and the study has none.
    """
    areas = study["areas"][["area", "name"]].set_axis(["code", "name"], axis=1)
    if REGION in parameters_of(template):
        holders = areas[areas["code"].isin(study["areas"]["parent"].dropna())]
        return holders if len(holders) else pd.DataFrame({"code": [ALL], "name": [in_language(study, "name", "nl")]})
    if not is_about_arrangements(template):
        return areas
    about = described_arrangements(study)
    if about.empty:
        raise GezondmenuError(
            "{notebook} makes a page for each arrangement, and this study has no table arrangements",
            notebook=template.name,
        )
    names = about["name"].where(about["name"] != "", about["arrangement"])
    return pd.DataFrame({"code": about["arrangement"], "name": names})


def is_about_arrangements(template: Path) -> bool:
    """Whether a notebook makes a page for each arrangement in the place of each area."""
    return ARRANGEMENT in parameters_of(template)


def target_parameters(study: Study, template: Path, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What each page says of what it is about: an area and what it stands beside, or an arrangement and its last year.

    The notebook is looked into once, and the arrangements are described once.
    """
    asked = parameters_of(template)
    if ARRANGEMENT in asked and REGION not in asked:
        return arrangement_parameters(study, codes)
    if REGION not in asked:
        return {code: area_parameters(study, code) for code in codes}
    whole = {"area": ALL, "area_name": "", "beside": "", "beside_name": "", "is_comparison": False}
    return {code: {**(whole if code == ALL else area_parameters(study, code)), "region": code} for code in codes}


def arrangement_parameters(study: Study, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the page of each arrangement says of it: its name, the smallest area that holds it, and its last year."""
    about = described_arrangements(study).set_index("arrangement")
    return {code: _of_arrangement(study, code, about.loc[code]) for code in codes}


def _of_arrangement(study: Study, code: str, about: pd.Series) -> dict[str, Any]:
    return {
        "arrangement": code,
        "area": about["home"],
        "area_name": about["name"] or code,
        "beside": "",
        "beside_name": "",
        "is_comparison": False,
        "period": last_year(study, code),
        "complete": True,
    }
