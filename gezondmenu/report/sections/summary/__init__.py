"""The top of the page: who it is about, three sentences and four tiles."""
