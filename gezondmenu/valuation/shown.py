"""A valuation as JupyterLab shows it: benefits, costs and what is left, of each area."""

from __future__ import annotations

import pandas as pd

from gezondmenu.card import card_words
from gezondmenu.described import areas_of
from gezondmenu.html_table import Shown, ShownTable
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import UNKNOWN, format_euro, format_number, translate, translate_reasons
from gezondmenu.reasons import reasons_of
from gezondmenu.valuation.valuing import ALWAYS, Valuation
from gezondmenu.vocabulary import ALL


def show_valuation(valuation: Valuation, language: str | None = None) -> Shown:
    """A row an area: amounts in euros, the limits of what is left, and why there is no number where there is none.

    Parameters
    ----------
    valuation : Valuation
    language : {"nl", "en"}, optional
        Of the study when left out.
    """
    spoken = language or valuation.language
    totals = valuation.totals
    totals = totals.assign(reasons=reasons_of(totals))
    names = names_of_areas(totals, spoken)
    words = [card_words(named_indicators()[name][1], spoken) for name in ALWAYS]
    header = [translate("Area", spoken), *words, translate("Between", spoken), translate("Why not", spoken)]
    rows = []
    for area, of_area in totals.groupby("area", sort=False):
        entries = of_area.drop_duplicates("indicator").set_index("indicator").reindex(list(ALWAYS))
        net = entries.loc["net_value"]
        amounts = [format_euro(amount, spoken) for amount in entries["value"]]
        limits = [format_euro(net[end], spoken) for end in ("lower", "upper")]
        between = translate("{low} to {high}", spoken, low=limits[0], high=limits[1])
        why = "" if net["value"] == net["value"] else translate_reasons(net["reasons"], spoken)
        rows.append([names.get(str(area), str(area)), *amounts, UNKNOWN if UNKNOWN in limits else between, why])
    caption = translate("What the activities of {period} are worth", spoken, period=valuation.period)
    return Shown([ShownTable(caption, header, rows, numbers=range(1, 5), notes=_notes(valuation, spoken))], spoken)


def _notes(valuation: Valuation, language: str) -> list[str]:
    chosen = valuation.choices
    if not chosen:
        return []
    about = translate(
        "Perspective: {perspective}; prices of {year}; {draws} draws.",
        language,
        perspective=translate(str(chosen["perspective"]), language),
        year=chosen["price_year"],
        draws=format_number(chosen["draws"], language),
    )
    return [about, translate("By payer, chain and input: by_payer, by_chain, sensitivity and inputs.", language)]


def names_of_areas(table: pd.DataFrame, language: str) -> dict[str, str]:
    """Names of areas by their codes, as far as the table is described."""
    described = dict(areas_of(table)[["area", "name"]].itertuples(index=False)) if "areas" in table.attrs else {}
    return {**described, ALL: translate("the whole study", language)}
