"""Checks of what a round file says was observed, section by section."""
