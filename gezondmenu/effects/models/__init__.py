"""Regressions behind statements about health: groups, panels, counts, mixed models."""
