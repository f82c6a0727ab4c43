"""Prongsai (โปร่งใส): Thailand's Integrity and Transparency Assessment, from answers to the follow-up report."""

__version__ = "0.1.0"
