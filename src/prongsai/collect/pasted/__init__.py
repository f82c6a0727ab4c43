"""Pasted tables and short texts: which figures they announce, line by line, and what is doubtful."""
