"""A virtual budget of several payers, and what working together costs, on the page of an arrangement."""
