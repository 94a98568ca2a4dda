"""What changed, and what a comparison says of it."""
