"""Results on their way in, with a preview before anything counts."""
