"""Ground floor: questionnaires, from coded answers to scores.

Each scale takes a table with a row for each person (or person and wave) and its answers as codes in named columns, and
returns a table with the same index: scores first, then ``missing_items`` and ``reason``. Texts of questions are not in
this package: many of them need a licence. `scale_table` says where each scale comes from and how sure that is.
"""

from gezondmenu.scales.answers import REASONS
from gezondmenu.scales.dimensions import DIMENSIONS, positive_health
from gezondmenu.scales.lonely import loneliness, ucla3
from gezondmenu.scales.moving import activity_guideline_2017, ipaq_short
from gezondmenu.scales.register import scale_table
from gezondmenu.scales.single import gali, life_satisfaction, perceived_health
from gezondmenu.scales.survey import LEFT_OUT, SurveyScores, answer_codes, score_survey
from gezondmenu.scales.utility import answered_in_three_levels, eq5d, level_codes, value_sets
from gezondmenu.scales.wellbeing import mhi5, swemwbs, who5

__all__ = [
    "DIMENSIONS",
    "LEFT_OUT",
    "REASONS",
    "SurveyScores",
    "activity_guideline_2017",
    "answer_codes",
    "answered_in_three_levels",
    "eq5d",
    "gali",
    "ipaq_short",
    "level_codes",
    "life_satisfaction",
    "loneliness",
    "mhi5",
    "perceived_health",
    "positive_health",
    "scale_table",
    "score_survey",
    "swemwbs",
    "ucla3",
    "value_sets",
    "who5",
]
