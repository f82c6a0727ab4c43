"""Pages of an agency's year, for its own people and for those who look in."""
