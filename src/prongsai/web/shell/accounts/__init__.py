"""Signing in and one's own account: addresses, forms, and how the library for it behaves here."""
