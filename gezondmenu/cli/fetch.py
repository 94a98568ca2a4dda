"""The command `gezondmenu fetch`: open figures about the areas of a study, as dated snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gezondmenu.cli.options import language_option
from gezondmenu.cli.stops import mistakes_in_words
from gezondmenu.language import translate
from gezondmenu.vocabulary import GezondmenuError, today

if TYPE_CHECKING:
    from gezondmenu.opendata.statline import Fetched
    from gezondmenu.study.model import Study

NAMES = ("key_figures", "health")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("names", metavar="[WHAT]...", nargs=-1, type=click.Choice(NAMES))
@click.option("--year", type=int, help="Year of the figures; otherwise that of the areas of the study.")
@click.option("--table", help="Number of another StatLine table, such as 85984NED.")
@click.option("--where", multiple=True, metavar="DIMENSION=CODE", help="With --table: a choice in a further dimension.")
@click.option("--vektis", metavar="FILE|URL", help="A file of Vektis by municipality (vektis.nl/open-data).")
@click.option("--links", metavar="FILE|URL", help="A linking table of CBS, to the areas of the study.")
@click.option("--service", help="Address of another service that answers as StatLine does.")
@language_option
def fetch(
    folder: Path,
    names: tuple[str, ...],
    year: int | None,
    table: str | None,
    where: tuple[str, ...],
    vektis: str | None,
    links: str | None,
    service: str | None,
    language: str | None,
) -> None:
    """Fetch open figures about the areas of the study folder DIR: key_figures and health, unless you choose.

    They are written to DIR/snapshots, with their source, licence and hash, and put in its table context.
    """
    from gezondmenu.study.reading import read_study, study_language

    language = language or study_language(folder)
    with mistakes_in_words(language):
        study = read_study(folder)
        if links is not None:
            _fetch_links(study, folder, links, year, language)
        if vektis is not None:
            _keep(_from_vektis(study, vektis, year), folder, "vektis", language)
        if table is not None:
            _keep(_from_statline(study, None, table, where, year, service), folder, "statline", language)
        for name in names or (() if links or vektis or table else NAMES):
            _keep(_from_statline(study, name, None, (), year, service), folder, name, language)


def _codes(study: Study) -> list[str]:
    """Codes of the areas of a study, and the old ones that `area_links` places in them."""
    return sorted({*study["areas"]["area"], *study["area_links"]["area"]})


def _year(study: Study, year: int | None) -> int:
    known = study["areas"]["year"].dropna()
    return year or (int(known.iloc[0]) if len(known) else today().year - 1)


def _from_statline(
    study: Study, name: str | None, table: str | None, where: tuple[str, ...], year: int | None, service: str | None
) -> Fetched:
    from gezondmenu.opendata.statline import catalog, fetch_figures, table_of

    if name is None:
        chosen = dict(part.partition("=")[::2] for part in where)
        address = service or catalog()["key_figures"]["service"]
        return fetch_figures(str(table), _codes(study), day=today(), service=address, where=chosen, year=year)
    entry = catalog()[name]
    of_all_years = "all" in entry["tables"]
    return fetch_figures(
        table_of(name, _year(study, year)),
        _codes(study),
        day=today(),
        service=service or entry["service"],
        source=entry["source"],
        licence=entry["licence"],
        where=entry["where"],
        year=year if of_all_years else _year(study, year),
    )


def _from_vektis(study: Study, place: str, year: int | None) -> Fetched:
    from gezondmenu.opendata.vektis import read_vektis, vektis_figures

    name, content = _content(place)
    areas = study["areas"].set_index("area")["name"].to_dict()
    return vektis_figures(read_vektis(content, name), areas, _year(study, year), name, today())


def _fetch_links(study: Study, folder: Path, place: str, year: int | None, language: str) -> None:
    import csv
    import io

    import pandas as pd

    from gezondmenu.opendata.links import links_of_table
    from gezondmenu.whole_files import write_whole

    name, content = _content(place)
    try:
        table = pd.read_csv(io.BytesIO(content), sep=None, engine="python", dtype="str", keep_default_na=False)
    except (ValueError, csv.Error):  # what is no text, or a text without columns
        raise GezondmenuError("{file} cannot be read as a CSV with columns", file=name) from None
    to_year = _year(study, None)
    rows = links_of_table(table, study["areas"]["area"], year or to_year - 1, to_year, name)
    path = folder / "area_links.csv"
    if path.exists():
        raise GezondmenuError("{file} is there already; give it another name first, or add the rows to it", file=path)
    write_whole(path, rows.to_csv(index=False, lineterminator="\n"))
    click.echo(translate("{file}: {count} rows.", language, file=path.name, count=len(rows)))


def _content(place: str) -> tuple[str, bytes]:
    from gezondmenu.opendata.service import content

    if place.startswith(("http://", "https://")):
        return place.rsplit("/", 1)[-1], content(place)
    return Path(place).name, Path(place).read_bytes()


def _keep(fetched: Fetched, folder: Path, name: str, language: str) -> None:
    from gezondmenu.opendata.snapshots import join_context, write_snapshot

    path = write_snapshot(fetched, folder, name)
    replaced = join_context(fetched, folder, path)
    click.echo(
        translate(
            "{file}: {count} figures of {areas} areas ({source}; {licence}); {replaced} replace earlier ones.",
            language,
            file=f"{path.parent.name}/{path.name}",
            count=len(fetched.rows),
            areas=fetched.rows["area"].nunique(),
            source=fetched.about["source"],
            licence=fetched.about["licence"],
            replaced=replaced,
        )
    )
