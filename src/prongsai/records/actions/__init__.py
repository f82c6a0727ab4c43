"""Everything that changes a table. Each action is one transaction and writes its own line of history."""
