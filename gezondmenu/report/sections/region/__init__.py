"""The areas of a region side by side, its size, and its registers of initiatives and alliances."""
