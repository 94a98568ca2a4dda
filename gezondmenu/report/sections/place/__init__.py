"""What there is to do, at what price, and in what kind of neighbourhood."""
