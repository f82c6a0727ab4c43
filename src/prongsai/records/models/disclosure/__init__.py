"""The board of a year: what must be disclosed, who does it, and what was answered."""
