"""How it was worked out, and what made the page."""
