"""One page in plain words for the residents themselves: what they said comes first."""
