"""Business cases, budgets of persons and registers of the second example study. All of it made up."""

from __future__ import annotations

import pandas as pd

MADE_UP = "verzonnen voor het voorbeeld"
ARRANGEMENTS = (
    ("BO02", "supporter", "Buurtondersteuner Zwanerdam", 5, "Bewonersorganisatie Zwanerdam", "Welzijn Zwanerdam"),
    ("PB02", "prevention budget", "Preventiebudget Zwanerdam", 2, "Gemeente Zwanerdam", None),
    ("WP01", "portal", "Wijkportaal Zwanerdam", 4, "Gemeente Zwanerdam", "Bibliotheek Zwanerdam"),
    ("PO01", "neighbourhood policy", "Wijkpolis Zwanerdam", 2, "Bewonersorganisatie Zwanerdam", None),
    ("IP01", "integral personal budget", "Integraal pgb Zwanerdam", 2, "Gemeente Zwanerdam", None),
    ("PF01", "population funding", "Populatiebekostiging Zwanerdam", 2, "Gemeente Zwanerdam", None),
)
OUTCOMES = {
    "BO02": "solved_by_community",
    "WP01": "Bezoekers van het wijkportaal, solved_share, days_to_solved, solved_by_community",
}
"""By which the supporter and the portal are to be judged."""
KINDS = ("gezelschap", "vervoer", "boodschappen", "klussen")
SOLVED_BY = ("open", "volunteer", "volunteer", "community", "professional")
UPTAKE, SPENT = {"female": 0.62, "male": 0.48}, 0.7
"""The truth: the share of each group that uses its budget, and what users spend of it."""
PER_PERSON = 250.0
ENTITLED = {"female": 420, "male": 380}


def arrangements_of_cases(start: pd.Timestamp) -> pd.DataFrame:
    """The supporter, the prevention budget and the portal."""
    columns = ["arrangement", "kind", "name", "years", "commissioner", "employer"]
    table = pd.DataFrame(ARRANGEMENTS, columns=columns)
    outcomes = table["arrangement"].map(OUTCOMES)
    beneficiary = "bewoners van vier buurten"
    return table.assign(start=start, beneficiary=beneficiary, embedded=True, daily_steering=True, outcomes=outcomes)


def cash_flows() -> pd.DataFrame:
    """A supporter who is paid by the municipality and pays for others, and a portal that saves searching."""
    lines = [
        ("BO02", "ondersteuner", "cost", "municipality", "Wmo", 70_000.0, None, None, None, None, None, 1, 0, None),
        ("BO02", "minder zorgkosten", "benefit", "insurer", "Zvw", None, None, None, "ZW1", 5_200_000.0, 0.25, 2, 2,
         None),
        ("BO02", "minder maatwerk", "benefit", "municipality", "Wmo", 18_000.0, 5_000.0, 30_000.0, None, None, None, 2,
         2, "before-after"),
        ("WP01", "bouw en beheer", "cost", "municipality", "none", 24_000.0, 20_000.0, 30_000.0, None, None, None, 1, 0,
         None),
        ("WP01", "minder zoektijd van beroepskrachten", "benefit", "municipality", "Wmo", 22_000.0, 12_000.0, 34_000.0,
         None, None, None, 1, 2, None),
    ]  # fmt: skip
    columns = [
        "arrangement",
        "item",
        "counts_as",
        "payer",
        "law",
        "amount_eur",
        "low_eur",
        "high_eur",
        "effect",
        "baseline_eur",
        "transfer",
        "from_year",
        "ramp_up_years",
        "evidence",
    ]
    return pd.DataFrame(lines, columns=columns).assign(reason=MADE_UP)


def borrowed_effects() -> pd.DataFrame:
    """One borrowed effect, of a village that does not exist."""
    return pd.DataFrame(
        [
            {
                "effect": "ZW1",
                "outcome": "zorgkosten",
                "value": -0.06,
                "low": -0.1,
                "high": -0.01,
                "setting": "een verzonnen dorp",
                "design": "unknown",
                "source": MADE_UP,
                "overlaps_with": "none",
            }
        ]
    )


def entitlements(areas: list[str], persons: list[int], years: tuple[int, ...]) -> pd.DataFrame:
    """Persons of each area who may use a budget, and those who do, by gender; each year a little more."""
    lines = []
    for place, year in enumerate(years):
        for area, people in zip(areas, persons, strict=True):
            for gender, entitled in ENTITLED.items():
                may = round(entitled * people / sum(persons))
                users = round(may * (UPTAKE[gender] - 0.05 * (len(years) - 1 - place)))
                line = {"arrangement": "PB02", "area": area, "year": year, "gender": gender, "entitled": may}
                spent = {"budget_per_person_eur": PER_PERSON, "spent_eur": round(users * PER_PERSON * SPENT, 2)}
                lines.append({**line, "users": users, **spent})
    return pd.DataFrame(lines)


def members() -> pd.DataFrame:
    """Members of the policy, and what each pays."""
    return pd.DataFrame(
        {"arrangement": "PO01", "year": [2024, 2025], "members": [260, 300], "premium_eur": [60.0, 60.0]}
    )


def spending_of_cases() -> pd.DataFrame:
    """What the policy spent each quarter, in part in the neighbourhood, and the budgets of persons by law."""
    lines = []
    for year, euros in ((2024, 3_400.0), (2025, 4_050.0)):
        for month in (3, 6, 9, 12):
            day = pd.Timestamp(year, month, 28)
            line = {"date": day, "arrangement": "PO01", "law": "none", "payer": "residents"}
            lines += [{**line, "amount_eur": 0.6 * euros, "spent_locally": True}]
            lines += [{**line, "amount_eur": 0.4 * euros, "spent_locally": False}]
            for law, amount in (("Wmo", 21_000.0), ("Wlz", 33_000.0), ("Jeugdwet", 9_500.0)):
                payer = "care office" if law == "Wlz" else "municipality"
                lines.append({"date": day, "arrangement": "IP01", "law": law, "payer": payer, "amount_eur": amount})
    return pd.DataFrame(lines)


def care_costs(areas: list[str]) -> pd.DataFrame:
    """Care cost by age: the same for each age in all neighbourhoods, and another mix of ages in each."""
    lines = []
    for place, area in enumerate(areas):
        for age, each, persons in (
            ("0-17", 900.0, 700),
            ("18-64", 2_100.0, 2_300 - 300 * place),
            ("65+", 6_400.0, 500 + 250 * place),
        ):
            line = {"area": area, "year": 2024, "law": "Zvw", "age_band": age}
            lines.append({**line, "persons": float(persons), "cost_eur": each * persons})
    return pd.DataFrame(lines)


def requests(areas: list[str], years: tuple[int, ...]) -> pd.DataFrame:
    """Requests for help on the portal: one every other week, most of them met by neighbours and volunteers."""
    lines = []
    for year in years:
        for place, area in enumerate(areas):
            for number in range(24 - 2 * place):
                asked = pd.Timestamp(year, 1, 5 + place) + pd.Timedelta(days=14 * number)
                solved_by = SOLVED_BY[(number + place) % len(SOLVED_BY)]
                days = 2 + 3 * (number % 4) - (year - years[0]) * (number % 2)
                line = {"area": area, "date": asked, "kind": KINDS[number % len(KINDS)], "solved_by": solved_by}
                lines.append({**line, "solved_on": pd.NaT if solved_by == "open" else asked + pd.Timedelta(days=days)})
    return pd.DataFrame(lines).assign(request=[f"H{number:04d}" for number in range(1, len(lines) + 1)])


def monitored(areas: list[str], municipality: str, residents: int) -> pd.DataFrame:
    """Two measures that are followed, agreements that are counted, and residents who came to the portal."""
    portal = {"area": municipality, "measure": "Bezoekers van het wijkportaal", "out_of": residents}
    lines = [{**portal, "year": 2024, "number": 2_480}, {**portal, "year": 2025, "number": 3_910}]
    for place, area in enumerate(areas):
        for year, budgets, items in ((2024, 62 - 4 * place, 1), (2025, 58 - 4 * place, 2)):
            line = {"area": area, "year": year}
            lines.append({**line, "measure": "Persoonsgebonden budgetten", "number": budgets, "goal": "not higher"})
            lines.append({**line, "measure": "Afspraken tussen domeinen", "number": items, "counts": "items"})
    return pd.DataFrame(lines)


def overlaps(areas: list[str]) -> pd.DataFrame:
    """Households by the laws under which they are helped."""
    sets = (("Wmo", 150), ("Wmo + Jeugdwet", 40), ("Wmo + Jeugdwet + Participatiewet", 14))
    lines = [(area, 2025, laws, n - 3 * place) for place, area in enumerate(areas) for laws, n in sets]
    return pd.DataFrame(lines, columns=["area", "year", "laws", "households"])


def registers(areas: list[str]) -> dict[str, pd.DataFrame]:
    """Alliances on the same fields, challenges, and initiatives."""
    alliances = pd.DataFrame(
        {
            "alliance": ["Samen Zwanerdam", "Gezonde Dijk"],
            "area": areas[:2],
            "start": [pd.Timestamp("2024-03-01"), pd.NaT],
            "partners": ["welzijn, huisartsen, bewoners", "school, sportclub"],
            "residents_take_part": pd.array([True, None], "boolean"),
            "agreement": ["samen een agenda maken", None],
            "agenda": ["eenzaamheid, bewegen", "bewegen"],
            "amount_eur": [15_000.0, None],
        }
    )
    challenges = pd.DataFrame(
        {
            "challenge": ["Beheer van het buurthuis", "Groen in de straat"],
            "area": areas[:2],
            "old_cost_eur": [40_000.0, 12_000.0],
            "proposal_cost_eur": [28_000.0, 9_000.0],
            "volunteer_hours": [400.0, 150.0],
            "granted": pd.array([True, None], "boolean"),
        }
    )
    initiatives = pd.DataFrame(
        {
            "initiative": ["Eettafel Dijkzicht", "Moestuin Turfmarkt"],
            "status": ["realised", "promising"],
            "area": [areas[1], areas[3]],
            "law": ["Wmo", "none"],
            "amount_eur": [6_000.0, 4_500.0],
        }
    )
    return {"alliances": alliances, "challenges": challenges, "initiatives": initiatives}


def paths() -> pd.DataFrame:
    """The supporter in one neighbourhood, then in three, then in all four."""
    return pd.DataFrame({"arrangement": "BO02", "year": [2024, 2025, 2026], "areas": [1, 3, 4]})
