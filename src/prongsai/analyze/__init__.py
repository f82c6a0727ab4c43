"""Step 4: scorecards become findings."""
