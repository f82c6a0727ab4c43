"""What becomes of the board of a year: made, assigned, answered, entered, given another edition's items."""
