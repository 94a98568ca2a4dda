"""How valid the intervals are: ``python -m tests.validity.run`` simulates them and writes docs/validity.md."""
