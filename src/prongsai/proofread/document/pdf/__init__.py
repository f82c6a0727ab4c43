"""A PDF file as passages: its pages, letters and drawings, lines, tables and charts, in reading order."""
