"""The board of a year: its pages for those who work in the agency."""
