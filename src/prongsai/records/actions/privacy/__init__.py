"""What is kept about looking after personal data."""
