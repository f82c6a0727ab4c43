"""The conductor: one file per journey."""
