"""Published booklets into draft round files: what is certain is taken, with its place; what is not is told."""
