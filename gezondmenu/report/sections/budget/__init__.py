"""The page of one arrangement: its budget through the year and over the years, and who has a role in it."""
