"""How the tables came to be; landed ones are never edited."""
