"""What a password may be: long enough and not too long, and nothing that people guess first."""
