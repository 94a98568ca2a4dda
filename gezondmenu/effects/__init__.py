"""Room: did it change, did it help? Statements about health, each with its design; and the whole estimate table.

Importing the room adds its cards' functions to the register, so that `estimate` works out all of them.
"""

from gezondmenu.effects import change, comparison, dose, levels, participant_flow
from gezondmenu.effects.models.group_time import group_time_average, group_time_averages, group_time_effects
from gezondmenu.effects.models.groups import corrected, difference_of_groups
from gezondmenu.effects.models.mixed import mixed_model
from gezondmenu.effects.models.panel import difference_in_differences, event_study, placebo_starts
from gezondmenu.effects.models.rates import rates_by_traits
from gezondmenu.effects.planning.power import areas_needed, change_that_can_be_seen, people_needed
from gezondmenu.effects.survey import outcomes_of, scores_of
from gezondmenu.indicators.estimate import estimate

__all__ = [
    "areas_needed",
    "change",
    "change_that_can_be_seen",
    "comparison",
    "corrected",
    "difference_in_differences",
    "difference_of_groups",
    "dose",
    "estimate",
    "event_study",
    "group_time_average",
    "group_time_averages",
    "group_time_effects",
    "levels",
    "mixed_model",
    "outcomes_of",
    "participant_flow",
    "people_needed",
    "placebo_starts",
    "rates_by_traits",
    "scores_of",
]
