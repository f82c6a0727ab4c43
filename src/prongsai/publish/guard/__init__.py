"""Before printing: what a document that people sign still holds that nobody should sign, and what state it is in."""
