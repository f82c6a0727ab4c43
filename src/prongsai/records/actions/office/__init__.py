"""What an agency says of itself: its particulars and its units."""
