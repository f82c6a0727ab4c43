"""Step 2: what counts as a valid answer or piece of evidence."""
