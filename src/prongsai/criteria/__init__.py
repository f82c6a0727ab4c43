"""Step 1: the year's rules as data, and the code that reads and checks them."""
