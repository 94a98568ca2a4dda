"""What a run makes pages of: the areas of the study, or its arrangements, as the notebook asks."""

from __future__ import annotations

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


def target_parameters(study: Study, template: Path, code: str) -> dict[str, Any]:
    """What a page says of what it is about: an area and what it stands beside, or an arrangement and its last year."""
    if REGION in parameters_of(template):
        about_area = {"area": ALL, "area_name": "", "beside": "", "beside_name": "", "is_comparison": False}
        return {**(about_area if code == ALL else area_parameters(study, code)), "region": code}
    if not is_about_arrangements(template):
        return area_parameters(study, code)
    about = described_arrangements(study).set_index("arrangement").loc[code]
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
