"""Files that a site keeps: put into the store, read, looked at, and taken away once nothing names them."""
