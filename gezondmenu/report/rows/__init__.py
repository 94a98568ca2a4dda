"""What a page may see: rows of the published table, chosen and not worked out, for a reader."""
