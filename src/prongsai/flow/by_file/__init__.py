"""Journeys that begin with a file, without a site: score, check, report."""
