"""What we do not know."""
