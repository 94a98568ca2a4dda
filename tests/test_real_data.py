"""The main job on real input. The data sets are not part of the project; GEZONDMENU_REAL_DATA says where they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from tests.conftest import pick
from tests.real_studies import TEN_CENTRES_HAVE_MORE_THAN, WEEKS, parkrun, pittsburgh, utrecht

# totals per year of the set's README: all names, and the ten centres (names with more than 100 days)
ALL_NAMES = [112193, 169549, 167436, 163322, 182153, 148569, 140055]
TEN_CENTRES = [111937, 169408, 166886, 162601, 182102, 148256, 139710]
YEARS = [str(year) for year in range(2011, 2018)]


def test_pittsburgh_visits_per_year(real_data, tmp_path):
    study = gm.read_study(pittsburgh(real_data, tmp_path / "study"))
    assert "unknown" in study["areas"]["area"].tolist()
    table = gm.estimate(study)
    assert [pick(table, area="all", period=year, indicator="visits").value for year in YEARS] == ALL_NAMES
    by_area = table.query("indicator == 'visits' and period in @YEARS and area != 'all'")
    assert by_area.groupby("period")["value"].sum().tolist() == ALL_NAMES

    days = study["sessions"].groupby("activity").size()
    ten = days.index[days > TEN_CENTRES_HAVE_MORE_THAN]
    assert len(ten) == 10
    sessions = study["sessions"][study["sessions"]["activity"].isin(ten)]
    centres = gm.estimate(gm.make_study({**study.tables, "sessions": sessions}), ["visits"])
    assert [pick(centres, area="all", period=year, indicator="visits").value for year in YEARS] == TEN_CENTRES
    assert (table.query("indicator == 'participants'")["status"] == "no data").all()


@pytest.mark.slow
@pytest.mark.parametrize(("ten", "expected"), [(False, ALL_NAMES), (True, TEN_CENTRES)])
def test_pittsburgh_through_the_command(real_data, tmp_path, ten, expected):
    from click.testing import CliRunner

    from gezondmenu.cli import main

    folder, out = pittsburgh(real_data, tmp_path / "study"), tmp_path / "reports"
    if ten:
        sessions = pd.read_csv(folder / "sessions.csv", dtype="str")
        days = sessions.groupby("activity")["date"].transform("size")
        sessions[days > TEN_CENTRES_HAVE_MORE_THAN].to_csv(folder / "sessions.csv", index=False)
    areas = pd.read_csv(folder / "areas.csv", dtype="str")
    asked = areas["area"].tolist()[: 3 if ten else 1]
    pages = [word for area in asked for word in ("--area", area)]
    done = CliRunner().invoke(main, ["report", str(folder), "--out", str(out), *pages])
    assert done.exit_code == 0, done.output
    published = pd.read_csv(out / "published.csv", dtype={"period": "str"})
    assert [pick(published, area="all", period=year, indicator="visits").value for year in YEARS] == expected
    assert len(list(out.glob("*.html"))) == len(asked) + 1


def test_utrecht_gives_a_profile_for_each_wijk(real_data, tmp_path):
    study = gm.read_study(utrecht(real_data, tmp_path / "study"))
    table = gm.estimate(study)
    east = pick(table, area="WK034405", period="2020", indicator="context", group="measure=Eenzaam_28")
    assert (east.status, east.design) == ("ok", "borrowed")
    assert "2020 figures on boundaries of 2024 through area_links" in east.note
    assert pick(table, area="GM0344", period="all", indicator="residents").value == 374238
    # the residents of the wijken weigh to the figure of the gemeente: 48.86 against 48.9 in its own row
    wijken = study["areas"].query("level == 'wijk'")
    values = [
        pick(table, area=area, period="2020", indicator="context", group="measure=Eenzaam_28").value
        for area in wijken["area"]
    ]
    assert np.average(values, weights=wijken["population"].astype(float)) == pytest.approx(48.86, abs=0.005)
    whole = pick(table, area="GM0344", period="2020", indicator="context", group="measure=Eenzaam_28")
    assert whole.value == 48.9


def test_utrecht_without_the_link_says_why_there_is_no_figure(real_data, tmp_path):
    folder = utrecht(real_data, tmp_path / "study")
    (folder / "area_links.csv").unlink()
    findings = gm.check_study(folder)
    assert "no_area_link" in findings["code"].tolist()
    table = gm.estimate(gm.read_study(folder), ["context"])
    lost = pick(table, area="WK034405", period="2020", indicator="context", group="measure=Eenzaam_28")
    assert lost.status == "no data"


@pytest.mark.slow
def test_utrecht_pages(real_data, tmp_path):
    summary = gm.render(utrecht(real_data, tmp_path / "study"), tmp_path / "reports", areas=["WK034405", "GM0344"])
    assert summary.set_index("area")["status"][["WK034405", "GM0344"]].tolist() == ["made", "made"]
    page = (tmp_path / "reports" / "WK034405.html").read_text(encoding="utf-8")
    assert "Voelt zich eenzaam" in page


@pytest.mark.slow
def test_parkrun_areas_in_one_call(real_data, tmp_path):
    """All cards on these areas are worked out in `tests/benchmarks`."""
    study = gm.read_study(parkrun(real_data, tmp_path / "study"))
    assert len(study["areas"]) == 32_844
    published = gm.release(gm.estimate(study, ["visits"]))
    total = pick(published, area="all", period="2018", indicator="visits").value
    assert total == 4_058_391
    assert total / WEEKS == pytest.approx(82_824.3, abs=0.05)
    visits = published.query("indicator == 'visits' and period == '2018' and area != 'all'")
    small = study["sessions"]["visits"].between(1, 9)
    assert (visits["status"] == "suppressed").sum() == small.sum()
