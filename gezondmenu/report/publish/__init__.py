"""The run: from a study folder to pages, their index and the record of what made them."""
