"""What the program tells people: telling it, and the list of what was told."""
