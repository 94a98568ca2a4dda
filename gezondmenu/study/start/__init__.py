"""A new, empty study: workbooks to fill in, a list to print, a questionnaire, choices and a page that explains."""
