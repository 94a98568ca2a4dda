"""The checks at the door: every finding about tables, choices and what would count twice."""
