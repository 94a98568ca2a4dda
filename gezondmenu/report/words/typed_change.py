"""The typed messages of level, change, difference and effect: what a survey and a comparison let a page say."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.report.words.typed_message import TypedMessage

NO_LOTS = ("comparison", "staggered")

CHANGE: dict[str, TypedMessage] = {
    # level
    "mean": TypedMessage(
        "level",
        message("On average, {outcome} was {value} (between {low} and {high}; {people})."),
    ),
    "too few": TypedMessage(
        "level",
        message("Too few people answered both times to say anything about {outcome} ({people})."),
    ),
    "who dropped out": TypedMessage(
        "level",
        message("{dropped} of the {asked} people of the first measurement did not answer again."),
    ),
    "cause unknown": TypedMessage(
        "level",
        message("We made no comparison with people who did not take part. So we do not know the cause."),
    ),
    # change
    "up": TypedMessage(
        "change",
        message(
            "Between the first and the last measurement, {outcome} went up by {value} on average "
            "(between {low} and {high}; {people})."
        ),
    ),
    "down": TypedMessage(
        "change",
        message(
            "Between the first and the last measurement, {outcome} went down by {value} on average "
            "(between {low} and {high}; {people})."
        ),
    ),
    "unclear": TypedMessage(
        "change",
        message(
            "Between the first and the last measurement, {outcome} changed by {value} on average. That may be chance "
            "(between {low} and {high}; {people})."
        ),
    ),
    "noticeable": TypedMessage(
        "change",
        message("People notice a change of {important} or more. This change is that large."),
    ),
    "not noticeable": TypedMessage(
        "change",
        message("People notice a change of {important} or more. This change is smaller."),
    ),
    "holds unless lower": TypedMessage(
        "change",
        message(
            "Not everybody answered again. "
            "If their own change was {points} lower than that of the others, the rise is no longer certain."
        ),
    ),
    "holds unless higher": TypedMessage(
        "change",
        message(
            "Not everybody answered again. "
            "If their own change was {points} higher than that of the others, the fall is no longer certain."
        ),
    ),
    "not the cause": TypedMessage(
        "change",
        message("This is a change, not an effect: we do not know where it comes from."),
    ),
    # difference
    "more than elsewhere": TypedMessage(
        "difference",
        message(
            "Compared with areas without the programme, {outcome} rose {value} more "
            "(between {low} and {high}; {people})."
        ),
        NO_LOTS,
    ),
    "less than elsewhere": TypedMessage(
        "difference",
        message(
            "Compared with areas without the programme, {outcome} rose {value} less "
            "(between {low} and {high}; {people})."
        ),
        NO_LOTS,
    ),
    "as elsewhere": TypedMessage(
        "difference",
        message(
            "Between areas with and without the programme we see no clear difference in {outcome} "
            "(between {low} and {high}; {people})."
        ),
        NO_LOTS,
    ),
    "no difference by lot": TypedMessage(
        "difference",
        message(
            "Lots decided who could take part. Between the two groups we see no clear difference in {outcome} "
            "(between {low} and {high}; {people})."
        ),
        ("randomised",),
    ),
    # effect
    "likely effect": TypedMessage(
        "effect",
        message(
            "The effect on {outcome} is probably {value} (between {low} and {high}; {people}). "
            "Nobody drew lots, so something else may be behind it."
        ),
        NO_LOTS,
    ),
    "effect": TypedMessage(
        "effect",
        message(
            "Lots decided who could take part. The effect on {outcome} is {value} (between {low} and {high}; {people})."
        ),
        ("randomised",),
    ),
    # borrowed, scenario
    "found elsewhere": TypedMessage(
        "borrowed",
        message("Elsewhere, the effect on {outcome} was {value}. That is not measured here. Source: {source}."),
    ),
    "if it works here": TypedMessage(
        "scenario",
        message("If it works here as it did elsewhere, {outcome} would be {value}. That is not measured here."),
    ),
    # what the section "What changed?" says in few words
    "hidden change": TypedMessage(
        "level",
        message("How {outcome} changed is {hidden}, to protect people."),
    ),
    "too few to say": TypedMessage(
        "level",
        message("Too few people answered both times to say anything about {outcome}."),
    ),
    "went up": TypedMessage(
        "change",
        message("On average, {outcome} went up by {value} (between {low} and {high}; {people})."),
    ),
    "went down": TypedMessage(
        "change",
        message("On average, {outcome} went down by {value} (between {low} and {high}; {people})."),
    ),
    "no clear change": TypedMessage(
        "change",
        message("We see no clear change in {outcome}: {value} (between {low} and {high}; {people})."),
    ),
    "change alone": TypedMessage(
        "change",
        message("A change alone is not an effect. That is why we also compared with people without the programme."),
    ),
    "no change, no effect": TypedMessage(
        "change",
        message("Had it changed, that would not be an effect yet: we would not know where it came from."),
    ),
    "weighted": TypedMessage(
        "change",
        message(
            "If people who resemble those who left count for more, the change is {value} (between {low} and {high})."
        ),
    ),
    "began badly": TypedMessage(
        "change",
        message("For those who began worst, {outcome} changed by {value} ({people})."),
    ),
    "expected anyway": TypedMessage(
        "change",
        message("Without any activity, about {value} was to be expected."),
    ),
    "rose": TypedMessage("change", message("went up: {outcomes}")),
    "fell": TypedMessage("change", message("went down: {outcomes}")),
    "nothing changed": TypedMessage("change", message("no clear change: {outcomes}")),
    "change beside others": TypedMessage(
        "difference",
        message("Beside people without the programme, the change in {outcome} was {value} (between {low} and {high})."),
        NO_LOTS,
    ),
    "as other people": TypedMessage(
        "difference",
        message(
            "Between people with and without the programme we see no clear difference in {outcome}: {value} "
            "(between {low} and {high})."
        ),
        NO_LOTS,
    ),
    "change beside others by lot": TypedMessage(
        "difference",
        message(
            "Lots decided who could take part. The difference in {outcome} was {value} (between {low} and {high})."
        ),
        ("randomised",),
    ),
    "no lots": TypedMessage(
        "difference",
        message("Nobody drew lots, so something else may be behind it."),
        NO_LOTS,
    ),
    "few areas": TypedMessage(
        "difference",
        message("With so few areas, chance can never be ruled out."),
    ),
    "may be chance": TypedMessage(
        "difference",
        message("Seen together with everything that we compared, this may be chance."),
    ),
    "of all areas": TypedMessage(
        "difference",
        message("This is about all areas together, not about {area} alone."),
    ),
    "differs": TypedMessage("difference", message("clearly different with the programme: {outcomes}")),
    "no difference": TypedMessage("difference", message("no clear difference with or without the programme")),
}
