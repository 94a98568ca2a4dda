"""The typed messages of a comparison that is not what it should be: two ways of comparing, people lost, groups mixed.

Which of them a row gets is decided by `gezondmenu.strongest_claim`.
"""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.report.words.typed_message import TypedMessage

NO_LOTS = ("comparison", "staggered")

COMPARISON: dict[str, TypedMessage] = {
    "effect in two ways": TypedMessage(
        "effect",
        message(
            "The effect on {outcome} is probably between {least} and {most}, depending on how one compares "
            "(limits {low} and {high}; {people}). Nobody drew lots, so something else may be behind it."
        ),
        NO_LOTS,
    ),
    "effect and people lost": TypedMessage(
        "effect",
        message(
            "Many people left: the effect on {outcome} is probably {value}, at least {least}, at most {most} "
            "({people}). Nobody drew lots, so something else may be behind it."
        ),
        NO_LOTS,
    ),
    "effect in two ways and people lost": TypedMessage(
        "effect",
        message(
            "Many people left: the effect on {outcome} is probably between {least} and {most} ({people}). "
            "Nobody drew lots, so something else may be behind it."
        ),
        NO_LOTS,
    ),
    "effect by lot and people lost": TypedMessage(
        "effect",
        message(
            "Too many people left: the effect on {outcome} is probably {value}, at least {least}, at most {most} "
            "({people}). Lots decided who could take part."
        ),
        ("randomised",),
    ),
    "change beside others in two ways": TypedMessage(
        "difference",
        message(
            "Beside people without the programme, the change in {outcome} was between {least} and {most} "
            "(limits {low} and {high}; {people})."
        ),
        NO_LOTS,
    ),
    "what each way assumes": TypedMessage(
        "difference",
        message(
            "The groups began unlike. If that has lasting reasons, the difference is {changes}. "
            "If people were chosen for their first score, it is {equal}."
        ),
        NO_LOTS,
    ),
    "allowing for who left": TypedMessage(
        "difference",
        message("Many people left. Allowing for them, the difference is at least {least} and at most {most}."),
    ),
    "how many left": TypedMessage(
        "level",
        message("With the programme {one} of the people did not answer again, without it {other}."),
    ),
    "no effect": TypedMessage("difference", message("This difference is no effect: see “What changed?”.")),
    "apart before": TypedMessage(
        "difference",
        message("Before the start the groups did not change alike."),
    ),
    "others came too": TypedMessage(
        "difference",
        message("People of the comparison came to the activities too, so the difference may be too small."),
    ),
    "chosen for a score": TypedMessage("change", message("People were chosen for what they scored at first.")),
    "chosen low": TypedMessage("change", message("People were chosen for a first score of {bound} or lower.")),
    "chosen high": TypedMessage("change", message("People were chosen for a first score of {bound} or higher.")),
    "seem chosen low": TypedMessage(
        "change", message("Nobody scored above {bound} at first: people seem to have been chosen for that.")
    ),
    "seem chosen high": TypedMessage(
        "change", message("Nobody scored under {bound} at first: people seem to have been chosen for that.")
    ),
    "expected between": TypedMessage(
        "change", message("Without any activity, about {value} was to be expected (between {low} and {high}).")
    ),
    "expected unknown": TypedMessage(
        "change",
        message("Such people score nearer to others the next time, whatever happens. How much we cannot tell."),
    ),
    "without who came": TypedMessage(
        "difference",
        message("Without them it is {value} (between {low} and {high})."),
    ),
}
