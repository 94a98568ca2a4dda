"""Open figures about areas, fetched as dated snapshots. No notebook or report asks for any."""
