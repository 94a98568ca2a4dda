"""Door to door: a folder in, pages and an index out; what fails fails alone, and nothing is half written."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import re
import shutil
import threading
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.indicators.register import named_indicators, remove_indicator
from gezondmenu.report.publish import provenance
from gezondmenu.report.publish.earlier import page_name
from gezondmenu.report.publish.engine import check_parameters, execute, find_notebook, parameters_of
from gezondmenu.report.publish.page_check import check_page
from gezondmenu.report.publish.parameters import is_complete, report_period
from gezondmenu.report.publish.provenance import MANIFEST
from gezondmenu.report.rows.published import published_table
from gezondmenu.study.model import sha256
from gezondmenu.vocabulary import GezondmenuError, StudyError
from tests.conftest import pick

LARGE, HEADS, TINY = "WK990101", "WK990105", "WK990106"
EPOCH = "1795000000"


@pytest.fixture(scope="module")
def run(tmp_path_factory, made_once):
    """Two pages of the example: a large area and a tiny one. No test changes them."""

    def render():
        out = tmp_path_factory.mktemp("run") / "reports"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
            return out, gm.render(gm.shipped("data/example"), out, areas=[LARGE, TINY])

    return made_once("run", render)


DESCRIBED = ("areas", "chains", "waves", "arrangements", "initiatives", "agreements")


def test_a_run_makes_pages_an_index_and_the_published_numbers(run):
    out, summary = run
    assert set(summary["reason"]) == {""}
    made = summary[summary["status"] == "made"]
    assert made["area"].tolist() == [LARGE, TINY]
    names = {path.name for path in out.iterdir()}
    described = {f"published_{name}.csv" for name in DESCRIBED}
    numbers = {"published.csv", "published_excel_nl.csv", "published_indicators.json", *described}
    assert names == {"index.html", "not_published", *numbers, *made["page"]}
    for page in ("index.html", *made["page"]):
        check_page((out / page).read_text(encoding="utf-8"))
        assert (out / page).stat().st_size < 1.5e6


def test_every_page_says_that_the_example_is_synthetic(run):
    out, _ = run
    for page in out.glob("*.html"):
        assert "Verzonnen gegevens" in page.read_text(encoding="utf-8"), page.name


def test_everything_is_estimated_and_released_whatever_pages_are_made(run, example_estimates):
    published = pd.read_csv(run[0] / "published.csv", dtype={"period": "str", "version": "str"}, keep_default_na=False)
    assert published["area"].nunique() == 10
    of_value = published["indicator"].map(lambda name: named_indicators()[name][1].formula == "value")
    assert len(published[~of_value]) == len(example_estimates)
    assert set(published.loc[of_value, "area"]) == set(published["area"])


def test_the_dutch_spreadsheet_has_the_same_numbers(run):
    out, _ = run
    plain = pd.read_csv(out / "published.csv")
    raw = (out / "published_excel_nl.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    dutch = pd.read_csv(out / "published_excel_nl.csv", sep=";", decimal=",")
    pd.testing.assert_frame_equal(plain, dutch)


def test_a_hidden_number_is_words_on_the_page_of_the_tiny_area(run):
    page = (run[0] / f"{TINY}.html").read_text(encoding="utf-8")
    assert "te weinig (&lt; 10)" in page
    assert ">nan<" not in page


def test_the_index_lists_every_area_and_links_only_what_is_there(run):
    index = (run[0] / "index.html").read_text(encoding="utf-8")
    for name in ("Molenkwartier", "Distelgaarde", "Lindermeer"):
        assert name in index
    assert f'href="{LARGE}.html"' in index
    assert 'href="WK990107.html"' not in index


def test_the_manifest_keeps_the_hashes_of_the_input_apart(run):
    out, _ = run
    manifest = json.loads((out / "not_published" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["inputs"]) == {path.name for path in gm.shipped("data/example").iterdir()}
    for page in out.glob("*.html"):
        assert manifest["inputs"]["people.csv"] not in page.read_text(encoding="utf-8")


def test_an_indicator_of_the_study_folder_is_on_the_page_with_its_card_and_the_city(run):
    out, _ = run
    page = BeautifulSoup((out / f"{LARGE}.html").read_text(encoding="utf-8"), "html.parser")
    (line,) = [tr for tr in page.select("tbody tr") if tr.th.get_text() == "Aandeel bezoeken buiten"]
    assert [cell["data-label"] for cell in line.select("td")] == ["Molenkwartier", "Interval", "2024", "Lindermeer"]
    assert "Wie buiten is, beweegt en komt buren tegen." in page.get_text()
    assert 'href="published_indicators.json"' in (out / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["own_indicators"] == sha256(out / "published_indicators.json")


@pytest.mark.slow
@pytest.mark.usefixtures("estimated_before")
def test_two_runs_with_one_date_are_identical(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    once, again = tmp_path / "once", tmp_path / "again"
    for out, areas, jobs in ((once, [LARGE, TINY], 2), (again, [TINY, LARGE], 1)):
        summary = gm.render(gm.shipped("data/example"), out, areas=areas, jobs=jobs)
        assert set(summary["reason"]) == {""}
    files = {path.relative_to(once) for path in once.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    for name in files:
        assert (once / name).read_bytes() == (again / name).read_bytes(), name


@pytest.mark.slow
def test_pages_of_an_earlier_run_with_other_numbers_are_removed(small_study, tmp_path):
    out = tmp_path / "reports"
    gm.render(small_study, out, areas=["A"], rule="internal", language="en")
    assert "watermark" in (out / "A.html").read_text(encoding="utf-8")
    summary = gm.render(small_study, out, areas=["B"], language="en")
    assert not (out / "A.html").exists()
    assert summary.set_index("area").loc["A", "page"] == ""
    page = (out / "B.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page
    assert 'class="watermark"' not in page


# -------------------------------------------------------------------------------- a second run in the same folder


@pytest.fixture
def small_study(tmp_path):
    """Two areas, a session each."""
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "areas.csv").write_text("area,name,population\nA,Noord,500\nB,Zuid,900\n", encoding="utf-8")
    (folder / "activities.csv").write_text("activity,area,name\n1,A,Wandelen\n2,B,Koken\n", encoding="utf-8")
    (folder / "sessions.csv").write_text("activity,date,visits\n1,2025-02-03,14\n2,2025-02-04,12\n", encoding="utf-8")
    return folder


PUBLISHED: dict[str, pd.DataFrame] = {}


def published_once(study, rule):
    """The published table, worked out once for the same tables and choices: these tests are about files and pages."""
    if study.own_indicators:
        return published_table(study, rule)
    content = pickle.dumps((rule, study.choices, study.tables))
    key = hashlib.sha256(content).hexdigest()
    if key not in PUBLISHED:
        PUBLISHED[key] = published_table(study, rule)
    return PUBLISHED[key].copy()


@pytest.fixture
def quick(monkeypatch):
    """Pages without a kernel: what a page is told, as text."""
    monkeypatch.setattr("gezondmenu.report.publish.run.published_table", published_once)

    def write(template, given, rows, out, reads, words=None):
        (out / page_name(given["area"])).write_text(f"{given}", encoding="utf-8")

    monkeypatch.setattr("gezondmenu.report.publish.run.make_page", write)


def pages_of(summary):
    return summary.set_index("area")["page"].to_dict()


def links(out):
    return re.findall(r'href="(\w+\.html)"', (out / "index.html").read_text(encoding="utf-8"))


def test_a_page_that_is_not_asked_for_stays_while_nothing_else_changed(quick, small_study, tmp_path, monkeypatch):
    out = tmp_path / "reports"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    gm.render(small_study, out)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 10 * 86_400))
    for _ in range(2):
        assert pages_of(gm.render(small_study, out, areas=["B"])) == {"A": "A.html", "B": "B.html"}
    assert (out / "A.html").exists()
    assert links(out) == ["A.html", "B.html"]
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    assert set(manifest["pages"]) == set(manifest["rows"]) == {"A.html", "B.html"}
    dates = {area: given["date"] for area, given in manifest["parameters"].items()}
    assert dates == {"A": "2026-11-18", "B": "2026-11-28"}


def everything_in(out):
    """Every file that readers see, and the manifest."""
    names = [*(path for path in out.iterdir() if path.is_file()), out / MANIFEST]
    return {path.name: path.read_bytes() for path in names}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_a_run_that_is_stopped_leaves_the_earlier_publication_as_it_was(
    quick, small_study, tmp_path, monkeypatch, stop
):
    out = tmp_path / "reports"
    gm.render(small_study, out)
    before = everything_in(out)
    (small_study / "sessions.csv").write_text("activity,date,visits\n1,2025-02-03,99\n", encoding="utf-8")

    def stopped(study, parameters, rows, template, reads, out, jobs, words=None):
        (out / "A.html").write_text("half", encoding="utf-8")
        raise stop

    with monkeypatch.context() as patch:
        patch.setattr("gezondmenu.report.publish.run._make_pages", stopped)
        with pytest.raises(stop):
            gm.render(small_study, out, rule="internal")
    assert everything_in(out) == before
    assert {path.name for path in (out / "not_published").iterdir()} == {"manifest.json", "run.lock"}


def test_pages_that_wait_are_not_made_after_a_stop(quick, small_study, tmp_path, monkeypatch):
    made, ready = [], threading.Event()

    def slow(template, given, rows, out, reads, words=None):
        made.append(given["area"])
        ready.wait(10)

    def stopped(futures):
        threading.Timer(0.2, ready.set).start()
        raise KeyboardInterrupt

    monkeypatch.setattr("gezondmenu.report.publish.run.make_page", slow)
    monkeypatch.setattr("gezondmenu.report.publish.run.as_completed", stopped)
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(tmp_path / "reports"), "--jobs", "1"])
    assert made == ["A"]
    assert done.exit_code == 130
    assert done.output.strip() == "Gestopt. Wat er al in reports stond, is zo gebleven."


def test_a_second_run_in_a_folder_is_refused_while_the_first_is_at_work(quick, small_study, tmp_path, monkeypatch):
    """Else the first would make pages from the table of the second, which may hide nothing."""
    out = tmp_path / "reports"
    seen = []

    def write(template, given, rows, stage, reads, words=None):
        table = Path(given["published"]).read_text(encoding="utf-8")
        second = CliRunner().invoke(main, ["report", str(small_study), "--out", str(out), "--rule", "internal"])
        assert Path(given["published"]).read_text(encoding="utf-8") == table
        seen.append((second.exit_code, second.output))
        (stage / page_name(given["area"])).write_text("page", encoding="utf-8")

    monkeypatch.setattr("gezondmenu.report.publish.run.make_page", write)
    gm.render(small_study, out, areas=["A"])
    assert [code for code, _ in seen] == [2]
    assert "In reports wordt al een rapport gemaakt" in seen[0][1]
    assert (out / "index.html").exists()
    assert json.loads((out / MANIFEST).read_text(encoding="utf-8"))["rule"] == "standard"


def test_a_full_disk_names_the_file_and_leaves_nothing_half_written(quick, small_study, tmp_path, monkeypatch):
    def full(self, *args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(tmp_path / "reports")])
    assert done.exit_code == 2
    assert "published.csv: No space left on device" in done.output
    assert {path.name for path in (tmp_path / "reports").rglob("*")} == {"not_published", "run.lock"}


BROKEN_MANIFESTS = ("deleted", "[]", '{"pages": [], "parameters": 3}', '{"pages": {"A.html": 1}}')


@pytest.mark.parametrize("trace", ["kept", *(pytest.param(one, marks=pytest.mark.slow) for one in BROKEN_MANIFESTS)])
def test_pages_that_no_manifest_vouches_for_are_gone(quick, small_study, tmp_path, trace):
    """Also when nothing tells of the run any more, and also what was half written."""
    out = tmp_path / "reports"
    gm.render(small_study, out, rule="internal")
    for name in ("A.html", ".B.html.part", "index.html", "A1.html", "published_waves.csv"):
        (out / name).write_text("PLANTED", encoding="utf-8")
    if trace == "deleted":
        shutil.rmtree(out / "not_published")
    elif trace != "kept":
        (out / MANIFEST).write_text(trace, encoding="utf-8")
    assert pages_of(gm.render(small_study, out, areas=["B"])) == {"A": "", "B": "B.html"}
    assert links(out) == ["B.html"]
    left = {path.name for path in out.iterdir() if path.is_file() and "PLANTED" in path.read_text(encoding="utf-8")}
    assert left == {"A1.html"}  # no name of ours


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "study.toml").write_text('name = "Anders"\n', encoding="utf-8"),
        lambda folder: (folder / "study.toml").write_text('contact = "ik@example.org"\n', encoding="utf-8"),
        lambda folder: (folder / "areas.csv").write_text(
            "area,name,population,is_comparison\nA,Noord,500,ja\nB,Zuid,900,\n", encoding="utf-8"
        ),
    ],
    ids=["name", "contact", "area"],
)
def test_a_page_that_would_say_something_else_now_is_removed(quick, small_study, tmp_path, change):
    out = tmp_path / "reports"
    gm.render(small_study, out)
    published = (out / "published.csv").read_bytes()
    change(small_study)
    assert pages_of(gm.render(small_study, out, areas=["B"])) == {"A": "", "B": "B.html"}
    assert (out / "published.csv").read_bytes() == published
    assert not (out / "A.html").exists()


OWN = """
[mornings]
nl = "Ochtend"
why_nl = "In de ochtend."
caveat_nl = "Niets."
[mornings.indicators.morning_visits]
nl = "bezoeken in de ochtend"
formula = "count"
unit = "visits"
numerator = "visits"
rows = { table = "sessions", sum = "visits" }
"""


@pytest.mark.slow
def test_cards_of_a_study_are_written_followed_and_cleared(quick, small_study, tmp_path):
    out = tmp_path / "reports"
    cards = out / "published_indicators.json"
    gm.render(small_study, out)
    assert not cards.exists()
    assert "published_indicators" not in (out / "index.html").read_text(encoding="utf-8")
    (small_study / "indicators.toml").write_text(OWN, encoding="utf-8")
    gm.render(small_study, out)
    assert set(json.loads(cards.read_text(encoding="utf-8"))) == {"mornings"}
    (small_study / "indicators.toml").write_text(OWN.replace("Niets.", "Tot twaalf uur."), encoding="utf-8")
    assert pages_of(gm.render(small_study, out, areas=["B"])) == {"A": "", "B": "B.html"}
    (small_study / "indicators.toml").unlink()
    gm.render(small_study, out)
    assert not cards.exists()


def _all_walks(records):
    walks = records.study["activities"].groupby("area").size().rename("numerator").reset_index()
    return walks.assign(period="2025", indicator="all_walks")


@pytest.mark.slow
def test_an_indicator_of_a_session_is_on_the_page_though_it_is_made_in_another_process(small_study, tmp_path):
    words = {"nl": "wandelingen {n}", "formula": "count", "unit": "walks", "numerator": "activities"}
    card = {"id": "all_walks", "nl": "Wandelen", "why_nl": "Fijn.", "caveat_nl": "Let op {dit}."}
    gm.add_indicator(_all_walks, {**card, "indicators": {"all_walks": words}})
    try:
        summary = gm.render(small_study, tmp_path / "reports", areas=["A"])
    finally:
        remove_indicator("all_walks")
    assert summary["reason"].tolist() == ["", ""]
    page = BeautifulSoup((tmp_path / "reports" / "A.html").read_text(encoding="utf-8"), "html.parser")
    (line,) = [tr for tr in page.select("tbody tr") if tr.th.get_text() == "Wandelingen {n}"]
    assert line.td.get_text() == "1"
    assert "Let op {dit}." in page.get_text()


@pytest.mark.slow
def test_a_page_of_another_language_notebook_or_version_or_one_that_was_changed_is_removed(
    quick, small_study, tmp_path, monkeypatch
):
    out = tmp_path / "reports"

    def then(**given):
        summary = gm.render(small_study, out, areas=["B"], **given)
        kept = (out / "A.html").exists()
        assert bool(pages_of(summary)["A"]) == kept == ("A.html" in links(out))
        gm.render(small_study, out)
        return kept

    gm.render(small_study, out)
    assert then()
    assert not then(language="en")
    assert not then(notebook=str(failing_notebook(tmp_path)))
    (out / "A.html").write_text("by hand", encoding="utf-8")
    assert not then()
    monkeypatch.setitem(provenance.versions.__globals__, "PACKAGES", ("pandas",))
    assert not then()


def test_a_manifest_names_nothing_outside_its_folder(quick, small_study, tmp_path):
    out = tmp_path / "reports"
    (out / "not_published").mkdir(parents=True)
    mine = tmp_path / "mine.html"
    mine.write_text("mine", encoding="utf-8")
    (out / "old.html").write_text("page of an area that is gone", encoding="utf-8")
    manifest = {"pages": {"../mine.html": "", str(mine): "", "old.html": ""}}
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    gm.render(small_study, out)
    assert mine.exists()
    assert not (out / "old.html").exists()


def test_the_mark_on_a_page_can_be_looked_up_in_the_manifest(run):
    out, summary = run
    rows = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["rows"]
    for page in filter(None, summary["page"]):
        assert len(rows[page]) == 64
        assert f"sha256 {rows[page][:12]}<" in (out / page).read_text(encoding="utf-8")


@pytest.mark.slow
def test_pages_name_the_notebook_and_say_when_the_only_year_is_partly_counted(small_study, tmp_path):
    out = tmp_path / "reports"
    own = tmp_path / "mine.ipynb"
    shutil.copy(find_notebook("area_report"), own)
    gm.render(small_study, out, areas=["A"], notebook=str(own))
    page = (out / "A.html").read_text(encoding="utf-8")
    assert "<dd>mine.ipynb</dd>" in page
    assert page.count("Niet elke maand van 2025 is geteld.") == 2  # ribbon and gap


@pytest.mark.parametrize(
    ("dates", "period", "complete"),
    [
        (["2025-02-03", "2025-03-04"], "2025", False),
        (["2025-01-06", "2025-12-16"], "2025", True),
        (["2024-01-08", "2025-03-04"], "2024", True),
        (["2024-06-03", "2025-03-04"], "2025", False),
    ],
)
def test_pages_are_about_the_last_year_fully_counted(small_study, dates, period, complete):
    lines = [f"{place},{date},14" for place, date in enumerate(dates, start=1)]
    (small_study / "sessions.csv").write_text("activity,date,visits\n" + "\n".join(lines) + "\n", encoding="utf-8")
    study = gm.read_study(small_study)
    assert report_period(study, gm.release(gm.estimate(study, ["visits", "participants"]))) == period
    assert is_complete(study, period) is complete


def test_a_report_of_nothing_is_refused_and_tells_which_files_were_not_read(small_study, tmp_path):
    """Areas alone would give pages full of "unknown"; the answers lie in a file that was not recognised."""
    for name in ("activities", "sessions"):
        (small_study / f"{name}.csv").unlink()
    (small_study / "mijn_lijstje.csv").write_text("iets;anders\n1;2\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(tmp_path / "reports")])
    assert done.exit_code == 2
    assert "Er is niets om over te rapporteren" in done.output
    assert "Niet gelezen: mijn_lijstje.csv" in done.output
    assert not (tmp_path / "reports").exists()


def test_files_that_were_not_read_are_named_at_the_end(quick, small_study, tmp_path):
    (small_study / "mijn_lijstje.csv").write_text("iets;anders\n1;2\n", encoding="utf-8")
    checked = CliRunner().invoke(main, ["check", str(small_study)])
    assert checked.output.rstrip().splitlines()[-1].startswith("Niet gelezen: mijn_lijstje.csv")
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(tmp_path / "reports")])
    assert done.output.rstrip().splitlines()[-1].startswith("Niet gelezen: mijn_lijstje.csv")


@pytest.mark.slow
def test_a_study_of_nothing_but_context_gives_pages_too(small_study, tmp_path):
    out = tmp_path / "reports"
    for name in ("activities", "sessions"):
        (small_study / f"{name}.csv").unlink()
    (small_study / "areas.csv").write_text(
        "area,name,population,year\nA,Noord,500,2024\nB,Zuid,900,2024\n", encoding="utf-8"
    )
    (small_study / "context.csv").write_text(
        "area,year,measure,value,source\nA,2020,Eenzaam_28,48.9,RIVM\nB,2020,Eenzaam_28,40,RIVM\n", encoding="utf-8"
    )
    (small_study / "area_links.csv").write_text(
        "area,year,to_area,to_year,weight\nA,2020,A,2024,1\nB,2020,B,2024,1\n", encoding="utf-8"
    )
    summary = gm.render(small_study, out, areas=["A"])
    assert summary["status"].tolist() == ["made", "not asked"], summary["reason"].tolist()
    page = (out / "A.html").read_text(encoding="utf-8")
    assert "Noord heeft 500 inwoners." in page
    assert "deze gegevens zijn er niet (tabel aanwezigheid)" in page
    assert "Niet compleet" not in page
    assert "Voelt zich eenzaam" in page
    assert "Hoeveel bewoners meededen in 2020, weten we niet" in page
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "500" in index
    assert ", all" not in index


@pytest.mark.slow
def test_braces_in_names_are_the_users_own(small_study, tmp_path):
    (small_study / "areas.csv").write_text("area,name,population\nA,Noord {oud},500\nB,Zuid,900\n", encoding="utf-8")
    out = tmp_path / "reports"
    summary = gm.render(small_study, out, areas=["A"])
    assert summary["reason"].tolist() == ["", ""]
    assert "<title>Noord {oud}" in (out / "A.html").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------- what goes wrong


def failing_notebook(tmp_path):
    """The report, with a cell that fails for area A."""
    notebook = nbformat.read(find_notebook("area_report"), as_version=4)
    place = next(k for k, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    broken = nbformat.v4.new_code_cell("if area == 'A':\n    raise ValueError('planted in ' + published)")
    notebook.cells.insert(place + 1, broken)
    path = tmp_path / "my_report.ipynb"
    nbformat.write(notebook, path)
    return path


@pytest.mark.slow
def test_one_failing_area_stops_no_other_and_the_study_folder_is_left_alone(small_study, tmp_path):
    out = tmp_path / "reports"
    before = {path.name: path.read_bytes() for path in small_study.iterdir()}
    notebook = str(failing_notebook(tmp_path))
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(out), "--notebook", notebook])
    assert done.exit_code == 1
    assert not (out / "A.html").exists()
    assert (out / "B.html").exists()
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "ValueError: planted in published.csv" in index
    assert str(tmp_path) not in index
    assert 'href="A.html"' not in index
    assert before == {path.name: path.read_bytes() for path in small_study.iterdir()}


def test_a_wrong_study_writes_nothing_and_exits_with_two(small_study, tmp_path):
    (small_study / "sessions.csv").write_text("activity,date,visits\n9,2025-02-03,-4\n", encoding="utf-8")
    out = tmp_path / "reports"
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(out)])
    assert done.exit_code == 2
    assert "sessions.csv" in done.output
    assert "Traceback" not in done.output
    assert not out.exists()
    with pytest.raises(StudyError) as caught:
        gm.render(small_study, out)
    assert {"negative", "unknown_activity"} <= set(caught.value.findings["code"])


def test_every_fault_at_once_is_one_list_exit_two_and_no_folder(tmp_path):
    """Ids of nothing, double rows, negative and impossible counts, the future, unknown areas, empty and header-only
    files, missing columns, and lists that contradict head counts."""
    folder, out = tmp_path / "study", tmp_path / "reports"
    folder.mkdir()
    files = {
        "areas": "area,name,population\nA,Noord,500\nB,Zuid,-900\n",
        "activities": "activity,area,name\n1,A,Wandelen\n2,X,Koken\n",
        "sessions": "activity,date,visits\n1,2025-02-03,1\n1,2025-02-10,8\n1,2025-02-10,8\n1,2025-03-01,99999999\n"
        "9,2025-02-03,4\n1,2090-01-01,5\n",
        "attendance": "activity,date,person\n1,2025-02-03,p1\n1,2025-02-03,p2\n1,2025-02-03,p9\n",
        "people": "person,area\np1,A\np2,A\n",
        "requests": "request,area,date\n",
        "costs": "date,amount_eur\n2025-01-01,5\n",
        "offers": "",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "study.toml").write_text('language = "en"\n', encoding="utf-8")
    done = CliRunner().invoke(main, ["report", str(folder), "--out", str(out)])
    assert done.exit_code == 2
    assert not out.exists()
    findings = gm.check_study(folder)
    places = set(zip(findings["file"], findings["row"].fillna(0).astype(int), findings["code"], strict=True))
    assert {
        ("areas.csv", 3, "negative"),
        ("activities.csv", 3, "unknown_area"),
        ("sessions.csv", 4, "double_row"),
        ("sessions.csv", 6, "unknown_activity"),
        ("sessions.csv", 7, "future_date"),
        ("attendance.csv", 4, "unknown_person"),
        ("offers.csv", 0, "empty_file"),
    } <= places
    codes = set(findings["code"])
    assert {"header_only", "missing_column", "sessions_contradict_attendance"} <= codes
    assert codes & {"impossible_count", "out_of_range"}
    for place in ("areas.csv", "activities.csv", "sessions.csv", "attendance.csv", "offers.csv", "costs.csv"):
        assert place in done.output


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (["--area", "C"], "geen gebied 'C' in deze studie; er zijn: A, B"),
        (["--rule", "standaard"], "rule moet een van deze zijn: standard, opensafely, internal"),
        (["--notebook", "nope"], "er is geen notebook 'nope'"),
        (["--language", "fr"], "'fr' is not one of"),
        (["--jobs", "0"], "0 is not in the range"),
    ],
)
def test_a_wrong_call_exits_with_two_and_writes_nothing(small_study, tmp_path, extra, words):
    out = tmp_path / "reports"
    done = CliRunner().invoke(main, ["report", str(small_study), "--out", str(out), *extra])
    assert done.exit_code == 2
    assert words in done.output
    assert not out.exists()


def test_parameters_are_checked_before_anything_runs(tmp_path):
    report = find_notebook("area_report")
    known = parameters_of(report)
    assert {"published", "area", "period", "language", "rule"} <= set(known)
    with pytest.raises(GezondmenuError, match=r"has no parameter araea; it has .*area \(str\)"):
        check_parameters(report, {"araea": "A"})
    with pytest.raises(GezondmenuError, match="parameter synthetic must be bool, not 'yes'"):
        check_parameters(report, {"synthetic": "yes"})
    with pytest.raises(GezondmenuError, match="parameter seed must be int, not True"):
        check_parameters(report, {"seed": True})


def test_a_notebook_without_typed_parameters_is_refused(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("area = 'A'")])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    path = tmp_path / "own.ipynb"
    nbformat.write(notebook, path)
    with pytest.raises(GezondmenuError, match="no cell tagged 'parameters'"):
        parameters_of(path)
    notebook.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, path)
    with pytest.raises(GezondmenuError, match="write a type behind each parameter"):
        parameters_of(path)


def test_areas_that_would_share_a_page_are_refused(small_study, tmp_path):
    (small_study / "areas.csv").write_text("area,name,population\nA 1,Noord,500\nA/1,Zuid,900\n", encoding="utf-8")
    (small_study / "activities.csv").unlink()
    (small_study / "sessions.csv").unlink()
    with pytest.raises(GezondmenuError, match="two areas would share the page"):
        gm.render(small_study, tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


@pytest.mark.slow
def test_relative_paths_hold_while_pages_are_made_side_by_side(small_study, tmp_path, monkeypatch):
    """Papermill can change the folder of the whole process; two pages at once would then lose the study."""
    monkeypatch.chdir(small_study.parent)
    monkeypatch.setattr("papermill.execute.chdir", _only_here)
    summary = gm.render("study", "reports", jobs=2)
    assert summary["reason"].tolist() == ["", ""]
    assert (summary["status"] == "made").all()
    assert (tmp_path / "reports" / "index.html").exists()


@contextlib.contextmanager
def _only_here(path):
    assert path is None
    yield


# --------------------------------------------------------------------------------------------------- the command


def test_check_prints_findings_in_the_language_asked_and_writes_them(small_study, tmp_path):
    (small_study / "areas.csv").write_text("area,name,population\nA,Noord,-5\nB,Zuid,900\n", encoding="utf-8")
    target = tmp_path / "findings.csv"
    dutch = CliRunner().invoke(main, ["check", str(small_study), "--out", str(target)])
    english = CliRunner().invoke(main, ["check", str(small_study), "--language", "en"])
    assert (dutch.exit_code, english.exit_code) == (2, 2)
    assert "areas.csv" in dutch.output
    assert "areas.csv" in english.output
    assert dutch.output != english.output
    findings = pd.read_csv(target)
    assert findings["code"].tolist()[0] == "negative"
    assert findings["row"].tolist()[0] == 2


def test_check_of_a_study_in_order_exits_with_zero(small_study):
    assert CliRunner().invoke(main, ["check", str(small_study)]).exit_code == 0


def test_indicators_lists_the_register():
    done = CliRunner().invoke(main, ["indicators", "--language", "en"])
    assert done.exit_code == 0
    assert done.output.count("(basic set)") == 10
    assert "reach_ratio [ratio]: reach ratio" in done.output


@pytest.mark.slow
def test_the_installed_wheel_does_the_main_job_from_another_folder(tmp_path):
    """Build the wheel, install it in an empty folder beside the packages that it needs, and run the command there."""
    import subprocess
    import sys
    from pathlib import Path

    root = Path(gm.__file__).parents[1]
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(root)],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed), str(wheel)]
    subprocess.run(pip, check=True)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = "import gezondmenu as gm; print(gm.shipped('data/example')); print(gm.__file__)"
    answer = subprocess.run(
        [sys.executable, "-c", where], cwd=elsewhere, env=environment, check=True, capture_output=True, text=True
    )
    example, module = answer.stdout.split()
    assert str(installed) in module
    assert str(installed) in example
    command = [str(installed / "bin" / "gezondmenu"), "report", example, "--area", TINY]
    subprocess.run(command, cwd=elsewhere, env=environment, check=True, capture_output=True)
    assert (elsewhere / "reports" / "index.html").exists()
    assert (elsewhere / "reports" / f"{TINY}.html").exists()
    shipped = {path.name for path in Path(example).parents[1].joinpath("notebooks").glob("*.ipynb")}
    assert {"area_report.ipynb", "00_start_here.ipynb"} <= shipped
    made = subprocess.run([command[0], "new", "mine"], cwd=elsewhere, env=environment, check=True, capture_output=True)
    assert b"LEESMIJ.md" in made.stdout


@pytest.mark.slow
def test_copying_the_example_elsewhere_gives_the_same_published_numbers(tmp_path, example_estimates):
    shutil.copytree(gm.shipped("data/example"), tmp_path / "copy")
    table = gm.estimate(gm.read_study(tmp_path / "copy"), ["visits"])
    assert pick(table, area="all", period="2025", indicator="visits").value == (
        pick(example_estimates, area="all", period="2025", indicator="visits").value
    )


@pytest.mark.skipif(os.name != "posix", reason="only there a kernel can listen at files")
def test_kernels_that_start_at_once_cannot_take_one_port(tmp_path):
    """Two that chose the same port: one died, and the run waited for it without end."""
    cells = [
        nbformat.v4.new_code_cell('area: str = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("from ipykernel.connect import get_connection_info\nprint(get_connection_info())"),
    ]
    path = tmp_path / "own.ipynb"
    about = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), path)
    said = json.loads(execute(path, {"area": "A"}).cells[-1].outputs[0]["text"])
    assert said["transport"] == "ipc"


def test_an_area_is_asked_for_by_name_too():
    from gezondmenu.report.publish.run import _wanted

    areas = pd.DataFrame({"code": ["A", "B"], "name": ["Noord", "Zuid"]})
    assert _wanted(areas, ["Zuid", "A"]) == ["A", "B"]
    twice = areas.assign(name="Noord")
    with pytest.raises(GezondmenuError, match="no area 'Noord' in this study"):
        _wanted(twice, ["Noord"])
