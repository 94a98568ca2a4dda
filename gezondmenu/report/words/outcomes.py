"""Names of what the survey measures, in a heading and in a sentence, and what its scale says."""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate
from gezondmenu.report.rows.health import scale_of
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.names import lower_first

GOOD_HEALTH = "good_health"

NAMES = {
    "life_satisfaction": message("Life satisfaction"),
    "eq5d": message("Quality of life"),
    "good_health": message("Good health"),
    "loneliness": message("Loneliness"),
    "ucla3": message("Loneliness"),
    "mhi5": message("Mental health"),
    "who5": message("Well-being"),
    "swemwbs": message("Mental well-being"),
    "perceived_health": message("Perceived health"),
    "gali": message("Limitations by health"),
    "ipaq_short": message("Physical activity"),
    "activity_guideline_2017": message("Enough physical activity"),
    "positive_health_bodily_functions": message("Bodily functions"),
    "positive_health_mental_wellbeing": message("Mental well-being"),
    "positive_health_meaning": message("Meaning"),
    "positive_health_quality_of_life": message("Quality of life"),
    "positive_health_participation": message("Participation"),
    "positive_health_daily_functioning": message("Daily functioning"),
}
"""What readers call an outcome in a heading or a table."""

IN_SENTENCE = {
    "life_satisfaction": message("life satisfaction"),
    "eq5d": message("quality of life"),
    "good_health": message("the share in (very) good health"),
    "loneliness": message("loneliness"),
    "ucla3": message("loneliness"),
    "mhi5": message("mental health"),
    "who5": message("well-being"),
    "swemwbs": message("mental well-being"),
    "perceived_health": message("perceived health"),
    "gali": message("limitations by health"),
    "ipaq_short": message("physical activity"),
    "activity_guideline_2017": message("the share that moves enough"),
}
"""The same in the middle of a sentence: in Dutch with its article."""

HOW_SURE = {
    "read": message("read in the source"),
    "computed": message("computed from published figures"),
    "from memory": message("not checked"),
    "ours": message("our choice"),
}
"""How sure a figure of the register of scales is, for a reader."""

TRAITS = {
    "first": message("first score"),
    "age": message("age"),
    "female": message("share of women"),
    "low_income": message("share with a low income"),
}
"""What the two groups of a comparison were made alike on."""


def outcome_name(outcome: str, language: str) -> str:
    """An outcome as a heading; one of the study's own is its code, between quotes.

    Examples
    --------
    >>> outcome_name("ucla3", "nl"), outcome_name("positive_health_meaning", "en"), outcome_name("sleep", "nl")
    ('Eenzaamheid', 'Meaning', '“sleep”')
    """
    return translate(NAMES[outcome], language) if outcome in NAMES else f"“{outcome}”"


def in_sentence(outcome: str, language: str) -> str:
    """An outcome with its article, for the middle of a sentence.

    Examples
    --------
    >>> in_sentence("life_satisfaction", "nl"), in_sentence("sleep", "en")
    ('de tevredenheid met het leven', 'the score for “sleep”')
    """
    if outcome in IN_SENTENCE:
        return translate(IN_SENTENCE[outcome], language)
    name = outcome_name(outcome, language) if outcome in NAMES else outcome
    return translate("the score for “{name}”", language, name=name)


def names_of(outcomes: list[str], language: str) -> str:
    """Outcomes one after the other, in a sentence."""
    names = (outcome_name(outcome, language) for outcome in outcomes)
    return ", ".join(lower_first(name) for name in names)


def scale_words(page: Page, outcome: str) -> str:
    """From where to where the scale runs, and which way is better; empty where that is not known."""
    language, scale = page.language, scale_of(outcome)
    better = "higher" if outcome == GOOD_HEALTH else scale.get("better", "")
    parts = []
    if outcome == GOOD_HEALTH or scale.get("level") == "yes_no":
        parts.append(translate("in percentage points", language))
    if {"low", "high"} <= set(scale) and scale.get("level") == "score":
        low, high = (format_number(scale[end], language) for end in ("low", "high"))
        parts.append(translate("{low} to {high}", language, low=low, high=high))
    if better == "lower":
        parts.append(translate("lower is better", language))
    elif better == "higher":
        parts.append(translate("higher is better", language))
    return ", ".join(parts)


def made_alike_on(trait: str, language: str) -> str:
    """What two groups were made alike on; a trait of the study's own as it is."""
    return translate(TRAITS[trait], language) if trait in TRAITS else trait


def how_sure(source: str, language: str) -> str:
    """How sure the smallest change is that people notice; a source of the study's own as it is."""
    return translate(HOW_SURE[source], language) if source in HOW_SURE else source
