"""The run over areas: read, estimate and release once, then one page for each area, and the index."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.disclosure.profiles import profile_of
from gezondmenu.disclosure.release import release
from gezondmenu.indicators.estimate import estimate
from gezondmenu.indicators.records import covers, observed_span
from gezondmenu.language import error_text, translations
from gezondmenu.report.engine import check_parameters, close_event_loop, execute, find_notebook
from gezondmenu.report.index import index_html
from gezondmenu.report.provenance import read_manifest, sha256, versions_line, write_manifest
from gezondmenu.study.model import Study, file_hashes, in_language
from gezondmenu.study.reading import read_study
from gezondmenu.vocabulary import ALL, GezondmenuError, today

PUBLISHED = "published.csv"
EXCEL = "published_excel_nl.csv"
INDEX = "index.html"


def render(
    folder: str | Path,
    out: str | Path = "reports",
    areas: Iterable[str] | None = None,
    language: str = "nl",
    rule: str = "standard",
    jobs: int | None = None,
    notebook: str = "area_report",
) -> pd.DataFrame:
    """From a study folder to a page for each area: the main job.

    Parameters
    ----------
    folder : path
        The study folder. Nothing in it is changed.
    out : path
        Folder for the pages; made when it does not exist. Pages of an earlier run that no longer belong to the
        published numbers are removed.
    areas : iterable of str, optional
        Codes of the areas to make pages for; all when left out. Everything is estimated and released all the same.
    language : {"nl", "en"}
    rule : {"standard", "opensafely", "internal"}
        Release profile, see `release`.
    jobs : int, optional
        Pages made at the same time; the number of processors when left out.
    notebook : str
        ``area_report``, or the path of a notebook of your own with the same parameters.

    Returns
    -------
    DataFrame
        A row per page: ``area, name, page, status`` (made, failed or not asked) and ``reason``.

    Raises
    ------
    StudyError
        When the study has faults; then nothing is written.
    GezondmenuError
        For an unknown area, language, rule, notebook or parameter; then nothing is written either.
    """
    out = Path(out)
    template = find_notebook(notebook)
    translations(language)
    study = read_study(folder)
    wanted = _wanted(study, areas)
    published = release(estimate(study), rule)
    shared = _shared_parameters(study, out, language, rule, template)
    parameters = {area: {**shared, **_area_parameters(study, area)} for area in wanted}
    check_parameters(template, parameters[wanted[0]])
    out.mkdir(parents=True, exist_ok=True)
    write_published(published, out)
    _remove_stale(out, sha256(out / PUBLISHED), {"rule": rule, "language": language})
    summary = _make_pages(study, parameters, template, out, jobs)
    words = {"period": shared["period"], "language": language, "rule": rule, "date": today()}
    _write(out / INDEX, index_html(study, published, summary, **words))
    entries = {
        "inputs": file_hashes(Path(folder)),
        "published": sha256(out / PUBLISHED),
        "parameters": {area: {**given, "published": PUBLISHED} for area, given in parameters.items()},
        "rule": rule,
        "language": language,
        "notebook": {template.name: sha256(template)},
    }
    write_manifest(out, entries, [out / page for page in summary["page"] if page])
    return summary


def write_published(published: pd.DataFrame, out: Path) -> None:
    """Write the published table twice: for machines, and so that it opens right in a Dutch spreadsheet."""
    _write(out / PUBLISHED, published.to_csv(index=False, lineterminator="\n"))
    excel = published.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    _write(out / EXCEL, "\ufeff" + excel)


def report_period(study: Study) -> str:
    """The year that pages are about: the last one fully counted, else the last one counted.

    Without any count: the year of the boundaries, or the year of today.
    """
    span = observed_span(study)
    if pd.isna(span[0]) or pd.isna(span[1]):
        boundaries = study["areas"]["year"].dropna()
        return str(boundaries.iloc[0] if len(boundaries) else today().year)
    years = [str(year) for year in range(span[0].year, span[1].year + 1)]
    return next((year for year in reversed(years) if covers(span, year)), years[-1])


def page_name(area: str) -> str:
    """File name of an area's page; characters that a web address does not carry become ``-``.

    Examples
    --------
    >>> page_name("WK 01/02")
    'WK-01-02.html'
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in area) + ".html"


def _wanted(study: Study, areas: Iterable[str] | None) -> list[str]:
    codes = study["areas"]["area"].tolist()
    pages = pd.Series(codes, dtype="str").map(page_name)
    taken = [*pages[pages.str.lower().duplicated()], *pages[pages.str.lower() == INDEX]]
    if taken:
        raise GezondmenuError("two areas would share the page {page}; give them codes that differ more", page=taken[0])
    if areas is None:
        return codes
    wanted = list(dict.fromkeys(areas))
    unknown = [area for area in wanted if area not in codes]
    if unknown or not wanted:
        raise GezondmenuError(
            "no area {unknown} in this study; it has {known}",
            unknown=", ".join(map(repr, unknown)),
            known=", ".join(codes),
        )
    return [code for code in codes if code in wanted]


def _shared_parameters(study: Study, out: Path, language: str, rule: str, template: Path) -> dict[str, Any]:
    choices = study.choices
    texts = ("made_by", "paid_by", "contact", "licence", "accessibility_statement")
    return {
        "published": str((out / PUBLISHED).resolve()),
        "period": report_period(study),
        "language": language,
        "rule": rule,
        "study_name": in_language(study, "name", language) or Path(study.folder or ".").resolve().name,
        "subject": in_language(study, "subject", language),
        "synthetic": bool(choices.get("synthetic")),
        "seed": -1 if choices.get("seed") is None else int(choices["seed"]),
        "date": today().isoformat(),
        "package_version": versions_line(),
        **{name: choices.get(name) or "" for name in texts},
    }


def _area_parameters(study: Study, area: str) -> dict[str, Any]:
    """What a page says of its area: its name, and the larger area that it stands beside."""
    table = study["areas"].set_index("area")
    parent = table.loc[area, "parent"]
    several_roots = table["parent"].isna().sum() > 1
    if pd.notna(parent):
        beside, beside_name = parent, table.loc[parent, "name"]
    else:
        beside, beside_name = (ALL, "") if several_roots else ("", "")
    comparison = table.loc[area, "is_comparison"]
    return {
        "area": area,
        "area_name": str(table.loc[area, "name"]),
        "beside": str(beside),
        "beside_name": str(beside_name),
        "is_comparison": bool(pd.notna(comparison) and comparison),
    }


def _make_pages(
    study: Study, parameters: dict[str, dict[str, Any]], template: Path, out: Path, jobs: int | None
) -> pd.DataFrame:
    """One page per area, several at a time; an area that fails stops no other."""
    from tqdm import tqdm

    reasons: dict[str, str] = {}
    with ThreadPoolExecutor(max_workers=max(1, jobs or os.cpu_count() or 1)) as pool:
        running = {pool.submit(_make_page, template, given, out): area for area, given in parameters.items()}
        for done in tqdm(as_completed(running), total=len(running), disable=None, unit="page"):
            failure = done.exception()
            if isinstance(failure, GezondmenuError):
                reasons[running[done]] = error_text(failure, parameters[running[done]]["language"])
            elif failure is not None:
                reasons[running[done]] = f"{type(failure).__name__}: {failure}"
    areas = study["areas"]
    status = ["not asked" if a not in parameters else "failed" if a in reasons else "made" for a in areas["area"]]
    pages = [page_name(area) for area in areas["area"]]
    there = [
        state == "made" or (state == "not asked" and (out / p).exists()) for state, p in zip(status, pages, strict=True)
    ]
    return pd.DataFrame(
        {
            "area": areas["area"],
            "name": areas["name"],
            "page": [page if here else "" for page, here in zip(pages, there, strict=True)],
            "status": status,
            "reason": [reasons.get(area, "") for area in areas["area"]],
        }
    )


def _make_page(template: Path, given: dict[str, Any], out: Path) -> None:
    from gezondmenu.report.page import page_html, page_title

    path = out / page_name(given["area"])
    path.unlink(missing_ok=True)
    title = page_title(given["area_name"], given["subject"], given["period"])
    internal = not profile_of(given["rule"]).hides
    try:
        notebook = execute(template, given)
    finally:
        close_event_loop()
    _write(path, page_html(notebook, language=given["language"], title=title, internal=internal))


def _remove_stale(out: Path, published: str, choices: dict[str, str]) -> None:
    """Remove the pages of an earlier run whose numbers, rule or language were others."""
    before = read_manifest(out)
    same = before.get("published") == published and all(before.get(k) == v for k, v in choices.items())
    for page in () if same else before.get("pages", ()):
        (out / page).unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    scratch = path.with_name(f".{path.name}.part")
    scratch.write_text(text, encoding="utf-8", newline="")
    scratch.replace(path)
