"""Statements in tables: scores, ranks and changes, and how many gave which answer."""
