"""The pages of a year while it runs: opened, its rules, closed and opened again, its result corrected."""
