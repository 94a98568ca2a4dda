"""The typed messages of "What is it worth, and to whom?": all of them scenarios, which say what would be, if.

No sentence here says what the activities brought about. Each amount stands with its range, and the value per euro of
costs is in no message without the point where the costs are covered.
"""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.report.words.typed_message import TypedMessage

HEADINGS = {
    "chance": message("The chance that it brings in more than it costs is {chance}"),
    "chance between": message("The chance that it brings in more than it costs lies between {low} and {high}"),
    "chance, in part": message("The chance that it brings in more than {whose} pays for it is {chance}"),
    "chance between, in part": message(
        "The chance that it brings in more than {whose} pays for it lies between {low} and {high}"
    ),
    "pays and gains": message("{payer} pays {paid} and gains {gained}"),
    "pay and gain": message("{payer} pay {paid} and gain {gained}"),
    "depends most": message("The answer depends most on {input}"),
    "both certain": message("Both point one way, if the assumptions hold: {health}, {costs}"),
    "only health certain": message("Only for health is the direction clear: {health}"),
    "only costs certain": message("Only for care costs is the direction clear, if the assumptions hold: {costs}"),
    "neither certain": message("For neither is the direction clear"),
    "good value": message("At {price} for a year of life in good health, the chance that it is good value is {chance}"),
    "points and euros": message("Residents give most weight to “{statement}”; most euros belong to “{chain}”"),
}
"""Claims that stand above a figure too, as they stand there."""

WORTH: dict[str, TypedMessage] = {
    name: TypedMessage("scenario", text, heading=HEADINGS.get(name, ""))
    for name, text in {
        "chance not said": message(
            "A difference that this rests on is no effect. So we do not say how likely it is to bring in more than it "
            "costs."
        ),
        # value and costs
        "worth more": message(
            "If the changes are as large as assumed, a year of activities is worth {amount} more than it costs "
            "(value minus costs: between {low} and {high})."
        ),
        "worth less": message(
            "If the changes are as large as assumed, a year of activities costs {amount} more than it is worth "
            "(value minus costs: between {low} and {high})."
        ),
        "worth the same": message(
            "If the changes are as large as assumed, a year of activities is worth about what it costs "
            "(value minus costs: between {low} and {high})."
        ),
        "worth a range": message(
            "Of a part of the value only a range is known, and no middle. "
            "Value minus costs lies between {low} and {high}."
        ),
        "worth more, in part": message(
            "If the assumptions hold, a year is worth {amount} more to {whose} than it pays, without {outside} of the "
            "{all} of costs (value minus costs: between {low} and {high})."
        ),
        "worth less, in part": message(
            "If the assumptions hold, a year costs {whose} {amount} more than it is worth there, without {outside} of "
            "the {all} of costs (value minus costs: between {low} and {high})."
        ),
        "worth the same, in part": message(
            "If the assumptions hold, a year is worth about what {whose} pays, without {outside} of the {all} of costs "
            "(value minus costs: between {low} and {high})."
        ),
        "worth a range, in part": message(
            "Of a part of the value only a range is known, and no middle. For {whose}, without {outside} of the {all} "
            "of costs, value minus costs lies between {low} and {high}."
        ),
        "left out": message("Paid by {payer} and not in this calculation, which looks at {whose} alone: {amount}."),
        "worth without costs": message(
            "If the changes are as large as assumed, a year of activities is worth {amount} (between {low} and {high})."
        ),
        "a range without costs": message(
            "Of a part of the value only a range is known, and no middle. The value lies between {low} and {high}."
        ),
        "not in it": message("Not in this amount, because something is missing: {chains}."),
        "added to another": message(
            "“{chain}” and {others} both value health or time and are added up; as the study sees it these differ: "
            "“{because}”."
        ),
        "chance": message("The chance that it brings in more than it costs is {chance}."),
        "chance between": message("The chance that it brings in more than it costs lies between {low} and {high}."),
        "chance, in part": message("The chance that it brings in more than {whose} pays for it is {chance}."),
        "chance between, in part": message(
            "The chance that it brings in more than {whose} pays for it lies between {low} and {high}."
        ),
        "ratio, covered": message(
            "For each euro of costs that is {ratio} of value (between {low} and {high}). "
            "Even if the value is only {share} of what we assume, the costs are covered."
        ),
        "ratio, covered by little": message(
            "For each euro of costs that is {ratio} of value (between {low} and {high}). "
            "Less than {share} of the value that we assume covers the costs."
        ),
        "ratio, not covered": message(
            "For each euro of costs that is {ratio} of value (between {low} and {high}). "
            "The costs are covered only if the value is {times} times what we assume."
        ),
        "rests on": message("This value rests {parts}."),
        # payers
        "pays and gains": message("{payer} pays {paid} and gains {gained}."),
        "pay and gain": message("{payer} pay {paid} and gain {gained}."),
        "pays and would gain": message("{payer} pays {paid} and gains, if the assumptions hold, {gained}."),
        "pay and would gain": message("{payer} pay {paid} and gain, if the assumptions hold, {gained}."),
        "more to a payer": message("For {payer} it is then worth {amount} more than it costs."),
        "less to a payer": message("For {payer} it then costs {amount} more than it is worth."),
        "fair": message("If everybody paid in proportion to what they gain, the share of {payer} would be {amount}."),
        "fair, covered": message(
            "If everybody paid in proportion to what they gain, the share of {payer} would be {amount}, "
            "of a gain of {gained} (between {low} and {high})."
        ),
        "fair, perhaps covered": message(
            "If everybody paid in proportion to what they gain, the share of {payer} would be {amount}, "
            "of a gain of {gained} (between {low} and {high}) that may turn out less."
        ),
        "fair, not covered": message(
            "If everybody paid in proportion to what they gain, the share of {payer} would be {amount}. "
            "That is more than the gain of {payer}: {gained} (between {low} and {high}) does not cover it."
        ),
        "payers gain less": message(
            "Together, those who pay gain {gained}, if the assumptions hold: less than the costs of {costs}. "
            "The rest of the value is health of residents."
        ),
        # what would change the answer
        "depends most": message("The answer depends most on {input}."),
        "turns": message("Each of these can turn the answer on its own: {inputs}."),
        "turns none": message("None of the assumptions turns the answer on its own."),
        "covered": message("Even if the value is only {share} of what we assume, the costs are covered."),
        "covered by little": message("Less than {share} of the value that we assume covers the costs."),
        "no costs": message("No costs count here, so there is nothing to cover."),
        "not covered": message("The costs are covered only if the value is {times} times what we assume."),
        "covered between": message(
            "With the other assumptions as given, the costs are covered from {share} of the top of the range on."
        ),
        "covered nowhere": message(
            "With the other assumptions as given, the costs are covered nowhere in the range, not even at its top."
        ),
        "enough per person": message("{chain}: the costs are just covered at {value} per person; we assume {assumed}."),
        "enough of elsewhere": message(
            "{chain}: the costs are just covered if {share} of the figure from elsewhere holds here."
        ),
        "little of elsewhere": message(
            "{chain}: the costs are covered if less than {share} of the figure from elsewhere holds here."
        ),
        "not enough of elsewhere": message(
            "{chain}: even if the whole figure from elsewhere holds here, the costs are not covered."
        ),
        "covered without": message("{chain}: even without this outcome the costs are covered."),
        "certainty": message(
            "Knowing everything for certain is worth {amount} at most. More research should not cost more."
        ),
        # health and costs
        "both certain": message("Both point one way, if the assumptions hold: {health}, {costs}."),
        "only health certain": message("Only for health is the direction clear: {health}."),
        "costs may be the same": message("The costs may have stayed the same."),
        "only costs certain": message("Only for care costs is the direction clear, if the assumptions hold: {costs}."),
        "health may be the same": message("Health may have stayed the same."),
        "neither certain": message("For neither is the direction clear."),
        "may be the same": message("Health and costs may both have stayed the same."),
        "good value": message(
            "At {price} for a year of life in good health, the chance that it is good value is {chance}."
        ),
        "cost of health": message("A year of life in good health then costs {amount}."),
        # beside the appreciation of residents, and time
        "points and euros": message(
            "Residents give most weight to “{statement}”; most euros belong to “{chain}”."
        ),
        "paid hours": message(
            "If somebody did these hours for pay, that would cost {amount}. This amount is not added to any other."
        ),
    }.items()
}  # fmt: skip
