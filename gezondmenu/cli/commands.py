"""The command `gezondmenu`: check a study, list the indicators, make the reports, write the lessons."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from gezondmenu import __version__
from gezondmenu.cli.asking import take_in
from gezondmenu.cli.fetch import fetch
from gezondmenu.cli.indicators import indicators
from gezondmenu.cli.intake import intake
from gezondmenu.cli.new import new
from gezondmenu.cli.options import language_option
from gezondmenu.cli.stops import WRONG, mistakes_in_words, stop
from gezondmenu.language import LANGUAGES, translate, translate_plural
from gezondmenu.vocabulary import StudyError

SOME_FAILED = 1
STOPPED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gezondmenu")
def main() -> None:
    """Appreciate and value small neighbourhood activities for health."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an arrow or a name that the code page lacks becomes a question mark
            stream.reconfigure(errors="replace")


main.add_command(fetch)
main.add_command(indicators)
main.add_command(intake)
main.add_command(new)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also write the findings to this CSV.")
@language_option
def check(folder: Path, out: Path | None, language: str | None) -> None:
    """Look for faults in the study folder DIR.

    Of a file that is no table by its name it writes in study.toml how it may be read, and asks what is not clear;
    nothing else is changed.
    """
    from gezondmenu.study.findings import format_findings
    from gezondmenu.study.not_read import not_read_line
    from gezondmenu.study.reading import check_study, study_language

    speaking = language or study_language(folder)
    if folder.is_dir():
        take_in(folder, speaking)
    findings = check_study(folder, language)
    click.echo(format_findings(findings, speaking))
    if line := not_read_line(findings, speaking):
        click.echo(line)
    if out is not None:
        try:
            findings.to_csv(out, index=False, encoding="utf-8-sig")
        except OSError as failure:
            stop(f"{out}: {failure.strerror or failure}")
    if (findings["severity"] == "error").any():
        sys.exit(WRONG)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--out", default="reports", type=click.Path(file_okay=False, path_type=Path), show_default=True)
@click.option("--area", "areas", multiple=True, metavar="CODE", help="Only this area (code or name); may be repeated.")
@language_option
@click.option(
    "--rule", default="standard", show_default=True, help="Release profile: standard, opensafely or internal."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Pages made at the same time.")
@click.option("--notebook", default="area_report", show_default=True, help="Name, or path of a notebook of your own.")
@click.option(
    "--reader",
    help="For whom: all, municipality, insurer, partners, or residents (no euros). Default: as the notebook says.",
)
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    help="Folder of an earlier publication: region_report tells what changed since.",
)
def report(
    folder: Path,
    out: Path,
    areas: tuple[str, ...],
    language: str | None,
    rule: str,
    jobs: int | None,
    notebook: str,
    reader: str | None,
    earlier: Path | None,
) -> None:
    """Make a page for each area of the study folder DIR, and an index."""
    from gezondmenu.report.parts.section import AREA_REPORT
    from gezondmenu.report.publish.run import INDEX, render
    from gezondmenu.study.findings import format_findings
    from gezondmenu.study.not_read import not_read_line
    from gezondmenu.study.reading import check_study, study_language

    language = language or study_language(folder)
    try:
        with mistakes_in_words(language):
            try:
                summary = render(folder, out, areas or None, language, rule, jobs, notebook, reader, earlier)
            except StudyError:
                stop(format_findings(check_study(folder, language), language))
    except KeyboardInterrupt:
        click.echo(translate("Stopped. What was in {out} before is as it was.", language, out=out.name), err=True)
        sys.exit(STOPPED)
    failed = summary[summary["status"] == "failed"]
    for row in failed.itertuples():
        click.echo(translate("{area} failed: {reason}", language, area=row.name, reason=row.reason), err=True)
    made = int((summary["status"] == "made").sum())
    said = translate_plural(
        "{count} page made; start with {index}",
        "{count} pages made; start with {index}",
        made,
        language,
        index=out / INDEX,
    )
    click.echo(said if made else translate("No page was made; {index} says why.", language, index=out / INDEX))
    if notebook == AREA_REPORT and summary.attrs["arrangements"]:
        click.echo(
            translate(
                "For pages of the arrangements: gezondmenu report {folder} --notebook budget_report --out {out}",
                language,
                folder=folder,
                out=out.with_name(f"{out.name}_budget"),
            )
        )
    if line := not_read_line(summary.attrs["findings"], language):
        click.echo(line, err=True)
    if len(failed):
        sys.exit(SOME_FAILED)


@main.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--teacher", is_flag=True, help="With solutions and outputs, and a rubric (default DIR: lessons_teacher)."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", help="Of what this command says.")
def lab(folder: Path | None, teacher: bool, language: str) -> None:
    """Write the lessons to the folder DIR (lessons), with room for your answers.

    The lessons are in English, with the Dutch words of the field beside the English ones.
    """
    from gezondmenu.lessons.lessons import KEPT, RUBRIC, write_student_copies, write_teacher_copies

    folder = folder or Path("lessons_teacher" if teacher else "lessons")
    with mistakes_in_words(language):
        copies = (write_teacher_copies if teacher else write_student_copies)(folder)
    kept = copies[copies["status"] == KEPT]
    for row in kept.itertuples():
        click.echo(
            translate(
                "{file} holds work of yours and was left as it is; for a fresh copy, give it another name first, "
                "or choose another folder",
                language,
                file=row.file,
            ),
            err=True,
        )
    click.echo(
        translate_plural(
            "{count} lesson is in {folder}; open it with: jupyter lab {folder}",
            "{count} lessons are in {folder}; open them with: jupyter lab {folder}",
            int((copies["lesson"] != RUBRIC).sum()),
            language,
            folder=folder,
        )
    )
    click.echo(translate("The lessons are in English, with the Dutch words of the field beside them.", language))
    if teacher:
        click.echo(
            translate(
                "They hold the solutions; points and what earns them are in {file}", language, file=folder / RUBRIC
            )
        )
    if len(kept):
        sys.exit(SOME_FAILED)
