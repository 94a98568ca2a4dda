"""Who takes part: how many, how often, over time and in which groups."""
