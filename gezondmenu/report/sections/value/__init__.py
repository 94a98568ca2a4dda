"""What it is worth, and to whom."""
