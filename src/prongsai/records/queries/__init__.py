"""Everything that is read from the tables, always in somebody's scope."""
