"""The business case of an arrangement: year by year, by payer, and what would change the answer."""
