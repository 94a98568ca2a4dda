"""Study folders made from the real data sets, as a user would make them from the published files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

TEN_CENTRES_HAVE_MORE_THAN = 100  # days with a count
WEEKS = 49  # 1 January to 10 December 2018


def pittsburgh(real_data: Path, folder: Path) -> Path:
    """Centres as activities, their neighbourhoods as areas, daily head counts as sessions.

    A centre is looked up among the facilities by its name, read as the city writes it there ("Rec Center" for
    "Community Center"); what is not found there lies in the area `unknown`.
    """
    source = real_data / "pittsburgh_centers_2011_2017"
    counts = pd.read_csv(source / "center-attendance.csv")
    facilities = pd.read_csv(source / "city-facilities.csv", encoding="utf-8-sig")
    named = facilities.dropna(subset="neighborhood").assign(key=lambda t: _plain(t["name"]))
    neighbourhood = named.drop_duplicates("key").set_index("key")["neighborhood"]
    centres = pd.DataFrame({"name": sorted(counts["center_name"].unique())})
    centres["area"] = _plain(centres["name"]).map(neighbourhood).fillna("unknown")
    centres["activity"] = [f"{number:03}" for number in range(1, len(centres) + 1)]
    code = centres.set_index("name")["activity"]
    areas = pd.DataFrame({"area": sorted(centres["area"].unique())})
    folder.mkdir()
    areas.assign(name=areas["area"]).to_csv(folder / "areas.csv", index=False)
    centres.to_csv(folder / "activities.csv", index=False)
    sessions = pd.DataFrame(
        {
            "activity": counts["center_name"].map(code),
            "date": counts["date"],
            "visits": counts["attendance_count"],
        }
    )
    sessions.to_csv(folder / "sessions.csv", index=False)
    (folder / "study.toml").write_text('name = "Pittsburgh centres"\nlanguage = "en"\n', encoding="utf-8")
    return folder


def _plain(names: pd.Series) -> pd.Series:
    words = names.str.lower().str.replace(r"[^a-z0-9 ]", "", regex=True)
    words = words.str.replace(r"\b(community|rec|recreation|senior|center|centre|building)\b", "", regex=True)
    return words.str.split().str.join(" ")


def utrecht(real_data: Path, folder: Path) -> Path:
    """The wijken of Utrecht: populations of 2024, health figures of 2020, and the link that says the codes agree."""
    kwb = pd.read_csv(real_data / "cbs_kwb_utrecht" / "kwb-2024_GM0344.csv", dtype="str")
    places = kwb[kwb["recs"].isin(["Gemeente", "Wijk"])]
    areas = pd.DataFrame(
        {
            "area": places["gwb_code_10"].str.strip(),
            "name": places["regio"],
            "population": places["a_inw"],
            "year": "2024",
            "level": places["recs"].str.lower(),
            "parent": ["" if kind == "Gemeente" else "GM0344" for kind in places["recs"]],
        }
    )
    health = pd.read_csv(
        real_data / "rivm_gezondheid_wijk_buurt" / "gezondheid_wijk_buurt_2012_2016_2020.csv",
        dtype={"Leeftijd": "str"},
    )
    health = health[(health["Leeftijd"] == "20300") & (health["Perioden"] == "2020JJ00")]
    health = health[health["Codering_3"].isin(areas["area"])]
    measures = ["ErvarenGezondheidGoedZeerGoed_4", "VoldoetAanBeweegrichtlijn_5", "Eenzaam_28", "MoeiteMetRondkomen_38"]
    context = health.melt(id_vars="Codering_3", value_vars=measures, var_name="measure", value_name="value")
    context = context.rename(columns={"Codering_3": "area"}).assign(
        year=2020, source="RIVM, Gezondheidsmonitor 2020 (GGD'en, CBS, RIVM)"
    )
    links = pd.DataFrame({"area": areas["area"], "year": 2020, "to_area": areas["area"], "to_year": 2024, "weight": 1})
    folder.mkdir()
    areas.to_csv(folder / "areas.csv", index=False, sep=";")
    context.to_csv(folder / "context.csv", index=False, sep=";", decimal=",")
    links.to_csv(folder / "area_links.csv", index=False)
    (folder / "study.toml").write_text('name = "Utrecht"\n', encoding="utf-8")
    return folder


def parkrun(real_data: Path, folder: Path) -> Path:
    """32,844 areas with one activity each, its period total as one head count."""
    table = pd.read_csv(real_data / "parkrun_england_lsoa" / "lsoa_df.csv")
    folder.mkdir()
    areas = pd.DataFrame({"area": table["code"], "name": table["code"], "population": table["total_pop"]})
    areas.to_csv(folder / "areas.csv", index=False)
    pd.DataFrame({"activity": table["code"], "area": table["code"], "name": "parkrun"}).to_csv(
        folder / "activities.csv", index=False
    )
    pd.DataFrame({"activity": table["code"], "date": "2018-12-10", "visits": table["run_count"]}).to_csv(
        folder / "sessions.csv", index=False
    )
    return folder
