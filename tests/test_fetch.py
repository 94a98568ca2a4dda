"""Open data from a server on this machine that answers as StatLine does: pages, padded codes, points, broken off."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlparse

import pandas as pd
import pytest
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.opendata import service
from gezondmenu.opendata.links import links_of_table
from gezondmenu.opendata.vektis import read_vektis, vektis_figures
from gezondmenu.vocabulary import GezondmenuError, today

PROPERTIES = [
    {"Key": "WijkenEnBuurten", "Type": "GeoDimension"},
    {"Key": "Gemeentenaam_1", "Type": "Topic"},
    {"Key": "Bevolking", "Type": "TopicGroup"},
    {"Key": "AantalInwoners_5", "Type": "Topic", "Unit": "aantal"},
    {"Key": "GemiddeldInkomen_72", "Type": "Topic", "Unit": "x 1 000 euro"},
]
ROWS = [
    ("GM9903    ", "   17942", "    31.5"),
    ("WK990301  ", "    1250", "       ."),  # unknown
    ("WK990302  ", "     900", "       x"),  # secret
    ("WK990303  ", None, None),  # does not apply
    ("GM9904    ", "     500", "    20.0"),  # of another municipality
]


class StatLine(BaseHTTPRequestHandler):
    """Answers two records a page; `faults` holds what goes wrong first, by the end of the path."""

    faults: dict[str, list[str]]
    asked: Counter[str]

    def do_GET(self):
        where = urlparse(self.path)
        kind = where.path.rsplit("/", 1)[-1]
        self.asked[kind] += 1
        fault = self.faults.get(kind, [])
        if fault:
            return self.fail(fault.pop(0))
        query = {name: values[0] for name, values in parse_qs(where.query).items()}
        if "85984NED" not in where.path:
            return self.fail("404")
        if kind == "TableInfos":
            return self.answer([{"Title": "Kerncijfers", "Period": "2024", "Modified": "2026-02-27T02:00:00"}])
        if kind == "DataProperties":
            return self.answer(PROPERTIES)
        assert kind == "UntypedDataSet"
        assert query["$format"] == "json"
        assert unquote(query["$filter"]) == "(substring(WijkenEnBuurten,2,4) eq '9903')"
        skip = int(query.get("$skip", 0))
        rows = [
            {"ID": place, "WijkenEnBuurten": area, "AantalInwoners_5": people, "GemiddeldInkomen_72": income}
            for place, (area, people, income) in enumerate(ROWS)
            if area[2:6] == "9903"
        ]
        before = where.query.split("&$skip")[0]
        more = f"UntypedDataSet?{before}&$skip={skip + 2}" if skip + 2 < len(rows) else None
        return self.answer(rows[skip : skip + 2], more)

    def answer(self, rows, more=None):
        page = {"odata.metadata": "…", "value": rows} | ({"odata.nextLink": more} if more else {})
        self.send(200, json.dumps(page).encode())

    def fail(self, fault):
        if fault == "dropped":
            self.connection.close()
        elif fault == "half":
            self.send(200, b'{"value": [{"ID": 0, "WijkenEn', length=1000)
        elif fault == "no json":
            self.send(200, b"<html>onderhoud</html>")
        else:
            self.send(int(fault), b"")

    def send(self, status, body, length=None):
        self.send_response(status)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def statline(monkeypatch):
    """The address of the server, what goes wrong in it, and what was asked."""
    monkeypatch.setattr(service, "WAIT", 0.001)
    handler = type("Handler", (StatLine,), {"faults": {}, "asked": Counter()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/ODataFeed/odata", handler.faults, handler.asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def study(tmp_path):
    """A city and two of its districts, with boundaries of 2024."""
    text = "area,name,year\nGM9903,Lindermeer,2024\nWK990301,Noord,2024\nWK990302,Zuid,2024\n"
    (tmp_path / "areas.csv").write_text(text, encoding="utf-8")
    (tmp_path / "activities.csv").write_text("activity,area,name\n1,WK990301,Wandelen\n", encoding="utf-8")
    return tmp_path


def fetch(study, *words):
    return CliRunner().invoke(main, ["fetch", str(study), *words])


def test_figures_of_the_areas_come_as_a_snapshot_and_in_the_study(statline, study):
    address, _, asked = statline
    done = fetch(study, "key_figures", "--service", address)
    assert done.exit_code == 0, done.output
    day = today().isoformat()
    path = study / "snapshots" / f"key_figures_85984NED_{day}.csv"
    notes = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert notes["table"] == "85984NED"
    assert notes["licence"] == "CC BY 4.0"
    assert notes["modified"] == "2026-02-27T02:00:00"
    assert notes["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert asked["UntypedDataSet"] == 2  # two pages
    context = gm.read_study(study)["context"].set_index(["area", "measure"])
    assert context["value"].dropna().to_dict() == {
        ("GM9903", "AantalInwoners_5"): 17942,
        ("GM9903", "GemiddeldInkomen_72"): 31.5,
        ("WK990301", "AantalInwoners_5"): 1250,
        ("WK990302", "AantalInwoners_5"): 900,
    }
    assert context["value"].isna().sum() == 2
    adds_up = context["adds_up"].groupby("measure").first().to_dict()
    assert adds_up == {"AantalInwoners_5": True, "GemiddeldInkomen_72": False}
    assert set(context["year"]) == {2024}
    codes = set(gm.check_study(study)["code"])
    assert "secret_figure" in codes
    assert "folder_not_read" not in codes


@pytest.mark.parametrize("fault", ["dropped", "half", "no json", "503", "429"])
@pytest.mark.parametrize("kind", ["TableInfos", "UntypedDataSet"])
def test_what_breaks_off_is_asked_again(statline, study, fault, kind):
    address, faults, _ = statline
    faults[kind] = [fault, fault]
    assert fetch(study, "key_figures", "--service", address).exit_code == 0
    assert len(gm.read_study(study)["context"]) == 6


@pytest.mark.parametrize("fault", ["dropped", "half", "503"])
def test_a_service_that_is_down_is_said_and_nothing_is_changed(statline, study, fault):
    address, faults, asked = statline
    faults["UntypedDataSet"] = [fault] * 10
    before = {path.name: path.read_bytes() for path in study.iterdir()}
    done = fetch(study, "key_figures", "--service", address)
    assert done.exit_code == 2
    assert "geeft geen goed antwoord" in done.output
    assert "Traceback" not in done.output
    assert asked["UntypedDataSet"] == service.TRIES
    assert {path.name: path.read_bytes() for path in study.iterdir()} == before


def test_nobody_at_the_address_is_a_service_that_is_down(study, monkeypatch):
    monkeypatch.setattr(service, "WAIT", 0.001)
    done = fetch(study, "key_figures", "--service", "http://127.0.0.1:9/odata")
    assert done.exit_code == 2
    assert "127.0.0.1:9 geeft geen goed antwoord (ConnectionError)" in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--table", "11111NED"], "kent niets op"),
        (["key_figures", "--year", "1999"], "Er is geen tabel van key_figures voor 1999; wel voor 2019"),
        (["--table", "85984NED", "--year", "2023"], "heeft geen cijfers van deze gebieden"),
    ],
)
def test_what_is_not_there_is_said(statline, study, words, says):
    address, _, _ = statline
    done = fetch(study, *words, "--service", address)
    assert done.exit_code == 2
    assert says in done.output
    assert not (study / "context.csv").exists()


def test_rows_of_the_user_stay_and_fetched_ones_are_replaced(statline, study):
    address, _, _ = statline
    own = "area,year,measure,value,note\nWK990301,2024,AantalInwoners_5,1,oud\nWK990301,2024,bankjes,7,geteld\n"
    (study / "context.csv").write_text(own, encoding="utf-8")
    done = fetch(study, "key_figures", "--service", address)
    assert "1 vervangen eerdere" in done.output
    table = pd.read_csv(study / "context.csv").set_index(["area", "measure"])
    assert table.loc[("WK990301", "AantalInwoners_5"), "value"] == "1250"
    assert table.loc[("WK990301", "bankjes"), ["value", "note"]].tolist() == ["7", "geteld"]


def test_a_table_of_the_user_in_another_form_is_left_alone(statline, study):
    address, _, _ = statline
    own = "gebied;jaar;maat;waarde\nWK990301;2024;bankjes;7\n"
    (study / "omgevingscijfers.csv").write_text(own, encoding="utf-8")
    done = fetch(study, "key_figures", "--service", address)
    assert done.exit_code == 2
    assert "zijn niet aan de studie toegevoegd" in done.output
    assert (study / "omgevingscijfers.csv").read_text(encoding="utf-8") == own
    assert len(list((study / "snapshots").iterdir())) == 2


# ------------------------------------------------------------------------------------------------------- linking table


def test_old_areas_are_linked_by_their_residents():
    """By hand: of BU1, 30 of 40 residents live in BU8; BU2 lies in BU8 whole; BU3 lies outside the study."""
    table = pd.DataFrame(
        {
            "Buurtcode 2022": ["BU1", "BU1", "BU2", "BU3"],
            "Buurtcode 2024": ["BU8", "BU9", "BU8", "BU7"],
            "Inwoners": ["30", "10", "55", "5"],
        }
    )
    links = links_of_table(table, ["BU8", "BU9"], 2022, 2024, "koppel.csv")
    assert links[["area", "to_area", "weight"]].values.tolist() == [
        ["BU1", "BU8", 0.75],
        ["BU1", "BU9", 0.25],
        ["BU2", "BU8", 1.0],
    ]
    with pytest.raises(GezondmenuError, match="lies in several new ones"):
        links_of_table(table.drop(columns="Inwoners"), ["BU8"], 2022, 2024, "koppel.csv")
    with pytest.raises(GezondmenuError, match="no linking table"):
        links_of_table(table, ["BU8"], 2021, 2024, "koppel.csv")


def test_links_are_written_for_the_areas_of_the_study(study, tmp_path_factory):
    file = tmp_path_factory.mktemp("cbs") / "koppeltabel.csv"
    file.write_text("wijkcode2022;wijkcode2024\nWK990300;WK990301\nWK990302;WK990302\n", encoding="utf-8")
    assert fetch(study, "--links", str(file), "--year", "2022").exit_code == 0
    links = gm.read_study(study)["area_links"]
    assert links[["area", "to_area", "weight"]].values.tolist() == [
        ["WK990300", "WK990301", 1.0],
        ["WK990302", "WK990302", 1.0],
    ]
    again = fetch(study, "--links", str(file), "--year", "2022")
    assert again.exit_code == 2
    assert "is er al" in again.output


# -------------------------------------------------------------------------------------------------------------- Vektis

VEKTIS = """GESLACHT;LEEFTIJDSKLASSE;GEMEENTENAAM;AANTAL_BSN;AANTAL_VERZEKERDEJAREN;KOSTEN_HUISARTS;KOSTEN_FARMACIE
M; 0 t/m  4 jaar;LINDERMEER;50;40.5;1000.00;500.00
V;90+;LINDERMEER;20;19.5;8000.00;2500.00
;;;100;90;1;2
"""


def test_costs_of_a_municipality_are_all_its_rows(study, tmp_path_factory):
    """By hand: 12,000 euros over 60 insured years."""
    file = tmp_path_factory.mktemp("vektis") / "Vektis 2024 - gemeente.csv"
    file.write_bytes(VEKTIS.encode("latin-1"))
    done = fetch(study, "--vektis", str(file))
    assert done.exit_code == 0, done.output
    context = gm.read_study(study)["context"]
    assert context[["area", "measure", "value"]].values.tolist() == [["GM9903", "zvw_costs_per_insured_year", 200.0]]
    other = tmp_path_factory.mktemp("other") / "anders.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")
    done = fetch(study, "--vektis", str(other))
    assert done.exit_code == 2
    assert "is geen bestand van Vektis" in done.output


@pytest.mark.skipif("GEZONDMENU_REAL_DATA" not in os.environ, reason="GEZONDMENU_REAL_DATA is not set")
def test_vektis_2015_adds_up_to_its_national_total():
    """README of the set: EUR 39.503 bn, 16.869 m insured years; Utrecht 2,079, Nieuwegein 2,358, Oss 2,497."""
    (file,) = (Path(os.environ["GEZONDMENU_REAL_DATA"]) / "vektis_zvw_2015_gemeente").glob("*.csv")
    rows = read_vektis(file.read_bytes(), file.name)
    assert rows["costs"].sum() == pytest.approx(39.503e9, abs=0.5e6)
    assert rows["insured_years"].sum() == pytest.approx(16.869e6, abs=0.5e3)
    names = {"GM0344": "Utrecht", "GM0356": "Nieuwegein", "GM0828": "Oss", "GM0518": "'s-Gravenhage"}
    figures = vektis_figures(rows, names, 2015, file.name, today()).rows.set_index("area")["value"].astype(float)
    assert figures.round(0).loc[["GM0344", "GM0356", "GM0828"]].tolist() == [2079, 2358, 2497]
    assert "GM0518" in figures
