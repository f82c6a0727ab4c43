"""What becomes of an agency's year as a whole: opened, closed, opened again, given the rules that were announced."""
