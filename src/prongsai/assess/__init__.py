"""Step 3: criteria and facts become a scorecard."""
