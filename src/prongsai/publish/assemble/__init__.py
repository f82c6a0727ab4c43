"""Puts documents together: kinds, profiles, the agency's own words, and the parts."""
