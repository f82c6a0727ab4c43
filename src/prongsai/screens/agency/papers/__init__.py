"""Documents of a year and what goes into them: words, decisions before signing, pictures."""
