"""How many people or areas a study needs."""
