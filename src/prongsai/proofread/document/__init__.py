"""A finished document opened and read: Word, PDF and HTML become passages."""
