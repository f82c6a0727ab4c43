"""The board of a year: its items, one item, the answers to copy."""
