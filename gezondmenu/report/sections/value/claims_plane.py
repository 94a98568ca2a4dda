"""Health and costs side by side: two intervals, four cases, and never one score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gezondmenu.language import translate
from gezondmenu.report.rows import health as rows_health
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.inputs import unit_words
from gezondmenu.report.sections.value.rows import valued_chains
from gezondmenu.report.words.names import lower_first, upper_first
from gezondmenu.report.words.outcomes import outcome_name
from gezondmenu.report.words.typed_claims import claim_heading, claim_sentence
from gezondmenu.verdicts import leaves_out
from gezondmenu.vocabulary import group_label

DESIGN = "scenario"  # of the two together: the costs always are one
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Plane:
    """The two rows of the plane, and what the health of the first is called; blank in `outcome` for QALYs.

    `verdict` is what may be made of a comparison, see `health.verdict`; "no effect" where it is clear and still none.
    """

    name: str
    health: Row
    costs: Row
    outcome: str = ""
    verdict: str = ""

    @property
    def may_be_chance(self) -> bool:
        """Whether the comparison leaves room for chance although its interval leaves out zero."""
        return self.verdict in ("chance", "few areas", "no effect")


class Finding(NamedTuple):
    """What stands above the figure, and what stands below it."""

    title: str
    rest: str = ""


def plane_words(health: Triple, costs: Triple, language: str, name: str = "", *, chance: bool = False) -> Finding:
    """What two intervals say of health and costs together.

    Parameters
    ----------
    health, costs : tuple of float
        Value, lower and upper limit of each change.
    language : {"nl", "en"}
    name : str
        What the outcome is called; "health" when left out.
    chance : bool
        Whether the change in health may be chance all the same, whatever its interval: too few areas, many outcomes.

    Examples
    --------
    >>> plane_words((2.0, -0.5, 4.5), (-40, -120, 40), "nl").title
    'Bij geen van beide is de richting duidelijk'
    >>> plane_words((2.0, 0.5, 3.5), (-40, -120, 40), "en")
    Finding(title='Only for health is the direction clear: health up', rest='The costs may have stayed the same.')
    """
    certain = [leaves_out(lower, upper) for _, lower, upper in (health, costs)]
    certain[0] = certain[0] and not chance
    name = name or translate("health", language)
    up, cheaper = health[0] > 0, costs[0] < 0
    words = {
        "health": translate("{name} up", language, name=name) if up else translate("{name} down", language, name=name),
        "costs": translate("care costs down", language) if cheaper else translate("care costs up", language),
    }
    if all(certain):
        return Finding(claim_heading("both certain", DESIGN, language, **words))
    if certain[0]:
        title = claim_heading("only health certain", DESIGN, language, health=words["health"])
        return Finding(title, claim_sentence("costs may be the same", DESIGN, language))
    if certain[1]:
        title = claim_heading("only costs certain", DESIGN, language, costs=words["costs"])
        return Finding(title, claim_sentence("health may be the same", DESIGN, language))
    title = claim_heading("neither certain", DESIGN, language)
    return Finding(title, claim_sentence("may be the same", DESIGN, language))


def plane(page: Page) -> Plane | None:
    """The health and the costs that can be put side by side; None where one of them has no interval."""
    costs = row(page, "care_cost_per_person")
    if not costs.has_interval:
        return None
    area = rows_health.compared_area(page)
    outcome = rows_health.telling(page) or (rows_health.telling(page, area) if area else "")
    if outcome:
        compared = rows_health.find(page, "mean_difference", outcome, area=area or page.area)
        entry = compared if compared.has_interval else rows_health.change(page, outcome)
        if entry.has_interval:
            verdict = _verdict(page, outcome) if entry is compared else ""
            return Plane(outcome_name(outcome, page.language), entry, costs, outcome, verdict)
    for chain in valued_chains(page):
        entry = row(page, "health_gain", group_label(chain=chain.id))
        if entry.has_interval:
            return Plane(upper_first(unit_words(entry.unit, page.language)), entry, costs)
    return None


def _verdict(page: Page, outcome: str) -> str:
    """What may be made of the comparison; also that it is clear, and no effect all the same."""
    verdict = rows_health.verdict(page, outcome)
    return "no effect" if verdict == "clear" and rows_health.claim(page, outcome).kind != "effect" else verdict


def plane_finding(page: Page, plane: Plane) -> Finding:
    """The finding of the two rows of a page."""
    name = lower_first(plane.name) if plane.outcome else ""
    pairs = [(entry.value, entry.lower, entry.upper) for entry in (plane.health, plane.costs)]
    return plane_words(pairs[0], pairs[1], page.language, name, chance=plane.may_be_chance)


def chance_left(page: Page, plane: Plane) -> str:
    """Why health may be chance although its interval leaves out zero; empty where it may not."""
    if not plane.may_be_chance:
        return ""
    name = "may be chance" if plane.verdict == "chance" else plane.verdict
    return claim_sentence(name, plane.health.design, page.language)


def where_health_comes_from(page: Page, plane: Plane) -> str:
    """Whether the health of the plane was compared with others, and whose it is."""
    language = page.language
    if plane.health.design in ("comparison", "staggered", "randomised"):
        if plane.health.area == page.area:
            return translate("Health: difference with people without the programme.", language)
        return translate("Health: difference with people without the programme, in all areas together.", language)
    if plane.health.design == "before-after":
        return translate("Health: change from the first to the last measurement, without comparison.", language)
    return translate("Health: as worked out from the assumptions.", language)
