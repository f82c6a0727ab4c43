"""Step 6: everything above becomes a report, and a report becomes bytes."""
