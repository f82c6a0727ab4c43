"""A filled form read back into data."""
