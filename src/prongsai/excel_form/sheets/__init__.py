"""The sheets of the Excel form."""
