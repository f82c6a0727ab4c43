"""From the files of an edition to Criteria."""
