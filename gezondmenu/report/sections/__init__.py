"""The sections of a page, a folder each; none imports from another."""
