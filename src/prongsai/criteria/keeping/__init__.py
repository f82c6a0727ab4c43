"""Looking after editions: checked, compared, begun anew, and told apart by their bytes."""
