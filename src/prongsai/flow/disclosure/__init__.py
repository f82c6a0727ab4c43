"""The board of a year: read, assigned, answered, copied into the assessor's system, put into documents."""
