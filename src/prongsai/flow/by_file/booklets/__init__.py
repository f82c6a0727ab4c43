"""Published booklets, one or a folder of them, into round files."""
