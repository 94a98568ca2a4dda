"""Indicators of the study's own, from `indicators.toml`."""
