"""Words that several sections share: numbers with their units, names of things, differences, and typed claims."""
