"""What reads and writes files strictly and within limits, and says what is wrong with them."""
