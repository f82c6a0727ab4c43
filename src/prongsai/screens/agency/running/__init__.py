"""A year while it runs: opened before it has results, its rules, closed and opened again, its result corrected."""
