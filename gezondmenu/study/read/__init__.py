"""From the files of people to tables of text, and from text to typed columns."""
