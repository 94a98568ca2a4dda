"""Room: arrangements that pay for activities, such as a fixed neighbourhood budget, and what they show.

Their rows follow from the tables of the study and from what was released, as the rows of `value` do.
"""

from gezondmenu.arrangements.rows import arrangement_rows

__all__ = ["arrangement_rows"]
