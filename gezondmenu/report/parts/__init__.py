"""Parts that every section is built of: pieces of HTML, tables, cards of indicators, and how figures look."""
