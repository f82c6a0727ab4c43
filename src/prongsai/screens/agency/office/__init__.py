"""The agency as an office: what it says of itself, and its units."""
