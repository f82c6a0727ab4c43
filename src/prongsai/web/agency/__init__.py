"""Screens of an agency's own people."""
