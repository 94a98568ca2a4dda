"""The run over areas: read, estimate, release and value once, then one page for each area, and the index."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.disclosure.profiles import profile_of
from gezondmenu.given import check_number, check_path, check_texts, not_there
from gezondmenu.language import check_language, error_text, message
from gezondmenu.report.publish.earlier import (
    INDEX,
    PUBLISHED,
    clear,
    earlier_table,
    for_the_record,
    kept_pages,
    page_name,
)
from gezondmenu.report.publish.engine import check_parameters, default_reader, find_notebook
from gezondmenu.report.publish.for_others import asked_of, reads_the_study
from gezondmenu.report.publish.index import index_html
from gezondmenu.report.publish.one_page import make_page
from gezondmenu.report.publish.parameters import shared_parameters
from gezondmenu.report.publish.provenance import write_manifest
from gezondmenu.report.publish.spoken import languages_of_words
from gezondmenu.report.publish.staging import new_publication, put_in_place
from gezondmenu.report.publish.targets import is_about_arrangements, target_parameters, targets_of
from gezondmenu.report.publish.without_folders import without_folders
from gezondmenu.report.rows.published import (
    page_rows,
    published_table,
    read_published,
    rows_hash,
    table_text,
    write_own_cards,
    write_table,
)
from gezondmenu.report.rows.readers import check_reader, table_for
from gezondmenu.study.model import file_hashes, sha256
from gezondmenu.study.not_read import check_not_empty
from gezondmenu.study.reading import read_study
from gezondmenu.vocabulary import GezondmenuError, today
from gezondmenu.whole_files import write_whole

EXCEL = "published_excel_nl.csv"


def render(
    folder: str | Path,
    out: str | Path = "reports",
    areas: Iterable[str] | None = None,
    language: str = "nl",
    rule: str = "standard",
    jobs: int | None = None,
    notebook: str = "area_report",
    reader: str | None = None,
    earlier: str | Path | None = None,
) -> pd.DataFrame:
    """From a study folder to a page for each area: the main job.

    Parameters
    ----------
    folder : path
        The study folder. Nothing in it is changed.
    out : path
        Folder for the pages; made when it does not exist. What an earlier run made there stands until all of this
        run is made, also when it is stopped. Then a page stays only when this run would make the same; other files
        that bear the name of an area's page are removed.
    areas : iterable of str, optional
        Codes or names of the areas, or arrangements, to make pages for; all when left out. Everything is estimated all
        the same.
    language : {"nl", "en"}
    rule : {"standard", "opensafely", "internal"}
        Release profile, see `release`.
    jobs : int, optional
        Pages made at the same time; the number of processors when left out.
    notebook : str
        ``area_report``; ``budget_report`` for a page per arrangement; a working notebook such as ``participation``,
        of which the page shows what was released; or the path of a notebook of your own with the parameters of one
        of these.
    reader : {"all", "municipality", "insurer", "partners", "residents"}, optional
        For whom the pages are; when left out, whom the notebook is for: everybody, and residents for
        ``residents_page``. Every reader sees the same numbers; a payer reads their own part first, and the pages
        for residents hold no amount in euros. Pages for two readers bear the same names: give each a folder.
    earlier : path, optional
        Folder of an earlier publication of the study under the same rule, which may be `out`: ``region_report`` tells
        what changed since.

    Returns
    -------
    DataFrame
        A row per page: ``area`` (or the code of the arrangement), ``name, page, status`` (made, failed or not asked)
        and ``reason``; its ``attrs["findings"]`` are the warnings and notes of the study, and ``attrs["arrangements"]``
        is whether it has arrangements.

    Raises
    ------
    StudyError
        When the study has faults; then nothing is written.
    GezondmenuError
        For an unknown area, language, rule, notebook, reader or parameter, or when another run is at work in the
        folder; then nothing is written either.
    """
    folder, out = check_path("folder", folder), check_path("out", out)
    template = find_notebook(notebook)
    check_language(language)
    reader = check_reader(default_reader(template) if reader is None else reader)
    profile_of(rule)
    if jobs is not None:
        check_number("jobs", jobs, whole=True)
    study = read_study(folder)
    targets = targets_of(study, template)
    wanted = _wanted(targets, areas)
    check_not_empty(study)
    published = table_for(reader, published_table(study, rule))
    chosen = {"language": language, "rule": rule, "notebook": template.name, "reader": reader}
    shared = shared_parameters(study, published, out / PUBLISHED, **chosen)
    if earlier is not None:
        shared["earlier"] = str(earlier_table(Path(check_path("earlier", earlier)), rule).resolve())
    about = target_parameters(study, template, targets["code"])
    reads = Path(folder) if reads_the_study(template) else None
    check_parameters(template, asked_of(template, {**shared, **about[wanted[0]]}, reads))
    with new_publication(out) as stage:
        shared["published"] = str((stage / PUBLISHED).resolve())
        described = write_published(published, stage)
        own = write_own_cards(published, stage / PUBLISHED)
        entries = {
            "inputs": file_hashes(folder),
            "published": sha256(stage / PUBLISHED),
            "described": {path.name: sha256(path) for path in described},
            "own_indicators": sha256(own) if own else "",
            "rule": rule,
            "language": language,
            "notebook": {template.name: sha256(template)},
        }
        parameters = {code: {**shared, **about[code]} for code in wanted}
        kept = kept_pages(about, shared, entries, wanted, out)
        everything = {**kept, **parameters}
        entries["parameters"] = {area: for_the_record(given) for area, given in everything.items()}
        table = read_published(stage / PUBLISHED)
        rows = {
            code: page_rows(
                table, given["area"], given["beside"], reader, given.get("arrangement", ""), given.get("region", "")
            )
            for code, given in everything.items()
        }
        entries["rows"] = {page_name(area): rows_hash(own_rows) for area, own_rows in sorted(rows.items())}
        hashes = {page_name(area): sha256(out / page_name(area)) for area in kept}
        summary = _make_pages(targets, parameters, rows, template, reads, stage, jobs, languages_of_words(study))
        words = {"period": shared["period"], "language": language, "rule": rule, "date": today(), "reader": reader}
        words |= {"own": own.name if own else "", "by_arrangement": is_about_arrangements(template)}
        write_whole(stage / INDEX, index_html(study, published, summary, **words))
        hashes |= {page: sha256(stage / page) for page in summary["page"] if page and page not in hashes}
        write_manifest(stage, entries, hashes)
        clear(targets["code"], out, {page_name(code) for code in kept})
        put_in_place(stage, out)
    summary.attrs |= {"findings": study.findings, "arrangements": study.has("arrangements")}
    return summary


def write_published(published: pd.DataFrame, out: Path) -> list[Path]:
    """Write the published table twice: for machines, and so that it opens right in a Dutch spreadsheet."""
    described = write_table(published, out / PUBLISHED)
    excel = table_text(published, separator=";", decimal=",", newline="\r\n")
    write_whole(out / EXCEL, "\ufeff" + excel)
    return described


def _wanted(targets: pd.DataFrame, areas: Iterable[str] | None) -> list[str]:
    codes = targets["code"].tolist()
    pages = pd.Series(codes, dtype="str").map(page_name)
    taken = [*pages[pages.str.lower().duplicated()], *pages[pages.str.lower() == INDEX]]
    if taken:
        raise GezondmenuError("two areas would share the page {page}; give them codes that differ more", page=taken[0])
    if areas is None:
        return codes
    by_name = dict(zip(targets["name"], codes, strict=True)) if targets["name"].is_unique else {}
    given = check_texts("areas", areas)
    wanted = list(dict.fromkeys(area if area in codes else by_name.get(area, area) for area in given))
    unknown = [area for area in wanted if area not in codes]
    if unknown or not wanted:
        raise not_there(message("no area {given} in this study; it has {known}"), unknown, codes)
    return [code for code in codes if code in wanted]


def _make_pages(
    targets: pd.DataFrame,
    parameters: dict[str, dict[str, Any]],
    rows: dict[str, pd.DataFrame],
    template: Path,
    reads: Path | None,
    out: Path,
    jobs: int | None,
    words: Mapping[str, str],
) -> pd.DataFrame:
    """One page per target with parameters, several at a time; one that fails stops no other.

    `rows` also has the targets whose page of an earlier run is kept; `reads` is the folder of the study for a notebook
    that reads it; `words` has the language of texts of the study.
    """
    from tqdm import tqdm

    reasons: dict[str, str] = {}
    with ThreadPoolExecutor(max_workers=max(1, jobs or os.cpu_count() or 1)) as pool:
        running = {
            pool.submit(make_page, template, given, rows[code], out, reads, words): code
            for code, given in parameters.items()
        }
        try:
            for done in tqdm(as_completed(running), total=len(running), disable=None, unit="page"):
                failure = done.exception()
                if isinstance(failure, GezondmenuError):
                    language = parameters[running[done]]["language"]
                    reasons[running[done]] = without_folders(error_text(failure, language))
                elif failure is not None:
                    reasons[running[done]] = without_folders(f"{type(failure).__name__}: {failure}")
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    codes = targets["code"]
    status = ["not asked" if code not in parameters else "failed" if code in reasons else "made" for code in codes]
    pages = [page_name(code) for code in codes]
    there = [code in rows and code not in reasons for code in codes]
    return pd.DataFrame(
        {
            "area": codes,
            "name": targets["name"],
            "page": [page if here else "" for page, here in zip(pages, there, strict=True)],
            "status": status,
            "reason": [reasons.get(code, "") for code in codes],
        }
    )
