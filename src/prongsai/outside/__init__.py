"""Adapters to the world: files, clock, fonts; only flow imports them."""
