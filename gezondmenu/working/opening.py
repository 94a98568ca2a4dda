"""Opening a study for a working notebook: the parameters are checked, and everything is estimated and released once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.arrangements.rows import arrangement_rows
from gezondmenu.disclosure.profiles import profile_of
from gezondmenu.effects import estimate
from gezondmenu.given import check_choice, closest_name, not_there
from gezondmenu.language import LANGUAGES, message
from gezondmenu.reference import shipped
from gezondmenu.report.publish.earlier import PUBLISHED
from gezondmenu.report.publish.parameters import area_parameters, is_complete, shared_parameters
from gezondmenu.report.publish.targets import arrangement_parameters
from gezondmenu.report.rows.page import read_page
from gezondmenu.report.rows.published import as_published, read_published, write_own_cards, write_table
from gezondmenu.report.rows.readers import EVERYBODY, check_reader
from gezondmenu.report.rows.years import years_of
from gezondmenu.study.model import Study
from gezondmenu.study.not_read import check_not_empty
from gezondmenu.study.reading import read_study
from gezondmenu.vocabulary import GezondmenuError
from gezondmenu.working.opened import Opened
from gezondmenu.working.parameters import check_injected


def open_study(
    study: str | Path,
    *,
    area: str = "",
    arrangement: str = "",
    period: str = "",
    language: str = "nl",
    published: str | Path = "",
    rule: str = "standard",
    cards: Sequence[str] | None = None,
    notebook: str = "",
    reader: str = EVERYBODY,
) -> Opened:
    """Check the parameters of a notebook, read the study, and estimate and release it once.

    Parameters
    ----------
    study : path
        Folder of the study, or of one that the package ships, such as ``data/example``.
    area : str
        Code of the area; left out for an arrangement.
    arrangement : str
        Code of an arrangement: its rows come along with the estimates, and the area is the smallest that holds it. A
        study whose table arrangements is empty or not there opens at its first area: `Opened.has` then says that this
        table is missing.
    period : str
        A year; blank is the last one that was fully counted.
    language : {"nl", "en"}
        Of tables, figures and sentences.
    published : path
        The published table of a run, which then says what may be shown; blank where the notebook runs by itself, and
        releases the study itself.
    rule : {"standard", "opensafely", "internal"}
        Release profile, where there is no published table yet.
    cards : sequence of str, optional
        What to estimate beside a published table; all when left out.
    notebook : str
        Name of the notebook, for the foot of the page.
    reader : {"all", "municipality", "insurer", "partners", "residents"}
        For whom the page is; for residents without amounts in euros.

    Raises
    ------
    StudyError
        When the study has faults.
    GezondmenuError
        For a parameter that is not there, with the nearest one.
    """
    check_injected()
    check_choice("language", language, LANGUAGES)
    profile_of(rule)
    own = _read(study)
    about = _about(own, str(area), str(arrangement))
    given = Path(published) if str(published) else None
    estimates = estimate(own, list(cards) if cards and given else None)
    everything = pd.concat([estimates, arrangement_rows(own)], ignore_index=True) if arrangement else estimates
    with tempfile.TemporaryDirectory() as scratch:
        place = given or _release(own, estimates, rule, Path(scratch))
        table = read_published(place)
        chosen = {"language": language, "rule": rule, "notebook": notebook, "reader": check_reader(reader)}
        words = shared_parameters(own, table, place, **chosen)
        years = years_of(table, str(about.get("arrangement", "")))
        last = about.pop("period", words["period"])
        year = check_choice("period", str(period), years) if str(period) else last
        words |= {"published": place, "period": year, "complete": is_complete(own, year)}
        page = read_page(**{**words, **about})
    return Opened(study=own, estimates=everything, published=table, page=page)


def _read(folder: str | Path) -> Study:
    place = Path(folder)
    if not place.is_dir():
        try:
            place = shipped(str(folder))
        except GezondmenuError:
            place = Path(folder)
    study = read_study(place)
    check_not_empty(study)
    return study


def _about(study: Study, area: str, arrangement: str) -> dict[str, Any]:
    """What the page is about: an area, or an arrangement; the first area of a study without arrangements."""
    if arrangement and not study.has("arrangements"):
        return area_parameters(study, study["areas"]["area"].iloc[0])
    if not arrangement:
        return area_parameters(study, _area_of(study, area))
    code = check_choice("arrangement", arrangement, study["arrangements"]["arrangement"])
    about = arrangement_parameters(study, [code])[code]
    del about["complete"]
    return about


def _area_of(study: Study, area: str) -> str:
    """The code itself; for another the nearest by code or by name stands in the error."""
    areas = study["areas"]
    if area in areas["area"].tolist():
        return area
    codes = dict(zip(areas["name"].fillna(areas["area"]), areas["area"], strict=True))
    close = closest_name(area, [*areas["area"], *codes]) or ""
    code = codes.get(close, close)
    name = areas.set_index("area")["name"].get(code, "")
    template = message("no area {given} in this study; it has {known}")
    raise not_there(template, [area], areas["area"], near=codes, closest=f"{code}, {name}")


def _release(study: Study, estimates: pd.DataFrame, rule: str, folder: Path) -> Path:
    """The published table as a run would write it."""
    table = as_published(study, estimates, rule)
    write_table(table, folder / PUBLISHED)
    write_own_cards(table, folder / PUBLISHED)
    return folder / PUBLISHED
