"""Tests in a browser: `python -m tests.browser.run`; the plain test command does not see them."""
