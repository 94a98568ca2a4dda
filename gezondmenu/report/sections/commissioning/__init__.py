"""One page in plain words for the residents and professionals who decide on the spending of an arrangement."""
