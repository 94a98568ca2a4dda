"""What the comparison of the whole lets a page say: the claim that remains, and what it must be read with."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import entries, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import hidden_words
from gezondmenu.report.words.change import higher_or_lower, size, up_or_down
from gezondmenu.report.words.outcomes import in_sentence
from gezondmenu.report.words.scores import amount, limits, places_of, signed, signed_amount
from gezondmenu.report.words.shares import people
from gezondmenu.report.words.typed_claims import claim_sentence
from gezondmenu.strongest_claim import Claim


def comparison(page: Page) -> list[str]:
    """What the comparison says for the area whose people were compared; empty where nobody's were."""
    language, area = page.language, health.compared_area(page)
    if not area:
        return []
    outcome = _telling_difference(page, area)
    entry = find(page, "mean_difference", outcome, area=area)
    sentences = [_who_were_compared(page, entry, area), *_difference(page, outcome, entry)]
    if area != page.area and entry.known:
        sentences.append(claim_sentence("of all areas", entry.design, language, area=page.area_name))
    return sentences


def _telling_difference(page: Page, area: str) -> str:
    outcome = health.telling(page)
    if find(page, "mean_difference", outcome, area=area).status != "absent":
        return outcome
    return health.telling(page, area)


def _who_were_compared(page: Page, entry: Row, area: str) -> str:
    language, counts = page.language, entry.reason(Why.AREAS_TREATED)
    if counts and area == page.area:
        return translate("We compared {areas} areas, {treated} of them with the programme.", language, **counts)
    if counts:
        return translate(
            "All areas together were compared too: {areas} areas, {treated} of them with the programme.",
            language,
            **counts,
        )
    if area == page.area:
        return translate("We compared people with and without the programme.", language)
    return translate("Of all areas together we also compared people with and without the programme.", language)


def _difference(page: Page, outcome: str, entry: Row) -> list[str]:
    """The sentence that the claim which remains allows, and what it must be read with."""
    language, design, kind = page.language, entry.design, health.verdict(page, outcome)
    if kind == "hidden":
        hidden, about = hidden_words(entry, language), in_sentence(outcome, language)
        return [claim_sentence("hidden change", design, language, outcome=about, hidden=hidden)]
    lots = [] if design == "randomised" else [claim_sentence("no lots", design, language)]
    few = [claim_sentence("few areas", design, language)]
    if not entry.has_interval:
        return few + lots
    claim = health.claim(page, outcome)
    beside = _beside(page, outcome, entry, claim)
    if claim.kind == "effect" and (_outer(page, outcome, entry) or not claim.lost):
        return [_effect(page, outcome, entry, claim), *beside]
    placebo = find(page, "placebo_p", outcome, area=entry.area)
    too_few = kind == "few areas" or placebo.status == "too few"
    chance = [claim_sentence("may be chance", design, language)] if kind == "chance" else []
    return [_two_groups(page, outcome, entry, claim), *(few if too_few else chance), *beside, *lots]


def _effect(page: Page, outcome: str, entry: Row, claim: Claim) -> str:
    """What the programme did, as sure as the claim is."""
    by_lot = entry.design == "randomised"
    words = _words(page, outcome, entry)
    if claim.lost or claim.bracket:
        ends = _outer(page, outcome, entry) if claim.lost else [way.value for way in _ways(page, outcome, entry)]
        words["least"], words["most"] = _ends(page, outcome, entry, *ends)
    name = {
        (True, False, False): "effect",
        (True, True, False): "effect by lot and people lost",
        (False, False, False): "likely effect",
        (False, True, False): "effect and people lost",
        (False, False, True): "effect in two ways",
        (False, True, True): "effect in two ways and people lost",
    }[by_lot, claim.lost, claim.bracket]
    return claim_sentence(name, entry.design, page.language, **words)


def _two_groups(page: Page, outcome: str, entry: Row, claim: Claim) -> str:
    """How the two groups differ, where it is no effect."""
    language, design, by_lot = page.language, entry.design, entry.design == "randomised"
    words = _words(page, outcome, entry)
    unclear = health.verdict(page, outcome) == "unclear"
    if claim.bracket and all(way.known for way in _ways(page, outcome, entry)):
        least, most = _ends(page, outcome, entry, *(way.value for way in _ways(page, outcome, entry)))
        name = "change beside others in two ways"
        return claim_sentence(name, design, language, **words, least=least, most=most)
    if unclear:
        name = "no difference by lot" if by_lot else "as other people"
        return claim_sentence(name, design, language, **words | {"value": size(page, outcome, entry)})
    name = "change beside others by lot" if by_lot else "change beside others"
    return claim_sentence(name, design, language, **words | {"value": higher_or_lower(page, outcome, entry)})


def _beside(page: Page, outcome: str, entry: Row, claim: Claim) -> list[str]:
    """What the claim must be read with: what each way assumes, who left, who moved apart, who came too."""
    language, design, sentences = page.language, entry.design, []
    decimals = places_of(page, outcome, entry)
    changes, equal = _ways(page, outcome, entry)
    if claim.bracket and changes.known and equal.known:
        ways = {"changes": changes, "equal": equal}
        shown = {name: signed_amount(way.value, way.unit, decimals, language) for name, way in ways.items()}
        sentences.append(claim_sentence("what each way assumes", design, language, **shown))
    bounds = _outer(page, outcome, entry)
    if claim.lost and claim.kind != "effect" and bounds:
        least, most = (signed_amount(bound, entry.unit, decimals, language) for bound in bounds)
        sentences.append(claim_sentence("allowing for who left", design, language, least=least, most=most))
    if claim.lost:
        sentences.append(_how_many_left(page, outcome, entry))
    if entry.reason(Why.APART_BEFORE) is not None:
        sentences.append(claim_sentence("apart before", design, language))
    if claim.as_allocated:
        sentences.append(claim_sentence("others came too", design, language))
        without = find(page, "mean_difference", outcome, area=entry.area, variant="per protocol")
        if without.has_interval:
            words = limits(without, decimals, language)
            value = higher_or_lower(page, outcome, without)
            sentences.append(claim_sentence("without who came", design, language, value=value, **words))
    return [sentence for sentence in sentences if sentence]


def _how_many_left(page: Page, outcome: str, entry: Row) -> str:
    shares = [e for e in entries(page, "lost_share", entry.area) if e.traits.get("outcome") == outcome]
    shares = [e for e in shares if e.traits.get("wave") == entry.traits.get("wave") and e.known]
    groups = {bool(e.traits.get("arm")): f"{format_number(e.value, page.language)}%" for e in shares}
    if len(groups) < 2:
        return ""
    return claim_sentence("how many left", entry.design, page.language, one=groups[False], other=groups[True])


def _words(page: Page, outcome: str, entry: Row) -> dict[str, str]:
    language = page.language
    words = limits(entry, places_of(page, outcome, entry), language)
    words |= {"outcome": in_sentence(outcome, language), "people": people(entry.n, language)}
    return words | {"value": up_or_down(page, outcome, entry)}


def _ways(page: Page, outcome: str, entry: Row) -> tuple[Row, Row]:
    """The difference in changes, and that at equal first scores, of a bracket."""
    changes, equal = (
        find(page, "mean_difference", outcome, area=entry.area, variant=variant)
        for variant in ("difference in changes", "ANCOVA")
    )
    return changes, equal


def _outer(page: Page, outcome: str, entry: Row) -> list[float]:
    """The outer limits of what the difference can be, allowing for who left; none where they are not known."""
    least, most = (
        find(page, "mean_difference", outcome, area=entry.area, variant=variant)
        for variant in ("bound, least", "bound, most")
    )
    return [least.lower, most.upper] if least.has_interval and most.has_interval else []


def _ends(page: Page, outcome: str, entry: Row, one: float, other: float) -> tuple[str, str]:
    """Two differences as the ends of a range: the one nearer to zero first, the direction with the last."""
    language, decimals = page.language, places_of(page, outcome, entry)
    low, high = sorted((one, other))
    if low < 0 < high:
        return signed(low, decimals, language), signed_amount(high, entry.unit, decimals, language)
    near, far = (low, high) if low >= 0 else (high, low)
    shown = amount(far, entry.unit, decimals, language)
    way = translate("{amount} up", language, amount=shown)
    if high <= 0:
        way = translate("{amount} down", language, amount=shown)
    return format_number(abs(near), language, decimals), way
