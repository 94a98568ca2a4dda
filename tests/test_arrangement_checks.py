"""Tables of arrangements at the door: each fault is one finding with file, row, column, and a way out."""

from __future__ import annotations

import pytest

import gezondmenu as gm

AREAS = "area,name,population\nA,Noord,1000\n"
ARRANGEMENTS = "regeling;soort;opdrachtgever;begin;looptijd\nR;wijkbudget;Gemeente;2025-01-01;5\n"
FLOWS = "arrangement,item,counts_as,payer,law,amount_eur,effect,baseline_eur,transfer,in_total,reason\n"
CARE, WMO = "village_supporter_care_cost", "village_supporter_wmo_cost"
KEY = "regeling;afspraak;betaler;waarde;reden\nR;deel;gemeente;0,3;x\nR;deel;verzekeraar;0,6;x\n"
BOTH = f"R,a,benefit,insurer,Zvw,,{CARE},10,1,yes,x\nR,b,benefit,municipality,Wmo,,{WMO},10,1,yes,x\n"

FAULTS = [
    ("arrangements", "regeling;soort;begin\nR;wijkbudget;2025-01-01\n", "no_commissioner", 2, "commissioner"),
    ("agreements", "arrangement,term,value,reason\nR,share,1.5,x\n", "term_no_share", 2, "value"),
    ("agreements", "arrangement,term,value,reason\nR,growth_from_year,3,x\n", "growth_from_year_1_or_2", 2, "value"),
    ("agreements", "arrangement,term,value,reason\nR,collective_cost,1,x\n", "collective_not_cheaper", 2, "value"),
    ("agreements", KEY, "key_not_one", 2, "waarde"),
    ("cash_flows", FLOWS + f"R,zorg,benefit,insurer,Zvw,,{CARE},1000,,yes,x\n", "borrowed_needs", 2, "transfer"),
    ("cash_flows", FLOWS + "R,zorg,benefit,insurer,Zvw,,nergens,1000,1,yes,x\n", "unknown_effect", 2, "effect"),
    ("cash_flows", FLOWS + BOTH, "item_double_unknown", 3, "effect"),
    ("entitlements", "arrangement,area,year,entitled,users\nR,A,2025,10,12\n", "more_users_than_entitled", 2, "users"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "text", "code", "row", "column"), FAULTS, ids=[fault[2] for fault in FAULTS])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_fault_is_one_finding_with_its_place(table, text, code, row, column, language, tmp_path):
    (tmp_path / "areas.csv").write_text(AREAS, encoding="utf-8")
    (tmp_path / "arrangements.csv").write_text(ARRANGEMENTS, encoding="utf-8")
    (tmp_path / f"{table}.csv").write_text(text, encoding="utf-8")
    findings = gm.check_study(tmp_path, language)
    (finding,) = findings[findings["code"] == code].to_dict("records")
    named = "opdrachtgever" if code == "no_commissioner" and language == "nl" else column
    assert (finding["file"], finding["row"], finding["column"]) == (f"{table}.csv", row, named)
    assert finding["severity"] == ("warning" if code == "no_commissioner" else "error")


def test_an_item_that_is_shown_only_may_overlap(tmp_path):
    (tmp_path / "areas.csv").write_text(AREAS, encoding="utf-8")
    (tmp_path / "arrangements.csv").write_text(ARRANGEMENTS, encoding="utf-8")
    lines = f"R,a,benefit,insurer,Zvw,,{CARE},10,1,yes,x\nR,b,benefit,municipality,Wmo,,{WMO},10,1,no,x\n"
    (tmp_path / "cash_flows.csv").write_text(FLOWS + lines, encoding="utf-8")
    assert not (gm.check_study(tmp_path, "nl")["severity"] == "error").any()
